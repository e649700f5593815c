/**
 * Templates: checked before a run against the variables of their stage, and rendered during the run. Pure.
 *
 * Loads the template engine; import it lazily where templates may not be needed.
 */
import { didYouMean } from '../core/nearest.ts';
import { err, ok, type Result } from '../model/brand.ts';
import type { DiagnosticCode } from '../model/codes.ts';
import { anError, aWarning, type Diagnostic } from '../model/diagnostic.ts';
import type { Failure } from '../model/failure.ts';
import type { JsonObject } from '../model/json.ts';
import { listNames } from '../model/list-names.ts';
import { ownValue } from '../model/own-value.ts';
import { ROOTS } from './expression/cel-ast.ts';
import { isSizeName } from './expression/other-languages.ts';
import { entryOf, fieldOf, isLeftOpen, type Typed } from './expression/schema.ts';
import { MAX_MISTAKES } from './finding.ts';
import { filterNames, INCLUDING, type LiquidProblem, type LiquidRead, readsOf, render, tagNames } from './liquid.ts';
import { otherFilter, otherVariable, templateHint } from './template-hints.ts';
import { placeAt, type SourceText, sourceText } from './text/source-text.ts';

/** @param vars the variables of the template, with their schemas; null: not known. */
export function checkTemplate(
  text: string,
  file: string,
  vars: ReadonlyMap<string, JsonObject | null>,
): readonly Diagnostic[] {
  const source = sourceText(file, text);
  const reads = readsOf(text);
  if (!reads.ok) return [problemDiagnostic(reads.error, source)];
  const found: Diagnostic[] = [];
  for (const read of reads.value) {
    const wrong = checkRead(read, vars, source);
    if (wrong) found.push(wrong);
    if (found.length > MAX_MISTAKES) break;
  }
  return found;
}

export function renderTemplate(text: string, vars: JsonObject): Result<string, Failure> {
  const rendered = render(text, vars);
  if (rendered.ok) return ok(rendered.value);
  const { type, message, at } = rendered.error;
  const place = at ? ` (line ${at.line}, column ${at.column})` : '';
  return err({ code: CODES[type], message: `the template cannot be rendered: ${message}${place}`, retry: 'never' });
}

const CODES: Readonly<Record<LiquidProblem['type'], DiagnosticCode>> = {
  syntax: 'template/syntax',
  'unknown-filter': 'template/unknown-filter',
  'unknown-variable': 'template/unknown-variable',
  'too-large': 'template/too-large',
  failed: 'template/failed',
};

function problemDiagnostic({ type, message, at, name }: LiquidProblem, source: SourceText): Diagnostic {
  const place = at ? placeOf(source, at) : { file: source.file };
  const hint = type === 'unknown-filter' && name ? (otherFilter(name) ?? didYouMean(name, filterNames())) : undefined;
  const said =
    type === 'syntax'
      ? (unknownTag(message) ??
        unclosed(message) ??
        misread(message, at && source.text.slice(offsetOf(source, at) - 1)))
      : null;
  const found = { ...anError(CODES[type], message, { at: place, hint }), ...said };
  const meant =
    type === 'syntax' && at && said?.hint !== 'write and' && !message.endsWith('not closed')
      ? templateHint(source.text, offsetOf(source, at), message)
      : undefined;
  return meant === undefined ? found : { ...found, message: inWords(found.message), hint: meant };
}

/** Rewords the engine's messages about syntax errors. */
const inWords = (message: string): string =>
  /^(?:expected|unexpected|illegal|invalid) /.test(message) ? 'this is not valid in a template' : message;

function unknownTag(message: string): Pick<Diagnostic, 'message' | 'hint'> | null {
  const [, tag] = /^tag "([\w-]+)" not found$/.exec(message) ?? [];
  if (tag === undefined) return null;
  if (INCLUDING.includes(tag))
    return {
      ...PARTIAL,
      message: `{% ${tag} %} is not available: no template can include another`,
    };
  const meant = didYouMean(tag, tagNames()) ?? `tags: ${listNames(tagNames())}`;
  return { message: `there is no tag "${tag}"`, hint: ownValue(OTHER_TAGS, tag) ?? meant };
}

