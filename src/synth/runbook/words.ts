import { DAY, HOUR, type Language, MINUTE, SECOND, type Text } from '#kernel';
import type { ResolvedBackup, ResolvedChannel } from '#model';
import { Lines } from '../print/text.ts';
import type { Source } from '../source.ts';

/** A page in one language; every line may say where it comes from. */
export class Page {
  readonly lines = new Lines();
  readonly language: Language;
  constructor(language: Language) {
    this.language = language;
  }

  /** One line, or one paragraph. */
  put(text: Text | string = '', source?: Source): this {
    this.lines.line(this.say(text), source);
    return this;
  }

  /** A heading with an empty line on either side. */
  heading(depth: number, text: Text | string, source?: Source): this {
    return this.put()
      .put(`${'#'.repeat(depth)} ${this.say(text)}`, source)
      .put();
  }

  code(commands: readonly string[], source?: Source): this {
    this.put().put('```sh', source);
    for (const command of commands) this.put(command, source);
    return this.put('```', source).put();
  }

  say(text: Text | string): string {
    return typeof text === 'string' ? text : text[this.language];
  }
}

const UNITS: readonly (readonly [size: number, from: number, en: string, ko: string])[] = [
  [DAY, 2 * DAY, 'd', '일'],
  [HOUR, HOUR, 'h', '시간'],
  [MINUTE, MINUTE, 'min', '분'],
  [SECOND, SECOND, 's', '초'],
  [1, 0, 'ms', '밀리초'],
];

/** '15 min', '15분'. */
export function spanWords(ms: number): Text {
  const [size, , en, ko] = UNITS.find(([, from]) => ms >= from) ?? [1, 0, 'ms', '밀리초'];
  const count = Math.round((ms / size) * 10) / 10;
  return { en: `${count} ${en}`, ko: `${count}${ko}` };
}

type Schedule = NonNullable<ResolvedBackup['full']>;
const DAYS: Readonly<Record<string, string>> = {
  monday: '월요일',
  tuesday: '화요일',
  wednesday: '수요일',
  thursday: '목요일',
  friday: '금요일',
  saturday: '토요일',
  sunday: '일요일',
};

/** 'every day at 02:00 (Asia/Seoul)', '매일 02:00 (Asia/Seoul)'. */
export function scheduleWords({ everyMs, at, zone, day }: Schedule): Text {
  const time = at === undefined ? '' : ` ${at}`;
  const where = zone === undefined ? '' : ` (${zone})`;
  const before = at === undefined ? '' : ' at';
  if (everyMs === DAY)
    return { en: `every day${before}${time}${where}`, ko: `매일${time}${where}` };
  if (everyMs === 7 * DAY) {
    const on = day === undefined ? '' : ` on ${day[0]?.toUpperCase()}${day.slice(1)}`;
    const onKo = day === undefined ? '' : ` ${DAYS[day] ?? day}`;
    return { en: `every week${on}${before}${time}${where}`, ko: `매주${onKo}${time}${where}` };
  }
  const span = spanWords(everyMs);
  return { en: `every ${span.en}`, ko: `${span.ko}마다` };
}

const WAYS: Readonly<Record<ResolvedChannel['by'], Text>> = {
  email: { en: 'email', ko: '이메일' },
  slack: { en: 'Slack', ko: 'Slack' },
  sms: { en: 'SMS', ko: '문자' },
  webhook: { en: 'webhook', ko: '웹훅' },
  phone: { en: 'phone', ko: '전화' },
};

/** 'on-call (phone)': who, never where. */
export function channelWords(name: string, channels: readonly ResolvedChannel[]): Text {
  const by = channels.find((one) => one.name === name)?.by;
  // A channel called 'slack' needs no second word for it.
  if (by === undefined || by === name) return { en: name, ko: name };
  return { en: `${name} (${WAYS[by].en})`, ko: `${name}(${WAYS[by].ko})` };
}

export const listed = (texts: readonly Text[]): Text => ({
  en: texts.map(({ en }) => en).join(', '),
  ko: texts.map(({ ko }) => ko).join(', '),
});

/** What nobody wrote down is said to be so. */
export const UNKNOWN: Text = { en: 'not in the plan', ko: '계획에 없음' };
