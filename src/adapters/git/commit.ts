/**
 * Adapter: commits what a run has on disk.
 *
 * 1. The checkpoint is read first, then the files it speaks of: what it names is there by then.
 * 2. No commit without news. A commit is complete, and on the disk, before a ref knows of it.
 * 3. The message is made of the checkpoint that is committed: when it moved on meanwhile, the files are read again.
 * 4. Declared files that differ from the parent go into it, whichever run wrote them.
 * 5. The index of our worktree has no part in it and falls behind; see checkout.ts, {@link freshIndex}.
 */
import { join } from 'node:path';
import type { RunId } from '../../model/brand.ts';
import { nodeFileSystem } from '../file-system.ts';
import { statIfThere } from '../if-there.ts';
import { type Choice, chosenFiles, ignoredOf } from './chosen-files.ts';
import { type Entry, entriesAt, isSame, parseTreeList, type TreeChange } from './entries.ts';
import type { Git } from './git.ts';
import { type Author, importCommits } from './import.ts';
import { type Declared, declaredFiles } from './machine-files.ts';

export interface RunCommit {
  readonly run: RunId;
  /** Of the files as they are now, with declared ones that are in it. */
  readonly message: (files: readonly string[]) => Promise<string>;
  readonly author: Author;
  readonly parent: string;
  /** Ref that moves from the parent to the new commit. */
  readonly ref: string;
}

export interface CommitPlace extends Choice {
  /** Contents that were read before; a file with the same stamp has the same. */
  readonly known: Known;
  readonly declared: Declared;
  /** Declared files that stay out. */
  readonly without: ReadonlySet<string>;
}

export interface Committed {
  readonly commit: string;
  /** Declared files that are in it. */
  readonly files: readonly string[];
}

/** Path -> stamp of the file and id of its content. */
export type Known = Map<string, { readonly stamp: string; readonly oid: string }>;

/** A run that publishes faster than it can be read is committed with a message that may be one state behind. */
const MOST_READS = 5;

/** @returns null: there is nothing new. @throws GitError */
export async function commitRun(git: Git, asked: RunCommit, place: CommitPlace): Promise<Committed | null> {
  const { run, ref, parent, author } = asked;
  const checkpoint = join(place.top, `${place.prefix}runs/${run}.checkpoint.json`);
  const stampNow = (): string | null => statIfThere(nodeFileSystem, checkpoint)?.stamp ?? null;
  for (let reads = 1; ; reads += 1) {
    const stamp = stampNow();
    const own = await news(git, asked, place);
    const shared = await newsOfDeclared(git, parent, place);
    const changes = [...own, ...shared];
    if (changes.length === 0) return null;
    const files = shared.map(({ path }) => path);
    const message = await asked.message(files);
    if (stamp === stampNow() || reads === MOST_READS)
      return { files, commit: await importCommits(git, { ref, parent, commits: [{ author, message, changes }] }) };
  }
}

type Change = Pick<TreeChange, 'path' | 'after'>;

/** One that is gone from the disk is left as it is: runs delete none. */
async function newsOfDeclared(git: Git, parent: string, place: CommitPlace): Promise<readonly Change[]> {
  const found = declaredFiles(place.top, place.declared).filter((path) => !place.without.has(path));
  if (found.length === 0) return [];
  const there = await entriesAt(git, parent, found);
  const ignored = await ignoredOf(
    git,
    found.filter((path) => !there.has(path)),
  );
  const wanted = found.filter((path) => !ignored.has(path));
  return (await contents(git, wanted, place))
    .filter(([path, entry]) => !isSame(entry, there.get(path) ?? null))
    .map(([path, after]) => ({ path, after }));
}

/** What the files of the run hold that the parent does not. */
async function news(git: Git, { run, parent }: RunCommit, place: CommitPlace): Promise<readonly Change[]> {
  const checkpoint = `${place.prefix}runs/${run}.checkpoint.json`;
  const folder = `${place.prefix}runs/${run}.run`;
  const text = await git.text(['ls-tree', '-r', '-z', '--full-tree', parent, '--', checkpoint, folder]);
  const there = new Map(parseTreeList(text));
  const now = new Map<string, Entry | null>([[checkpoint, null], ...(await contents(git, [checkpoint], place))]);
  const tracked = new Set([...there.keys()].filter((path) => path !== checkpoint));
  const { staged, dropped } = await chosenFiles(git, folder, place, tracked);
  for (const path of dropped) now.set(path, null);
  for (const [path, entry] of await contents(git, staged, place)) now.set(path, entry);
  return [...now]
    .filter(([path, entry]) => !isSame(entry, there.get(path) ?? null))
    .map(([path, after]) => ({ path, after }));
}

const EXECUTABLE = 0o100;

/** Puts what the files hold into git, through its filters. A file that is gone by then is left out. */
async function contents(
  git: Git,
  paths: readonly string[],
  place: CommitPlace,
): Promise<readonly (readonly [string, Entry])[]> {
  const stats = paths.flatMap((path) => {
    const stat = statIfThere(nodeFileSystem, join(place.top, path));
    // One name a line is all that git takes here.
    return stat?.type !== 'file' || path.includes('\n') ? [] : [{ path, stat }];
  });
  const fresh = stats.filter(({ path, stat }) => place.known.get(path)?.stamp !== stat.stamp);
  const oids = await hashed(
    git,
    fresh.map(({ path }) => path),
  );
  for (const [at, { path, stat }] of fresh.entries()) {
    const oid = oids[at];
    if (oid !== undefined) place.known.set(path, { stamp: stat.stamp, oid });
  }
  return stats.flatMap(({ path, stat }): (readonly [string, Entry])[] => {
    const oid = place.known.get(path)?.oid;
    return oid === undefined ? [] : [[path, { mode: stat.mode & EXECUTABLE ? '100755' : '100644', oid }]];
  });
}

async function hashed(git: Git, paths: readonly string[]): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const args = ['hash-object', '-w', '--stdin-paths'];
  return (await git.text(args, { input: `${paths.join('\n')}\n` })).trimEnd().split('\n');
}
