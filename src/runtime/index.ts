// The gateway.
export type { GatewayStatus, InstanceStatus } from './gateway/control.ts';
export { type GatewayControl, gatewayControl } from './gateway/control-client.ts';
export { GATEWAY_FAILURES } from './gateway/failures.ts';
export type { SideTally } from './gateway/side-book.ts';
export {
  type GatewayTable,
  parseTable,
  type Side,
  type TableInstance,
  type TableRollout,
  type TableRoute,
  type TableService,
  type TableTls,
} from './gateway/table.ts';
export type { TableTokens } from './gateway/table-tokens.ts';
export type { RolloutTally } from './gateway/tally.ts';
// The supervisor.
export { type Layout, layoutOf } from './layout.ts';
export { type Release, readRelease, schemaOf } from './release-store.ts';
export { appendWhole, readState, writeState, writeWhole } from './state-file.ts';
export { findPostgres } from './stores/postgres-programs.ts';
export { callControl, serveControl, type Verb } from './supervisor/control-channel.ts';
export { launch, pause } from './supervisor/launch.ts';
export { supervisorOf, takeLock } from './supervisor/lock.ts';
export { listLogs, readFrom, tailOffset } from './supervisor/log-reader.ts';
export { tailOf } from './supervisor/log-tail.ts';
export { freePort, isTaken } from './supervisor/ports.ts';
export { askInstance } from './supervisor/probe.ts';
export { inspectRecords } from './supervisor/records.ts';
export { Supervisor, type SupervisorSpec } from './supervisor/supervisor.ts';
export { isHaunted, sweep } from './supervisor/sweep.ts';
export {
  formerOf,
  type InstancesFile,
  type ServiceDesire,
  type ServicesFile,
  type SystemStatus,
  succeed,
} from './supervisor/system.ts';
