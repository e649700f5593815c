/**
 * Adapter: a folder of recorded calls: one file for each call, and one for each binary answer.
 *
 * `segments,intro.draft.0f3a9c1e7b22.yaml`: stage and call for people, the digest of the request for us.
 *
 * 1. The folder came with a clone: no link is followed, no name in a file leads out of the folder, sizes are limited.
 * 2. A binary answer is durable before the call that names it.
 * 3. One process at a time records a call: the others wait for its answer. A lock whose file was removed meanwhile is
 *    of no use, because the next process would lock a new file.
 */
import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type EpochMs, err, hexOf, ok, type Result } from '../model/brand.ts';
import { anError, type Diagnostic } from '../model/diagnostic.ts';
import { parseRecordedCall, recordedCallText } from '../parse/recorded-call.ts';
import { isLfsPointer } from '../parse/text/decode.ts';
import type { CallUser, FoundCall, RecordedCalls } from '../ports/recorded-calls.ts';
import { makeFolder, makeFolderInside, publishFile } from './disk/durable-file.ts';
import { nodeFileSystem as fs } from './disk/file-system.ts';
import { listIfThere, removeIfPossible } from './disk/if-there.ts';
import { takeLock, thisProcess } from './disk/lock.ts';
import { linkAbove, readBytes } from './disk/safe-read.ts';
import { openStateFolder, safeName } from './state-folder.ts';

const MIB = 1024 * 1024;
/** The limit of any YAML file. */
const MAX_CALL = MIB;
/** Git hosts refuse files of 100 MB. */
const MAX_BYTES = 64 * MIB;
const KEY_DIGITS = 12;
const LOCK_DIGITS = 24;
const MOST_COMPARED = 100;
const NAME = /^[A-Za-z0-9%@][A-Za-z0-9._+,@=%-]*\.([0-9a-f]{12})\.yaml$/;

export function openRecordedCalls(root: string, folder: string): RecordedCalls {
  /** File names by digest, listed at the first lookup: a run makes thousands. */
  let known: Map<string, string> | null = null;
  const names = (): Map<string, string> => {
    known ??= new Map(
      (isOurs(root, folder) ? recordedNames(join(root, folder)) : []).map((name) => [digestIn(name), name]),
    );
    return known;
  };
  const read = (name: string) => readCall(root, `${folder}/${name}`);
  const nameOf = (key: string): string | undefined => names().get(hexOf(key, KEY_DIGITS));
  return {
    folder,
    find: (key) => {
      const name = nameOf(key);
      return name === undefined ? null : read(name);
    },
    of: (task) => {
      const stage = safeName(task.replace(/\[.*/s, ''));
      const alike = [...names().values()].filter(
        (name) => name.startsWith(stage) && /[.,+]/.test(name[stage.length] ?? ''),
      );
      return alike.slice(0, MOST_COMPARED).flatMap((name) => {
        const found = read(name);
        return found.ok ? [found.value] : [];
      });
    },
    claim: (key, now) => {
      const claimed = claimIn(root, `${folder} ${key}`, now);
      if (claimed !== null) known = null;
      return claimed;
    },
    bytes: (file) => readAnswer(root, `${folder}/${file}`),
    keep: (key, recorded, bytes) => {
      const text = recordedCallText(recorded);
      const tooLarge = Buffer.byteLength(text) > MAX_CALL ? MAX_CALL : (bytes?.length ?? 0) > MAX_BYTES ? MAX_BYTES : 0;
      if (tooLarge > 0) return err(`the call is too large to record: the limit is ${tooLarge / MIB} MiB`);
      makeFolderInside(root, folder.split('/'));
      const { file } = recorded.answer;
      if (bytes !== null && typeof file === 'string') publishFile(join(root, folder, file), bytes); // 2
      const name =
        nameOf(key) ?? `${safeName(recorded.stage)}.${safeName(recorded.call)}.${hexOf(key, KEY_DIGITS)}.yaml`;
      publishFile(join(root, folder, name), text);
      names().set(hexOf(key, KEY_DIGITS), name);
      return ok(`${folder}/${name}`);
    },
    used: (by, file) => noteUse(root, by, file),
  };
}

/** 3. */
function claimIn(root: string, name: string, now: EpochMs): Disposable | null {
  const hash = createHash('sha256').update(name).digest('hex');
  const path = join(openStateFolder(root).recording, `${hash.slice(0, LOCK_DIGITS)}.lock`);
  const taken = takeLock(path, thisProcess(now));
  if (!taken.ok) return null;
  const lock = taken.value;
  const release = (): void => {
    if (lock.isThere()) removeIfPossible(fs, path); // while it is held
    lock[Symbol.dispose]();
  };
  if (lock.isThere()) return { [Symbol.dispose]: release };
  release();
  return null;
}

/** The names of recorded calls, sorted. */
export const recordedNames = (folder: string): readonly string[] =>
  listIfThere(fs, folder)
    .filter((name) => NAME.test(name))
    .toSorted();

/** The path comes from a manifest, or from what a run has pinned. */
const isOurs = (root: string, folder: string): boolean =>
  !folder.split('/').some((part) => part === '' || part === '.' || part === '..') &&
  linkAbove(root, `${folder}/x`) === null;

const digestIn = (name: string): string => NAME.exec(name)?.[1] ?? '';

export function readCall(root: string, file: string): Result<FoundCall, Diagnostic> {
  const bytes = readBytes(join(root, file), { maxBytes: MAX_CALL });
  if (!bytes.ok) return err(unreadable(file, bytes.error.message));
  const { call, document, diagnostics } = parseRecordedCall(file, bytes.value);
  const [first] = diagnostics;
  if (call === null || document === null) return err(first ?? unreadable(file, 'it is empty'));
  return ok({ file, recorded: call, place: (at) => document.at(at) });
}

function readAnswer(root: string, file: string): Result<Uint8Array, Diagnostic> {
  const bytes = readBytes(join(root, file), { maxBytes: MAX_BYTES });
  if (!bytes.ok) return err(unreadable(file, bytes.error.message));
  const sha256 = createHash('sha256').update(bytes.value).digest('hex');
  const isPointer = isLfsPointer(bytes.value.toString('latin1', 0, 1024));
  if (file.includes(`/${sha256}.`)) return ok(bytes.value);
  return err(unreadable(file, isPointer ? 'Git LFS has not fetched it' : 'its content does not match its name'));
}

const unreadable = (file: string, why: string): Diagnostic =>
  anError('file/unreadable', `the recorded call ${file} cannot be used: ${why}`, { at: { file } });

/** Writes one line for each use; `gc --recorded` reads them. */
function noteUse(root: string, { run, uid, generation, task }: CallUser, file: string): void {
  const { replayed } = openStateFolder(root);
  makeFolder(replayed, { durability: 'whole' });
  const fd = openSync(join(replayed, safeName(run)), 'a', 0o644);
  try {
    writeSync(fd, `${uid}.${generation} ${task} ${file}\n`);
  } finally {
    closeSync(fd);
  }
}
