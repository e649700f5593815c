/**
 * The program of the fork server: starts commands by the same code as the runner would, and tells it what comes of them.
 * See fork-server.ts, which starts it.
 *
 * 1. It ends when its channel to the runner does, and by nothing else: a signal that is meant for the runner reaches all
 *    processes of a service or a terminal, and the runner decides what becomes of its commands.
 * 2. The pid of a command is told when it has lasted a moment: who ends it needs it. Most have ended by then, and it is
 *    told with their end.
 * 3. A stream is read on when what was read has left for the runner, so that nothing piles up here.
 * 4. It stays small, because each fork copies the page tables of all that it has written to: it optimizes no code, which
 *    it would have on threads with memory of their own, and its young objects get no more room. That takes a fifth off
 *    its memory, and of the pages that it writes between forks. Plain machine code it makes: interpreted it takes longer.
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
