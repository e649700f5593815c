/** Commands about the program itself. What they do is loaded when one is asked for. */
import { SHELLS, type Shell } from '../completion-scripts.ts';
import { command, dollars, duration, flag, json, shared, text, value } from '../declare.ts';
import type { DoctorFlags, GcFlags, JsonFlags, SharedFlags } from '../flags.ts';

export const completion = command<SharedFlags, [Shell]>({
  brief: 'Print a script that completes command lines in bash, zsh or fish',
  about:
    'With it Tab completes commands, flags, their values, runs, pipelines and stages. Tab asks the program by the name that\n' +
    'was typed. One that npm put into the project, where npx finds it, is given a name first: type the second example in\n' +
    'the folder of the project.',
  examples: [
    'eval "$(pipeline-runner completion bash)"                  # in ~/.bashrc',
    'pipeline-runner() { node_modules/.bin/pipeline-runner "$@"; }; eval "$(pipeline-runner completion bash)"',
    'eval "$(pipeline-runner completion zsh)"                   # in ~/.zshrc, behind compinit',
    'pipeline-runner completion fish > ~/.config/fish/completions/pipeline-runner.fish',
  ],
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [{ brief: 'bash, zsh or fish', placeholder: 'shell', parse: shell }],
    },
    flags: { ...shared },
  },
  work: async () => (await import('../commands/completion.ts')).completionCommand,
});

function shell(input: string): Shell {
  const known = SHELLS.find((name) => name === input);
  if (known !== undefined) return known;
  throw new SyntaxError(`"${input}" is none of ${SHELLS.join(', ')}`);
}

export const gc = command<GcFlags, []>({
  brief: 'Remove what no run can need any more',
  about:
    'Removes old results from the cache, trial runs (run --only) that ended an hour ago or more, and what killed\n' +
    'processes, deleted runs and deleted pipelines have left behind.\n' +
    'Never removes a manifest, a checkpoint, or a file that a checkpoint names. Works beside runs that are being carried\n' +
    'out, and can be stopped at any time. Files in the folders of runs that no checkpoint names, and the definitions of\n' +
    'earlier generations, may be in git: they are counted, and go only with --artifacts and --pinned.\n\n' +
    'Exit codes: 0 done, 1 something could not be removed, 2 wrong input.',
  examples: [
    'pipeline-runner gc --dry-run',
    'pipeline-runner gc --keep-cache 7d',
    'pipeline-runner gc --artifacts --pinned --dry-run --json',
    'pipeline-runner gc --recorded',
  ],
  parameters: {
    flags: {
      ...shared,
      dryRun: flag('Say what would be removed, remove nothing'),
      json,
      keepCache: value('time', 'Keep cached results that were used in this time; 30d if not given', duration),
      keepGone: value(
        'time',
        'Keep for this time what is remembered of runs that are gone, they may come back; 30d if not given',
        duration,
      ),
      artifacts: flag('Remove files in the folders of runs that no checkpoint names'),
      pinned: flag('Remove the definitions that earlier generations of runs were pinned to'),
      recorded: flag('Remove recorded calls that no run uses, of folders whose runs have all completed here'),
    },
  },
  work: async () => (await import('../commands/gc.ts')).gcCommand,
});

export const doctor = command<DoctorFlags, []>({
  brief: 'Say what is there and what is missing: programs, packages, keys',
  about:
    'Looks at Node, the programs and packages that stages can use, the folders of the project, the ledger of calls, and\n' +
    'every provider of the config: its model, its address, whether its key is there (never its value). What nothing needs is\n' +
    'optional. With --call each provider is asked for the smallest answer it can give, under a budget for all together.\n\n' +
    'Exit codes: 0 all that is needed is there, 1 something is missing or did not answer, 2 the config is wrong.',
  examples: [
    'pipeline-runner doctor',
    'pipeline-runner doctor --call --max-cost 0.05',
    'pipeline-runner doctor --json | jq .findings',
  ],
  parameters: {
    flags: {
      ...shared,
      json,
      call: flag('Make the smallest possible call of each provider'),
      maxCost: value('usd', 'With --call: the most that all calls together may cost; 0.01 if not given', dollars),
    },
  },
  work: async () => (await import('../commands/doctor.ts')).doctorCommand,
});

export const schema = command<SharedFlags, [string?]>({
  brief: 'Print the JSON Schema of a file format',
  examples: ['pipeline-runner schema', 'pipeline-runner schema pipeline > pipeline.schema.json'],
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        {
          brief: 'pipeline, run, checkpoint, config, call, event or log',
          placeholder: 'schema',
          parse: text,
          optional: true,
        },
      ],
    },
    flags: { ...shared },
  },
  work: async () => (await import('../commands/schema.ts')).schemaCommand,
});

export const version = command<JsonFlags, []>({
  brief: 'Print the version, of Node too',
  about:
    'Prints the version of this program, of Node, and the platform. `pipeline-runner --version` prints the version alone.',
  examples: ['pipeline-runner version', 'pipeline-runner version --json | jq -r .node'],
  parameters: { flags: { ...shared, json } },
  work: async () => (await import('../commands/version.ts')).versionCommand,
});
