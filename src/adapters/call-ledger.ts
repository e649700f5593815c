/**
 * Adapter: the ledger of model calls, one SQLite file for all processes of a project.
 *
 * L1. Each try of a call has its own row: the cost of an earlier try stays in the sum of its day.
 * L2. The sum of a day is read and increased in one transaction.
 * L3. A call that is not settled counts with its ceiling; so does one that ended at an unknown cost.
 * L4. A damaged ledger never stops a run: it is set aside and reported, and an empty one replaces it. Only a disk that
 *     refuses a write stops a run, as everywhere.
 */
import { dirname, relative, sep } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { type EpochMs, epochMs, InternalError, type UsdMicros } from '../model/brand.ts';
import { aWarning, type Diagnostic } from '../model/diagnostic.ts';
import type { CallRecord } from '../model/provider.ts';
import { numberAt, textAt } from '../parse/json/fields.ts';
import type { BreakerStore, SavedBreaker } from '../ports/breaker-store.ts';
import type { CallKey, CallLedger, KnownAnswer, LedgerEntry, NewCall } from '../ports/call-ledger.ts';
import { type AnswerPlace, keepAnswer, pruneAnswers, takeAnswer } from './call-ledger/answers.ts';
import {
  committedIn,
  dayOf,
  isDamage,
  NewerLedger,
  openDatabase,
  ownPath,
  refused,
  setAside,
  transaction,
} from './call-ledger/database.ts';
import { entryOf } from './call-ledger/rows.ts';

export interface LedgerOptions {
  /** Absolute: `.pipeline-runner/calls.db`. */
  readonly path: string;
  readonly now: () => EpochMs;
  /** Called when the file is damaged. */
  readonly warn: (trouble: Diagnostic) => void;
  /** Answers of more bytes are stored as files. */
  readonly mostInline?: number;
}

const PRUNE_EVERY_MS = 3_600_000;

/** Identifies a try; without numbers, the newest that has not ended. */
type TryRef = CallKey & { readonly attempt?: number; readonly call?: number };

export interface OpenLedger extends CallLedger, BreakerStore {
  /** Closes the file. The next use opens it again: a call may end after its run. */
  rest(): void;
}

/** Opens the file at once. @throws DurableError */
export const openCallLedger = (options: LedgerOptions): OpenLedger => new SqliteLedger(options);

