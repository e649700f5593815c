/**
 * Which rows a terminal has room for. Pure.
 *
 * F1. Never more lines than there is room for: a tree that scrolls cannot be redrawn.
 * F2. What failed or waits for a person goes last, what is in flight goes last but that, what is done goes first.
 * F3. What is left out is counted.
 * F4. Failures inside of stages leave half of the room to what is in flight, if that needs it.
 */
import type { Row } from './row.ts';
import type { Standing } from './rows.ts';

export type Line =
  | { readonly type: 'row'; readonly row: Row; readonly depth: number; readonly words: 'inline' | 'below' }
  /** Why the row above failed, or what it asks. */
  | { readonly type: 'words'; readonly row: Row; readonly depth: number }
  | { readonly type: 'rest'; readonly what: 'done' | 'waiting'; readonly count: number }
  | { readonly type: 'live-rest'; readonly failed: number; readonly working: number };

/** The stages of a run in their order. Rows are made only for those that are shown. */
export interface Entry {
  readonly standing: Standing;
  readonly order: number;
  row(): Row;
}

export function fitted(entries: readonly Entry[], room: number): readonly Line[] {
  const done = entries.filter(({ standing }) => standing === 'done');
  const waiting = entries.filter(({ standing }) => standing === 'waiting');
  const live = entries.filter(({ standing }) => standing === 'live');
  const kept = Math.min(1, done.length) + Math.min(1, waiting.length);
  const shown = liveBlocks(live, room > 3 ? room - kept : room);
  const left = room - shown.reduce((sum, { lines }) => sum + lines.length, 0);
  const rooms = shares(left, done.length, waiting.length);
  const old = lastOf(done, rooms.done);
  const next = firstOf(waiting, rooms.waiting);
  const blocks = [...blocksOf(old.shown), ...shown, ...blocksOf(next.shown)].sort((a, b) => a.order - b.order);
  return [
    ...restLine('done', old.hidden),
    ...blocks.flatMap(({ lines }) => lines),
    ...restLine('waiting', next.hidden),
  ];
}

/** The lines of one stage. */
interface Block {
  readonly order: number;
  readonly lines: readonly Line[];
}

const blocksOf = (entries: readonly Entry[]): readonly Block[] =>
  entries.map(({ order, row }) => ({ order, lines: [{ type: 'row', row: row(), depth: 0, words: 'inline' }] }));

const restLine = (what: 'done' | 'waiting', count: number): readonly Line[] =>
  count === 0 ? [] : [{ type: 'rest', what, count }];

/** A third for what is done when there is not enough for all, and all that the other leaves. */
function shares(left: number, done: number, waiting: number): { readonly done: number; readonly waiting: number } {
  if (left <= 0) return { done: 0, waiting: 0 };
  const forDone = Math.min(done, Math.max(1, Math.floor(left / 3)));
  const forWaiting = Math.min(waiting, left - forDone);
  return { done: Math.min(done, left - forWaiting), waiting: forWaiting };
}

interface Part {
  readonly shown: readonly Entry[];
  readonly hidden: number;
}

/** With a line for those that are left out. */
function firstOf(entries: readonly Entry[], room: number): Part {
  if (entries.length <= room) return { shown: entries, hidden: 0 };
  const shown = entries.slice(0, Math.max(0, room - 1));
  return { shown, hidden: room === 0 ? 0 : entries.length - shown.length };
}

function lastOf(entries: readonly Entry[], room: number): Part {
  const { shown, hidden } = firstOf(entries.toReversed(), room);
  return { shown: shown.toReversed(), hidden };
}

function liveBlocks(entries: readonly Entry[], room: number): readonly Block[] {
  const rows = entries.map((entry) => ({ order: entry.order, row: entry.row() }));
  const roomy = rows.map(({ order, row }) => ({ order, lines: linesOf(row, 0, 'below') }));
  if (sizeOf(roomy) <= room) return roomy;
  const tight = rows.map(({ order, row }) => ({ order, lines: linesOf(row, 0, 'inline') }));
  return sizeOf(tight) <= room ? tight : urgentOnly(tight, room);
}

const sizeOf = (blocks: readonly Block[]): number => blocks.reduce((sum, { lines }) => sum + lines.length, 0);

function linesOf(row: Row, depth: number, words: 'inline' | 'below'): Line[] {
  const hasWords = row.failure !== null || row.asked !== null;
  const below: Line[] = words === 'below' && hasWords ? [{ type: 'words', row, depth: depth + 1 }] : [];
  const inside = row.inside.flatMap((inner) => linesOf(inner, depth + 1, words));
  return [{ type: 'row', row, depth, words }, ...below, ...inside];
}

/** F2: by urgency, then by depth, then in their order. A row never stands without those that it is in. */
function urgentOnly(blocks: readonly Block[], room: number): readonly Block[] {
  const all = blocks.flatMap(({ order, lines }) => lines.map((line, nth) => ({ line, order, nth })));
  const most = Math.max(1, Math.floor((room - 1) / 2));
  let failures = 0;
  const ranked = all.map((at) => {
    const isTooMany = isFailedInside(at.line) && ++failures > most;
    return { ...at, urgency: isTooMany ? Number.POSITIVE_INFINITY : urgencyOf(at.line) };
  });
  ranked.sort((a, b) => rankOf(a.urgency, b.urgency) || a.order - b.order || a.nth - b.nth);
  const kept = ranked.slice(0, Math.max(0, room - 1));
  const byOrder = new Map<number, { line: Line; nth: number }[]>();
  for (const { line, order, nth } of kept) byOrder.set(order, [...(byOrder.get(order) ?? []), { line, nth }]);
  const shown = [...byOrder].map(([order, lines]) => ({
    order,
    lines: lines.sort((a, b) => a.nth - b.nth).map(({ line }) => line),
  }));
  const hidden = room > 0 ? liveRest(ranked.slice(kept.length).map(({ line }) => line)) : [];
  // Behind the last stage in work, before those that wait.
  return [...shown, { order: Math.max(-1, ...byOrder.keys()) + 0.5, lines: hidden }];
}

/** Two that come last are equal: their difference is no number. */
const rankOf = (a: number, b: number): number => (a === b ? 0 : a - b);

function liveRest(lines: readonly Line[]): readonly Line[] {
  const failed = lines.filter(isFailedInside).length;
  return lines.length === 0 ? [] : [{ type: 'live-rest', failed, working: lines.length - failed }];
}

/** An item, or a stage of a sub-pipeline: of stages of the run each failure counts by itself. */
const isFailedInside = (line: Line): boolean => line.type === 'row' && line.depth > 0 && line.row.mark === 'failed';

function urgencyOf(line: Line): number {
  if (line.type !== 'row') return 0;
  return needsEyes(line.row) ? 0 : 1 + line.depth;
}

const needsEyes = ({ mark, inside }: Row): boolean =>
  mark === 'failed' || mark === 'asks' || inside.some((inner) => needsEyes(inner));
