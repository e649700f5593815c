/** Entries of project files that runs keep up to date. */
import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { upsertEntry, withEntry } from '../../src/app/drive/upsert.ts';
import { openProject } from '../../src/app/project.ts';
import type { Project } from '../../src/app/types.ts';
import type { Json } from '../../src/model/json.ts';
import { stage, stageIn, TestProject } from '../rig/project.ts';

interface Here extends Disposable {
  readonly project: Project;
  read(): string;
  put(text: string): void;
  readonly file: string;
}

async function here(): Promise<Here> {
  const root = mkdtempSync(path.join(tmpdir(), 'upsert-'));
  writeFileSync(path.join(root, 'pipeline-runner.config.yaml'), 'machine_files: [list.json, shows/*/list.json]\n');
  const project = await openProject(root);
  assert.ok(project.ok);
  const file = path.join(root, 'list.json');
  return {
    project: project.value,
    file,
    read: () => readFileSync(file, 'utf8'),
    put: (text) => writeFileSync(file, text),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

const entry = (key: string, value: Json, file = 'list.json') => ({ file, at: '/episodes', key, value });

test('an entry is inserted under its key, and a missing file is created', async () => {
  using at = await here();
  const done = await upsertEntry(at.project, entry('ep1', { title: 'Rockets' }));
  assert.deepEqual(done, { ok: true, value: { file: 'list.json', created: true } });
  assert.equal(at.read(), '{\n  "episodes": {\n    "ep1": {\n      "title": "Rockets"\n    }\n  }\n}\n');
});

test('all other content of the file stays, in its order', async () => {
  using at = await here();
  at.put('{"show": "kids", "episodes": {"b": 1, "a": 2}}');
  await upsertEntry(at.project, entry('b', 3));
  assert.equal(at.read(), '{\n  "show": "kids",\n  "episodes": {\n    "b": 3,\n    "a": 2\n  }\n}\n');
});

test('inserting the same entry again leaves the file untouched', async () => {
  using at = await here();
  await upsertEntry(at.project, entry('ep1', 1));
  const { ino } = statSync(at.file);
  assert.deepEqual(await upsertEntry(at.project, entry('ep1', 1)), {
    ok: true,
    value: { file: 'list.json', created: false },
  });
  assert.equal(statSync(at.file).ino, ino);
});

test('a file behind a link is neither read nor written, wherever the link leads', async () => {
  using at = await here();
  using elsewhere = await here();
  mkdirSync(path.join(at.project.root, 'shows'));
  symlinkSync(elsewhere.project.root, path.join(at.project.root, 'shows/kids'));
  for (const before of [null, '{"episodes": {}}']) {
    if (before !== null) elsewhere.put(before);
    const done = await upsertEntry(at.project, entry('ep1', 1, 'shows/kids/list.json'));
    assert.equal(done.ok ? null : done.error.code, 'write/unreadable');
    assert.equal(existsSync(elsewhere.file) ? elsewhere.read() : null, before);
  }
});

test('a value with its own id is still stored under its key', () => {
  const edit = { at: '', key: 'a', value: { id: 'b', n: 2 } };
  const list = [
    { id: 'a', n: 1 },
    { id: 'b', n: 1 },
  ];
  const changed = withEntry(list, edit);
  const wanted = [
    { id: 'a', n: 2 },
    { id: 'b', n: 1 },
  ];
  assert.deepEqual(changed, { value: wanted, created: false });
  assert.deepEqual(withEntry(changed?.value ?? null, edit), changed);
});

test('in a list the entry is the map whose id is the key', () => {
  const list = {
    episodes: [
      { id: 'a', n: 1 },
      { id: 'b', n: 2 },
    ],
  };
  const changed = withEntry(list, { at: '/episodes', key: 'b', value: { n: 3 } });
  assert.deepEqual(changed, {
    value: {
      episodes: [
        { id: 'a', n: 1 },
        { id: 'b', n: 3 },
      ],
    },
    created: false,
  });
  assert.equal(withEntry(list, { at: '/episodes', key: 'c', value: { n: 4 } })?.created, true);
});

test('many concurrent upserts lose nothing', async () => {
  using at = await here();
  const keys = Array.from({ length: 20 }, (_, n) => `ep${n}`);
  await Promise.all(keys.map((key) => upsertEntry(at.project, entry(key, 1))));
  assert.deepEqual(Object.keys(JSON.parse(at.read()).episodes).toSorted(), keys.toSorted());
});

for (const [name, edit, before, code] of [
  ['a file that is not declared', entry('a', 1, 'package.json'), null, 'write/undeclared'],
  ['a file outside of the project', entry('a', 1, '../list.json'), null, 'write/undeclared'],
  ['a file that is no JSON', entry('a', 1), '{ broken', 'write/unreadable'],
  ['a path through a text', entry('a', 1), '{"episodes": "none"}', 'write/at'],
  ['a dangerous key', entry('__proto__', 1), '{"episodes": {}}', 'write/at'],
] as const) {
  test(`${name} is refused, and nothing changes`, async () => {
    using at = await here();
    if (before !== null) at.put(before);
    const done = await upsertEntry(at.project, edit);
    assert.equal(done.ok ? null : done.error.code, code);
    if (before !== null) assert.equal(at.read(), before);
  });
}

test('an entry that cannot be inserted is reported with the reason', async () => {
  using at = await here();
  const why = async (before: string, key: string, value: unknown): Promise<string> => {
    at.put(before);
    const done = await upsertEntry(at.project, { ...entry(key, 1), value: value as never });
    return done.ok ? '' : done.error.message;
  };
  assert.match(await why('{"episodes": {}}', '__proto__', 1), /^"__proto__" is not allowed as a key in list\.json$/);
  assert.match(await why('{"episodes": "none"}', 'a', {}), /^\/episodes of .* is neither a map nor a list of maps$/);
  assert.match(await why('{"episodes": []}', 'a', 'text'), /is not a map, and every entry of a list must be a map/);
});

test('a list or a text on the path to an entry is not replaced by a map, and no invalid key is created', () => {
  for (const there of [['one'], 'a text', 7]) {
    const document = { episodes: there };
    assert.equal(withEntry(document, { at: '/episodes/kids', key: 'ep1', value: {} }), null, JSON.stringify(there));
  }
  assert.equal(withEntry({}, { at: '/__proto__/kids', key: 'ep1', value: {} }), null);
});

test('a run continues when its file is no longer declared, and fails only where it would write to it', async () => {
  const upsert = { file: 'list.json', key: 'a', value: 1 };
  await using project = await TestProject.make({
    config: { machine_files: ['list.json'] },
    pipeline: { stages: { one: stage(), keep: { uses: 'write', needs: ['one'], with: { upsert } } } },
    manifest: { paused: true },
  });
  assert.equal((await project.drive()).checkpoint.status, 'paused');
  project.change({ config: { machine_files: ['other.json'] }, manifest: {} });
  const { checkpoint } = await project.drive();
  assert.deepEqual(project.started(), ['one']);
  assert.equal(stageIn(checkpoint, 'keep').attempts?.at(-1)?.error?.code, 'write/undeclared');
  assert.ok(!project.has('list.json'));
});
