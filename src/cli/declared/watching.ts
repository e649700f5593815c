/** The daemon. What it does is loaded when it is asked for. */
import { command, flag, shared, text, value } from '../declare.ts';
import type { WatchFlags } from '../flags.ts';

/** Of `watch` and `reconcile` both. */
const following = {
  poll: flag('Do not ask the system for news of files: for network drives and containers'),
  git: flag(
    'Follow a branch: get what others push, carry it out in a worktree of its own, commit and push what came of it',
  ),
  remote: value('name', 'With --git: the remote; `origin`, or what the config says', text),
  branch: value('name', 'With --git: the branch; `main`, or what the config says', text),
  json: flag('Print every event as one line of JSON, as `run` does, each with `run`: the id of its run'),
};

export const watch = command<WatchFlags, []>({
  brief: 'Carry out all runs of the project as their manifests come and change',
  about:
    'Picks up new and changed manifests in runs/, carries the runs out, many at once, and waits for more. One daemon a\n' +
    'project. Ctrl-C or SIGTERM lets what runs end in time and exits with 0; killed at any moment it goes on where it was.',
  examples: [
    'pipeline-runner watch',
    'pipeline-runner watch --poll',
    'pipeline-runner watch --git --branch main',
    'pipeline-runner watch --json >> events.ndjson',
  ],
  parameters: { flags: { ...shared, ...following } },
  work: async () => {
    const { watchCommand } = await import('../commands/watch.ts');
    return (terminal, flags) => watchCommand(terminal, flags, 'watch');
  },
});

export const reconcile = command<WatchFlags, []>({
  brief: 'Do all that there is to do in all runs, and end',
  about:
    'One pass of `watch`, for cron and CI: carries out every run that has work until each has ended or waits for a person.\n' +
    'With --git it gets what others pushed first, commits and pushes what came of it, and goes on until nothing is new.\n\n' +
    'Exit codes: 0 nothing is left, 1 a run failed, its manifest is wrong, or with --git not all could be pushed,\n' +
    '2 invalid, 3 a run waits for a person.',
  examples: ['pipeline-runner reconcile', 'pipeline-runner reconcile --git --branch main'],
  parameters: { flags: { ...shared, ...following } },
  work: async () => {
    const { watchCommand } = await import('../commands/watch.ts');
    return (terminal, flags) => watchCommand(terminal, flags, 'once');
  },
});
