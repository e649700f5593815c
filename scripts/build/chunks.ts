/** The file of chunks, as bin/load-bundle.cjs reads it. Pure. */

export interface Chunk {
  readonly name: string;
  /** Those that it imports as it is evaluated: the loader loads them together. */
  readonly imports: readonly string[];
  /** A function, in characters of one byte. */
  readonly text: string;
}

/** HEAD_BYTES of the loader. */
const HEAD_BYTES = 8;

/** The length of the index, the index, and the chunks one after the other; places count from the first of them. */
export function chunksFile(chunks: readonly Chunk[]): string {
  const index: Record<string, object> = {};
  const texts: string[] = [];
  let [at, line] = [0, 1];
  for (const { name, imports, text } of chunks) {
    index[name] = { at, length: text.length, line, imports };
    texts.push(`${text}\n`);
    at += text.length + 1;
    line += text.split('\n').length;
  }
  const head = `${JSON.stringify(index)}\n`;
  return [String(head.length).padStart(HEAD_BYTES, '0'), head, ...texts].join('');
}
