/**
 * The daemon: watches the folder of manifests, determines what each run needs, and drives those that have work.
 *
 * D1. Level-triggered: its memory only saves work; killed at any moment, it finds the same work again.
 * D2. A broken run, or one whose disk is full, does not block others.
 * D3. A run at rest costs a few stats at each look; an ended run costs nothing until its files change.
 * D4. A run is driven in one place; after each end of a drive its needs are determined again.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { withoutEqual } from '../../core/notices.ts';
import { type EpochMs, epochMs, type RunId } from '../../model/brand.ts';
import type { DiagnosticCode } from '../../model/codes.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Observer } from '../../ports/observer.ts';
import type { RunStore } from '../../ports/run-store.ts';
import type { Hints, RunsFolder } from '../../ports/runs-folder.ts';
import { emptyInbox, type InboxState, look as lookInto } from '../../watch/inbox.ts';
import { EMPTY, joined, left, type Queue } from '../../watch/queue.ts';
import { Signal } from '../../watch/signal.ts';
import { LostRuns } from '../preflight/lost-runs.ts';
import { goneManifest } from '../project/lost-manifests.ts';
import { driveRun } from '../run-session.ts';
import type { Project, RunOutcome } from '../types.ts';
import { Backoff } from './backoff.ts';
import type { EndedRuns } from './ended-runs.ts';
import { type Need, needOf } from './need.ts';
import { park, recordMistakes } from './record.ts';
import { type Resting, Rests } from './rests.ts';
import type { DaemonEnd, Stops } from './types.ts';

export interface DaemonParts {
  readonly project: Project;
  /** Shared by all its runs, with one journal. */
  readonly store: RunStore;
  readonly folder: RunsFolder;
  readonly known: EndedRuns;
  readonly observers: readonly Observer[];
  /** Takes diagnostics, each once; null: about no particular run. */
  readonly say: (run: RunId | null, diagnostics: readonly Diagnostic[]) => void;
  /** Called at each look. @returns diagnostics about the config. */
  readonly config?: (() => Promise<readonly Diagnostic[]>) | undefined;
  /** Called at each look with the troubles of the daemon that no author of a run caused; empty: none. */
  readonly troubled?: (troubles: readonly Diagnostic[]) => void;
  /** Takes a line about the daemon itself that is not a trouble. */
  readonly note?: ((text: string) => void) | undefined;
  /** Called after every change of the active runs or the queue. */
  readonly board: (active: readonly RunId[], queue: Queue) => void;
  /** Takes runs without manifests, restores those that nobody wanted to delete, and returns them. */
  readonly bringBack?: ((runs: readonly RunId[]) => Promise<readonly RunId[]>) | undefined;
  /** Called at each turn: it works. */
  readonly lives?: () => void;
  /** Called when a drive has ended. */
  readonly ended?: ((outcome: RunOutcome) => void) | undefined;
  /** Milliseconds of a monotonic clock. */
  monotonic(): number;
  /** Why this daemon may not continue; null: it may. Absent: it always may. */
  readonly barred?: () => Diagnostic | null;
}

/** Diagnostics about no particular run that need a person even if nobody watches the daemon. */
const TROUBLES: readonly string[] = ['runs/missing', 'disk/in-the-way', 'file/unreadable', 'daemon/old-config'];
/** Milliseconds between two looks at the folder, at most. */
const RESCAN_MS = 1_500;
/** Number of runs whose needs are determined before those with work are started. */
const CHUNK = 100;
const SET_BACK_MS = 1_000;
/** Milliseconds between two saves of the known ended runs, at least. They spare reading all runs again after a kill. */
const KEEP_MS = 5 * 60_000;

