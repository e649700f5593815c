/**
 * Adapter: child processes: started, followed to their exit, and ended as a whole tree on abort.
 *
 * 1. Every child leads its own process group; it inherits nothing of our environment.
 * 2. Output is passed on chunk by chunk and never kept: memory does not grow with it.
 * 3. The wait ends at the exit of the leader, not when the pipes close, which its children may hold open.
 * 4. After an abort the promise resolves only when the whole tree is gone.
 * 5. This process starts the first few itself. If there are many, the fork server starts them, because it is small.
 */
import type { CommandLine, Exit, Processes } from '../ports/processes.ts';
import { endTree } from './processes/end.ts';
import { type ForkServer, forkServerOfThisProcess } from './processes/fork-server.ts';
import { startHere } from './processes/start.ts';

/** Environment variable that names the task in all its processes, so that a restart can find them. */
export const TASK_TAG = 'PIPELINE_RUNNER_TASK';

/** @param forkServer null: this process starts all commands itself. */
export const createProcesses = (forkServer: ForkServer | null = forkServerOfThisProcess()): Processes => ({
  run: (command, signal) => run(forkServer, command, signal),
});

async function run(forkServer: ForkServer | null, command: CommandLine, signal: AbortSignal): Promise<Exit> {
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
