/**
 * Adapter: merges what runs and people wrote into declared files, by value: on disk, and in our commits.
 *
 * D1. A file on disk is replaced only by a version that includes its changes, and only if it has not changed since it
 *     was read.
 * D2. If one side cannot be read, the disk keeps ours, the branch keeps theirs, and the file is in conflict.
 * D3. Merging again changes nothing, so nothing is lost if the process is killed in between.
 */
import { join } from 'node:path';
import { mergedText } from '../../parse/json/merged.ts';
import { publishFile } from '../disk/durable-file.ts';
import { readText } from '../disk/safe-read.ts';
import { type Entry, isSame, type TreeChange } from './entries.ts';
import type { Git } from './git.ts';
import type { LoggedCommit } from './history.ts';
import { type Declared, isDeclaredChange, isRegular } from './machine-files.ts';
import { isUnchanged, type Placing, placeFiles, removeFile, stampOf, syncFile } from './place.ts';

/** A declared file that both sides may have changed; in results: one that cannot be merged. */
export interface DeclaredFileConflict {
  readonly path: string;
  /** The common ancestor of both sides; null: there was no such file. */
  readonly base: Entry | null;
  /** The version on the branch. */
  readonly theirs: Entry | null;
}

const MAX_BYTES = 16 * 1024 * 1024;

/** What happens to the file on disk: it stays, gets the version of the branch, is removed, or gets the merged text. */
type Resolution =
  | { readonly type: 'keep' | 'take' | 'remove' | 'conflict' }
  | { readonly type: 'write'; readonly text: string };

/**
 * @param where its index has the files in the version of the branch.
 * @returns conflicts. @throws GitError, DurableError
 */
export async function mergeOnDisk(
  git: Git,
  cases: readonly DeclaredFileConflict[],
  where: Omit<Placing, 'stamps'>,
): Promise<readonly DeclaredFileConflict[]> {
  const conflicts: DeclaredFileConflict[] = [];
  let open = cases;
  while (open.length > 0) {
    const placing = { ...where, stamps: new Map(open.map(({ path }) => [path, stampOf(where.top, path)])) };
    const taken: string[] = [];
    const missed = new Set<string>();
    for (const one of open) {
      const resolution = await resolutionOf(git, one, where.top);
      if (resolution.type === 'conflict') conflicts.push(one);
      if (resolution.type === 'take') taken.push(one.path);
      if (!isApplied(one.path, resolution, placing)) missed.add(one.path);
    }
    for (const path of await placeFiles(git, taken, placing)) missed.add(path);
    for (const path of taken) if (!missed.has(path)) syncFile(join(where.top, path));
    // D1. These files have changed since they were read.
    open = open.filter(({ path }) => missed.has(path));
  }
  return conflicts;
}

/** Does what needs no git. @returns false: the file has changed since it was read. */
function isApplied(path: string, resolution: Resolution, placing: Placing): boolean {
  if (resolution.type !== 'write' && resolution.type !== 'remove') return true;
  if (!isUnchanged(placing, path)) return false;
  if (resolution.type === 'write') publishFile(join(placing.top, path), resolution.text);
  else removeFile(placing.top, path);
  return true;
}

async function resolutionOf(git: Git, { path, base, theirs }: DeclaredFileConflict, top: string): Promise<Resolution> {
  if (!isRegular(theirs)) return { type: 'conflict' };
  const ours = readText(join(top, path), { maxBytes: MAX_BYTES });
  if (!ours.ok && ours.error.reason === 'missing') return { type: theirs === null ? 'keep' : 'take' };
  const oid = await git.line(['hash-object', `--path=${path}`, '--', path]);
  if (oid === theirs?.oid) return { type: 'keep' };
  if (oid === base?.oid) return { type: theirs === null ? 'remove' : 'take' };
  if (theirs === null || theirs.oid === base?.oid) return { type: 'keep' };
  if (!ours.ok) return { type: 'conflict' };
  const sides = { base: await textOf(git, path, base), ours: ours.value, theirs: await textOf(git, path, theirs) };
  const text = mergedText(sides) ?? null;
  if (text === null) return { type: 'conflict' };
  if (text === sides.ours) return { type: 'keep' };
  return text === sides.theirs ? { type: 'take' } : { type: 'write', text };
}

/** The text as git would check it out; undefined: there is no regular file. */
async function textOf(git: Git, path: string, entry: Entry | null): Promise<string | undefined> {
  if (entry === null || !isRegular(entry)) return undefined;
  return git.text(['cat-file', '--filters', `--path=${path}`, entry.oid]);
}

export interface MergeTarget {
  /** The version of the branch. */
  readonly at: (path: string) => Entry | null;
  readonly declared: Declared;
  /** Declared files that are left out. */
  readonly without: ReadonlySet<string>;
}

export interface MergedCommits {
  readonly commits: readonly LoggedCommit[];
  readonly conflicts: readonly DeclaredFileConflict[];
}

/** Our commits with their changes of declared files merged into the versions of the branch. @throws GitError */
export async function mergedCommits(
  git: Git,
  commits: readonly LoggedCommit[],
  onto: MergeTarget,
): Promise<MergedCommits> {
  const declared = commits.flatMap(({ changes }) => changes).filter((one) => isDeclaredChange(one, onto.declared));
  const conflicts: DeclaredFileConflict[] = [];
  const replacements = new Map<TreeChange, TreeChange | null>();
  for (const [path, history] of Map.groupBy(declared, (one) => one.path)) {
    const theirs = onto.at(path);
    const base = history[0]?.before ?? null;
    const known = [base, ...history.map(({ after }) => after)];
    const isLeftOut = onto.without.has(path);
    if (!isLeftOut && known.some((entry) => isSame(entry, theirs))) continue;
    const merged = isLeftOut ? null : await mergedHistory(git, history, { path, base, theirs });
    for (const one of history) replacements.set(one, merged?.get(one) ?? null);
    if (merged === null && !isLeftOut) conflicts.push({ path, base, theirs });
  }
  const changed = (change: TreeChange): readonly TreeChange[] => {
    const other = replacements.get(change);
    return other === undefined ? [change] : other === null ? [] : [other];
  };
  return { commits: commits.map((one) => ({ ...one, changes: one.changes.flatMap(changed) })), conflicts };
}

/**
 * What each of our changes of one file becomes on top of the version of the branch; null: it changes nothing any more.
 *
 * @returns null: the file cannot be merged.
 */
async function mergedHistory(
  git: Git,
  history: readonly TreeChange[],
  { path, base, theirs }: DeclaredFileConflict,
): Promise<ReadonlyMap<TreeChange, TreeChange | null> | null> {
  if (!isRegular(theirs)) return null;
  const merged = new Map<TreeChange, TreeChange | null>();
  const [baseText, theirText] = [await textOf(git, path, base), await textOf(git, path, theirs)];
  let before = theirs;
  for (const change of history) {
    const ours = await textOf(git, path, change.after);
    const text = mergedText({ base: baseText, ours, theirs: theirText });
    if (text === null) return null;
    const after =
      text === theirText ? theirs : text === ours ? change.after : await storedText(git, { path, text, theirs });
    merged.set(change, isSame(before, after) ? null : { path, before, after });
    before = after;
  }
  return merged;
}

async function storedText(
  git: Git,
  {
    path,
    text = '',
    theirs,
  }: { readonly path: string; readonly text: string | undefined; readonly theirs: Entry | null },
): Promise<Entry> {
  const oid = (await git.text(['hash-object', '-w', '--stdin', `--path=${path}`], { input: text })).trim();
  return { mode: theirs?.mode ?? '100644', oid };
}
