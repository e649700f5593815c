/** The commands: what each takes, in words and types. What they do is loaded when one is asked for. */
import type { ExitCode } from './exit-codes.ts';
import type { JsonFlags, ListFlags, LogsFlags, RetryFlags, RunFlags, SharedFlags, ValidateFlags } from './flags.ts';
import { buildCommand, buildRouteMap, type CommandContext, type FlagParametersForType } from './stricli.ts';
import type { Terminal } from './terminal.ts';

export interface Cli extends CommandContext {
  readonly terminal: Terminal;
  /** Runs what a command is made of, and keeps its exit code. */
  perform(flags: SharedFlags, work: () => Promise<ExitCode>): Promise<void>;
}

const text = (input: string): string => input;

const shared: FlagParametersForType<SharedFlags> = {
  root: {
    kind: 'parsed',
    parse: text,
    optional: true,
    placeholder: 'dir',
    brief: 'The project; the current folder if not given',
  },
  debug: { kind: 'boolean', optional: true, withNegated: false, brief: 'Show stack traces' },
};
const flag = (brief: string) => ({ kind: 'boolean', optional: true, withNegated: false, brief }) as const;
const json = flag('Print JSON');
const runArgument = { brief: 'A run: ep001, ep001.yaml or runs/ep001.yaml', placeholder: 'run', parse: text } as const;

const run = buildCommand<RunFlags, [string], Cli>({
  docs: {
    brief: 'Carry out a run until it ends or needs a person',
    fullDescription:
      'Carries out the run of a manifest. Started again it goes on where it was; what is done is not done again.\n' +
      'Ctrl-C once lets what runs end in time, twice ends it at once.\n\n' +
      'Exit codes: 0 completed, 1 failed or cancelled, 2 invalid, 3 waits for a person, 130 interrupted.\n\n' +
      'EXAMPLES\n  pipeline-runner run runs/ep001.yaml\n  pipeline-runner run ep001 --json | jq .type',
  },
  parameters: {
    positional: { kind: 'tuple', parameters: [{ ...runArgument, placeholder: 'manifest' }] },
    flags: {
      ...shared,
      json: flag('Print every event as one line of JSON (event.schema.json)'),
      quiet: flag('Print nothing but failures and the outputs'),
    },
    aliases: { q: 'quiet' },
  },
  loader: async () => {
    const { runCommand } = await import('./commands/run.ts');
    return function (flags, typed) {
      return this.perform(flags, () => runCommand(this.terminal, flags, typed));
    };
  },
});

const validate = buildCommand<ValidateFlags, string[], Cli>({
  docs: {
    brief: 'Check pipelines and manifests without running anything',
    fullDescription:
      'Checks all pipelines and manifests of the project, or the files and folders that are named.\n\n' +
      'EXAMPLES\n  pipeline-runner validate\n  pipeline-runner validate pipelines/podcast.yaml --format github',
  },
  parameters: {
    positional: {
      kind: 'array',
      parameter: { brief: 'A file or folder', placeholder: 'path', parse: text },
    },
    flags: {
      ...shared,
      format: { kind: 'enum', values: ['text', 'json', 'github'], default: 'text', brief: 'How mistakes are printed' },
    },
  },
  loader: async () => {
    const { validateCommand } = await import('./commands/validate.ts');
    return function (flags, ...paths) {
      return this.perform(flags, () => validateCommand(this.terminal, flags, paths));
    };
  },
});

const plan = buildCommand<JsonFlags, [string], Cli>({
  docs: {
    brief: 'Show what `run` would do now, and why, without doing it',
    fullDescription:
      'Shows the stages in waves, which would run or be reused and why, and how long that takes going by earlier runs.\n\n' +
      'EXAMPLES\n  pipeline-runner plan ep001',
  },
  parameters: { positional: { kind: 'tuple', parameters: [runArgument] }, flags: { ...shared, json } },
  loader: async () => {
    const { planCommand } = await import('./commands/plan.ts');
    return function (flags, typed) {
      return this.perform(flags, () => planCommand(this.terminal, flags, typed));
    };
  },
});

