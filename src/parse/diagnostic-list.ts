/** Sorts and limits diagnostics for people. Pure. */
import type { Diagnostic } from '../model/diagnostic.ts';
import { MAX_MISTAKES } from './finding.ts';

/** Maximum length of a message, since it may contain a name or value of any length. */
const LONGEST = 2000;

/**
 * Sorted by file, then by line, without duplicates. At most 100 per file are kept, errors before warnings.
 */
export function ordered(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const byFile = new Map<string, Map<string, Diagnostic>>();
  for (const diagnostic of diagnostics) {
    const file = diagnostic.at?.file ?? '';
    const own = byFile.get(file) ?? new Map<string, Diagnostic>();
    byFile.set(file, own);
    const { line, column } = spot(diagnostic);
    const key = JSON.stringify([diagnostic.code, line, column, diagnostic.message]);
    if (!own.has(key)) own.set(key, diagnostic);
  }
  return [...byFile].flatMap(([file, own]) =>
    capped(file, withoutEchoes([...own.values()]).sort(byPlace)).map(shortened),
  );
}

function shortened(diagnostic: Diagnostic): Diagnostic {
  const { message, hint = '' } = diagnostic;
  if (message.length <= LONGEST && hint.length <= LONGEST) return diagnostic;
  return { ...diagnostic, message: cut(message), ...(hint === '' ? {} : { hint: cut(hint) }) };
}

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/**
 * Removes follow-up errors: a value that YAML rejected is read as empty, which the format then reports at the same
 * place.
 */
function withoutEchoes(all: readonly Diagnostic[]): Diagnostic[] {
  const refused = new Set(all.filter(({ code }) => code.startsWith('yaml/')).map(place));
  return all.filter((diagnostic) => !ECHO.test(diagnostic.code) || !refused.has(place(diagnostic)));
}

const ECHO = /^(?:format|schema|input|duration)\//;

const place = (diagnostic: Diagnostic): string => {
  const { line, column } = spot(diagnostic);
  return `${line}:${column}`;
};

const spot = ({ at }: Diagnostic): { line: number; column: number } =>
  at && 'line' in at ? at : { line: 0, column: 0 };

function byPlace(a: Diagnostic, b: Diagnostic): number {
  const [left, right] = [spot(a), spot(b)];
  return left.line - right.line || left.column - right.column;
}

function capped(file: string, all: readonly Diagnostic[]): readonly Diagnostic[] {
  if (all.length <= MAX_MISTAKES) return all;
  const errors = all.filter(({ severity }) => severity === 'error').slice(0, MAX_MISTAKES);
  const kept = errors.length > 0 ? errors : all.slice(0, MAX_MISTAKES);
  const message = 'this file has more errors than are shown';
  return [...kept, { code: 'format/too-many', severity: kept[0]?.severity ?? 'error', message, at: { file } }];
}
