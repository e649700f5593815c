/** Commands that tell of runs and change nothing. What they do is loaded when one is asked for. */
import { type Cli, flag, json, runArgument, shared, stageArgument, text, wholeNumber } from '../declare.ts';
import type { JsonFlags, ListFlags, LogsFlags } from '../flags.ts';
import { buildCommand } from '../stricli.ts';

const STATUSES = [
  'invalid',
  'pending',
  'running',
  'awaiting_approval',
  'paused',
  'budget_exceeded',
  'completed',
  'failed',
  'rejected',
  'cancelled',
] as const;

export const status = buildCommand<JsonFlags, [string?], Cli>({
  docs: {
    brief: 'Show how far a run is; without a run, those that are not finished',
    fullDescription:
      'EXAMPLES\n  pipeline-runner status\n  pipeline-runner status ep001\n  pipeline-runner status ep001 --json',
  },
  parameters: {
    positional: { kind: 'tuple', parameters: [{ ...runArgument, optional: true }] },
    flags: { ...shared, json },
  },
  loader: async () => {
    const { statusCommand } = await import('../commands/status.ts');
    return function (flags, typed) {
      return this.perform(flags, () => statusCommand(this.terminal, flags, typed));
    };
  },
});

export const list = buildCommand<ListFlags, [], Cli>({
  docs: {
    brief: 'List all runs',
    fullDescription: 'EXAMPLES\n  pipeline-runner list --status failed\n  pipeline-runner list --json | jq -r .run',
  },
  parameters: {
    flags: {
      ...shared,
      json: flag('Print one line of JSON a run'),
      status: { kind: 'enum', values: STATUSES, optional: true, brief: 'Only runs of this status' },
    },
  },
  loader: async () => {
    const { listCommand } = await import('../commands/list.ts');
    return function (flags) {
      return this.perform(flags, () => listCommand(this.terminal, flags));
    };
  },
});

export const logs = buildCommand<LogsFlags, [string, string?], Cli>({
  docs: {
    brief: 'Print what stages wrote while they ran',
    fullDescription:
      'Prints the log of the newest attempt of a stage or item; without a stage the end of every newest log.\n\n' +
      "EXAMPLES\n  pipeline-runner logs ep001\n  pipeline-runner logs ep001 'clips[intro]' --attempt 2",
  },
  parameters: {
    positional: { kind: 'tuple', parameters: [runArgument, stageArgument] },
    flags: {
      ...shared,
      attempt: { kind: 'parsed', parse: wholeNumber, optional: true, placeholder: 'n', brief: 'Which attempt, from 1' },
    },
  },
  loader: async () => {
    const { logsCommand } = await import('../commands/logs.ts');
    return function (flags, typed, stage) {
      return this.perform(flags, () => logsCommand(this.terminal, flags, { typed, stage }));
    };
  },
});

export const explain = buildCommand<JsonFlags, [string, string?], Cli>({
  docs: {
    brief: 'Explain why stages ran, were reused, wait or will run again',
    fullDescription:
      'Compares what each result depended on with what is there now, field by field.\n\n' +
      'EXAMPLES\n  pipeline-runner explain ep001\n  pipeline-runner explain ep001 outlining',
  },
  parameters: { positional: { kind: 'tuple', parameters: [runArgument, stageArgument] }, flags: { ...shared, json } },
  loader: async () => {
    const { explainCommand } = await import('../commands/explain.ts');
    return function (flags, typed, stage) {
      return this.perform(flags, () => explainCommand(this.terminal, flags, { typed, stage }));
    };
  },
});

export const lineage = buildCommand<JsonFlags, [string], Cli>({
  docs: {
    brief: 'Show where a file came from and what was made from it',
    fullDescription:
      'Takes the path of an artifact, its sha256, a run, or a stage of a run as <run>:<stage>.\n\n' +
      'EXAMPLES\n  pipeline-runner lineage runs/ep001.run/mixing/episode.mp3\n  pipeline-runner lineage ep001:outlining',
  },
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [{ brief: 'A file, a sha256, a run or <run>:<stage>', placeholder: 'file-or-run', parse: text }],
    },
    flags: { ...shared, json },
  },
  loader: async () => {
    const { lineageCommand } = await import('../commands/lineage.ts');
    return function (flags, typed) {
      return this.perform(flags, () => lineageCommand(this.terminal, flags, typed));
    };
  },
});
