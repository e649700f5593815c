/** The door to `@stricli/core`: parses a command line, with our own error messages. */
import {
  ArgumentScannerError,
  type BaseArgs,
  buildApplication,
  buildCommand as buildBareCommand,
  buildRouteMap as buildBareRouteMap,
  type Command,
  type CommandBuilderArguments,
  type CommandContext,
  FlagNotFoundError,
  formatMessageForArgumentScannerError,
  type RouteMap,
  type RouteMapBuilderArguments,
  run,
  text_en,
  UnexpectedPositionalError,
} from '@stricli/core';
import { nearest } from '../core/nearest.ts';
import { shellWord } from '../report/words.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { SharedFlags } from './flags.ts';
import { commandHelp, kebabOf, type NamedCommand, programHelp } from './help.ts';
import type { Terminal } from './terminal.ts';

export type { BaseArgs, Command, FlagParametersForType, RouteMap, TypedCommandParameters } from '@stricli/core';

const NAME = 'pipeline-runner';

/** What a command line is carried out with. */
export interface Cli extends CommandContext {
  readonly terminal: Terminal;
  /** Runs a command and stores its exit code. */
  perform(flags: SharedFlags, work: () => Promise<ExitCode>): Promise<void>;
}

interface CommandLine {
  readonly argv: readonly string[];
  readonly context: Cli;
  version(): Promise<string>;
}

/** A command with our own layout of `--help`. */
export function buildCommand<
  const FLAGS extends Readonly<Partial<Record<keyof FLAGS, unknown>>>,
  const ARGS extends BaseArgs,
>(parts: CommandBuilderArguments<FLAGS, ARGS, Cli>): Command<Cli> {
  const command = buildBareCommand(parts);
  return { ...command, formatHelp: ({ prefix }) => commandHelp(command, prefix) };
}

/** The commands of the program, with our own layout of `--help`. */
export function buildRouteMap(parts: RouteMapBuilderArguments<string, Cli>): RouteMap<Cli> {
  const map = buildBareRouteMap(parts);
  const commands = map.getAllEntries().map(({ name, target }) => ({ name: name.original, brief: target.brief }));
  return { ...map, formatHelp: ({ prefix }) => programHelp(commands, prefix.join(' ')) };
}

/** The commands as they were declared. */
export const commandsIn = (routes: RouteMap<Cli>): readonly NamedCommand[] =>
  routes
    .getAllEntries()
    .flatMap(({ name, target }) => ('parameters' in target ? [{ name: name.original, command: target }] : []));

/**
 * @returns {@link EXIT}.invalid for a usage mistake, which is reported on stderr. A command stores its own exit code.
 */
export async function runCommandLine(
  routes: RouteMap<Cli>,
  { argv, context, version }: CommandLine,
): Promise<ExitCode> {
  const application = buildApplication(routes, {
    name: NAME,
    versionInfo: { getCurrentVersion: version },
    scanner: { caseStyle: 'allow-kebab-for-camel', allowArgumentEscapeSequence: true },
    documentation: { disableAnsiColor: true, useAliasInUsageLine: false },
    localization: { text: wordsFor(argv) },
  });
  const host: CommandContext['process'] & { exitCode?: number } = { ...context.process };
  await run(application, argv, { process: host, forCommand: () => context });
  return host.exitCode === 0 ? EXIT.completed : EXIT.invalid;
}

const usage = (message: string, hint: string): string => `error[cli/usage]: ${message}\n    hint: ${hint}`;

const wordsFor = (argv: readonly string[]): typeof text_en => ({
  ...text_en,
  noCommandRegisteredForInput: ({ input, corrections }) => {
    const lists = `${NAME} --help lists the commands`;
    if (input.startsWith('-')) return noFlag(input, ['--version', '--help'], lists);
    const names = corrections.map((name) => name.replaceAll('`', ''));
    const near = ELSEWHERE.get(input) ?? nearest(input, names);
    return usage(`there is no command \`${input}\``, near === null ? lists : `did you mean \`${near}\`?`);
  },
  exceptionWhileParsingArguments: (error) => {
    if (error instanceof FlagNotFoundError)
      return noFlag(dashed(error.input), [...error.corrections.map(asTyped), '--help'], MORE);
    const message =
      error instanceof ArgumentScannerError
        ? formatMessageForArgumentScannerError(error, {
            AliasNotFoundError: ({ input }) => `there is no flag -${input}`,
            ArgumentParseError: ({ externalFlagNameOrPlaceholder: name, exception }) =>
              `${asNamed(name, argv)}: ${exception instanceof Error ? exception.message : String(exception)}`,
            EnumValidationError: ({ externalFlagName, input, values }) =>
              `--${externalFlagName} cannot be "${input}"; it is one of ${values.join(', ')}`,
            UnexpectedPositionalError: ({ input, expectedCount }) =>
              `"${input}" is one argument too many; ${expectedCount === 0 ? 'the command takes none' : `at most ${expectedCount} can be given`}`,
            UnsatisfiedPositionalError: ({ placeholder }) => `the argument <${placeholder}> is missing`,
            UnsatisfiedFlagError: ({ externalFlagName: name }) =>
              `--${name} ${isTyped(name, argv) ? 'needs a value' : 'is missing'}`,
          })
        : String(error);
    const meant = error instanceof UnexpectedPositionalError ? byFlag(argv[0], error.input) : undefined;
    return usage(message, meant ?? MORE);
  },
  // Errors of a command do not get here: `perform` of the context catches them.
});

/** A hint for a value that was typed as an argument but needs a flag. */
function byFlag(command: string | undefined, typed: string): string | undefined {
  const flag = BY_FLAG.find(([name]) => name === command)?.[1];
  if (flag !== undefined) return `write ${flag} ${shellWord(typed)}`;
  return command === 'run' && typed.includes('=') ? `write --input ${shellWord(typed)}` : undefined;
}

const BY_FLAG = [
  ['new', '--id'],
  ['fork', '--as'],
  ['retry', '--from'],
] as const;

/** Stricli's suggestions are filtered to likely typing errors: it would suggest `adopt` for `nope`. */
function noFlag(typed: string, proposals: readonly string[], hint: string): string {
  const near = nearest(typed, proposals);
  return usage(`there is no flag ${typed}`, near === null ? hint : `did you mean ${near}?`);
}

const MORE = 'add --help to see what the command takes';

/** What other programs call our commands. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['start', 'run'],
  ['resume', 'run'],
  ['continue', 'run'],
  ['rerun', 'retry'],
  ['check', 'validate'],
  ['lint', 'validate'],
  ['ls', 'list'],
  ['ps', 'status'],
  ['show', 'status'],
  ['stop', 'pause'],
  ['create', 'new'],
]);

const dashed = (flag: string): string => (flag.startsWith('-') ? flag : `--${flag}`);

/** A flag as people type it: `--dry-run` for `dryRun`. */
const asTyped = (flag: string): string => kebabOf(dashed(flag));

/** The flag or argument that has an unusable value, as the help names it. */
const asNamed = (name: string, argv: readonly string[]): string =>
  argv.some((argument) => argument.split('=', 1)[0] === dashed(name)) ? dashed(name) : `<${name}>`;

/** Was the required flag typed, but without its value? */
const isTyped = (flag: string, argv: readonly string[]): boolean =>
  argv.some((argument) => argument.startsWith(dashed(flag)) || /^-[a-z]$/.test(argument));
