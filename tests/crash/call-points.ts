/** The instants in the life of a call of a model at which a kill is interesting; see points.ts. */
import type { When } from './points.ts';

export interface CallPoint {
  /**
   * `fetch`: up to the head of the answer. `sql`: a statement on the ledger; `commit`: of the transaction whose last
   * statement that was. `record`, `synced`: events written to the journal, and made durable.
   */
  readonly operation: 'fetch' | 'sql' | 'commit' | 'record' | 'synced';
  /** `POST /v1/videos`, SQL, or a record. */
  readonly what: RegExp;
}

const point = (operation: CallPoint['operation'], what: RegExp): CallPoint => ({ operation, what });

/** In the order of a life: asked for, granted, begun, made, stored, settled; and what only a job goes through. */
export const CALL_POINTS = {
  'granted: record written': point('record', /"call-granted"/),
  'granted: record synced': point('synced', /"call-granted"/),
  'begun: row inserted': point('sql', /^INSERT INTO calls/),
  'begun: committed': point('commit', /^INSERT INTO calls/),
  'text: request': point('fetch', /^POST \S+\/(?:chat\/completions|messages)$/),
  'speech: request': point('fetch', /^POST \S+\/audio\/speech$/),
  'stored: row updated': point('sql', /^UPDATE calls SET type/),
  'stored: answer inserted': point('sql', /^INSERT OR REPLACE INTO answers/),
  'stored: committed': point('commit', /^INSERT OR REPLACE INTO answers/),
  'settled: record written': point('record', /"call-settled"/),
  'settled: record synced': point('synced', /"call-settled"/),
  'job: submitted': point('fetch', /^POST \S+\/videos$/),
  'job: id noted': point('sql', /^UPDATE calls SET job/),
  'job: id told': point('record', /"attempt-external"/),
  'job: looked at': point('fetch', /^GET \S+\/videos\/[^/]+$/),
  'job: video fetched': point('fetch', /^GET \S+\/videos\/[^/]+\/content$/),
} as const satisfies Record<string, CallPoint>;

export type CallPointName = keyof typeof CALL_POINTS;
export const CALL_POINT_NAMES = Object.keys(CALL_POINTS) as readonly CallPointName[];

/** All that can be tried at a point: half of a write is something of its own. */
export const callWhens = (name: CallPointName): readonly When[] =>
  CALL_POINTS[name].operation === 'record' ? ['before', 'half', 'after'] : ['before', 'after'];
