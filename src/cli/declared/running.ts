/** Commands that carry out or check. What they do is loaded when one is asked for. */
import { command, flag, json, shared, standIn, text, values } from '../declare.ts';
import type { AskFlags, JsonFlags, RunFlags, ValidateFlags } from '../flags.ts';
import type { FlagParametersForType } from '../stricli.ts';

const EXITS =
  'Exit codes: 0 completed, 1 failed, rejected or cancelled, 2 invalid, 3 waits for a person, 130 interrupted.';

const target = {
  brief: 'A run (ep001, runs/ep001.yaml), or a pipeline (podcast, pipelines/podcast.yaml) to be run anew',
  placeholder: 'manifest|pipeline',
  parse: text,
} as const;

/** What can be asked of a run. */
const asking: FlagParametersForType<Omit<AskFlags, keyof JsonFlags>> = {
  input: values('name=value', 'An input of a new run; name=@file takes the text of a file. Can be repeated', text),
  only: values(
    'stage',
    'This stage and no other; what it needs must be there. Of a started run, `run` only tries it',
    text,
  ),
  until: values('stage', 'Carry out this stage and all that it needs, and no other. Can be repeated', text),
  provider: values(
    'name=name',
    'Let another provider answer in this run: writer=offline. Stands in the manifest. Can be repeated',
    standIn,
  ),
  from: values(
    'stage',
    'Run this stage or item again first though nothing changed: writes `rerun`, as retry does',
    text,
  ),
};

export const run = command<RunFlags, [string]>({
  brief: 'Carry out a run until it ends or needs a person',
  about:
    'Carries out the run of a manifest. Started again it goes on where it was; what is done is not done again.\n' +
    'Of a pipeline it makes a new manifest, runs/<pipeline>-<day>-<n>.yaml, and carries that out.\n' +
    'Ctrl-C once lets what runs end in time, twice ends it at once.\n' +
    'With --only a stage or item of a run that has started is tried out with its recorded inputs, in a folder of its own:\n' +
    'nothing of the run is written, unless --keep makes it a part of the run.\n\n' +
    EXITS,
  examples: [
    'pipeline-runner run runs/ep001.yaml',
    'pipeline-runner run podcast --input topic="How rockets work" --input minutes=12 --input notes=@notes.md',
    'pipeline-runner run podcast --input topic=Tides --dry-run',
    'pipeline-runner run ep001 --until outlining',
    'pipeline-runner run ep001 --provider writer=offline',
    'pipeline-runner run ep001 --only clips[intro]',
    'pipeline-runner run ep001 --from outlining --only outlining --keep',
    'pipeline-runner run tests/podcast --record',
    'pipeline-runner run ep001 --json | jq .type',
  ],
  parameters: {
    positional: { kind: 'tuple', parameters: [target] },
    flags: {
      ...shared,
      ...asking,
      keep: flag('With --only: carry the stage out as a part of the run, which records it'),
      record: flag('Of a run with `replay`: ask the real providers for calls that are not recorded, and record them'),
      waitingOk: flag('Exit with 0, not 3, when the run waits for an answer: for scripts that stop at failures'),
      dryRun: flag('Show what would be done, as `plan` does; nothing is executed or written'),
      json: flag(
        'Print every event as one line of JSON (event.schema.json); what --dry-run and a trial with --only tell, as one object',
      ),
      quiet: flag('Print nothing but failures and the outputs'),
    },
    aliases: { q: 'quiet' },
  },
  work: async () => (await import('../commands/run.ts')).runCommand,
});

export const plan = command<AskFlags, [string]>({
  brief: 'Show what `run` would do now, and why, without doing it',
  about:
    'Shows the graph in waves, which stages would run or be reused and why, field by field, and how long that takes and\n' +
    'what it costs going by earlier runs; of many like items the first, --json has all of them. Executes nothing and\n' +
    'writes nothing.',
  examples: [
    'pipeline-runner plan ep001',
    'pipeline-runner plan podcast --input topic="How rockets work"',
    'pipeline-runner plan ep001 --from outlining --until mixing',
    'pipeline-runner plan ep001 --json | jq \'.tasks[] | select(.action == "run") | .address\'',
  ],
  parameters: { positional: { kind: 'tuple', parameters: [target] }, flags: { ...shared, ...asking, json } },
  work: async () => (await import('../commands/plan.ts')).planCommand,
});

export const validate = command<ValidateFlags, string[]>({
  brief: 'Check pipelines and manifests without running anything',
  about:
    'Checks all pipelines and manifests of the project, or the files and folders that are named. The manifest of a ' +
    'run that has begun is held to the pipeline that the run began with, unless it asks for a new generation.\n\n' +
    'Exit codes: 0 no mistakes (warnings do not count), 2 mistakes.',
  examples: [
    'pipeline-runner validate',
    'pipeline-runner validate pipelines/podcast.yaml runs/ep001.yaml',
    'pipeline-runner validate --format github',
  ],
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
  work: async () => (await import('../commands/validate.ts')).validateCommand,
});
