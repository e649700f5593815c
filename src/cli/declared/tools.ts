/** Commands about the program itself. What they do is loaded when one is asked for. */
import { SHELLS, type Shell } from '../completion-scripts.ts';
import { type Cli, dollars, duration, flag, json, shared, text } from '../declare.ts';
import type { DoctorFlags, GcFlags, JsonFlags, SharedFlags } from '../flags.ts';
import { buildCommand } from '../stricli.ts';

export const completion = buildCommand<SharedFlags, [Shell], Cli>({
  docs: {
    brief: 'Print a script that completes command lines in bash, zsh or fish',
    fullDescription:
      'With it Tab completes commands, flags, their values, runs, pipelines and stages. Tab asks the program by the name that\n' +
      'was typed. One that npm put into the project, where npx finds it, is given a name first: type the second example in\n' +
      'the folder of the project.\n\n' +
      'EXAMPLES\n' +
      '  eval "$(pipeline-runner completion bash)"                  # in ~/.bashrc\n' +
      '  pipeline-runner() { node_modules/.bin/pipeline-runner "$@"; }; eval "$(pipeline-runner completion bash)"\n' +
      '  eval "$(pipeline-runner completion zsh)"                   # in ~/.zshrc, behind compinit\n' +
      '  pipeline-runner completion fish > ~/.config/fish/completions/pipeline-runner.fish',
  },
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [{ brief: 'bash, zsh or fish', placeholder: 'shell', parse: shell }],
    },
    flags: { ...shared },
  },
  loader: async () => {
    const { completionCommand } = await import('../commands/completion.ts');
    return function (flags, name) {
      return this.perform(flags, () => completionCommand(this.terminal, name));
    };
  },
});

function shell(input: string): Shell {
  const known = SHELLS.find((name) => name === input);
  if (known !== undefined) return known;
  throw new SyntaxError(`"${input}" is none of ${SHELLS.join(', ')}`);
}

export const gc = buildCommand<GcFlags, [], Cli>({
  docs: {
    brief: 'Remove what no run can need any more',
    fullDescription:
      'Removes old results from the cache, trial runs (run --only) that ended an hour ago or more, and what killed\n' +
      'processes, deleted runs and deleted pipelines have left behind.\n' +
      'Never removes a manifest, a checkpoint, or a file that a checkpoint names. Works beside runs that are being carried\n' +
      'out, and can be stopped at any time. Files in the folders of runs that no checkpoint names, and the definitions of\n' +
      'earlier generations, may be in git: they are counted, and go only with --artifacts and --pinned.\n\n' +
      'Exit codes: 0 done, 1 something could not be removed, 2 wrong input.\n\n' +
      'EXAMPLES\n' +
      '  pipeline-runner gc --dry-run\n' +
      '  pipeline-runner gc --keep-cache 7d\n' +
      '  pipeline-runner gc --artifacts --pinned --dry-run --json',
  },
  parameters: {
    flags: {
      ...shared,
      dryRun: flag('Say what would be removed, remove nothing'),
      json,
      keepCache: {
        kind: 'parsed',
        parse: duration,
        optional: true,
        placeholder: 'time',
        brief: 'Keep cached results that were used in this time; 30d if not given',
      },
      keepGone: {
        kind: 'parsed',
        parse: duration,
        optional: true,
        placeholder: 'time',
        brief: 'Keep for this time what is remembered of runs that are gone, they may come back; 30d if not given',
      },
      artifacts: flag('Remove files in the folders of runs that no checkpoint names'),
      pinned: flag('Remove the definitions that earlier generations of runs were pinned to'),
    },
  },
  loader: async () => {
    const { gcCommand } = await import('../commands/gc.ts');
    return function (flags) {
      return this.perform(flags, () => gcCommand(this.terminal, flags));
    };
  },
});

export const doctor = buildCommand<DoctorFlags, [], Cli>({
  docs: {
    brief: 'Say what is there and what is missing: programs, packages, keys',
    fullDescription:
      'Looks at Node, the programs and packages that stages can use, the folders of the project, the ledger of calls, and\n' +
      'every provider of the config: its model, its address, whether its key is there (never its value). What nothing needs is\n' +
      'optional. With --call each provider is asked for the smallest answer it can give, under a budget for all together.\n\n' +
      'Exit codes: 0 all that is needed is there, 1 something is missing or did not answer, 2 the config is wrong.\n\n' +
      'EXAMPLES\n' +
      '  pipeline-runner doctor\n' +
      '  pipeline-runner doctor --call --max-cost 0.05\n' +
      '  pipeline-runner doctor --json | jq .findings',
  },
  parameters: {
    flags: {
      ...shared,
      json,
      call: flag('Make the smallest possible call of each provider'),
      maxCost: {
        kind: 'parsed',
        parse: dollars,
        optional: true,
        placeholder: 'usd',
        brief: 'With --call: the most that all calls together may cost; 0.01 if not given',
      },
    },
  },
  loader: async () => {
    const { doctorCommand } = await import('../commands/doctor.ts');
    return function (flags) {
      return this.perform(flags, () => doctorCommand(this.terminal, flags));
    };
  },
});

export const schema = buildCommand<SharedFlags, [string?], Cli>({
  docs: {
    brief: 'Print the JSON Schema of a file format',
    fullDescription: 'EXAMPLES\n  pipeline-runner schema\n  pipeline-runner schema pipeline > pipeline.schema.json',
  },
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        { brief: 'pipeline, run, checkpoint, config or event', placeholder: 'schema', parse: text, optional: true },
      ],
    },
    flags: { ...shared },
  },
  loader: async () => {
    const { schemaCommand } = await import('../commands/schema.ts');
    return function (flags, name) {
      return this.perform(flags, () => schemaCommand(this.terminal, name));
    };
  },
});

export const version = buildCommand<JsonFlags, [], Cli>({
  docs: {
    brief: 'Print the version, of Node too',
    fullDescription:
      'Prints the version of this program, of Node, and the platform. `pipeline-runner --version` prints the version alone.\n\n' +
      'EXAMPLES\n  pipeline-runner version\n  pipeline-runner version --json | jq -r .node',
  },
  parameters: { flags: { ...shared, json } },
  loader: async () => {
    const { versionCommand } = await import('../commands/version.ts');
    return function (flags) {
      return this.perform(flags, () => versionCommand(this.terminal, flags));
    };
  },
});
