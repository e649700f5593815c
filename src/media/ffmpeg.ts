/**
 * The program ffmpeg, if there is one.
 *
 * 1. Arguments are a list, never a text for a shell. Files are passed as `file:<absolute path>`, so that no name is
 *    taken for an option, an address or a protocol. Only sounds and videos are opened, and they can open nothing else.
 * 2. It leads its own process group; when `signal` aborts the group is killed. Its partial output is not used.
 * 3. Its stderr, up to 4 KB, is part of a failure's message, and is never interpreted. Details that differ between
 *    attempts or machines are removed from it: addresses in memory, and the path of the project.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { onAbort } from '../model/abort.ts';
import { err, ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import { errorCode, forgiving } from '../model/system-error.ts';
import { mediaFailure } from './fault.ts';
import { MOST_PIXELS } from './picture-size.ts';
import { isProgram, programIn } from './programs.ts';

export interface Ffmpeg {
  /** Absolute path. */
  readonly file: string;
  /** `PIPELINE_RUNNER_TASK`: by it a restart finds processes that a killed runner left behind. */
  readonly tag: string | null;
}

const FFMPEG_SWITCH = 'PIPELINE_RUNNER_FFMPEG';

/**
 * @param environment its PATH is searched, unless PIPELINE_RUNNER_FFMPEG names the program; a value that is not a
 * program, such as `off`, means none.
 * @returns null: there is none.
 */
export function findFfmpeg(environment: NodeJS.ProcessEnv, tag: string | null = null): Ffmpeg | null {
  const said = environment[FFMPEG_SWITCH];
  if (said !== undefined && said !== '') return isProgram(said) ? { file: said, tag } : null;
  const file = programIn(environment.PATH, 'ffmpeg');
  return file === null ? null : { file, tag };
}

export const inputFile = (file: string): readonly string[] => [...ONLY_MEDIA, ...NOT_HUGE, '-i', `file:${file}`];
/** No playlists and no lists of files: those could make it read other files of the machine. */
const FORMATS = 'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts,avi,flv,mp3,wav,w64,ogg,flac,aac,aiff,caf,amr';
const ONLY_MEDIA = ['-protocol_whitelist', 'file,pipe', '-format_whitelist', FORMATS];
/** Its frames may be larger than the file says. */
const NOT_HUGE = ['-max_pixels', String(MOST_PIXELS)];
const QUIET = ['-hide_banner', '-nostdin', '-loglevel', 'error'];
const STDERR_LIMIT = 4096;

export interface FfmpegWork {
  readonly args: readonly string[];
  /**
   * Writes its stdin, and resolves when the bytes are no longer needed; absent: it has none. `broken`: it stopped
   * reading; its exit code says why.
   */
  readonly feed?: (write: (bytes: Uint8Array) => Promise<'open' | 'broken'>) => Promise<void>;
  /** Called with each chunk of its stdout, which is read no faster than this resolves. */
  readonly hear?: (chunk: Uint8Array) => void | Promise<void>;
}

/** @throws the reason of `signal` when that aborts. */
export async function runFfmpeg(ffmpeg: Ffmpeg, work: FfmpegWork, signal: AbortSignal): Promise<Result<null, Failure>> {
  signal.throwIfAborted();
  const child = start(ffmpeg, work);
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-STDERR_LIMIT);
  });
  const kill = (): void => killGroup(child);
  using _listening = onAbort(signal, kill);
  try {
    const ended = endOf(child);
    const hearing = heard(child, work).then(
      () => null,
      (error: unknown) => {
        kill(); // nobody reads on
        return { error };
      },
    );
    await fed(child, work);
    const code = await ended;
    signal.throwIfAborted();
    const broken = await hearing;
    if (broken !== null) throw broken.error;
    if (code === 0) return ok(null);
    return err(mediaFailure('media/encode', `ffmpeg ended with ${code}: ${lasting(said, work.args)}`));
  } finally {
    kill();
  }
}

/** 3. The part of the error output that is the same in every attempt and on every machine. */
function lasting(said: string, args: readonly string[]): string {
  const files = args.filter((arg) => arg.startsWith('file:'));
  const here = files.reduce((text, file) => text.replaceAll(file, path.basename(file)), said);
  return here.replaceAll(/ @ 0x[0-9a-f]+(?=\])/g, '').trim();
}

/** Its stdout, no faster than it is read. Ends with the program; if the reader stops early, the program is killed. */
export async function* readFfmpeg(
  ffmpeg: Ffmpeg,
  args: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  signal.throwIfAborted();
  const child = start(ffmpeg, { args, hear: () => {} });
  child.stderr?.resume();
  const kill = (): void => killGroup(child);
  using _listening = onAbort(signal, kill);
  try {
    for await (const chunk of child.stdout ?? []) {
      signal.throwIfAborted();
      yield chunk;
    }
    signal.throwIfAborted();
  } finally {
    kill();
  }
}

function start({ file, tag }: Ffmpeg, { args, feed, hear }: FfmpegWork): ChildProcess {
  const child = spawn(file, [...QUIET, ...args], {
    detached: process.platform !== 'win32',
    windowsHide: true,
    env: environmentOf(tag),
    stdio: [feed ? 'pipe' : 'ignore', hear ? 'pipe' : 'ignore', 'pipe'],
  });
  child.once('error', () => child.stdout?.destroy()); // it does not end by itself if the program could not be started
  return child;
}

/** Empty, except for what Windows needs to start a program. */
function environmentOf(tag: string | null): Record<string, string> {
  const { SystemRoot } = process.env;
  return {
    LC_ALL: 'C',
    ...(SystemRoot === undefined ? {} : { SystemRoot }),
    ...(tag === null ? {} : { PIPELINE_RUNNER_TASK: tag }),
  };
}

/** The exit code, or a text in its place; resolves after all of its output was read. */
function endOf(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'nothing'));
  });
}

/** Reads the output. An early end is not an error here: the exit code says why. */
async function heard({ stdout }: ChildProcess, { hear }: FfmpegWork): Promise<void> {
  if (!stdout || !hear) return;
  try {
    for await (const chunk of stdout) await hear(chunk);
  } catch (error) {
    if (errorCode(error) !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

/** Writes the input. A broken pipe is not an error here: the exit code says why it stopped reading. */
async function fed({ stdin }: ChildProcess, { feed }: FfmpegWork): Promise<void> {
  if (!stdin || !feed) return;
  const broken = new Promise<void>((resolve) => {
    stdin.once('error', () => resolve());
    stdin.once('close', () => resolve());
  });
  const write = async (bytes: Uint8Array): Promise<'open' | 'broken'> => {
    if (!stdin.writable) return 'broken';
    await Promise.race([new Promise<void>((resolve) => stdin.write(bytes, () => resolve())), broken]);
    return stdin.writable ? 'open' : 'broken';
  };
  await feed(write);
  stdin.end();
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const { pid } = child;
  // The group may have ended in the meantime.
  forgiving(['ESRCH'], () => (process.platform === 'win32' ? child.kill('SIGKILL') : process.kill(-pid, 'SIGKILL')));
}
