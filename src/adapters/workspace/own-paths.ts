/**
 * Paths of a run's own folder in what a stage made, when another run takes it: as that run would have made it. The
 * files of the run that made it may be others by now, or gone. Pure.
 *
 * Only a text that begins with such a path is changed, which is what a fingerprint holds for equal in two runs. What
 * names the folder anywhere else may be said of the other run, and is nothing that a third could take.
 */
import type { RunId } from '../../model/brand.ts';
import { isJsonObject, type Json } from '../../model/json.ts';
import { runFolderOf } from '../../parse/run-files.ts';
import { artifactFolder } from '../task-paths.ts';

/** With a slash at its end: another run's id may begin with this one's. */
export const prefixOf = (run: RunId): string => `${runFolderOf(run)}/`;

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
  const [theirs, ours] = [prefixOf(maker.run), prefixOf(taker.run)];
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

/** Does the folder stand in it where `withOwnPaths` changes nothing? */
export function namesWithin(value: Json, prefix: string): boolean {
  if (typeof value === 'string') return value.includes(prefix, 1);
  if (Array.isArray(value)) return value.some((entry: Json) => namesWithin(entry, prefix));
  if (!isJsonObject(value)) return false;
  return Object.entries(value).some(([key, entry]) => key.includes(prefix) || namesWithin(entry, prefix));
}

/** Files that people and programs read paths in. Others may hold one, in a comment that nobody follows. */
export const isText = (mediaType: string): boolean => /^text\/|[/+](?:json|xml)$|yaml|ndjson|subrip/.test(mediaType);
