import { partsOf } from '#model';
import { BLACKBOX } from '../../observe/exporters.ts';
import { byName } from '../../observe/place.ts';
import { from, sourceOfPart } from '../../source.ts';
import { isMissing, type SynthContext } from '../../target.ts';
import { type Jobs, probeJob } from './jobs.ts';
import type { Need } from './need.ts';

/** Prometheus cannot ask ECS where tasks are: something else has to write their addresses down. */
export function ecsJobs(context: SynthContext, need: Need): Jobs {
  const { plan } = context;
  isMissing(context, 'prometheus', sourceOfPart(plan.environment, 'environments'), {
    en: 'Prometheus finds no tasks of ECS by itself: their addresses have to be written to targets/<service>.json, as an ECS discovery agent does',
    ko: 'Prometheus는 ECS 태스크를 스스로 찾지 못한다. ECS discovery 에이전트 등으로 주소를 targets/<service>.json에 적어 두어야 한다',
  });
  const services = byName(partsOf(plan, 'service'));
  const files = [
    ...services.map((part) => ({ part, job: part.name, label: { service: part.name } })),
    ...need.stores.map(({ store }) => ({
      part: store,
      job: store.name,
      label: { store: store.name },
    })),
  ];
  return [
    ...files.map(({ part, job, label }) => {
      const [[name, value] = ['', '']] = Object.entries(label);
      return from(sourceOfPart(part), {
        job_name: job,
        file_sd_configs: [{ files: [`targets/${job}.json`] }],
        relabel_configs: [{ target_label: name, replacement: value }],
      });
    }),
    ...(need.probes.length > 0 ? [probeJob(need.probes, `127.0.0.1:${BLACKBOX.port}`)] : []),
  ];
}
