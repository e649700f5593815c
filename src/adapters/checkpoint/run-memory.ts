/**
 * Adapter: finds the newest good state of a run in the checkpoint file, our backup of it, and the journals. Only reads.
 *
 * 1. Journal records are added to a checkpoint only if this machine read or published exactly that checkpoint: records
 *    of another history are never added to it.
 * 2. The state with the highest serial is used as a whole; on equality, the file. Nothing is merged here: the other
 *    versions of a merge are returned too, for their results.
 * 3. A person may adopt the content of the file, newest or not: it gets a serial above all known ones.
 * 4. If a run was renamed, everything that is read of it has the new name, also the paths of its files if its folder
 *    was renamed too. If nothing else would write that to its file (no record follows it), the file has to be replaced.
 * 5. Everything damaged, missing or outdated is reported, and left for the caller (run-store.ts) to repair.
 */
import { join } from 'node:path';
import { err, ok, type RunId } from '../../model/brand.ts';
import type { Checkpoint, SealedCheckpoint } from '../../model/checkpoint.ts';
import type { Diagnosed } from '../../model/diagnostic.ts';
import type { JournalRecord } from '../../model/event.ts';
import { runFolderOf } from '../../parse/run-files.ts';
import { parseRunId } from '../../parse/run-id.ts';
import type { StoredRun } from '../../ports/run-store.ts';
import type { FileSystem } from '../disk/file-system.ts';
import { statIfThere } from '../disk/if-there.ts';
import { continuing, type JournalEntry, serialOf, uidOf } from '../journal/lines.ts';
import type { JournalReader } from '../journal/reader.ts';
import { runPaths } from '../state-folder.ts';
import { underNewName } from '../workspace/own-paths.ts';
import { checkpointReader, type FoundCheckpoint } from './file.ts';
import type { Inlined } from './items.ts';
import * as say from './run-notices.ts';
import type { CheckpointCheck } from './text.ts';

export interface MemoryOptions {
  readonly root: string;
  readonly fs: FileSystem;
  readonly check: CheckpointCheck;
  readonly journals: JournalReader;
  /** 3. Default: `newest`. */
  readonly takes?: 'newest' | 'file';
  /** Whether the caller repairs what is wrong. */
  readonly told: say.Told;
}

export interface Recalled extends StoredRun {
  /** The checkpoint in the file; null: there is none, or it is damaged. */
  readonly inFile: SealedCheckpoint | null;
  /** The checkpoint file does not contain the state above and has to be replaced. */
  readonly repair: { readonly type: 'none' } | { readonly type: 'put-back'; readonly damaged: Uint8Array | null };
  /** Digests of the items files on disk, by name. */
  readonly itemFiles: ReadonlyMap<string, string>;
  /** The id that the run had before it was renamed. */
  readonly formerId: RunId | null;
}

/** A state from which the run could continue. */
interface Candidate {
  readonly checkpoint: SealedCheckpoint | null;
  readonly records: readonly JournalRecord[];
  readonly serial: number;
}

const NO_FILES: ReadonlyMap<string, string> = new Map();

export function recall(options: MemoryOptions, id: RunId): Diagnosed<Recalled> {
  options.journals.refresh(); // before the checkpoint: records removed by a publication are in what it published
  const read = readerOf(options, id);
  const file = read('checkpoint');
  const name = runPaths(options.root, id).name;
  if (file.type === 'newer') return err([say.newerVersion(name, file.message)]);
  if (file.type === 'unreadable') return err([say.unreadable(name, file.message)]);
  const inFile = versionIn(file);
  const formerId = inFile === null || inFile.checkpoint.run === id ? null : parseRunId(inFile.checkpoint.run);
  if (inFile !== null && formerId !== null && isTwin(options, formerId, inFile.checkpoint)) {
    return err([say.duplicateUid(name, runPaths(options.root, formerId).name)]);
  }
  const ids = formerId === null ? [id] : [id, formerId];
  const copies = ids.map((one) => (one === id ? read : readerOf(options, one))('backup'));
  // Without one of these, an old state could be taken for the newest.
  const ahead = copies.find((copy) => copy.type === 'newer');
  if (ahead !== undefined) return err([say.newerVersion(name, `has a copy on this machine that ${ahead.message}`)]);
  const hidden = copies.find((copy) => copy.type === 'unreadable');
  // Without it, an old state could be taken for the newest.
  if (hidden !== undefined) return err([say.unreadableBackup(name, hidden.message)]);
  const backups = copies.map((copy) => versionIn(copy)?.checkpoint ?? null);
  const backup = backups.find((one) => one !== null && (inFile === null || one.uid === inFile.checkpoint.uid)) ?? null;
  const uid = inFile?.checkpoint.uid ?? backup?.uid ?? null;
  const entries = ofOneUid(options.journals.entriesOf({ ids, uid }));
  const { takes = 'newest', told } = options;
  const found = { name, file, backup, entries, inFile: inFile?.checkpoint ?? null, takes, told };
  const chosen = choose(found);
  if (!chosen.ok) return chosen;
  const renamed = formerId === null ? [] : [say.renamed(name, runPaths(options.root, formerId).name)];
  const itemFiles = inFile?.files ?? NO_FILES;
  const notices = [...renamed, ...chosen.value.notices];
  const settled = formerId === null ? chosen.value : renamedTo(id, chosen.value, { options, formerId });
  return ok({ ...settled, notices, inFile: file.type === 'good' ? found.inFile : null, itemFiles, formerId });
}

