/** What the declarations of the commands share: how they reach the process, and flags and arguments of many. */
import type { ExitCode } from './exit-codes.ts';
import type { SharedFlags } from './flags.ts';
import type { CommandContext, FlagParametersForType } from './stricli.ts';
import type { Terminal } from './terminal.ts';

export interface Cli extends CommandContext {
  readonly terminal: Terminal;
  /** Runs what a command is made of, and keeps its exit code. */
  perform(flags: SharedFlags, work: () => Promise<ExitCode>): Promise<void>;
}

export const text = (input: string): string => input;

export const shared: FlagParametersForType<SharedFlags> = {
  root: {
    kind: 'parsed',
    parse: text,
    optional: true,
    placeholder: 'dir',
    brief: 'The project; the current folder if not given',
  },
  debug: { kind: 'boolean', optional: true, withNegated: false, brief: 'Show stack traces' },
};
export const flag = (brief: string) => ({ kind: 'boolean', optional: true, withNegated: false, brief }) as const;
export const json = flag('Print JSON');

export const runArgument = {
  brief: 'A run: ep001, ep001.yaml or runs/ep001.yaml',
  placeholder: 'run',
  parse: text,
} as const;

export const stageArgument = {
  brief: 'A stage, an item or an inner stage: mixing, clips[intro], episode/script',
  placeholder: 'stage',
  parse: text,
  optional: true,
} as const;

export function wholeNumber(input: string): number {
  if (/^[1-9]\d{0,8}$/.test(input)) return Number(input);
  throw new SyntaxError(`"${input}" is no whole number above 0`);
}
