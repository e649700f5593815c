/**
 * Adapter: calls git to read history. It runs no hook, never prompts, fetches nothing and writes nothing.
 *
 * 1. Replacements and grafts are ignored: nobody can substitute another commit for the original one.
 * 2. It reads the repository that contains the folder, whatever a surrounding git command set in the environment.
 */
import { NotStarted, type PipedChild, startPiped } from '../../processes/piped-child.ts';
import { READ_ONLY, readOnlyEnvironment } from '../reading.ts';

export interface GitRead {
  /** null: it could not be started, was ended, or printed too much. */
  readonly code: number | null;
  readonly stdout: Buffer;
  /** The end of its error output, in English. */
  readonly stderr: string;
}

/** @param input for its stdin. Never rejects. */
export type ReadGit = (args: readonly string[], input?: string) => Promise<GitRead>;

const HISTORY_ENV = {
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_NO_LAZY_FETCH: '1',
  GIT_GRAFT_FILE: '/dev/null',
  GIT_LITERAL_PATHSPECS: '1',
};

const TIMEOUT_MS = 60_000;
const MOST_STDERR = 4096;
const MOST_BYTES = 256 * 1024 * 1024;

/** @param root absolute; paths in commits are relative to it, even if the repository begins above. */
export function gitReader(root: string, environment: NodeJS.ProcessEnv = process.env): ReadGit {
  const env = { ...readOnlyEnvironment(environment), ...HISTORY_ENV };
  return (args, input = '') => read([...READ_ONLY, ...args], { cwd: root, env, input });
}

interface Place {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly input: string;
}

async function read(args: readonly string[], { cwd, env, input }: Place): Promise<GitRead> {
  try {
    return await ended(await startPiped('git', args, { cwd, env }), input);
  } catch (error) {
    if (!(error instanceof NotStarted)) throw error;
    return { code: null, stdout: Buffer.alloc(0), stderr: error.message };
  }
}

function ended(child: PipedChild, input: string): Promise<GitRead> {
  const { promise, resolve } = Promise.withResolvers<GitRead>();
  const pieces: Buffer[] = [];
  let bytes = 0;
  let stderr = '';
  const timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS);
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-MOST_STDERR);
  });
  child.stdout.on('data', (piece: Buffer) => {
    bytes += piece.length;
    if (bytes > MOST_BYTES) child.kill('SIGKILL');
    else pieces.push(piece);
  });
  child.once('close', (code) => {
    clearTimeout(timer);
    resolve({ code: bytes > MOST_BYTES ? null : code, stdout: Buffer.concat(pieces), stderr });
  });
  child.stdin.end(input);
  return promise;
}
