import type { Place } from '#kernel';
import { type Authored, isAuthored, makesUnnamed } from './part.ts';
import { expected, optional, type Reader, record, refuse, required, text } from './shape.ts';

/** What a field can be set to. */
export type PatchValue =
  | string
  | number
  | boolean
  | null
  | readonly PatchValue[]
  | { readonly [key: string]: PatchValue };

export interface PatchSpec {
  /** The generated file below the output folder: 'production/kubernetes/seoul/api.yaml'. */
  readonly file: string;
  /** Which object of it, where it holds several: 'Deployment/api'. */
  readonly object?: string;
  /** YAML and JSON: the field as a JSON pointer, '/spec/replicas'; '-' at its end adds to a list. */
  readonly field?: string;
  readonly value?: PatchValue;
  /** Text: a line as it stands, without its indent, and what comes in its place. */
  readonly line?: string;
  readonly with?: string;
  readonly reason: string;
}
/** Changes one generated field, with a reason that `hanok check` shows. One that finds nothing is a finding. */
export const patch = makesUnnamed<'patch', PatchSpec>('patch');
export type Patch = Authored<'patch', PatchSpec>;

export interface ResolvedPatch {
  readonly file: string;
  readonly object?: string | undefined;
  readonly field?: string | undefined;
  readonly value?: PatchValue | undefined;
  readonly line?: string | undefined;
  readonly with?: string | undefined;
  readonly reason: string;
  readonly at: Place;
}

const any: Reader<PatchValue> = (value) => value as PatchValue;
const line: Reader<string> = (value, reading) =>
  typeof value === 'string' && !value.includes('\n')
    ? value
    : refuse('plan/bad-value', reading, expected(value, { en: 'one line', ko: '한 줄' }));

const readSpec = record<Omit<ResolvedPatch, 'at'>>({
  file: required(text),
  object: optional(text),
  field: optional(text),
  value: optional(any),
  line: optional(text),
  with: optional(line),
  reason: required(text),
});

export const readPatch: Reader<ResolvedPatch, Patch> = (value, reading) => {
  if (!isAuthored(value, 'patch'))
    return refuse(
      'plan/wrong-kind',
      reading,
      expected(value, { en: 'patch({ … })', ko: 'patch({ … })' }),
    );
  const here = { ...reading, at: value.at };
  const read = readSpec(value.spec, here);
  if (!read) return undefined;
  const isField = read.field?.startsWith('/') === true && read.value !== undefined;
  const isLine = read.line !== undefined && read.with !== undefined;
  if (isField !== isLine) return { ...read, at: value.at };
  return refuse('plan/bad-value', here, {
    en: 'a patch names a `field` such as /spec/replicas and its `value`, or a `line` and what comes in its place (`with`)',
    ko: '패치는 /spec/replicas 같은 `field`와 `value`를 적거나, `line`과 그 자리에 올 `with`를 적는다',
  });
};
