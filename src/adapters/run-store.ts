/**
 * Adapter: runs on disk: a lock, a checkpoint with our own copy, and the shared journal.
 *
 * 1. `append` resolves and `publish` returns only when the data survives a power cut.
 * 2. A checkpoint is published before its backup, and the backup before its records leave the journal: at any moment,
 *    one of them can restore the newest state.
 * 3. Nothing is written after the lock was lost; one look at the lock file before each write ensures it.
 * 4. No cost grows with the number of old runs: no folder of runs is listed.
 */
import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import { err, InternalError, ok, type RunId } from '../model/brand.ts';
import type { Checkpoint, SealedCheckpoint } from '../model/checkpoint.ts';
import type { Diagnosed, Diagnostic } from '../model/diagnostic.ts';
import type { JournalRecord } from '../model/event.ts';
import { manifestPath } from '../parse/run-files.ts';
import type { Adopted, OpenRun, PeekedRun, RunStore } from '../ports/run-store.ts';
import { type CheckpointFile, openCheckpointFile, readCheckpoint } from './checkpoint/file.ts';
import { backUpItems, type ItemsPlace } from './checkpoint/items.ts';
import { type MemoryOptions, type Recalled, recall } from './checkpoint/run-memory.ts';
import * as say from './checkpoint/run-notices.ts';
import { loadCheckpointCheck } from './checkpoint/schema.ts';
import { anySealed, type CheckpointCheck } from './checkpoint/text.ts';
import { makeFolderInside, publishFile } from './disk/durable-file.ts';
import { DurableError, diskDiagnostic } from './disk/error.ts';
import { type FileSystem, nodeFileSystem } from './disk/file-system.ts';
import { removeIfThere } from './disk/if-there.ts';
import { type Holder, holdOn, isLocked, type Lock, takeLock } from './disk/lock.ts';
import { proveRoom } from './disk/room.ts';
import { removeTemps } from './disk/temps.ts';
import { foldDeadJournals, type JournalFolder, type PublishedSerial } from './journal/folder.ts';
import type { Journal } from './journal/journal.ts';
import { Journals } from './journal/journals.ts';
import { JournalReader } from './journal/reader.ts';
import { openStateFolder, type RunPaths, runPaths } from './state-folder.ts';

export interface RunStoreOptions {
  /** Absolute path of the project. */
  readonly root: string;
  /** Unique: the name of this process's journal. */
  readonly driver: string;
  /** What others see about the process that drives a run. */
  readonly holder: Omit<Holder, 'since'>;
  readonly now: () => Date;
  /** Loads the schema of checkpoints, when there is one to check. */
  readonly loadCheck?: () => Promise<CheckpointCheck>;
  readonly fs?: FileSystem;
  /** Shared by several stores of one project. */
  readonly reader?: JournalReader;
}

interface Store extends Required<RunStoreOptions> {
  readonly journals: Journals;
  /** null: not needed so far. */
  schema: CheckpointCheck | null;
}
interface OpenOptions extends Required<Pick<MemoryOptions, 'takes'>> {
  readonly runs: Set<DrivenRun>;
}

/** Creates nothing: a store that is only used for reading leaves no trace. */
export function createRunStore(options: RunStoreOptions): RunStore {
  const { fs = nodeFileSystem, loadCheck = loadCheckpointCheck, root, driver } = options;
  const { reader = new JournalReader({ root, fs }) } = options;
  const journals = new Journals({ root, driver, holder: holderOf(options), fs });
  const store: Store = { ...options, fs, loadCheck, reader, journals, schema: null };
  const runs = new Set<DrivenRun>();
  return {
    open: (id) => open(store, id, { takes: 'newest', runs }),
    adopt: (id) => adopt(store, id, runs),
    peek: (id) => peek(store, id),
    [Symbol.asyncDispose]: async () => {
      for (const run of runs) await run[Symbol.asyncDispose]();
      await journals[Symbol.asyncDispose]();
    },
  };
}

const holderOf = ({ holder, now }: RunStoreOptions): Holder => ({ ...holder, since: now().toISOString() });

async function peek(store: Store, id: RunId): Promise<Diagnosed<PeekedRun | null>> {
  const recalled = await recalledFrom(store, id, { told: 'seen' });
  if (!recalled.ok) return recalled;
  const { checkpoint, records, losers, notices, inFile } = recalled.value;
  if (checkpoint === null && records.length === 0) return ok(null);
  const { driven, problems } = heldBy(store, id);
  return ok({ checkpoint, records, losers, notices: [...problems, ...notices], inFile, driven });
}

/** If the lock cannot be read, the files of the run can still be shown, without the process that drives it. */
function heldBy(
  { root, fs }: Store,
  id: RunId,
): Pick<PeekedRun, 'driven'> & { readonly problems: readonly Diagnostic[] } {
  try {
    return { driven: isLocked(runPaths(root, id).lock, fs), problems: [] };
  } catch (error) {
    if (!(error instanceof DurableError)) throw error;
    return { driven: false, problems: [{ ...diskDiagnostic(error), at: { file: relative(root, error.path) } }] };
  }
}

