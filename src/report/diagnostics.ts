/**
 * Diagnostics for people, programs and GitHub. Pure.
 *
 * R1. Nothing from a file reaches the terminal unescaped: neither control characters, nor line ends or bidirectional
 *     marks.
 * R2. The squiggle is under the right text even after tabs, wide characters and escapes.
 * R3. A long line is cut around the mistake.
 * R4. As text, the same diagnostic at several places of a file is shown once, with the lines of the others.
 */
import type { Diagnostic, Place } from '../model/diagnostic.ts';
import { listNames } from '../model/list-names.ts';
import { clip, escapeControls, widthOf } from './excerpt.ts';
import { counted } from './words.ts';

/** Colours a part of the text; without colour, the identity. */
export type Paint = (style: 'error' | 'warning' | 'place' | 'squiggle' | 'hint', text: string) => string;

const plain: Paint = (_style, text) => text;

export type Format = 'text' | 'json' | 'github';

export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  { format, paint = plain }: { readonly format: Format; readonly paint?: Paint },
): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(diagnostics.map(toJson), null, 2)}\n`;
    case 'github':
      return diagnostics.map((diagnostic) => `${toGithub(diagnostic)}\n`).join('');
    case 'text':
      return repeats(diagnostics)
        .map(({ first, lines }) => `${toText(first, paint, lines)}\n`)
        .join('');
  }
}

interface Repeated {
  readonly first: Diagnostic;
  /** Of the others in the same file, without repetition, in their order. */
  readonly lines: readonly number[];
}

/** R4. In the order of the first of each. */
function repeats(diagnostics: readonly Diagnostic[]): readonly Repeated[] {
  const groups = new Map<unknown, { readonly first: Diagnostic; readonly lines: Set<number> }>();
  for (const diagnostic of diagnostics) {
    const { code, severity, message, at, hint, related = [] } = diagnostic;
    const canRepeat = at !== null && 'line' in at && related.length === 0;
    const key = canRepeat ? JSON.stringify([at.file, severity, code, message, hint]) : diagnostic;
    const group = groups.get(key);
    if (!group) groups.set(key, { first: diagnostic, lines: new Set() });
    else if (canRepeat) group.lines.add(at.line);
  }
  return [...groups.values()].map(({ first, lines }) => ({ first, lines: [...lines] }));
}

const INDENT = '        ';
const HINT_INDENT = '    ';

/** More lines than these are counted. */
const MAX_LINES = 8;

/**
 * One diagnostic on several lines, without a final line end.
 *
 * @param also other lines of the file with the same diagnostic.
 */
export function toText(
  { code, severity, message, at, hint, related = [] }: Diagnostic,
  paint: Paint = plain,
  also: readonly number[] = [],
): string {
  const place = at === null ? '' : `${paint('place', escapeControls(placeText(at)))} `;
  const [first = '', ...more] = message.split('\n').map(escapeControls);
  const lines = [`${place}${paint(severity, `${severity}[${code}]:`)} ${first}`, ...more.map((line) => INDENT + line)];
  if (at && 'line' in at) lines.push(...excerpt(at, paint));
  for (const { message: note, at: other } of related) {
    lines.push(`${HINT_INDENT}${paint('place', escapeControls(placeText(other)))} ${escapeControls(note)}`);
  }
  if (also.length > 0)
    lines.push(
      `${HINT_INDENT}also on ${also.length === 1 ? 'line' : 'lines'} ${listNames(also.map(String), MAX_LINES)}`,
    );
  if (hint !== undefined) lines.push(`${HINT_INDENT}${paint('hint', 'hint:')} ${escapeControls(hint)}`);
  return lines.join('\n');
}

export const placeText = (at: Place | { readonly file: string }): string =>
  'line' in at ? `${at.file}:${at.line}:${at.column}` : at.file;

function excerpt(at: Place, paint: Paint): readonly string[] {
  if (at.excerpt.trim() === '') return [];
  const { before, marked, after } = clip(at);
  const squiggle = '~'.repeat(Math.max(1, widthOf(marked)));
  return [
    (INDENT + before + marked + after).trimEnd(),
    INDENT + ' '.repeat(widthOf(before)) + paint('squiggle', squiggle),
  ];
}

/**
 * Keys in a fixed order; empty ones are absent. `line` and `column` count from 1, columns and `length` in UTF-16 units.
 */
function toJson({ code, severity, message, at, hint, related = [] }: Diagnostic): object {
  return {
    code,
    severity,
    message,
    ...(at === null ? {} : placeJson(at)),
    ...(hint === undefined ? {} : { hint }),
    ...(related.length === 0
      ? {}
      : { related: related.map(({ message: note, at: other }) => ({ message: note, ...placeJson(other) })) }),
  };
}

function placeJson(at: Place | { readonly file: string }): object {
  if (!('line' in at)) return { file: at.file };
  const { file, line, column, length } = at;
  return { file, line, column, length };
}

/** A workflow command of GitHub Actions, which shows the message at the line. */
function toGithub({ code, severity, message, at, hint }: Diagnostic): string {
  const properties = [
    ...(at === null ? [] : [`file=${property(at.file)}`]),
    ...(at && 'line' in at ? [`line=${at.line}`, `col=${at.column}`, `endColumn=${at.column + at.length}`] : []),
    `title=${property(code)}`,
  ];
  const text = hint === undefined ? message : `${message}\nhint: ${hint}`;
  return `::${severity} ${properties.join(',')}::${data(text)}`;
}

const data = (text: string): string =>
  text.split('\n').map(escapeControls).join('\n').replaceAll('%', '%25').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** `3 errors, 1 warning in 2 files`; null when there are no diagnostics. */
export function summarize(diagnostics: readonly Diagnostic[]): string | null {
  if (diagnostics.length === 0) return null;
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const files = new Set(diagnostics.map(({ at }) => at?.file).filter((file) => file !== undefined)).size;
  const counts = [errors > 0 ? counted(errors, 'error') : null, warnings > 0 ? counted(warnings, 'warning') : null];
  const where = files > 0 ? ` in ${counted(files, 'file')}` : '';
  return counts.filter((count) => count !== null).join(', ') + where;
}
