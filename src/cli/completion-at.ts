/** What can be completed at the cursor, from the declared commands and the words so far. Pure. */
import { SHELLS } from './completion-scripts.ts';
import { type HelpedArgument, type HelpedCommand, type HelpedFlag, kebabOf, type NamedCommand } from './help.ts';

export interface Proposal {
  readonly word: string;
  readonly about: string;
}

/** Names that only the project knows. */
type Source = 'runs' | 'pipelines' | 'runs and pipelines' | 'stages' | 'open gates' | 'asked gates';

export interface Expected {
  /** The typed part of the value: `failed` in `--status=failed`. */
  readonly partial: string;
  /** The text before each value: `--status=`. */
  readonly prefix: string;
  readonly words: readonly Proposal[];
  readonly source: Source | null;
  /** The first argument of the command, whose stages may be meant. */
  readonly first: string | null;
  readonly root: string | null;
}

/** Placeholders and their sources. Files are completed by the shell. */
const SOURCES: Readonly<Record<string, Source>> = {
  run: 'runs',
  manifest: 'runs',
  'file-or-run': 'runs',
  'manifest|pipeline': 'runs and pipelines',
  'pipeline-or-run': 'runs and pipelines',
  pipeline: 'pipelines',
  stage: 'stages',
  gate: 'open gates',
  'asked-gate': 'asked gates',
};
const FIXED: Readonly<Record<string, readonly string[]>> = {
  shell: SHELLS,
  schema: ['pipeline', 'run', 'checkpoint', 'config', 'call', 'event', 'log'],
};

const words = (list: readonly string[]): readonly Proposal[] => list.map((word) => ({ word, about: '' }));

/** @param typed the words after the program's name; the last one is being typed and may be empty. */
export function completionAt(commands: readonly NamedCommand[], typed: readonly string[]): Expected {
  const last = typed.at(-1) ?? '';
  const walk = walked(commands, typed.slice(0, -1));
  const expected = { partial: last, prefix: '', words: [], source: null, first: walk.first, root: walk.root };
  const equals = /^(--[a-zA-Z-]+=)(.*)$/s.exec(last);
  if (walk.flag !== null) return { ...expected, ...valuesOf(walk.flag) };
  if (equals && walk.acceptsFlags) {
    const flag = walk.command && flagOf(walk.command, equals[1]?.slice(0, -1) ?? '');
    return { ...expected, partial: equals[2] ?? '', prefix: equals[1] ?? '', ...(flag ? valuesOf(flag) : {}) };
  }
  if (last.startsWith('-') && walk.acceptsFlags) return { ...expected, words: flagsOf(walk) };
  if (walk.command === null) return { ...expected, words: commandsOf(commands, walk) };
  const argument = argumentAt(walk.command, walk.count);
  return argument ? { ...expected, ...valuesOf(argument) } : expected;
}

interface Walk {
  readonly command: HelpedCommand | null;
  /** Arguments so far. */
  readonly count: number;
  readonly first: string | null;
  readonly root: string | null;
  /** The flag whose value comes next. */
  readonly flag: HelpedFlag | null;
  readonly given: ReadonlySet<HelpedFlag>;
  readonly acceptsFlags: boolean;
  readonly isHelp: boolean;
}

/** The flags that may stand before the command. */
const ROOT: HelpedFlag = { kind: 'parsed', brief: '', placeholder: 'dir' };

function walked(commands: readonly NamedCommand[], before: readonly string[]): Walk {
  let walk: Walk = {
    command: null,
    count: 0,
    first: null,
    root: null,
    flag: null,
    given: new Set(),
    acceptsFlags: true,
    isHelp: false,
  };
  for (const word of before) walk = { ...walk, ...step(commands, walk, word) };
  return walk;
}

function step(commands: readonly NamedCommand[], walk: Walk, word: string): Partial<Walk> {
  const { flag, command } = walk;
  if (flag !== null) return { flag: null, root: flag.placeholder === 'dir' ? word : walk.root };
  if (walk.acceptsFlags && word === '--') return { acceptsFlags: false };
  if (walk.acceptsFlags && word.startsWith('-')) {
    const [name = '', value] = word.split('=', 2);
    const found = command === null ? (name === '--root' ? ROOT : null) : flagOf(command, name);
    if (found === null) return {};
    const given = new Set([...walk.given, found]);
    if (value !== undefined) return { given, root: found.placeholder === 'dir' ? value : walk.root };
    return { given, flag: found.kind === 'boolean' ? null : found };
  }
  if (command !== null) return { count: walk.count + 1, first: walk.first ?? word };
  const known = commands.find(({ name }) => name === word)?.command ?? null;
  return { command: walk.isHelp ? NOTHING : (known ?? (word === 'help' ? null : NOTHING)), isHelp: word === 'help' };
}

/** Of a word that is no command, and behind `help run`. */
const NOTHING: HelpedCommand = { brief: '', fullDescription: undefined, parameters: {} };

function flagOf({ parameters: { flags = {}, aliases = {} } }: HelpedCommand, typed: string): HelpedFlag | null {
  const byName = Object.entries(flags).find(([name]) => `--${kebabOf(name)}` === typed || `--${name}` === typed);
  if (byName) return byName[1];
  const long = /^-[a-zA-Z]$/.test(typed) ? aliases[typed.slice(1)] : undefined;
  return (long === undefined ? undefined : flags[long]) ?? null;
}

function flagsOf({ command, given }: Walk): readonly Proposal[] {
  if (command === null) return words(['--root', '--debug', '--help', '--version']);
  const flags = Object.entries(command.parameters.flags ?? {});
  const open = flags.filter(([, flag]) => !given.has(flag) || Boolean(flag.variadic));
  const own = open.map(([name, flag]) => ({ word: `--${kebabOf(name)}`, about: flag.brief }));
  return [...own, { word: '--help', about: 'Show help for this command' }];
}

function commandsOf(commands: readonly NamedCommand[], { isHelp }: Walk): readonly Proposal[] {
  const known = commands.map(({ name, command }) => ({ word: name, about: command.brief }));
  return isHelp ? known : [...known, { word: 'help', about: 'Show help for a command' }];
}

function argumentAt({ parameters: { positional } }: HelpedCommand, at: number): HelpedArgument | null {
  if (positional === undefined) return null;
  return positional.kind === 'array' ? positional.parameter : (positional.parameters[at] ?? null);
}

function valuesOf({
  values,
  placeholder = '',
}: Partial<Pick<HelpedFlag, 'values' | 'placeholder'>>): Pick<Expected, 'words' | 'source'> {
  return { words: words(values ?? FIXED[placeholder] ?? []), source: SOURCES[placeholder] ?? null };
}
