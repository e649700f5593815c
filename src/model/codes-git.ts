/** Codes of git as the control plane; see codes.ts. */
import type { CodeEntry } from './code-entry.ts';

export const gitCodes = {
  'git/not-installed': {
    title: 'Git is missing or too old',
    help: '`watch --git` uses git, version 2.31 or newer, which must be on PATH.',
    example: 'git --version',
  },
  'git/no-repository': {
    title: 'The project is not in a git repository',
    help: '`watch --git` follows a branch of a remote repository, so the project must be a clone of it. Git does not accept a clone that belongs to a different user from the one who starts the daemon, unless `safe.directory` lists it.',
    example: 'git clone https://git.example.org/studio/podcasts.git',
  },
  'git/no-remote': {
    title: 'The repository has no such remote',
    help: '`git.remote` (or `--remote`) names the remote whose branch is followed; `git remote -v` lists the existing ones.',
    example: 'git remote add origin https://git.example.org/studio/podcasts.git',
  },
  'git/remote-protocol': {
    title: 'The remote uses a protocol that is not allowed',
    help: 'The daemon talks to a remote over https, http, ssh, git or a path on this machine. Other helpers (`ext::…`) run programs named in a URL.',
    example: 'git remote set-url origin https://git.example.org/studio/podcasts.git',
  },
  'git/branch-name': {
    title: 'Invalid branch name',
    help: '`git.branch` (or `--branch`) is the short name of a branch of the remote: `main`, not `refs/heads/main` or `origin/main`.',
  },
  'git/no-branch': {
    title: 'The remote has no such branch',
    help: 'The branch that the daemon follows does not exist. At startup that is an error. If it disappears later, the daemon keeps working and pushes when it is back; it never recreates a branch that somebody deleted.',
    example: 'git push origin HEAD:refs/heads/main',
  },
  'git/away': {
    title: 'The remote does not answer, or others always push first',
    help: 'The daemon keeps working with what it has, commits in its own repository and pushes later. Answers pushed in the meantime reach it when the remote is back.',
  },
  'git/credentials': {
    title: 'The remote denies access to the daemon',
    help: 'Git cannot ask for a password, because nobody is there to type it. Give it a key in an agent, a credential helper, or a token. The daemon keeps working and pushes once it has access.',
  },
  'git/refused': {
    title: 'The remote rejects the commits of the daemon',
    help: 'The branch is protected, or a server hook refused them. The commits stay in the repository of the daemon and are pushed again later; nothing is ever forced.',
  },
  'git/conflict': {
    title: 'Somebody else changed files of a run',
    help: 'Checkpoints and run folders belong to the runner: they record what was approved, made and paid for. Here a commit by somebody else changed one, or added one with a new run, so this run is on hold while others continue. Neither version is lost: ours is on disk in the worktree of the daemon and under `refs/pipeline-runner/`, theirs on the branch. Look at it with `git show`; undo it with `git revert`, or accept it with `pipeline-runner adopt` where the daemon runs. Drafts are yours, and renaming a run with all its files is no conflict.',
  },
  'git/rewritten': {
    title: 'The branch was rewritten',
    help: 'Somebody force-pushed a different history. The daemon adopted it and rebased its own commits on top; commits that the new history already contains were left out.',
  },
  'git/foreign-daemon': {
    title: 'Another daemon is working on this branch',
    help: 'Two daemons would do, and pay for, the same work twice. Commits of a daemon carry its id in the trailer `Pipeline-Daemon`; a foreign one that is newer than our last commit stops this daemon. Stop the other one. To take over from it, write its id into `.pipeline-runner/git/id`: this daemon then starts under a new id, and the other one stops if it comes back.',
    example:
      'git fetch && git log -1 --format="%(trailers:key=Pipeline-Daemon,valueonly)" --grep Pipeline-Daemon origin/main > .pipeline-runner/git/id',
  },
  'git/copied-daemon': {
    title: 'Another copy of this daemon works on this branch',
    help: 'The branch has a commit that carries the id of this daemon, and that this daemon did not make. Somebody copied the machine or the project folder with `.pipeline-runner/`, or restored it from a backup. Two copies would do, and pay for, the same work twice, so this one stops. Decide which copy is to continue and stop the others. There, delete `.pipeline-runner/git/id` and start the daemon: it works under a new id and announces that it takes over, and a copy that is started again stops.',
    example: 'rm .pipeline-runner/git/id   # where the daemon is to continue',
  },
  'git/state-tracked': {
    title: 'A branch contains the state of a machine',
    help: 'Files in `.pipeline-runner/` record what this machine has done and what was adopted here. In this clone git tracks some of them, so they came with a branch, and anybody who may push could have written them. The daemon does not start, and nothing is adopted. Remove them from the branch; what the machine needs is created again.',
    example: 'git rm -r --cached .pipeline-runner && git commit -m "No state of a machine" && git push',
  },
  'git/tree-gone': {
    title: 'The worktree of the daemon was removed while it was running',
    help: 'The daemon works in its own worktree, `.pipeline-runner/git/tree`. Somebody removed it or the runs in it, so it no longer matches git and the daemon stops (exit code 1). Start it again: the worktree is created again from the commits of the daemon. Work that was not committed yet (since the last gate) is repeated.',
    example: 'pipeline-runner watch --git',
  },
  'git/lock': {
    title: 'Another git holds a lock in the repository',
    help: 'Another git command is running in the repository, or was killed and left its lock file. The daemon removes only its own locks; it tries again in the next round.',
  },
  'git/failed': {
    title: 'A git command failed unexpectedly',
    help: 'The disk is full, the repository is damaged, or files may not be written. The message contains the output of git. The daemon tries again in the next round.',
  },
} as const satisfies Record<string, CodeEntry>;