export class Daemon {
  private readonly parts: DaemonParts;
  private readonly news = new Signal();
  private inbox: InboxState = emptyInbox;
  private queue: Queue = EMPTY;
  private readonly active = new Map<RunId, Promise<void>>();
  private readonly rests: Rests;
  private readonly backoff: Backoff;
  /** Runs whose files changed, or whose drive ended: their needs are to be determined. */
  private readonly open = new Set<RunId>();
  private readonly failed = new Set<RunId>();
  private nextLook = 0;
  /** How far the wall clock is ahead of the monotonic one. */
  private ahead = Number.NEGATIVE_INFINITY;
  /** A hint has come since the last scan began. */
  private isHinted = false;
  private isReady = false;
  private held: ReadonlySet<RunId> = new Set();
  private nextKeep = 0;
  /** Runs with deleted manifests that are still to be parked, since they are in work or the disk refused. */
  private readonly gone = new Set<RunId>();
  /** Number of manifests that cannot belong to runs, because of their names or types. */
  private unlisted = 0;
  /** Troubles of the folder of manifests. */
  private folderTroubles: readonly Diagnostic[] = [];
  private readonly givenUp = new AbortController();
  /** A run has ended since the last save. */
  private hasNewEnds = true;
  private hints: Hints | null = null;
  private readonly lost: LostRuns;

  constructor(parts: DaemonParts) {
    this.parts = parts;
    this.lost = new LostRuns(parts.project);
    this.rests = new Rests(parts.project.root);
    this.backoff = new Backoff(() => parts.project.clock.now());
  }

  /** From now on, uses the hints of the folder's watcher. */
  heed(hints: Hints): void {
    this.hints = hints;
  }

  /** Determines the needs of a run again, although none of its files changed. */
  touch(run: RunId): void {
    this.backoff.forget(run);
    this.open.add(run);
    this.news.set();
  }

  /** Are there runs still to be looked at? */
  get hasNews(): boolean {
    return this.open.size > 0;
  }

  /** These runs stand still until they are released: nothing of them is started. */
  hold(runs: ReadonlySet<RunId>): void {
    const free = [...this.held].filter((run) => !runs.has(run));
    this.held = runs;
    for (const run of runs) this.queue = left(this.queue, run);
    for (const run of free) this.touch(run);
  }

  /** Something has changed, or may have. */
  hint(): void {
    this.isHinted = true;
    this.news.set();
  }

  /** @param mode `once`: until nothing is left to do. */
  async run(mode: 'watch' | 'once', given: Stops): Promise<DaemonEnd> {
    const stops = { ...given, stop: AbortSignal.any([given.stop, this.givenUp.signal]) };
    const wake = (): void => this.news.set();
    stops.stop.addEventListener('abort', wake, { once: true });
    while (!stops.stop.aborted) {
      this.parts.lives?.();
      await this.look();
      await this.settle();
      this.fill(stops);
      if (mode === 'once' && this.isIdle()) break;
      await turn(); // lets signals and drives proceed: reading thousands of runs would be one long task
      if (this.open.size > 0) continue;
      if (!this.isReady) await stops.ready?.();
      this.isReady = true;
      this.keep();
      this.parts.troubled?.([...this.folderTroubles, ...this.backoff.troubles()]);
      await this.pause();
    }
    await Promise.all(this.active.values());
    this.parts.known.save();
    const hasGivenUp = this.givenUp.signal.aborted;
    return { failed: this.failed.size + this.unlisted, waiting: this.rests.waiting(), hasGivenUp };
  }

  private isIdle(): boolean {
    const isMoving = this.open.size + this.active.size + this.queue.length + this.inbox.restless.length > 0;
    return !isMoving && !this.rests.isSoon(this.now());
  }

  private keep(): void {
    const { known, monotonic } = this.parts;
    if (!this.hasNewEnds || monotonic() < this.nextKeep) return;
    this.hasNewEnds = false;
    known.save();
    this.nextKeep = monotonic() + KEEP_MS;
  }

  private now(): EpochMs {
    return this.parts.project.clock.now();
  }

  private async look(): Promise<void> {
    const { folder, monotonic, say } = this.parts;
    this.heedClock();
    for (const run of this.rests.due(this.now())) this.open.add(run);
    if (monotonic() < this.nextLook && !this.isHinted) return;
    this.isHinted = false;
    const bar = this.parts.barred?.() ?? null;
    if (bar !== null) {
      say(null, [bar]);
      return this.givenUp.abort();
    }
    const touched = this.hints?.marks.keys() ?? [];
    const closely = [...this.rests.keys(), ...this.active.keys(), ...touched];
    const listing = await folder.scan(closely, this.hints?.heardSince ?? null);
    // Repeated, since a file written during the scan must not count as complete.
    const marks = this.hints?.marks;
    this.refuse([...listing.refused, ...((await this.parts.config?.()) ?? [])]);
    this.unlisted = listing.refused.filter(({ severity }) => severity === 'error').length;
    const at = { monotonic: monotonic(), wall: this.now(), marks };
    const seen = lookInto(this.inbox, listing, at);
    this.inbox = seen.state;
    for (const run of [...seen.ready, ...this.rests.changed()]) {
      this.backoff.forget(run);
      this.gone.delete(run);
      this.open.add(run);
    }
    await this.miss(seen.gone);
    this.nextLook = monotonic() + Math.min(RESCAN_MS, seen.next ?? RESCAN_MS);
  }

