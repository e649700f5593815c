/** Mistakes of YAML syntax in plain English. Pure. */
import type { DiagnosticCode } from '../../model/codes.ts';
import { anError, type Diagnostic, type Place } from '../../model/diagnostic.ts';
import { MAX_MISTAKES } from '../finding.ts';
import { beginsWithQuote, confusableHint } from '../text/confusable.ts';
import { placeAt, type SourceText } from '../text/source-text.ts';
import { MAX_DEPTH, type YamlNode } from './node.ts';
import type { YamlFault, YamlTree } from './parser.ts';

const MAX_INDENT = 200;
const ONE_LINE = Number.MAX_SAFE_INTEGER;

interface Wording {
  readonly message: string;
  readonly hint?: string;
  /** Default: `yaml/syntax`. */
  readonly code?: DiagnosticCode;
  /** Where to point: at the fault, at the rest of its line, or at what was opened and never closed. */
  readonly point?: 'fault' | 'line' | 'opener';
  /** The message is the package's own: any better wording takes precedence. */
  readonly isOwn?: true;
}

/** At most one diagnostic a line, without consequences of earlier mistakes. In the order of the file. */
export function syntaxDiagnostics(source: SourceText, { root, faults }: YamlTree): Diagnostic[] {
  if (faults.length === 0) return [];
  const openers = openersOf(root);
  const byLine = new Map<number, Diagnostic>();
  let last: Wording | null = null;
  for (const fault of [...faults].sort((a, b) => a.start - b.start)) {
    const said = wording(fault, source.text);
    if (last !== null && isEcho(said, last)) continue;
    const place = placeOf(source, fault, { point: said.point ?? 'fault', openers });
    if (byLine.has(place.line)) continue;
    last = said;
    byLine.set(place.line, diagnosticOf(said, place));
    if (byLine.size === MAX_MISTAKES) break;
  }
  return [...byLine.values()];
}

/**
 * After a mistake in the structure, every later entry is in the wrong column, and the package reports each in its own
 * words. These reports disappear with the first mistake.
 */
const isEcho = (said: Wording, last: Wording): boolean =>
  said.isOwn === true ||
  said === CLOSES_NOTHING ||
  last === FENCE ||
  (said === UNLIKE && (last === UNLIKE || last.code === 'yaml/tab'));

interface Pointing {
  readonly point: NonNullable<Wording['point']>;
  readonly openers: readonly Range[];
}

function placeOf(source: SourceText, fault: YamlFault, { point, openers }: Pointing): Place {
  const opener = point === 'opener' ? openerOf(openers, fault.start) : null;
  if (opener !== null) return placeAt(source, opener, 1);
  if (point === 'fault') return placeAt(source, fault.start, Math.max(1, fault.end - fault.start));
  const indentation = /^ */.exec(source.text.slice(fault.start, fault.start + MAX_INDENT))?.[0].length ?? 0;
  return placeAt(source, fault.start + indentation, ONE_LINE);
}

function diagnosticOf({ code = 'yaml/syntax', message, hint: usual }: Wording, at: Place): Diagnostic {
  const hint = confusableHint(at.excerpt) ?? usual;
  return anError(code, message, { at, hint });
}

type Range = readonly [start: number, end: number];

/** Quoted scalars and `[…]`, `{…}`, outer before inner. Depth is bounded by the parser. */
function openersOf(node: YamlNode | null): Range[] {
  if (node === null || node.type === 'alias') return [];
  if (node.type === 'scalar') return [[node.start, node.end]];
  const inner =
    node.type === 'map'
      ? node.pairs.flatMap(({ key, value }) => [...openersOf(key), ...openersOf(value)])
      : node.items.flatMap(openersOf);
  return node.layout === 'flow' ? [[node.start, node.end], ...inner] : inner;
}

/** The innermost one that contains the offset or ends there. */
const openerOf = (openers: readonly Range[], offset: number): number | null =>
  openers.findLast(([start, end]) => start < offset && end >= offset)?.[0] ?? null;

