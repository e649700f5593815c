/**
 * Places for attempts: so many in all, and so many in each named pool, over all runs of the process.
 *
 * A place is claimed when an attempt is announced and given back when its end is known, so that `decide` never
 * promises a place twice; the queues hold the same limits at the door where the work begins.
 */
import PQueue from 'p-queue';

export interface SlotLimits {
  readonly concurrency: number;
  readonly pools: Readonly<Record<string, number>>;
}

export class Slots {
  private readonly limits: SlotLimits;
  private readonly queue: PQueue;
  private readonly pools = new Map<string, PQueue>();
  private readonly claimed = new Map<string | null, number>();
  private claims = 0;

  constructor(limits: SlotLimits) {
    this.limits = limits;
    this.queue = new PQueue({ concurrency: limits.concurrency });
    for (const [name, concurrency] of Object.entries(limits.pools)) this.pools.set(name, new PQueue({ concurrency }));
  }

  free(): number {
    return Math.max(0, this.limits.concurrency - this.claims);
  }

  freeInPool(): Readonly<Record<string, number>> {
    const free: Record<string, number> = {};
    for (const [name, limit] of Object.entries(this.limits.pools)) free[name] = limit - (this.claimed.get(name) ?? 0);
    return free;
  }

  claim(pool: string | null): void {
    this.claims++;
    this.claimed.set(pool, (this.claimed.get(pool) ?? 0) + 1);
  }

  release(pool: string | null): void {
    this.claims--;
    this.claimed.set(pool, (this.claimed.get(pool) ?? 0) - 1);
  }

  /** Runs the work in its place; a claimed place is free at once. */
  async run<T>(pool: string | null, work: () => Promise<T>): Promise<T> {
    const inPool = pool === null ? undefined : this.pools.get(pool);
    const placed = () => this.queue.add(work);
    return inPool ? inPool.add(placed) : placed();
  }
}
