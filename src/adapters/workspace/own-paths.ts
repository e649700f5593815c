/**
 * Paths of a run's own folder in what a stage made, when another run takes it: as that run would have made it. The
 * files of the run that made it may be others by now, or gone. Pure.
 *
 * Only a text that begins with such a path is changed, which is what a fingerprint holds for equal in two runs. What
 * names the folder anywhere else may be said of the other run, and is nothing that a third could take.
 */
import type { RunId } from '../../model/brand.ts';
import { isJsonObject, type Json } from '../../model/json.ts';
import { ownPrefix } from '../../parse/run-files.ts';
import { artifactFolder } from '../task-paths.ts';

/** A task of a run. */
export interface Place {
  readonly run: RunId;
  readonly task: string;
}

/**
 * A task of another name has its files elsewhere; those of other stages stand where they stood.
 *
 * @returns `output` itself when nothing in it changes.
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

function withTexts(value: Json, textOf: (text: string) => string): Json {
  if (typeof value === 'string') return textOf(value);
  if (Array.isArray(value)) return value.map((entry: Json) => withTexts(entry, textOf));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withTexts(entry, textOf)]));
}

/** Paths of the files of a run that goes by another name now, in whatever tells of it. */
export function underNewName<T extends object>(told: T, { from, to }: { readonly from: RunId; readonly to: RunId }): T {
  const [former, prefix] = [ownPrefix(from), ownPrefix(to)];
  const swap = (text: string): string => (text.startsWith(former) ? prefix + text.slice(former.length) : text);
  return withTexts(told as Json, swap) as T;
}

/** Does the folder stand in it where `withOwnPaths` changes nothing? */
export function namesWithin(value: Json, prefix: string): boolean {
  if (typeof value === 'string') return value.includes(prefix, 1);
  if (Array.isArray(value)) return value.some((entry: Json) => namesWithin(entry, prefix));
  if (!isJsonObject(value)) return false;
  return Object.entries(value).some(([key, entry]) => key.includes(prefix) || namesWithin(entry, prefix));
}

/** Files that people and programs read paths in. Others may hold one, in a comment that nobody follows. */
export const isText = (mediaType: string): boolean => /^text\/|[/+](?:json|xml)$|yaml|ndjson|subrip/.test(mediaType);
