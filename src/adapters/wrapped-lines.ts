/**
 * Text as it was before a program broke it into lines of one width, as `base64` and `xxd -p` do. Pure.
 *
 * A break counts as one of these when as many characters of base64 or hexadecimal stand before it as the narrowest of
 * such programs prints in a line. Ordinary text has hardly any, so that looking for them costs next to nothing.
 */

/** `base64` breaks after 76 characters, `openssl base64` after 64, Ruby and `xxd -p` after 60. */
const LEAST_WIDTH = 60;

const IN_BASE64 = new Uint8Array(256);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_')
  IN_BASE64[character.charCodeAt(0)] = 1;

export interface Unwrapped {
  /** Without the breaks. */
  readonly text: string;
  /** Where a part that begins at this place of {@link text} begins in the original: behind a break. */
  starts(place: number): number;
  /** Where a part that ends at this place of {@link text} ends in the original: before a break. */
  ends(place: number): number;
  /** The place in {@link text} of one in the original. */
  within(original: number): number;
}

/**
 * @param bytes as Latin-1 characters.
 * @param before what {@link wrappedRun} says of the text before them.
 * @returns null: there is no such break.
 */
export function unwrapped(bytes: string, before: number): Unwrapped | null {
  const parts: string[] = [];
  /** Of each part but the first: where it begins in the text, and in the original. */
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
  for (let at = bytes.indexOf('\n'); at >= 0; at = bytes.indexOf('\n', line)) {
    // Most lines are too short, which is told without a look at them.
    if (line === 0 || at - line >= LEAST_WIDTH) breakAt(bytes[at - 1] === '\r' ? at - 1 : at, at + 1);
    line = at + 1;
  }
  // Its other half may be on the way.
  if (bytes.endsWith('\r')) breakAt(bytes.length - 1, bytes.length);
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

/** How many characters of base64 stand right before `end`, as far as it matters; `before`: of what stood before all. */
export function wrappedRun(bytes: string, end: number, before: number): number {
  const least = Math.max(0, end - LEAST_WIDTH);
  let at = end;
  while (at > least && IN_BASE64[bytes.charCodeAt(at - 1)] === 1) at -= 1;
  return at === 0 ? Math.min(LEAST_WIDTH, end + before) : end - at;
}

/** How many of them are at most `limit`; they ascend. */
function countUpTo(ascending: readonly number[], limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
