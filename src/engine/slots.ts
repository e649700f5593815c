/**
 * Slots (places) for attempts: a limit in total and one per named pool, over all runs of the process.
 *
 * Each run has a seat. A seat that has work but no place is hungry, and is woken when a place is free: higher priority
 * first, then the seat with the fewest places, then the one that has been hungry for longest. A seat leaves enough
 * places for the hungry seats before it, and does not take all places while others are hungry.
 *
 * A place is claimed when an attempt is announced and released when its end is known, so that `decide` never uses a
 * place twice. The queues apply the same limits when the work starts.
 */
import { newQueue, type Queue } from './queue.ts';

export interface SlotLimits {
  readonly concurrency: number;
  readonly pools: Readonly<Record<string, number>>;
}

/** The part of a seat that a drive uses. */
export type Places = Pick<Seat, 'free' | 'freeInPool' | 'claim' | 'release' | 'run' | 'isShared' | 'rest'>;

export interface SeatOptions {
  /** Higher goes first. */
  readonly priority: () => number;
  /** A place may be free. */
  readonly wake: () => void;
}

export class Slots {
  private readonly limits: SlotLimits;
  private readonly queue: Queue;
  private readonly pools = new Map<string, Queue>();
  private readonly claimed = new Map<string | null, number>();
  private claims = 0;

  private readonly seats = new Set<Seat>();

  constructor(limits: SlotLimits) {
    this.limits = limits;
    this.queue = newQueue(limits.concurrency);
    for (const [name, concurrency] of Object.entries(limits.pools)) this.pools.set(name, newQueue(concurrency));
  }

  /** A seat for one run, until it is disposed of. */
  seat(options: SeatOptions): Seat {
    const seat = new Seat(this, options, () => this.seats.delete(seat));
    this.seats.add(seat);
    return seat;
  }

  get isShared(): boolean {
    return this.seats.size > 1;
  }

  free(): number {
    return Math.max(0, this.limits.concurrency - this.claims);
  }

  /** The number of free places that a seat may take now. */
  share(seat: Seat): number {
    const free = this.free();
    if (!this.isShared || free === 0) return free;
    const others = this.hungry().filter((other) => other !== seat);
    const before = others.filter((other) => goesBefore(other, seat)).length;
    return Math.max(0, Math.min(free - before, Math.ceil(free / (others.length + 1))));
  }

  /** Wakes the seats that wait for a place, in the order in which they should get one. */
  serve(): void {
    const waiting = [...this.hungry(), ...[...this.seats].filter(({ waitsForPool }) => waitsForPool)];
    for (const seat of waiting) seat.wake();
  }

  private hungry(): readonly Seat[] {
    return [...this.seats]
      .filter(({ hungrySince }) => hungrySince !== null)
      .sort((a, b) => (goesBefore(a, b) ? -1 : 1));
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
    if (this.isShared) this.serve();
  }

  /** Runs the work once its queues admit it; a claimed place is admitted immediately. */
  async run<T>(pool: string | null, work: () => Promise<T>): Promise<T> {
    const inPool = pool === null ? undefined : this.pools.get(pool);
    const placed = () => this.queue.add(work);
    return inPool ? inPool.add(placed) : placed();
  }
}

let hungers = 0;

function goesBefore(a: Seat, b: Seat): boolean {
  const [first, second] = [a.priority, b.priority];
  if (first !== second) return first > second;
  if (a.places !== b.places) return a.places < b.places;
  return (a.hungrySince ?? Number.POSITIVE_INFINITY) < (b.hungrySince ?? Number.POSITIVE_INFINITY);
}

/** The places of one run. */
export class Seat implements Disposable {
  /** Number of places that the run has. */
  places = 0;
  /** A number that rises with time; null: no work lacks a place. */
  hungrySince: number | null = null;
  /** It has work that only lacks a place in its pool; it does not compete for other places. */
  waitsForPool = false;
  private readonly slots: Slots;
  private readonly options: SeatOptions;
  private readonly leave: () => void;

  constructor(slots: Slots, options: SeatOptions, leave: () => void) {
    this.slots = slots;
    this.options = options;
    this.leave = leave;
  }

  get priority(): number {
    return this.options.priority();
  }

  get isShared(): boolean {
    return this.slots.isShared;
  }

  free(): number {
    return this.slots.share(this);
  }

  freeInPool(): Readonly<Record<string, number>> {
    return this.slots.freeInPool();
  }

  claim(pool: string | null): void {
    this.places++;
    this.slots.claim(pool);
  }

  release(pool: string | null): void {
    this.places--;
    this.slots.release(pool);
  }

  run<T>(pool: string | null, work: () => Promise<T>): Promise<T> {
    return this.slots.run(pool, work);
  }

  /** Called when everything is decided that can be: does some work only lack a place? */
  rest(state: 'hungry' | 'pool' | 'content'): void {
    this.waitsForPool = state === 'pool';
    const wasHungry = this.hungrySince !== null;
    if (state === 'hungry') this.hungrySince ??= ++hungers;
    else this.hungrySince = null;
    // Others may have left it a free place that it did not take, because it was paused or ended.
    if (wasHungry && state !== 'hungry' && this.slots.free() > 0) this.slots.serve();
  }

  wake(): void {
    this.options.wake();
  }

  [Symbol.dispose](): void {
    this.rest('content');
    this.leave();
  }
}
