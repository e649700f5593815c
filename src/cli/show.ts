/** Formats results as JSON, and prints diagnostics. The code that formats these is loaded only if there are any. */
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Paint as DrawPaint } from '../report/diagnostics.ts';
import type { Colour, Paint } from '../report/paint.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { programName, withProgramName } from './program-name.ts';
import type { Terminal } from './terminal.ts';

const COLOURS: Readonly<Record<Parameters<DrawPaint>[0], Colour>> = {
  error: 'red',
  warning: 'yellow',
  place: 'bold',
  squiggle: 'red',
  hint: 'cyan',
};

export const drawPaint =
  (paint: Paint): DrawPaint =>
  (style, text) =>
    paint(COLOURS[style], text);

/** A result of `--json`. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** One of several values of `--json`. */
export const jsonLine = (value: unknown): string => `${JSON.stringify(value)}\n`;

export async function showDiagnostics(terminal: Terminal, diagnostics: readonly Diagnostic[]): Promise<void> {
  if (diagnostics.length > 0) terminal.err(await drawn(terminal, diagnostics));
}

/** As they stand on a terminal. */
export async function drawn(terminal: Terminal, diagnostics: readonly Diagnostic[]): Promise<string> {
  const { renderDiagnostics } = await import('../report/diagnostics.ts');
  const program = programName(terminal);
  const told = diagnostics.map((diagnostic) =>
    diagnostic.hint === undefined ? diagnostic : { ...diagnostic, hint: withProgramName(diagnostic.hint, program) },
  );
  return renderDiagnostics(told, { format: 'text', paint: drawPaint(terminal.paint.err) });
}

/** Prints diagnostics without hints, one line each, next to the output of a command. */
export async function showLines(terminal: Terminal, diagnostics: readonly Diagnostic[]): Promise<void> {
  if (diagnostics.length === 0) return;
  const { toText } = await import('../report/diagnostics.ts');
  for (const diagnostic of diagnostics) terminal.err(`${toText(diagnostic, drawPaint(terminal.paint.err))}\n`);
}

/** Codes of problems that the user's input did not cause and cannot fix. */
const NOT_INPUT = /^(?:run\/locked|checkpoint\/|disk\/|journal\/)/;

/** Prints why a command cannot run. @returns its exit code. */
export async function refused(terminal: Terminal, diagnostics: readonly Diagnostic[]): Promise<ExitCode> {
  await showDiagnostics(terminal, diagnostics);
  return diagnostics.some(({ code, severity }) => severity === 'error' && NOT_INPUT.test(code))
    ? EXIT.failed
    : EXIT.invalid;
}
