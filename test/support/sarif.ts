/** What SARIF 2.1.0 demands of the parts we write: required properties, closed words, indices. */
export function sarifFaults(log: unknown): readonly string[] {
  const faults: string[] = [];
  const need = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault);
  };
  const top = asRecord(log);
  need(top.version === '2.1.0', 'version is 2.1.0');
  need(typeof top.$schema === 'string', '$schema is a URI');
  need(Array.isArray(top.runs) && top.runs.length > 0, 'runs is a list');
  for (const run of asList(top.runs)) runFaults(asRecord(run), need);
  return faults;
}

type Need = (holds: boolean, fault: string) => void;
type Fields = Readonly<Record<string, unknown>>;
const asRecord = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const LEVELS: readonly unknown[] = ['none', 'note', 'warning', 'error'];

function runFaults(run: Fields, need: Need): void {
  const driver = asRecord(asRecord(run.tool).driver);
  need(isText(driver.name), 'tool.driver.name');
  need(/^[a-zA-Z]{2}(-[a-zA-Z]{2})?$/.test(String(run.language)), 'run.language');
  need(run.columnKind === 'utf16CodeUnits', 'columnKind');
  const rules = asList(driver.rules).map(asRecord);
  need(new Set(rules.map((rule) => rule.id)).size === rules.length, 'rule ids are unique');
  for (const rule of rules) {
    need(isText(rule.id), 'rule.id');
    for (const key of ['shortDescription', 'fullDescription'])
      need(isText(asRecord(rule[key]).text), `${String(rule.id)}: ${key}.text`);
    if (rule.help) need(isText(asRecord(rule.help).text), 'help.text');
    const { level = 'warning' } = asRecord(rule.defaultConfiguration);
    need(LEVELS.includes(level), 'defaultConfiguration.level');
  }
  need(Array.isArray(run.results), 'results is a list');
  const bases = Object.entries(asRecord(run.originalUriBaseIds));
  for (const [, base] of bases)
    need(/^file:.*\/$/.test(String(asRecord(base).uri)), 'base ends in /');
  const names = bases.map(([name]) => name);
  for (const result of asList(run.results)) resultFaults(asRecord(result), rules, names, need);
}

function resultFaults(
  result: Fields,
  rules: readonly Fields[],
  bases: readonly string[],
  need: Need,
): void {
  need(isText(asRecord(result.message).text), 'result.message.text');
  need(rules[Number(result.ruleIndex)]?.id === result.ruleId, 'ruleIndex points at ruleId');
  need(LEVELS.includes(result.level), 'result.level');
  need(asList(result.locations).length === 1, 'one location');
  const places = [...asList(result.locations), ...asList(result.relatedLocations)].map(asRecord);
  for (const place of places) placeFaults(asRecord(place.physicalLocation), bases, need);
  const ids = asList(result.relatedLocations).map((one) => asRecord(one).id);
  need(new Set(ids).size === ids.length, 'related ids are unique');
  const prints = Object.values(asRecord(result.partialFingerprints));
  need(prints.length > 0 && prints.every(isText), 'partialFingerprints');
  for (const one of asList(result.suppressions).map(asRecord)) {
    need(one.kind === 'inSource' || one.kind === 'external', 'suppression.kind');
    need(
      ['accepted', 'underReview', 'rejected'].includes(String(one.status)),
      'suppression.status',
    );
    need(isText(one.justification), 'suppression.justification');
  }
}

function placeFaults(place: Fields, bases: readonly string[], need: Need): void {
  const { uri, uriBaseId } = asRecord(place.artifactLocation);
  need(isText(uri), 'artifactLocation.uri');
  const absolute = /^[a-z][a-z0-9+.-]*:/i.test(String(uri));
  need(absolute ? uriBaseId === undefined : bases.includes(String(uriBaseId)), 'uriBaseId');
  need(!String(uri).includes('\\') && !String(uri).startsWith('/'), 'uri is a relative reference');
  const { startLine, startColumn = 1, endColumn, snippet } = asRecord(place.region);
  need(Number.isInteger(startLine) && Number(startLine) >= 1, 'startLine is 1 or more');
  need(Number.isInteger(startColumn) && Number(startColumn) >= 1, 'startColumn is 1 or more');
  need(endColumn === undefined || Number(endColumn) >= Number(startColumn), 'endColumn');
  if (snippet) need(typeof asRecord(snippet).text === 'string', 'snippet.text');
}
