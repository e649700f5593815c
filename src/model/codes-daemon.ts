/** Codes of the daemon; see codes.ts. */
import type { CodeEntry } from './code-entry.ts';

export const daemonCodes = {
  'daemon/running': {
    title: 'Another daemon is running for this project',
    help: 'One daemon executes the runs of a project. The message names its process; stop it first, or leave the work to it. `run` and the steering commands work beside it.',
    example: 'pipeline-runner watch   # a second time',
  },
  'daemon/state-gone': {
    title: 'The state of the daemon was removed while it was running',
    help: '`.pipeline-runner/` contains the lock that keeps a second daemon away, and everything recorded since the last checkpoint. Somebody deleted or replaced that folder while the daemon was running. The daemon stops its work as at a normal stop, so that the checkpoints are complete, and exits with code 1. Start it again. Never delete the folder while something is running in the project; `pipeline-runner gc` removes what nobody needs.',
    example: 'rm -r .pipeline-runner   # beside `pipeline-runner watch`',
  },
  'daemon/follows-branch': {
    title: 'The daemon of this clone runs what is pushed',
    help: 'A daemon (`watch --git`) follows a branch from this clone. It works in a separate worktree, so it does not see this folder until its content is on the branch; `run` and the library here would do, and pay for, the same work twice. Commit the manifest and push it; `git pull` fetches the results.',
    example: 'pipeline-runner run ep001   # in the clone where `watch --git` works',
  },
  'daemon/ahead': {
    title: 'What the daemon pushed is not in this folder yet',
    help: 'A daemon (`watch --git`) follows a branch from this clone, in a separate worktree, and pushes its results. `status`, `list` and `cost` read the files of this folder, which are older than the branch. `git pull` fetches the rest.',
    example: 'pipeline-runner status ep001   # in the clone where `watch --git` works, before `git pull`',
  },
  'daemon/trouble': {
    title: 'The daemon cannot publish its work',
    help: 'A daemon (`watch --git`) follows a branch from this clone. Since the given time the remote is unreachable, rejects its commits, or has a problem that only a person can fix: the daemon keeps working, but neither its questions nor its results are on the branch. The message says what is wrong, and so does `doctor`.',
    example: 'pipeline-runner status   # in the clone where `watch --git` works, while the branch is protected',
  },
  'daemon/old-config': {
    title: 'The daemon works with an older config',
    help: 'A daemon reads the config once, when it starts. The file has changed since, in the folder that the daemon works in: with `watch --git`, on the branch. Restart the daemon to apply the change. If the new config is not valid, this is an error: the daemon keeps working, but could not start again, for example after the machine restarts. The errors of the config follow.',
    example: 'concurency: 2   # added to the config beside `pipeline-runner watch`',
  },
  'daemon/disk': {
    title: 'A run is on hold because of a disk error',
    help: 'The daemon could not write what it must record before this run can continue. Other runs continue where they can. It retries by itself, waiting longer each time; free some space or fix what the message names.',
  },
  'daemon/bug': {
    title: 'A run is on hold because of a bug in pipeline-runner',
    help: 'Something that must not happen happened in this run; other runs continue. Nothing recorded is lost. Please report the message; the run is retried later and after every change of its manifest.',
  },
} as const satisfies Record<string, CodeEntry>;