async function adopt(store: Store, id: RunId, runs: Set<DrivenRun>): Promise<Diagnosed<Adopted | null>> {
  const before = await peek(store, id);
  if (!before.ok) return before;
  const { inFile = null, checkpoint = null, records = [] } = before.value ?? {};
  if (inFile === null) return ok(null);
  const known = records.at(-1)?.serial ?? checkpoint?.serial ?? 0;
  const opened = await open(store, id, { takes: 'file', runs });
  if (!opened.ok) return opened;
  await using run = opened.value;
  return ok({ had: inFile.serial, knew: known, serial: run.checkpoint?.serial ?? 0 });
}

async function open(store: Store, id: RunId, { takes, runs }: OpenOptions): Promise<Diagnosed<OpenRun>> {
  const { root, fs } = store;
  const paths = runPaths(root, id);
  openStateFolder(root, fs);
  makeFolderInside(root, manifestPath(id).split('/').slice(0, -1), { fs });
  const lock = takeLock(paths.lock, holderOf(store), { fs, clear: ({ pid }) => removeTemps({ root, fs, paths, pid }) });
  if (!lock.ok) return err([say.locked(paths.name, lock.error)]);
  try {
    const recalled = await recalledFrom(store, id, { takes, told: 'mended' });
    if (!recalled.ok) {
      lock.value[Symbol.dispose]();
      return recalled;
    }
    const folding = { root, fs, holder: holderOf(store), published: publishedSerial(store) };
    foldDeadJournals({ ...folding, driver: store.journals.driver });
    const run = await drivenRun({ store, id, paths, lock: lock.value, recalled: recalled.value, runs });
    runs.add(run);
    return ok(run);
  } catch (error) {
    lock.value[Symbol.dispose]();
    throw error;
  }
}

/**
 * Loads the schema only if there is something to check: what this machine published or took over was checked already.
 * Journals and checkpoint are read in one pass, which shows whether the schema is needed; if so, they are read again.
 */
async function recalledFrom(
  store: Store,
  id: RunId,
  how: Pick<MemoryOptions, 'takes' | 'told'>,
): Promise<Diagnosed<Recalled>> {
  const { root, fs, reader } = store;
  let isNeeded = false;
  const notLoaded: CheckpointCheck = () => {
    isNeeded = true;
    return err('nobody has checked it');
  };
  const options = { root, fs, journals: reader, ...how };
  const recalled = recall({ ...options, check: store.schema ?? notLoaded }, id);
  if (!isNeeded) return recalled;
  store.schema ??= await store.loadCheck();
  return recall({ ...options, check: store.schema }, id);
}

/** Used when clearing up after dead drivers. */
export function publishedSerial({ root, fs }: JournalFolder): PublishedSerial {
  return (run) => {
    const paths = runPaths(root, run);
    const file = readCheckpoint(paths.checkpoint, { root, run, paths, fs }, anySealed);
    return file.type === 'good' ? { uid: file.checkpoint.uid, serial: file.checkpoint.serial } : null;
  };
}

interface Opening {
  readonly store: Store;
  readonly id: RunId;
  readonly paths: RunPaths;
  readonly lock: Lock;
  readonly recalled: Recalled;
  readonly runs: Set<DrivenRun>;
}

async function drivenRun(opening: Opening): Promise<DrivenRun> {
  const { store, id, paths, recalled } = opening;
  const { repair, checkpoint } = recalled;
  const place: ItemsPlace = { root: store.root, run: id, paths, fs: store.fs };
  const file = await openCheckpointFile(place, recalled.itemFiles);
  await using taken = new AsyncDisposableStack();
  const journal = taken.adopt(await store.journals.take(), (one) => store.journals.giveBack(one));
  const run = new DrivenRun(opening, place, { file, journal });
  if (repair.type === 'put-back') {
    if (repair.damaged !== null) keepAside(store, paths, repair.damaged);
    if (checkpoint !== null && recalled.losers.length === 0) await run.putBack(checkpoint);
  }
  // Its driver was killed before it removed the records, or it was renamed: a run at rest publishes no more.
  const isSaid = recalled.notices.every(({ code }) => code === 'run/renamed');
  if (checkpoint !== null && recalled.records.length === 0 && isSaid) run.forget();
  taken.move(); // the run gives it back
  return run;
}

/** Named by its content: the same damage is kept once. */
function keepAside({ fs }: Store, paths: RunPaths, damaged: Uint8Array): void {
  const name = createHash('sha256').update(damaged).digest('hex').slice(0, 12);
  publishFile(`${paths.damaged}.${name}.json`, damaged, { fs, durability: 'whole' });
}

