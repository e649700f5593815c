/** Commands that tell of runs and change nothing. What they do is loaded when one is asked for. */
import { COST_KEYS } from '../../core/cost-lines.ts';
import { RUN_STATUSES } from '../../model/checkpoint.ts';
import {
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
  brief: 'Show how far a run is; without a run, those that are not finished',
  about:
    'Shows a run stage by stage; without a run, one line for each that is not finished. Exits with 0 whatever it shows:\n' +
    'scripts read the status from --json.',
  examples: [
    'pipeline-runner status',
    'pipeline-runner status ep001',
    'pipeline-runner status ep001 --json | jq -r .checkpoint.status',
  ],
  parameters: {
    positional: { kind: 'tuple', parameters: [{ ...runArgument, optional: true }] },
    flags: { ...shared, json },
  },
  work: async () => (await import('../commands/status.ts')).statusCommand,
});

export const list = command<ListFlags, []>({
  brief: 'List runs, or with --waiting all that waits for a person',
  about:
    'Lists runs, one line each, newest first; those that have not started yet come before all others.\n' +
    'A run is listed if it fits everything that is asked for; of several --status one is enough. With --waiting it lists\n' +
    'gates instead, one line each, the oldest question first, with the file to read; --json has the question too.\n' +
    'On a terminal the newest 50 runs are shown; --all and --limit say otherwise. Into a pipe or a file, with --json and\n' +
    'with --waiting go all. Below a run stands for whom it waits, and what is wrong with its manifest, unless it is\n' +
    'completed.',
  examples: [
    'pipeline-runner list --waiting',
    'pipeline-runner list --status failed --status paused --since 7d',
    'pipeline-runner list --pipeline podcast --label show=kids --limit 20',
    'pipeline-runner list --json | jq -r .run',
  ],
  parameters: {
    flags: {
      ...shared,
      json: flag('Print one line of JSON a run, or with --waiting a gate'),
      waiting: flag('Only gates that wait for a person, one line each'),
      status: { kind: 'enum', values: RUN_STATUSES, optional: true, variadic: true, brief: 'Only runs of this status' },
      pipeline: value('pipeline', 'Only runs of this pipeline', text),
      label: values('name=value', 'Only runs whose manifest has this label', label),
      since: value(
        'time',
        'Only runs that were started since: 7d, 12h, 2026-11-30 (from midnight, in the zone of this machine)',
        pointInTime,
      ),
      limit: value('n', 'Only the first so many', wholeNumber),
      all: flag('On a terminal too, all that fit'),
    },
  },
  work: async () => (await import('../commands/list.ts')).listCommand,
});

export const logs = command<LogsFlags, [string, string?]>({
  brief: 'Print what stages wrote while they ran, or follow what they write',
  about:
    'Prints the log of the newest attempt of a stage or item; without a stage the end of every newest log.\n' +
    'With --follow it goes on with what comes, new attempts and stages too, until nobody works on the run; without a\n' +
    'stage each line begins with the stage that wrote it. Ctrl-C ends it sooner (130) and does not touch the run.',
  examples: [
    'pipeline-runner logs ep001',
    'pipeline-runner logs -f ep001 mixing',
    "pipeline-runner logs ep001 'clips[intro]' --attempt 2",
  ],
  parameters: {
    positional: { kind: 'tuple', parameters: [runArgument, stageArgument] },
    flags: {
      ...shared,
      attempt: value('n', 'Which attempt, from 1', wholeNumber),
      follow: flag('Go on with what comes until the run rests'),
    },
    aliases: { f: 'follow' },
  },
  work: async () => (await import('../commands/logs.ts')).logsCommand,
});

export const explain = command<JsonFlags, [string, string?]>({
  brief: 'Explain why stages ran, were reused, wait or will run again',
  about:
    'Compares what each result depended on with what is there now, field by field. Of a single stage it tells each attempt\n' +
    'too, with its time, cost and log; of many items those first that are not done. --json has all of them.',
  examples: [
    'pipeline-runner explain ep001',
    'pipeline-runner explain ep001 outlining',
    "pipeline-runner explain ep001 'clips[intro]'",
  ],
  parameters: { positional: { kind: 'tuple', parameters: [runArgument, stageArgument] }, flags: { ...shared, json } },
  work: async () => (await import('../commands/explain.ts')).explainCommand,
});