  private async miss(gone: readonly RunId[]): Promise<void> {
    if (gone.length === 0) return;
    const back = new Set(await this.parts.bringBack?.(gone));
    for (const run of gone)
      if (!back.has(run)) await this.vanish(run).catch((error: unknown) => this.trouble(run, error));
  }

  /** If the wall clock was set back, waits of two seconds would be longer by as much. */
  private heedClock(): void {
    const ahead = this.now() - this.parts.monotonic();
    if (ahead < this.ahead - SET_BACK_MS) {
      this.backoff.clear();
      for (const run of this.rests.keys()) this.open.add(run);
    }
    this.ahead = ahead;
  }

  private refuse(refused: readonly Diagnostic[]): void {
    this.parts.say(null, refused);
    const has = (all: readonly Diagnostic[], sought: DiagnosticCode): boolean =>
      all.some(({ code }) => code === sought);
    const troubles = refused.filter(({ code, severity }) => severity === 'error' && TROUBLES.includes(code));
    const isOver = (code: DiagnosticCode): boolean => has(this.folderTroubles, code) && !has(troubles, code);
    if (isOver('runs/missing')) this.parts.note?.('the folder runs is back; its runs resume');
    if (isOver('file/unreadable')) this.parts.note?.('everything in runs can be read again');
    this.folderTroubles = troubles;
  }

  /** Handles some of the open runs; the others wait for the next turn, so that runs with work can begin. */
  private async settle(): Promise<void> {
    for (const run of [...this.open].slice(0, CHUNK)) {
      this.open.delete(run);
      if (this.active.has(run)) continue; // D4: asked again when its drive has ended
      await this.settleRun(run).catch((error: unknown) => this.trouble(run, error));
    }
  }

  /** D2. */
  private trouble(run: RunId, error: unknown): void {
    const { diagnostics } = this.backoff.broken(run, error);
    this.rests.set(run, { kind: 'broken', files: [], until: this.backoff.again(run) });
    this.failed.add(run);
    this.parts.say(run, diagnostics);
  }

  private async settleRun(run: RunId): Promise<void> {
    const { project, store, known } = this.parts;
    if (this.held.has(run)) return this.rests.delete(run);
    if (this.gone.has(run)) return this.vanish(run);
    if (known.hasEnded(run)) return this.rests.delete(run);
    const keep = known.about(run);
    const need = await needOf(project, store, run).catch((error: unknown) => this.backoff.broken(run, error));
    if (need.type === 'ended') {
      this.parts.say(run, need.notices);
      keep();
      this.hasNewEnds = true;
    }
    if (need.type === 'work' && this.backoff.mayTry(run)) this.enqueue(run, need.priority);
    else await this.rest(run, need);
  }

  private enqueue(run: RunId, priority: number): void {
    this.rests.delete(run);
    this.queue = joined(this.queue, { run, priority });
    this.tell();
  }

  private async rest(run: RunId, need: Need): Promise<void> {
    this.queue = left(this.queue, run);
    const resting = this.restingOf(run, need);
    if (need.type === 'waits' || need.type === 'ended') this.backoff.rested(run);
    if (!resting) this.rests.delete(run);
    // Its files may have changed between reading them and reading their times: only a second look can tell.
    else if (this.rests.set(run, resting) === 'unsure') this.open.add(run);
    if (need.type === 'broken') await this.broken(run, need.diagnostics, need.checkpoint);
    this.tell();
  }

