import { inArea, regionOf } from '#facts';
import { DAY, type Text, withParticle } from '#kernel';
import type { ResolvedPolicy } from '#model';
import { groundOf } from '../observe/place.ts';
import type { Source } from '../source.ts';
import { cannotSay, isMissing, type SynthContext } from '../target.ts';
import { daysInCloudWatch } from './retention.ts';
import type { Sink } from './sink.ts';

const KNOWN: readonly string[] = ['filebeat', 'logstash', 'fluent-bit', 'opensearch'];

type Logs = NonNullable<ResolvedPolicy['logs']>;

/** What the plan says of logs and the files do not, by field. */
const UNSAID: readonly {
  readonly field: string;
  readonly when: (logs: Logs) => boolean;
  readonly message: Text;
}[] = [
  {
    field: 'level',
    when: ({ level, format }) => level !== undefined && format === 'text',
    message: {
      en: 'lines of plain text do not say their level: none is dropped',
      ko: '일반 텍스트 줄에는 수준이 없어 걸러 내지 않는다',
    },
  },
  {
    field: 'perDay',
    when: ({ perDay }) => perDay !== undefined,
    message: {
      en: 'what is written a day is not bounded: it is for whoever sizes the store',
      ko: '하루 분량은 제한하지 않는다. 저장소 크기를 정할 때 쓴다',
    },
  },
  {
    field: 'local',
    when: ({ local }) => local === true,
    message: {
      en: "files on the machine's own disk are not turned over here",
      ko: '기계 디스크에 쌓이는 로그 파일은 여기서 순환시키지 않는다',
    },
  },
];

/** Whatever the plan says of logs is in a file, or here. */
export function reportLogs(context: SynthContext, sinks: readonly Sink[]): void {
  const { plan } = context;
  const { logs = {}, audit } = plan.policy;
  const at = (field: string): Source => ({ path: `logs.${field}`, at: plan.at });
  if (sinks.length === 0) reportNowhere(context, logs.to);
  for (const { field, when, message } of UNSAID)
    if (when(logs)) cannotSay(context, 'logs', at(field), message);
  for (const name of (logs.through ?? []).filter((one) => !KNOWN.includes(one)))
    cannotSay(context, 'logs', at('through'), {
      en: `${name} reads what is stored: no file is written for it`,
      ko: `${name} 도구는 저장된 로그를 읽을 뿐이라 파일을 만들지 않는다`,
    });
  if (audit)
    cannotSay(
      context,
      'logs',
      { path: 'audit', at: plan.at },
      {
        en: 'the audit record is no log: it belongs where nobody can change an entry, and is not sent here',
        ko: '감사 기록은 로그가 아니다. 아무도 고칠 수 없는 곳에 두며 여기로 보내지 않는다',
      },
    );
  if (groundOf(plan) === 'server')
    isMissing(context, 'logs', at('to'), {
      en: 'lines are read from the journal: the unit of a service has to have its name; what a proxy writes to files stays there',
      ko: '저널에서 로그를 읽으므로 서비스 unit 이름이 서비스 이름과 같아야 한다. 프록시가 파일에 쓰는 로그는 그대로 둔다',
    });
  for (const sink of sinks) reportSink(context, sink);
}

const reportNowhere = (context: SynthContext, to: string | undefined): void =>
  isMissing(
    context,
    'logs',
    { path: 'logs.to', at: context.plan.at },
    to === undefined
      ? {
          en: 'the plan does not say where lines go',
          ko: '로그를 어디로 보내는지 계획에 없다',
        }
      : { en: `no file sends lines to ${to}`, ko: `${to} 쪽으로 로그를 보내는 파일은 없다` },
  );

function reportSink(context: SynthContext, sink: Sink): void {
  const { plan } = context;
  const { keep } = plan.policy.logs ?? {};
  const days = keep === undefined ? undefined : Math.ceil(keep / DAY);
  const source: Source = { path: 'logs.keep', at: plan.at };
  if (sink.product === 'loki' && days !== undefined)
    cannotSay(
      context,
      'logs',
      source,
      {
        en: `Loki decides itself how long it keeps lines: ${days} days are not set here`,
        ko: `보관 기간 ${days}일은 여기서 정하지 못한다. Loki 설정에서 정한다`,
      },
      {
        en: `Set limits_config.retention_period to ${days * 24}h and compactor.retention_enabled to true.`,
        ko: `Loki에서 limits_config.retention_period를 ${days * 24}h로, compactor.retention_enabled를 true로 둔다.`,
      },
    );
  if (sink.product === 'cloudwatch' && days !== undefined && daysInCloudWatch(days) !== days)
    cannotSay(context, 'logs', source, {
      en: `CloudWatch Logs keeps ${daysInCloudWatch(days)} days, not ${days}`,
      ko: `CloudWatch Logs 보관 기간은 ${days}일이 아니라 ${daysInCloudWatch(days)}일이 된다`,
    });
  reportPlace(context, sink);
}

/** Lines may rest in one area: whatever stands elsewhere, or nowhere that is known, is said. */
function reportPlace(context: SynthContext, sink: Sink): void {
  const { plan } = context;
  const area = plan.policy.logs?.restsIn;
  if (area === undefined) return;
  const source: Source = { path: 'logs.restsIn', at: plan.at };
  const { on } = plan.environment;
  const names = sink.on ?? (on.site && sink.product !== 'loki' ? [on.site.name] : []);
  if (names.length === 0) {
    isMissing(context, 'logs', source, {
      en: `the plan does not say where ${sink.host} stands: lines may rest in ${area} only`,
      ko: `${sink.host} 위치가 계획에 없다. 로그는 ${area} 안에만 둘 수 있다`,
    });
    return;
  }
  for (const name of names)
    if (!standsIn(context, name, area)) elsewhere(context, sink, name, area);
}

function standsIn({ plan }: SynthContext, name: string, area: string): boolean {
  const site = plan.sites.find((one) => one.name === name);
  if (!site) return false;
  if (site.country !== undefined) return site.country.toLowerCase() === area.toLowerCase();
  const region = regionOf(site.provider, site.region ?? '');
  return region !== undefined && inArea(region, area);
}

const elsewhere = ({ plan, report }: SynthContext, sink: Sink, name: string, area: string): void =>
  report({
    code: 'synth/logs-rest-elsewhere',
    severity: 'error',
    path: 'logs.restsIn',
    at: plan.at,
    message: {
      en: `lines may rest in ${area} only, and ${sink.host} stands in ${name}`,
      ko: `로그는 ${area} 안에만 둘 수 있는데 ${sink.host} 위치는 ${withParticle(name, '이다/다')}`,
    },
    hint: {
      en: 'Move the store, or say where else lines may rest.',
      ko: '저장소를 옮기거나 로그를 둘 수 있는 곳을 고쳐 적는다.',
    },
  });
