/** Declarations of the commands that show runs and change nothing. Implementations are loaded on use. */
import { COST_KEYS } from '../../core/cost-lines.ts';
import { RUN_STATUSES } from '../../model/checkpoint.ts';
import {
  args,
  choice,
  command,
  flag,
  json,
  label,
  pointInTime,
  runArgument,
  shared,
  stageArgument,
  text,
  value,
  values,
  wholeNumber,
} from '../declare.ts';
import type { CostFlags, GraphFlags, JsonFlags, ListFlags, LogsFlags } from '../flags.ts';

export const status = command<JsonFlags, [string?]>({
  brief: 'Show the progress of a run, or list all unfinished runs',
  about:
    'Shows a run stage by stage; without a run, one line for each unfinished run. Exits with 0 whatever the status is:\n' +
    'scripts should read the status from --json.',
  examples: [
    'pipeline-runner status',
    'pipeline-runner status ep001',
    'pipeline-runner status ep001 --json | jq -r .checkpoint.status',
  ],
  parameters: {
    positional: args({ ...runArgument, optional: true }),
    flags: { ...shared, json },
  },
  work: async () => (await import('../commands/status.ts')).statusCommand,
});

export const list = command<ListFlags, []>({
  brief: 'List runs, or with --waiting everything that waits for a person',
  about:
    'Lists runs, one line each, newest first; runs that have not started yet come first. A run is listed if it matches\n' +
    'all given filters; of several --status values it must match one. With --waiting it lists gates instead, one line\n' +
    'each, the oldest question first, with the file to read; --json also includes the question.\n' +
    'A terminal shows the newest 50 runs unless you pass --all or --limit; a pipe or file, --json and --waiting get all of\n' +
    'them. Below each run that is not completed are the people it waits for and any errors in its manifest.',
  examples: [
    'pipeline-runner list --waiting',
    'pipeline-runner list --status failed --status paused --since 7d',
    'pipeline-runner list --pipeline podcast --label show=kids --limit 20',
    'pipeline-runner list --json | jq -r .run',
  ],
  parameters: {
    flags: {
      ...shared,
      json: flag('Print one line of JSON per run, or with --waiting per gate'),
      waiting: flag('List gates that wait for a person, one line each'),
      status: { ...choice(RUN_STATUSES, 'Only runs with this status'), variadic: true },
      pipeline: value('pipeline', 'Only runs of this pipeline', text),
      label: values('name=value', 'Only runs with this label in the manifest', label),
      since: value('time', 'Only runs started since: 7d, 12h, 2026-11-30 (from midnight, local time)', pointInTime),
      limit: value('n', 'Show at most this many', wholeNumber),
      all: flag('Show all matching runs, on a terminal too'),
    },
  },
  work: async () => (await import('../commands/list.ts')).listCommand,
});

export const logs = command<LogsFlags, [string, string?]>({
  brief: 'Print the logs of stages, or follow them live',
  about:
    'Prints the log of the latest attempt of a stage or item; without a stage, the end of the latest log of each.\n' +
    'With --follow it keeps printing, including new attempts and stages, until no process works on the run; without a\n' +
    'stage, each line is prefixed with the stage that wrote it. Ctrl-C stops following (exit code 130), not the run.',
  examples: [
    'pipeline-runner logs ep001',
    'pipeline-runner logs -f ep001 mixing',
    "pipeline-runner logs ep001 'clips[intro]' --attempt 2",
  ],
  parameters: {
    positional: args(runArgument, stageArgument),
    flags: {
      ...shared,
      attempt: value('n', 'The number of the attempt, from 1', wholeNumber),
      follow: flag('Keep printing new output until the run stops'),
    },
    aliases: { f: 'follow' },
  },
  work: async () => (await import('../commands/logs.ts')).logsCommand,
});

export const explain = command<JsonFlags, [string, string?]>({
  brief: 'Explain why stages ran, were reused, wait or will run again',
  about:
    'Compares what each result depended on with the current state, field by field. For a single stage it also lists every\n' +
    'attempt with its time, cost and log. Of many items, unfinished ones come first; --json has all of them.',
  examples: [
    'pipeline-runner explain ep001',
    'pipeline-runner explain ep001 outlining',
    "pipeline-runner explain ep001 'clips[intro]'",
  ],
  parameters: { positional: args(runArgument, stageArgument), flags: { ...shared, json } },
  work: async () => (await import('../commands/explain.ts')).explainCommand,
});

