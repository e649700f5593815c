/**
 * The first syntax error of a text in TypeScript or JavaScript. Nothing of the text runs.
 *
 * Node tells it of TypeScript with its place; of plain JavaScript, which nearly always is TypeScript too, it keeps the
 * place to itself.
 */
import { stripTypeScriptTypes } from 'node:module';

export interface SyntaxMistake {
  /** In the words of Node. */
  readonly message: string;
  /** From 1. */
  readonly line: number;
  /** From 1; where Node does not say it, the first of the line. */
  readonly column: number;
}

/** @returns null: there is none, or Node does not say where it is. */
export function syntaxErrorIn(text: string): SyntaxMistake | null {
  try {
    quietly(() => stripTypeScriptTypes(text, { mode: 'strip' }));
    return null;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_INVALID_TYPESCRIPT_SYNTAX')) return null;
    // The line, some of the text with ^ below what is meant, and the message.
    const [excerpt = ''] = (error.stack ?? '').split('\nSyntaxError', 1);
    const line = Number(/^[^\n]*:(\d+)\n/.exec(excerpt)?.[1]);
    if (!(line >= 1 && line <= text.split('\n').length)) return null;
    return { message: error.message, line, column: (/^ *(?=\^+ *$)/m.exec(excerpt)?.[0].length ?? 0) + 1 };
  }
}

/** That the function is experimental is not for our users. */
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
