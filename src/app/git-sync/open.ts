/**
 * Opens the git side of a daemon: repository, remote, branch, refs and worktree, in whatever state a kill left them.
 */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { publishFile } from '../../adapters/disk/durable-file.ts';
import { nodeFileSystem } from '../../adapters/disk/file-system.ts';
import { statIfThere } from '../../adapters/disk/if-there.ts';
import { readText } from '../../adapters/disk/safe-read.ts';
import { checkout, freshIndex } from '../../adapters/git/checkout.ts';
import { type Conflicts, lostConflicts, readConflicts, runsOf, writeConflicts } from '../../adapters/git/conflicts.ts';
import type { TreeChange } from '../../adapters/git/entries.ts';
import { Git, GitError } from '../../adapters/git/git.ts';
import { lateConflicts } from '../../adapters/git/integrate.ts';
import type { DeclaredFileConflict } from '../../adapters/git/merge-files.ts';
import { fetchBranch, findRemote, protocolOf, type Remote, type RemoteTrouble } from '../../adapters/git/remote.ts';
import { daemonsIn } from '../../adapters/git/takeover.ts';
import {
  endLeftoverProcesses,
  findRepository,
  isStateTracked,
  openWorktree,
  ownLocks,
  removeLocks,
  type Worktree,
} from '../../adapters/git/worktree.ts';
import { openStateFolder } from '../../adapters/state-folder.ts';
import { err, ok, type Result } from '../../model/brand.ts';
import { anError, type Diagnosed, type Diagnostic } from '../../model/diagnostic.ts';
import { DeclaredFiles } from './declared.ts';
import type { LineParts } from './parts.ts';
import { namesOf, Sync } from './sync.ts';
import type { GitSync, GitSyncOptions } from './types.ts';
import { STATE_TRACKED, troubleSentence } from './words.ts';

const REFS = 'refs/pipeline-runner/';
const PROTOCOLS = new Set(['file', 'https', 'http', 'ssh', 'git']);

/** @param root of the project that people work in; our own worktree is created below its state folder. */
export async function openGitSync(root: string, options: GitSyncOptions): Promise<Diagnosed<GitSync>> {
  try {
    const opened = await open(root, options);
    return opened.ok ? ok(new Sync(opened.value)) : err([opened.error]);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return err([gitFailed(error)]);
  }
}

export const gitFailed = ({ message }: GitError): Diagnostic => anError('git/failed', message);