/** 4. */
function renamedTo(
  run: RunId,
  chosen: Chosen,
  { options, formerId }: { readonly options: MemoryOptions; readonly formerId: RunId },
): Chosen {
  const { checkpoint, records, losers, repair } = chosen;
  if (checkpoint === null) return chosen;
  const isMoved = statIfThere(options.fs, join(options.root, runFolderOf(run)))?.type === 'folder';
  const renamed = <T extends object>(told: T): T => (isMoved ? underNewName(told, { from: formerId, to: run }) : told);
  const isLeft = records.length === 0 && repair.type === 'none';
  return {
    ...chosen,
    checkpoint: { ...renamed(checkpoint), run },
    records: records.map(renamed),
    losers: losers.map(renamed),
    repair: isLeft ? { type: 'put-back', damaged: null } : repair,
  };
}

type Read = (what: 'checkpoint' | 'backup') => FoundCheckpoint;

function readerOf({ root, fs, check }: MemoryOptions, id: RunId): Read {
  const paths = runPaths(root, id);
  const read = checkpointReader({ root, run: id, paths, fs, trustsCopy: true }, check);
  return (what) => read(paths[what]);
}

/** The version that counts: in a conflict, the one with the highest serial. */
const versionIn = (file: FoundCheckpoint): Inlined | null => versionsIn(file)[0] ?? null;

function versionsIn(file: FoundCheckpoint): readonly Inlined[] {
  if (file.type === 'good') return [file];
  return file.type === 'damaged' ? file.sides : [];
}

/** Does the other name have a checkpoint of the same run? Then one of them is a copy. */
function isTwin(options: MemoryOptions, other: RunId, checkpoint: SealedCheckpoint): boolean {
  const theirs = versionIn(readerOf(options, other)('checkpoint'));
  return theirs !== null && theirs.checkpoint.uid === checkpoint.uid;
}

/** Without a checkpoint, only the id of a run is known; of several runs with it the newest counts (uids ascend). */
function ofOneUid(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const newest = entries.reduce((uid, entry) => (uidOf(entry) > uid ? uidOf(entry) : uid), '');
  return entries.filter((entry) => uidOf(entry) === newest);
}

interface Found {
  readonly name: string;
  readonly file: FoundCheckpoint;
  /** The complete version in the file, either good or one side of a conflict. */
  readonly inFile: SealedCheckpoint | null;
  readonly backup: SealedCheckpoint | null;
  readonly entries: readonly JournalEntry[];
  readonly takes: 'newest' | 'file';
  readonly told: say.Told;
}

type Chosen = Pick<Recalled, 'checkpoint' | 'records' | 'losers' | 'notices' | 'repair'>;
type Winner = Omit<Chosen, 'losers'>;

function choose(found: Found): Diagnosed<Chosen> {
  const winner = chooseWinner(found);
  if (!winner.ok) return winner;
  const { checkpoint, records, notices } = winner.value;
  const [losers, serial] = [losersTo(found, winner.value), records.at(-1)?.serial ?? checkpoint?.serial ?? 0];
  const said = isConflict(found.file) ? [say.conflict(found.name, { taken: serial, losers, told: found.told })] : [];
  return ok({ ...winner.value, losers, notices: [...said, ...notices] });
}

