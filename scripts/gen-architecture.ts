import { PURE, ROOMS } from '../architecture.mjs';

const START = '<!-- rooms: generated from architecture.mjs -->';
const END = '<!-- /rooms -->';

/** The page with its room table made anew. */
export function withRooms(page: string): string {
  const rows = Object.entries(ROOMS as Record<string, readonly string[]>).map(
    ([room, may]) =>
      `| \`${room}\` | ${may.map((one) => `\`${one}\``).join(', ') || 'nothing'} | ${PURE.includes(room) ? 'no' : 'yes'} |`,
  );
  const table = [
    '| Room | May import | Touches the machine |',
    '| --- | --- | --- |',
    ...rows,
  ].join('\n');
  const [before, rest] = page.split(START);
  const after = rest?.split(END)[1];
  return after === undefined ? page : `${before}${START}\n${table}\n${END}${after}`;
}
