/**
 * Finds the first syntax error in TypeScript or JavaScript, without running the code.
 *
 * Node reports the place for TypeScript only. Plain JavaScript is nearly always valid TypeScript, so it is parsed as
 * such.
 */
import { stripTypeScriptTypes } from 'node:module';

export interface SyntaxMistake {
  /** Message of Node. */
  readonly message: string;
  /** From 1. */
  readonly line: number;
  /** From 1; also 1 if Node does not report it. */
  readonly column: number;
}

/** @returns null when there is no error, or Node does not report its place. */
export function syntaxErrorIn(text: string): SyntaxMistake | null {
  try {
    quietly(() => stripTypeScriptTypes(text, { mode: 'strip' }));
    return null;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_INVALID_TYPESCRIPT_SYNTAX')) return null;
    // The place, an excerpt with ^ below the error, and the message.
    const [excerpt = ''] = (error.stack ?? '').split('\nSyntaxError', 1);
    const line = Number(/^[^\n]*:(\d+)\n/.exec(excerpt)?.[1]);
    if (!(line >= 1 && line <= text.split('\n').length)) return null;
    return { message: error.message, line, column: (/^ *(?=\^+ *$)/m.exec(excerpt)?.[0].length ?? 0) + 1 };
  }
}

/** Suppresses the warning that the function is experimental. */
function quietly(work: () => void): void {
  const emit = process.emitWarning;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]): void => {
    if (String(warning).includes('stripTypeScriptTypes is an experimental feature')) return;
    Reflect.apply(emit, process, [warning, ...rest]);
  };
  try {
    work();
  } finally {
    process.emitWarning = emit;
  }
}
