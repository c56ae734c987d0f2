import { Failure, type Text } from '#kernel';

/** What a machine answers when it is not our fault, and what to do. */
const ANSWERS: Readonly<Record<string, { readonly what: Text; readonly hint: Text }>> = {
  EACCES: {
    what: { en: 'permission denied', ko: '권한이 없다' },
    hint: {
      en: 'Run this as the user who owns it, or give this user access.',
      ko: '소유한 사용자로 실행하거나 이 사용자에게 권한을 준다.',
    },
  },
  EROFS: {
    what: { en: 'it can only be read', ko: '읽기만 할 수 있다' },
    hint: { en: 'Move the project where it can be written.', ko: '쓸 수 있는 곳으로 옮긴다.' },
  },
  ENOSPC: {
    what: { en: 'no space is left', ko: '남은 공간이 없다' },
    hint: { en: 'Make room and try again.', ko: '공간을 비우고 다시 실행한다.' },
  },
};

/** A file or folder that the machine does not let us use is no bug: says which, and what to do. */
export function toRefusal(cause: unknown): Failure | undefined {
  if (!(cause instanceof Error)) return undefined;
  const { code = '', path } = cause as NodeJS.ErrnoException;
  const answer = ANSWERS[code === 'EPERM' ? 'EACCES' : code];
  if (!answer || path === undefined) return undefined;
  const { what, hint } = answer;
  return new Failure(
    'app/machine-refused',
    { en: `cannot use ${path}: ${what.en}`, ko: `${path} 파일이나 폴더를 쓸 수 없다: ${what.ko}` },
    { hint, cause },
  );
}
