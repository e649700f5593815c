/**
 * Regular expressions of schemas: does a text match, and which text would. Pure.
 *
 * R1. Matching walks sets of places, so that it takes polynomial time whatever the pattern: no backtracking.
 * R2. What is not understood (back references, odd properties) gives null, and the caller does without.
 */
export type Node =
  | { readonly type: 'char'; readonly has: (char: string) => boolean; readonly sample: string }
  | { readonly type: 'seq' | 'alt'; readonly parts: readonly Node[] }
  | { readonly type: 'repeat'; readonly node: Node; readonly min: number; readonly max: number }
  | { readonly type: 'start' | 'end' | 'border' | 'inside' }
  | { readonly type: 'look'; readonly node: Node; readonly wanted: 'there' | 'absent' };

class NotUnderstood extends Error {}

const known = new Map<string, Node | null>();
const MAX_KNOWN = 200;
const MAX_PATTERN = 2_000;
const MAX_MADE = 2_000;

export function parsePattern(pattern: string): Node | null {
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

const PREFERRED = [...'aenrtsoildcumpbgfhvkywzxjq10234567899ABCDEFGHIJKLMNOPQRSTUVWXYZ-_. /:,#@+'];
const isWordChar = (char: string): boolean => /^[A-Za-z0-9_]$/.test(char);
const CLASSES: Readonly<Record<string, (char: string) => boolean>> = {
  d: (char) => /^[0-9]$/.test(char),
  w: isWordChar,
  s: (char) => /^\s$/.test(char),
};
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v', 0: '\0' };

class Parser {
  readonly #chars: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(pattern: string) {
    this.#chars = [...pattern];
  }

  whole(): Node {
    const node = this.#alt();
    if (this.#at < this.#chars.length) throw new NotUnderstood();
    return node;
  }

  #peek(text: string): boolean {
    return [...text].every((char, i) => this.#chars[this.#at + i] === char);
  }

  #eat(text: string): boolean {
    if (!this.#peek(text)) return false;
    this.#at += [...text].length;
    return true;
  }

  #next(): string {
    const char = this.#chars[this.#at];
    if (char === undefined) throw new NotUnderstood();
    this.#at += 1;
    return char;
  }

  #alt(): Node {
    this.#depth += 1;
    if (this.#depth > 50) throw new NotUnderstood();
    const parts = [this.#seq()];
    while (this.#eat('|')) parts.push(this.#seq());
    this.#depth -= 1;
    return parts.length === 1 && parts[0] ? parts[0] : { type: 'alt', parts };
  }

  #seq(): Node {
    const parts: Node[] = [];
    while (this.#at < this.#chars.length && !this.#peek('|') && !this.#peek(')'))
      parts.push(this.#repeated(this.#atom()));
    return { type: 'seq', parts };
  }

  #repeated(node: Node): Node {
    const range = this.#range();
    if (range === null) return node;
    this.#eat('?');
    const [min, max] = range;
    if (min > 1_000 || (max !== Number.POSITIVE_INFINITY && max > 10_000)) throw new NotUnderstood();
    return { type: 'repeat', node, min, max };
  }

  #range(): readonly [number, number] | null {
    if (this.#eat('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.#eat('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.#eat('?')) return [0, 1];
    const match = /^\{(\d{1,5})(,?)(\d{0,5})\}/.exec(this.#chars.slice(this.#at, this.#at + 14).join(''));
    if (!match) return null;
    this.#at += match[0].length;
    const min = Number(match[1]);
    if (match[2] === '') return [min, min];
    return [min, match[3] === '' ? Number.POSITIVE_INFINITY : Number(match[3])];
  }

  #atom(): Node {
    if (this.#eat('(')) return this.#group();
    if (this.#eat('[')) return this.#set();
    if (this.#eat('^')) return { type: 'start' };
    if (this.#eat('$')) return { type: 'end' };
    if (this.#eat('.')) return charOf((char) => char !== '\n' && char !== '\r');
    if (this.#eat('\\')) return this.#escaped();
    const char = this.#next();
    if ('*+?'.includes(char)) throw new NotUnderstood();
    return literal(char);
  }

  #group(): Node {
    const look = this.#eat('?=') ? 'there' : this.#eat('?!') ? 'absent' : null;
    if (look === null && this.#eat('?')) {
      const rest = this.#chars.slice(this.#at, this.#at + 60).join('');
      const head = /^(?::|P?<[A-Za-z_]\w{0,40}>)/.exec(rest);
      if (!head) throw new NotUnderstood();
      this.#at += head[0].length;
    }
    const node = this.#alt();
    if (!this.#eat(')')) throw new NotUnderstood();
    return look === null ? node : { type: 'look', node, wanted: look };
  }

  #escaped(): Node {
    if (this.#eat('b')) return { type: 'border' };
    if (this.#eat('B')) return { type: 'inside' };
    const has = this.#class();
    return typeof has === 'string' ? literal(has) : charOf(has);
  }

  /** Behind a backslash: a class, or the character that is meant. */
  #class(): string | ((char: string) => boolean) {
    const char = this.#next();
    const low = CLASSES[char.toLowerCase()];
    if (low && /[dws]/.test(char)) return low;
    if (low && /[DWS]/.test(char)) return (other) => !low(other);
    if (char === 'p' || char === 'P') return this.#property(char);
    if (char === 'u' || char === 'x') return this.#code(char);
    if (/[1-9k]/.test(char)) throw new NotUnderstood();
    return ESCAPES[char] ?? char;
  }

  #property(kind: 'p' | 'P'): (char: string) => boolean {
    const name = /^\{([\w=]{1,40})\}/.exec(this.#chars.slice(this.#at, this.#at + 44).join(''));
    if (!name) throw new NotUnderstood();
    this.#at += name[0].length;
    try {
      const pattern = new RegExp(`^\\${kind}{${name[1]}}$`, 'u');
      return (char) => pattern.test(char);
    } catch (error) {
      if (error instanceof SyntaxError) throw new NotUnderstood();
      throw error;
    }
  }

  #code(kind: 'u' | 'x'): string {
    const rest = this.#chars.slice(this.#at, this.#at + 10).join('');
    const match = (kind === 'x' ? /^([0-9a-f]{2})/i : /^(?:([0-9a-f]{4})|\{([0-9a-f]{1,6})\})/i).exec(rest);
    const code = Number.parseInt(match?.[1] ?? match?.[2] ?? 'z', 16);
    if (!match || Number.isNaN(code) || code > 0x10ffff) throw new NotUnderstood();
    this.#at += match[0].length;
    return String.fromCodePoint(code);
  }

  #set(): Node {
    const isNegated = this.#eat('^');
    const tests: ((char: string) => boolean)[] = [];
    const samples: string[] = [];
    while (!this.#eat(']')) {
      const from = this.#member();
      if (typeof from === 'string' && this.#peek('-') && this.#chars[this.#at + 1] !== ']') {
        this.#eat('-');
        const to = this.#member();
        if (typeof to !== 'string') throw new NotUnderstood();
        tests.push((char) => code(char) >= code(from) && code(char) <= code(to));
        samples.push(from);
      } else if (typeof from === 'string') {
        tests.push((char) => char === from);
        samples.push(from);
      } else tests.push(from);
    }
    return charOf((char) => tests.some((test) => test(char)) !== isNegated, samples);
  }

  #member(): string | ((char: string) => boolean) {
    if (!this.#eat('\\')) return this.#next();
    return this.#eat('b') ? '\b' : this.#class();
  }
}

const code = (char: string): number => char.codePointAt(0) ?? 0;
const literal = (char: string): Node => ({ type: 'char', has: (other) => other === char, sample: char });

function charOf(has: (char: string) => boolean, samples: readonly string[] = []): Node {
  const sample = [...PREFERRED, ...samples, 'é', '漢', '\t', '\n'].find(has);
  if (sample === undefined) throw new NotUnderstood();
  return { type: 'char', has, sample };
}

/** null: it cannot be told. */
export function matchesPattern(text: string, pattern: string): boolean | null {
  const node = parsePattern(pattern);
  if (node === null || text.length > 20_000) return null;
  const chars = [...text];
  return walked(node, new Set(Array.from({ length: chars.length + 1 }, (_, i) => i)), chars).size > 0;
}

/** Where a match can end that begins at one of the places. */
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
    case 'look':
      return new Set(
        [...from].filter((at) => walked(node.node, new Set([at]), chars).size > 0 === (node.wanted === 'there')),
      );
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
 * A text that matches, of at least `min` characters where the pattern lets it grow.
 *
 * @param variant other numbers give other texts, where the pattern leaves a choice.
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

/** Growing by doubling may go too far: the shortest that fits and is long enough. */
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
