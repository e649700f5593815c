/**
 * The output of a cached result, as the run that takes it would have made it: what names one of its files names the
 * copy in that run. The files of the run that made it may be others by now, or gone. Pure.
 */
import { parseAddress } from '../../model/address.ts';
import { runId } from '../../model/brand.ts';
import { isJsonObject, type Json } from '../../model/json.ts';
import type { AttemptPlace } from '../../ports/workspace.ts';
import { artifactFolder } from '../task-paths.ts';
import type { CacheEntry } from './result-cache.ts';

export function withOwnPaths({ output, artifacts, from }: CacheEntry, { run, task }: AttemptPlace): Json {
  const colon = from.indexOf(':');
  const maker = from.slice(colon + 1);
  if (artifacts.length === 0 || parseAddress(maker) === null) return output;
  const [before, now] = [artifactFolder(runId(from.slice(0, colon)), maker), artifactFolder(run, task)];
  return renamed(output, new Map(artifacts.map(({ name }) => [`${before}/${name}`, `${now}/${name}`])));
}

/** Whole texts only: what stands in the middle of one may be said of the other run. */
function renamed(value: Json, names: ReadonlyMap<string, string>): Json {
  if (typeof value === 'string') return names.get(value) ?? value;
  if (Array.isArray(value)) return value.map((entry: Json) => renamed(entry, names));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, renamed(entry, names)]));
}
