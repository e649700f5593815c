/**
 * The program of the fork server: starts commands by the same code as the runner, and reports on them to the runner.
 * fork-server.ts starts it.
 *
 * 1. It ends only when its channel to the runner closes. A signal for the runner may reach all processes of a service
 *    or a terminal, but the runner decides what happens to its commands.
 * 2. The pid of a command, which is needed to end it, is reported when the command has lasted a moment. Most have ended
 *    by then, and the pid is reported with their end.
 * 3. A stream is read further when the previous chunk has left for the runner, so that no data accumulates here.
 * 4. It stays small, because each fork copies the page tables of all the memory that it has written. It optimizes no
 *    code, which would happen on threads with memory of their own, and the space for young objects does not grow. That
 *    saves a fifth of its memory, and of the pages written between forks. It does compile: interpreting is slower.
 */
import { setFlagsFromString } from 'node:v8';
import type { Leader } from './end.ts';
import type { News, Order, StartOrder } from './fork-server.ts';
import { startHere } from './start.ts';

/** Milliseconds. */
const MOMENT = 10;

/** Flags of V8. */
const SMALL = ['--no-maglev', '--no-opt', '--no-concurrent-sparkplug', '--semi-space-growth-factor=1'];

const leaders = new Map<number, Leader>();

function tell(news: News, whenGone: () => void = () => {}): void {
  process.send?.(news, undefined, undefined, whenGone);
}

async function start({ id, command }: StartOrder): Promise<void> {
  const { leader, ended } = startHere({
    ...command,
    onOutput(chunk, stream, source) {
      source.pause();
      tell({ type: 'output', id, stream, chunk }, () => source.resume());
    },
  });
  const first = await leader;
  if (first !== null) leaders.set(id, first);
  const telling = first && setTimeout(() => tell({ type: 'started', id, pid: first.pid }), MOMENT);
  const exit = await ended;
  if (telling !== null) clearTimeout(telling);
  leaders.delete(id);
  tell({ type: 'ended', id, pid: first?.pid ?? null, exit });
}

function carryOut(order: Order): Promise<void> | undefined {
  if (order.type === 'start') return start(order);
  leaders.get(order.id)?.signalGroup(order.signal);
  return undefined;
}

for (const flag of SMALL) setFlagsFromString(flag);
process.title = 'pipeline-runner fork server';
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.on('disconnect', () => process.exit());
process.on('message', carryOut);
tell({ type: 'ready' });
// A start that fails, so that the first real one finds its code compiled: it would take 5 ms longer.
startHere({ argv: ['/'], cwd: '/', env: {}, stdin: null, onOutput: () => {} });
