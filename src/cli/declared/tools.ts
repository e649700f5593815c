/** Declarations of the commands about the program itself. Implementations are loaded on use. */
import { SHELLS, type Shell } from '../completion-scripts.ts';
import { args, command, dollars, duration, flag, json, shared, text, value } from '../declare.ts';
import type { DoctorFlags, GcFlags, JsonFlags, SharedFlags } from '../flags.ts';

export const completion = command<SharedFlags, [Shell]>({
  brief: 'Print a completion script for bash, zsh or fish',
  about:
    'Tab then completes commands, flags and their values, runs, pipelines and stages by calling the program under the name\n' +
    'you typed. If it is installed in the project, where only npx finds it, define a shell function first, as in the second\n' +
    'example, typed in the project folder.',
  examples: [
    'eval "$(pipeline-runner completion bash)"                  # in ~/.bashrc',
    'pipeline-runner() { node_modules/.bin/pipeline-runner "$@"; }; eval "$(pipeline-runner completion bash)"',
    'eval "$(pipeline-runner completion zsh)"                   # in ~/.zshrc, after compinit',
    'pipeline-runner completion fish > ~/.config/fish/completions/pipeline-runner.fish',
  ],
  parameters: {
    positional: args({ brief: 'bash, zsh or fish', placeholder: 'shell', parse: shell }),
    flags: shared,
  },
  work: async () => (await import('../commands/completion.ts')).completionCommand,
});

function shell(input: string): Shell {
  const known = SHELLS.find((name) => name === input);
  if (known !== undefined) return known;
  throw new SyntaxError(`"${input}" is not one of ${SHELLS.join(', ')}`);
}

export const gc = command<GcFlags, []>({
  brief: 'Remove files that no run can need any more',
  about:
    'Removes old results from the cache, trials (run --only) that ended an hour ago or more, and what killed processes,\n' +
    'deleted runs and deleted pipelines left behind. Never removes a manifest, a checkpoint, or a file that a checkpoint\n' +
    'names. It is safe to use while runs are in progress, and to interrupt.\n' +
    'Files in run folders that no checkpoint names, and the definitions of earlier generations, may be in git: they are\n' +
    'only counted unless you pass --artifacts and --pinned.\n\n' +
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
      dryRun: flag('Show what would be removed; remove nothing'),
      json,
      keepCache: value('time', 'Keep cached results used within this time; default: 30d', duration),
      keepGone: value(
        'time',
        'Keep the state of deleted runs for this time, in case they come back; default: 30d',
        duration,
      ),
      artifacts: flag('Remove files in run folders that no checkpoint names'),
      pinned: flag('Remove definitions pinned by earlier generations of runs'),
      recorded: flag('Remove unused recorded calls, from folders whose runs have all completed here'),
    },
  },
  work: async () => (await import('../commands/gc.ts')).gcCommand,
});

export const doctor = command<DoctorFlags, []>({
  brief: 'Check for required programs, packages and keys',
  about:
    'Checks Node, the programs and packages that stages can use, the project folders, the call ledger, the daemon that\n' +
    'works on the project and the state of its branch, every provider in the config (its model, its address, and whether\n' +
    'its key is set, never its value), and every secret. What nothing in the project needs is marked optional. With\n' +
    '--call, each provider is sent the smallest possible request, under one budget for all.\n\n' +
    'Exit codes: 0 everything needed is there, 1 something is missing or did not answer, 2 the config is invalid.',
  examples: [
    'pipeline-runner doctor',
    'pipeline-runner doctor --call --max-cost 0.05',
    'pipeline-runner doctor --json | jq .findings',
  ],
  parameters: {
    flags: {
      ...shared,
      json,
      call: flag('Send each provider the smallest possible request'),
      maxCost: value('usd', 'With --call: the most that all calls together may cost; default: 0.01', dollars),
    },
  },
  work: async () => (await import('../commands/doctor.ts')).doctorCommand,
});

export const schema = command<SharedFlags, [string?]>({
  brief: 'Print the JSON Schema of a file format',
  examples: ['pipeline-runner schema', 'pipeline-runner schema pipeline > pipeline.schema.json'],
  parameters: {
    positional: args({
      brief: 'pipeline, run, checkpoint, config, call, event or log',
      placeholder: 'schema',
      parse: text,
      optional: true,
    }),
    flags: shared,
  },
  work: async () => (await import('../commands/schema.ts')).schemaCommand,
});

export const version = command<JsonFlags, []>({
  brief: 'Print the version of this program and of Node',
  about:
    'Prints the version of this program, of Node, and the platform. `pipeline-runner --version` prints the version alone.',
  examples: ['pipeline-runner version', 'pipeline-runner version --json | jq -r .node'],
  parameters: { flags: { ...shared, json } },
  work: async () => (await import('../commands/version.ts')).versionCommand,
});