  /** null: only a change of its files matters. */
  private restingOf(run: RunId, need: Need): Resting | null {
    switch (need.type) {
      case 'ended':
        return null;
      case 'waits':
        return { kind: 'waits', files: need.drafts, seen: need.stamps, until: need.until };
      case 'elsewhere':
        return { kind: 'elsewhere', files: [], until: epochMs(this.now() + 1_000) };
      case 'work':
      case 'broken': {
        const until = this.backoff.again(run, need.type === 'broken' ? need.diagnostics : []);
        return { kind: 'broken', files: this.backoff.filesOf(run), until };
      }
    }
  }

  /** D2. Reports the mistakes and records them in the checkpoint. */
  private async broken(run: RunId, diagnostics: readonly Diagnostic[], checkpoint: 'known' | 'unknown'): Promise<void> {
    const { project, store, say } = this.parts;
    // A checkout removes a file before it writes the new one: only the scan of the folder decides that it is gone.
    if (diagnostics.some(({ code }) => code === 'manifest/missing')) return;
    this.failed.add(run);
    if (checkpoint === 'unknown' || diagnostics.length === 0) return say(run, diagnostics);
    const recorded = await recordMistakes(project, store, { run, diagnostics }).catch((error: unknown) => {
      this.backoff.broken(run, error);
      return null;
    });
    const others = recorded?.ok === false ? withoutEqual(recorded.error, diagnostics) : [];
    // In one call: if they were reported in turns, each would be new at every look.
    say(run, [...diagnostics, ...others]);
  }

  private async vanish(run: RunId): Promise<void> {
    const { project, store, say } = this.parts;
    this.open.delete(run);
    this.queue = left(this.queue, run);
    this.rests.delete(run);
    this.failed.delete(run);
    this.backoff.vanished(run);
    this.parts.known.forget(run);
    this.gone.add(run);
    this.lost.add(run);
    if (this.active.has(run)) return; // its drive sees it too, and rests
    const diagnostic = goneManifest(run, 'warning');
    const parked = await park(project, store, { run, diagnostic });
    this.gone.delete(run);
    if (!parked.ok) say(run, parked.error);
    else if (parked.value === 'parked') say(run, [diagnostic]);
  }

  private fill(stops: Stops): void {
    const { runs } = this.parts.project.config.watch;
    for (const { run } of this.queue) {
      if (this.active.size >= runs || stops.stop.aborted) return;
      this.queue = left(this.queue, run);
      this.active.set(run, this.drive(run, stops));
      this.tell();
    }
  }

  private async drive(run: RunId, { stop, hurry }: Stops): Promise<void> {
    const { project, store, observers, say, ended } = this.parts;
    try {
      const forewarn = (warnings: readonly Diagnostic[]): void => say(run, warnings);
      const outcome = await driveRun(project, run, { store, observers, stop, hurry, forewarn, lost: this.lost });
      if (outcome.ok) {
        this.backoff.ended(run, outcome.value.worked);
        this.count(run, outcome.value);
        say(run, outcome.value.notices);
        ended?.(outcome.value);
      } else await this.refused(run, outcome.error);
    } catch (error) {
      this.trouble(run, error);
    } finally {
      this.active.delete(run);
      this.open.add(run);
      this.tell();
      this.news.set();
    }
  }

  private count(run: RunId, { worked, checkpoint: { status } }: RunOutcome): void {
    if (worked && (status === 'failed' || status === 'rejected' || status === 'cancelled')) this.failed.add(run);
    else this.failed.delete(run);
  }

  /** Handles a run that could not begin: its pipeline or inputs are wrong, or another process works on it. */
  private async refused(run: RunId, diagnostics: readonly Diagnostic[]): Promise<void> {
    this.backoff.refused(run, diagnostics);
    if (diagnostics.some(({ code }) => code === 'run/locked')) return;
    await this.broken(run, diagnostics, 'known');
  }

  /** Waits until something changes, a file is complete, or the folder is to be scanned. */
  private async pause(): Promise<void> {
    const { monotonic } = this.parts;
    const until = this.isHinted ? 0 : Math.min(this.nextLook - monotonic(), this.rests.next(this.now()));
    const timer = setTimeout(() => this.news.set(), Math.max(0, until));
    await this.news.news();
    clearTimeout(timer);
  }

  private tell(): void {
    this.parts.board([...this.active.keys()], this.queue);
  }
}
