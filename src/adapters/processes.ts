/**
 * Adapter: child processes, as the port wants them: started, followed to the exit, ended as a whole tree on abort.
 *
 * 1. Every child leads a group of its own; nothing of our environment reaches it.
 * 2. Output is handed on chunk by chunk and never kept: memory does not grow with it.
 * 3. The exit of the leader ends the wait, not the closing of pipes that its children may hold.
 * 4. After an abort the promise resolves only when the whole tree is gone.
 * 5. The first few are started by this process itself; who starts many has the fork server start them, which is small.
 */
import type { CommandLine, Exit, Processes } from '../ports/processes.ts';
import { endTree } from './processes/end.ts';
import { type ForkServer, forkServerOfThisProcess } from './processes/fork-server.ts';
import { startHere } from './processes/start.ts';

/** Names the task in the environment of all its processes, so that a restart can find them. */
export const TASK_TAG = 'PIPELINE_RUNNER_TASK';

/** @param forkServer null: none, all are started by this process itself. */
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
    // It is awaited when the command has ended; until then an error is nobody's, and must not end the process.
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
