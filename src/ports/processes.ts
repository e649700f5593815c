/** Child processes, each the leader of its own process group. */
import type { DurationMs } from '../model/brand.ts';

export interface CommandLine {
  readonly argv: readonly [string, ...string[]];
  /** Absolute. */
  readonly cwd: string;
  /** The whole environment; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** Absolute path of the file that is its stdin; null: it has none. */
  readonly stdin: string | null;
  /** Called with each chunk of stdout and stderr as it arrives. */
  readonly onOutput: (chunk: Uint8Array, stream: 'stdout' | 'stderr') => void;
  readonly grace: DurationMs;
}

export type Exit =
  | ({ readonly type: 'exited'; readonly code: number } & Leaving)
  | ({ readonly type: 'signalled'; readonly signal: string } & Leaving)
  /** The program could not be started. `code` as in errno: ENOENT, EACCES. */
  | { readonly type: 'not-started'; readonly code: string; readonly message: string };

interface Leaving {
  /** Other processes of its group are still alive. */
  readonly leavesOthers?: true;
}

export interface Processes {
  /**
   * Runs to the exit of the leader; does not wait for a pipe that a grandchild still holds. When `signal`
   * aborts: SIGTERM to the group, grace, SIGKILL to the whole tree. The tree is gone when the promise resolves.
   */
  run(command: CommandLine, signal: AbortSignal): Promise<Exit>;
}
