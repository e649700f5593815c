/** What the daemon does when the disk, other processes and its own earlier lives get in its way. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { test } from 'node:test';
import { cannotRead } from '../../src/adapters/runs/words.ts';
import { Daemon, type DaemonParts } from '../../src/app/daemon/daemon.ts';
import type { EndedRuns } from '../../src/app/daemon/ended-runs.ts';
import type { DaemonEnd } from '../../src/app/daemon/types.ts';
import { epochMs, type RunId, runId } from '../../src/model/brand.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { RunStore } from '../../src/ports/run-store.ts';
import type { FileStamp, Listing } from '../../src/ports/runs-folder.ts';
import { full } from '../rig/full-disk.ts';
import { stage, TestProject } from '../rig/project.ts';

const LIMIT = { timeout: 30_000 };
const QUICK = { pipeline: { stages: { one: { uses: 'write', with: { text: 'done', to: 'done.md' } } } } };
const NEVER = new AbortController().signal;
const nothingKnown: EndedRuns = { hasEnded: () => false, about: () => () => {}, forget: () => {}, save: () => {} };

/** Of a file that nobody has written to for long. */
const old = (ino: bigint): FileStamp => ({ ino, size: 20n, mtimeNs: 1n, ctimeNs: 1n });
const listing = (...runs: readonly string[]): Listing => ({
  files: new Map(runs.map((run, i) => [runId(run), old(BigInt(i))])),
  refused: [],
});

interface Worked {
  readonly end: DaemonEnd;
  /** Codes, by run. */
  readonly said: Readonly<Record<string, readonly string[]>>;
}

interface Around {
  readonly listing: Listing;
  readonly storeOf?: (store: RunStore) => RunStore;
  readonly parts?: Partial<DaemonParts>;
}

interface Looking extends Omit<Around, 'listing' | 'parts'> {
  /** @param n from 1. */
  readonly seen: (n: number) => Listing;
}

/** Until nothing is left to do. */
function reconcile(project: TestProject, { listing: seen, ...around }: Around): Promise<Worked> {
  return withDaemon(project, { ...around, scan: async () => seen }, (daemon) =>
    daemon.run('once', { stop: NEVER, hurry: NEVER }),
  );
}

/** Looks so often, half a second after another by its clock, and stops: at the n-th time it sees what is told of n. */
function looks(project: TestProject, times: number, { seen, ...around }: Looking): Promise<Worked> {
  const stop = new AbortController();
  let [n, time] = [0, 0];
  const monotonic = (): number => time;
  return withDaemon(project, { ...around, parts: { monotonic }, scan: async () => seen(n) }, (daemon, told) => {
    told.scanned = () => {
      n += 1;
      time += 600;
      if (n > times) stop.abort();
      else daemon.hint();
    };
    return daemon.run('watch', { stop: stop.signal, hurry: NEVER });
  });
}

interface Scanning extends Omit<Around, 'listing'> {
  readonly scan: () => Promise<Listing>;
}

async function withDaemon(
  project: TestProject,
  { scan, storeOf = (it) => it, parts }: Scanning,
  work: (daemon: Daemon, told: { scanned: () => void }) => Promise<DaemonEnd>,
): Promise<Worked> {
  const opened = await project.open();
  await using store = await opened.openStore();
  const said: Record<string, readonly string[]> = {};
  const told = { scanned: () => {} };
  const daemon = new Daemon({
    project: opened,
    store: storeOf(store),
    folder: {
      scan: async () => {
        told.scanned();
        return scan();
      },
    },
    known: nothingKnown,
    observers: [],
    say: (run, diagnostics) => {
      said[run ?? ''] = diagnostics.map(({ code }) => code);
    },
    board: () => {},
    monotonic: () => performance.now(),
    ...parts,
  });
  return { end: await work(daemon, told), said };
}

const refusing = (what: 'open' | 'peek', run: string) => (store: RunStore) => ({
  ...store,
  open: (id: RunId) => (what === 'open' && id === run ? Promise.reject(full()) : store.open(id)),
  peek: (id: RunId) => (what === 'peek' && id === run ? Promise.reject(full()) : store.peek(id)),
});

for (const what of ['open', 'peek'] as const)
  test(`a run whose files the disk refuses (${what}) is reported and does not stop other runs`, LIMIT, async () => {
    await using project = await TestProject.make(QUICK);
    project.put('runs/bad.yaml', 'pipeline: main\n');
    const { end, said } = await reconcile(project, { listing: listing('bad', 'r'), storeOf: refusing(what, 'bad') });
    assert.deepEqual(said.bad, ['daemon/disk']);
    assert.deepEqual(end, { failed: 1, waiting: 0, hasGivenUp: false });
    assert.equal((await project.checkpoint('r')).status, 'completed');
  });

