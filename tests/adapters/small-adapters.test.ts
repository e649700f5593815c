import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { createDigests, sha256Of } from '../../src/adapters/disk/digests.ts';
import { tempPath } from '../../src/adapters/disk/durable-file.ts';
import { removeDaemonTemps, removeTemps } from '../../src/adapters/disk/temps.ts';
import { type LogEntry, openEventLog } from '../../src/adapters/event-log.ts';
import { type AskedModel, costKey, openHistory } from '../../src/adapters/history.ts';
import { createIds } from '../../src/adapters/ids.ts';
import { createProjectFiles } from '../../src/adapters/project-files.ts';
import { createRedactor } from '../../src/adapters/redact.ts';
import { runPaths, safeName, statePaths } from '../../src/adapters/state-folder.ts';
import { artifactSegments, placeOf } from '../../src/adapters/task-paths.ts';
import { codeFolder } from '../../src/adapters/user-cache.ts';
import { openOrigins } from '../../src/adapters/workspace/origins.ts';
import { digest, epochMs, projectPath } from '../../src/model/brand.ts';
import type { Event } from '../../src/model/event.ts';
import { failingFiles, quickFiles, RUN, temporaryFolder, UID } from './rig.ts';

test('ids have 20 characters, are unique, and ascend even if the clock stands still or goes back', () => {
  const times = [5, 5, 5, 3, 9, 1_800_000_000_000];
  let next = 0;
  const ids = createIds({ now: () => epochMs(times[next++] ?? 0) });
  const made = times.map(() => ids.uid());
  assert.deepEqual(made, made.toSorted());
  assert.equal(new Set(made).size, made.length);
  for (const id of made) assert.match(id, /^[0-9a-z]{20}$/);
});

test('a file is hashed again only when it changed', () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'a');
  writeFileSync(path, 'one');
  const fs = failingFiles({ operation: 'open', at: 99, trouble: 'EIO' });
  const digests = createDigests(fs);
  const expected = `sha256:${createHash('sha256').update('one').digest('hex')}`;
  assert.deepEqual([digests.ofFile(path), digests.ofFile(path), digests.ofText('one')], [expected, expected, expected]);
  assert.equal(fs.calls.get('open'), 1);
  writeFileSync(path, 'two');
  assert.notEqual(digests.ofFile(path), expected);
  assert.deepEqual([digests.ofFile(join(folder.path, 'none')), digests.ofFile(folder.path)], [null, null]);
});

test('project files are only read within the project, and are read again when they change', () => {
  using folder = temporaryFolder();
  using outside = temporaryFolder();
  const root = realpathSync(folder.path);
  const read = createProjectFiles(root);
  const said = (path: string): string => {
    const result = read(projectPath(path));
    return result.ok ? Buffer.from(result.value).toString() : result.error.reason;
  };
  mkdirSync(join(root, 'templates'));
  writeFileSync(join(root, 'templates', 'a.md'), 'hi');
  writeFileSync(join(root, 'large'), 'x'.repeat(1024 * 1024 + 1));
  writeFileSync(join(outside.path, 'secret'), 'secret');
  symlinkSync(outside.path, join(root, 'out'));
  symlinkSync('templates', join(root, 'in'));
  assert.equal(said('templates/a.md'), 'hi');
  assert.equal(said('in/a.md'), 'hi');
  const paths = ['out/secret', '../that-is-not-there', 'none', 'templates', 'large', 'templates/a.md/b'];
  assert.deepEqual(paths.map(said), ['outside', 'missing', 'missing', 'folder', 'too-large', 'missing']);
  writeFileSync(join(root, 'templates', 'a.md'), 'new');
  assert.equal(said('templates/a.md'), 'new');
  for (const folder of ['.git', 'node_modules/.pnpm']) {
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, folder, 'file'), 'here');
    symlinkSync(join(folder, 'file'), join(root, folder.replaceAll('/', '-').replace('.', '')));
  }
  assert.deepEqual(['git', 'node_modules-pnpm', '.git/file'].map(said), ['outside', 'here', 'here']);
});

test('the history keeps the last 20 durations and costs of a stage and reports medians and the range of costs', () => {
  using folder = temporaryFolder();
  const history = openHistory(folder.path, quickFiles);
  const expected = () => {
    const { took, cost } = history.expected('video/short');
    return [[...took], cost('mix', null)];
  };
  assert.deepEqual(expected(), [[], null]);
  const of = (amount: number) => new Map([['mix', [amount]]]);
  for (let i = 1; i <= 30; i += 1) history.add('video/short', { took: of(i), cost: of(i * 100) });
  assert.deepEqual(expected(), [[['mix', 20]], { usual: 2000, low: 1100, high: 3000 }]);
  const file = join(folder.path, '.pipeline-runner', 'history', 'video+short.json');
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, 20));
  assert.deepEqual(expected(), [[], null], 'a damaged one is none');
  openHistory(folder.path, failingFiles({ operation: 'write', at: 1, trouble: 'ENOSPC' })).add('p', {
    took: new Map(),
    cost: new Map(),
  });
});

