export { type CacheNode, cacheNodeSizes } from './cache-node.ts';
export { type CanaryShape, canaryShapeOf, fitsCanary, type Shape } from './canary.ts';
export { type Capability, capabilities, capabilityOf } from './capability.ts';
export { type ClassService, classesOf, classOf } from './instance-class.ts';
export {
  extendedSupportOf,
  isProduct,
  products,
  type Support,
  supportedCycles,
  supportOf,
} from './lifecycle.ts';
export { type Licence, licenceOf, type Renamed, renamedFrom } from './naming.ts';
export type { InstanceClass } from './offer.ts';
export {
  type Price,
  type PriceQuery,
  type PriceRule,
  priceOf,
  priceRuleOf,
  skusOf,
} from './price.ts';
export { inArea, type Region, regionOf, regionsOf } from './region.ts';
export { type Sla, slaOf } from './sla.ts';
export type { Confidence, Origin } from './table.ts';
export { type Default, defaultTimeout, timeouts } from './timeout.ts';