const PARTIAL = {
  message: 'no template can include another',
  hint: 'write the text here, or pass it through `vars`',
};

const OTHER_TAGS: Readonly<Record<string, string>> = {
  elseif: 'write {% elsif … %}',
  elif: 'write {% elsif … %}',
  end: 'name what it ends: {% endfor %}, {% endif %}',
  set: 'write {% assign name = value %}',
};

/** Explains an unknown filter, or a missing one. */
function misread(message: string, rest: string | null): Pick<Diagnostic, 'message' | 'hint'> | null {
  if (!/^expected (?:"\|" before filter|filter name)$/.test(message) || rest === null) return null;
  const found = MISREAD.find(([sign]) => rest.startsWith(sign));
  return found ? { message: 'the value before this has ended', hint: found[1] } : null;
}

const MISREAD = [
  ['&&', 'write and'],
  ['||', 'write or'],
  ['}', 'close it with }}'],
] as const;

/** Rewords messages of the engine about unclosed tags and outputs. */
function unclosed(message: string): Pick<Diagnostic, 'message' | 'hint'> | null {
  if (/^output ".*not closed$/s.test(message)) return { message: 'this {{ is never closed', hint: 'close it with }}' };
  const [, tag, name] = /^tag (?:\{%-?\s*(\w+).*|"(.*)")? ?not closed$/s.exec(message) ?? [];
  if (tag !== undefined) return { message: `this {% ${tag} %} is never closed`, hint: `end it with {% end${tag} %}` };
  return name === undefined ? null : { message: 'this {% is never closed', hint: 'close it with %}' };
}

interface Spot {
  readonly line: number;
  readonly column: number;
}

const offsetOf = (source: SourceText, { line, column }: Spot): number =>
  (source.lineStarts[line - 1] ?? 0) + column - 1;

const placeOf = (source: SourceText, at: Spot & { readonly length: number }) =>
  placeAt(source, offsetOf(source, at), at.length);

/** Names that exist in Liquid on every list, text or map besides its fields. */
const DERIVED: ReadonlySet<string | number> = new Set(['size', 'first', 'last']);

function checkRead(
  read: LiquidRead,
  vars: ReadonlyMap<string, JsonObject | null>,
  source: SourceText,
): Diagnostic | null {
  const [name, ...steps] = read.path;
  if (typeof name !== 'string') return null;
  const schema = vars.get(name);
  const as = read.written ?? read.path;
  if (schema === undefined) {
    if (read.written) return null; // told of the list
    const misread = misreadName(read, name, source);
    if (misread !== undefined) return misread;
    const hint =
      didYouMean(name, vars.keys()) ?? otherVariable(name) ?? asExpression(read.path) ?? addIt([...vars.keys(), name]);
    return unknown(read, source, {
      message: `the stage does not pass a variable "${name}" to the template`,
      hint,
      length: name.length,
    });
  }
  const start = { schema, root: schema ?? {} };
  const wrong = wrongStep(start, steps);
  if (!wrong) return leftOpen(read, start, source);
  const before = as.length - (steps.length - wrong.index);
  if (before < 1) return null; // told of the list
  const has = wrong.names.length > 0 ? `it has: ${listNames(wrong.names)}` : undefined;
  const size = isSizeName(wrong.name) ? `write ${pathText(as.slice(0, before))}.size` : undefined;
  const hint = size ?? didYouMean(wrong.name, wrong.names) ?? has;
  return unknown(read, source, {
    message: `${pathText(as.slice(0, before))} has no field "${wrong.name}"`,
    hint,
    length: pathText(as).length,
  });
}

/** Warns about an optional field that is read without a condition or `default`: if it is missing, rendering fails. */
function leftOpen(read: LiquidRead, start: Typed, source: SourceText): Diagnostic | null {
  const as = read.written ?? read.path;
  const [, ...steps] = read.path;
  const open = openStep(start, steps);
  const length = open === null ? 0 : as.length - (steps.length - open - 1);
  if (length < 2) return null;
  const text = pathText(as.slice(0, length));
  const path = text.replaceAll(/[.[\]]/g, '\\$&');
  const isAsked = new RegExp(
    `\\b(?:if|elsif|unless|and|or|case)\\s+(?:[^%]*\\s)?${path}\\b|=\\s*${path}\\b|${path}\\s*\\|\\s*default\\b`,
  );
  if (isAsked.test(source.text)) return null;
  return aWarning('template/failed', `${text} may be missing: its schema does not require it`, {
    at: placeOf(source, { ...read, length: pathText(as).length }),
    hint: `write {{ ${text} | default: "" }} or {% if ${text} %}, or require it in the schema`,
  });
}

/** Index of the first step that may be missing. */
function openStep(start: Typed, steps: readonly (string | number)[]): number | null {
  let at = start;
  for (const [index, step] of steps.entries()) {
    const field = typeof step === 'string' ? fieldOf(at, step) : null;
    if (typeof step === 'string' && field?.type === 'known' && isLeftOpen(at, step)) return index;
    const next = field?.type === 'known' ? field.schema : entryOf(at);
    if (next === null) return null;
    at = { schema: next, root: at.root };
  }
  return null;
}

/**
 * A keyword or operator of another language that the engine reads as a variable; null: reported with the one before.
 */
function misreadName(read: LiquidRead, name: string, source: SourceText): Diagnostic | null | undefined {
  if (/^\w+$/.test(name) && !/^(?:if|else)$/.test(name)) {
    const { text } = source;
    const isPartial = /\{\{-?\s*>\s*$/.test(text.slice(0, offsetOf(source, read)));
    return isPartial
      ? anError('template/syntax', PARTIAL.message, {
          at: placeOf(source, { ...read, length: name.length }),
          hint: PARTIAL.hint,
        })
      : undefined;
  }
  const hint = templateHint(source.text, offsetOf(source, read));
  if (name === 'else') return null;
  if (hint === undefined) return undefined;
  const at = placeOf(source, { ...read, length: name.length });
  return anError('template/syntax', 'the value before this has ended', { at, hint });
}

const pathText = ([name = '', ...steps]: LiquidRead['path']): string => [name, ...steps.map(written)].join('');

const addIt = (names: readonly string[]): string => `add it under \`vars\`: ${listNames(names)}`;

/** A hint for a name of expressions, which templates only see through `vars`. */
function asExpression(path: LiquidRead['path']): string | undefined {
  const [first = '', ...rest] = path;
  if (!ROOTS.includes(String(first))) return undefined;
  const source = `${first}${rest.map(written).join('')}`;
  const name = path.findLast((step) => typeof step === 'string' && step !== 'output') ?? first;
  return `a template sees only its \`vars\`: write there, for example, \`${name}: \${{ ${source} }}\`, and {{ ${name} }} here`;
}

const written = (step: string | number): string => (typeof step === 'number' ? `[${step}]` : `.${step}`);

function wrongStep(
  start: Typed,
  steps: readonly (string | number)[],
): { index: number; name: string; names: readonly string[] } | null {
  let at = start;
  for (const [index, step] of steps.entries()) {
    if (at.schema === null) return null;
    const entry = typeof step === 'number' || step === 'first' || step === 'last' ? entryOf(at) : null;
    if (entry !== null) {
      at = { schema: entry, root: at.root };
      continue;
    }
    if (typeof step === 'number' || DERIVED.has(step)) return null;
    const field = fieldOf(at, step);
    if (field.type === 'missing') return { index, name: step, names: field.names };
    if (field.type === 'open') return null;
    at = { schema: field.schema, root: at.root };
  }
  return null;
}

interface Unknown {
  readonly message: string;
  readonly hint: string | undefined;
  readonly length: number;
}

function unknown({ line, column }: LiquidRead, source: SourceText, { message, hint, length }: Unknown): Diagnostic {
  const at = placeOf(source, { line, column, length });
  return anError('template/unknown-variable', message, { at, hint });
}
