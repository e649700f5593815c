/**
 * Encodes a video with the built-in encoder: in pieces, which are files until they are joined.
 *
 * 1. A piece is one group of pictures. It depends only on its own frames, not on who encodes it and when.
 * 2. Frames are drawn in order, on this thread; other work of the process can proceed after each.
 * 3. Encoders are always stopped. When `signal` aborts, nothing more is drawn, and its reason is thrown.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import type { Size } from './camera.ts';
import type { FrameSource } from './frames.ts';
import { createH264, type H264Encoder, KEY_FRAME_SECONDS } from './h264.ts';
import { i420Bytes, toI420 } from './i420.ts';

export interface Shape {
  readonly size: Size;
  readonly fps: number;
}

export interface PieceEncoders {
  /** A buffer for one frame, with arbitrary content. May wait until one is free. */
  buffer(): Promise<Result<Uint8Array, Failure>>;
  /** Starts a piece, after the frames of the previous one were added. */
  piece(): Promise<Result<Piece, Failure>>;
  stop(): Promise<void>;
}

interface Piece {
  /** @param frame planar YUV in one of the buffers, which must not be used afterwards. */
  add(frame: Uint8Array): void;
  /** An MP4 with one track. */
  finish(): Promise<Result<Uint8Array, Failure>>;
}

interface PiecesToEncode {
  readonly source: FrameSource;
  readonly onFrame: (done: number, total: number) => void;
  /** Absolute path of a private folder. */
  readonly folder: string;
  readonly encoders: PieceEncoders;
}

/** @returns absolute paths of the pieces, in order. */
export async function encodePieces(
  { source, onFrame, folder, encoders }: PiecesToEncode,
  signal: AbortSignal,
): Promise<Result<readonly string[], Failure>> {
  const { size, fps, count } = source;
  const length = Math.max(1, Math.round(fps * KEY_FRAME_SECONDS));
  const saved: Promise<Result<string, Failure>>[] = [];
  try {
    for (let from = 0; from < count; from += length) {
      const piece = await encoders.piece();
      if (!piece.ok) return piece;
      for (let index = from; index < Math.min(count, from + length); index += 1) {
        signal.throwIfAborted();
        const buffer = await encoders.buffer();
        if (!buffer.ok) return buffer;
        toI420(await source.frame(index), size, buffer.value);
        piece.value.add(buffer.value);
        onFrame(index + 1, count);
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
      saved.push(savePiece(piece.value, path.join(folder, `${saved.length}.mp4`)));
    }
    const files: string[] = [];
    for (const file of await Promise.all(saved)) {
      if (!file.ok) return file;
      files.push(file.value);
    }
    signal.throwIfAborted();
    return ok(files);
  } finally {
    await encoders.stop();
    await Promise.allSettled(saved);
  }
}

async function savePiece(piece: Piece, file: string): Promise<Result<string, Failure>> {
  const bytes = await piece.finish();
  if (!bytes.ok) return bytes;
  await writeFile(file, bytes.value);
  return ok(file);
}

/** On this thread: for a video that is finished before a thread has started. */
export function encodersHere({ size, fps }: Shape): PieceEncoders {
  const buffer = new Uint8Array(i420Bytes(size));
  let current: H264Encoder | null = null;
  const end = (): void => {
    current?.[Symbol.dispose]();
    current = null;
  };
  return {
    buffer: async () => ok(buffer),
    async piece() {
      const made = await createH264(size, fps);
      if (!made.ok) return made;
      const encoder = made.value;
      current = encoder;
      return ok({
        add: (frame) => encoder.add(frame),
        async finish() {
          const bytes = encoder.finish();
          end();
          return ok(bytes);
        },
      });
    },
    stop: async () => end(),
  };
}
