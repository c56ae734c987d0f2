// The gateway.
export type { GatewayStatus, InstanceStatus } from './gateway/control.ts';
export { type GatewayControl, gatewayControl } from './gateway/control-client.ts';
export { GATEWAY_FAILURES } from './gateway/failures.ts';
export type { SideTally } from './gateway/side-book.ts';
export {
  type GatewayTable,
  type Predicate,
  parseTable,
  type Side,
  type TableInstance,
  type TableRollout,
  type TableRoute,
  type TableService,
} from './gateway/table.ts';
export type { RolloutTally } from './gateway/tally.ts';
