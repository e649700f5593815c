import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mock, type TestContext, test } from 'node:test';
import { type Heard, watchHints } from '../../../src/adapters/runs/watch-hints.ts';
import { InternalError, runId } from '../../../src/model/brand.ts';
import { temporaryFolder } from '../rig.ts';

const FOLDER = '/project/runs';
const A = runId('a');

/** Hints over a watcher and a clock in the test's hand. */
function fake() {
  mock.timers.enable({ apis: ['setTimeout'] });
  let now = 1000;
  let heard: Heard | null = null;
  const deaf: string[] = [];
  const counts = { ready: 0, hinted: 0, closed: 0 };
  const count = (what: keyof typeof counts): void => {
    counts[what] += 1;
  };
  const open = async (_folder: string, to: Heard): Promise<{ close(): Promise<void> }> => {
    heard = to;
    return { close: async () => count('closed') };
  };
  const hints = watchHints(FOLDER, () => count('hinted'), {
    open,
    onDeaf: (reason) => deaf.push(reason),
    onReady: () => count('ready'),
    monotonic: () => now,
  });
  const watcher = (): Heard => {
    if (heard === null) throw new InternalError('not open');
    return heard;
  };
  return {
    hints,
    deaf,
    counts,
    marks: () => Object.fromEntries(hints.marks),
    fail: (code: string) => watcher().failed(Object.assign(new Error(code), { code })),
    hear: (event: string, name: string | null) => watcher().event(event, name === null ? null : join(FOLDER, name)),
    other: () => watcher().other(),
    ready: () => watcher().ready(),
    pass: (ms: number): void => {
      now += ms;
      mock.timers.tick(ms);
    },
    [Symbol.dispose]: (): void => {
      hints[Symbol.dispose]();
      mock.timers.reset();
    },
  };
}

const LIMIT = { timeout: 20_000 };
const onLinux = { skip: process.platform === 'linux' ? false : 'marks are made on Linux alone' };

test('the first of several changes is reported at once, the others together 50 ms later', () => {
  using it = fake();
  for (const name of ['a.yaml', 'b.yaml', 'c.yaml']) it.hear('rename', name);
  it.pass(1);
  assert.equal(it.counts.hinted, 1);
  for (let n = 0; n < 10; n += 1) it.hear('change', 'a.yaml');
  it.pass(49);
  assert.equal(it.counts.hinted, 1);
  it.pass(1);
  assert.equal(it.counts.hinted, 2);
  it.pass(1000);
  assert.equal(it.counts.hinted, 2);
});

test('files of the runner and of editors are no hint; a folder or an unknown name is one', () => {
  using it = fake();
  for (const name of ['a.checkpoint.json', 'a.run', '.a.yaml.7.tmp', '.a.yaml.swp', 'a.yaml~', 'a.tmp', 'a.yaml.1234'])
    it.hear('rename', name);
  it.pass(100);
  assert.equal(it.counts.hinted, 0);
  for (const [n, name] of ['2026', null].entries()) {
    it.hear('rename', name);
    it.pass(100);
    assert.equal(it.counts.hinted, n + 1);
  }
});

test('a new name is marked, and its mark changes when something writes to the file', onLinux, () => {
  using it = fake();
  it.hear('rename', 'a.yaml');
  it.hear('rename', '2026/b.yaml');
  it.hear('change', '2026/b.yaml');
  assert.deepEqual(it.marks(), { a: 'appeared', '2026/b': 'written' });
  it.hear('change', 'a.yaml');
  it.hear('rename', '2026/b.yaml');
  assert.deepEqual(it.marks(), { a: 'written', '2026/b': 'appeared' });
});

test('a mark is forgotten after two seconds', onLinux, () => {
  using it = fake();
  it.hear('rename', 'a.yaml');
  it.pass(2000);
  assert.equal(it.hints.marks.get(A), 'appeared');
  it.pass(1);
  assert.equal(it.hints.marks.get(A), undefined);
});

test('no marks are made while writes may have been missed', onLinux, () => {
  for (const doubt of ['folder', 'unknown', 'error', 'flood'] as const) {
    using it = fake();
    it.hear('rename', 'a.yaml');
    if (doubt === 'folder') it.hear('rename', 'runs');
    if (doubt === 'unknown') it.hear('rename', null);
    if (doubt === 'error') it.fail('EIO');
    if (doubt === 'flood') for (let n = 0; n < 8000; n += 1) it.hear('rename', 'a.yaml');
    it.hear('rename', 'b.yaml');
    assert.deepEqual(it.marks(), {}, doubt);
    it.pass(51);
    it.hear('rename', 'b.yaml');
    assert.deepEqual(it.marks(), { b: 'appeared' }, `${doubt}: and marks again later`);
  }
});

