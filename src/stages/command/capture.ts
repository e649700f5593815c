/** Keeps parts of a stream: the beginning as an output, the end for a message. */

interface Capture {
  add(chunk: Uint8Array): void;
}

export interface Head extends Capture {
  /** null: there was more than the limit, and nothing was kept. */
  bytes(): Buffer | null;
}

export interface Tail extends Capture {
  /** @param clean redacts secrets. Text near the cut is dropped, since it may contain a part of a secret. */
  text(clean: (text: string) => string): string;
}

/** Characters. A secret is shorter, or has lines that are found on their own. */
const MOST_TORN = 4096;

/** Keeps all of a stream, up to `limit` bytes; beyond it, nothing. */
export function captureHead(limit: number): Head {
  let chunks: Uint8Array[] | null = [];
  let size = 0;
  return {
    add(chunk) {
      if (chunks === null) return;
      size += chunk.length;
      if (size > limit) chunks = null;
      else chunks.push(chunk);
    },
    bytes: () => (chunks === null ? null : Buffer.concat(chunks)),
  };
}

/** Keeps the last `limit` bytes of a stream, in at most twice the memory. */
export function captureTail(limit: number): Tail {
  let kept: Uint8Array[] = [];
  let size = 0;
  let isTorn = false;
  const compact = (): Buffer => {
    const all = Buffer.concat(kept);
    isTorn ||= all.length > limit;
    // A copy, so that the larger buffer can be freed.
    return Buffer.from(all.subarray(Math.max(0, all.length - limit)));
  };
  return {
    add(chunk) {
      kept.push(chunk);
      size += chunk.length;
      if (size <= 2 * limit) return;
      kept = [compact()];
      size = limit;
    },
    text(clean) {
      const text = clean(compact().toString('utf8'));
      return isTorn ? text.slice(Math.min(MOST_TORN, text.length / 2)) : text;
    },
  };
}

/** The last lines that are not blank, at most `count`, each shortened. */
export function lastLines(text: string, count: number): string {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  return lines
    .slice(-count)
    .map((line) => (line.length > LINE_LIMIT ? `${line.slice(0, LINE_LIMIT)}…` : line))
    .join('\n');
}

const LINE_LIMIT = 400;
