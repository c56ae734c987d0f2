/** A model file that must not be used; the message says why. */
export class UnsafeModel extends Error {}
