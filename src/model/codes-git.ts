/** Codes of git as the control plane; see codes.ts. */
import type { CodeEntry } from './code-entry.ts';

export const gitCodes = {
  'git/not-installed': {
    title: 'There is no git, or it is too old',
    help: '`watch --git` works through the program git, version 2.31 or newer, which must be on the PATH.',
    example: 'git --version',
  },
  'git/no-repository': {
    title: 'The project is in no git repository',
    help: '`watch --git` follows a branch of a remote repository, so the project must be a clone of it. A clone that belongs to another user than the one who starts the daemon is none to git, until `safe.directory` names it.',
    example: 'git clone https://git.example.org/studio/podcasts.git',
  },
  'git/no-remote': {
    title: 'The repository has no such remote',
    help: '`git.remote` (or `--remote`) names the remote whose branch is followed; `git remote -v` lists those that there are.',
    example: 'git remote add origin https://git.example.org/studio/podcasts.git',
  },
  'git/remote-protocol': {
    title: 'The remote is reached in a way that is not allowed',
    help: 'The daemon talks to a remote by https, http, ssh, git or a path on this machine. Other helpers (`ext::…`) run programs that a URL names.',
    example: 'git remote set-url origin https://git.example.org/studio/podcasts.git',
  },
  'git/branch-name': {
    title: 'This cannot be the name of a branch',
    help: '`git.branch` (or `--branch`) is the short name of a branch of the remote: `main`, not `refs/heads/main` or `origin/main`.',
  },
  'git/no-branch': {
    title: 'The remote has no such branch',
    help: 'The branch that the daemon follows is not there. At the start that is an error. When it vanishes later the daemon works on and pushes when it is back; it never makes a branch that somebody deleted.',
    example: 'git push origin HEAD:refs/heads/main',
  },
  'git/away': {
    title: 'The remote does not answer, or others are always faster',
    help: 'The daemon works on with what it has, commits in its own repository and pushes later. Answers that people push meanwhile reach it when the remote is back.',
  },
  'git/credentials': {
    title: 'The remote does not let the daemon in',
    help: 'git may not ask for a password, because nobody sits there. Give it a key in an agent, a credential helper, or a token. The daemon works on and pushes when it is let in.',
  },
  'git/refused': {
    title: 'The remote does not take the commits of the daemon',
    help: 'The branch is protected, or a hook of the server refused. The commits stay in the repository of the daemon and are tried again; nothing is ever forced.',
  },
  'git/conflict': {
    title: 'Somebody else changed files of a run',
    help: 'Checkpoints and the folders of runs belong to the runner: what they say was approved, made and paid for. Here a commit of somebody else changed one, or brought one with a new run, so this run stands still and others go on. Neither version is lost: ours is on disk in the worktree of the daemon and under `refs/pipeline-runner/`, theirs on the branch. Look at it with `git show`; take it back with `git revert`, or go on with it: `pipeline-runner adopt` where the daemon runs. Drafts are yours, and renaming a run with all its files is no conflict.',
  },
  'git/rewritten': {
    title: 'The branch was rewritten',
    help: 'Somebody pushed another history by force. The daemon took it over and put its own commits on top of it again; those that the new history has already were left out.',
  },
  'git/foreign-daemon': {
    title: 'Another daemon works on this branch',
    help: 'Two daemons would do, and pay for, the same work twice. Commits of a daemon carry its id in the trailer `Pipeline-Daemon`; one that is not our own and newer than our last one stops this daemon. Stop the other one. To take over from it, write its id into `.pipeline-runner/git/id`: this one then starts under a new id of its own, and the other one, should it come back, stops.',
    example:
      'git fetch && git log -1 --format="%(trailers:key=Pipeline-Daemon,valueonly)" --grep Pipeline-Daemon origin/main > .pipeline-runner/git/id',
  },
  'git/state-tracked': {
    title: 'A branch holds the state of a machine',
    help: 'Files in `.pipeline-runner/` say what this machine has done and what a person adopted here. In the clone where the daemon is started git tracks some of them, so a branch brought them, and whoever may push could write them. The daemon does not start, and nothing is adopted. Take them out of the branch; what the machine needs is made anew.',
    example: 'git rm -r --cached .pipeline-runner && git commit -m "No state of a machine" && git push',
  },
  'git/tree-gone': {
    title: 'The tree of the daemon was removed while it worked',
    help: 'The daemon works in a tree of its own, `.pipeline-runner/git/tree`. Somebody removed it or the runs in it, so nothing in it is what git has and the daemon stops (exit code 1). Start it again: the tree is made anew from the commits that the daemon has. What was not committed yet (work since the last gate) is done again.',
    example: 'pipeline-runner watch --git',
  },
  'git/lock': {
    title: 'Another git holds a lock in the repository',
    help: 'A git of somebody else works in the repository, or was killed and left its lock file. The daemon removes only locks of its own; it tries again at the next round.',
  },
  'git/failed': {
    title: 'git could not do what should always work',
    help: 'The disk is full, the repository is damaged, or files may not be written. The message holds what git said. The daemon tries again at the next round.',
  },
} as const satisfies Record<string, CodeEntry>;
