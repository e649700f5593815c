/** The text of one log file, piece by piece, with control characters escaped: a log can be large, and is not trusted. */
import { lstat, open } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';
import { SAFELY } from '../adapters/disk/safe-read.ts';
import { errorCode } from '../model/system-error.ts';
import { harmless } from '../report/words.ts';

const PIECE = 65_536;

/** Size of the log; null: it is not here. */
export async function logSize(file: string): Promise<number | null> {
  const stat = await lstat(file).catch(() => null);
  return stat?.isFile() ? stat.size : null;
}

function ignoreRefusal(error: unknown): null {
  if (errorCode(error) === null) throw error;
  return null;
}

/** Reads on from where it was. Whole lines at a time, so that no escape sequence is cut in two. */
export class LogText {
  readonly #file: string;
  readonly #decoder = new StringDecoder('utf8');
  /** Bytes that were read. */
  #at: number;
  /** A line whose end has not come. Beyond a piece it is cut all the same. */
  #rest = '';

  constructor(file: string, start = 0) {
    this.#file = file;
    this.#at = start;
  }

  /** What has come since, as lines with their ends. */
  async *news(): AsyncGenerator<string> {
    const size = await logSize(this.#file);
    if (size === null || size <= this.#at) return;
    // What was a file a moment ago may be gone, or a pipe, by now.
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

  /** A last line without an end; '' if there is none. */
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
