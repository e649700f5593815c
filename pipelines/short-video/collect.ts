/** Entries of all feeds in one list: each once, dated, and with where it came from. A feed that is broken is left out. */
import { defineStage, PermanentError } from '../lib/stage.ts';
import { deduplicated, type Entry, entriesOf } from './feeds.ts';

interface Args {
  /** Addresses, and what each answered, in the same order; null: it did not. */
  readonly urls: readonly string[];
  readonly fetched: readonly (unknown | null)[];
  /** Used when there are no addresses: feeds of the project by their paths. */
  readonly samples: Readonly<Record<string, unknown>>;
}

interface Read {
  readonly from: string;
  readonly entries: readonly Entry[];
  readonly problem: string | null;
}

/** The newest; more of them say nothing more about what is new. */
const MOST_ENTRIES = 400;

export default defineStage<Args>(async ({ args, log, progress, artifacts }) => {
  const { urls, fetched, samples } = args;
  const bodies =
    urls.length > 0 ? urls.map((url, index) => [url, bodyOf(fetched[index])] as const) : Object.entries(samples);
  const read = await Promise.all(bodies.map(([from, body]) => readFeed(from, body)));
  progress(read.length, read.length, 'feeds');
  for (const { from, problem } of read) if (problem !== null) log.warn(`${from}: ${problem}`);
  const entries = deduplicated(read.flatMap((feed) => feed.entries)).slice(0, MOST_ENTRIES);
  if (entries.length === 0) throw new PermanentError(nothing(read));
  const sources = read.map(({ from, entries: own, problem }) => ({ from, entries: own.length, problem }));
  await artifacts.write('entries.json', `${JSON.stringify({ sources, entries }, null, 2)}\n`);
  return { output: { sources, entries } };
});

async function readFeed(from: string, body: unknown): Promise<Read> {
  if (body === null || body === undefined) return { from, entries: [], problem: 'it could not be fetched' };
  try {
    const entries = await entriesOf(body, from);
    return { from, entries, problem: entries.length === 0 ? 'it has no entries' : null };
  } catch (error) {
    return { from, entries: [], problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Of an `http` stage: `{ status, headers, body }`. */
function bodyOf(answer: unknown): unknown {
  return typeof answer === 'object' && answer !== null && 'body' in answer ? answer.body : null;
}

function nothing(read: readonly Read[]): string {
  const each = read.map(({ from, problem }) => `${from}: ${problem}`).join('; ');
  return `no feed has an entry, so there is nothing to make a video of: ${each}`;
}