function wording({ code, message, start }: YamlFault, text: string): Wording {
  if (/^Missing closing .quote/.test(message)) {
    return { message: 'this quote is never closed', hint: 'close it with the same quote', point: 'opener' };
  }
  const bracket = /end with a? ?([\]}])/.exec(message)?.[1];
  if (bracket !== undefined) {
    const open = bracket === ']' ? '[' : '{';
    const hint = `close it with ${bracket}, and indent its lines deeper than the key`;
    return { message: `this ${open} is never closed`, hint: commentHint(text, start) ?? hint, point: 'opener' };
  }
  const here = text.slice(start, start + MAX_LINE);
  if (here.startsWith('```')) return FENCE;
  if (/^ ?\$?\{\{/.test(text.slice(Math.max(0, start - 1), start + 2)))
    return text.charAt(start - 1) === '$' || here.startsWith('$') ? EXPRESSION : TEMPLATE;
  if (endsWithin(text, start)) return QUOTED;
  if (LISTS.test(message)) return UNLIKE;
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && beginsWithQuote(text.charAt(start))) return CURLY;
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && !/^[^\n]*:(?:\s|$)/.test(here)) return NEXT_LINE;
  if (code === 'MULTILINE_IMPLICIT_KEY') return glued(here) ?? UNSPLIT;
  if (/^Block collections are not allowed/.test(message)) return here.startsWith('- ') ? DASH_WITHIN : COLON_WITHIN;
  if (AT_END.test(message)) return endedBy(text.slice(0, start));
  return (
    PLAIN.find(([pattern]) => pattern.test(message))?.[1] ?? BY_CODE[code] ?? { message: asOurs(message), isOwn: true }
  );
}

const MAX_LINE = 2_000;
const LISTS = /^Sequence item without|^A block sequence may not/;
const AT_END = /^Unexpected \S+ at node end/;

/** A quote inside a quoted value has ended it, or a value that begins with a quoted part continues. */
const endedBy = (before: string): Wording => ({
  message: 'the value before this has ended',
  hint: WITHIN[before.slice(-1)] ?? AROUND[before.trimEnd().slice(-1)] ?? 'put the whole value in quotes',
});

const BEHIND = 'put a comma before it, or the whole value in quotes';
const AROUND: Readonly<Record<string, string>> = {
  ']': BEHIND,
  '}': BEHIND,
  "'": 'put the whole value, with its quotes, in double quotes',
  '"': 'put the whole value, with its quotes, in single quotes',
};

const WITHIN: Readonly<Record<string, string>> = {
  "'": "write '' for an apostrophe in it, or put the value in double quotes",
  '"': 'write \\" for a quote in it, or put the value in single quotes',
};

const CURLY: Wording = {
  message: 'these quotes are letters in YAML, and a value cannot contain ": " unless it is quoted',
  hint: 'write plain quotes, " or \'',
  point: 'line',
};

const NEXT_LINE: Wording = {
  message: 'the line below this value is indented as if it belonged to it',
  hint: 'indent it like the key of this line',
  point: 'line',
};

const EXPRESSION: Wording = {
  message: 'between brackets an expression needs quotes',
  hint: 'write "${{ … }}"',
};

const TEMPLATE: Wording = {
  message: 'a value that starts with {{ needs quotes',
  hint: 'write "{{ … }}"',
};

const FENCE: Wording = {
  message: 'a Markdown code fence is not part of YAML',
  hint: 'delete the lines that begin with ```',
};

const DASH_WITHIN: Wording = {
  message: 'between brackets no entry starts with a dash',
  hint: 'put commas between the entries, and brackets around them',
};

const COLON_WITHIN: Wording = {
  message: 'between brackets, entries are separated by commas, and a value cannot contain ": " unless it is quoted',
  hint: 'add the missing comma, or put the value in quotes',
};

const UNSPLIT: Wording = { message: 'a key must be on one line, with ": " after it', point: 'line' };

/** A dash or a colon without the required space. */
function glued(line: string): Wording | null {
  const [, entry] = /^-(\w\S*)/.exec(line) ?? [];
  if (entry !== undefined)
    return { message: 'a list entry needs a space after its dash', hint: `write - ${entry}`, point: 'line' };
  const [, key, value] = /^([\w-]+):(\w\S*)/.exec(line) ?? [];
  return key === undefined ? null : { ...UNSPLIT, hint: `write a space after the colon: ${key}: ${value}` };
}

