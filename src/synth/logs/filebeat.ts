import { namespaceOf, partsOf, type ResolvedPlan } from '#model';
import { portsOnServer, unitsOf } from '../edge/ports.ts';
import { byName, groundOf } from '../observe/place.ts';
import { from, Said, type Source, sourceOfPart, type TreeMap } from '../source.ts';
import { droppedLevels, NAMING, pseudonymisedStore, streamOf } from './fields.ts';
import type { Sink } from './sink.ts';

/** Filebeat: reads what runs, drops what nobody should keep, hands on to Logstash or the store. */
export function filebeatOf(plan: ResolvedPlan, sink: Sink): TreeMap {
  const at = (field: string): Source => ({ path: `logs.${field}`, at: plan.at });
  const dropped = droppedLevels(plan);
  const where = streamOf(plan);
  const store = pseudonymisedStore(plan);
  return {
    'filebeat.inputs': inputsOf(plan),
    processors: [
      {
        add_fields: { target: '', fields: { plan: plan.name, environment: plan.environment.name } },
      },
      ...(dropped.length === 0
        ? []
        : [
            from(at('level'), {
              drop_event: { when: { regexp: { level: `^(?i:${dropped.join('|')})$` } } },
            }),
          ]),
      ...(store
        ? [
            from(
              { path: `parts.${store.name}.pseudonymised`, at: store.at },
              { drop_fields: { fields: NAMING, ignore_missing: true } },
            ),
          ]
        : []),
    ],
    // The template and the lifecycle stand in files of their own, and are put by hand or by a pipeline.
    'setup.template.enabled': false,
    'setup.ilm.enabled': false,
    'queue.disk': { max_size: '1GB' },
    ...(throughLogstash(plan)
      ? { 'output.logstash': from(at('through'), { hosts: ['logstash:5044'] }) }
      : { 'output.elasticsearch': from(sink.source, { ...accessOf(sink), index: where }) }),
  };
}

export const throughLogstash = ({ policy }: ResolvedPlan): boolean =>
  policy.logs?.through?.includes('logstash') ?? false;

export const urlOf = ({ host, port, secure }: Sink): string =>
  `${secure ? 'https' : 'http'}://${host}:${port}`;

/** What Filebeat puts in from its environment or its keystore. */
const variable = (name: string): string => `\${${name}}`;

/** Names of variables that Filebeat's environment or its keystore holds. */
const accessOf = (sink: Sink): TreeMap => ({
  hosts: [new Said(urlOf(sink), sink.source)],
  username: variable('ELASTICSEARCH_USER'),
  password: variable('ELASTICSEARCH_PASSWORD'),
});

function inputsOf(plan: ResolvedPlan): readonly TreeMap[] {
  const isJson = plan.policy.logs?.format === 'json';
  const ndjson = { target: '', overwrite_keys: true, add_error_key: true };
  if (groundOf(plan) === 'cluster')
    return [
      from(sourceOfPart(plan.environment, 'environments'), {
        type: 'filestream',
        id: 'containers',
        paths: [`/var/log/containers/*_${namespaceOf(plan)}_*.log`],
        'prospector.scanner.symlinks': true,
        parsers: [
          { container: { stream: 'all', format: 'auto' } },
          ...(isJson ? [{ ndjson }] : []),
        ],
        processors: [
          { add_kubernetes_metadata: { node: variable('NODE_NAME') } },
          {
            copy_fields: {
              fields: [{ from: 'kubernetes.labels.app_kubernetes_io/name', to: 'service' }],
              fail_on_error: false,
              ignore_missing: true,
            },
          },
        ],
      }),
    ];
  const ports = portsOnServer({ plan });
  return byName(partsOf(plan, 'service')).map((service) =>
    from(sourceOfPart(service), {
      type: 'journald',
      id: service.name,
      include_matches: {
        match: unitsOf(service.name, ports.get(service.name) ?? []).map(
          (unit) => `_SYSTEMD_UNIT=${unit}`,
        ),
      },
      processors: [
        { add_fields: { target: '', fields: { service: service.name } } },
        ...(isJson
          ? [{ decode_json_fields: { fields: ['message'], target: '', overwrite_keys: true } }]
          : []),
      ],
    }),
  );
}