const GATED = { pipeline: { stages: { a: stage(), review: { uses: 'approval', with: { subject: 'a' } } } } };

test('a manifest that is missing for a moment, as during a checkout, does not count as removed', LIMIT, async () => {
  await using project = await TestProject.make(GATED);
  await reconcile(project, { listing: listing('r') });
  const before = await project.checkpoint('r');
  project.remove('runs/r.yaml');
  const { said } = await looks(project, 3, { seen: () => listing('r') });
  assert.deepEqual([said.r, await project.checkpoint('r')], [undefined, before]);
});

test('a mistake in a manifest, and what prevents recording it, are reported together, once', LIMIT, async () => {
  await using project = await TestProject.make(GATED);
  await reconcile(project, { listing: listing('r') });
  project.put('runs/r.yaml', 'pipeline: main\napprovals: { review: { approved: true }\n');
  project.remove('runs/r.run/pinned/1/index.json');
  const { said } = await looks(project, 3, { seen: () => listing('r') });
  assert.deepEqual(said.r, ['yaml/syntax', 'run/pinned-damaged']);
});

test('a corrected mistake is removed from the checkpoint even if another one is left', LIMIT, async () => {
  await using project = await TestProject.make(QUICK);
  const told: (readonly string[])[] = [];
  for (const more of ['fo: 1\nba: 2\n', 'fo: 1\n']) {
    project.put('runs/r.yaml', `pipeline: main\n${more}`);
    await reconcile(project, { listing: listing('r') });
    const { diagnostics = [] } = await project.checkpoint('r');
    told.push(diagnostics.map(({ message }) => message));
  }
  assert.deepEqual(told, [['unknown key "fo"', 'unknown key "ba"'], ['unknown key "fo"']]);
});

test('a disk error while parking a run without manifest does not end the daemon', LIMIT, async () => {
  await using project = await TestProject.make(GATED);
  await reconcile(project, { listing: listing('r') });
  const seen = (n: number): Listing => {
    if (n > 1) project.remove('runs/r.yaml');
    return n === 1 ? listing('r') : listing();
  };
  const { said } = await looks(project, 5, { seen, storeOf: refusing('open', 'r') });
  assert.deepEqual(said.r, ['daemon/disk']);
});

/** A daemon whose clocks go on by 2.5 s at each look, or as the test wants, which is asked what there is to see. */
async function withClocks(
  project: TestProject,
  { troubled, note, ...around }: Omit<Scanning, 'scan' | 'parts'> & Pick<DaemonParts, 'troubled' | 'note'>,
  seen: (at: Clocks) => Listing,
) {
  const opened = await project.open();
  const stop = new AbortController();
  const clocks: Clocks = { n: 0, monotonic: 0, wall: opened.clock.now(), stop: () => stop.abort() };
  const clock = Object.assign(Object.create(opened.clock), { now: () => epochMs(clocks.wall) });
  const parts = {
    project: { ...opened, clock },
    monotonic: () => clocks.monotonic,
    ...(troubled ? { troubled } : {}),
    ...(note ? { note } : {}),
  };
  const scan = async () => seen(clocks);
  return withDaemon(project, { ...around, scan, parts }, (daemon, told) => {
    told.scanned = () => {
      clocks.n += 1;
      clocks.monotonic += 2_500;
      clocks.wall += 2_500;
      daemon.hint();
    };
    return daemon.run('watch', { stop: stop.signal, hurry: NEVER });
  });
}

interface Clocks {
  /** How many looks there were. */
  n: number;
  monotonic: number;
  wall: number;
  readonly stop: () => void;
}

test('a run without manifest is parked as soon as the disk allows it', LIMIT, async () => {
  await using project = await TestProject.make(GATED);
  await reconcile(project, { listing: listing('r') });
  let refusals = 2;
  const storeOf = (store: RunStore): RunStore => ({
    ...store,
    open: (id) => (refusals-- > 0 ? Promise.reject(full()) : store.open(id)),
  });
  const { said } = await withClocks(project, { storeOf }, ({ n, stop }) => {
    if (n > 1) project.remove('runs/r.yaml');
    if (n === 12) stop();
    return n === 1 ? listing('r') : listing();
  });
  assert.deepEqual(said.r, ['manifest/missing']);
  assert.equal((await project.checkpoint()).status, 'paused');
});

