/** The two forms of a Korean particle: after a final consonant, after a vowel. */
export type Particle =
  | '은/는'
  | '이/가'
  | '을/를'
  | '과/와'
  | '으로/로'
  | '이다/다'
  | '이라/라'
  | '이어야/여야';

/** How a word ends when it is read aloud; after ㄹ, 으로 is 로. */
type Ending = 'vowel' | 'consonant' | 'rieul';

/** Words with the form of a particle that fits how they are read: 'models를', `api는`, '3으로'. */
export function withParticle(words: string, particle: Particle): string {
  const [closed = '', open = ''] = particle.split('/');
  const ending = endingOf(spoken(words));
  const isOpen = ending === 'vowel' || (ending === 'rieul' && closed === '으로');
  return words + (isOpen ? open : closed);
}

/** The part that decides: without what is in brackets at the end, and without quotes. */
function spoken(words: string): string {
  const plain = words.replace(/\s*\([^()]*\)$/, '').replace(/[^\p{L}\p{N}%]+$/u, '');
  return plain === '' ? words : plain;
}

function endingOf(words: string): Ending {
  const last = words.at(-1) ?? '';
  // $50 is read 50달러.
  if (/\$[\d.,]+$/.test(words)) return 'vowel';
  if (/[가-힣]/.test(last)) return ofHangul(last);
  if (/\d/.test(last)) return DIGITS[Number(last)] ?? 'vowel';
  const unit = /(?:^|[^\w.])\d[\d.,]* ?([A-Za-z]+)$/.exec(words)?.[1];
  const latin = /[A-Za-z]+$/.exec(words)?.[0];
  if (unit !== undefined) return UNITS[unit] ?? 'vowel';
  return latin === undefined ? 'vowel' : ofLatin(latin);
}

/** Syllables stand in rows of 28 finals: none first, ㄹ the ninth. */
function ofHangul(syllable: string): Ending {
  const final = (syllable.charCodeAt(0) - 0xac00) % 28;
  if (final === 0) return 'vowel';
  return final === 8 ? 'rieul' : 'consonant';
}

/** 영, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구. */
const DIGITS: readonly Ending[] = [
  'consonant',
  'rieul',
  'vowel',
  'consonant',
  'vowel',
  'vowel',
  'consonant',
  'rieul',
  'rieul',
  'vowel',
];

/** Units as Koreans read them: 시간, 분, 일. All the others end in a vowel. */
const UNITS: Readonly<Record<string, Ending>> = {
  h: 'consonant',
  min: 'consonant',
  d: 'rieul',
};

/** A guess from the spelling: names of parts and programs, as they are said in Korean. */
function ofLatin(word: string): Ending {
  const lower = word.toLowerCase();
  // Letter by letter: SQL, CPU, and what has no vowel to be read with.
  if (word === word.toUpperCase() || !/[aeiouy]/.test(lower))
    return /l$|r$/.test(lower) ? 'rieul' : /[mn]$/.test(lower) ? 'consonant' : 'vowel';
  if (/le?$/.test(lower)) return 'rieul';
  if (/(?:[mn]e?|ng|ck|[aeiou](?:b|p|pp|k|t))$/.test(lower)) return 'consonant';
  return 'vowel';
}
