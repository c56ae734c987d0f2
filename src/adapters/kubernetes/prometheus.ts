import { Failure } from '#kernel';
import type { Series } from './rise.ts';

/** An address, without a slash at its end; or whoever carries a path there. */
export type PrometheusAccess =
  | { readonly url: string; readonly headers?: Readonly<Record<string, string>> }
  | { readonly ask: (path: string) => Promise<{ readonly status: number; readonly body: string }> };

/** Reads raw samples; undefined when nobody answers, or answers something else. */
export type ReadSamples = (
  selector: string,
  window: { readonly seconds: number; readonly at: number },
) => Promise<readonly Series[] | undefined>;

const ANSWER_WITHIN_MS = 5_000;

/**
 * Every sample of a selector in the seconds before an instant: an instant query of a range, which
 * answers what was scraped and nothing that was computed from it.
 */
export const prometheus =
  (access: PrometheusAccess): ReadSamples =>
  async (selector, { seconds, at }) => {
    const query = new URLSearchParams({
      query: `${selector}[${Math.ceil(seconds)}s]`,
      time: (at / 1_000).toFixed(3),
    });
    try {
      const { status, body } = await carry(access, `/api/v1/query?${query}`);
      const words = JSON.parse(body) as Answer;
      if (status !== 200) return refuseOrAbsent(status, words);
      return words.data?.resultType === 'matrix' ? words.data.result.map(toSeries) : undefined;
    } catch (cause) {
      if (cause instanceof Failure) throw cause;
      return undefined;
    }
  };

async function carry(access: PrometheusAccess, path: string) {
  if ('ask' in access) return access.ask(path);
  const { url, headers = {} } = access;
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const answer = await fetch(`${url}${path}`, { headers, signal });
  return { status: answer.status, body: await answer.text() };
}

interface Answer {
  readonly error?: string;
  readonly data?: {
    readonly resultType: string;
    readonly result: readonly {
      readonly metric: Readonly<Record<string, string>>;
      readonly values: readonly (readonly [number, string])[];
    }[];
  };
}

/** A question it does not understand will never be answered: that is said, and not waited out. */
function refuseOrAbsent(status: number, { error = '' }: Answer): undefined {
  if (status !== 400 && status !== 422) return undefined;
  throw new Failure(
    'delivery/query-refused',
    {
      en: `Prometheus does not take the query: ${error}`,
      ko: `Prometheus가 질의를 받지 않는다: ${error}`,
    },
    {
      hint: {
        en: 'Put right the selector of the counters.',
        ko: '카운터 선택자를 바로잡는다.',
      },
    },
  );
}

const toSeries = ({
  metric,
  values,
}: {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [number, string])[];
}): Series => ({
  labels: metric,
  samples: values
    .map(([seconds, value]) => [Math.round(seconds * 1_000), Number(value)] as const)
    .filter(([, value]) => Number.isFinite(value)),
});
