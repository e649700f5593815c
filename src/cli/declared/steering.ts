/** Declarations of the commands that steer runs by editing manifests. Implementations are loaded on use. */
import { args, command, committing, dollars, required, runArgument, shared, text, values } from '../declare.ts';
import type { CommitFlags, ResetFlags, RetryFlags, SharedFlags } from '../flags.ts';

const flags = { ...shared, ...committing };
const aliases = { m: 'message' } as const;

export const retry = command<RetryFlags, [string]>({
  brief: 'Retry what failed, with the current definitions',
  about:
    'Writes `rerun` into the manifest and does nothing else; `pipeline-runner run` then does the work. Stages whose\n' +
    'definition and inputs are unchanged are reused.',
  examples: ['pipeline-runner retry ep001', 'pipeline-runner retry ep001 --from outlining'],
  parameters: {
    positional: args(runArgument),
    flags: { ...flags, from: values('stage', 'Run this stage or item again even if nothing changed', text) },
    aliases,
  },
  work: async () => (await import('../commands/steer.ts')).retryCommand,
});

export const reset = command<ResetFlags, [string]>({
  brief: 'Go back to a stage and run it again, with what depends on it',
  about:
    'Writes `rerun: { n, from }` into the manifest; `pipeline-runner run` then runs that stage again even if nothing\n' +
    'changed, and everything that depends on it. Gates on the way ask again. Nothing is deleted: earlier results stay\n' +
    'on record.',
  examples: [
    'pipeline-runner reset ep001 --to outlining',
    'pipeline-runner reset ep001 --to "clips[scene_3]" --to music --commit -m "Scene 3 was too dark"',
  ],
  parameters: {
    positional: args(runArgument),
    flags: {
      ...flags,
      to: { ...required('stage', 'The stage or item to go back to. Can be repeated', text), variadic: true },
    },
    aliases,
  },
  work: async () => (await import('../commands/steer.ts')).resetCommand,
});

export const cancel = command<CommitFlags, [string]>({
  brief: 'Cancel a run for good',
  about: 'Writes `cancelled: true` into the manifest. A process that works on the run notices and stops.',
  examples: ['pipeline-runner cancel ep001', 'pipeline-runner cancel ep001 --commit -m "The show is over"'],
  parameters: { positional: args(runArgument), flags, aliases },
  work: async () => (await import('../commands/steer.ts')).cancelCommand,
});

export const pause = command<CommitFlags, [string]>({
  brief: 'Pause a run after the stages that are running now',
  about: 'Writes `paused: true` into the manifest. Running stages finish; nothing new starts until `unpause`.',
  examples: ['pipeline-runner pause ep001'],
  parameters: { positional: args(runArgument), flags, aliases },
  work: async () => (await import('../commands/steer.ts')).pauseCommand,
});

export const unpause = command<CommitFlags, [string]>({
  brief: 'Resume a paused run',
  about: 'Writes `paused: false` into the manifest.',
  examples: ['pipeline-runner unpause ep001'],
  parameters: { positional: args(runArgument), flags, aliases },
  work: async () => (await import('../commands/steer.ts')).unpauseCommand,
});

export const skip = command<CommitFlags, [string, string]>({
  brief: 'Skip a stage that has not started',
  about:
    'Adds the stage to `skip` in the manifest. Only stages that the pipeline can do without can be skipped (those with\n' +
    '`when`, `skippable: true` or `on_error: continue`), and never a gate.',
  examples: ['pipeline-runner skip ep001 music'],
  parameters: {
    positional: args(runArgument, { brief: 'A stage', placeholder: 'stage', parse: text }),
    flags,
    aliases,
  },
  work: async () => (await import('../commands/steer.ts')).skipCommand,
});

export const budget = command<CommitFlags, [string, number]>({
  brief: 'Set the budget of a run',
  about:
    'Writes `budget: { usd }` into the manifest: the most that the run may cost in total, including what it has already\n' +
    'spent. Overrides the budget of the pipeline. A run that exceeded its budget resumes once the new budget is enough.',
  examples: ['pipeline-runner budget ep001 12.50'],
  parameters: {
    positional: args(runArgument, { brief: 'US dollars: 10 or 0.25', placeholder: 'usd', parse: dollars }),
    flags,
    aliases,
  },
  work: async () => (await import('../commands/steer.ts')).budgetCommand,
});

export const adopt = command<SharedFlags, [string?]>({
  brief: 'Accept a checkpoint that somebody changed or rolled back',
  about:
    "Where `watch --git` runs: somebody's commit changed files of a run that only the runner writes, so the run is on\n" +
    'hold. Review the commit first; this command then accepts it. Without a run, lists the runs on hold.\n' +
    'Elsewhere: an older checkpoint was checked out; this command makes it the current state and drops what this machine\n' +
    'knows beyond it. Work done since then is done, and paid for, again.',
  examples: ['pipeline-runner adopt', 'pipeline-runner adopt ep001'],
  parameters: {
    positional: args({ ...runArgument, optional: true }),
    flags: shared,
  },
  work: async () => (await import('../commands/adopt.ts')).adoptCommand,
});
