/** Commands that carry out or check. What they do is loaded when one is asked for. */
import { type Cli, flag, json, shared, standIn, text } from '../declare.ts';
import type { AskFlags, JsonFlags, RunFlags, ValidateFlags } from '../flags.ts';
import { buildCommand, type FlagParametersForType } from '../stricli.ts';

const EXITS =
  'Exit codes: 0 completed, 1 failed, rejected or cancelled, 2 invalid, 3 waits for a person, 130 interrupted.';

const target = {
  brief: 'A run (ep001, runs/ep001.yaml), or a pipeline (podcast, pipelines/podcast.yaml) to be run anew',
  placeholder: 'manifest|pipeline',
  parse: text,
} as const;

const texts = (placeholder: string, brief: string) =>
  ({ kind: 'parsed', parse: text, optional: true, variadic: true, placeholder, brief }) as const;

/** What can be asked of a run. */
const asking: FlagParametersForType<Omit<AskFlags, keyof JsonFlags>> = {
  input: texts('name=value', 'An input of a new run; name=@file takes the text of a file. Can be repeated'),
  only: texts('stage', 'This stage and no other; what it needs must be there. Of a started run, `run` only tries it'),
  until: texts('stage', 'Carry out this stage and all that it needs, and no other. Can be repeated'),
  provider: {
    kind: 'parsed',
    parse: standIn,
    optional: true,
    variadic: true,
    placeholder: 'name=name',
    brief: 'Let another provider answer in this run: writer=offline. Stands in the manifest. Can be repeated',
  },
  from: texts('stage', 'Run this stage or item again first though nothing changed: writes `rerun`, as retry does'),
};

export const run = buildCommand<RunFlags, [string], Cli>({
  docs: {
    brief: 'Carry out a run until it ends or needs a person',
    fullDescription:
      'Carries out the run of a manifest. Started again it goes on where it was; what is done is not done again.\n' +
      'Of a pipeline it makes a new manifest, runs/<pipeline>-<day>-<n>.yaml, and carries that out.\n' +
      'Ctrl-C once lets what runs end in time, twice ends it at once.\n' +
      'With --only a stage or item of a run that has started is tried out with its recorded inputs, in a folder of its own:\n' +
      'nothing of the run is written, unless --keep makes it a part of the run.\n\n' +
      `${EXITS}\n\n` +
      'EXAMPLES\n' +
      '  pipeline-runner run runs/ep001.yaml\n' +
      '  pipeline-runner run podcast --input topic="How rockets work" --input minutes=12 --input notes=@notes.md\n' +
      '  pipeline-runner run podcast --input topic=Tides --dry-run\n' +
      '  pipeline-runner run ep001 --until outlining\n' +
      '  pipeline-runner run ep001 --provider writer=offline\n' +
      '  pipeline-runner run ep001 --only clips[intro]\n' +
      '  pipeline-runner run ep001 --from outlining --only outlining --keep\n' +
      '  pipeline-runner run ep001 --json | jq .type',
  },
  parameters: {
    positional: { kind: 'tuple', parameters: [target] },
    flags: {
      ...shared,
      ...asking,
      keep: flag('With --only: carry the stage out as a part of the run, which records it'),
      waitingOk: flag('Exit with 0, not 3, when the run waits for an answer: for scripts that stop at failures'),
      dryRun: flag('Show what would be done, as `plan` does; nothing is executed or written'),
      json: flag(
        'Print every event as one line of JSON (event.schema.json); what --dry-run and a trial with --only tell, as one object',
      ),
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

export const plan = buildCommand<AskFlags, [string], Cli>({
  docs: {
    brief: 'Show what `run` would do now, and why, without doing it',
    fullDescription:
      'Shows the graph in waves, which stages would run or be reused and why, field by field, and how long that takes and\n' +
      'what it costs going by earlier runs; of many like items the first, --json has all of them. Executes nothing and\n' +
      'writes nothing.\n\n' +
      'EXAMPLES\n' +
      '  pipeline-runner plan ep001\n' +
      '  pipeline-runner plan podcast --input topic="How rockets work"\n' +
      '  pipeline-runner plan ep001 --from outlining --until mixing\n' +
      '  pipeline-runner plan ep001 --json | jq \'.tasks[] | select(.action == "run") | .address\'',
  },
  parameters: { positional: { kind: 'tuple', parameters: [target] }, flags: { ...shared, ...asking, json } },
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
      'Exit codes: 0 no mistakes (warnings do not count), 2 mistakes.\n\n' +
      'EXAMPLES\n' +
      '  pipeline-runner validate\n' +
      '  pipeline-runner validate pipelines/podcast.yaml runs/ep001.yaml\n' +
      '  pipeline-runner validate --format github',
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
