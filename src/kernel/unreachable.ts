/** Ends an exhaustive switch: a new member of the union does not compile here. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
