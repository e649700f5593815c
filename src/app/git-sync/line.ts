/**
 * The commits of one daemon on a branch: recording them, rebasing them on the remote, and updating the tree.
 *
 * Refs below `refs/pipeline-runner/<branch>/<daemon>/`: `ours` the newest commit, `remote` the branch as last fetched,
 * `pushed` the newest commit that was on the branch and in our line, `conflict/<run>` our side of a run in conflict.
 *
 * L1. A ref of ours moves before any file of the tree changes. After a kill the next start updates the tree to the ref;
 *     if git or the disk refused, the next call does.
 * L2. Conflicts are recorded durably before the ref moves, so no later commit can overwrite the other side.
 * L3. What we committed of declared files is added to the index before anything else: it is the base of the next merge.
 * L4. A conflict ends when its resolution is committed and what was known of an adopted run is forgotten. After a kill
 *     before that, the next start repeats both.
 */
import { dirname, join } from 'node:path';
import { loadCheckpointCheck } from '../../adapters/checkpoint/schema.ts';
import { verifyText } from '../../adapters/checkpoint/text.ts';
import { nodeFileSystem } from '../../adapters/disk/file-system.ts';
import { isLocked } from '../../adapters/disk/lock.ts';
import { readAdopted, removeAdopted } from '../../adapters/git/adopted.ts';
import { type Checkout, checkout, freshIndex, nextIndex, replaceIndex } from '../../adapters/git/checkout.ts';
import { commitRuns, type KnownContents } from '../../adapters/git/commit.ts';
import { type Conflicts, conflictRef, readConflicts, runsOf, writeConflicts } from '../../adapters/git/conflicts.ts';
import { dirtyFiles, parsePaths, type TreeChange } from '../../adapters/git/entries.ts';
import { oidOnDisk, withCommits } from '../../adapters/git/foreign.ts';
import type { GitCallOptions } from '../../adapters/git/git.ts';
import { isAncestor, withTrailers } from '../../adapters/git/history.ts';
import { type Integration, integrate, lateConflicts } from '../../adapters/git/integrate.ts';
import { pushLarge } from '../../adapters/git/lfs.ts';
import type { DeclaredFileConflict } from '../../adapters/git/merge-files.ts';
import { ownedBy } from '../../adapters/git/owned.ts';
import { moveAside, placeFiles } from '../../adapters/git/place.ts';
import { DAEMON_TRAILER } from '../../adapters/git/reading.ts';
import { fetchBranch, type Pushed, pushBranch, type RemoteTrouble, remoteTip } from '../../adapters/git/remote.ts';
import type { RunFileConflict } from '../../adapters/git/replay.ts';
import { announce } from '../../adapters/git/takeover.ts';
import { isStateTracked } from '../../adapters/git/worktree.ts';
import { runPaths } from '../../adapters/state-folder.ts';
import type { RunId } from '../../model/brand.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import { CHECKPOINT, checkpointPath } from '../../parse/run-files.ts';
import type { Joined, LineParts } from './parts.ts';
import type { CommitPoint, CommitWords } from './types.ts';
import { filesSentence } from './words.ts';

/** Conflicts in the file of conflicts. Those in {@link ending} are over once their resolution is committed. */
interface Noted extends Conflicts {
  readonly ending: readonly RunFileConflict[];
}

type OurRef = 'remote' | 'pushed';

const NOTHING: Joined = { replayed: 0, wasRewritten: false, changed: [] };

export class Line {
  readonly #parts: LineParts;
  #head: string;
  #conflicts: readonly RunFileConflict[];
  #files: readonly DeclaredFileConflict[];
  #isIndexBehind = false;
  /** Refs have moved, or were about to, and the files of the tree have not been updated yet. */
  #isTreeBehind = false;
  #isHeadSure = true;
  readonly #known = new Map<RunId, KnownContents>();
  /** The commits of our refs. Nobody else moves them, so git is asked only once. */
  readonly #tips = new Map<OurRef, string | null>();

  constructor(parts: LineParts) {
    this.#parts = parts;
    this.#head = parts.head;
    const { conflicts, files } = readConflicts(parts.folder, parts.repository.prefix);
    this.#conflicts = conflicts;
    this.#files = files;
  }

  get head(): string {
    return this.#head;
  }

  get conflicts(): readonly RunFileConflict[] {
    return this.#conflicts;
  }

  /** Declared files in conflict: they are left out of commits, but stop no run. */
  get files(): readonly DeclaredFileConflict[] {
    return this.#files;
  }

