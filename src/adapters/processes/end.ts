/**
 * Adapter: ends a whole tree of processes: SIGTERM, a grace period, SIGKILL, and a check that nothing is left.
 *
 * 1. A process belongs to the tree by its group, by a parent in the tree, or by the task's tag in its environment.
 *    Once found it stays a member, so a child whose parents ended in between is not lost.
 * 2. Before a signal, a member's start time is compared: a pid that another process has by now is left alone.
 * 3. There is no polling while the leader lives and the grace period lasts.
 */
import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { type DurationMs, durationMs } from '../../model/brand.ts';
import { forgiving } from '../../model/system-error.ts';
import { isAnyTagged, type ProcessInfo, processTable } from './table.ts';
import { runTool } from './tool.ts';

/** Between two looks at a tree that was signalled. */
const LOOK_EVERY = durationMs(15);
/** A process in an uninterruptible wait cannot be killed; after this time it is left to the system. */
const GIVE_UP_AFTER = durationMs(10_000);

/** The first process of a tree, whoever started it. */
export interface Leader {
  readonly pid: number;
  /** It has not been reaped: its pid, and that of its group, still belong to it. */
  isThere(): boolean;
  /** Signals the whole group, if the leader is still there. */
  signalGroup(name: EndSignal): void;
  /** Resolves when the leader has ended. */
  readonly gone: Promise<void>;
}

export type EndSignal = 'SIGTERM' | 'SIGKILL';

/** For a child of this process that was started with `detached`. */
export function leaderOf(child: ChildProcess): Leader | null {
  const { pid } = child;
  if (pid === undefined) return null;
  const isThere = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    pid,
    isThere,
    signalGroup: (name) => {
      if (isThere()) send(-pid, name);
    },
    gone: new Promise((resolve) => child.once('exit', () => resolve())),
  };
}

export interface TreeToEnd {
  readonly leader: Leader;
  /** Value of the tag in the environment of the tree's processes; null: they carry none. */
  readonly tag: string | null;
  readonly grace: DurationMs;
  /** Default: the table of this machine. */
  readonly table?: typeof processTable;
}

/** Resolves when no process of the tree is alive. */
export async function endTree({ grace, ...origin }: TreeToEnd): Promise<void> {
  if (process.platform === 'win32') return endWindowsTree(origin.leader, grace);
  await end(new Tree(origin), grace);
}

/**
 * Ends processes that an earlier attempt left behind, found by the tag in their environment.
 *
 * @returns how many processes were found.
 */
export async function endTagged(tag: string, grace: DurationMs): Promise<number> {
  if (process.platform === 'win32' || !(await isAnyTagged(tag))) return 0;
  const tree = new Tree({ leader: null, tag });
  const found = (await tree.look()).length;
  if (found > 0) await end(tree, grace);
  return found;
}

async function end(tree: Tree, grace: DurationMs): Promise<void> {
  await tree.signal('SIGTERM');
  const graceOver = performance.now() + grace;
  await tree.leaderExit(grace);
  while (performance.now() < graceOver) {
    if ((await tree.look()).length === 0) return;
    await delay(Math.min(LOOK_EVERY, Math.max(1, graceOver - performance.now())));
  }
  const giveUp = performance.now() + GIVE_UP_AFTER;
  // Repeatedly: a process may have forked between the look and the signal.
  while ((await tree.signal('SIGKILL')) > 0 && performance.now() < giveUp) await delay(LOOK_EVERY);
}

interface TreeOrigin extends Pick<TreeToEnd, 'tag' | 'table'> {
  readonly leader: Leader | null;
}

/** The members of a tree, which change over time. */
class Tree {
  readonly #leader: Leader | null;
  readonly #tag: string | null;
  readonly #table: typeof processTable;
  /** pid -> start time of every process that was ever found in the tree. */
  readonly #members = new Map<number, string>();

  constructor({ leader, tag, table = processTable }: TreeOrigin) {
    this.#leader = leader;
    this.#tag = tag;
    this.#table = table;
  }

  /** The members that are alive now. */
  async look(): Promise<readonly ProcessInfo[]> {
    const table = await this.#table(this.#tag);
    const alive: ProcessInfo[] = [];
    const group = this.#ownGroup(table);
    for (const { pid, started } of table) if (this.#members.get(pid) !== started) this.#members.delete(pid); // 2
    // A parent may come after its children in the table: repeat until nothing is added.
    for (let before = -1; before !== this.#members.size; ) {
      before = this.#members.size;
      for (const info of table) if (this.#belongs(info, group)) this.#members.set(info.pid, info.started);
    }
    for (const info of table) if (this.#members.get(info.pid) === info.started) alive.push(info);
    return alive;
  }

  /** @returns how many members were alive. */
  async signal(name: EndSignal): Promise<number> {
    let alive: readonly ProcessInfo[] = [];
    let group: number | null = null;
    try {
      // Look first: processes that were signalled may end, and with them the links to their children.
      alive = await this.look();
    } finally {
      // Also if the table cannot be read, as for want of a file descriptor.
      group = this.#signalGroup(name);
    }
    for (const info of alive) if (name === 'SIGKILL' || info.group !== group) send(info.pid, name);
    return alive.length;
  }

  /**
   * Signals the group at once if that is safe: until its leader is reaped, no other group can get its number.
   *
   * @returns the number of the signalled group; null: none was.
   */
  #signalGroup(name: EndSignal): number | null {
    if (!this.#leader?.isThere()) return null;
    this.#leader.signalGroup(name);
    return this.#leader.pid;
  }

  /** Resolves when the leader has ended, at the latest after `within`. */
  async leaderExit(within: DurationMs): Promise<void> {
    const leader = this.#leader;
    if (!leader?.isThere()) return;
    const over = new AbortController();
    await Promise.race([leader.gone, delay(within, undefined, { signal: over.signal })]);
    over.abort();
  }

  /** null: no group is known, or its leader was reaped and another process may have its number. */
  #ownGroup(table: readonly ProcessInfo[]): number | null {
    const leader = this.#leader;
    if (leader === null) return null;
    return leader.isThere() || !table.some(({ pid }) => pid === leader.pid) ? leader.pid : null;
  }

  #belongs({ pid, parent, group, started, isTagged }: ProcessInfo, ownGroup: number | null): boolean {
    if (pid === process.pid || this.#members.get(pid) === started) return false;
    return (ownGroup !== null && group === ownGroup) || isTagged || this.#members.has(parent);
  }
}

function send(pid: number, signal: EndSignal): void {
  // ESRCH: it has ended. EPERM: it changed its user, and we may not end it.
  forgiving(['ESRCH', 'EPERM'], () => process.kill(pid, signal));
}

/** Windows has no SIGTERM: without /F, taskkill reaches only programs with a window. */
async function endWindowsTree(leader: Leader, grace: DurationMs): Promise<void> {
  const target = ['taskkill', '/PID', String(leader.pid), '/T'] as const;
  await runTool(target);
  await new Tree({ leader, tag: null }).leaderExit(grace);
  await runTool([...target, '/F']);
}
