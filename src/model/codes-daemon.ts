/** Codes of the daemon; see codes.ts. */
import type { CodeEntry } from './code-entry.ts';

export const daemonCodes = {
  'daemon/running': {
    title: 'Another daemon works on this project',
    help: 'One daemon carries out the runs of a project. The message says which process that is; stop it first, or leave the work to it. `run` and the steering commands work beside it.',
    example: 'pipeline-runner watch   # a second time',
  },
  'daemon/disk': {
    title: 'A run rests because the disk refused',
    help: 'The daemon could not write what it has to keep of this run before it goes on. Other runs go on where they can. It tries again by itself, after a longer time each time; make room or mend what the message names.',
  },
  'daemon/bug': {
    title: 'A run rests because of a bug of pipeline-runner',
    help: 'Something that must not happen happened in this one run; the others go on. Nothing that was recorded is lost. Please report the message; the run is tried again later and after every change of its manifest.',
  },
} as const satisfies Record<string, CodeEntry>;
