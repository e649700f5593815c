import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type RunId, runId } from '../../src/model/brand.ts';
import type { FileStamp, Listing, Mark } from '../../src/ports/runs-folder.ts';
import { emptyInbox, type LookedAt, look } from '../../src/watch/inbox.ts';
import { Luck } from '../rig/luck.ts';

const A = runId('a');
const NOW = 1_795_000_000_000;

const ns = (ms: number): bigint => BigInt(ms) * 1_000_000n;

/** Written and, if said, renamed at these times by the wall clock. */
const stamp = (written: number, renamed = written, more: Partial<FileStamp> = {}): FileStamp => ({
  ino: 1n,
  size: 20n,
  mtimeNs: ns(written),
  ctimeNs: ns(renamed),
  ...more,
});

const listing = (files: Readonly<Record<string, FileStamp>>): Listing => ({
  files: new Map(Object.entries(files).map(([run, of]) => [runId(run), of])),
  refused: [],
});

/** Milliseconds after the first look, by both clocks. */
const after = (ms: number, more: Partial<LookedAt> = {}): LookedAt => ({
  monotonic: 100 + ms,
  wall: NOW + ms,
  ...more,
});

const marked = (mark: Mark): Partial<LookedAt> => ({ marks: new Map([[A, mark]]) });

/** Looks again and again; what each of them said. */
function looks(...seen: readonly (readonly [Listing, LookedAt])[]) {
  let state = emptyInbox;
  return seen.map(([files, at]) => {
    const { state: later, ready, gone, next } = look(state, files, at);
    state = later;
    return { ready, gone, next };
  });
}

const nothing = { ready: [], gone: [], next: null };
const isReady = { ready: [A], gone: [], next: null };
const waits = (next: number) => ({ ready: [], gone: [], next });

test('a file that was renamed into place is ready at the first look', () => {
  assert.deepEqual(looks([listing({ a: stamp(NOW - 10, NOW - 2) }), after(0)]), [isReady]);
});

test('a file that has been at rest for long is ready at the first look, and only once', () => {
  const old = listing({ a: stamp(NOW - 501) });
  const copy = listing({ a: stamp(NOW - 501) });
  assert.deepEqual(looks([old, after(0)], [old, after(1500)], [copy, after(3000)]), [isReady, nothing, nothing]);
});

test('a file that was written just now is ready after half a second without a change, and says when to look', () => {
  const files = listing({ a: stamp(NOW) });
  assert.deepEqual(looks([files, after(0)], [files, after(200)], [files, after(500)]), [
    waits(500),
    waits(300),
    isReady,
  ]);
});

test('each change restarts the half second', () => {
  const at = [0, 300, 600, 1099, 1100];
  const written = [0, 300, 600, 600, 600];
  const seen = at.map((ms, i) => [listing({ a: stamp(NOW + (written[i] ?? 0)) }), after(ms)] as const);
  assert.deepEqual(looks(...seen), [waits(500), waits(500), waits(500), waits(1), isReady]);
});

test('a file with a future date, or after the clock was set back, waits at most half a second', () => {
  const files = listing({ a: stamp(NOW + 3_600_000) });
  assert.deepEqual(looks([files, after(0)], [files, after(500, { wall: NOW - 9e9 })]), [waits(500), isReady]);
});

test('a new version is ready once it is at rest', () => {
  const [first, second] = [listing({ a: stamp(NOW - 900) }), listing({ a: stamp(NOW + 1000) })];
  assert.deepEqual(looks([first, after(0)], [second, after(1000)], [second, after(1500)], [second, after(9000)]), [
    isReady,
    waits(500),
    isReady,
    nothing,
  ]);
});

test('the same content with a new stamp is ready again', () => {
  const touched = listing({ a: stamp(NOW - 900, NOW - 800) });
  assert.deepEqual(looks([listing({ a: stamp(NOW - 900) }), after(0)], [touched, after(50)]), [isReady, isReady]);
});

test('an empty file is not taken for one that was renamed into place', () => {
  const files = listing({ a: stamp(NOW - 10, NOW - 2, { size: 0n }) });
  assert.deepEqual(looks([files, after(0, marked('appeared'))]), [waits(500)]);
});

test('a file that is truncated and written within half a second is ready once, with the written content', () => {
  const [whole, cut] = [listing({ a: stamp(NOW - 900) }), listing({ a: stamp(NOW + 10, NOW + 10, { size: 0n }) })];
  const written = listing({ a: stamp(NOW + 300) });
  assert.deepEqual(looks([whole, after(0)], [cut, after(20)], [written, after(310)], [written, after(810)]), [
    isReady,
    waits(500),
    waits(500),
    isReady,
  ]);
});

test('a new file that nothing has written to waits 30 ms', () => {
  const files = listing({ a: stamp(NOW) });
  const seen = marked('appeared');
  assert.deepEqual(looks([files, after(0, seen)], [files, after(30, seen)]), [waits(30), isReady]);
});

test('a new file that was written to waits half a second', () => {
  const files = listing({ a: stamp(NOW) });
  assert.deepEqual(looks([files, after(0, marked('appeared'))], [files, after(30, marked('written'))]), [
    waits(30),
    waits(470),
  ]);
});

test('a manifest is removed if it has been missing for half a second', () => {
  const [there, empty] = [listing({ a: stamp(NOW - 900) }), listing({})];
  assert.deepEqual(looks([there, after(0)], [empty, after(100)], [empty, after(600)], [empty, after(700)]), [
    isReady,
    waits(500),
    { ready: [], gone: [A], next: null },
    nothing,
  ]);
});

test('a manifest that is missing for a moment is not reported', () => {
  const there = listing({ a: stamp(NOW - 900) });
  assert.deepEqual(looks([there, after(0)], [listing({}), after(100)], [there, after(400)], [there, after(9000)]), [
    isReady,
    waits(500),
    nothing,
    nothing,
  ]);
});

