import { Failure } from '#kernel';

/**
 * The former release that `to` begins, or the one before the present without it; `former` is newest
 * first. Fails with app/nothing-to-roll-back, or with app/no-such-release naming those at hand.
 */
export function formerRelease(
  service: string,
  former: readonly string[],
  to: string | undefined,
): string {
  const [before] = former;
  if (before === undefined) throw nothingBefore(service);
  if (to === undefined) return before;
  const [found, another] = former.filter((one) => one.startsWith(to));
  if (found === undefined || another !== undefined) throw noSuchRelease(service, to, former);
  return found;
}

const nothingBefore = (service: string) =>
  new Failure(
    'app/nothing-to-roll-back',
    {
      en: `${service} has had no release before this one`,
      ko: `${service}에는 이전 릴리스가 없다`,
    },
    {
      hint: {
        en: 'Deliver an earlier version with `hanok deploy --from FOLDER`.',
        ko: '`hanok deploy --from 폴더`로 이전 버전을 배포한다.',
      },
    },
  );

function noSuchRelease(service: string, to: string, former: readonly string[]) {
  const those = former.map((one) => one.slice(0, 8)).join(', ');
  return new Failure(
    'app/no-such-release',
    {
      en: `no single former release of ${service} begins with '${to}'; at hand, newest first: ${those}`,
      ko: `'${to}'로 시작하는 ${service}의 이전 릴리스가 하나로 정해지지 않는다. 최근 것부터 ${those}`,
    },
    {
      hint: {
        en: `Name one of them: \`hanok rollback ${service} --to ${former.at(-1)?.slice(0, 8)}\`.`,
        ko: `하나를 고른다: \`hanok rollback ${service} --to ${former.at(-1)?.slice(0, 8)}\`.`,
      },
    },
  );
}