export const cost = command<CostFlags, [string?]>({
  brief: 'Show what a run, or all of them, cost',
  about:
    'One line for each stage, provider, model, day (UTC), run, set of labels, or reason why an attempt was made, and the\n' +
    'total, which is what the checkpoints say to the millionth of a dollar. Failed and lost attempts count. A cost that\n' +
    'nobody knows is never zero: the line says "at least". Without a run all runs of the project are added up.\n\n' +
    'The reasons of --by why: first attempt; after a failure, a timeout, a kill (of the runner), a stop; changed or sent\n' +
    'back (what it depends on, or by a gate); rerun (retry, reset).',
  examples: [
    'pipeline-runner cost ep001',
    'pipeline-runner cost ep001 --by model',
    'pipeline-runner cost --by day',
    'pipeline-runner cost --by why --since 7d',
    'pipeline-runner cost --by label --json | jq .total.usd_micros',
  ],
  parameters: {
    positional: { kind: 'tuple', parameters: [{ ...runArgument, optional: true }] },
    flags: {
      ...shared,
      json,
      by: {
        kind: 'enum',
        values: COST_KEYS,
        optional: true,
        brief: 'What the lines are about; of one run its stages by default, else the runs',
      },
      since: value(
        'time',
        'Only what was spent since: 7d, 12h, 2026-11-30 (from midnight, in the zone of this machine)',
        pointInTime,
      ),
    },
  },
  work: async () => (await import('../commands/cost.ts')).costCommand,
});

export const lineage = command<JsonFlags, [string]>({
  brief: 'Show where a file came from and what was made from it',
  about:
    'Takes the path of an artifact or of a file that stages read, a sha256, a run, or a stage of a run as\n<run>:<stage>.',
  examples: ['pipeline-runner lineage runs/ep001.run/mixing/episode.mp3', 'pipeline-runner lineage ep001:outlining'],
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [{ brief: 'A file, a sha256, a run or <run>:<stage>', placeholder: 'file-or-run', parse: text }],
    },
    flags: { ...shared, json },
  },
  work: async () => (await import('../commands/lineage.ts')).lineageCommand,
});

export const verify = command<JsonFlags, [string]>({
  brief: 'Check that approvals, digests and files of a run still hold',
  about:
    'Looks at the checkpoint, the definitions, the questions and the files that it names by digest, and, where the project\n' +
    'is in git, at the commits that approved: whether they are in this branch, hold this answer to what was asked, and are\n' +
    'signed as was recorded. Needs no network and no daemon. What cannot be told here (a shallow clone, a file that git\n' +
    'does not keep) is listed. Exits with 1 when something does not hold.',
  examples: [
    'pipeline-runner verify ep001',
    'pipeline-runner verify ep001 --json | jq \'.findings[] | select(.verdict != "holds")\'',
  ],
  parameters: { positional: { kind: 'tuple', parameters: [runArgument] }, flags: { ...shared, json } },
  work: async () => (await import('../commands/verify.ts')).verifyCommand,
});

export const graph = command<GraphFlags, [string]>({
  brief: 'Draw the stages of a pipeline or of a run, as Mermaid or Graphviz',
  about:
    'Prints the stages and what they need as a Mermaid flowchart, which GitHub draws in Markdown, or in the DOT language\n' +
    'of Graphviz. Of a run the colours show the status of each stage. A name that a pipeline and a run have is taken for\n' +
    'the run, as by `run`; pipelines/<name>.yaml names the pipeline.',
  examples: [
    'pipeline-runner graph podcast',
    'pipeline-runner graph runs/ep001.yaml --format dot | dot -Tsvg > ep001.svg',
  ],
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [{ brief: 'A pipeline or a run, by name or path', placeholder: 'pipeline-or-run', parse: text }],
    },
    flags: {
      ...shared,
      format: { kind: 'enum', values: ['mermaid', 'dot'], default: 'mermaid', brief: 'The language of the picture' },
    },
  },
  work: async () => (await import('../commands/graph.ts')).graphCommand,
});
