import { portsOnServer } from '../../edge/ports.ts';
import { BLACKBOX, NODE_EXPORTER } from '../../observe/exporters.ts';
import { from, sayer, sourceOfPart, type TreeMap } from '../../source.ts';
import { isMissing, type SynthContext } from '../../target.ts';
import { type Jobs, probeJob } from './jobs.ts';
import type { Need } from './need.ts';

const HERE = '127.0.0.1';

/** Jobs of a Prometheus on the server itself: everything it reads is on loopback. */
export function serverJobs(context: SynthContext, need: Need): Jobs {
  const { plan } = context;
  const source = sourceOfPart(plan.environment, 'environments');
  isMissing(
    context,
    'prometheus',
    source,
    {
      en: `the plan names no addresses of servers: Prometheus reads what stands on its own, and every server of ${plan.environment.name} needs one, or its address in a patch`,
      ko: `계획에 서버 주소가 없어 Prometheus가 자기 서버에 있는 것만 읽는다. ${plan.environment.name} 서버마다 하나씩 두거나 주소를 패치로 더한다`,
    },
    {
      en: 'Add them below static_configs with a patch.',
      ko: '패치로 static_configs 아래에 더한다.',
    },
  );
  return [
    ...serviceJob(context),
    ...(need.nodes
      ? [{ job_name: NODE_EXPORTER.name, static_configs: [targets(NODE_EXPORTER.port)] }]
      : []),
    ...exporterJobs(need),
    ...(need.probes.length > 0 ? [probeJob(need.probes, `${HERE}:${BLACKBOX.port}`)] : []),
  ];
}

const targets = (port: number): TreeMap => ({ targets: [`${HERE}:${port}`] });

function serviceJob({ plan, view }: SynthContext): Jobs {
  const ports = [...portsOnServer(view)].sort(([a], [b]) => (a < b ? -1 : 1));
  if (ports.length === 0) return [];
  return [
    {
      job_name: 'services',
      static_configs: ports.flatMap(([name, numbers]) => {
        const part = plan.parts.find((one) => one.name === name);
        if (!part) return [];
        const said = sayer(part);
        return [
          from(sourceOfPart(part), {
            targets: numbers.map((port) => said('port', `${HERE}:${port}`)),
            labels: { service: name },
          }),
        ];
      }),
    },
  ];
}

function exporterJobs({ stores }: Need): Jobs {
  const names = [...new Set(stores.map(({ exporter }) => exporter.name))];
  return names.map((name) => ({
    job_name: name,
    static_configs: stores
      .filter(({ exporter }) => exporter.name === name)
      .map(({ store, port }) =>
        from(sourceOfPart(store), { ...targets(port), labels: { store: store.name } }),
      ),
  }));
}
