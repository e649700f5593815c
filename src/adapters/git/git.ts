/**
 * Adapter: the only door to the program git for everything that the runner does with it on its own.
 *
 * 1. No hook, file system monitor or submodule runs, and no maintenance except {@link Git.tidy}. Git never prompts, and
 *    uses only permitted transports. Variables of a surrounding git (GIT_DIR, GIT_INDEX_FILE …) are not passed on.
 * 2. Every call has a time limit, after which its whole process group is killed. Processes that it leaves in the
 *    background, such as an ssh connection that is kept for the next call, are not awaited, even if they hold its pipes
 *    open.
 * 3. Its processes carry a tag, so that a later start finds those of a killed runner.
 */
import { onAbort } from '../../model/abort.ts';
import { LATE, TO_HEAR } from '../../model/stopped-process.ts';
import { forgiving } from '../../model/system-error.ts';
import { NotStarted, type PipedChild, startPiped } from '../processes/piped-child.ts';

/** git failed at something that should always work: a full disk, a damaged repository, a git that is too old. */
export class GitError extends Error {
  override readonly name = 'GitError';
  constructor(args: readonly string[], end: GitEnd) {
    super(`git ${args[0]}: ${gitMessage(end)}`);
  }
}

export interface GitEnd {
  readonly why: 'ended' | 'missing' | 'not-started' | 'time-out' | 'aborted';
  /** null: a signal ended it, or it could not be started. */
  readonly code: number | null;
  readonly stdout: string;
  /** The end of its error output; why it could not be started. */
  readonly stderr: string;
}

export interface GitPlace {
  readonly cwd: string;
  /** The value of the tag in the environment of its processes. */
  readonly tag: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Transports that are permitted: `file`, `https`, `ssh`. */
  readonly protocols: readonly string[];
}

export interface GitCallOptions {
  readonly input?: string;
  /** An index file that replaces that of the worktree. */
  readonly index?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** `plain`: for the one command that rejects literal pathspecs, and reads no patterns either. */
  readonly pathspecs?: 'literal' | 'plain';
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** Maintenance that git starts by itself would hold locks that other calls need. */
const NO_AUTO_MAINTENANCE = ['gc.auto=0', 'maintenance.auto=false'];

const LITERAL = { GIT_LITERAL_PATHSPECS: '1' };
const LOCAL_MS = 120_000;
/** Packing gigabytes for the first time takes long. */
const GC_MS = 60 * 60_000;
const STDERR_CHARS = 16 * 1024;
/** Pipes that are open this long after the exit are held by other processes; git's own output has been read by then. */
const HELD_MS = 1_000;

const SETTINGS = [
  ...['core.hooksPath=/dev/null', 'core.fsmonitor=false', 'core.untrackedCache=false', 'core.splitIndex=false'],
  ...['core.sparseCheckout=false', 'core.autocrlf=false', 'core.fsync=all', 'protocol.allow=never'],
  ...['submodule.recurse=false', 'fetch.recurseSubmodules=false'],
  ...['push.recurseSubmodules=no', 'push.followTags=false', 'push.gpgSign=false', 'log.showSignature=false'],
  ...['i18n.commitEncoding=UTF-8', 'i18n.logOutputEncoding=UTF-8', 'advice.detachedHead=false'],
];

export class Git {
  readonly #place: GitPlace;
  readonly #flags: readonly string[];

  constructor(place: GitPlace) {
    this.#place = place;
    const allowed = place.protocols.map((name) => `protocol.${name}.allow=always`);
    this.#flags = ['--no-pager', ...settings([...SETTINGS, ...allowed])];
  }

  with(place: Partial<GitPlace>): Git {
    return new Git({ ...this.#place, ...place });
  }

  /** Never rejects. */
  run(args: readonly string[], how: GitCallOptions = {}): Promise<GitEnd> {
    return this.#start([...settings(NO_AUTO_MAINTENANCE), ...args], how);
  }

  /**
   * Packs loose objects once there are thousands of them, by the settings of the repository. Git does this by itself
   * where people work. Where only the runner works, nothing else would, and each commit adds a copy of the list of all
   * runs.
   */
  tidy(how: Pick<GitCallOptions, 'signal'>): Promise<GitEnd> {
    return this.#start([...settings(['gc.autoDetach=false']), 'gc', '--auto', '--quiet'], {
      timeoutMs: GC_MS,
      ...how,
    });
  }

