/** The five example systems, with how their document's lines and faults are numbered. */
export const SYSTEMS = [
  { folder: 'gym-face', statements: 61, faults: 25, prefix: 'D0' },
  { folder: 'newsforge', statements: 139, faults: 38, prefix: 'D1' },
  { folder: 'dtx', statements: 112, faults: 37, prefix: 'D2' },
  { folder: 'posture', statements: 73, faults: 24, prefix: 'D3' },
  { folder: 'heal7', statements: 183, faults: 95, prefix: 'H4' },
] as const;
export type System = (typeof SYSTEMS)[number];

/** The numbers of the faults that are known of a system's document, in order. */
export const faultsOf = ({ faults, prefix }: System): readonly string[] =>
  Array.from({ length: faults }, (_, index) => `${prefix}-${String(index + 1).padStart(2, '0')}`);
