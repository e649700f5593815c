/** The file of chunks, in the format of bin/load-bundle.cjs. Pure. */

export interface Chunk {
  readonly name: string;
  /** Static imports: the loader loads them together with the chunk. */
  readonly imports: readonly string[];
  /** A function; one byte per character. */
  readonly text: string;
}

/** HEAD_BYTES of the loader. */
const HEAD_BYTES = 8;

/** The length of the index, the index, and the chunks one after the other; offsets count from the first of them. */
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
