/**
 * Adapter: the checkpoint of one run on disk. The door to lowdb, used with an adapter of our own that makes every write
 * durable (lowdb's own does not sync).
 */
import type { Low } from 'lowdb';
import { InternalError } from '../../model/brand.ts';
import type { Checkpoint, SealedCheckpoint } from '../../model/checkpoint.ts';
import { publishFile } from '../disk/durable-file.ts';
import { DurableError } from '../disk/error.ts';
import { nodeFileSystem } from '../disk/file-system.ts';
import { readBytes } from '../disk/safe-read.ts';
import { type Inlined, type ItemsPlace, inline, type OtherVersions, outline, publishItems } from './items.ts';
import { versionsInGit } from './merge-versions.ts';
import {
  anySealed,
  beyondUs,
  type CheckpointCheck,
  conflictSides,
  digestOf,
  type Newer,
  type Sealed,
  seal,
  verifyText,
  type Whole,
  wholeVersions,
} from './text.ts';

export type FoundCheckpoint =
  | { readonly type: 'missing' }
  | ({ readonly type: 'good' } & Inlined)
  | Newer
  /** No regular file, too large, or no permission to read. */
  | { readonly type: 'unreadable'; readonly message: string }
  | {
      readonly type: 'damaged';
      /** Completes "the checkpoint …". */
      readonly message: string;
      readonly bytes: Uint8Array;
      /** The versions of one run in a merge conflict, highest serial first. */
      readonly sides: readonly Inlined[];
    };

/** Limits of reading, and so of writing: a run whose checkpoint cannot be read could not continue. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_ITEMS = 256 * 1024 * 1024;

/** Reads and verifies the checkpoint, or its backup, at `path`, with its items files. */
export const readCheckpoint = (path: string, place: ItemsPlace, check: CheckpointCheck): FoundCheckpoint =>
  checkpointReader(place, check)(path);

export interface ReaderOptions extends ItemsPlace {
  /**
   * Accept a checkpoint without a check if it has the same bytes as the copy that this machine made when it published
   * or took it: the digest and the schema were checked then. Neither `node:crypto` nor the schema is loaded, which
   * would take longer than all the reading. Not for callers that ask whether a digest is right.
   */
  readonly trustsCopy?: boolean;
}

/** For the checkpoint and the copies of one run: if two have the same bytes, as usual, only one is verified. */
export function checkpointReader(place: ReaderOptions, check: CheckpointCheck): (path: string) => FoundCheckpoint {
  const { fs = nodeFileSystem, paths, trustsCopy = false } = place;
  const known = new Map<string, ReturnType<typeof readBytes>>();
  const readOnce = (path: string): ReturnType<typeof readBytes> => {
    const read = known.get(path) ?? readBytes(path, { maxBytes: MAX_BYTES, fs });
    known.set(path, read);
    return read;
  };
  const isCopied = (path: string, bytes: Buffer): boolean => {
    if (!trustsCopy || path !== paths.checkpoint) return false;
    const copy = readOnce(paths.backup);
    return copy.ok && copy.value.equals(bytes);
  };
  let good: { readonly bytes: Buffer; readonly found: FoundCheckpoint } | null = null;
  return (path) => {
    const read = readOnce(path);
    if (!read.ok) {
      const { reason, message } = read.error;
      return reason === 'missing' ? { type: 'missing' } : { type: 'unreadable', message };
    }
    const bytes = read.value;
    if (good?.bytes.equals(bytes)) return good.found;
    const isUnchanged = isCopied(path, bytes);
    const found = foundIn(bytes, path, { place, check: isUnchanged ? anySealed : check, isUnchanged });
    if (found.type === 'good') good = { bytes, found };
    return found;
  };
}