const isConflict = (file: FoundCheckpoint): boolean => file.type === 'damaged' && file.sides.length > 0;

/** Includes a version that this machine had published, if another one is used. */
function losersTo({ file, backup }: Found, { checkpoint, records }: Winner): readonly Checkpoint[] {
  if (!isConflict(file)) return [];
  const uid = checkpoint?.uid ?? records[0]?.uid;
  const all = [...versionsIn(file).map((side) => side.checkpoint), ...(backup === null ? [] : [backup])];
  const others = all.filter((one) => one.uid === uid && one.digest !== checkpoint?.digest);
  return others.filter((one, i) => others.findIndex(({ digest }) => digest === one.digest) === i);
}

function chooseWinner(found: Found): Diagnosed<Winner> {
  const { name, file, inFile, told } = found;
  const ours = local(found);
  if (found.takes === 'file' && file.type === 'good') return ok(adopted(found, file.checkpoint));
  const theirs = inFile === null ? null : onFile(found, inFile);
  const damaged = file.type === 'damaged' ? file.bytes : null;
  const putBack = { type: 'put-back', damaged } as const;
  if (theirs !== null && (ours === null || theirs.serial >= ours.serial)) {
    return ok(settled(found, theirs, { notices: [], repair: file.type === 'damaged' ? putBack : { type: 'none' } }));
  }
  if (file.type === 'damaged') {
    if (ours === null) return err([say.damagedForGood(name, file.message, Buffer.from(file.bytes).toString('utf8'))]);
    const notices = isConflict(file) ? [] : [say.damaged(name, file.message, { serial: ours.serial, told })];
    return ok(settled(found, ours, { notices, repair: putBack }));
  }
  if (ours === null) return ok({ checkpoint: null, records: [], notices: [], repair: { type: 'none' } });
  // Killed before its first checkpoint: nothing is missing.
  if (ours.checkpoint === null && theirs === null)
    return ok(settled(found, ours, { notices: [], repair: { type: 'none' } }));
  const notice =
    theirs === null
      ? say.missing(name, { serial: ours.serial, told })
      : say.older(name, { had: theirs.serial, know: ours.serial, told });
  return ok(settled(found, ours, { notices: [notice], repair: putBack }));
}

/** 3. Other machines, which compare serials, adopt it too. */
function adopted({ backup, entries }: Found, checkpoint: SealedCheckpoint): Winner {
  const known = entries.reduce((most, entry) => Math.max(most, serialOf(entry)), backup?.serial ?? 0);
  if (known <= checkpoint.serial) return { checkpoint, records: [], notices: [], repair: { type: 'none' } };
  const newest = { ...checkpoint, serial: known + 1 };
  return { checkpoint: newest, records: [], notices: [], repair: { type: 'put-back', damaged: null } };
}

function settled(
  found: Found,
  { checkpoint, records, serial }: Candidate,
  how: Pick<Winner, 'notices' | 'repair'>,
): Winner {
  const isOurs = checkpoint === null || isKnown(found, checkpoint);
  const beyond = isOurs ? found.entries.filter((entry) => serialOf(entry) > serial).length : 0;
  const notices = beyond > 0 ? [...how.notices, say.journalGap(found.name, serial, beyond)] : how.notices;
  return { checkpoint, records, notices, repair: how.repair };
}

/** What this machine knows without the file. */
function local({ backup, entries }: Found): Candidate | null {
  const records = continuing(backup?.serial ?? 0, entries);
  if (backup === null && records.length === 0) return null;
  return { checkpoint: backup, records, serial: records.at(-1)?.serial ?? backup?.serial ?? 0 };
}

function onFile(found: Found, checkpoint: SealedCheckpoint): Candidate {
  const records = isKnown(found, checkpoint) ? continuing(checkpoint.serial, found.entries) : [];
  return { checkpoint, records, serial: records.at(-1)?.serial ?? checkpoint.serial };
}

/** Did this machine read or publish exactly this checkpoint? */
const isKnown = ({ backup, entries }: Found, { digest }: SealedCheckpoint): boolean =>
  backup?.digest === digest || entries.some((entry) => entry.type === 'base' && entry.digest === digest);
