/** The text of `--help`, for the program and for each command, in 80 columns. Pure. */
import { wrapped } from '../report/words.ts';

export interface HelpedFlag {
  readonly kind: string;
  readonly brief: string;
  readonly placeholder?: string;
  readonly variadic?: unknown;
  readonly values?: readonly string[];
  readonly default?: unknown;
}

export interface HelpedArgument {
  readonly brief: string;
  readonly placeholder?: string;
  readonly optional?: boolean;
}

/** The parts of a Stricli command that the help uses. */
export interface HelpedCommand {
  readonly brief: string;
  readonly fullDescription: string | undefined;
  readonly parameters: {
    readonly flags?: Readonly<Record<string, HelpedFlag>>;
    readonly aliases?: Readonly<Partial<Record<string, string>>>;
    readonly positional?:
      | { readonly kind: 'array'; readonly parameter: HelpedArgument }
      | { readonly kind: 'tuple'; readonly parameters: readonly HelpedArgument[] };
  };
}

export interface NamedCommand {
  readonly name: string;
  readonly command: HelpedCommand;
}

/** The default width of a terminal: wider lines would be broken within words. */
const WIDTH = 80;
/** Flags of every command, listed last. */
const SHARED = ['root', 'debug'];

/** The content of a command's help, without layout. */
export interface CommandFacts {
  readonly usage: string;
  /** What it does: one paragraph or several. */
  readonly about: string;
  /** Command lines, indented by two spaces; may be empty. */
  readonly examples: string;
  readonly args: readonly Row[];
  /** Options; those of every command are last. */
  readonly options: readonly Row[];
}

export type Row = readonly [name: string, about: string];

/** @param prefix the words that lead to the command: `pipeline-runner`, `list`. */
export function commandFacts(command: HelpedCommand, prefix: readonly string[]): CommandFacts {
  const { parameters } = command;
  const flags = Object.entries(parameters.flags ?? {});
  const own = flags.filter(([name]) => !SHARED.includes(name));
  const shared = flags.filter(([name]) => SHARED.includes(name));
  const options = [...own, ...shared].map(([name, flag]) => flagRow(name, flag, parameters.aliases ?? {}));
  const args = positionals(command);
  const usage = [...prefix, own.length > 0 ? '[options]' : '', ...args.map(placeholderOf)].filter(
    (word) => word !== '',
  );
  return {
    usage: usage.join(' '),
    ...described(command),
    args: args.map((argument): Row => [placeholderOf(argument), argument.brief]),
    options: [...options, ['-h, --help', 'Print this help']],
  };
}

export function commandHelp(command: HelpedCommand, prefix: readonly string[]): string {
  const { usage, about, examples, args, options } = commandFacts(command, prefix);
  const sections = [`${usage}\n`, `${paragraphs(about)}\n`];
  if (examples !== '') sections.push(`EXAMPLES\n${examples}\n`);
  if (args.length > 0) sections.push(`ARGUMENTS\n${columns(args)}`);
  sections.push(`OPTIONS\n${columns(options)}`);
  return sections.join('\n');
}

/** Splits the description into the text and the examples. */
function described({ brief, fullDescription = '' }: HelpedCommand): Pick<CommandFacts, 'about' | 'examples'> {
  const [about = '', examples = ''] = fullDescription.split(/^EXAMPLES\n/m);
  return { about: `${brief}.\n\n${about.trim()}`.trimEnd(), examples: examples.trimEnd() };
}

interface Positional extends HelpedArgument {
  readonly many: boolean;
}

function positionals({ parameters: { positional } }: HelpedCommand): readonly Positional[] {
  if (positional === undefined) return [];
  if (positional.kind === 'array') return [{ ...positional.parameter, optional: true, many: true }];
  return positional.parameters.map((argument) => ({ ...argument, many: false }));
}

function placeholderOf({ placeholder = 'value', optional = false, many }: Positional): string {
  const name = `<${placeholder}>${many ? '...' : ''}`;
  return optional ? `[${name}]` : name;
}

