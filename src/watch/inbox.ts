/**
 * Finds manifests that are new or changed and no longer being written, from scans of the folder. Pure.
 *
 * I1. Each version of a manifest is ready once. The same version is ready again only after it was reported as gone.
 * I2. Only files that are not at rest yet request another look, at `next`.
 * I3. The monotonic clock is never set back; the wall clock may jump, and file times may be arbitrary. They can only
 *     shorten the wait: no file waits longer than {@link QUIET_MS} after its last observed change.
 * I4. A manifest is gone after it was missing for {@link QUIET_MS}: git and editors replace a file by removing it
 *     first.
 * I5. A renamed manifest is not ready before the old name is gone: its checkpoint is renamed later, and until then it
 *     looks like a new run, which would do, and pay for, everything again.
 */
import type { RunId } from '../model/brand.ts';
import { type FileStamp, isSameStamp, type Listing, type Mark } from '../ports/runs-folder.ts';

/** Milliseconds without a change after which a file counts as complete. */
const QUIET_MS = 500;
/** The same for a file that appeared under its name: a report of a write to it may take this long. */
const MARKED_QUIET_MS = 30;

export interface LookedAt {
  /** Milliseconds of the monotonic clock. */
  readonly monotonic: number;
  /** Milliseconds since 1970. */
  readonly wall: number;
  /** The marks after the scan; absent if nothing is watched. */
  readonly marks?: ReadonlyMap<RunId, Mark> | undefined;
}

type Entry =
  | { readonly status: 'told'; readonly stamp: FileStamp }
  /** Seen as it is since then (monotonic). `told`: the version that was ready before; null: none was. */
  | { readonly status: 'settling'; readonly stamp: FileStamp; readonly since: number; readonly told: FileStamp | null }
  /** Not seen since then (monotonic). `told`: the version that was ready. */
  | { readonly status: 'missing'; readonly since: number; readonly told: FileStamp };

export interface InboxState {
  readonly entries: ReadonlyMap<RunId, Entry>;
  /** The entries that are not at rest. */
  readonly restless: readonly RunId[];
  readonly listing: Listing | null;
}

export const emptyInbox: InboxState = { entries: new Map(), restless: [], listing: null };

export interface Look {
  readonly state: InboxState;
  /** In the order of the listing. */
  readonly ready: readonly RunId[];
  readonly gone: readonly RunId[];
  /** Milliseconds until another look will find something even if nothing changes; null: never. */
  readonly next: number | null;
}

/**
 * One look at the folder.
 *
 * A version is ready
 * - at once, when something changed about the file after its last write (`ctime` > `mtime`): it was renamed into place;
 * - at once, when its last change is older than 500 ms by the wall clock;
 * - when it was seen unchanged for 30 ms, if it appeared under its name and nobody was seen to write to it there: a
 *   rename in the same tick of the system's clock as the write leaves both times equal;
 * - else when it was seen unchanged for 500 ms.
 *
 * What was renamed from the name of another run waits 500 ms whatever its times say.
 *
 * An empty file always waits: it is what is seen of one that is being written anew. So a manifest that is truncated and
 * then written is ready once, as what was written, if no more than 500 ms pass between the two and between any two
 * writes. If more pass, its empty or half version is ready too: it does not parse, or it lacks something, which is
 * told as a mistake in it; and the whole version is ready after it. A half that is a good manifest by itself is not
 * recognised as one: whoever writes that slowly should write elsewhere and rename.
 *
 * @param listing as it was read before `at`.
 */
export function look(before: InboxState, listing: Listing, at: LookedAt): Look {
  const suspects = listing === before.listing ? before.restless : restlessOf(before, listing);
  const left = leftBehind(suspects, before, listing);
  const steps = suspects.map((run) => stepOf(run, { before, listing, at, left }));
  const named = (news: Step['news']): RunId[] => steps.filter((step) => step.news === news).map(({ run }) => run);
  const restless = steps.filter(({ entry }) => entry !== null && entry.status !== 'told').map(({ run }) => run);
  const waits = steps.flatMap(({ wait }) => (wait === null ? [] : [wait]));
  const state = { entries: withSteps(before.entries, steps), restless, listing };
  return { state, ready: named('ready'), gone: named('gone'), next: waits.length === 0 ? null : Math.min(...waits) };
}

