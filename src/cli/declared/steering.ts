/** Commands that are a person's hand: they edit the manifest and do nothing else. What they do is loaded when one is asked for. */
import { type Cli, runArgument, shared, text } from '../declare.ts';
import type { RetryFlags, SharedFlags } from '../flags.ts';
import { buildCommand } from '../stricli.ts';

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
    flags: {
      ...shared,
      from: {
        kind: 'parsed',
        parse: text,
        optional: true,
        variadic: true,
        placeholder: 'stage',
        brief: 'Run this stage or item again though nothing changed',
      },
    },
  },
  loader: async () => {
    const { retryCommand } = await import('../commands/steer.ts');
    return function (flags, typed) {
      return this.perform(flags, () => retryCommand(this.terminal, flags, typed));
    };
  },
});

export const cancel = buildCommand<SharedFlags, [string], Cli>({
  docs: {
    brief: 'Stop a run for good',
    fullDescription:
      'Writes `cancelled: true` into the manifest. A process that works on the run sees it and stops.\n\n' +
      'EXAMPLES\n  pipeline-runner cancel ep001',
  },
  parameters: { positional: { kind: 'tuple', parameters: [runArgument] }, flags: { ...shared } },
  loader: async () => {
    const { cancelCommand } = await import('../commands/steer.ts');
    return function (flags, typed) {
      return this.perform(flags, () => cancelCommand(this.terminal, flags, typed));
    };
  },
});
