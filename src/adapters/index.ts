export { incidentsFile } from './incidents-file.ts';
export { journalFile } from './journal-file.ts';
export { findAccess } from './kubernetes/access.ts';
export { KubeClient, type Send } from './kubernetes/client.ts';
export {
  Cluster,
  type ClusterSpec,
  type Entrance,
  type HeldService,
} from './kubernetes/cluster.ts';
export { type Counters, ISTIO_REQUESTS, REQUESTS_TOTAL } from './kubernetes/counters.ts';
export { kubernetesDriver } from './kubernetes/driver.ts';
export type { KubernetesDriverSpec } from './kubernetes/hands.ts';
export { httpRoute } from './kubernetes/http-route.ts';
export { install, makeRoute, makeVirtualService } from './kubernetes/install.ts';
export { clusterIncidents, clusterJournal } from './kubernetes/journal.ts';
export { type Access, readKubeconfig } from './kubernetes/kubeconfig.ts';
export { type Held, type Holding, type LeaseSpec, withLease } from './kubernetes/lease.ts';
export { type Mailbox, mailbox, type Posted } from './kubernetes/mailbox.ts';
export type { PodOf, PodWords } from './kubernetes/objects.ts';
export { prometheus } from './kubernetes/prometheus.ts';
export type { ClusterRelease } from './kubernetes/release-record.ts';
export { RolloutBook } from './kubernetes/rollout-book.ts';
export { keepsNoSide } from './kubernetes/set-weight.ts';
export type { ServiceStanding } from './kubernetes/standing.ts';
export type { TrafficRule } from './kubernetes/traffic.ts';
export { virtualService } from './kubernetes/virtual-service.ts';
export { ledgerFile } from './ledger-file.ts';
export { type LocalDriverSpec, localDriver } from './local-driver.ts';
export { findPlan, loadPlan } from './plan-loader.ts';
export { quoted, type SshAddress, type SshMachine, sshMachine } from './ssh.ts';
export { systemClock } from './system-clock.ts';
export { textFiles } from './text-files.ts';
