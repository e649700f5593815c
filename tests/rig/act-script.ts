/** The script of a test project in the language of the shell, for act.sh. Pure. */
import type { Outcome } from './control-socket.ts';

/** What a shell can do by itself; everything else is left to act.mjs. */
const PLAIN = new Set(['output', 'exit', 'stderr', 'stdout']);

/** Sets the outcome of `task`, or `node=1`. */
export function shellScript(script: Readonly<Record<string, readonly Outcome[]>>): string {
  const cases = Object.entries(script).flatMap(([task, outcomes]) =>
    outcomes.length === 0 ? [] : [`${quoted(task)}) ${outcomeOf(outcomes)} ;;`],
  );
  return `case $task in\n${cases.join('\n')}\n*) ;;\nesac\n`;
}

function outcomeOf(outcomes: readonly Outcome[]): string {
  const isPlain = outcomes.every((outcome) => Object.keys(outcome).every((key) => PLAIN.has(key)));
  if (!isPlain) return 'node=1';
  const [first, ...later] = outcomes.map(settingsOf);
  if (later.length === 0) return `node=; ${first}`;
  const cases = [first, ...later].map((settings, i) => `${i === later.length ? '*' : i + 1}) ${settings} ;;`);
  return `node=; begun; case $count in ${cases.join(' ')} esac`;
}

function settingsOf({ output, exit = 0, stderr = '', stdout = '' }: Outcome): string {
  const text = output === undefined ? '' : JSON.stringify(output);
  return `output=${quoted(text)} exit=${exit} stderr=${quoted(stderr)} stdout=${quoted(stdout)}`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
