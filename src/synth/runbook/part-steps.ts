import { same, type Text, withParticle } from '#kernel';
import { isStore, type ResolvedPart, type ResolvedStore } from '#model';
import { type Source, sourceOfPart } from '../source.ts';
import { isMissing, type SynthContext } from '../target.ts';
import { isDriven, meansOf, placeOf, restoreOf, smokeOf } from './engine.ts';
import { listed, type Page, scheduleWords, spanWords, UNKNOWN } from './words.ts';

/** How one part comes back, and what has to be seen before the next one. */
export function writePart(page: Page, context: SynthContext, part: ResolvedPart): void {
  if (isStore(part)) writeStore(page, context, part);
  else if (part.kind === 'service' || part.kind === 'job') writeRunning(page, context, part);
  else writeOther(page, part);
}

const item = (page: Page, label: Text, words: Text, source: Source): void => {
  page.put({ en: `- ${label.en}: ${words.en}`, ko: `- ${label.ko}: ${words.ko}` }, source);
};

function writeStore(page: Page, context: SynthContext, part: ResolvedStore): void {
  const source = sourceOfPart(part);
  const { backup } = part;
  const at: Source = { path: `${source.path}.backup`, at: part.at };
  writePromise(page, context, part);
  if (!backup) {
    writeWithoutBackup(page, context, part, at);
    return;
  }
  item(page, { en: 'Copies', ko: '사본' }, copiesOf(part), at);
  const kept = backup.keep === undefined ? UNKNOWN : spanWords(backup.keep);
  item(page, { en: 'Kept for', ko: '보관 기간' }, kept, at);
  const where = [
    ...(backup.copyTo === undefined ? [] : [backup.copyTo]),
    ...(backup.restsIn === undefined ? [] : [backup.restsIn]),
  ];
  item(
    page,
    { en: 'Where they rest', ko: '사본이 있는 곳' },
    where.length === 0 ? UNKNOWN : same(where.join(', ')),
    at,
  );
  item(page, { en: 'Restore', ko: '복구' }, restoreWords(part), at);
  if (backup.encrypted === true || part.key !== undefined)
    item(page, { en: 'Opens with', ko: '여는 키' }, keyWords(context, part.key), at);
  writeMoment(page, part, source);
  page.put(
    {
      en: '- Before you go on: restore beside what is there, never over it. Read the newest row or object and write down its time: the distance to the fault is what was lost.',
      ko: '- 넘어가기 전에: 있던 것을 덮지 말고 그 옆에 복구한다. 가장 새로운 행이나 객체의 시각을 적는다. 장애 시각과의 차이가 잃은 양이다.',
    },
    at,
  );
  const commands = restoreOf(part);
  if (commands.length > 0) page.code(commands, at);
}

/** Which key reads the copies, and where another of it is when its keeper is gone too. */
function keyWords({ view }: SynthContext, name: string | undefined): Text {
  const key = name === undefined ? undefined : view.part(name);
  if (key?.kind !== 'key') return name === undefined ? UNKNOWN : same(name);
  const where = key.managed === undefined ? '' : ` (${key.managed})`;
  return key.escrow === true
    ? {
        en: `${key.name}${where}; a copy is kept apart`,
        ko: `${key.name}${where}. 사본을 따로 둔다`,
      }
    : {
        en: `${key.name}${where}; the plan keeps no copy apart`,
        ko: `${key.name}${where}. 따로 둔 사본이 계획에 없다`,
      };
}

/** Stores whose data points into others go back together with them. */
function writeMoment(page: Page, part: ResolvedStore, source: Source): void {
  if (part.refersTo && part.refersTo.length > 0) {
    const names = [...part.refersTo].sort().join(', ');
    item(
      page,
      { en: 'To one moment with', ko: '같은 시점으로 맞출 것' },
      {
        en: `${names}. Its data points into them: an older or newer copy leaves dangling references.`,
        ko: `${names}. 데이터가 그쪽을 가리키므로 시점이 다르면 끊어진 참조가 남는다.`,
      },
      source,
    );
  }
}

function writePromise(page: Page, { plan }: SynthContext, part: ResolvedStore): void {
  const own = part.objective?.recovery;
  const of = plan.objectives.recovery;
  const [time, point] = [own?.time ?? of?.time, own?.point ?? of?.point];
  const source: Source = own
    ? { path: `parts.${part.name}.objective.recovery`, at: part.at }
    : { path: 'objectives.recovery', at: plan.at };
  item(
    page,
    { en: 'Promised', ko: '목표' },
    {
      en: `back within ${time === undefined ? UNKNOWN.en : spanWords(time).en} (RTO), losing at most ${point === undefined ? UNKNOWN.en : spanWords(point).en} (RPO)`,
      ko: `RTO ${time === undefined ? UNKNOWN.ko : spanWords(time).ko}, RPO ${point === undefined ? UNKNOWN.ko : spanWords(point).ko}`,
    },
    source,
  );
}

