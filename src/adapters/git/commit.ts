/**
 * Adapter: commits the files of runs, one commit per run. Each call of git serves all runs, because starting a process
 * takes longer than its work for one run.
 *
 * 1. Checkpoints are read first, then the files to which they refer: these exist before the checkpoint does.
 * 2. There is no commit without changes. A commit is complete and on disk before a ref points to it.
 * 3. The message is made from the committed checkpoint: if that has changed in the meantime, the files are read again.
 * 4. Declared files that differ from the parent are part of the first commit, whichever run wrote them.
 * 5. The index of our worktree is not used and becomes outdated; see `freshIndex` in checkout.ts.
 */
import { join } from 'node:path';
import type { RunId } from '../../model/brand.ts';
import { checkpointPath, runFolderOf } from '../../parse/run-files.ts';
import { nodeFileSystem } from '../disk/file-system.ts';
import { statIfThere } from '../disk/if-there.ts';
import { type Choice, chosenFiles, ignoredOf } from './chosen-files.ts';
import { type Entry, entriesAt, isSame, type TreeChange } from './entries.ts';
import type { Git } from './git.ts';
import { type Author, importCommits, type NewCommit } from './import.ts';
import { type Declared, declaredFiles } from './machine-files.ts';
import { ownedBy } from './owned.ts';

export interface RunCommit {
  readonly run: RunId;
  /** @param files the declared files in the commit. */
  readonly message: (files: readonly string[]) => Promise<string>;
  /** Contents that were read before; a file with the same stamp has the same content. */
  readonly known: KnownContents;
}

export interface CommitTarget extends Choice {
  readonly author: Author;
  readonly parent: string;
  /** The ref that moves from the parent to the last new commit. */
  readonly ref: string;
  readonly declared: Declared;
  /** Declared files that are left out. */
  readonly without: ReadonlySet<string>;
}

export interface Committed {
  /** The last commit. */
  readonly commit: string;
  /** Declared files that are in it, or in an earlier one. */
  readonly files: readonly string[];
}

/** Path -> stamp of the file and id of its content. */
export type KnownContents = Map<string, { readonly stamp: string; readonly oid: string }>;

/** After this many readings a run is committed even if it keeps publishing: its files may be of two states then. */
const MOST_READS = 5;

/**
 * @param asked each run once, in the order of their commits.
 * @returns null: nothing has changed. @throws GitError: some runs may have been committed by then.
 */
export async function commitRuns(
  git: Git,
  asked: readonly RunCommit[],
  place: CommitTarget,
): Promise<Committed | null> {
  let made: Committed | null = null;
  let left = asked;
  for (let reads = 1; left.length > 0; reads += 1) {
    const parent: string = made?.commit ?? place.parent;
    const { steady, moved } = await readRuns(git, left, { ...place, parent });
    const now = reads === MOST_READS ? [...steady, ...moved] : steady;
    const commits = now.flatMap(({ commit }) => commit ?? []);
    if (commits.length > 0) {
      const files: readonly string[] = [...(made?.files ?? []), ...now.flatMap(({ shared }) => shared)];
      made = { files, commit: await importCommits(git, { ref: place.ref, parent, commits }) };
    }
    left = reads === MOST_READS ? [] : moved.map(({ run }) => run);
  }
  return made;
}

interface Read {
  readonly run: RunCommit;
  /** null: nothing has changed. */
  readonly commit: NewCommit | null;
  /** The declared files in it. */
  readonly shared: readonly string[];
}

interface ReadRuns {
  readonly steady: readonly Read[];
  /** Their checkpoints have changed: what was read may be of two states. */
  readonly moved: readonly Read[];
}

async function readRuns(git: Git, runs: readonly RunCommit[], place: CommitTarget): Promise<ReadRuns> {
  const stampNow = ({ run }: RunCommit): string | null =>
    statIfThere(nodeFileSystem, join(place.top, pathsOf(run, place).checkpoint))?.stamp ?? null;
  const stamps = runs.map(stampNow);
  const own = await runChanges(git, runs, place);
  let shared = await declaredChanges(git, place);
  const steady: Read[] = [];
  const moved: Read[] = [];
  for (const [i, run] of runs.entries()) {
    const changes = [...(own[i] ?? []), ...shared];
    const files = changes.length === 0 ? [] : shared.map(({ path }) => path);
    const commit = changes.length === 0 ? null : { author: place.author, message: await run.message(files), changes };
    const isSteady = stamps[i] === stampNow(run);
    (isSteady ? steady : moved).push({ run, commit, shared: files });
    // 4. If no commit includes them now, the next reading finds them again.
    if (isSteady && commit !== null) shared = [];
  }
  return { steady, moved };
}

