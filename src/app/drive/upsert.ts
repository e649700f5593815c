/**
 * Entries of project files that runs keep up to date: a stage writes its value under its key, and changes nothing else.
 *
 * U1. Only for files that the config declares (`machine_files`): the runner owns them, like checkpoints.
 * U2. One write at a time, under a lock of the project; the file is replaced as a whole, or not at all.
 * U3. Writing the same key and value again changes no byte.
 * U4. Links are not followed: they would lead to files that nobody declared, possibly outside of the project.
 */
import path from 'node:path';
import { publishFile, tempNamed } from '../../adapters/disk/durable-file.ts';
import { nodeFileSystem } from '../../adapters/disk/file-system.ts';
import { listIfThere, removeIfPossible } from '../../adapters/disk/if-there.ts';
import { takeLock, thisProcess } from '../../adapters/disk/lock.ts';
import { linkAbove, readText } from '../../adapters/disk/safe-read.ts';
import { statePaths } from '../../adapters/state-folder.ts';
import { newQueue } from '../../engine/queue.ts';
import { durationMs, err, ok, type Result } from '../../model/brand.ts';
import type { Failure } from '../../model/failure.ts';
import { isJsonObject, type Json, type JsonObject, parsedJson } from '../../model/json.ts';
import { isUnsafeKey } from '../../parse/json/unsafe-keys.ts';
import { machineFile } from '../../parse/machine-files.ts';
import type { Upsert, UpsertDone } from '../../stages/write.ts';
import type { Project } from '../types.ts';

const MAX_BYTES = 16 * 1024 * 1024;
const PAUSE = durationMs(20);
const MOST_WAITS = 1_500;

const refused = (code: string, message: string, hint?: string): Result<never, Failure> =>
  err({ code, message, retry: 'never', ...(hint === undefined ? {} : { hint }) });

export async function upsertEntry(project: Project, edit: Upsert): Promise<Result<UpsertDone, Failure>> {
  const file = machineFile(project.config.machineFiles, edit.file, 'whole');
  if (!file.ok) return err({ ...file.error, retry: 'never' });
  return turns.add(async () => {
    using lock = await waitForLock(project);
    if (!lock) return refused('write/locked', 'another process has held the lock on the project files for too long');
    return replaceEntry(project, file.value, edit);
  });
}

/** For this process; the lock holds off others. */
const turns = newQueue(1);

/** null: another process held it for half a minute. */
async function waitForLock({ root, clock }: Project): Promise<Disposable | null> {
  const me = thisProcess(clock.now(), 'write');
  const file = path.join(statePaths(root).state, 'project-files.lock');
  for (let n = 0; n < MOST_WAITS; n++) {
    const lock = takeLock(file, me);
    if (lock.ok) return lock.value;
    const { promise, resolve } = Promise.withResolvers<void>();
    clock.after(PAUSE, resolve);
    await promise;
  }
  return null;
}

function replaceEntry({ root }: Project, file: string, edit: Upsert): Result<UpsertDone, Failure> {
  const absolute = path.join(root, file);
  const link = linkAbove(root, file);
  if (link !== null)
    return refused('write/unreadable', `${file} cannot be read: ${link} is not a folder but a link or a file`);
  const read = readText(absolute, { maxBytes: MAX_BYTES });
  if (!read.ok && read.error.reason !== 'missing')
    return refused('write/unreadable', `${file} cannot be read: ${read.error.message}`);
  const before = read.ok ? parsedJson(read.value) : {};
  if (before === undefined) return refused('write/unreadable', `${file} is not JSON`, 'fix it, or restore it from git');
  const after = withEntry(before, edit);
  if (after === null) return refused('write/at', whyNoPlace(file, edit));
  const text = `${JSON.stringify(after.value, null, 2)}\n`;
  // U3.
  if (read.ok && read.value === text) return ok({ file, created: false });
  removeLeftovers(absolute);
  publishFile(absolute, text);
  return ok({ file, created: after.created });
}

/** U2: the holder of the lock is the only writer, so a temporary file belongs to a process that was killed. */
function removeLeftovers(absolute: string): void {
  const [folder, name] = [path.dirname(absolute), path.basename(absolute)];
  for (const other of listIfThere(nodeFileSystem, folder))
    if (tempNamed(other)?.of === name) removeIfPossible(nodeFileSystem, path.join(folder, other));
}

interface Changed {
  readonly value: Json;
  readonly created: boolean;
}

/** Creates missing containers on the way. @returns null: there is something else at the place. */
export function withEntry(document: Json, { at, key, value }: Pick<Upsert, 'at' | 'key' | 'value'>): Changed | null {
  const [first, ...rest] = at.split('/').slice(1).map(unescaped);
  if (first === undefined) return entryIn(document, key, value);
  if (!isJsonObject(document) || isUnsafeKey(first)) return null;
  const inner = withEntry(document[first] ?? {}, { at: rest.map((step) => `/${escaped(step)}`).join(''), key, value });
  return inner && { value: { ...document, [first]: inner.value }, created: inner.created };
}

function whyNoPlace(file: string, { at, key, value }: Upsert): string {
  const unsafe = [...at.split('/').slice(1).map(unescaped), key].find(isUnsafeKey);
  if (unsafe !== undefined) return `"${unsafe}" is not allowed as a key in ${file}`;
  const place = at === '' ? file : `${at} of ${file}`;
  if (isJsonObject(value)) return `${place} is neither a map nor a list of maps`;
  return `${place} is not a map, and every entry of a list must be a map, but this one is not`;
}

/** @source RFC 6901. */
const unescaped = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~');
const escaped = (step: string): string => step.replaceAll('~', '~0').replaceAll('/', '~1');

/** An entry of a list is a map whose `id` is the key, whatever `id` a value made by a model has. */
function entryIn(container: Json, key: string, value: Json): Changed | null {
  if (isJsonObject(container)) {
    if (isUnsafeKey(key)) return null;
    return { value: { ...container, [key]: value }, created: !Object.hasOwn(container, key) };
  }
  if (!Array.isArray(container) || !isJsonObject(value)) return null;
  const { id: _, ...rest } = value;
  const entry: JsonObject = { id: key, ...rest };
  const index = container.findIndex((one: Json) => isJsonObject(one) && one.id === key);
  return { value: index < 0 ? [...container, entry] : container.with(index, entry), created: index < 0 };
}