test('the costs of one model do not affect the history of another', () => {
  using folder = temporaryFolder();
  const history = openHistory(folder.path, quickFiles);
  const [small, large] = ['small', 'large'].map((model) => ({ type: 'vendor', model }));
  assert.ok(small && large);
  const of = (asked: AskedModel | null, amount: number) => new Map([[costKey('idea', asked), [amount]]]);
  history.add('p', { took: new Map(), cost: of(small, 10) });
  history.add('p', { took: new Map(), cost: of(large, 30) });
  const usual = (asked: AskedModel | null) => history.expected('p').cost('idea', asked)?.usual;
  assert.deepEqual([small, large, { type: 'offline', model: 'small' }, null].map(usual), [
    10,
    30,
    undefined,
    undefined,
  ]);
  const whichever = history.expected('p').cost('idea', { type: 'vendor', model: null });
  assert.deepEqual([whichever?.low, whichever?.high], [10, 30]);
});

test('an artifact is found by its content, wherever it is', () => {
  using folder = temporaryFolder();
  const origins = openOrigins(folder.path, quickFiles);
  const sha256 = digest(`sha256:${'ab'.repeat(32)}`);
  const path = projectPath('runs/ep001.run/audio/k1/a.wav');
  const place = { run: RUN, uid: UID, task: 'audio[k1]', attempt: 2, definitions: '' };
  const artifact = { name: 'a.wav', path, sha256, bytes: 1, mediaType: 'audio/wav' };
  origins.note(place, { output: { type: 'inline', value: null }, artifacts: [artifact] });
  assert.deepEqual(origins.bySha256(sha256), [{ run: RUN, uid: UID, task: 'audio[k1]', attempt: 2, path, sha256 }]);
  assert.deepEqual(origins.bySha256(digest(`sha256:${'abcd'.repeat(16)}`)), []);
  assert.deepEqual(placeOf('runs/a/b.run/c/d'), { run: 'a/b', segments: ['c', 'd'] });
  assert.equal(placeOf('shows/a.run/c'), null);
});

test('each task has its own file name, of limited length', () => {
  const tasks = [
    'a',
    'a[b]',
    'a/b',
    'a[b]/c',
    'finally:a',
    `a[${'k'.repeat(64)}]/b[${'k'.repeat(64)}]/c`,
    `a[${'k'.repeat(64)}]/b[${'k'.repeat(64)}]/d`,
  ];
  const names = tasks.map(safeName);
  assert.equal(new Set(names).size, tasks.length);
  for (const name of names) assert.match(name, /^[A-Za-z0-9._+,@=-]{1,120}$/);
  assert.deepEqual(artifactSegments('a[b]/c'), ['a', 'b', 'c']);
});

const EVENTS: readonly Event[] = [
  { type: 'run-unpaused', at: epochMs(0) },
  { type: 'run-paused', at: epochMs(1), reason: 'manifest', message: 'because of hunter2!', needs: null },
];

test('the log has one JSON line per transition, without secrets', () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'state', 'log.ndjson');
  const log = openEventLog(path, { redactor: createRedactor(['hunter2!']) });
  for (const event of EVENTS) log.write(RUN, event);
  log[Symbol.dispose]();
  const again = openEventLog(path);
  again.write(RUN, { type: 'cancel-requested', at: epochMs(2) });
  again[Symbol.dispose]();
  assert.equal(statSync(path).mode & 0o777, 0o600);
  const lines = readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(lines, [
    { level: 'info', time: '1970-01-01T00:00:00.000Z', run: RUN, event: 'run-unpaused' },
    {
      level: 'warn',
      time: '1970-01-01T00:00:00.001Z',
      run: RUN,
      event: 'run-paused',
      reason: 'manifest',
      message: 'because of ***',
      needs: null,
    },
    { level: 'warn', time: '1970-01-01T00:00:00.002Z', run: RUN, event: 'cancel-requested' },
  ]);
});

