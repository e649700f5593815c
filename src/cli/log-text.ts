/** Reads a log file in pieces and escapes control characters: a log can be large and is not trusted. */
import { lstat, open } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';
import { SAFELY } from '../adapters/disk/safe-read.ts';
import { errorCode } from '../model/system-error.ts';
import { harmless } from '../report/words.ts';

const PIECE = 65_536;

/** Size of the log in bytes; null: it does not exist. */
export async function logSize(file: string): Promise<number | null> {
  const stat = await lstat(file).catch(() => null);
  return stat?.isFile() ? stat.size : null;
}

function ignoreRefusal(error: unknown): null {
  if (errorCode(error) === null) throw error;
  return null;
}

/** Continues reading where it stopped. Yields whole lines, so that no escape sequence is cut. */
export class LogText {
  readonly #file: string;
  readonly #decoder = new StringDecoder('utf8');
  /** Number of bytes read. */
  #at: number;
  /** A line without its end so far. It is cut if it is longer than a piece. */
  #rest = '';

  constructor(file: string, start = 0) {
    this.#file = file;
    this.#at = start;
  }

  /** The new lines since the last call, with their line ends. */
  async *news(): AsyncGenerator<string> {
    const size = await logSize(this.#file);
    if (size === null || size <= this.#at) return;
    // The file may have been removed, or replaced by a pipe.
    await using handle = await open(this.#file, SAFELY).catch(ignoreRefusal);
    if (!(await handle?.stat())?.isFile() || !handle) return;
    const room = Buffer.allocUnsafe(PIECE);
    for (;;) {
      const { bytesRead } = await handle.read(room, 0, PIECE, this.#at);
      if (bytesRead === 0) return;
      this.#at += bytesRead;
      const lines = this.#whole(room.subarray(0, bytesRead));
      if (lines !== '') yield harmless(lines);
    }
  }

  /** The last line, if it has no line end; may be empty. */
  end(): string {
    const rest = this.#rest + this.#decoder.end();
    this.#rest = '';
    return rest === '' ? '' : `${harmless(rest)}\n`;
  }

  #whole(piece: Buffer): string {
    const text = this.#rest + this.#decoder.write(piece);
    const end = text.lastIndexOf('\n') + 1 || (text.length > PIECE ? text.length : 0);
    this.#rest = text.slice(end);
    return text.slice(0, end);
  }
}
