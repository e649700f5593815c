/**
 * Adapter: child processes: started, followed to their exit, and ended as a whole tree on abort.
 *
 * 1. Every child leads its own process group; it inherits nothing of our environment.
 * 2. Output is passed on chunk by chunk and never kept: memory does not grow with it.
 * 3. The wait ends at the exit of the leader, not when the pipes close, which its children may hold open.
 * 4. After an abort the promise resolves only when the whole tree is gone.
 * 5. This process starts the first few itself. If there are many, the fork server starts them, because it is small.
 * 6. If the system lacks processes, memory or files for a start, it is tried again for a minute: what makes them scarce is
 *    seldom the command, and every command of every run would fail with it.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { CommandLine, Exit, Processes } from '../ports/processes.ts';
import { endTree } from './processes/end.ts';
import { type ForkServer, forkServerOfThisProcess } from './processes/fork-server.ts';
import { startHere } from './processes/start.ts';

/** Environment variable that names the task in all its processes, so that a restart can find them. */
export const TASK_TAG = 'PIPELINE_RUNNER_TASK';

type Starter = Pick<ForkServer, 'coming' | 'start'>;

/** Codes of a system that lacks resources now. */
const SCARCE: readonly string[] = ['EAGAIN', 'EMFILE', 'ENFILE', 'ENOMEM'];
/** Milliseconds before each further start: a minute in all. */
const WAITS: readonly number[] = [250, 500, 1_000, 2_000, 4_000, ...Array.from({ length: 10 }, () => 5_000)];

/**
 * @param forkServer null: this process starts all commands itself.
 * @param waits milliseconds before each further start where resources are scarce.
 */
export const createProcesses = (
  forkServer: Starter | null = forkServerOfThisProcess(),
  waits: readonly number[] = WAITS,
): Processes => ({
  run: async (command, signal) => {
    let exit = await run(forkServer, command, signal);
    for (const wait of waits) {
      if (exit.type !== 'not-started' || !SCARCE.includes(exit.code) || signal.aborted) return exit;
      await delay(wait, undefined, { signal }).catch(() => {}); // if aborted, `run` says so
      exit = await run(forkServer, command, signal);
    }
    return exit;
  },
});

async function run(forkServer: Starter | null, command: CommandLine, signal: AbortSignal): Promise<Exit> {
  const coming = forkServer?.coming ?? null;
  if (coming !== null) await coming;
  if (signal.aborted) return { type: 'signalled', signal: 'SIGTERM' };
  const tag = command.env[TASK_TAG] ?? null;
  const started = forkServer?.start(command, tag) ?? startHere(command);
  let ending: Promise<void> | null = null;
  const abort = (): void => {
    ending = started.leader.then(async (leader) => {
      if (leader !== null) await endTree({ leader, tag, grace: command.grace });
    });
    // It is awaited when the command has ended; until then an unhandled rejection must not end the process.
    ending.catch(() => {});
  };
  signal.addEventListener('abort', abort, { once: true });
  try {
    const exit = await started.ended;
    if (ending !== null) await ending;
    return exit;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
