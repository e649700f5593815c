/** The daemon. What it does is loaded when it is asked for. */
import { type Cli, flag, shared, text } from '../declare.ts';
import type { WatchFlags } from '../flags.ts';
import { buildCommand } from '../stricli.ts';

const named = (placeholder: string, brief: string) =>
  ({ kind: 'parsed', parse: text, optional: true, placeholder, brief }) as const;

/** Of `watch` and `reconcile` both. */
const following = {
  poll: flag('Do not ask the system for news of files: for network drives and containers'),
  git: flag(
    'Follow a branch: get what others push, carry it out in a worktree of its own, commit and push what came of it',
  ),
  remote: named('name', 'With --git: the remote; `origin`, or what the config says'),
  branch: named('name', 'With --git: the branch; `main`, or what the config says'),
  json: flag('Print every event as one line of JSON, as `run` does, each with `run`: the id of its run'),
};

export const watch = buildCommand<WatchFlags, [], Cli>({
  docs: {
    brief: 'Carry out all runs of the project as their manifests come and change',
    fullDescription:
      'Picks up new and changed manifests in runs/, carries the runs out, many at once, and waits for more. One daemon a\n' +
      'project. Ctrl-C or SIGTERM lets what runs end in time and exits with 0; killed at any moment it goes on where it was.\n\n' +
      'EXAMPLES\n' +
      '  pipeline-runner watch\n' +
      '  pipeline-runner watch --poll\n' +
      '  pipeline-runner watch --git --branch main\n' +
      '  pipeline-runner watch --json >> events.ndjson',
  },
  parameters: { positional: { kind: 'tuple', parameters: [] }, flags: { ...shared, ...following } },
  loader: async () => {
    const { watchCommand } = await import('../commands/watch.ts');
    return function (flags) {
      return this.perform(flags, () => watchCommand(this.terminal, flags, 'watch'));
    };
  },
});

export const reconcile = buildCommand<WatchFlags, [], Cli>({
  docs: {
    brief: 'Do all that there is to do in all runs, and end',
    fullDescription:
      'One pass of `watch`, for cron and CI: carries out every run that has work until each has ended or waits for a person.\n' +
      'With --git it gets what others pushed first, commits and pushes what came of it, and goes on until nothing is new.\n\n' +
      'Exit codes: 0 nothing is left, 1 a run failed, its manifest is wrong, or with --git not all could be pushed,\n' +
      '2 invalid, 3 a run waits for a person.\n\n' +
      'EXAMPLES\n  pipeline-runner reconcile\n  pipeline-runner reconcile --git --branch main',
  },
  parameters: { positional: { kind: 'tuple', parameters: [] }, flags: { ...shared, ...following } },
  loader: async () => {
    const { watchCommand } = await import('../commands/watch.ts');
    return function (flags) {
      return this.perform(flags, () => watchCommand(this.terminal, flags, 'once'));
    };
  },
});
