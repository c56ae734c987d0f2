import { isAbsolute, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  acrossEnvironments,
  type CheckReport,
  type Excerpts,
  placeCited,
  type RuleText,
  type Told,
} from '#app';
import { type Language, type Place, printPlace, type Severity, type Text } from '#kernel';

export interface SarifSpec {
  readonly report: CheckReport;
  readonly excerpts: Excerpts;
  readonly language: Language;
  /** What the addresses of files are relative to. */
  readonly folder: string;
  /** The plan's folder: documents are cited from there. */
  readonly planFolder: string;
  readonly version: string;
  readonly ruleOf: (id: string) => RuleText | undefined;
}

const LEVEL: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};
const WITH: Text = { en: 'cannot hold together with this', ko: '이 줄과 함께 성립할 수 없다' };
const CITED: Text = { en: 'the document says this', ko: '문서의 진술' };

type Waiver = CheckReport['environments'][number]['waived'][number]['waiver'];
type Result = Told & { readonly waiver?: Waiver };

/** SARIF 2.1.0, for code scanning: one run, every finding once, waived ones suppressed. */
export function toSarif(spec: SarifSpec): object {
  const results = [...acrossEnvironments(spec.report), ...waivedOf(spec.report)];
  const ids = [...new Set(results.map((one) => one.finding.code))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Hanok',
            semanticVersion: spec.version,
            rules: ids.map((id) => ruleObject(id, spec)),
          },
        },
        language: spec.language,
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [BASE]: { uri: `${pathToFileURL(spec.folder).href}/` } },
        results: results.map((one) => resultObject(one, ids, spec)),
      },
    ],
  };
}

const BASE = 'SRCROOT';

function waivedOf(report: CheckReport): readonly Result[] {
  const waivers = new Map(
    report.environments.flatMap((one) =>
      one.waived.map(({ finding, waiver }) => [finding.fingerprint, waiver] as const),
    ),
  );
  const environments = report.environments.map(({ environment, waived }) => ({
    environment,
    findings: waived.map((one) => one.finding),
    waived: [],
    known: [],
  }));
  return acrossEnvironments({ environments }).flatMap((told) => {
    const waiver = waivers.get(told.finding.fingerprint);
    return waiver ? [{ ...told, waiver }] : [];
  });
}

function ruleObject(id: string, { ruleOf, language }: SarifSpec): object {
  const rule = ruleOf(id);
  const text = (words: Text) => ({ text: words[language] });
  const group = id.split('/')[0] ?? id;
  if (!rule)
    return {
      id,
      shortDescription: text(group === 'plan' ? UNREADABLE : OF_ITSELF),
      fullDescription: text(group === 'plan' ? UNREADABLE : OF_ITSELF),
      properties: { tags: [group] },
    };
  return {
    id,
    shortDescription: text(rule.title),
    fullDescription: text(rule.why),
    help: text(rule.fix),
    defaultConfiguration: { level: LEVEL[rule.severity] },
    properties: { tags: [group] },
  };
}
const UNREADABLE: Text = {
  en: 'Every word of a plan can be read.',
  ko: '계획의 모든 값은 읽을 수 있다.',
};
const OF_ITSELF: Text = {
  en: 'Waivers, profiles and the baseline are in order.',
  ko: '예외, 프로필, 기준선에 문제가 없다.',
};

function resultObject(result: Result, ids: readonly string[], spec: SarifSpec): object {
  const { finding, environments, waiver } = result;
  const { language } = spec;
  const related = [
    ...(finding.related ?? []).map((place) => ({ place, cited: printPlace(place), message: WITH })),
    ...(finding.document ?? []).flatMap((cited) => {
      const place = placeCited(cited, spec.planFolder);
      return place ? [{ place, cited, message: CITED }] : [];
    }),
  ];
  const said = [finding.message[language], ...(finding.hint ? [finding.hint[language]] : [])];
  return {
    ruleId: finding.code,
    ruleIndex: ids.indexOf(finding.code),
    level: LEVEL[finding.severity],
    message: { text: said.join('\n') },
    locations: [
      {
        physicalLocation: physical(finding.at, printPlace(finding.at), spec),
        logicalLocations: [{ fullyQualifiedName: finding.path }],
      },
    ],
    ...(related.length > 0 && {
      relatedLocations: related.map(({ place, cited, message }, id) => ({
        id,
        physicalLocation: physical(place, cited, spec),
        message: { text: message[language] },
      })),
    }),
    partialFingerprints: { 'hanok/v1': finding.fingerprint ?? '' },
    ...(waiver && { suppressions: [suppression(waiver, language)] }),
    properties: { environments },
  };
}

function physical(place: Place, cited: string, { folder, excerpts }: SarifSpec): object {
  const text = excerpts[cited]?.split('\n')[0];
  const startColumn = text === undefined ? 1 : text.length - text.trimStart().length + 1;
  const region = {
    startLine: Math.max(1, place.line),
    ...(text !== undefined && {
      startColumn,
      endColumn: text.trimEnd().length + 1,
      snippet: { text },
    }),
  };
  return { artifactLocation: artifact(place.file, folder), region };
}

/** Relative to where the command ran; a file outside keeps its whole address. */
function artifact(file: string, folder: string): object {
  const path = relative(folder, file);
  if (path.startsWith('..') || isAbsolute(path)) return { uri: pathToFileURL(file).href };
  return { uri: path.split(sep).map(encodeURIComponent).join('/'), uriBaseId: BASE };
}

function suppression({ reason, owner, until, at }: Waiver, language: Language): object {
  const ko = language === 'ko';
  const who = owner ? (ko ? `담당 ${owner}, ` : `${owner}, `) : '';
  return {
    kind: 'inSource',
    status: 'accepted',
    justification: `${reason} (${who}${ko ? `${until}까지` : `until ${until}`})`,
    properties: { ...(owner && { owner }), until, line: at.line },
  };
}