/** A flag as people type it: `dry-run` for `dryRun`. */
export const kebabOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function flagRow(name: string, flag: HelpedFlag, aliases: Readonly<Partial<Record<string, string>>>): Row {
  const short = Object.keys(aliases).find((alias) => aliases[alias] === name);
  const again = flag.variadic === undefined || flag.variadic === false ? '' : '...';
  const value = flag.kind === 'boolean' ? '' : ` <${flag.placeholder ?? name}>${again}`;
  const usual = typeof flag.default === 'string' ? `; default: ${flag.default}` : '';
  const choices = flag.values === undefined ? '' : `: ${flag.values.join(', ')}`;
  return [`${short === undefined ? '' : `-${short}, `}--${kebabOf(name)}${value}`, `${flag.brief}${choices}${usual}`];
}

/** Wraps each paragraph, ignoring the line breaks of the source. */
const paragraphs = (text: string): string =>
  text
    .split('\n\n')
    .map((paragraph) => wrapped(paragraph.replaceAll('\n', ' '), WIDTH).join('\n'))
    .join('\n\n');

function columns(rows: readonly Row[], width = Math.max(...rows.map(([name]) => name.length))): string {
  const lines = rows.flatMap(([name, about]) =>
    wrapped(about, WIDTH - width - 4).map((line, i) => `  ${(i === 0 ? name : '').padEnd(width)}  ${line}`),
  );
  return `${lines.join('\n')}\n`;
}

/** Groups of commands, in the order in which users need them. */
const GROUPS: readonly (readonly [title: string, commands: readonly string[]])[] = [
  ['Run', ['init', 'new', 'validate', 'plan', 'run', 'watch', 'reconcile']],
  ['Inspect', ['status', 'list', 'logs', 'cost', 'explain', 'lineage', 'graph', 'diff', 'verify']],
  [
    'Steer',
    [
      'approve',
      'request-changes',
      'reject',
      'edit',
      'retry',
      'reset',
      'fork',
      'pause',
      'unpause',
      'cancel',
      'skip',
      'budget',
      'adopt',
    ],
  ],
  ['Tools', ['schema', 'completion', 'gc', 'doctor', 'version']],
];
const OTHERS = 'More';

export interface ListedCommand {
  readonly name: string;
  readonly brief: string;
}

/** `pipeline-runner --help`. @param program how the user calls it. */
export function programHelp(commands: readonly ListedCommand[], program: string): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const grouped = GROUPS.map(([title, names]): readonly [string, readonly ListedCommand[]] => [
    title,
    names.flatMap((name) => commands.filter((command) => command.name === name)),
  ]);
  const known = new Set(grouped.flatMap(([, members]) => members));
  const others = commands.filter((command) => !known.has(command));
  const sections = [...grouped, [OTHERS, others] as const]
    .filter(([, members]) => members.length > 0)
    .map(([title, members]) => `${title}\n${columns(members.map(asRow), width)}`);
  return [INTRODUCTION, firstSteps(program), ...sections, closing(program)].join('\n');
}

const asRow = ({ name, brief }: ListedCommand): Row => [name, brief];

const ABOUT = 'pipeline-runner runs declarative pipelines whose only interface is files in a git repository.';

const INTRODUCTION = `${paragraphs(ABOUT)}\n\n${columns([
  ['pipelines/<name>.yaml', 'a graph of stages'],
  ['runs/<id>.yaml', 'a run: its pipeline and inputs; steer it by editing this file'],
  ['runs/<id>.checkpoint.json', 'its state and results; other files of the run are in runs/<id>.run/'],
])}`;

const firstSteps = (program: string): string =>
  `Start with\n${columns([
    [`${program} validate`, 'check all files without running anything'],
    [`${program} run runs/ep001.yaml`, 'start a run, or resume it'],
    [`${program} status ep001`, 'see its progress, and what went wrong'],
  ])}`;

const closing = (program: string): string =>
  [
    `Help and examples for a command: ${program} <command> --help`,
    'Exit codes: 0 done, 1 failed, 2 invalid input, 3 waiting for a person, 130 interrupted.',
    'Options of every command: --root <dir> (a project in another folder), --debug, --help.',
    'Documentation: docs/ in the package; start with docs/pipelines.md; docs/errors.md explains every message.',
  ]
    .map((text) => `${paragraphs(text)}\n`)
    .join('');
