/** Codes of the daemon; see codes.ts. */
import type { CodeEntry } from './code-entry.ts';

export const daemonCodes = {
  'daemon/running': {
    title: 'Another daemon works on this project',
    help: 'One daemon carries out the runs of a project. The message says which process that is; stop it first, or leave the work to it. `run` and the steering commands work beside it.',
    example: 'pipeline-runner watch   # a second time',
  },
  'daemon/state-gone': {
    title: 'The state of the daemon was removed while it worked',
    help: 'The lock that keeps a second daemon away lies in `.pipeline-runner/`, and what was recorded since the last checkpoint. Somebody deleted that folder, or put another in its place, while the daemon worked. It ends what it works on as at a stop, so that the checkpoints hold all of it, and stops with exit code 1. Start it again. Never delete the folder while something works on the project; `pipeline-runner gc` removes what nobody needs.',
    example: 'rm -r .pipeline-runner   # beside `pipeline-runner watch`',
  },
  'daemon/follows-branch': {
    title: 'The daemon of this clone carries out what is pushed',
    help: 'A daemon (`watch --git`) follows a branch from this clone. It works in a tree of its own, so what lies in this folder is nothing to it before it is on the branch; `run` and the library here would do, and pay for, the same work a second time. Commit the manifest and push it; `git pull` brings what came of it.',
    example: 'pipeline-runner run ep001   # in the clone where `watch --git` works',
  },
  'daemon/ahead': {
    title: 'What the daemon pushed is not in this folder yet',
    help: 'A daemon (`watch --git`) follows a branch from this clone, in a tree of its own, and pushes what it does. `status`, `list` and `cost` read the files of this folder, which are older than the branch. `git pull` brings the rest.',
    example: 'pipeline-runner status ep001   # in the clone where `watch --git` works, before `git pull`',
  },
  'daemon/disk': {
    title: 'A run rests because the disk refused',
    help: 'The daemon could not write what it has to keep of this run before it goes on. Other runs go on where they can. It tries again by itself, after a longer time each time; make room or mend what the message names.',
  },
  'daemon/bug': {
    title: 'A run rests because of a bug of pipeline-runner',
    help: 'Something that must not happen happened in this one run; the others go on. Nothing recorded is lost. Please report the message; the run is tried again later and after every change of its manifest.',
  },
} as const satisfies Record<string, CodeEntry>;