test('messages that are no events are logged as well, and the first line is requested only once', () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'log.ndjson');
  const sha = sha256Of('x');
  let asked = 0;
  const first = (): readonly LogEntry[] => {
    asked += 1;
    return [{ event: 'config-changed', at: epochMs(3), file: 'c.yaml', digest: sha, before: null }];
  };
  openEventLog(path, { first })[Symbol.dispose]();
  assert.equal(asked, 0);
  const log = openEventLog(path, { redactor: createRedactor(['hunter2!']), first });
  for (const severity of ['error', 'warning'] as const) {
    const diagnostic = { code: 'file/not-a-file', severity, message: 'no hunter2!', at: { file: 'f' } } as const;
    log.note({ event: 'diagnostic', at: epochMs(4), run: null, diagnostic, digest: null, commit: 'abc' });
    log[Symbol.dispose]();
  }
  assert.equal(asked, 1);
  const time = (at: number): string => new Date(at).toISOString();
  const told = { run: null, digest: null, commit: 'abc' };
  const diagnostic = { code: 'file/not-a-file', message: 'no ***', at: { file: 'f' } };
  assert.deepEqual(
    readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
    [
      { level: 'warn', time: time(3), event: 'config-changed', file: 'c.yaml', digest: sha, before: null },
      { level: 'error', time: time(4), event: 'diagnostic', ...told, diagnostic: { ...diagnostic, severity: 'error' } },
      {
        level: 'warn',
        time: time(4),
        event: 'diagnostic',
        ...told,
        diagnostic: { ...diagnostic, severity: 'warning' },
      },
    ],
  );
});

test('a log that cannot be written does no harm', () => {
  using folder = temporaryFolder();
  writeFileSync(join(folder.path, 'file'), '');
  const link = join(folder.path, 'link');
  symlinkSync('file', link);
  for (const path of [join(folder.path, 'file', 'log.ndjson'), folder.path, link]) {
    const log = openEventLog(path);
    for (const event of EVENTS) log.write(RUN, event);
    log[Symbol.dispose]();
  }
  assert.equal(readFileSync(join(folder.path, 'file'), 'utf8'), '');
});

test('a log without lines creates no file', () => {
  using folder = temporaryFolder();
  openEventLog(join(folder.path, 'log.ndjson'))[Symbol.dispose]();
  assert.throws(() => readFileSync(join(folder.path, 'log.ndjson')));
});

test('a log that has grown large is renamed when it is opened, and a new one is started', () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'log.ndjson');
  const event: Event = { type: 'cancel-requested', at: epochMs(2) };
  for (const bytes of [10 * 1024 * 1024, 10 * 1024 * 1024 + 1]) {
    writeFileSync(path, '');
    truncateSync(path, bytes);
    const log = openEventLog(path);
    log.write(RUN, event);
    log[Symbol.dispose]();
    assert.equal(existsSync(join(folder.path, 'log.1.ndjson')), bytes > 10 * 1024 * 1024);
  }
  assert.equal(statSync(join(folder.path, 'log.1.ndjson')).size, 10 * 1024 * 1024 + 1);
  assert.equal(readFileSync(path, 'utf8').split('\n').length, 2);
});

test('temporary files of a killed process are removed, those of other processes stay', () => {
  using folder = temporaryFolder();
  const paths = runPaths(folder.path, RUN);
  const [dead, alive] = [123, 1123];
  const inFolders = ['drafts', 'outputs'].map((name) => join(paths.folder, name, 'deep', 'x.json'));
  const places = [paths.checkpoint, paths.backup, join(statePaths(folder.path).cache, 'blob'), ...inFolders];
  for (const place of places) {
    mkdirSync(dirname(place), { recursive: true });
    for (const pid of [dead, alive]) writeFileSync(tempPath(place, pid), '');
  }
  removeTemps({ root: folder.path, fs: quickFiles, paths, pid: dead });
  const left = places.map((place) => [dead, alive].map((pid) => existsSync(tempPath(place, pid))));
  assert.deepEqual(
    left,
    places.map(() => [false, true]),
  );
});

test('the temporary files of a daemon that was killed are removed in the end', () => {
  using folder = temporaryFolder();
  const { state, index, git } = statePaths(folder.path);
  const places = [join(state, 'daemon.json'), join(index, 'runs.json'), join(git, 'standing.json')];
  for (const place of places) {
    mkdirSync(dirname(place), { recursive: true });
    for (const pid of [123, 1123]) writeFileSync(tempPath(place, pid), '');
  }
  removeDaemonTemps({ root: folder.path, fs: quickFiles, pid: 123 });
  const left = places.map((place) => [123, 1123].map((pid) => existsSync(tempPath(place, pid))));
  assert.deepEqual(
    left,
    places.map(() => [false, true]),
  );
});

test('without a home folder, as in a container, there is no code cache, unless its place is set', (t) => {
  assert.equal(codeFolder({ XDG_CACHE_HOME: '/kept' }), join('/kept', 'pipeline-runner', 'modules'));
  const { mock } = t.mock.method(os, 'homedir', () => {
    throw Object.assign(new Error('uv_os_homedir returned ENOENT'), { code: 'ERR_SYSTEM_ERROR' });
  });
  syncBuiltinESMExports();
  t.after(() => {
    mock.restore();
    syncBuiltinESMExports();
  });
  assert.equal(codeFolder({}), null);
});
