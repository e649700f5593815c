/**
 * Regular expressions of schemas: whether a text matches, and texts that do. Pure.
 *
 * R1. Matching follows sets of positions, without backtracking, so it takes polynomial time for every pattern.
 * R2. Patterns with unsupported syntax (lookaheads, back references, unusual properties) give null; the caller copes.
 */
type Node =
  | { readonly type: 'char'; readonly has: (char: string) => boolean; readonly sample: string }
  | { readonly type: 'seq' | 'alt'; readonly parts: readonly Node[] }
  | { readonly type: 'repeat'; readonly node: Node; readonly min: number; readonly max: number }
  | { readonly type: 'start' | 'end' | 'border' | 'inside' };

class NotUnderstood extends Error {}

const known = new Map<string, Node | null>();
const MAX_KNOWN = 200;
const MAX_PATTERN = 2_000;
const MAX_MADE = 2_000;

function parsePattern(pattern: string): Node | null {
  const found = known.get(pattern);
  if (found !== undefined) return found;
  if (known.size >= MAX_KNOWN) known.clear();
  const node = parsed(pattern);
  known.set(pattern, node);
  return node;
}

function parsed(pattern: string): Node | null {
  if (pattern.length > MAX_PATTERN) return null;
  try {
    return new Parser(pattern).whole();
  } catch (error) {
    if (error instanceof NotUnderstood) return null;
    throw error;
  }
}

