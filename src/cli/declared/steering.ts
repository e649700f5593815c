/** Commands that are a person's hand: they edit the manifest and do nothing else. What they do is loaded when one is asked for. */
import { command, committing, dollars, runArgument, shared, text, values } from '../declare.ts';
import type { CommitFlags, ResetFlags, RetryFlags, SharedFlags } from '../flags.ts';

const flags = { ...shared, ...committing };
const aliases = { m: 'message' } as const;

export const retry = command<RetryFlags, [string]>({
  brief: 'Ask for what failed to be tried again, or to go back to a stage',
  about:
    'Writes `rerun` into the manifest and nothing else; `pipeline-runner run` then does it. Stages whose definition and\n' +
    'inputs are the same are reused.',
  examples: ['pipeline-runner retry ep001', 'pipeline-runner retry ep001 --from outlining'],
  parameters: {
    positional: { kind: 'tuple', parameters: [runArgument] },
    flags: { ...flags, from: values('stage', 'Run this stage or item again though nothing changed', text) },
    aliases,
  },
  work: async () => (await import('../commands/steer.ts')).retryCommand,
});

export const reset = command<ResetFlags, [string]>({
  brief: 'Go back to a stage: it and what depends on it run again',
  about:
    'Writes `rerun: { n, from }` into the manifest; `pipeline-runner run` then runs that stage again though nothing\n' +
    'changed, and what depends on it. Gates on the way ask again. Nothing is deleted: earlier results stay on record.',
  examples: [
    'pipeline-runner reset ep001 --to outlining',
    'pipeline-runner reset ep001 --to "clips[scene_3]" --to music --commit -m "Scene 3 was too dark"',
  ],
  parameters: {
    positional: { kind: 'tuple', parameters: [runArgument] },
    flags: {
      ...flags,
      to: {
        kind: 'parsed',
        parse: text,
        variadic: true,
        placeholder: 'stage',
        brief: 'The stage or item to go back to. Can be repeated',
      },
    },
    aliases,
  },
  work: async () => (await import('../commands/steer.ts')).resetCommand,
});

export const cancel = command<CommitFlags, [string]>({
  brief: 'Stop a run for good',
  about: 'Writes `cancelled: true` into the manifest. A process that works on the run sees it and stops.',
  examples: ['pipeline-runner cancel ep001', 'pipeline-runner cancel ep001 --commit -m "The show is over"'],
  parameters: { positional: { kind: 'tuple', parameters: [runArgument] }, flags, aliases },
  work: async () => (await import('../commands/steer.ts')).cancelCommand,
});

export const pause = command<CommitFlags, [string]>({
  brief: 'Let a run start nothing more',
  about: 'Writes `paused: true` into the manifest. What runs goes on to its end; nothing more starts until `unpause`.',
  examples: ['pipeline-runner pause ep001'],
  parameters: { positional: { kind: 'tuple', parameters: [runArgument] }, flags, aliases },
  work: async () => (await import('../commands/steer.ts')).pauseCommand,
});

export const unpause = command<CommitFlags, [string]>({
  brief: 'Let a paused run go on',
  about: 'Writes `paused: false` into the manifest.',
  examples: ['pipeline-runner unpause ep001'],
  parameters: { positional: { kind: 'tuple', parameters: [runArgument] }, flags, aliases },
  work: async () => (await import('../commands/steer.ts')).unpauseCommand,
});

export const skip = command<CommitFlags, [string, string]>({
  brief: 'Leave a stage out that has not started',
  about:
    'Adds the stage to `skip` in the manifest. Only stages that say how to do without them can be left out (`when`,\n' +
    '`skippable: true` or `on_error: continue` in the pipeline), and never a gate.',
  examples: ['pipeline-runner skip ep001 music'],
  parameters: {
    positional: { kind: 'tuple', parameters: [runArgument, { brief: 'A stage', placeholder: 'stage', parse: text }] },
    flags,
    aliases,
  },
  work: async () => (await import('../commands/steer.ts')).skipCommand,
});

export const budget = command<CommitFlags, [string, number]>({
  brief: 'Set what a run may spend',
  about:
    'Writes `budget: { usd }` into the manifest: the most that the run may cost in all, what it has spent included. It goes\n' +
    'before the budget of the pipeline. A run that waits because its budget is used up goes on when there is more.',
  examples: ['pipeline-runner budget ep001 12.50'],
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [runArgument, { brief: 'US dollars: 10 or 0.25', placeholder: 'usd', parse: dollars }],
    },
    flags,
    aliases,
  },
  work: async () => (await import('../commands/steer.ts')).budgetCommand,
});

export const adopt = command<SharedFlags, [string?]>({
  brief: 'Go on with what a file says of a run: another one changed it, or it is older',
  about:
    'Where `watch --git` runs: a commit of somebody else changed files of a run that only the runner writes, so the run\n' +
    'stands still. Look at the commit first; then this takes it for what counts. Without a run: which ones stand still.\n' +
    'Elsewhere: the checkpoint was checked out as it was before, and counts now, whatever this machine knows beyond it.\n' +
    'What was done since is done, and paid for, again.',
  examples: ['pipeline-runner adopt', 'pipeline-runner adopt ep001'],
  parameters: {
    positional: { kind: 'tuple', parameters: [{ ...runArgument, optional: true }] },
    flags: { ...shared },
  },
  work: async () => (await import('../commands/adopt.ts')).adoptCommand,
});
