/** Classes that identify or describe a person. */
export const PERSONAL: readonly string[] = ['personal', 'health', 'biometric', 'credentials'];
