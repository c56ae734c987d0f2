import { dirname } from 'node:path';
import { planSource, type Where } from '#app';
import type { Call, Flags } from '../command.ts';
import { SSH_FLAG } from '../over-ssh.ts';

/** Flags of every command that speaks of a running environment. */
export const WHERE_FLAGS: Flags = {
  ...SSH_FLAG,
  context: {
    value: 'NAME',
    about: {
      en: "context of the kubeconfig (default: that of the plan's cluster, else the current one)",
      ko: 'kubeconfig의 컨텍스트 (기본: 계획의 클러스터, 없으면 현재 컨텍스트)',
    },
  },
  site: {
    value: 'NAME',
    about: {
      en: 'one site of an environment that stands on several',
      ko: '여러 곳에 있는 환경의 한 곳',
    },
  },
};

/** Who counts, for commands that may carry a rollout on a cluster. */
export const COUNTER_FLAGS: Flags = {
  ...WHERE_FLAGS,
  prometheus: {
    value: 'ADDRESS',
    about: {
      en: 'who counts requests on a cluster: an address, or NAMESPACE/SERVICE:PORT; remembered',
      ko: '클러스터에서 요청을 세는 곳: 주소 또는 네임스페이스/서비스:포트. 기억한다',
    },
  },
};

export const whereOf = (call: Call): Where => ({
  folder: dirname(planSource.find(call.values.plan, call.folder)),
  environment: call.values.env ?? 'local',
  plan: planSource.find(call.values.plan, call.folder),
  context: call.values.context,
  site: call.values.site,
  prometheus: call.values.prometheus,
  signal: call.signal,
});
