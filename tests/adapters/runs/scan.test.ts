import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  type BigIntStats,
  lstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { readRunsFolder } from '../../../src/adapters/runs/names.ts';
import { type RunsDisk, runsFolder } from '../../../src/adapters/runs/scan.ts';
import { listRuns } from '../../../src/app/project/run-names.ts';
import { type RunId, runId } from '../../../src/model/brand.ts';
import type { Listing } from '../../../src/ports/runs-folder.ts';
import { temporaryFolder } from '../rig.ts';

const DAY_MS = 86_400_000;

/** A project whose `runs/` is scanned, hands on its files, on the clock and on what the disk answers. */
function rig() {
  const folder = temporaryFolder();
  const root = join(folder.path, 'project');
  mkdirSync(join(root, 'runs'), { recursive: true });
  let now = 0;
  const asked = { stats: 0, lists: 0, atOnce: 0, mostAtOnce: 0 };
  const frozen = new Map<string, BigIntStats>();
  const broken = new Map<string, string>();
  const remote = new Set<string>();
  const fail = (path: string): void => {
    const code = broken.get(path);
    if (code !== undefined) throw Object.assign(new Error(code), { code });
  };
  const disk: RunsDisk = {
    stat: (path) => {
      asked.stats += 1;
      fail(path);
      return frozen.get(path) ?? lstatSync(path, { bigint: true, throwIfNoEntry: false });
    },
    list: async (path) => {
      asked.lists += 1;
      fail(path);
      asked.atOnce += 1;
      asked.mostAtOnce = Math.max(asked.mostAtOnce, asked.atOnce);
      await setImmediate();
      asked.atOnce -= 1;
      return readRunsFolder(path);
    },
    isLocal: (path) => !remote.has(path),
  };
  // by this clock the files of the test are of yesterday, so that they are not young
  const scanner = runsFolder({ root, monotonic: () => now, wall: () => Date.now() + DAY_MS, disk });
  const at = (name = ''): string => join(root, 'runs', name);
  return {
    root,
    at,
    asked,
    broken,
    remote,
    /** From now on the disk answers for this one as it was. */
    freeze: (name: string) => frozen.set(at(name), lstatSync(at(name), { bigint: true })),
    scan: scanner.scan.bind(scanner),
    write: (name: string, text = 'pipeline: x\n'): void => {
      mkdirSync(dirname(at(name)), { recursive: true });
      writeFileSync(at(name), text);
    },
    /** The next scan of the daemon. */
    next: (closely?: Iterable<RunId>): Promise<Listing> => {
      now += 1500;
      return scanner.scan(closely);
    },
    /** Scans every 1.5 s, as the daemon does. @returns the last listing. */
    after: async (ms: number, heardSince: number | null = null): Promise<Listing> => {
      for (const end = now + ms; now < end; ) {
        now += 1500;
        await scanner.scan([], heardSince);
      }
      return scanner.scan([], heardSince);
    },
    now: (): number => now,
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

const names = ({ files }: Listing): string[] => [...files.keys()].sort();
const told = ({ refused }: Listing): string[] => refused.map(({ code, at }) => `${code} ${at?.file}`).sort();

test('manifests are found in folders; files of the runner, of editors and hidden files are left out', async () => {
  using it = rig();
  const others = [
    'a.checkpoint.json',
    'a.lock',
    'a.yaml.tmp',
    '.a.yaml.77.tmp',
    '.a.yaml.swp',
    'a.yaml~',
    '#a.yaml#',
    '4913',
    '.hidden.yaml',
    '.git/b.yaml',
    'a.run/pinned/c.yaml',
    'notes.md',
  ];
  for (const name of [...others, 'a.yaml', '2026/11/e.yaml']) it.write(name);
  const listing = await it.next();
  assert.deepEqual([names(listing), listing.refused], [['2026/11/e', 'a'], []]);
  assert.deepEqual(await Array.fromAsync(listRuns(it)), names(listing), 'and those are the runs that `list` shows');
});

test('files that look like manifests are reported: another extension, a broken link', async () => {
  using it = rig();
  for (const name of ['a.yml', '2026/b.YAML', 'c.yaml']) it.write(name);
  symlinkSync('nothing-here', it.at('d.yaml'));
  const told = ({ refused }: Listing) => refused.map(({ code, severity, at }) => [code, severity, at?.file]).sort();
  const before = await it.next();
  assert.deepEqual(names(before), ['c']);
  assert.deepEqual(told(before), [
    ['manifest/dangling', 'warning', 'runs/d.yaml'],
    ['manifest/misnamed', 'warning', 'runs/2026/b.YAML'],
    ['manifest/misnamed', 'warning', 'runs/a.yml'],
  ]);
  renameSync(it.at('a.yml'), it.at('a.yaml'));
  renameSync(it.at('2026/b.YAML'), it.at('2026/b.yaml'));
  it.write('nothing-here');
  const after = await it.scan([runId('d')]);
  assert.deepEqual([names(after), told(after)], [['2026/b', 'a', 'c', 'd'], []]);
});

test('a missing `runs/` folder is reported, but not if it is missing only for a moment or never existed', async () => {
  using it = rig();
  it.write('a.yaml');
  await it.next();
  renameSync(it.at(), join(it.root, 'moved'));
  const told = async () => (await it.next()).refused.map(({ code }) => code);
  assert.deepEqual([await told(), await told(), await told()], [[], ['runs/missing'], ['runs/missing']]);
  renameSync(join(it.root, 'moved'), it.at());
  assert.deepEqual(await told(), []);
  using other = rig();
  rmSync(other.at(), { recursive: true });
  const fresh = [await other.next(), await other.next()];
  assert.deepEqual(
    fresh.map(({ refused }) => refused),
    [[], []],
  );
  mkdirSync(join(other.root, '.pipeline-runner/backup'), { recursive: true });
  assert.deepEqual(
    (await other.next()).refused.map(({ code }) => code),
    ['runs/missing'],
    'at the next start',
  );
});

test('a stamp consists of inode, size and both times', async () => {
  using it = rig();
  it.write('a.yaml', '12345');
  utimesSync(it.at('a.yaml'), 1, 7);
  const { ino, size, mtimeNs, ctimeNs } = lstatSync(it.at('a.yaml'), { bigint: true });
  assert.deepEqual((await it.next()).files.get(runId('a')), { ino, size, mtimeNs, ctimeNs });
  assert.deepEqual([size, mtimeNs], [5n, 7_000_000_000n]);
});

test('invalid names, and names that differ only in case from another, are reported and left out', async () => {
  using it = rig();
  for (const name of ['b.yaml', 'B.yaml', 'two words.yaml', 'nul.yaml', 'x.checkpoint.yaml']) it.write(name);
  const listing = await it.next();
  assert.deepEqual(names(listing), ['B']);
  assert.deepEqual(told(listing), [
    'id/case-clash runs/b.yaml',
    'id/unsafe runs/nul.yaml',
    'id/unsafe runs/two words.yaml',
    'id/unsafe runs/x.checkpoint.yaml',
  ]);
});

test('of two manifests whose names differ only in case, the one that was there first stays', async () => {
  using it = rig();
  it.write('b.yaml');
  await it.next();
  it.write('B.yaml');
  assert.deepEqual(names(await it.next()), ['b']);
  rmSync(it.at('b.yaml'));
  const listing = await it.next();
  assert.deepEqual([names(listing), told(listing)], [['B'], []], 'and the other comes when it is gone');
});

test('links out of the project and FIFOs are refused by name; a link inside the project is a manifest', async () => {
  using it = rig();
  writeFileSync(join(it.root, '../away.yaml'), 'x');
  writeFileSync(join(it.root, 'here.yaml'), 'x');
  symlinkSync('../../away.yaml', it.at('out.yaml'));
  symlinkSync('../..', it.at('up'));
  symlinkSync('../here.yaml', it.at('in.yaml'));
  symlinkSync('nowhere.yaml', it.at('dangling.yaml'));
  symlinkSync('.', it.at('round'));
  execFileSync('mkfifo', [it.at('pipe.yaml')]);
  const listing = await it.next();
  assert.deepEqual(names(listing), ['in']);
  assert.deepEqual(told(listing), [
    'file/not-a-file runs/pipe.yaml',
    'file/outside runs/out.yaml',
    'file/outside runs/up',
    'manifest/dangling runs/dangling.yaml',
  ]);
  assert.deepEqual(await Array.fromAsync(listRuns(it)), ['in']);
});

test('`runs` itself may be a link, but not to outside of the project', async () => {
  using it = rig();
  it.write('a.yaml');
  renameSync(it.at(), join(it.root, 'data'));
  symlinkSync('data', join(it.root, 'runs'));
  assert.deepEqual(names(await it.after(20_000)), ['a']);
  writeFileSync(join(it.root, 'data/b.yaml'), 'x');
  assert.deepEqual(names(await it.next()), ['a', 'b']);
  rmSync(join(it.root, 'runs'));
  renameSync(join(it.root, 'data'), join(it.root, '../data'));
  symlinkSync('../data', join(it.root, 'runs'));
  const listing = await it.next();
  assert.deepEqual([names(listing), told(listing)], [[], ['file/outside runs']]);
});

test('the next scan sees new, renamed and removed manifests', async () => {
  using it = rig();
  it.write('a.yaml');
  it.write('2026/b.yaml');
  await it.after(20_000);
  renameSync(it.at('a.yaml'), it.at('2026/a.yaml'));
  it.write('2027/c.yaml');
  assert.deepEqual(names(await it.next()), ['2026/a', '2026/b', '2027/c']);
  rmSync(it.at('2026'), { recursive: true });
  assert.deepEqual(names(await it.next()), ['2027/c']);
});

test('where folders have no reliable times, a new manifest is seen within 9 s', async () => {
  using it = rig();
  it.freeze('');
  await it.after(20_000);
  it.write('a.yaml');
  assert.deepEqual(names(await it.after(7500)), ['a']);
});

test('the next scan sees that `runs/` was removed, replaced or created again', async () => {
  using it = rig();
  it.write('a.yaml');
  await it.after(20_000);
  renameSync(it.at(), join(it.root, 'old'));
  assert.deepEqual(names(await it.next()), []);
  it.write('b.yaml');
  assert.deepEqual(names(await it.next()), ['b']);
  rmSync(it.at(), { recursive: true });
  renameSync(join(it.root, 'old'), it.at());
  assert.deepEqual(names(await it.next()), ['a']);
});

test('the next scan sees a change in place if it looks closely at the file, otherwise it is seen within 9 s', async () => {
  using it = rig();
  for (let n = 0; n < 12; n += 1) it.write(`r${n}.yaml`);
  const before = await it.after(20_000);
  for (let n = 0; n < 12; n += 1) it.write(`r${n}.yaml`, 'pipeline: longer\n');
  const closely = (await it.scan([runId('r3')])).files;
  assert.deepEqual(
    [...closely].filter(([run, stamp]) => stamp !== before.files.get(run)).map(([run]) => run),
    ['r3'],
  );
  const later = (await it.after(7500)).files;
  assert.ok([...later.values()].every(({ size }) => size === 17n));
});

test('a file that was changed just now is checked by every scan', async () => {
  using it = rig();
  it.write('a.yaml');
  await it.after(20_000);
  it.write('a.yaml', '1');
  await it.after(9000);
  for (const text of ['22', '333', '4444']) {
    it.write('a.yaml', text);
    assert.equal((await it.after(1500)).files.get(runId('a'))?.size, BigInt(text.length));
  }
});

test('without changes a scan returns the same object, for one stat per folder and per some of the files', async () => {
  using it = rig();
  for (let n = 0; n < 60; n += 1) it.write(`r${n}.yaml`);
  const before = await it.after(20_000);
  Object.assign(it.asked, { stats: 0, lists: 0 });
  const later = await it.after(15_000);
  assert.equal(later, before);
  assert.ok(it.asked.stats <= 11 + 60 * 2 + 10, `${it.asked.stats} stats in 11 scans of 60 files`);
  assert.ok(it.asked.lists <= 2, `${it.asked.lists} lists`);
});

test('with a watcher that hears everything, each file is checked within 32 s and the folder is listed once a minute', async () => {
  using it = rig();
  for (let n = 0; n < 96; n += 1) it.write(`r${n}.yaml`);
  const before = await it.after(20_000, 0);
  assert.equal((await it.after(20_000, it.now())).files.size, 96);
  Object.assign(it.asked, { stats: 0, lists: 0 });
  await it.after(30_000, it.now());
  assert.ok(it.asked.stats <= 21 + 96 + 8, `${it.asked.stats} stats in 21 scans of 96 files`);
  await it.after(30_000, it.now());
  assert.ok(it.asked.lists <= 1, `${it.asked.lists} lists in a minute`);
  for (let n = 0; n < 96; n += 1) it.write(`r${n}.yaml`, 'pipeline: longer\n');
  const later = (await it.after(31_500, it.now())).files;
  assert.deepEqual(
    [...later.values()].filter(({ size }) => size !== 17n),
    [],
    'a hint that is lost costs seconds, not the change',
  );
  assert.notEqual(later, before.files);
});

test('what a watcher may miss is checked within 9 s even with a watcher', async () => {
  for (const why of ['on another machine', 'newer than the watcher', 'behind a link', 'nobody listens'] as const) {
    using it = rig();
    for (const name of ['2026/a.yaml', 'b.yaml']) it.write(name);
    if (why === 'on another machine') it.remote.add(it.at('2026'));
    await it.after(20_000);
    const heardSince = why === 'nobody listens' ? null : it.now();
    if (why === 'newer than the watcher') {
      renameSync(it.at('2026'), it.at('old'));
      it.write('2026/a.yaml');
    }
    if (why === 'behind a link') {
      renameSync(it.at(), join(it.root, 'data'));
      symlinkSync('data', join(it.root, 'runs'));
    }
    await it.after(20_000, heardSince);
    for (const name of ['2026/a.yaml', 'b.yaml']) it.write(name, 'pipeline: longer\n');
    const { files } = await it.after(7500, heardSince);
    assert.equal(files.get(runId(why === 'behind a link' ? 'b' : '2026/a'))?.size, 17n, why);
  }
});

test('frequent looks after a change list the folder only once', async () => {
  using it = rig();
  await it.after(20_000);
  it.write('a.yaml');
  it.asked.lists = 0;
  for (let n = 0; n < 3; n += 1) await it.scan();
  assert.equal(it.asked.lists, 1);
});

test('an unreadable folder keeps its manifests and is reported until it can be read', async () => {
  using it = rig();
  it.write('2026/a.yaml');
  it.write('2026/b.yaml');
  await it.after(20_000);
  it.broken.set(it.at('2026'), 'EACCES');
  it.write('c.yaml');
  const troubled = await it.next();
  assert.deepEqual([names(troubled), told(troubled)], [['2026/a', '2026/b', 'c'], ['file/unreadable runs/2026']]);
  it.broken.clear();
  rmSync(it.at('2026/a.yaml'));
  const later = await it.next();
  assert.deepEqual([names(later), told(later)], [['2026/b', 'c'], []]);
});

test('a manifest whose times cannot be read is reported and not treated as removed', async () => {
  using it = rig();
  it.write('a.yaml');
  const before = await it.next();
  it.broken.set(it.at('a.yaml'), 'EIO');
  const listing = await it.next([runId('a')]);
  assert.deepEqual([listing.files, told(listing)], [before.files, ['file/unreadable runs/a.yaml']]);
});

test('scans that are requested at the same time run one after the other', async () => {
  using it = rig();
  it.write('a.yaml');
  const first = it.scan();
  it.write('b.yaml');
  const [, second] = await Promise.all([first, it.next()]);
  assert.deepEqual([names(second), it.asked.mostAtOnce], [['a', 'b'], 1]);
});
