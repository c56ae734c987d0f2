import type { Entry, Incidents, Journal, Look } from '#delivery';
import { toCanonical } from '#kernel';
import type { RolloutBook } from './rollout-book.ts';
import { thin } from './thin.ts';

type Pages = Readonly<Record<string, string>>;

/** Rollouts of a service that are kept: the one under way or last ended, and those before it. */
const KEPT = 3;

const ENTRY = '.entry';
const LOOKS = '.looks';
const INCIDENT = '.incident';

/**
 * Rollouts in the cluster they are delivered to: `ID.entry` is replaced whole, `ID.looks` has a look
 * a line. An object of the API server holds 1 MiB, so the last three rollouts of a service are kept,
 * and of each at most 240 KiB of looks; thin.ts says which go.
 */
export function clusterJournal(book: RolloutBook): Journal {
  const serviceOf = new Map<string, string>();
  const pagesOf = async (id: string): Promise<Pages> => {
    const service = serviceOf.get(id);
    if (service !== undefined) return book.read(service);
    for (const [name, pages] of await book.all())
      if (pages[`${id}${ENTRY}`] !== undefined) {
        serviceOf.set(id, name);
        return pages;
      }
    return {};
  };
  return {
    async record(entry) {
      const { id, service } = entry.rollout;
      await book.change(service, (pages) =>
        withoutOld({ ...pages, [`${id}${ENTRY}`]: toCanonical(entry) }),
      );
      serviceOf.set(id, service);
    },
    async keep(id, look) {
      await pagesOf(id);
      const line = toCanonical(look);
      await book.change(serviceOf.get(id) ?? '', (pages) => {
        const lines = linesOf(pages[`${id}${LOOKS}`]);
        return lines.at(-1) === line
          ? pages
          : { ...pages, [`${id}${LOOKS}`]: thin([...lines, line]).join('\n') };
      });
    },
    async load(id) {
      return entryOf((await pagesOf(id))[`${id}${ENTRY}`]);
    },
    async latest(service) {
      return entriesOf(await book.read(service))[0];
    },
    async looks(id) {
      const pages = await pagesOf(id);
      return linesOf(pages[`${id}${LOOKS}`]).map((line) => JSON.parse(line) as Look);
    },
  };
}

/** One incident for a rollout, kept beside its record. */
export const clusterIncidents = (
  book: RolloutBook,
  say: (event: string, details: object) => void,
): Incidents => ({
  async open({ id, service }, because) {
    let isNew = false;
    await book.change(service, (pages) => {
      isNew = pages[`${id}${INCIDENT}`] === undefined;
      return isNew ? { ...pages, [`${id}${INCIDENT}`]: toCanonical({ because }) } : pages;
    });
    if (isNew) say('incident', { rollout: id, because: because.en });
  },
});

const linesOf = (words = ''): readonly string[] => words.split('\n').filter(Boolean);

const entryOf = (words: string | undefined): Entry | undefined =>
  words === undefined ? undefined : (JSON.parse(words) as Entry);

/** Those that are kept, the latest start first. */
const entriesOf = (pages: Pages): readonly Entry[] =>
  Object.entries(pages)
    .flatMap(([key, words]) => (key.endsWith(ENTRY) ? (entryOf(words) ?? []) : []))
    .sort((a, b) => b.rollout.startedAt - a.rollout.startedAt);

function withoutOld(pages: Pages): Pages {
  const old = entriesOf(pages)
    .slice(KEPT)
    .map(({ rollout }) => rollout.id);
  const isOld = (key: string) =>
    old.some((id) => [ENTRY, LOOKS, INCIDENT].some((end) => key === `${id}${end}`));
  return Object.fromEntries(Object.entries(pages).filter(([key]) => !isOld(key)));
}