/** @param said the message of git, which refuses a repository that belongs to another user. */
const noRepository = (root: string, said: string): Diagnostic =>
  /^not a git repository \(/.test(said)
    ? anError('git/no-repository', `${root} is not in a git repository`)
    : anError('git/no-repository', `git does not accept ${root} as a repository: ${said}`);

async function open(root: string, options: GitSyncOptions): Promise<Result<LineParts, Diagnostic>> {
  const { environment = process.env, remote: name, branch } = options;
  const tag = `git/${createHash('sha256').update(root).digest('hex').slice(0, 16)}`;
  const asking = new Git({ cwd: root, tag, environment, protocols: [] });
  const version = await checkVersion(asking);
  if (version !== null) return err(version);
  const found = await findRepository(asking);
  if (!found.ok) return err(noRepository(root, found.error));
  const repository = found.value;
  if (await isStateTracked(asking, root)) return err(STATE_TRACKED);
  const named = await asking.run(['check-ref-format', `refs/heads/${branch}`]);
  if (named.code !== 0) return err(anError('git/branch-name', `"${branch}" cannot be the name of a branch`));
  const remote = await reachable(asking, name, root);
  if (!remote.ok) return remote;
  const { daemon, folder, before } = await identityIn(root, asking);
  const refs = `${REFS}${branch}/${daemon}`;
  await endLeftoverProcesses(tag);
  removeLocks(ownLocks({ common: repository.common, admin: null, refs }));
  const protocols = [...new Set([remote.value.fetchUrl, remote.value.pushUrl].map(protocolOf))];
  const git = new Git({ cwd: root, tag, environment: await quietSsh(asking, environment), protocols });
  const begun = await beginning(git, { remote: remote.value, branch, refs });
  if (!begun.ok) return begun;
  const base = { options, remote: remote.value, repository, refs, daemon, before, folder, head: begun.value };
  return ok({ ...base, ...(await inWorktree(git, base)) });
}

async function checkVersion(git: Git): Promise<Diagnostic | null> {
  const told = await git.run(['version']);
  if (told.why === 'missing') return anError('git/not-installed', 'git is not installed', { hint: 'install git' });
  if (told.code !== 0) throw new GitError(['version'], told);
  const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec(told.stdout) ?? [];
  const isOld = Number(major) < 2 || (Number(major) === 2 && Number(minor) < 31);
  return isOld
    ? anError('git/not-installed', `${told.stdout.trim()} is too old`, { hint: 'install git 2.31 or newer' })
    : null;
}

async function reachable(git: Git, name: string, root: string): Promise<Result<Remote, Diagnostic>> {
  const remote = await findRemote(git, name, root);
  if (remote === null)
    return err(anError('git/no-remote', `the repository has no remote "${name}"`, { hint: 'see `git remote -v`' }));
  const barred = [remote.fetchUrl, remote.pushUrl].find((url) => !PROTOCOLS.has(protocolOf(url)));
  if (barred === undefined) return ok(remote);
  return err(anError('git/remote-protocol', `the remote "${name}" uses ${protocolOf(barred)}, which is not allowed`));
}

/** Keeps ssh from asking questions too, unless a person configured their own ssh command. */
async function quietSsh(git: Git, environment: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const isSet =
    environment.GIT_SSH_COMMAND || environment.GIT_SSH || (await git.line(['config', '--get', 'core.sshCommand']));
  return isSet ? environment : { ...environment, GIT_SSH_COMMAND: 'ssh -o BatchMode=yes -o ConnectTimeout=20' };
}

const ID = /^[A-Za-z0-9][A-Za-z0-9-]{3,63}$/;

type Identity = Pick<LineParts, 'daemon' | 'folder' | 'before'>;

/**
 * Created once. To take over from a daemon that is gone, a person may write its id into the file, provided that nothing
 * here was made under that id. This daemon still gets a new id, since the other may come back. Deleting the file takes
 * over from every holder of the id, such as a copy of this machine.
 */
async function identityIn(root: string, git: Git): Promise<Identity> {
  const { git: folder } = openStateFolder(root);
  const [file, predecessor] = [join(folder, 'id'), join(folder, 'before')];
  const isNew = statIfThere(nodeFileSystem, file) === null;
  if (isNew) {
    const last = /^refs\/pipeline-runner\/.+\/([^/]+)$/.exec(wordIn(join(folder, 'line')))?.[1];
    if (last !== undefined) publishFile(predecessor, `${last}\n`);
    publishFile(file, `${newId()}\n`);
  }
  const daemon = wordIn(file);
  if (!ID.test(daemon))
    throw new GitError(['id'], {
      why: 'ended',
      code: 1,
      stdout: '',
      stderr: `${file} does not hold the id of a daemon; delete it`,
    });
  if (isNew || (await daemonsIn(git, REFS)).has(daemon)) return { daemon, folder, before: idIn(predecessor) };
  const own = newId();
  publishFile(predecessor, `${daemon}\n`); // first: if killed here, the next start takes over
  publishFile(file, `${own}\n`);
  return { daemon: own, folder, before: daemon };
}

const newId = (): string => randomBytes(6).toString('hex');

function idIn(file: string): string | null {
  const word = statIfThere(nodeFileSystem, file) === null ? '' : wordIn(file);
  return ID.test(word) ? word : null;
}

function wordIn(file: string): string {
  const text = readText(file, { maxBytes: 4096 });
  return text.ok ? text.value.trim() : '';
}

interface Branch {
  readonly remote: Remote;
  readonly branch: string;
  readonly refs: string;
}

/** The commit that our tree starts from: ours, else that of the remote, else what a person last fetched of it. */
async function beginning(git: Git, { remote, branch, refs }: Branch): Promise<Result<string, Diagnostic>> {
  const of = (ref: string): Promise<string | null> => git.line(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
  const ours = await of(`${refs}/ours`);
  if (ours !== null) return ok(ours);
  const trouble = await fetchBranch(git, { remote, branch, into: `${refs}/remote` }, {});
  const fetched = trouble === null ? `${refs}/remote` : `refs/remotes/${remote.name}/${branch}`;
  const known = trouble === null || trouble.type === 'away' ? await of(fetched) : null;
  if (known === null) return err(cannotBegin(trouble ?? { type: 'away', message: 'it has no commit' }, remote, branch));
  await git.text(['update-ref', `${refs}/pushed`, known]);
  await git.text(['update-ref', `${refs}/ours`, known]);
  return ok(known);
}

function cannotBegin(trouble: RemoteTrouble, remote: Remote, branch: string): Diagnostic {
  const names = namesOf(remote, branch);
  if (trouble.type !== 'no-branch') return anError(`git/${trouble.type}`, troubleSentence(trouble, names, 0));
  const hint = `choose another one with \`--branch\`, or push this one: \`git push ${remote.name} HEAD:refs/heads/${branch}\``;
  const missing = anError('git/no-branch', `${names.remote} (${names.url}) has no branch "${branch}"`, { hint });
  return longName(remote, branch) ?? missing;
}

/** The diagnostic for a branch that is given by its full ref name, here or on the remote; null: it is not. */
function longName({ name }: Remote, branch: string): Diagnostic | null {
  const before = ['refs/heads/', `refs/remotes/${name}/`, `${name}/`].find((start) => branch.startsWith(start));
  if (before === undefined) return null;
  const hint = `write ${branch.slice(before.length)}`;
  return anError('git/branch-name', `"${branch}" is not the short name of a branch of ${name}`, { hint });
}

interface Standing {
  /** The file that records which line the tree is on. */
  readonly noted: string;
  readonly isHere: boolean;
  /** That line was under another id. */
  readonly isTakeover: boolean;
}

/**
 * If the tree was on another line (another branch or id), its index is set to what was pushed of that line. What was
 * not pushed is on no branch that we know, and counts as a change, as it would in the files of a run.
 */
async function standing(
  git: Git,
  { folder, refs, worktree }: Pick<Opened, 'folder' | 'refs'> & { readonly worktree: Worktree },
): Promise<Standing> {
  const noted = join(folder, 'line');
  const before = wordIn(noted);
  const isElsewhere = before !== refs && before.startsWith(REFS);
  const pushed = isElsewhere ? await git.line(['rev-parse', '--verify', '--quiet', `${before}/pushed^{commit}`]) : null;
  if (pushed !== null) await freshIndex(git, worktree, pushed);
  return { noted, isHere: before === refs, isTakeover: isElsewhere && basename(before) !== basename(refs) };
}

type Opened = Pick<LineParts, 'repository' | 'refs' | 'daemon' | 'folder' | 'head'>;

async function inWorktree(
  git: Git,
  { repository, refs, daemon, folder, head: commit }: Opened,
): Promise<Pick<LineParts, 'git' | 'worktree' | 'tree' | 'declared'>> {
  const top = join(folder, 'tree');
  const worktree = await openWorktree(git, top, commit);
  removeLocks(ownLocks({ common: repository.common, admin: worktree.admin, refs }));
  const inside = git.with({ cwd: top });
  // Regardless of what was checked out there: our worktree is on no branch.
  await inside.text(['update-ref', '--no-deref', 'HEAD', commit]);
  const stood = await standing(inside, { folder, refs, worktree });
  const { prefix } = repository;
  const tree = join(top, prefix);
  const read = readConflicts(folder, prefix);
  const lost = await lostConflicts(git, { refs, head: commit, prefix, known: runsOf(read.conflicts) });
  let known: Conflicts = { ...read, conflicts: [...read.conflicts, ...lost] };
  const declared = new DeclaredFiles(tree, prefix);
  const note = (more: Partial<Conflicts>): void => {
    known = { ...known, ...more };
    writeConflicts(folder, known);
  };
  if (lost.length > 0) note({});
  const how = { worktree, prefix, keep: runsOf(known.conflicts) };
  // A kill came between the move of the ref and the checkout, or before our last commit was added to the index.
  const onNewer = async (changes: readonly TreeChange[]): Promise<void> => {
    const late = await lateConflicts(inside, changes, {
      tip: commit,
      prefix,
      worktree,
      daemon: stood.isTakeover ? null : daemon,
    });
    if (late.length > 0) note({ conflicts: [...known.conflicts, ...late] });
  };
  const onConflicts = async (files: readonly DeclaredFileConflict[]): Promise<void> => note({ files });
  await checkout(inside, commit, {
    ...how,
    onNewer,
    look: existsSync(join(worktree.admin, 'index')) ? 'all' : 'changes',
    declared: await declared.now(),
    conflicts: known.files,
    onConflicts,
  });
  if (!stood.isHere) publishFile(stood.noted, `${refs}\n`);
  return { git: inside, worktree, tree, declared };
}
