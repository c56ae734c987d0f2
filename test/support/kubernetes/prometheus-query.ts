import type { Sampled } from './users.ts';

/** The answer of Prometheus to an instant query of a range: `name{label="v",label=~"a|b"}[60s]`. */
export function answerQuery(
  series: Iterable<Sampled>,
  query: string,
  time: number,
): { readonly status: number; readonly body: object } {
  const parts = /^(\w+)\{(.*)\}\[(\d+)s\]$/.exec(query);
  if (!parts)
    return { status: 400, body: { status: 'error', errorType: 'bad_data', error: query } };
  const [, name = '', words = '', seconds = '0'] = parts;
  const asked = [...words.matchAll(/(\w+)(=~|!=|=)"([^"]*)"/g)].map(
    ([, label = '', sign, value = '']) => ({
      label,
      holds: (found: string) => {
        if (sign === '!=') return found !== value;
        return sign === '=' ? found === value : new RegExp(`^(?:${value})$`).test(found);
      },
    }),
  );
  const from = time * 1_000 - Number(seconds) * 1_000;
  const result = [...series]
    .filter(({ labels }) => labels.__name__ === name)
    .filter(({ labels }) => asked.every(({ label, holds }) => holds(labels[label] ?? '')))
    .map(({ labels, samples }) => ({
      metric: labels,
      values: samples
        .filter(([at]) => at > from && at <= time * 1_000)
        .map(([at, value]) => [at / 1_000, String(value)]),
    }))
    .filter(({ values }) => values.length > 0);
  return { status: 200, body: { status: 'success', data: { resultType: 'matrix', result } } };
}
