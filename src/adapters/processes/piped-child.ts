/**
 * Adapter: starts a program whose pipes we hold.
 *
 * A system that lacks resources (descriptors, processes, memory) reports it in three ways: it throws, emits an event,
 * or returns a child without pipes. Here all of them are a rejection.
 */
import { type ChildProcessByStdio, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { errorCode } from '../../model/system-error.ts';

export type PipedChild = ChildProcessByStdio<Writable, Readable, Readable>;

export interface PipedOptions extends Pick<SpawnOptions, 'detached' | 'env'> {
  readonly cwd: string;
}

/** @throws NotStarted */
export async function startPiped(file: string, args: readonly string[], options: PipedOptions): Promise<PipedChild> {
  try {
    const child = spawn(file, args, { ...options, windowsHide: true, stdio: ['pipe', 'pipe', 'pipe'] });
    await once(child, 'spawn');
    child.on('error', () => {}); // a signal that could not be sent; the exit is what matters
    // A program that ends before it has read everything reports the reason itself.
    child.stdin.on('error', () => {});
    return child;
  } catch (error) {
    throw new NotStarted(file, options.cwd, error);
  }
}

export class NotStarted extends Error {
  override readonly name = 'NotStarted';
  /** There is no such program; false: resources are short, or the folder does not exist. */
  readonly isMissing: boolean;

  constructor(file: string, cwd: string, cause: unknown) {
    const code = errorCode(cause) ?? String(cause);
    const isInNoFolder = code === 'ENOENT' && !existsSync(cwd);
    super(isInNoFolder ? `there is no folder ${cwd}` : `${file} could not be started (${code})`, { cause });
    this.isMissing = code === 'ENOENT' && !isInNoFolder;
  }
}
