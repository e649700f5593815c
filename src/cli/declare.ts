/** Shared parts of command declarations: access to the process, common flags and arguments. */
import type { DurationMs } from '../model/brand.ts';
import { nearestDuration, parseDuration } from '../parse/duration.ts';
import type { Label } from '../report/list.ts';
import type { ExitCode } from './exit-codes.ts';
import type { CommitFlags, ItemText, PointInTime, SharedFlags } from './flags.ts';
import {
  type BaseArgs,
  buildCommand,
  type Cli,
  type Command,
  type FlagParametersForType,
  type TypedCommandParameters,
} from './stricli.ts';
import type { Terminal } from './terminal.ts';

/** Stricli requires types with known keys, not interfaces. */
type Keyed<FLAGS> = Readonly<Partial<Record<keyof FLAGS, unknown>>>;

interface Declared<FLAGS extends Keyed<FLAGS> & SharedFlags, ARGS extends BaseArgs> {
  /** Summary in one line. */
  readonly brief: string;
  /** Description, in paragraphs. */
  readonly about?: string;
  /** Whole command lines. */
  readonly examples: readonly string[];
  readonly parameters: TypedCommandParameters<FLAGS, ARGS, Cli>;
  /** Loads the implementation, when the command is used. */
  readonly work: () => Promise<(terminal: Terminal, flags: FLAGS, ...typed: ARGS) => Promise<ExitCode>>;
}

export function command<FLAGS extends Keyed<FLAGS> & SharedFlags, ARGS extends BaseArgs>(
  declared: Declared<FLAGS, ARGS>,
): Command<Cli> {
  const { brief, about = '', examples, parameters, work } = declared;
  const lines = examples.map((line) => `  ${line}`).join('\n');
  return buildCommand<FLAGS, ARGS>({
    docs: { brief, fullDescription: `${about}\n\nEXAMPLES\n${lines}` },
    parameters,
    loader: async () => {
      const perform = await work();
      return function (flags, ...typed) {
        return this.perform(flags, () => perform(this.terminal, flags, ...typed));
      };
    },
  });
}

export const text = (input: string): string => input;

type Parse<T> = (input: string) => T;

export const flag = (brief: string) => ({ kind: 'boolean', optional: true, withNegated: false, brief }) as const;

/** A flag that has a value and must be given. */
export const required = <T>(placeholder: string, brief: string, parse: Parse<T>) =>
  ({ kind: 'parsed', parse, placeholder, brief }) as const;

/** A flag that has a value. */
export const value = <T>(placeholder: string, brief: string, parse: Parse<T>) =>
  ({ ...required(placeholder, brief, parse), optional: true }) as const;

/** A flag with a value that can be repeated. */
export const values = <T>(placeholder: string, brief: string, parse: Parse<T>) =>
  ({ ...value(placeholder, brief, parse), variadic: true }) as const;

export const shared: FlagParametersForType<SharedFlags> = {
  root: value('dir', 'The project folder; default: the current folder', text),
  debug: flag('Show stack traces'),
};
export const json = flag('Print JSON');

/** Flags of commands that edit a manifest. */
export const committing: FlagParametersForType<Omit<CommitFlags, keyof SharedFlags>> = {
  commit: flag('Commit the manifest and an edited draft with git, and nothing else'),
  message: value('text', 'With --commit: the commit message, instead of the default one', text),
};

/** The arguments of a command, in order. */
export const args = <const ARGUMENTS extends readonly unknown[]>(...parameters: ARGUMENTS) =>
  ({ kind: 'tuple', parameters }) as const;

/** A flag with one of several values. */
export const choice = <const T extends string>(values: readonly T[], brief: string) =>
  ({ kind: 'enum', values, optional: true, brief }) as const;

export const runArgument = {
  brief: 'A run: ep001, ep001.yaml or runs/ep001.yaml',
  placeholder: 'run',
  parse: text,
} as const;

export const stageArgument = {
  brief: 'A stage, an item, or a stage of a sub-pipeline: mixing, clips[intro], episode/script',
  placeholder: 'stage',
  parse: text,
  optional: true,
} as const;

export function wholeNumber(input: string): number {
  if (/^[1-9]\d{0,8}$/.test(input)) return Number(input);
  throw new SyntaxError(`"${input}" is not a whole number above 0`);
}

/** `7d` and `12h` mean that long ago; `2026-11-30` is the start of that day in local time; or a full ISO time. */
export function pointInTime(input: string): PointInTime {
  const ms = parseDuration(input);
  if (ms !== null) return { type: 'ago', ms };
  const at = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?$/.test(input) ? timeAt(input) : Number.NaN;
  if (!Number.isNaN(at)) return { type: 'at', at };
  throw new SyntaxError(`"${input}" is not a time; write how long ago (7d, 12h) or a date (2026-11-30)`);
}

const timeAt = (input: string): number => Date.parse(input.includes('T') ? input : `${input}T00:00:00`);

/** The name is empty if there is no `=`. */
function pairIn(input: string): Label {
  const at = Math.max(0, input.indexOf('='));
  return { name: input.slice(0, at), value: input.slice(at + 1) };
}

export function label(input: string): Label {
  const pair = pairIn(input);
  if (pair.name !== '') return pair;
  throw new SyntaxError(`"${input}" is not a label; write name=value`);
}

/** `writer=offline`. */
export function standIn(input: string): Label {
  const pair = pairIn(input);
  if (pair.name !== '' && pair.value !== '') return pair;
  throw new SyntaxError(`"${input}" does not name a replacement; write writer=offline`);
}

/** `scene_3=closer`. */
export function itemText(input: string): ItemText {
  const { name: key, value } = pairIn(input);
  if (key !== '' && value.trim() !== '') return { key, text: value };
  throw new SyntaxError(`"${input}" does not name an item and its change; write key=text`);
}

export function dollars(input: string): number {
  if (/^\d{1,9}(?:\.\d{1,6})?$/.test(input)) return Number(input);
  throw new SyntaxError(`"${input}" is not an amount in US dollars; write 10 or 0.25`);
}

export function duration(input: string): DurationMs {
  const ms = parseDuration(input);
  if (ms !== null) return ms;
  const near = nearestDuration(input);
  throw new SyntaxError(
    `"${input}" is not a duration; ${near === null ? 'write 30d, 12h or 90m' : `did you mean ${near}?`}`,
  );
}
