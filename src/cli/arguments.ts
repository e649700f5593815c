/** Normalises a command line before it is parsed: flags before the command, and `help`. Pure. */

const WITH_VALUE = new Set(['--root']);
const HELP: ReadonlySet<string> = new Set(['help', '--help', '-h']);

/** `--root demo status x` becomes `status --root demo x`; `help run` and `--help run` become `run --help`. */
export function arrangedArguments(argv: readonly string[]): string[] {
  const flags: string[] = [];
  let at = 0;
  for (; at < argv.length; at++) {
    const argument = argv[at] ?? '';
    if (!/^--(?:root|debug)(?:=|$)/.test(argument)) break;
    flags.push(argument);
    if (WITH_VALUE.has(argument)) flags.push(argv[++at] ?? '');
  }
  const [command, ...rest] = argv.slice(at);
  if (command === undefined) return at === 0 ? [] : ['--help'];
  if (HELP.has(command)) return [...rest.slice(0, 1), '--help'];
  return command.startsWith('-') ? [command, ...rest] : [command, ...flags, ...rest];
}