const status = buildCommand<JsonFlags, [string?], Cli>({
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
    const { statusCommand } = await import('./commands/status.ts');
    return function (flags, typed) {
      return this.perform(flags, () => statusCommand(this.terminal, flags, typed));
    };
  },
});

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

const list = buildCommand<ListFlags, [], Cli>({
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
    const { listCommand } = await import('./commands/list.ts');
    return function (flags) {
      return this.perform(flags, () => listCommand(this.terminal, flags));
    };
  },
});

const stageArgument = {
  brief: 'A stage, an item or an inner stage: mixing, clips[intro], episode/script',
  placeholder: 'stage',
  parse: text,
  optional: true,
} as const;

const logs = buildCommand<LogsFlags, [string, string?], Cli>({
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
    const { logsCommand } = await import('./commands/logs.ts');
    return function (flags, typed, stage) {
      return this.perform(flags, () => logsCommand(this.terminal, flags, { typed, stage }));
    };
  },
});

function wholeNumber(input: string): number {
  if (/^[1-9]\d{0,8}$/.test(input)) return Number(input);
  throw new SyntaxError(`"${input}" is no whole number above 0`);
}

const explain = buildCommand<JsonFlags, [string, string?], Cli>({
  docs: {
    brief: 'Explain why stages ran, were reused, wait or will run again',
    fullDescription:
      'Compares what each result depended on with what is there now, field by field.\n\n' +
      'EXAMPLES\n  pipeline-runner explain ep001\n  pipeline-runner explain ep001 outlining',
  },
  parameters: { positional: { kind: 'tuple', parameters: [runArgument, stageArgument] }, flags: { ...shared, json } },
  loader: async () => {
    const { explainCommand } = await import('./commands/explain.ts');
    return function (flags, typed, stage) {
      return this.perform(flags, () => explainCommand(this.terminal, flags, { typed, stage }));
    };
  },
});

const lineage = buildCommand<JsonFlags, [string], Cli>({
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
    const { lineageCommand } = await import('./commands/lineage.ts');
    return function (flags, typed) {
      return this.perform(flags, () => lineageCommand(this.terminal, flags, typed));
    };
  },
});

const retry = buildCommand<RetryFlags, [string], Cli>({
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
    const { retryCommand } = await import('./commands/steer.ts');
    return function (flags, typed) {
      return this.perform(flags, () => retryCommand(this.terminal, flags, typed));
    };
  },
});

const cancel = buildCommand<SharedFlags, [string], Cli>({
  docs: {
    brief: 'Stop a run for good',
    fullDescription:
      'Writes `cancelled: true` into the manifest. A process that works on the run sees it and stops.\n\n' +
      'EXAMPLES\n  pipeline-runner cancel ep001',
  },
  parameters: { positional: { kind: 'tuple', parameters: [runArgument] }, flags: { ...shared } },
  loader: async () => {
    const { cancelCommand } = await import('./commands/steer.ts');
    return function (flags, typed) {
      return this.perform(flags, () => cancelCommand(this.terminal, flags, typed));
    };
  },
});

const schema = buildCommand<SharedFlags, [string?], Cli>({
  docs: {
    brief: 'Print the JSON Schema of a file format',
    fullDescription: 'EXAMPLES\n  pipeline-runner schema\n  pipeline-runner schema pipeline > pipeline.schema.json',
  },
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        { brief: 'pipeline, run, checkpoint, config or event', placeholder: 'name', parse: text, optional: true },
      ],
    },
    flags: { ...shared },
  },
  loader: async () => {
    const { schemaCommand } = await import('./commands/schema.ts');
    return function (flags, name) {
      return this.perform(flags, () => schemaCommand(this.terminal, name));
    };
  },
});

const version = buildCommand<SharedFlags, [], Cli>({
  docs: { brief: 'Print the version' },
  parameters: { flags: { ...shared } },
  loader: async () => {
    const { versionCommand } = await import('./commands/version.ts');
    return function (flags) {
      return this.perform(flags, () => versionCommand(this.terminal));
    };
  },
});

export const routes = buildRouteMap<string, Cli>({
  docs: { brief: 'Runs pipelines whose only interface is files in a git repository' },
  routes: { run, validate, plan, status, list, logs, explain, lineage, retry, cancel, schema, version },
});