class SqliteLedger implements OpenLedger {
  readonly #options: LedgerOptions;
  /** null: at rest, or closed. */
  #place: AnswerPlace | null;
  #isClosed = false;
  #prunedAt = Number.NEGATIVE_INFINITY;

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#place = this.#open(options.path);
    this.#prune();
  }

  /** Runs at the start, and every hour in processes that live for months. Each time takes only a moment. */
  #prune(): void {
    const now = this.#options.now();
    if (now - this.#prunedAt < PRUNE_EVERY_MS) return;
    this.#use((place) => pruneAnswers(place, now));
    this.#prunedAt = now;
  }

  find({ key, request }: CallKey): LedgerEntry | null {
    return this.#use((place) => {
      // A try with an answer comes first, then one whose job can be continued, then the newest.
      const row = place.database
        .prepare(
          `SELECT c.*, a.call IS NOT NULL AS answered,
             (SELECT e.job FROM calls e WHERE e.key = c.key AND e.request = c.request
              AND e.job IS NOT NULL AND e.error IS NOT NULL ORDER BY e.id DESC LIMIT 1) AS ended_job
           FROM calls c LEFT JOIN answers a ON a.call = c.id WHERE c.key = ? AND c.request = ?
           ORDER BY answered DESC, (c.job IS NOT NULL AND c.source IS NULL) DESC, c.id DESC LIMIT 1`,
        )
        .get(key, request);
      const entry = row === undefined ? null : entryOf(row);
      if (row === undefined || entry === null) return null;
      const answer = row.answered === 1 ? takeAnswer(place, numberAt(row, 'id') ?? 0) : null;
      return { ...entry, answer };
    });
  }

  /** L2. */
  begin(call: NewCall, limit: UsdMicros | null): ReturnType<CallLedger['begin']> {
    return this.#use(({ database }) =>
      transaction(database, () => {
        const committed = committedIn(database, call.at);
        if (limit !== null && !isCovered(committed, call.ceiling, limit)) return { type: 'over', committed };
        insert(database, call, call.ceiling ?? 0);
        return { type: 'begun' };
      }),
    );
  }

  job(ref: TryRef, job: string): void {
    this.#use(({ database }) => {
      const id = tryOf(database, ref);
      if (id !== null) database.prepare('UPDATE calls SET job = ? WHERE id = ?').run(job, id);
    });
  }

  finish(ref: TryRef, record: CallRecord, answer: KnownAnswer | null): void {
    this.#use((place) => {
      const { database } = place;
      transaction(database, () => {
        const id = tryOf(database, ref) ?? insertEnded(database, ref, record);
        const { type, durationMs, usd, source, usage, prices, error } = record;
        database
          .prepare(
            `UPDATE calls SET type = ?, duration = ?, usd = ?, source = ?, usage = ?, prices = ?, error = ?,
             counts = coalesce(?, ceiling, 0) WHERE id = ?`,
          )
          .run(type, durationMs, usd, source, JSON.stringify(usage), prices, error, usd, id);
        if (answer !== null) keepAnswer(place, id, { answer, at: this.#options.now() });
      });
    });
    this.#prune();
  }

  committedOn(at: EpochMs): UsdMicros {
    return this.#use(({ database }) => committedIn(database, at));
  }

  breaker(id: string): SavedBreaker | null {
    return this.#use(({ database }) => {
      const row = database.prepare('SELECT failures, opened, reason FROM breakers WHERE id = ?').get(id);
      const failures = row === undefined ? null : numberAt(row, 'failures');
      if (row === undefined || failures === null) return null;
      const opened = numberAt(row, 'opened');
      return { failures, openedAt: opened === null ? null : epochMs(opened), reason: textAt(row, 'reason') };
    });
  }

  saveBreaker(id: string, { failures, openedAt, reason }: SavedBreaker): void {
    this.#use(({ database }) => {
      database
        .prepare('INSERT OR REPLACE INTO breakers (id, failures, opened, reason) VALUES (?, ?, ?, ?)')
        .run(id, failures, openedAt, reason);
    });
  }

  rest(): void {
    this.#place?.database.close();
    this.#place = null;
  }

  [Symbol.dispose](): void {
    this.rest();
    this.#isClosed = true;
  }

  /** L4. */
  #use<T>(work: (place: AnswerPlace) => T): T {
    if (this.#isClosed) throw new InternalError('the ledger of calls was closed');
    this.#place ??= this.#open(this.#options.path);
    const place = this.#place;
    try {
      return work(place);
    } catch (error) {
      if (!isDamage(error)) throw refused(error, place.path);
      place.database.close();
      this.#setAside(place.path);
      this.#place = this.#open(place.path);
      return work(this.#place);
    }
  }

  #open(path: string): AnswerPlace {
    const { mostInline } = this.#options;
    const size = mostInline === undefined ? {} : { mostInline };
    try {
      return { database: openDatabase(path), path, ...size };
    } catch (error) {
      if (error instanceof NewerLedger) return this.#open(ownPath(path));
      if (!isDamage(error)) throw refused(error, path);
      this.#setAside(path);
      return { database: openDatabase(path), path, ...size };
    }
  }

  #setAside(path: string): void {
    const to = setAside(path, this.#options.now());
    const root = dirname(dirname(path));
    const inProject = (file: string): string => relative(root, file).replaceAll(sep, '/');
    const message = `the call ledger was damaged and is now at ${inProject(to)}; an empty one was started`;
    const hint = 'check the disk; answers that were only in it will be paid for again';
    this.#options.warn(aWarning('ledger/damaged', message, { at: { file: inProject(path) }, hint }));
  }
}

/** A call of unknown cost may begin as long as anything is left of the day's limit. */
const isCovered = (committed: UsdMicros, ceiling: UsdMicros | null, limit: UsdMicros): boolean =>
  ceiling === null ? committed < limit : committed + ceiling <= limit;

function insert(database: DatabaseSync, call: NewCall, counts: number): number {
  const { key, request, run, task, attempt, capability, provider, model, ceiling, at } = call;
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO calls (key, request, run, task, attempt, call, capability, provider, model, ceiling, began, day, counts)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(key, request, run, task, attempt, call.call, capability, provider, model, ceiling, at, dayOf(at), counts);
  return Number(lastInsertRowid);
}

/** The call began in a ledger that was set aside since: its answer and cost are kept anyway. */
function insertEnded(database: DatabaseSync, ref: TryRef, record: CallRecord): number {
  const { capability, provider, model, at } = record;
  const { key, request, attempt = 1, call = 1 } = ref;
  const unknown = { run: '', task: '', ceiling: null };
  return insert(database, { key, request, attempt, call, capability, provider, model, at, ...unknown }, 0);
}

/** null: the ledger does not know it. */
function tryOf(database: DatabaseSync, { key, request, attempt, call }: TryRef): number | null {
  const row = database
    .prepare(
      `SELECT id FROM calls WHERE key = ? AND request = ? AND source IS NULL
       AND attempt = coalesce(?, attempt) AND call = coalesce(?, call) ORDER BY id DESC LIMIT 1`,
    )
    .get(key, request, attempt ?? null, call ?? null);
  return row === undefined ? null : numberAt(row, 'id');
}