type Change = Pick<TreeChange, 'path' | 'after'>;

/** A declared file that is missing on disk is left as it is: runs delete none. */
async function declaredChanges(git: Git, place: CommitTarget): Promise<readonly Change[]> {
  const found = declaredFiles(place.top, place.declared).filter((path) => !place.without.has(path));
  if (found.length === 0) return [];
  const there = await entriesAt(git, place.parent, found);
  const ignored = await ignoredOf(
    git,
    found.filter((path) => !there.has(path)),
  );
  const wanted = found.filter((path) => !ignored.has(path));
  const [now = new Map()] = await storedFiles(git, place, [{ paths: wanted, known: new Map() }]);
  return changed(now, there);
}

/** From the top of the repository. */
const pathsOf = (run: RunId, { prefix }: Choice): { readonly checkpoint: string; readonly folder: string } => ({
  checkpoint: prefix + checkpointPath(run),
  folder: prefix + runFolderOf(run),
});

/** For each run, the contents of its files that the parent does not have. */
async function runChanges(
  git: Git,
  runs: readonly RunCommit[],
  place: CommitTarget,
): Promise<readonly (readonly Change[])[]> {
  const names = runs.map(({ run }) => pathsOf(run, place));
  const there = await entriesAt(
    git,
    place.parent,
    names.flatMap(({ checkpoint, folder }) => [checkpoint, folder]),
  );
  const inFolder = Map.groupBy([...there.keys()], (path) => ownedBy(path, place.prefix)?.run ?? null);
  const ofCheckpoints = await storedFiles(
    git,
    place,
    runs.map(({ known }, i) => ({ known, paths: [names[i]?.checkpoint ?? ''] })),
  );
  const folders = runs.map(({ run }, i) => {
    const { checkpoint = '', folder = '' } = names[i] ?? {};
    return { folder, tracked: new Set((inFolder.get(run) ?? []).filter((path) => path !== checkpoint)) };
  });
  const chosen = await chosenFiles(git, folders, place);
  const ofFiles = await storedFiles(
    git,
    place,
    runs.map(({ known }, i) => ({ known, paths: chosen[i]?.staged ?? [] })),
  );
  return names.map(({ checkpoint }, i) => {
    const now = new Map<string, Entry | null>([[checkpoint, null], ...(ofCheckpoints[i] ?? [])]);
    for (const path of chosen[i]?.dropped ?? []) now.set(path, null);
    for (const [path, entry] of ofFiles[i] ?? []) now.set(path, entry);
    return changed(now, there);
  });
}

const changed = (now: ReadonlyMap<string, Entry | null>, there: ReadonlyMap<string, Entry>): readonly Change[] =>
  [...now].filter(([path, entry]) => !isSame(entry, there.get(path) ?? null)).map(([path, after]) => ({ path, after }));

const EXECUTABLE = 0o100;

interface Wanted {
  readonly paths: readonly string[];
  readonly known: KnownContents;
}

/** Adds the contents of the files to git, through its filters. A file that is missing by then is left out. */
async function storedFiles(
  git: Git,
  { top }: Choice,
  wanted: readonly Wanted[],
): Promise<readonly ReadonlyMap<string, Entry>[]> {
  const files = wanted.map(({ paths, known }) =>
    paths.flatMap((path) => {
      const stat = statIfThere(nodeFileSystem, join(top, path));
      // git accepts only one name a line here.
      return stat?.type !== 'file' || path.includes('\n') ? [] : [{ path, stat, known }];
    }),
  );
  const fresh = files.flat().filter(({ path, stat, known }) => known.get(path)?.stamp !== stat.stamp);
  const oids = await storedBlobs(
    git,
    fresh.map(({ path }) => path),
  );
  for (const [at, { path, stat, known }] of fresh.entries()) {
    const oid = oids[at];
    if (oid !== undefined) known.set(path, { stamp: stat.stamp, oid });
  }
  return files.map((some) => {
    const entries = new Map<string, Entry>();
    for (const { path, stat, known } of some) {
      const oid = known.get(path)?.oid;
      if (oid !== undefined) entries.set(path, { mode: stat.mode & EXECUTABLE ? '100755' : '100644', oid });
    }
    return entries;
  });
}

async function storedBlobs(git: Git, paths: readonly string[]): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const args = ['hash-object', '-w', '--stdin-paths'];
  return (await git.text(args, { input: paths.map((path) => `${asLine(path)}\n`).join('') })).trimEnd().split('\n');
}

/** git takes a line that begins with a quote for a quoted path. */
const asLine = (path: string): string =>
  /^"|\n/.test(path) ? `"${path.replaceAll(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"` : path;