function foundIn(bytes: Buffer, path: string, { place, check, isUnchanged }: Found): FoundCheckpoint {
  const text = bytes.toString('utf8');
  const verdict = verifyText(text, check, { isUnchanged });
  if (verdict.type === 'newer') return verdict;
  if (verdict.type === 'good') {
    const whole = withItems(verdict.checkpoint, { place, check });
    return whole.type === 'damaged' ? { ...whole, bytes, sides: [] } : whole;
  }
  if (verdict.damage !== 'conflict') return { type: 'damaged', message: verdict.message, bytes, sides: [] };
  const versions = sidesOf(path, text, { place, check });
  const newer = versions.find((side) => side.type === 'newer');
  if (newer !== undefined) return newer;
  const sides = versions.filter((side) => side.type === 'good');
  const isOneRun = new Set(sides.map(({ checkpoint }) => checkpoint.uid)).size < 2;
  const message = isOneRun ? verdict.message : 'holds a merge conflict between two different runs';
  return { type: 'damaged', message, bytes, sides: isOneRun ? sides : [] };
}

type Good = Extract<FoundCheckpoint, { readonly type: 'good' }>;
type Side = Good | Newer | { readonly type: 'damaged'; readonly message: string };

interface Reading {
  readonly place: ItemsPlace;
  readonly check: CheckpointCheck;
}

interface Found extends Reading {
  /** It has not changed since we published it. */
  readonly isUnchanged: boolean;
}

/** The complete versions on both sides of a conflict: git merged the rest, but each digest shows its version. */
function sidesOf(path: string, text: string, { place, check }: Reading): readonly Side[] {
  const between = conflictSides(text);
  let sides = wholeVersions(between, check);
  if (sides.length < between.length) {
    const inGit = versionsInGit(path).map((bytes) => bytes.toString('utf8'));
    const isMeant = (whole: Whole): boolean => between.some((side) => side.includes(`"${digestOf(whole)}"`));
    sides = wholeVersions([...between, ...inGit], check).filter(isMeant);
  }
  return sides.map((side) =>
    side.type === 'good' ? withItems(side.checkpoint, { place, check }, versionsOfItems) : side,
  );
}

/** A merge conflict leaves markers in an items file too. */
const versionsOfItems: OtherVersions = (path) => {
  const now = readBytes(path, { maxBytes: MAX_ITEMS });
  const between = now.ok ? conflictSides(now.value.toString('utf8')).map((text) => Buffer.from(text)) : [];
  return [...between, ...versionsInGit(path)];
};

function withItems(checkpoint: SealedCheckpoint, { place, check }: Reading, others?: OtherVersions): Side {
  const whole = inline(checkpoint, place, others);
  if (!whole.ok) return { type: 'damaged', message: whole.error };
  if (whole.value.checkpoint === checkpoint) return { type: 'good', ...whole.value };
  const checked = check(whole.value.checkpoint);
  return checked.ok ? { type: 'good', ...whole.value } : beyondUs(checkpoint.digest, checked.error);
}

const tooLarge = (path: string): DurableError =>
  new DurableError({ path, operation: 'write', code: 'ETOOLARGE', cause: null });

/** A checkpoint as written, with what its backup needs. */
interface Written extends Sealed {
  readonly files: ReturnType<typeof outline>['files'];
}

export interface CheckpointFile {
  /** Replaces the file durably. @throws DurableError; the file is then the old one or the new one, complete. */
  write(checkpoint: Checkpoint): Promise<Written>;
}

/** @param onDisk digests of the items files that the checkpoint on disk refers to, by name. */
export async function openCheckpointFile(
  place: ItemsPlace,
  onDisk: ReadonlyMap<string, string>,
): Promise<CheckpointFile> {
  const { Low: Database } = await import('lowdb'); // 4 ms, which reading does not need
  const current = new Map(onDisk);
  let written: Written | null = null;
  const write = async (checkpoint: Checkpoint): Promise<void> => {
    const { checkpoint: small, files } = outline(checkpoint);
    const sealed = seal(small);
    if (sealed.digest === written?.digest) return; // unchanged
    if (sealed.bytes.length > MAX_BYTES) throw tooLarge(place.paths.checkpoint);
    publishItems(place, files, current);
    publishFile(place.paths.checkpoint, sealed.bytes, { fs: place.fs ?? nodeFileSystem });
    written = { ...sealed, files };
  };
  let database: Low<Checkpoint> | null = null;
  return {
    write: async (checkpoint) => {
      database ??= new Database({ read: async () => checkpoint, write }, checkpoint);
      database.data = checkpoint;
      await database.write();
      if (written === null) throw new InternalError('a checkpoint was written without a trace');
      return written;
    },
  };
}
