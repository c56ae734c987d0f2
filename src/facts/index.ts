export { type Support, supportedCycles, supportOf } from './lifecycle.ts';
