/** Commands that are a person's hand: they edit the manifest and do nothing else. What they do is loaded when one is asked for. */
import { type Cli, committing, dollars, runArgument, shared, text } from '../declare.ts';
import type { CommitFlags, ResetFlags, RetryFlags, SharedFlags } from '../flags.ts';
import { buildCommand } from '../stricli.ts';

const flags = { ...shared, ...committing };
const aliases = { m: 'message' } as const;

const stages = (brief: string) =>
  ({ kind: 'parsed', parse: text, variadic: true, placeholder: 'stage', brief }) as const;

export const retry = buildCommand<RetryFlags, [string], Cli>({
  docs: {
    brief: 'Ask for what failed to be tried again, or to go back to a stage',
    fullDescription:
      'Writes `rerun` into the manifest and nothing else; `pipeline-runner run` then does it. Stages whose definition and\n' +
      'inputs are the same are reused.\n\n' +
      'EXAMPLES\n  pipeline-runner retry ep001\n  pipeline-runner retry ep001 --from outlining',
  },
  parameters: {
    positional: { kind: 'tuple', parameters: [runArgument] },
    flags: { ...flags, from: { ...stages('Run this stage or item again though nothing changed'), optional: true } },
    aliases,
  },
  loader: async () => {
    const { retryCommand } = await import('../commands/steer.ts');
    return function (flags, typed) {
      return this.perform(flags, () => retryCommand(this.terminal, flags, typed));
    };
  },
});

export const reset = buildCommand<ResetFlags, [string], Cli>({
  docs: {
    brief: 'Go back to a stage: it and what depends on it run again',
    fullDescription:
      'Writes `rerun: { n, from }` into the manifest; `pipeline-runner run` then runs that stage again though nothing\n' +
      'changed, and what depends on it. Gates on the way ask again. Nothing is deleted: earlier results stay on record.\n\n' +
      'EXAMPLES\n  pipeline-runner reset ep001 --to outlining\n' +
      '  pipeline-runner reset ep001 --to "clips[scene_3]" --to music --commit -m "Scene 3 was too dark"',
  },
  parameters: {
    positional: { kind: 'tuple', parameters: [runArgument] },
    flags: { ...flags, to: stages('The stage or item to go back to. Can be repeated') },
    aliases,
  },
  loader: async () => {
    const { resetCommand } = await import('../commands/steer.ts');
    return function (flags, typed) {
      return this.perform(flags, () => resetCommand(this.terminal, flags, typed));
    };
  },
});

export const cancel = buildCommand<CommitFlags, [string], Cli>({
  docs: {
    brief: 'Stop a run for good',
    fullDescription:
      'Writes `cancelled: true` into the manifest. A process that works on the run sees it and stops.\n\n' +
      'EXAMPLES\n  pipeline-runner cancel ep001\n  pipeline-runner cancel ep001 --commit -m "The show is over"',
  },
  parameters: { positional: { kind: 'tuple', parameters: [runArgument] }, flags, aliases },
  loader: async () => {
    const { cancelCommand } = await import('../commands/steer.ts');
    return function (flags, typed) {
      return this.perform(flags, () => cancelCommand(this.terminal, flags, typed));
    };
  },
});

export const pause = buildCommand<CommitFlags, [string], Cli>({
  docs: {
    brief: 'Let a run start nothing more',
    fullDescription:
      'Writes `paused: true` into the manifest. What runs goes on to its end; nothing more starts until `unpause`.\n\n' +
      'EXAMPLES\n  pipeline-runner pause ep001',
  },
  parameters: { positional: { kind: 'tuple', parameters: [runArgument] }, flags, aliases },
  loader: async () => {
    const { pauseCommand } = await import('../commands/steer.ts');
    return function (flags, typed) {
      return this.perform(flags, () => pauseCommand(this.terminal, flags, typed));
    };
  },
});

export const unpause = buildCommand<CommitFlags, [string], Cli>({
  docs: {
    brief: 'Let a paused run go on',
    fullDescription: 'Writes `paused: false` into the manifest.\n\nEXAMPLES\n  pipeline-runner unpause ep001',
  },
  parameters: { positional: { kind: 'tuple', parameters: [runArgument] }, flags, aliases },
  loader: async () => {
    const { unpauseCommand } = await import('../commands/steer.ts');
    return function (flags, typed) {
      return this.perform(flags, () => unpauseCommand(this.terminal, flags, typed));
    };
  },
});

export const skip = buildCommand<CommitFlags, [string, string], Cli>({
  docs: {
    brief: 'Leave a stage out that has not started',
    fullDescription:
      'Adds the stage to `skip` in the manifest. Only stages that say how to do without them can be left out (`when`,\n' +
      '`skippable: true` or `on_error: continue` in the pipeline), and never a gate.\n\n' +
      'EXAMPLES\n  pipeline-runner skip ep001 music',
  },
  parameters: {
    positional: { kind: 'tuple', parameters: [runArgument, { brief: 'A stage', placeholder: 'stage', parse: text }] },
    flags,
    aliases,
  },
  loader: async () => {
    const { skipCommand } = await import('../commands/steer.ts');
    return function (flags, ...typed) {
      return this.perform(flags, () => skipCommand(this.terminal, flags, typed));
    };
  },
});

export const budget = buildCommand<CommitFlags, [string, number], Cli>({
  docs: {
    brief: 'Set what a run may spend',
    fullDescription:
      'Writes `budget: { usd }` into the manifest: the most that the run may cost in all, what it has spent included. It goes\n' +
      'before the budget of the pipeline. A run that waits because its budget is used up goes on when there is more.\n\n' +
      'EXAMPLES\n  pipeline-runner budget ep001 12.50',
  },
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [runArgument, { brief: 'US dollars: 10 or 0.25', placeholder: 'usd', parse: dollars }],
    },
    flags,
    aliases,
  },
  loader: async () => {
    const { budgetCommand } = await import('../commands/steer.ts');
    return function (flags, ...typed) {
      return this.perform(flags, () => budgetCommand(this.terminal, flags, typed));
    };
  },
});

export const adopt = buildCommand<SharedFlags, [string?], Cli>({
  docs: {
    brief: 'Go on with what a file says of a run: another one changed it, or it is older',
    fullDescription:
      'Where `watch --git` runs: a commit of somebody else changed files of a run that only the runner writes, so the run\n' +
      'stands still. Look at the commit first; then this takes it for what counts. Without a run: which ones stand still.\n' +
      'Elsewhere: the checkpoint was checked out as it was before, and counts now, whatever this machine knows beyond it.\n' +
      'What was done since is done, and paid for, again.\n\n' +
      'EXAMPLES\n  pipeline-runner adopt\n  pipeline-runner adopt ep001',
  },
  parameters: {
    positional: { kind: 'tuple', parameters: [{ ...runArgument, optional: true }] },
    flags: { ...shared },
  },
  loader: async () => {
    const { adoptCommand } = await import('../commands/adopt.ts');
    return function (flags, typed) {
      return this.perform(flags, () => adoptCommand(this.terminal, flags, typed));
    };
  },
});