test('a watcher claims to hear everything only when it is ready, has missed nothing and has had no error', () => {
  for (const doubt of ['a folder came', 'too many at once', 'an error'] as const) {
    using it = fake();
    assert.equal(it.hints.heardSince, null, 'not ready');
    it.pass(500);
    it.ready();
    it.pass(500);
    assert.equal(it.hints.heardSince, 1500);
    if (doubt === 'a folder came') it.hear('rename', '2026');
    if (doubt === 'too many at once') for (let n = 0; n < 8001; n += 1) it.hear('change', 'a.yaml');
    if (doubt === 'an error') it.fail('EIO');
    it.pass(9_999);
    assert.equal(it.hints.heardSince, null, doubt);
    it.pass(1);
    assert.equal(it.hints.heardSince, doubt === 'an error' ? null : 1500, `${doubt}, 10 s later`);
  }
});

test('waiting for a watcher ends once, when it hears everything or when it is known that it does not', () => {
  for (const [first, second] of [
    ['ready', 'fails'],
    ['fails', 'ready'],
  ] as const) {
    using it = fake();
    const happen = (what: 'ready' | 'fails'): void => (what === 'ready' ? it.ready() : it.fail('ENOSPC'));
    assert.equal(it.counts.ready, 0);
    happen(first);
    happen(second);
    assert.equal(it.counts.ready, 1, first);
  }
});

test('a failing watcher is reported once and breaks nothing; what it still hears counts', () => {
  using it = fake();
  it.fail('ENOSPC');
  it.fail('ENOSPC');
  it.hear('change', 'a.yaml');
  it.pass(1);
  assert.deepEqual([it.deaf, it.counts.hinted], [['ENOSPC'], 1]);
});

test('a watcher that cannot be opened is reported and breaks nothing', LIMIT, async () => {
  const reason = await new Promise<string>((onDeaf) => {
    watchHints(FOLDER, () => {}, { open: () => Promise.reject(new Error('no such package')), onDeaf });
  });
  assert.match(reason, /no such package/);
});

test('after its disposal a watcher is closed and calls nobody', async () => {
  using it = fake();
  await Promise.resolve();
  it.hear('rename', 'a.yaml');
  it.hints[Symbol.dispose]();
  it.hear('rename', 'b.yaml');
  it.other();
  it.pass(1000);
  assert.deepEqual(it.counts, { ready: 0, hinted: 0, closed: 1 });
});

test('hints that are disposed of before their watcher is open close it when it opens', LIMIT, async () => {
  const closed = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<{ close(): Promise<void> }>();
  const hints = watchHints(FOLDER, () => {}, { open: () => opened.promise });
  hints[Symbol.dispose]();
  opened.resolve({ close: async () => closed.resolve() });
  await closed.promise;
});

/** Real files and the real watcher; `until` looks at every hint. */
async function real(context: TestContext) {
  const folder = temporaryFolder();
  const runs = join(folder.path, 'runs');
  mkdirSync(runs);
  let wake = (): void => {};
  const hints = watchHints(runs, () => wake(), { onDeaf: (reason) => context.diagnostic(`deaf: ${reason}`) });
  const until = (holds: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      wake = () => void (holds() && resolve());
      wake();
    });
  let opened = 0;
  await until(() => {
    opened += 1;
    return opened > 1; // the first hint: it is ready
  });
  return {
    runs,
    hints,
    until,
    /** What is done now is heard of. */
    hint: (): Promise<void> =>
      new Promise((resolve) => {
        wake = resolve;
      }),
    [Symbol.dispose]: (): void => {
      hints[Symbol.dispose]();
      folder[Symbol.dispose]();
    },
  };
}

test('a real rename into place counts as a new name, and a real write as a write', LIMIT, async (context) => {
  using it = await real(context);
  const marked = (name: string, mark: string) => () =>
    process.platform !== 'linux' || it.hints.marks.get(runId(name)) === mark;
  writeFileSync(join(it.runs, '.a.tmp'), 'x');
  renameSync(join(it.runs, '.a.tmp'), join(it.runs, 'a.yaml'));
  await it.until(marked('a', 'appeared'));
  appendFileSync(join(it.runs, 'a.yaml'), 'y');
  await it.until(marked('a', 'written'));
  writeFileSync(join(it.runs, 'b.yaml'), 'x');
  await it.until(marked('b', 'written'));
});

test('changes in a replaced folder and in a new one are heard', LIMIT, async (context) => {
  using it = await real(context);
  const replaced = it.hint();
  renameSync(it.runs, `${it.runs}.old`);
  await replaced;
  const made = it.hint();
  mkdirSync(join(it.runs, '2026'), { recursive: true });
  await made;
});

test('a process that only holds hints can end by itself', LIMIT, () => {
  const source = join(import.meta.dirname, '../../../src/adapters/runs/watch-hints.ts');
  const program = `const { watchHints } = await import(${JSON.stringify(source)});
    watchHints(process.cwd(), () => {});`;
  execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: import.meta.dirname,
    timeout: 15_000,
  });
});
