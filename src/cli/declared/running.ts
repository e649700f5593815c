/** Commands that carry out or check. What they do is loaded when one is asked for. */
import { type Cli, flag, json, runArgument, shared, text } from '../declare.ts';
import type { JsonFlags, RunFlags, ValidateFlags } from '../flags.ts';
import { buildCommand } from '../stricli.ts';

export const run = buildCommand<RunFlags, [string], Cli>({
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
    const { runCommand } = await import('../commands/run.ts');
    return function (flags, typed) {
      return this.perform(flags, () => runCommand(this.terminal, flags, typed));
    };
  },
});

export const plan = buildCommand<JsonFlags, [string], Cli>({
  docs: {
    brief: 'Show what `run` would do now, and why, without doing it',
    fullDescription:
      'Shows the stages in waves, which would run or be reused and why, and how long that takes going by earlier runs.\n\n' +
      'EXAMPLES\n  pipeline-runner plan ep001',
  },
  parameters: { positional: { kind: 'tuple', parameters: [runArgument] }, flags: { ...shared, json } },
  loader: async () => {
    const { planCommand } = await import('../commands/plan.ts');
    return function (flags, typed) {
      return this.perform(flags, () => planCommand(this.terminal, flags, typed));
    };
  },
});

export const validate = buildCommand<ValidateFlags, string[], Cli>({
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
    const { validateCommand } = await import('../commands/validate.ts');
    return function (flags, ...paths) {
      return this.perform(flags, () => validateCommand(this.terminal, flags, paths));
    };
  },
});