  get #hasConflicts(): boolean {
    return this.#conflicts.length + this.#files.length > 0;
  }

  /**
   * Commits the files of runs, except those in conflict and those without changes.
   *
   * @param points one per run.
   */
  async commit(points: readonly CommitPoint[]): Promise<void> {
    const { git, options, repository, worktree, refs } = this.#parts;
    const inConflict = runsOf(this.#conflicts);
    const open = points.filter(({ run }) => !inConflict.has(run));
    const asked = open.map((point) => ({
      run: point.run,
      message: async (files: readonly string[]): Promise<string> =>
        this.#message(point.run, (await point.latest?.()) ?? point, files),
      known: this.#knownOf(point.run),
    }));
    const place = {
      author: { name: options.name, email: options.email },
      parent: this.#head,
      ref: `${refs}/ours`,
      top: worktree.top,
      prefix: repository.prefix,
      policy: options.artifacts,
      declared: await this.#parts.declared.now(),
      without: new Set(this.#files.map(({ path }) => path)),
    };
    const made = await commitRuns(git, asked, place).catch((error: unknown) => {
      // Objects that no commit refers to may be pruned by git after some weeks.
      for (const { run } of open) this.#known.delete(run);
      throw error;
    });
    for (const { run, why } of open) if (why === 'end') this.#known.delete(run);
    if (made === null) return;
    this.#isIndexBehind = true;
    await this.#moveTo(made.commit);
    if (made.files.length > 0) await this.#catchUp(); // L3
  }

  #message(run: RunId, { subject, body: own = '', trailers }: CommitWords, files: readonly string[]): string {
    const { prefix } = this.#parts.repository;
    const below = (paths: readonly string[]): string[] => paths.map((path) => path.slice(prefix.length));
    const left = this.#files.map(({ path }) => path);
    const body = [own.trim(), filesSentence(below(files), below(left))].filter((part) => part !== '').join('\n');
    return withTrailers({ subject, body }, [['Pipeline-Run', run], ...trailers, [DAEMON_TRAILER, this.#parts.daemon]]);
  }

  /** Commits a statement of whose place this daemon takes, for everybody who follows the branch. */
  async announce(before: string): Promise<void> {
    const { git, options, refs, daemon } = this.#parts;
    const author = { name: options.name, email: options.email };
    await this.#moveTo(await announce(git, { ref: `${refs}/ours`, parent: this.#head, author, daemon, before }));
  }

  /** Updates the index to our commits, which are made without it. */
  async #catchUp(): Promise<void> {
    const { git, worktree } = this.#parts;
    if (this.#isIndexBehind) await freshIndex(git, worktree, this.#head);
    this.#isIndexBehind = false;
  }

  #knownOf(run: RunId): KnownContents {
    const known = this.#known.get(run) ?? new Map();
    this.#known.set(run, known);
    return known;
  }

  async #moveTo(commit: string): Promise<void> {
    this.#head = commit;
    await this.#parts.git.text(['update-ref', '--no-deref', 'HEAD', commit]);
  }

  async #ref(name: OurRef): Promise<string | null> {
    const known = this.#tips.get(name);
    if (known !== undefined) return known;
    const { git, refs } = this.#parts;
    const tip = await git.line(['rev-parse', '--verify', '--quiet', `${refs}/${name}^{commit}`]);
    this.#tips.set(name, tip);
    return tip;
  }

  async #setRefs(tips: Readonly<Partial<Record<OurRef, string>>>, ours = ''): Promise<void> {
    const { git, refs } = this.#parts;
    const moved = Object.entries(tips) as [OurRef, string][];
    const input = ours + moved.map(([name, tip]) => `update ${refs}/${name} ${tip}\n`).join('');
    await git.text(['update-ref', '--stdin'], { input });
    for (const [name, tip] of moved) this.#tips.set(name, tip);
  }

  /** After an error, asks git for the refs again: an operation that was reported as failed may have succeeded. */
  forget(): void {
    this.#tips.clear();
    this.#isHeadSure = false;
  }

  async fetch(how: GitCallOptions): Promise<RemoteTrouble | null> {
    const { git, remote, options, refs } = this.#parts;
    const { branch } = options;
    const tip = await remoteTip(git, { remote, branch }, how);
    if (tip.type !== 'tip') return tip;
    if (tip.commit === (await this.#ref('remote'))) return null;
    this.#tips.delete('remote');
    return fetchBranch(git, { remote, branch, into: `${refs}/remote` }, how);
  }

  /** The branch as last fetched. */
  async theirs(): Promise<string> {
    return (await this.#ref('remote')) ?? (await this.#ref('pushed')) ?? this.#head;
  }

  /** Was a push forced since our commits were last on the branch? */
  async isRewritten(theirs: string): Promise<boolean> {
    const pushed = await this.#ref('pushed');
    return pushed !== null && theirs !== pushed && !(await isAncestor(this.#parts.git, pushed, theirs));
  }

  /** Rebases our commits onto the branch as fetched, and updates the tree. */
  async join(): Promise<Joined> {
    const theirs = await this.theirs();
    const pushed = await this.#ref('pushed');
    if (theirs === pushed && !this.#hasConflicts) return NOTHING;
    const { git } = this.#parts;
    const wasRewritten = await this.isRewritten(theirs);
    const isOnTop = theirs === this.#head || (await isAncestor(git, theirs, this.#head));
    if (isOnTop && !this.#hasConflicts) {
      await this.#setRefs({ pushed: theirs });
      return { ...NOTHING, wasRewritten };
    }
    return { wasRewritten, ...(await this.#integrate(theirs)) };
  }

  async #integrate(theirs: string): Promise<Omit<Joined, 'wasRewritten'>> {
    const { git, options, repository, worktree, daemon, refs, folder } = this.#parts;
    const { prefix } = repository;
    const declared = await this.#parts.declared.now();
    const branch = { ours: this.#head, theirs, pushed: await this.#ref('pushed'), prefix, worktree };
    const isBrought = this.#conflicts.length > 0 && (await isStateTracked(git, dirname(dirname(folder))));
    const adopted = isBrought ? new Map() : readAdopted(folder, this.#atRest(runsOf(this.#conflicts)));
    const known = { conflicts: this.#conflicts, files: this.#files, adopted };
    const daemons = options.singleDaemon ? ('one' as const) : ('many' as const);
    const input = { ...branch, daemons, scratch: `${refs}/replayed`, daemon, declared, ...known };
    await this.#catchUp();
    const found = await integrate(git, input);
    const freed = new Set(found.freed);
    const ending = this.#conflicts.filter(({ run }) => freed.has(run));
    const conflicts = await withCommits(git, found.conflicts, { ...branch, refs, before: this.#conflicts });
    await this.#note({ conflicts, files: found.files, ending });
    options.holds?.(runsOf(this.#conflicts));
    try {
      return await this.#settle(found, theirs, ending);
    } catch (error) {
      this.#conflicts = [...this.#conflicts, ...ending]; // L4
      throw error;
    }
  }

  /** Moves refs and tree to the result, and commits the end of the conflicts that are over. */
  async #settle(
    found: Integration,
    theirs: string,
    ending: readonly RunFileConflict[],
  ): Promise<Omit<Joined, 'wasRewritten'>> {
    const { options, tree } = this.#parts;
    this.#isTreeBehind = true;
    await this.#moveRefs(found.tip, theirs);
    const changed = await this.#bring(ending, 'changes');
    await this.#take(found.adopted);
    const taken = runsOf(found.adopted);
    for (const run of taken) await options.adopts?.(run, tree); // L4
    await this.commit(found.freed.map((run) => goesOn(run, taken.has(run))));
    await this.#end(found.freed);
    const paths = found.adopted.map(({ path }) => path);
    return { replayed: found.replayed, changed: [...changed, ...paths] };
  }

  /** L1. Called before any commit: otherwise old files in the tree would look like changes to what people pushed. */
  async bringTree(): Promise<readonly string[]> {
    if (!this.#isHeadSure) {
      const { git, refs } = this.#parts;
      const ours = await git.text(['rev-parse', '--verify', `${refs}/ours^{commit}`]);
      this.#isTreeBehind ||= ours.trimEnd() !== this.#head;
      this.#head = ours.trimEnd();
      this.#isHeadSure = true;
    }
    return this.#isTreeBehind ? this.#bring([], 'all') : [];
  }

  async #bring(ending: readonly RunFileConflict[], look: Checkout['look']): Promise<readonly string[]> {
    const { git, worktree, daemon, declared } = this.#parts;
    const { prefix } = this.#parts.repository;
    const place = { prefix, worktree };
    // A run may have written since its files were checked: that is also a conflict, found late.
    const onNewer = async (changes: readonly TreeChange[]): Promise<void> => {
      const open = changes.filter(({ path }) => !ending.some(({ run }) => run === ownedBy(path, prefix)?.run));
      const late = await lateConflicts(git, open, { ...place, daemon, tip: this.#head });
      await this.#note({ conflicts: [...this.#conflicts, ...late], files: this.#files, ending });
    };
    const onConflicts = (files: readonly DeclaredFileConflict[]): Promise<void> =>
      this.#note({ conflicts: this.#conflicts, files, ending });
    const keep = runsOf([...this.#conflicts, ...ending]);
    const shared = { declared: await declared.now(), conflicts: this.#files, onConflicts };
    const changed = await checkout(git, this.#head, { ...place, keep, look, onNewer, ...shared });
    this.#isTreeBehind = false;
    return changed;
  }

  /** The runs that nobody works on: no files are changed below a run that is in work. */
  #atRest(runs: ReadonlySet<RunId>): readonly RunId[] {
    const root = this.#parts.tree;
    return [...runs].filter((run) => !isLocked(runPaths(root, run).lock, nodeFileSystem));
  }

  /** Called before any ref moves: keeps our side of a new conflict reachable. */
  async #note({ conflicts, files, ending }: Noted): Promise<void> {
    const { git, refs } = this.#parts;
    const before = runsOf(this.#conflicts);
    const fresh = [...runsOf(conflicts)].filter((run) => !before.has(run));
    const input = fresh.map((run) => `update ${conflictRef(refs, run)} ${this.#head}\n`).join('');
    if (fresh.length > 0) await git.text(['update-ref', '--stdin'], { input });
    if (conflicts.length + files.length > 0 || this.#hasConflicts)
      writeConflicts(this.#parts.folder, { conflicts: [...conflicts, ...ending], files });
    this.#conflicts = conflicts;
    this.#files = files;
  }

  /** L4. */
  async #end(freed: readonly RunId[]): Promise<void> {
    if (freed.length === 0) return;
    const { git, refs, folder } = this.#parts;
    for (const run of freed) removeAdopted(folder, run);
    writeConflicts(folder, { conflicts: this.#conflicts, files: this.#files });
    const input = freed.map((run) => `delete ${conflictRef(refs, run)}\n`).join('');
    await git.text(['update-ref', '--stdin'], { input });
  }

  async #moveRefs(tip: string, theirs: string): Promise<void> {
    await this.#setRefs({ pushed: theirs }, `update ${this.#parts.refs}/ours ${tip} ${this.#head}\n`);
    await this.#moveTo(tip);
  }

  /** Puts their version into the tree and keeps ours aside. */
  async #take(adopted: readonly RunFileConflict[]): Promise<void> {
    if (adopted.length === 0) return;
    const { git, repository, worktree, folder } = this.#parts;
    // Already taken before a kill: our version is already aside.
    for (const { path, theirs } of adopted)
      if ((await oidOnDisk(git, worktree, path)) !== theirs?.oid)
        moveAside(worktree.top, path, join(folder, 'replaced'));
    const paths = adopted.filter(({ theirs }) => theirs !== null).map(({ path }) => path);
    await placeFiles(git, paths, { top: worktree.top, prefix: repository.prefix, index: nextIndex(worktree) });
    replaceIndex(worktree);
  }

  /** How many of our commits are not on the branch. */
  async ahead(): Promise<number> {
    const theirs = await this.theirs();
    return theirs === this.#head
      ? 0
      : Number(await this.#parts.git.text(['rev-list', '--count', this.#head, `^${theirs}`]));
  }

  async push(how: GitCallOptions): Promise<Pushed> {
    const { git, remote, options } = this.#parts;
    const asked = { remote, branch: options.branch, commit: this.#head };
    const trouble = await pushLarge(git, { ...asked, theirs: await this.theirs() }, how);
    if (trouble !== null) return trouble;
    const pushed = await pushBranch(git, asked, how);
    if (pushed.type === 'pushed') await this.#setRefs({ remote: this.#head, pushed: this.#head });
    return pushed;
  }

  /** null: the last commit has no valid checkpoint of the run. */
  async committed(run: RunId): Promise<Checkpoint | null> {
    const { git, repository } = this.#parts;
    const name = `${this.#head}:${repository.prefix}${checkpointPath(run)}`;
    const { code, stdout } = await git.run(['cat-file', 'blob', name]);
    const verdict = code === 0 ? verifyText(stdout, await loadCheckpointCheck()) : null;
    return verdict?.type === 'good' ? verdict.checkpoint : null;
  }

  /** Runs whose checkpoint on disk differs from the commit, or whose files differ from what git has. */
  async unrecorded(): Promise<readonly RunId[]> {
    const { git, repository, worktree } = this.#parts;
    await this.#catchUp();
    const dirty = await dirtyFiles(git, { index: join(worktree.admin, 'index') });
    const args = ['ls-files', '--others', '-z', '--', `${repository.prefix}runs`];
    const untracked = parsePaths(await git.text(args)).filter((path) => path.endsWith(CHECKPOINT));
    const runs = new Set<RunId>();
    for (const path of [...dirty, ...untracked]) {
      const owned = ownedBy(path, repository.prefix);
      if (owned !== null && owned.kind !== 'draft') runs.add(owned.run);
    }
    for (const run of runsOf(this.#conflicts)) runs.delete(run);
    return [...runs].sort();
  }
}

const goesOn = (run: RunId, isAdopted: boolean): CommitPoint => ({
  run,
  why: 'gate',
  subject: `Run ${run}: resumes after a conflict`,
  body: isAdopted
    ? 'Somebody else had changed files of this run; the change was adopted where the daemon runs.'
    : 'Somebody else had changed files of this run; the change has been removed from the branch.',
  trailers: [],
});