/** The closing bracket may be in a comment: on the line of the offset, or on the one before it. */
function commentHint(text: string, offset: number): string | undefined {
  const from = text.lastIndexOf('\n', text.lastIndexOf('\n', offset - 1) - 1) + 1;
  const word = / (#\w+)/.exec(text.slice(Math.max(from, offset - MAX_LINE), offset))?.[1];
  return word === undefined ? undefined : `put ${word} in quotes: after a space it starts a comment`;
}

/** On the line of the offset, the quotes around an expression end before the expression does. */
function endsWithin(text: string, offset: number): boolean {
  const from = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(from, Math.min(text.indexOf('\n', offset) + 1 || text.length, from + MAX_LINE));
  const cut = /"[^"]*\$\{\{(?:(?!\}\})[^"])*"(?=\w)/.exec(line);
  return cut !== null && cut.index <= offset - from;
}

const QUOTED: Wording = {
  message: 'a quote inside the expression ends the value',
  hint: "write single quotes in the expression, as in 'text'",
};

const UNLIKE: Wording = {
  message: 'this line is indented differently from the lines it belongs to',
  hint: 'start all entries of a list or map in the same column',
  point: 'line',
};

const CLOSES_NOTHING: Wording = {
  message: 'this bracket closes nothing',
  hint: 'delete it, or put the value in quotes',
};

/** Wordings by the package's message, where its code says too little. */
const PLAIN: readonly (readonly [RegExp, Wording])[] = [
  [/^Implicit map keys need/, { message: 'a key needs ": " and a value after it' }],
  [
    /^Comments must be separated/,
    { message: 'a comment needs a space before the #', hint: 'add it, or put the text in quotes' },
  ],
  [
    /^Missing , /,
    {
      message: 'a comma is missing between two entries',
      hint: 'add it, or put the whole text in quotes',
    },
  ],
  [
    /^Alias cannot be an empty|^Anchor cannot be an empty/,
    { message: 'a text that is or starts with * or & needs quotes' },
  ],
  [
    /^Block scalar header includes|^Not a YAML token/,
    {
      message: 'nothing can follow | or > on its line',
      hint: 'start the text on the next line, or put it in quotes',
    },
  ],
  [
    /^Unexpected block-seq-ind on same line/,
    { message: 'a list cannot start on the line of its key', hint: 'start it on the next line, or write [one, two]' },
  ],
  [/^Unexpected flow-\S+-end token/, CLOSES_NOTHING],
  [/^Unexpected , in flow/, { message: 'a comma has no entry before it', hint: 'delete it' }],
];

const BY_CODE: Readonly<Record<string, Wording>> = {
  TAB_AS_INDENT: { code: 'yaml/tab', message: 'a tab cannot indent a line in YAML', hint: 'indent with spaces' },
  TOO_DEEP: {
    code: 'yaml/too-deep',
    message: `lists and maps are nested more than ${MAX_DEPTH} levels deep`,
    hint: 'flatten the structure',
  },
  TOO_LARGE: {
    code: 'file/too-large',
    message: 'the file has more parts than a definition can have',
    hint: 'keep data in files of their own, and let a stage read them',
  },
  MULTIPLE_DOCS: {
    code: 'yaml/several-documents',
    message: 'the file contains more than one YAML document',
    hint: 'keep one document per file, and delete the "---" that starts the second',
  },
  BAD_DIRECTIVE: {
    message: 'YAML directives (%…) are not supported',
    hint: 'delete the line; files are read as YAML 1.2',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'a value cannot contain ": " unless it is quoted, nor can a line have a second key',
    hint: 'put the value in quotes, or start a new line',
    point: 'line',
  },
  BAD_INDENT: UNLIKE,
  BAD_SCALAR_START: { message: 'a value cannot start with this character', hint: 'put the value in quotes' },
  BAD_DQ_ESCAPE: {
    message: 'double quotes do not have this escape',
    hint: 'write \\\\ for a backslash, or use single quotes',
  },
  NON_STRING_KEY: {
    message: 'a key must be a plain text, not a list or map',
    hint: 'put a text that starts with { or [ in quotes',
  },
  TAG_RESOLVE_FAILED: {
    message: 'tags beginning with ! are not supported',
    hint: 'delete the tag, or put the value in quotes',
  },
  MULTIPLE_ANCHORS: { message: 'a value can have one anchor (&name) only' },
  MULTIPLE_TAGS: { message: 'a value can have one tag only' },
  KEY_OVER_1024_CHARS: { message: 'a key can have 1024 characters at most' },
};

/** The package's own sentence, with first letter and end like ours. */
const asOurs = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '');