  async #start(args: readonly string[], how: GitCallOptions): Promise<GitEnd> {
    const { cwd } = this.#place;
    const env = {
      ...environmentFor(this.#place),
      ...(how.pathspecs === 'plain' ? {} : LITERAL),
      ...(how.index ? { GIT_INDEX_FILE: how.index } : {}),
      ...how.env,
    };
    if (how.signal?.aborted) return { why: 'aborted', code: null, stdout: '', stderr: '' };
    try {
      const options = { cwd, env, detached: process.platform !== 'win32' };
      return await ended(await startPiped('git', [...this.#flags, ...args], options), how);
    } catch (error) {
      if (!(error instanceof NotStarted)) throw error;
      return { why: error.isMissing ? 'missing' : 'not-started', code: null, stdout: '', stderr: error.message };
    }
  }

  /** @returns its output. @throws GitError if it fails. */
  async text(args: readonly string[], how: GitCallOptions = {}): Promise<string> {
    const end = await this.run(args, how);
    if (end.code !== 0) throw new GitError(args, end);
    return end.stdout;
  }

  /** @returns one line of its output; null if it fails. */
  async line(args: readonly string[]): Promise<string | null> {
    const end = await this.run(args);
    return end.code === 0 ? end.stdout.replace(/\n$/, '') : null;
  }
}

const settings = (pairs: readonly string[]): string[] => pairs.flatMap((pair) => ['-c', pair]);

/** Variables that are passed on: transports and config, but not the repository, index or identity of another git. */
const PASSED_ON =
  /^GIT_(?:SSH|ASKPASS|CONFIG_|SSL_|HTTP_|PROXY_|TRACE|CEILING_DIRECTORIES|EXEC_PATH|LFS_|TEMPLATE_DIR|ALLOW_PROTOCOL)/;

function environmentFor({ environment, tag }: GitPlace): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !name.startsWith('GIT_') || PASSED_ON.test(name));
  const ours = { GIT_TERMINAL_PROMPT: '0', GIT_NO_REPLACE_OBJECTS: '1', GIT_OPTIONAL_LOCKS: '0', GIT_FLUSH: '1' };
  const { GIT_CONFIG_PARAMETERS: _, ...rest } = Object.fromEntries(kept);
  return { ...rest, ...ours, LC_ALL: 'C', LANGUAGE: '', PIPELINE_RUNNER_TASK: tag };
}

function ended(child: PipedChild, { input = '', timeoutMs = LOCAL_MS, signal }: GitCallOptions): Promise<GitEnd> {
  const { promise, resolve } = Promise.withResolvers<GitEnd>();
  const stdout: Buffer[] = [];
  let stderr = '';
  let why: GitEnd['why'] = 'ended';
  const stop = (reason: GitEnd['why']): void => {
    why = reason;
    killGroup(child);
  };
  let held: NodeJS.Timeout | null = null;
  let timer: NodeJS.Timeout;
  const startTimer = (ms: number): void => {
    const due = performance.now() + ms;
    // After this process was suspended, git's exit is noticed before the time limit counts.
    timer = setTimeout(() => (performance.now() - due > LATE ? startTimer(TO_HEAR) : stop('time-out')), ms);
  };
  startTimer(timeoutMs);
  const listening = signal && onAbort(signal, () => stop('aborted'));
  const done = (end: Omit<GitEnd, 'stdout'>): void => {
    clearTimeout(timer);
    clearTimeout(held ?? undefined);
    listening?.[Symbol.dispose]();
    resolve({ ...end, stdout: Buffer.concat(stdout).toString('utf8') });
  };
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_CHARS);
  });
  child.once('exit', () => {
    const leave = (): void => [child.stdout, child.stderr].forEach((pipe) => void pipe.destroy());
    // The pipes are read once more before: this process may have been too busy to read them since the exit.
    held = setTimeout(() => setImmediate(leave), HELD_MS);
  });
  child.once('close', (code) => done({ why, code: why === 'ended' ? code : null, stderr }));
  child.stdin.end(input);
  return promise;
}

function killGroup(child: PipedChild): void {
  if (child.pid === undefined) return;
  const { pid } = child;
  forgiving(['ESRCH'], () => process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL'));
}

const WHY: Readonly<Record<GitEnd['why'], string>> = {
  ended: '',
  missing: 'git is not installed',
  'not-started': '',
  'time-out': 'it took too long',
  aborted: 'it was stopped',
};

/** Disk errors of this machine: messages of the remote begin with `remote:`. */
export const OUR_DISK =
  /^(?!remote:).*(No space left on device|Out of diskspace|Disk quota exceeded|Read-only file system)/m;

/**
 * The last lines of git's error output on one line, without hints. Of a lock only the line with the lock file, of a
 * disk error only its reason: the file names beside it differ each time.
 */
export function gitMessage({ why, stderr, code }: GitEnd): string {
  const refused = OUR_DISK.exec(stderr)?.[1];
  if (refused !== undefined) return refused;
  const lines = stderr
    .split(/\r?\n/)
    .map((line) => line.replace(/^(?:fatal|error|remote|warning): ?/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('hint:'));
  const lock = lines.find((line) => line.includes(".lock'"));
  const shown = lock === undefined ? lines.slice(-3) : [lock];
  return WHY[why] || shown.join('; ').slice(0, 400) || `it ended with code ${code}`;
}