test(
  'a disk error that stops a run is trouble of the daemon until it is over; a mistake in a manifest is not',
  LIMIT,
  async () => {
    await using project = await TestProject.make(QUICK);
    project.put('runs/bad.yaml', 'pipeline: nothing\n');
    let refusals = 2;
    const storeOf = (store: RunStore): RunStore => ({
      ...store,
      open: (id) => (id === 'r' && refusals-- > 0 ? Promise.reject(full()) : store.open(id)),
    });
    const troubles: string[] = [];
    const troubled = (now: readonly Diagnostic[]): void => {
      const codes = now.map(({ code }) => code).join();
      if (codes !== troubles.at(-1)) troubles.push(codes);
    };
    await withClocks(project, { storeOf, troubled }, ({ n, stop }) => {
      if (n === 30 || (troubles.at(-1) === '' && troubles.length > 1)) stop();
      return listing('r', 'bad');
    });
    assert.deepEqual(troubles.slice(-2), ['daemon/disk', '']);
  },
);

test(
  'a folder of manifests that cannot be read is trouble of the daemon, and it says when that is over',
  LIMIT,
  async () => {
    await using project = await TestProject.make(QUICK);
    const unread = {
      ...listing('r'),
      refused: [cannotRead('runs', Object.assign(new Error('i/o error'), { code: 'EIO' }))],
    };
    const troubles: string[] = [];
    const notes: string[] = [];
    const troubled = (now: readonly Diagnostic[]): void => void troubles.push(now.map(({ code }) => code).join());
    await withClocks(project, { troubled, note: (text) => void notes.push(text) }, ({ n, stop }) => {
      if (notes.length > 0) stop();
      return n < 3 ? unread : listing('r');
    });
    assert.ok(troubles.includes('file/unreadable'));
    assert.deepEqual(notes, ['everything in runs can be read again']);
  },
);

test('setting the clock back makes nobody wait longer', LIMIT, async () => {
  await using project = await TestProject.make(GATED);
  project.put('runs/bad.yaml', 'pipeline: main\n');
  let peeks = 0;
  const storeOf = (store: RunStore): RunStore => ({
    ...store,
    peek: (id) => {
      if (id !== 'bad') return store.peek(id);
      peeks += 1;
      return Promise.reject(full());
    },
  });
  await withClocks(project, { storeOf }, (at) => {
    if (at.n === 2) [at.wall, peeks] = [at.wall - 3_600_000, 0];
    if (at.n === 6) at.stop();
    return listing('bad');
  });
  assert.ok(peeks > 0, 'it was looked at again');
});

test('if a checkpoint was deleted together with its manifest, nothing is restored', LIMIT, async () => {
  await using project = await TestProject.make(GATED);
  await reconcile(project, { listing: listing('r') });
  const seen = (n: number): Listing => {
    if (n === 2) for (const file of ['runs/r.yaml', 'runs/r.checkpoint.json']) project.remove(file);
    return n === 1 ? listing('r') : listing();
  };
  await looks(project, 5, { seen });
  assert.equal(project.has('runs/r.checkpoint.json'), false);
});

test(
  'the deleted checkpoint of a waiting run is restored, once, because people elsewhere read the question there',
  LIMIT,
  async () => {
    await using project = await TestProject.make(GATED);
    await reconcile(project, { listing: listing('r') });
    const before = project.text('runs/r.checkpoint.json');
    for (const [broken, code] of [
      [null, 'checkpoint/missing'],
      ['half of', 'checkpoint/damaged'],
    ] as const) {
      if (broken === null) rmSync(project.at('runs/r.checkpoint.json'));
      else project.put('runs/r.checkpoint.json', broken);
      const { said } = await reconcile(project, { listing: listing('r') });
      assert.deepEqual(said.r, [code]);
      assert.equal(project.text('runs/r.checkpoint.json'), before);
    }
    assert.deepEqual((await reconcile(project, { listing: listing('r') })).said.r, undefined);
  },
);

test('a run that another process drives is checked from time to time, not all the time', LIMIT, async () => {
  await using project = await TestProject.make(QUICK);
  await reconcile(project, { listing: listing('r') });
  let [peeks, turns] = [0, 0];
  await reconcile(project, {
    listing: listing('r'),
    storeOf: (store) => ({
      ...store,
      open: (id) => store.open(id),
      peek: async (id) => {
        const stored = await store.peek(id);
        const driven = ++peeks <= 2;
        return stored.ok && stored.value ? { ok: true, value: { ...stored.value, driven } } : stored;
      },
    }),
    parts: {
      monotonic: () => {
        turns += 1;
        return performance.now();
      },
    },
  });
  assert.equal(peeks, 3);
  assert.ok(turns < 100, `it looked at the clock ${turns} times`);
});

test(
  'a manifest that was written just now is not read until it is at rest, not even by `reconcile`',
  LIMIT,
  async () => {
    await using project = await TestProject.make(QUICK);
    const now = BigInt(Date.now()) * 1_000_000n;
    const fresh = { files: new Map([[runId('r'), { ...old(1n), mtimeNs: now, ctimeNs: now }]]), refused: [] };
    await reconcile(project, { listing: fresh });
    assert.equal((await project.checkpoint('r')).status, 'completed');
  },
);
