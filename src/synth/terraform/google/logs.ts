import { DAY } from '#kernel';
import { namespaceOf, type ResolvedStore } from '#model';
import { from, type Said, type Source } from '../../source.ts';
import { idOf } from '../names.ts';
import { policySource, sayPolicy } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import { api, projectOf } from './project.ts';
import type { GoogleSite } from './site.ts';

const MOST = 3_650;

interface Kept {
  readonly id: string;
  readonly source: Source;
  readonly filter: string;
  readonly location: string;
  readonly days: Said | undefined;
  readonly isLocked?: boolean;
}

/** Where lines go instead of the bucket that every project has, which is nowhere in particular. */
export function writeLogs(site: GoogleSite): void {
  const { keep, restsIn } = site.plan.policy.logs ?? {};
  const source = policySource(site.plan, 'logs');
  if (keep === undefined)
    site.isMissing(
      { ...source, path: 'logs.keep' },
      {
        en: `the plan does not say how long logs are kept: Cloud Logging of ${site.name} keeps them for 30 days`,
        ko: `로그를 얼마나 보관하는지 계획에 없어 ${site.name} 사이트의 Cloud Logging은 30일을 보관한다`,
      },
    );
  keepLines(site, {
    id: 'cluster',
    source,
    filter: `resource.type = "k8s_container" AND resource.labels.namespace_name = "${namespaceOf(site.plan)}" AND resource.labels.location = "${site.region}"`,
    location: site.isFirst && isRegion(restsIn) ? restsIn : site.region,
    days: daysOf(site, 'logs.keep', keep),
  });
  if (site.isFirst) writeAudit(site);
}

const isRegion = (text: string | undefined): text is string =>
  text !== undefined && /^[a-z]+-[a-z]+\d+$/.test(text);

const daysOf = (site: GoogleSite, field: string, span: number | undefined): Said | undefined =>
  span === undefined
    ? undefined
    : sayPolicy(site)(field, Math.min(MOST, Math.max(1, Math.ceil(span / DAY))));

/** A bucket of logs in a region, what goes into it, and that it goes nowhere else. */
function keepLines(site: GoogleSite, words: Kept): Block<'id'> {
  const { id, source, filter, location, days, isLocked } = words;
  const name = site.called(90, site.name, id);
  const project = projectOf(site);
  const bucket = site.write.resource('watch', 'google_logging_project_bucket_config', id, [
    source,
    {
      project,
      location,
      bucket_id: name,
      retention_days: days,
      locked: isLocked ? sayPolicy(site)('audit.immutable', true) : undefined,
      depends_on: [api(site, 'logging')],
    },
  ]);
  site.write.resource('watch', 'google_logging_project_sink', id, [
    source,
    {
      name,
      destination: `logging.googleapis.com/${ref(bucket, 'id')}`,
      filter,
      unique_writer_identity: true,
    },
  ]);
  site.write.resource('watch', 'google_logging_project_exclusion', id, [
    source,
    { name, description: `${id} lines of ${site.name} rest in ${location} alone`, filter },
  ]);
  return bucket;
}

/** Interfaces whose accesses leave a record when they are told to. */
const AUDITED: Readonly<Record<string, readonly string[]>> = {
  bucket: ['storage'],
  'document-store': ['datastore', 'firestore'],
  mysql: ['cloudsql'],
  postgres: ['cloudsql'],
};

/** Who did what: kept where the plan keeps it, for as long, and unchanged if it says so. */
function writeAudit(site: GoogleSite): void {
  const { audit } = site.plan.policy;
  for (const store of site.stores.filter(({ accessAudited }) => accessAudited))
    writeAccess(site, store);
  if (!audit) return;
  keepLines(site, {
    id: 'audit',
    source: policySource(site.plan, 'audit'),
    filter: `logName : "projects/${projectOf(site)}/logs/cloudaudit.googleapis.com"`,
    location: isRegion(audit.restsIn) ? audit.restsIn : site.region,
    days: daysOf(site, 'audit.keep', audit.keep),
    isLocked: audit.immutable === true,
  });
  site.cannotSay(policySource(site.plan, 'audit'), {
    en: 'what administrators do is kept in a second place too, for 400 days and in no region in particular: Google lets nobody move that one',
    ko: '관리자 활동은 특정 리전이 아닌 곳에도 400일 남는다. Google은 그 보관처를 옮기게 해 주지 않는다',
  });
}

/** BigQuery records every question by itself; what is asked of a Redis leaves no record at all. */
function writeAccess(site: GoogleSite, store: ResolvedStore): void {
  const source = { path: `parts.${store.name}.accessAudited`, at: store.at };
  if (store.kind === 'redis' && store.managed !== undefined)
    site.cannotSay(source, {
      en: `Memorystore keeps no record of who reads what in ${store.name}`,
      ko: `Memorystore는 누가 ${store.name}에서 무엇을 읽는지 기록하지 않는다`,
    });
  for (const name of store.managed === undefined ? [] : (AUDITED[store.kind] ?? [])) {
    const id = idOf(name);
    if (site.write.has('identity', ['resource', 'google_project_iam_audit_config', id])) continue;
    site.write.resource('identity', 'google_project_iam_audit_config', id, [
      source,
      {
        project: projectOf(site),
        service: `${name}.googleapis.com`,
        audit_log_config: ['ADMIN_READ', 'DATA_READ', 'DATA_WRITE'].map((log_type) =>
          from(source, { log_type }),
        ),
      },
    ]);
  }
}