interface Step {
  readonly run: RunId;
  /** null: the file is forgotten. */
  readonly entry: Entry | null;
  readonly news: 'ready' | 'gone' | null;
  /** Milliseconds until it comes to rest if nothing changes; null: it is at rest. */
  readonly wait: number | null;
}

/** All files except those that were reported and have an equal stamp. */
function restlessOf({ entries }: InboxState, { files }: Listing): RunId[] {
  const found: RunId[] = [];
  for (const [run, stamp] of files) {
    const entry = entries.get(run);
    if (entry?.status !== 'told' || entry.stamp !== stamp) found.push(run);
  }
  for (const run of entries.keys()) if (!files.has(run)) found.push(run);
  return found;
}

/** I5. Files that had a different name when they were ready. */
function leftBehind(suspects: readonly RunId[], { entries }: InboxState, { files }: Listing): ReadonlySet<bigint> {
  const missing = suspects.filter((run) => !files.has(run));
  return new Set(missing.flatMap((run) => toldOf(entries.get(run) ?? null)?.ino ?? []));
}

/** Returns the same map if nothing changed, so that a look at thousands of files at rest copies nothing. */
function withSteps(before: InboxState['entries'], steps: readonly Step[]): InboxState['entries'] {
  const changed = steps.filter(({ run, entry }) => (before.get(run) ?? null) !== entry);
  if (changed.length === 0) return before;
  const entries = new Map(before);
  for (const { run, entry } of changed) {
    if (entry === null) entries.delete(run);
    else entries.set(run, entry);
  }
  return entries;
}

interface Around {
  readonly before: InboxState;
  readonly listing: Listing;
  readonly at: LookedAt;
  readonly left: ReadonlySet<bigint>;
}

function stepOf(run: RunId, { before, listing, at, left }: Around): Step {
  const known = before.entries.get(run) ?? null;
  const stamp = listing.files.get(run);
  if (stamp === undefined) return missed(run, known, at);
  const told = toldOf(known);
  if (told !== null && isSameStamp(told, stamp)) {
    const entry = known?.status === 'told' ? known : { status: 'told' as const, stamp };
    return { run, entry, news: null, wait: null };
  }
  const isSteady = known?.status === 'settling' && isSameStamp(known.stamp, stamp);
  const settling = isSteady ? known : { status: 'settling' as const, stamp, since: at.monotonic, told };
  const isRenamed = told === null && left.has(stamp.ino);
  const wait = isRenamed
    ? settling.since + QUIET_MS - at.monotonic
    : waitOf(settling, { at, mark: at.marks?.get(run) ?? null });
  if (wait > 0) return { run, entry: settling, news: null, wait };
  return { run, entry: { status: 'told', stamp }, news: 'ready', wait: null };
}

/** I4. A file that was never ready is not reported as gone. */
function missed(run: RunId, known: Entry | null, at: LookedAt): Step {
  const told = toldOf(known);
  if (told === null) return { run, entry: null, news: null, wait: null };
  const entry = known?.status === 'missing' ? known : { status: 'missing' as const, since: at.monotonic, told };
  const wait = entry.since + QUIET_MS - at.monotonic;
  return wait > 0 ? { run, entry, news: null, wait } : { run, entry: null, news: 'gone', wait: null };
}

function toldOf(entry: Entry | null): FileStamp | null {
  if (entry === null) return null;
  return entry.status === 'told' ? entry.stamp : entry.told;
}

/** Milliseconds until it comes to rest; 0 or less: it has. */
function waitOf(
  { stamp, since }: { readonly stamp: FileStamp; readonly since: number },
  { at, mark }: { readonly at: LookedAt; readonly mark: Mark | null },
): number {
  const { mtimeNs, ctimeNs, size } = stamp;
  const isEmpty = size === 0n;
  if (ctimeNs > mtimeNs && !isEmpty) return 0;
  // Whole milliseconds are enough: file times are not finer.
  if (at.wall - Number(mtimeNs / 1_000_000n) > QUIET_MS) return 0;
  const quiet = mark === 'appeared' && !isEmpty ? MARKED_QUIET_MS : QUIET_MS;
  return since + quiet - at.monotonic;
}