interface Into {
  readonly file: CheckpointFile;
  readonly journal: Journal;
}

/**
 * Bytes. A run that was interrupted, perhaps for want of room, continues only if this much is free. What an interrupted
 * attempt leaves behind may take all of the room; the next attempt would fail in the same way, and be paid for again.
 */
const ROOM_TO_GO_ON = 1_000_000;

class DrivenRun implements OpenRun {
  readonly checkpoint: SealedCheckpoint | null;
  readonly records: readonly JournalRecord[];
  readonly losers: readonly Checkpoint[];
  readonly notices: readonly Diagnostic[];
  readonly #opening: Opening;
  readonly #place: ItemsPlace;
  readonly #file: CheckpointFile;
  readonly #journal: Journal;
  #lock: Lock;
  /** Of the newest record or checkpoint. */
  #serial: number;
  /** Digest of the checkpoint on which the next record builds, until a journal contains it. */
  #unsaidBase: string | null;
  #lastDigest: string | null = null;
  #isFirst = true;
  /** Has `forget` been called? */
  #hasForgotten = false;
  #isOpen = true;

  constructor(opening: Opening, place: ItemsPlace, { file, journal }: Into) {
    const { checkpoint, records, losers, notices } = opening.recalled;
    this.checkpoint = checkpoint;
    this.records = records;
    this.losers = losers;
    this.notices = notices;
    this.#opening = opening;
    this.#lock = opening.lock;
    this.#place = place;
    this.#file = file;
    this.#journal = journal;
    this.#serial = records.at(-1)?.serial ?? checkpoint?.serial ?? 0;
    this.#unsaidBase = checkpoint?.digest ?? null;
  }

  append(record: JournalRecord): Promise<void> {
    if (!this.#isOpen) throw new InternalError(`the run ${record.run} is closed`);
    this.#holdOn();
    if (this.#unsaidBase !== null) this.#note(record.uid, this.#unsaidBase);
    const prev = this.#serial;
    this.#serial = Math.max(prev, record.serial);
    return this.#journal.append(record, prev);
  }

  async publish(checkpoint: Checkpoint): Promise<void> {
    if (!this.#isOpen) throw new InternalError(`the run ${checkpoint.run} is closed`);
    this.#serial = Math.max(this.#serial, checkpoint.serial);
    const { store, paths } = this.#opening;
    if (this.#isFirst && this.records.length > 0) proveRoom(paths.checkpoint, ROOM_TO_GO_ON, store.fs);
    await this.#write(checkpoint);
    this.#journal.settle(checkpoint.uid, checkpoint.serial);
    this.#isFirst = false;
    if (this.#hasForgotten || this.#journal.holdsBeyond(checkpoint.uid, checkpoint.serial)) return;
    this.forget();
    this.#hasForgotten = true;
  }

  /** Writes the newest good version back to the file; the records above it stay where they are. */
  async putBack(checkpoint: SealedCheckpoint): Promise<void> {
    await this.#write(checkpoint);
  }

  /** 3. @throws DurableError */
  #holdOn(): void {
    if (this.#lock.isThere()) return;
    const { store, paths } = this.#opening;
    this.#lock = holdOn(this.#lock, paths.lock, holderOf(store), { fs: store.fs });
  }

  async #write(checkpoint: Checkpoint): Promise<void> {
    const { store, paths } = this.#opening;
    this.#holdOn();
    const { bytes, digest, files } = await this.#file.write(checkpoint);
    if (digest === this.#lastDigest) return;
    this.#lastDigest = digest;
    this.#unsaidBase = digest;
    // Later records were appended while it was written: without this note they would seem to belong to another state.
    if (this.#journal.holdsBeyond(checkpoint.uid, checkpoint.serial)) {
      this.#note(checkpoint.uid, digest);
      this.#journal.pushNotes();
    }
    publishFile(paths.backup, bytes, { fs: store.fs, durability: 'whole' });
    backUpItems(this.#place, files);
  }

  #note(uid: string, digest: string): void {
    this.#journal.note({ type: 'base', run: this.#opening.id, uid, digest });
    this.#unsaidBase = null;
  }

  /** Removes what was left for this run: its checkpoint now contains it. */
  forget(): void {
    const { store, paths, recalled } = this.#opening;
    removeIfThere(store.fs, paths.left);
    if (recalled.formerId === null) return;
    const former = runPaths(store.root, recalled.formerId);
    for (const path of [former.left, former.backup]) removeIfThere(store.fs, path);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#opening.runs.delete(this);
    using _lock = this.#lock;
    await using _journal = { [Symbol.asyncDispose]: () => this.#opening.store.journals.giveBack(this.#journal) };
    if (this.losers.length > 0 && this.#isFirst && this.checkpoint !== null) await this.putBack(this.checkpoint);
  }
}