export const cost = command<CostFlags, [string?]>({
  brief: 'Show the cost of a run, or of all runs',
  about:
    'Prints one line per stage, provider, model, day or month (UTC), run, pipeline, set of labels or reason for an\n' +
    'attempt, and a total that equals the checkpoints to the millionth of a dollar. Failed and lost attempts count. An\n' +
    'unknown cost is never treated as zero: the line says "at least". Without a run, all runs of the project are added\n' +
    'up.\n\n' +
    'The reasons of --by why: first attempt; after a failure, a timeout, a kill (of the runner), a stop; changed or sent\n' +
    'back (something it depends on changed, or a gate sent it back); rerun (retry, reset).',
  examples: [
    'pipeline-runner cost ep001',
    'pipeline-runner cost ep001 --by model',
    'pipeline-runner cost --by month',
    'pipeline-runner cost --by pipeline --since 2026-11-01',
    'pipeline-runner cost --by why --since 7d',
    'pipeline-runner cost --by label --json | jq .total.usd_micros',
  ],
  parameters: {
    positional: args({ ...runArgument, optional: true }),
    flags: {
      ...shared,
      json,
      by: choice(COST_KEYS, 'Group by this; default: stages for one run, else runs'),
      since: value('time', 'Only what was spent since: 7d, 12h, 2026-11-30 (from midnight, local time)', pointInTime),
    },
  },
  work: async () => (await import('../commands/cost.ts')).costCommand,
});

export const lineage = command<JsonFlags, [string]>({
  brief: 'Show where a file came from and what was made from it',
  about:
    'Accepts the path of an artifact or of a file that stages read, a sha256, a run, or a stage of a run written as\n' +
    '<run>:<stage>.',
  examples: ['pipeline-runner lineage runs/ep001.run/mixing/episode.mp3', 'pipeline-runner lineage ep001:outlining'],
  parameters: {
    positional: args({ brief: 'A file, a sha256, a run, or <run>:<stage>', placeholder: 'file-or-run', parse: text }),
    flags: { ...shared, json },
  },
  work: async () => (await import('../commands/lineage.ts')).lineageCommand,
});

export const verify = command<JsonFlags, [string]>({
  brief: 'Verify the approvals, digests and files of a run',
  about:
    'Checks the checkpoint, the pinned definitions, the questions and all files recorded by digest. If the project is in\n' +
    'git, it also checks the commits of approvals: that they are on this branch, contain this answer to this question, and\n' +
    'are signed as recorded. Needs no network and no daemon. What cannot be checked here (a shallow clone, a file not kept\n' +
    'in git) is listed. Exits with 1 if a check fails.',
  examples: [
    'pipeline-runner verify ep001',
    'pipeline-runner verify ep001 --json | jq \'.findings[] | select(.verdict != "holds")\'',
  ],
  parameters: { positional: args(runArgument), flags: { ...shared, json } },
  work: async () => (await import('../commands/verify.ts')).verifyCommand,
});

export const graph = command<GraphFlags, [string]>({
  brief: 'Draw the stage graph of a pipeline or run as Mermaid or Graphviz',
  about:
    'Prints the stages and their dependencies as a Mermaid flowchart, which GitHub renders in Markdown, or in the DOT\n' +
    'language of Graphviz. For a run, colors show the status of each stage. A name shared by a run and a pipeline means\n' +
    'the run, as with `run`; use pipelines/<name>.yaml for the pipeline.',
  examples: [
    'pipeline-runner graph podcast',
    'pipeline-runner graph runs/ep001.yaml --format dot | dot -Tsvg > ep001.svg',
  ],
  parameters: {
    positional: args({ brief: 'A pipeline or a run, by name or path', placeholder: 'pipeline-or-run', parse: text }),
    flags: {
      ...shared,
      format: { kind: 'enum', values: ['mermaid', 'dot'], default: 'mermaid', brief: 'The output language' },
    },
  },
  work: async () => (await import('../commands/graph.ts')).graphCommand,
});