/** One character in a pattern: an escape, a set, or itself. */
const CHARACTER =
  /\\(?:[pP]\{[\w=]{1,40}\}|u[\da-fA-F]{4}|u\{[\da-fA-F]{1,6}\}|x[\da-fA-F]{2}|.)|\[\^?(?:\\.|[^\]\\])*\]|[^*+?()[\\]/suy;
const OPENING = /\((?:\?:|\?P?<[A-Za-z_]\w{0,40}>|(?!\?))/y;
const QUANTIFIER = /(?:([*+?])|\{(\d{1,5})(,?)(\d{0,5})\})\??/y;
const RANGES: Readonly<Record<string, readonly [min: number, max: number]>> = {
  '*': [0, Number.POSITIVE_INFINITY],
  '+': [1, Number.POSITIVE_INFINITY],
  '?': [0, 1],
};
const MARKS = { '^': 'start', $: 'end', '\\b': 'border', '\\B': 'inside' } as const;
const MARK = /[$^]|\\[bB]/y;

class Parser {
  readonly #pattern: string;
  #at = 0;
  #depth = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  whole(): Node {
    const node = this.#alt();
    if (this.#at < this.#pattern.length) throw new NotUnderstood();
    return node;
  }

  /** Matches a token at the current position, and moves behind it. */
  #take(token: RegExp): RegExpExecArray | null {
    token.lastIndex = this.#at;
    const found = token.exec(this.#pattern);
    if (found) this.#at = token.lastIndex;
    return found;
  }

  #alt(): Node {
    this.#depth += 1;
    if (this.#depth > 50) throw new NotUnderstood();
    const parts = [this.#seq()];
    while (this.#take(/\|/y)) parts.push(this.#seq());
    this.#depth -= 1;
    return parts.length === 1 && parts[0] ? parts[0] : { type: 'alt', parts };
  }

  #seq(): Node {
    const parts: Node[] = [];
    while (!['|', ')', undefined].includes(this.#pattern[this.#at])) parts.push(this.#repeated(this.#atom()));
    return { type: 'seq', parts };
  }

  #repeated(node: Node): Node {
    const [found, sign = '', least, comma, most] = this.#take(QUANTIFIER) ?? [];
    if (found === undefined) return node;
    const upTo = comma === '' ? Number(least) : most === '' ? Number.POSITIVE_INFINITY : Number(most);
    const [min, max] = RANGES[sign] ?? [Number(least), upTo];
    if (min > 1_000 || (max !== Number.POSITIVE_INFINITY && max > 10_000)) throw new NotUnderstood();
    return { type: 'repeat', node, min, max };
  }

  #atom(): Node {
    if (this.#take(OPENING)) {
      const node = this.#alt();
      if (!this.#take(/\)/y)) throw new NotUnderstood();
      return node;
    }
    const [mark] = this.#take(MARK) ?? [];
    if (mark !== undefined) return { type: MARKS[mark as keyof typeof MARKS] };
    const [character] = this.#take(CHARACTER) ?? [];
    if (character === undefined) throw new NotUnderstood();
    return charOf(character);
  }
}

const PREFERRED = [...'aenrtsoildcumpbgfhvkywzxjq10234567899ABCDEFGHIJKLMNOPQRSTUVWXYZ-_. /:,#@+'];
const isWordChar = (char: string): boolean => /^[A-Za-z0-9_]$/.test(char);

const CODE = /\\(?:x([\da-f]{2})|u([\da-f]{4})|u\{([\da-f]{1,6})\})/gi;

function charOf(written: string): Node {
  const has = testOf(written);
  const own = written.replace(CODE, (_, x, u, braced) => String.fromCodePoint(Number.parseInt(x ?? u ?? braced, 16)));
  const sample = [...PREFERRED, ...own, 'é', '漢', '\t', '\n'].find(has);
  if (sample === undefined) throw new NotUnderstood();
  return { type: 'char', has, sample };
}

function testOf(written: string): (char: string) => boolean {
  if (written !== '.' && !/^[[\\]/.test(written)) return (char) => char === written;
  // JavaScript's `u` mode refuses escapes of characters that need none.
  const known = written.replace(/\\([^\p{L}\p{N}])/gu, (_, sign) => `\\u{${sign.codePointAt(0).toString(16)}}`);
  try {
    const pattern = new RegExp(`^${known}$`, 'u');
    return (char) => pattern.test(char);
  } catch (error) {
    if (error instanceof SyntaxError) throw new NotUnderstood();
    throw error;
  }
}

/** null: the pattern is not supported. */
export function matchesPattern(text: string, pattern: string): boolean | null {
  const node = parsePattern(pattern);
  if (node === null || text.length > 20_000) return null;
  const chars = [...text];
  return walked(node, new Set(Array.from({ length: chars.length + 1 }, (_, i) => i)), chars).size > 0;
}

/** The positions at which a match that begins at one of `from` can end. */
function walked(node: Node, from: ReadonlySet<number>, chars: readonly string[]): ReadonlySet<number> {
  switch (node.type) {
    case 'char':
      return new Set([...from].filter((at) => at < chars.length && node.has(chars[at] ?? '')).map((at) => at + 1));
    case 'seq':
      return node.parts.reduce<ReadonlySet<number>>((at, part) => (at.size === 0 ? at : walked(part, at, chars)), from);
    case 'alt':
      return new Set(node.parts.flatMap((part) => [...walked(part, from, chars)]));
    case 'repeat':
      return repeated(node, from, chars);
    default:
      return new Set([...from].filter((at) => holds(node.type, at, chars)));
  }
}

function repeated(
  node: Extract<Node, { type: 'repeat' }>,
  from: ReadonlySet<number>,
  chars: readonly string[],
): ReadonlySet<number> {
  let places = from;
  for (let i = 0; i < node.min; i += 1) places = walked(node.node, places, chars);
  const all = new Set(places);
  for (let i = node.min; i < node.max && places.size > 0; i += 1) {
    places = new Set([...walked(node.node, places, chars)].filter((at) => !all.has(at)));
    for (const at of places) all.add(at);
  }
  return all;
}

function holds(type: 'start' | 'end' | 'border' | 'inside', at: number, chars: readonly string[]): boolean {
  if (type === 'start') return at === 0;
  if (type === 'end') return at === chars.length;
  const isBorder = isWordChar(chars[at - 1] ?? ' ') !== isWordChar(chars[at] ?? ' ');
  return isBorder === (type === 'border');
}

/**
 * A matching text, of at least `min` characters if the pattern allows.
 *
 * @param variant different numbers give different texts, if the pattern leaves a choice.
 */
export function madeFrom(pattern: string, min: number, variant: number): string | null {
  const node = parsePattern(pattern);
  if (node === null) return null;
  for (let extra = 0; extra <= Math.max(1, min); extra = extra === 0 ? 1 : extra * 2) {
    const text = made(node, { extra, variant });
    const grown = [...text].length < min && !/\$/.test(pattern) ? text.padEnd(min, 'a') : text;
    if ([...grown].length >= min && matchesPattern(grown, pattern) !== false) return fitted(grown, min, pattern);
  }
  return made(node, { extra: 0, variant });
}

/** The text doubles in length, so it may be too long: the shortest that matches and is long enough. */
function fitted(text: string, min: number, pattern: string): string {
  const chars = [...text];
  for (let length = Math.max(min, 0); length < chars.length; length += 1) {
    const shorter = chars.slice(0, length).join('');
    if (length > 0 && matchesPattern(shorter, pattern) === true) return shorter;
    if (chars.length - length > 64 && length - min > 64) return text;
  }
  return text;
}

interface Wish {
  readonly extra: number;
  readonly variant: number;
}

function made(node: Node, wish: Wish): string {
  switch (node.type) {
    case 'char':
      return varied(node, wish.variant);
    case 'seq':
      return node.parts
        .map((part, i) => made(part, { ...wish, variant: i === 0 ? wish.variant : Math.floor(wish.variant / 7) }))
        .join('');
    case 'alt':
      return made(node.parts[wish.variant % node.parts.length] ?? { type: 'seq', parts: [] }, wish);
    case 'repeat': {
      const times = Math.min(node.max, Math.max(node.min, node.min + wish.extra), MAX_MADE);
      return Array.from({ length: times }, (_, i) =>
        made(node.node, { ...wish, variant: Math.floor(wish.variant / 26 ** (times - 1 - i)) }),
      ).join('');
    }
    default:
      return '';
  }
}

function varied(node: Extract<Node, { type: 'char' }>, variant: number): string {
  if (variant === 0) return node.sample;
  const choice = PREFERRED.filter(node.has);
  return choice.length === 0
    ? node.sample
    : (choice[(choice.indexOf(node.sample) + variant) % choice.length] ?? node.sample);
}
