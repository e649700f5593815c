/**
 * Encoders in their own threads, so that drawing and encoding run in parallel.
 *
 * 1. A piece of a video is encoded by one thread, in the order of its frames; which thread makes no difference.
 * 2. Frames are in a fixed number of buffers, which are sent to a thread and returned: drawing waits for a free one.
 * 3. After `stop` no thread is left, and nothing waits any more.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { err, ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import type { Size } from './camera.ts';
import { encodersHere, type PieceEncoders, type Shape } from './encode-pieces.ts';
import { mediaFailure } from './fault.ts';
import { i420Bytes } from './i420.ts';

export type Order =
  | { readonly type: 'begin'; readonly size: Size; readonly fps: number }
  | { readonly type: 'frame'; readonly frame: Uint8Array }
  | { readonly type: 'finish' };

export type News =
  | { readonly type: 'taken'; readonly frame: Uint8Array }
  | { readonly type: 'piece'; readonly bytes: Uint8Array }
  | { readonly type: 'failed'; readonly failure: Failure };

/** This many frames of 1080x1920 are 37 MB. Two threads that share them are always busy, since a piece has 30. */
const BUFFERS_A_THREAD = 12;

/** @param count of threads. If their program is gone, because another version was installed, this thread encodes. */
export function encodersOnThreads({ size, fps }: Shape, count: number): PieceEncoders {
  const program = programFile();
  if (program === null) return encodersHere({ size, fps });
  const buffers = new Buffers(count * BUFFERS_A_THREAD, i420Bytes(size));
  const threads = Array.from({ length: count }, () => new Thread(program, buffers));
  let turn = 0;
  return {
    buffer: () => buffers.take(),
    async piece() {
      const thread = threads[turn % count] as Thread; // in rotation
      turn += 1;
      thread.order({ type: 'begin', size, fps });
      return ok({
        add: (frame) => thread.order({ type: 'frame', frame }),
        finish: () => thread.finish(),
      });
    },
    async stop() {
      await Promise.all(threads.map((thread) => thread.stop()));
    },
  };
}

type Waiting<T> = (value: Result<T, Failure>) => void;

class Buffers {
  readonly #free: Uint8Array[] = [];
  readonly #waiting: Waiting<Uint8Array>[] = [];
  readonly #bytes: number;
  #unmade: number;
  #failure: Failure | null = null;

  constructor(count: number, bytes: number) {
    this.#unmade = count;
    this.#bytes = bytes;
  }

  async take(): Promise<Result<Uint8Array, Failure>> {
    if (this.#failure) return err(this.#failure);
    const free = this.#free.pop();
    if (free) return ok(free);
    if (this.#unmade === 0) return await new Promise((resolve) => this.#waiting.push(resolve));
    this.#unmade -= 1;
    return ok(new Uint8Array(this.#bytes));
  }

  giveBack(buffer: Uint8Array): void {
    const next = this.#waiting.shift();
    if (next) next(ok(buffer));
    else this.#free.push(buffer);
  }

  fail(failure: Failure): void {
    this.#failure ??= failure;
    for (const waiting of this.#waiting.splice(0)) waiting(err(failure));
  }
}

class Thread {
  readonly #worker: Worker;
  readonly #pieces: Waiting<Uint8Array>[] = [];
  readonly #buffers: Buffers;
  #failure: Failure | null = null;

  constructor(program: string, buffers: Buffers) {
    this.#worker = new Worker(program);
    this.#buffers = buffers;
    this.#worker.on('message', (news: News) => this.#hear(news));
    this.#worker.on('error', (error: Error) =>
      this.#fail(mediaFailure('media/encode', `the encoder failed: ${error.message}`)),
    );
    this.#worker.on('exit', () =>
      this.#fail(mediaFailure('media/encode', 'the encoder exited before it was finished')),
    );
  }

  order(order: Order): void {
    const memory = order.type === 'frame' && order.frame.buffer instanceof ArrayBuffer ? [order.frame.buffer] : [];
    this.#worker.postMessage(order, memory);
  }

  async finish(): Promise<Result<Uint8Array, Failure>> {
    if (this.#failure) return err(this.#failure);
    const made = new Promise<Result<Uint8Array, Failure>>((resolve) => this.#pieces.push(resolve));
    this.order({ type: 'finish' });
    return await made;
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #hear(news: News): void {
    switch (news.type) {
      case 'taken':
        this.#buffers.giveBack(news.frame);
        return;
      case 'piece':
        this.#pieces.shift()?.(ok(news.bytes));
        return;
      case 'failed':
        this.#fail(news.failure);
    }
  }

  #fail(failure: Failure): void {
    this.#failure ??= failure;
    this.#buffers.fail(this.#failure);
    for (const waiting of this.#pieces.splice(0)) waiting(err(this.#failure));
  }
}

/** In a build: a file name with a digest of the content, since another build may be installed when a thread starts. */
declare const __encoderThread: string | undefined;

/** In the sources, a file beside this one; in a build, a file in one of the folders above. null: not found. */
function programFile(): string | null {
  const here = import.meta.dirname;
  const places =
    typeof __encoderThread === 'string'
      ? ['.', '..', '../..'].map((up) => path.join(here, up, __encoderThread))
      : [path.join(here, 'encoder-thread-program.ts')];
  return places.find((place) => existsSync(place)) ?? null;
}
