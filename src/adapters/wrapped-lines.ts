/**
 * Joins text that a program broke into lines of one width, as `base64` and `xxd -p` do. Pure.
 *
 * A break is a line break, or its form in a JSON string: the two characters `\n`, with more backslashes if that string
 * is inside another.
 *
 * It counts only if at least as many characters of base64 or hexadecimal precede it as the shortest line of such
 * programs has. Ordinary text contains hardly any, so the search costs next to nothing.
 */

const NEWLINE = 10;
/** The first part of a break, the rest of which may follow in the next chunk. */
const BEGUN = /(?:\r|\\+(?:r\\*)?)$/;
/** An escaped carriage return before an escaped newline, which is read backwards from its backslashes. */
const ESCAPED_RETURN = /\\+r$/;
/** Characters; much longer than any break. */
const MOST_OF_A_BREAK = 64;

/** `base64` breaks after 76 characters, `openssl base64` after 64, Ruby and `xxd -p` after 60. */
const LEAST_WIDTH = 60;

const IN_BASE64 = new Uint8Array(256);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_')
  IN_BASE64[character.charCodeAt(0)] = 1;

export interface Unwrapped {
  /** Without the breaks. */
  readonly text: string;
  /** Maps the start of a part in {@link text} to the original: after a break. */
  starts(place: number): number;
  /** Maps the end of a part in {@link text} to the original: before a break. */
  ends(place: number): number;
  /** Maps a position in the original to {@link text}. */
  within(original: number): number;
}

/**
 * @param bytes as Latin-1 characters.
 * @param before the {@link wrappedRun} of the text before them.
 * @returns null: there is no such break.
 */
export function unwrapped(bytes: string, before: number): Unwrapped | null {
  const parts: string[] = [];
  /** For each part but the first: its start in the text, and in the original. */
  const [places, originals]: [number[], number[]] = [[], []];
  let [from, length] = [0, 0];
  const breakAt = (start: number, end: number): void => {
    if (wrappedRun(bytes, start, before) < LEAST_WIDTH) return;
    parts.push(bytes.slice(from, start));
    length += start - from;
    places.push(length);
    originals.push(end);
    from = end;
  };
  let line = 0;
  for (const at of ends(bytes)) {
    // Most lines are too short, which their length shows.
    if (line === 0 || at - line >= LEAST_WIDTH) breakAt(beginOf(bytes, at), at + 1);
    line = at + 1;
  }
  const begun = BEGUN.exec(bytes.slice(-MOST_OF_A_BREAK));
  if (begun) breakAt(bytes.length - begun[0].length, bytes.length);
  if (parts.length === 0) return null;
  const text = parts.join('') + bytes.slice(from);
  const original = (place: number, passed: number): number =>
    passed === 0 ? place : (originals[passed - 1] ?? 0) + place - (places[passed - 1] ?? 0);
  return {
    text,
    starts: (place) => original(place, countUpTo(places, place)),
    ends: (place) => original(place, countUpTo(places, place - 1)),
    within: (at) => {
      const passed = countUpTo(originals, at);
      const here = passed === 0 ? at : (places[passed - 1] ?? 0) + at - (originals[passed - 1] ?? 0);
      return Math.min(here, places[passed] ?? text.length);
    },
  };
}

/** Yields the ends of breaks, ascending: newlines, and each n after a backslash. */
function* ends(bytes: string): Generator<number> {
  let [plain, escaped] = [bytes.indexOf('\n'), bytes.indexOf('\\n')];
  while (plain >= 0 || escaped >= 0) {
    if (escaped < 0 || (plain >= 0 && plain < escaped)) {
      yield plain;
      plain = bytes.indexOf('\n', plain + 1);
    } else {
      yield escaped + 1;
      escaped = bytes.indexOf('\\n', escaped + 2);
    }
  }
}

/** Start of the break that ends at this position. */
function beginOf(bytes: string, end: number): number {
  if (bytes.charCodeAt(end) === NEWLINE) return bytes[end - 1] === '\r' ? end - 1 : end;
  let at = end - 1;
  while (bytes[at - 1] === '\\') at -= 1;
  const before = ESCAPED_RETURN.exec(bytes.slice(Math.max(0, at - MOST_OF_A_BREAK), at));
  return before ? at - before[0].length : at;
}

/** Number of base64 characters right before `end`, up to the least width; `before`: the run before the whole text. */
export function wrappedRun(bytes: string, end: number, before: number): number {
  const least = Math.max(0, end - LEAST_WIDTH);
  let at = end;
  while (at > least && IN_BASE64[bytes.charCodeAt(at - 1)] === 1) at -= 1;
  return at === 0 ? Math.min(LEAST_WIDTH, end + before) : end - at;
}

/** How many of the ascending numbers are at most `limit`. */
function countUpTo(ascending: readonly number[], limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
