/**
 * When a run takes a result of another run, replaces paths of the other run's folder in it by those of its own. The
 * files of the run that made it may have changed by then, or may be gone. Pure.
 *
 * Only a text that begins with such a path is changed; a fingerprint treats the same texts as equal in two runs. Other
 * mentions of the folder may be meant for the other run, so such a result must not be shared.
 */
import type { RunId } from '../../model/brand.ts';
import { isJsonObject, type Json, withLeaves } from '../../model/json.ts';
import { ownPrefix } from '../../parse/run-files.ts';
import { artifactFolder } from '../task-paths.ts';

/** A task of a run. */
export interface Place {
  readonly run: RunId;
  readonly task: string;
}

/**
 * If the task has another name, its files have other paths; those of other stages keep theirs.
 *
 * @returns `output` itself if nothing changes.
 */
export function withOwnPaths(output: Json, maker: Place, taker: Place): Json {
  const [made, taken] = [artifactFolder(maker.run, maker.task), artifactFolder(taker.run, taker.task)];
  const [theirs, ours] = [ownPrefix(maker.run), ownPrefix(taker.run)];
  let isSame = true;
  const renamed = withTexts(output, (text) => {
    if (!text.startsWith(theirs)) return text;
    isSame = false;
    const isOwn = text === made || text.startsWith(`${made}/`);
    return isOwn ? taken + text.slice(made.length) : ours + text.slice(theirs.length);
  });
  return isSame ? output : renamed;
}

const withTexts = (value: Json, textOf: (text: string) => string): Json =>
  withLeaves(value, (leaf) => (typeof leaf === 'string' ? textOf(leaf) : leaf));

/** Replaces paths of the files of a run by those under its new name, in any value. */
export function underNewName<T extends object>(told: T, { from, to }: { readonly from: RunId; readonly to: RunId }): T {
  const [former, prefix] = [ownPrefix(from), ownPrefix(to)];
  const swap = (text: string): string => (text.startsWith(former) ? prefix + text.slice(former.length) : text);
  return withTexts(told as Json, swap) as T;
}

/** Does the folder occur in places where `withOwnPaths` changes nothing? */
export function namesWithin(value: Json, prefix: string): boolean {
  if (typeof value === 'string') return value.includes(prefix, 1);
  if (Array.isArray(value)) return value.some((entry: Json) => namesWithin(entry, prefix));
  if (!isJsonObject(value)) return false;
  return Object.entries(value).some(([key, entry]) => key.includes(prefix) || namesWithin(entry, prefix));
}

/** Types of files in which people and programs read paths. Others may contain one, in a comment that nobody uses. */
export const isText = (mediaType: string): boolean => /^text\/|[/+](?:json|xml)$|yaml|ndjson|subrip/.test(mediaType);
