/** Commands that tell of runs and change nothing. What they do is loaded when one is asked for. */
import { COST_KEYS } from '../../core/cost-lines.ts';
import { RUN_STATUSES } from '../../model/checkpoint.ts';
import {
  type Cli,
  flag,
  json,
  label,
  pointInTime,
  runArgument,
  shared,
  stageArgument,
  text,
  wholeNumber,
} from '../declare.ts';
import type { CostFlags, GraphFlags, JsonFlags, ListFlags, LogsFlags } from '../flags.ts';
import { buildCommand } from '../stricli.ts';

export const status = buildCommand<JsonFlags, [string?], Cli>({
  docs: {
    brief: 'Show how far a run is; without a run, those that are not finished',
    fullDescription:
      'Shows a run stage by stage; without a run, one line for each that is not finished. Exits with 0 whatever it shows:\n' +
      'scripts read the status from --json.\n\n' +
      'EXAMPLES\n  pipeline-runner status\n  pipeline-runner status ep001\n' +
      '  pipeline-runner status ep001 --json | jq -r .checkpoint.status',
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
    brief: 'List runs, or with --waiting all that waits for a person',
    fullDescription:
      'Lists runs, one line each, newest first; those that have not started yet come before all others.\n' +
      'A run is listed if it fits everything that is asked for; of several --status one is enough. With --waiting it lists\n' +
      'gates instead, one line each, the oldest question first, with the file to read; --json has the question too.\n' +
      'On a terminal the newest 50 runs are shown; --all and --limit say otherwise. Into a pipe or a file, with --json and\n' +
      'with --waiting go all. Below a run stands for whom it waits, and what is wrong with its manifest, unless it is\n' +
      'completed.\n\n' +
      'EXAMPLES\n  pipeline-runner list --waiting\n  pipeline-runner list --status failed --status paused --since 7d\n' +
      '  pipeline-runner list --pipeline podcast --label show=kids --limit 20\n' +
      '  pipeline-runner list --json | jq -r .run',
  },
  parameters: {
    flags: {
      ...shared,
      json: flag('Print one line of JSON a run, or with --waiting a gate'),
      waiting: flag('Only gates that wait for a person, one line each'),
      status: { kind: 'enum', values: RUN_STATUSES, optional: true, variadic: true, brief: 'Only runs of this status' },
      pipeline: {
        kind: 'parsed',
        parse: text,
        optional: true,
        placeholder: 'pipeline',
        brief: 'Only runs of this pipeline',
      },
      label: {
        kind: 'parsed',
        parse: label,
        optional: true,
        variadic: true,
        placeholder: 'name=value',
        brief: 'Only runs whose manifest has this label',
      },
      since: {
        kind: 'parsed',
        parse: pointInTime,
        optional: true,
        placeholder: 'time',
        brief: 'Only runs that were started since: 7d, 12h, 2026-11-30 (from midnight, in the zone of this machine)',
      },
      limit: {
        kind: 'parsed',
        parse: wholeNumber,
        optional: true,
        placeholder: 'n',
        brief: 'Only the first so many',
      },
      all: flag('On a terminal too, all that fit'),
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
    brief: 'Print what stages wrote while they ran, or follow what they write',
    fullDescription:
      'Prints the log of the newest attempt of a stage or item; without a stage the end of every newest log.\n' +
      'With --follow it goes on with what comes, new attempts and stages too, until nobody works on the run; without a\n' +
      'stage each line begins with the stage that wrote it. Ctrl-C ends it sooner (130) and does not touch the run.\n\n' +
      "EXAMPLES\n  pipeline-runner logs ep001\n  pipeline-runner logs -f ep001 mixing\n  pipeline-runner logs ep001 'clips[intro]' --attempt 2",
  },
  parameters: {
    positional: { kind: 'tuple', parameters: [runArgument, stageArgument] },
    flags: {
      ...shared,
      attempt: { kind: 'parsed', parse: wholeNumber, optional: true, placeholder: 'n', brief: 'Which attempt, from 1' },
      follow: flag('Go on with what comes until the run rests'),
    },
    aliases: { f: 'follow' },
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
      'Compares what each result depended on with what is there now, field by field. Of a single stage it tells each attempt\n' +
      'too, with its time, cost and log; of many items those first that are not done. --json has all of them.\n\n' +
      'EXAMPLES\n  pipeline-runner explain ep001\n  pipeline-runner explain ep001 outlining\n' +
      "  pipeline-runner explain ep001 'clips[intro]'",
  },
  parameters: { positional: { kind: 'tuple', parameters: [runArgument, stageArgument] }, flags: { ...shared, json } },
  loader: async () => {
    const { explainCommand } = await import('../commands/explain.ts');
    return function (flags, typed, stage) {
      return this.perform(flags, () => explainCommand(this.terminal, flags, { typed, stage }));
    };
  },
});

export const cost = buildCommand<CostFlags, [string?], Cli>({
  docs: {
    brief: 'Show what a run, or all of them, cost',
    fullDescription:
      'One line for each stage, provider, model, day (UTC), run, or set of labels, and the total, which is what the\n' +
      'checkpoints say to the millionth of a dollar. Failed and lost attempts count. A cost that nobody knows is never\n' +
      'zero: the line says "at least". Without a run all runs of the project are added up.\n\n' +
      'EXAMPLES\n  pipeline-runner cost ep001\n  pipeline-runner cost ep001 --by model\n  pipeline-runner cost --by day\n' +
      '  pipeline-runner cost --by label --json | jq .total.usd_micros',
  },
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
    },
  },
  loader: async () => {
    const { costCommand } = await import('../commands/cost.ts');
    return function (flags, typed) {
      return this.perform(flags, () => costCommand(this.terminal, flags, typed));
    };
  },
});