function writeWithoutBackup(
  page: Page,
  context: SynthContext,
  part: ResolvedStore,
  source: Source,
): void {
  const isMadeAgain = part.kind === 'redis' && part.keeps?.every((one) => one === 'cache') === true;
  if (!isMadeAgain)
    isMissing(context, 'runbook', source, {
      en: `the plan does not say how ${part.name} comes back: it has no backup`,
      ko: `${withParticle(part.name, '을/를')} 되살리는 법이 계획에 없다. 백업이 없다`,
    });
  page.put(
    isMadeAgain
      ? {
          en: '- Restore: nothing. Start it empty; it fills from what is behind it, and answers are slower meanwhile.',
          ko: '- 복구: 할 것이 없다. 빈 채로 띄우면 뒤의 저장소에서 다시 채워진다. 그동안 응답이 느리다.',
        }
      : {
          en: '- Restore: **the plan has no backup of it.** What it held is lost with it. Start it empty, and say in the channel what is gone.',
          ko: '- 복구: **계획에 백업이 없다.** 담고 있던 것은 함께 사라진다. 빈 채로 띄우고, 무엇을 잃었는지 채널에 알린다.',
        },
    source,
  );
}

function copiesOf({ backup }: ResolvedStore): Text {
  if (!backup) return UNKNOWN;
  const { full, incremental, snapshot, continuous, mirrored } = backup;
  const named = (label: Text, schedule: typeof full): Text[] => {
    if (!schedule) return [];
    const words = scheduleWords(schedule);
    return [{ en: `${label.en} ${words.en}`, ko: `${label.ko} ${words.ko}` }];
  };
  const all: Text[] = [
    ...named({ en: 'complete', ko: '전체' }, full),
    ...named({ en: 'incremental', ko: '증분' }, incremental),
    ...named({ en: 'snapshot', ko: '스냅샷' }, snapshot),
    ...(continuous === true ? [{ en: 'every change as it happens', ko: '변경을 그때그때' }] : []),
    ...(mirrored === true
      ? [
          {
            en: 'a live mirror (it repeats deletions: no way back)',
            ko: '실시간 미러(삭제도 따라가므로 되돌릴 길이 아님)',
          },
        ]
      : []),
  ];
  return all.length === 0 ? UNKNOWN : listed(all);
}

function restoreWords({ backup }: ResolvedStore): Text {
  if (backup?.continuous === true)
    return {
      en: 'to any moment up to the fault: choose the last one before it, not the latest there is',
      ko: '장애까지의 어느 시점으로든 된다. 마지막이 아니라 장애 바로 앞을 고른다',
    };
  const schedules = [backup?.incremental, backup?.snapshot, backup?.full].flatMap((one) =>
    one ? [one.everyMs] : [],
  );
  if (schedules.length === 0) return UNKNOWN;
  const most = spanWords(Math.min(...schedules));
  return {
    en: `the last copy before the fault; up to ${most.en} before it are lost`,
    ko: `장애 전 마지막 사본. 그 앞 최대 ${most.ko} 분량을 잃는다`,
  };
}

function writeRunning(
  page: Page,
  context: SynthContext,
  part: Extract<ResolvedPart, { kind: 'service' | 'job' }>,
): void {
  const source = sourceOfPart(part);
  const { plan } = context;
  const needs = [...new Set(part.links.map(({ to }) => to))].sort();
  item(
    page,
    { en: 'Needs first', ko: '먼저 있어야 할 것' },
    needs.length === 0 ? { en: 'nothing', ko: '없음' } : same(needs.join(', ')),
    source,
  );
  if (part.secrets.length > 0)
    item(
      page,
      { en: 'Secrets', ko: '비밀' },
      same(
        `${[...part.secrets].sort().join(', ')} (${plan.environment.secretStore ?? page.say(UNKNOWN)})`,
      ),
      source,
    );
  if (part.kind === 'service') {
    const checks = smokeOf(part);
    item(
      page,
      { en: 'Before you go on', ko: '넘어가기 전에' },
      checks.length === 0
        ? UNKNOWN
        : {
            en: `${checks.map((one) => `\`${one}\``).join(', ')} answers 200`,
            ko: `${checks.map((one) => `\`${one}\``).join(', ')} 요청에 200으로 답하는지 본다`,
          },
      { path: `${source.path}.health`, at: part.at },
    );
  }
  const deploy = isDriven(plan)
    ? [`npx hanok deploy ${part.name} --image "$IMAGE" ${placeOf(plan)}`]
    : [];
  page.code([...deploy, meansOf(plan).look(part.name)], source);
}

function writeOther(page: Page, part: ResolvedPart): void {
  const source = sourceOfPart(part);
  if (part.kind === 'key') {
    const kept = part.escrow === true;
    page.put(
      {
        en: `- Without it no backup can be read. ${kept ? 'A copy is kept apart (escrow): fetch it first.' : 'The plan keeps no copy apart.'} Where it is: ${part.managed ?? UNKNOWN.en}.`,
        ko: `- 이것 없이는 백업을 읽지 못한다. ${kept ? '따로 둔 사본(escrow)부터 가져온다.' : '따로 둔 사본이 계획에 없다.'} 보관: ${part.managed ?? UNKNOWN.ko}.`,
      },
      source,
    );
    page.put(
      {
        en: '- Before you go on: decrypt one small backup with it.',
        ko: '- 넘어가기 전에: 작은 백업 하나를 이 키로 풀어 본다.',
      },
      source,
    );
    return;
  }
  if (part.kind !== 'gateway' && part.kind !== 'cdn') return;
  const hosts = [...(part.hosts ?? [])].sort();
  item(
    page,
    { en: 'Answers for', ko: '맡은 호스트' },
    hosts.length === 0 ? UNKNOWN : same(hosts.join(', ')),
    source,
  );
  page.put(
    {
      en: '- Before you go on: ask it from outside, over HTTPS, and look at the certificate.',
      ko: '- 넘어가기 전에: 바깥에서 HTTPS로 물어보고 인증서를 확인한다.',
    },
    source,
  );
}