test('a renamed manifest is ready when its old name is gone, because its checkpoint is moved after it', () => {
  const [old, renamed] = [stamp(NOW - 9_000), stamp(NOW - 9_000, NOW)];
  const other = stamp(NOW - 9_000, NOW, { ino: 2n });
  const said = looks(
    [listing({ a: old }), after(0)],
    [listing({ b: renamed, c: other }), after(10)],
    [listing({ b: renamed, c: other }), after(509)],
    [listing({ b: renamed, c: other }), after(510)],
  );
  assert.deepEqual(said.slice(1), [
    { ready: [runId('c')], gone: [], next: 500 },
    waits(1),
    { ready: [runId('b')], gone: [A], next: null },
  ]);
});

test('the same version is ready again after it was reported as removed', () => {
  const [there, empty] = [listing({ a: stamp(NOW - 900) }), listing({})];
  const told = looks([there, after(0)], [empty, after(100)], [empty, after(600)], [there, after(700)]);
  assert.deepEqual(told.at(-1), isReady);
});

test('a manifest that was never ready is not reported as removed', () => {
  assert.deepEqual(looks([listing({ a: stamp(NOW) }), after(0)], [listing({}), after(100)]), [waits(500), nothing]);
});

/** A folder under random hands, two clocks, and who looks at it now and then. */
class History {
  readonly told = new Map<RunId, FileStamp>();
  ready = 0;
  gone = 0;
  readonly #luck: Luck;
  readonly #files = new Map<RunId, FileStamp>();
  #listing: Listing = listing({});
  #state = emptyInbox;
  #monotonic = 0;
  #wall = NOW;
  #made = 0;

  constructor(seed: number) {
    this.#luck = new Luck(seed);
  }

  step(): void {
    const luck = this.#luck;
    this.#pass(luck.pick([0, 1, 7, 40, 300, 600, 2000]));
    if (luck.chance(0.1)) this.#wall += luck.pick([-3_600_000, -700, 700, 86_400_000]);
    if (luck.chance(0.6)) this.#change(runId(luck.pick(['a', 'b', 'c'])), runId(luck.pick(['a', 'b', 'c'])));
    if (luck.chance(0.7)) this.look();
  }

  #pass(ms: number): void {
    this.#monotonic += ms;
    this.#wall += ms;
  }

  #change(run: RunId, other: RunId): void {
    const old = this.#files.get(run);
    this.#made += 1;
    const fresh = stamp(this.#wall, this.#wall, { ino: BigInt(this.#made), size: BigInt(this.#made) });
    const what = this.#luck.pick(['write', 'truncate', 'rename', 'future', 'remove', 'move', 'touch']);
    if (what === 'write') this.#files.set(run, fresh);
    if (what === 'truncate') this.#files.set(run, { ...fresh, size: 0n });
    if (what === 'rename') this.#files.set(run, { ...fresh, mtimeNs: fresh.mtimeNs - ns(3) });
    if (what === 'future') this.#files.set(run, { ...fresh, mtimeNs: fresh.mtimeNs + ns(9e6) });
    if (what === 'remove') this.#files.delete(run);
    if (old && what === 'touch') this.#files.set(run, { ...old, ctimeNs: fresh.ctimeNs + BigInt(this.#made) });
    if (old && what === 'move' && run !== other) {
      this.#files.delete(run);
      this.#files.set(other, { ...old, ctimeNs: fresh.ctimeNs + BigInt(this.#made) });
    }
    this.#listing = { files: new Map(this.#files), refused: [] };
  }

  look(): number | null {
    const at = { monotonic: this.#monotonic, wall: this.#wall };
    const { state, ready, gone, next } = look(this.#state, this.#listing, at);
    this.#state = state;
    assert.equal(new Set([...ready, ...gone]).size, ready.length + gone.length, 'told twice in one look');
    for (const run of ready) this.#isReady(run);
    for (const run of gone) this.#isGone(run);
    return next;
  }

  #isReady(run: RunId): void {
    const now = this.#files.get(run);
    assert.ok(now, `${run} is ready and not there`);
    assert.notDeepEqual(this.told.get(run), now, `${run} is ready twice for one stamp`);
    this.told.set(run, now);
    this.ready += 1;
  }

  #isGone(run: RunId): void {
    assert.ok(!this.#files.has(run), `${run} is told gone and is there`);
    assert.ok(this.told.delete(run), `${run} is told gone and was never ready`);
    this.gone += 1;
  }

  /** Nobody changes anything any more: looks when it is told to, and no more. */
  settle(): void {
    for (let next = this.look(), n = 0; next !== null; next = this.look(), n += 1) {
      assert.ok(next > 0 && next <= 500 && n < 5, `look again in ${next} ms, ${n} times`);
      this.#pass(next);
    }
    assert.deepEqual(this.told, this.#files, 'every last version was ready, and only what is there');
  }
}

const SEED = Number(process.env.SEED ?? 20_261_121);
const CASES = 3000;

test(`in ${CASES} random histories every last version is ready once, and no removed manifest is`, () => {
  let [ready, gone] = [0, 0];
  for (let n = 0; n < CASES; n += 1) {
    const history = new History(SEED + Math.imul(n, 0x9e3779b1));
    try {
      for (let i = 0; i < 25; i += 1) history.step();
      history.settle();
    } catch (error) {
      throw new Error(`SEED=${SEED}, case ${n}: ${String(error)}`, { cause: error });
    }
    ready += history.ready;
    gone += history.gone;
  }
  assert.ok(ready > CASES * 5 && gone > CASES, `the histories were too quiet: ${ready} ready, ${gone} gone`);
});