export const lineage = buildCommand<JsonFlags, [string], Cli>({
  docs: {
    brief: 'Show where a file came from and what was made from it',
    fullDescription:
      'Takes the path of an artifact or of a file that stages read, a sha256, a run, or a stage of a run as\n<run>:<stage>.\n\n' +
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

export const verify = buildCommand<JsonFlags, [string], Cli>({
  docs: {
    brief: 'Check that approvals, digests and files of a run still hold',
    fullDescription:
      'Looks at the checkpoint, the definitions, the questions and the files that it names by digest, and, where the project\n' +
      'is in git, at the commits that approved: whether they are in this branch, hold this answer to what was asked, and are\n' +
      'signed as was recorded. Needs no network and no daemon. What cannot be told here (a shallow clone, a file that git\n' +
      'does not keep) is listed. Exits with 1 when something does not hold.\n\n' +
      'EXAMPLES\n  pipeline-runner verify ep001\n' +
      '  pipeline-runner verify ep001 --json | jq \'.findings[] | select(.verdict != "holds")\'',
  },
  parameters: { positional: { kind: 'tuple', parameters: [runArgument] }, flags: { ...shared, json } },
  loader: async () => {
    const { verifyCommand } = await import('../commands/verify.ts');
    return function (flags, typed) {
      return this.perform(flags, () => verifyCommand(this.terminal, flags, typed));
    };
  },
});

export const graph = buildCommand<GraphFlags, [string], Cli>({
  docs: {
    brief: 'Draw the stages of a pipeline or of a run, as Mermaid or Graphviz',
    fullDescription:
      'Prints the stages and what they need as a Mermaid flowchart, which GitHub draws in Markdown, or in the DOT language\n' +
      'of Graphviz. Of a run the colours show the status of each stage. A name that a pipeline and a run have is taken for\n' +
      'the run, as by `run`; pipelines/<name>.yaml names the pipeline.\n\n' +
      'EXAMPLES\n  pipeline-runner graph podcast\n' +
      '  pipeline-runner graph runs/ep001.yaml --format dot | dot -Tsvg > ep001.svg',
  },
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
  loader: async () => {
    const { graphCommand } = await import('../commands/graph.ts');
    return function (flags, typed) {
      return this.perform(flags, () => graphCommand(this.terminal, flags, typed));
    };
  },
});
