/** Declarations of the daemon's commands. Implementations are loaded on use. */
import { command, flag, shared, text, value } from '../declare.ts';
import type { WatchFlags } from '../flags.ts';

/** Flags of both `watch` and `reconcile`. */
const following = {
  poll: flag('Poll for file changes: for network drives and containers'),
  git: flag('Follow a branch: fetch what others push, run it in a separate worktree, commit and push the results'),
  remote: value('name', 'With --git: the remote; default: from the config, else `origin`', text),
  branch: value('name', 'With --git: the branch; default: from the config, else `main`', text),
  json: flag('Print every event as one line of JSON, as `run` does, with the id of its run as `run`'),
};

export const watch = command<WatchFlags, []>({
  brief: 'Watch the project and run every new or changed manifest',
  about:
    'Picks up new and changed manifests in runs/, runs many of them at once, and waits for more. One daemon per project.\n' +
    'Ctrl-C or SIGTERM lets running stages finish within a grace period and exits with 0. It can be killed at any moment:\n' +
    'the next start resumes where it left off.',
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
  brief: 'Do all pending work in all runs, then exit',
  about:
    'One pass of `watch`, for cron and CI: runs everything that has work until each run has ended or waits for a person.\n' +
    'With --git it first fetches what others pushed, commits and pushes the results, and repeats until nothing is new.\n\n' +
    'Exit codes: 0 nothing is left to do, 1 a run failed, a manifest is invalid, or with --git not everything could be\n' +
    'pushed, 2 invalid config or command line, or another daemon, 3 a run waits for a person.',
  examples: ['pipeline-runner reconcile', 'pipeline-runner reconcile --git --branch main'],
  parameters: { flags: { ...shared, ...following } },
  work: async () => {
    const { watchCommand } = await import('../commands/watch.ts');
    return (terminal, flags) => watchCommand(terminal, flags, 'once');
  },
});
