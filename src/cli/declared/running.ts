/** Declarations of the commands that run or check. Implementations are loaded on use. */
import { args, command, flag, json, shared, standIn, text, values } from '../declare.ts';
import type { AskFlags, JsonFlags, RunFlags, ValidateFlags } from '../flags.ts';
import type { FlagParametersForType } from '../stricli.ts';

const EXITS =
  'Exit codes: 0 completed, 1 failed, rejected or cancelled, 2 invalid, 3 waiting for a person, 130 interrupted.';

const target = {
  brief: 'A run (ep001, runs/ep001.yaml), or a pipeline to start a new run of (podcast, pipelines/podcast.yaml)',
  placeholder: 'manifest|pipeline',
  parse: text,
} as const;

/** Flags of `run` and `plan`. */
const asking: FlagParametersForType<Omit<AskFlags, keyof JsonFlags>> = {
  input: values('name=value', 'An input of a new run; name=@file reads the value from a file. Can be repeated', text),
  only: values(
    'stage',
    'Run this stage and no other; its needs must be done. In a started run, `run` only tries it out',
    text,
  ),
  until: values('stage', 'Run this stage and everything it needs, and no other. Can be repeated', text),
  provider: values(
    'name=name',
    'Use another provider in this run: writer=offline. Saved in the manifest. Can be repeated',
    standIn,
  ),
  from: values(
    'stage',
    'Run this stage or item again even if nothing changed: writes `rerun`, as `retry --from` does',
    text,
  ),
};

export const run = command<RunFlags, [string]>({
  brief: 'Start or resume a run, until it ends or waits for a person',
  about:
    'Given a manifest, starts its run or resumes it where it left off; completed stages do not run again.\n' +
    'Given a pipeline, creates a new manifest, runs/<pipeline>-<day>-<n>.yaml, and runs it.\n' +
    'Ctrl-C once lets running stages finish within a grace period, twice stops them at once.\n' +
    'With --only, a stage or item of a started run is tried out with its recorded inputs in a folder of its own; the run\n' +
    'itself does not change, unless --keep records the result in it.\n\n' +
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
    positional: args(target),
    flags: {
      ...shared,
      ...asking,
      keep: flag('With --only: run the stage as part of the run and record its result'),
      record: flag('In a run with `replay`: make calls that are not recorded with the real providers, and record them'),
      waitingOk: flag('Exit with 0, not 3, when the run waits for approval: for scripts that stop at failures'),
      dryRun: flag('Show what would be done, as `plan` does; execute and write nothing'),
      json: flag(
        'Print every event as one line of JSON (event.schema.json); with --dry-run, or a trial with --only, one object',
      ),
      quiet: flag('Print only the outputs, as JSON, or a summary if the run did not complete'),
    },
    aliases: { q: 'quiet' },
  },
  work: async () => (await import('../commands/run.ts')).runCommand,
});

export const plan = command<AskFlags, [string]>({
  brief: 'Show what `run` would do now and why, without doing it',
  about:
    'Shows the graph in waves: which stages would run or be reused and why, field by field, with time and cost estimates\n' +
    'from earlier runs. Of many similar items only the first is shown; --json has all of them. Warns of edits that\n' +
    'only `retry` adopts, and of missing files. Executes and writes nothing.',
  examples: [
    'pipeline-runner plan ep001',
    'pipeline-runner plan podcast --input topic="How rockets work"',
    'pipeline-runner plan ep001 --from outlining --until mixing',
    'pipeline-runner plan ep001 --json | jq \'.tasks[] | select(.action == "run") | .address\'',
  ],
  parameters: { positional: args(target), flags: { ...shared, ...asking, json } },
  work: async () => (await import('../commands/plan.ts')).planCommand,
});

export const validate = command<ValidateFlags, string[]>({
  brief: 'Check pipelines and manifests without running anything',
  about:
    'Checks all pipelines and manifests of the project, or only the given files and folders. The manifest of a started\n' +
    'run is checked against the pipeline the run started with, unless it asks for a new generation.\n\n' +
    'Exit codes: 0 no errors (warnings do not count), 2 errors.',
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
      format: {
        kind: 'enum',
        values: ['text', 'json', 'github'],
        default: 'text',
        brief: 'How to print errors and warnings',
      },
    },
  },
  work: async () => (await import('../commands/validate.ts')).validateCommand,
});
