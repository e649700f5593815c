/** What commands tell of runs: why, from what, what was said; each a process of its own. */
import assert from 'node:assert/strict';
import { unlinkSync } from 'node:fs';
import { test } from 'node:test';
import type { Explanation } from '../../src/report/explain-text.ts';
import type { Lineage } from '../../src/report/lineage-text.ts';
import { MANIFEST } from '../cli/rig.ts';
import { Project, said, two } from './cli-project.ts';

const CHAIN = `name: chain
stages:
  list:
    uses: command
    with: { argv: [node, tools/list.mjs], files: [tools/names.json] }
  parts:
    foreach: \${{ stages.list.output }}
    key: \${{ item }}
    uses: command
    with: { argv: [sh, -c, 'echo "\${1} \\033[2J"; echo "\${1}" > "$PIPELINE_ARTIFACTS/part.txt"', sh, "\${{ item }}"] }
  whole:
    uses: command
    with: { argv: [cat, "\${{ stages.parts.artifacts[0].part.path }}"] }
  note:
    uses: write
    with: { text: "{{ t }}", vars: { t: "\${{ stages.whole.output }}" }, to: note.md }
`;
const LIST = `import { readFileSync } from 'node:fs';\nconsole.log(readFileSync('tools/names.json', 'utf8'));\n`;

function chain(): Project {
  return new Project({
    'pipelines/chain.yaml': CHAIN,
    'runs/c.yaml': 'pipeline: chain\n',
    'tools/list.mjs': LIST,
    'tools/names.json': '["a","b"]\n',
  });
}

test('`explain` says which field changed, before and after the retry', async () => {
  const p = chain();
  assert.equal((await p.cli('run', 'c', '--quiet')).code, 0);
  const explain = async (...argv: string[]): Promise<Explanation> =>
    JSON.parse((await p.cli('explain', 'c', ...argv, '--json')).out);
  assert.equal((await explain('list')).stages[0]?.after_retry, null);
  p.write('tools/names.json', '["a","c"]\n');
  const before = (await explain('list')).stages[0];
  assert.equal(before?.next?.action, 'done');
  assert.equal(before?.after_retry?.action, 'run');
  assert.deepEqual(
    before?.after_retry?.changes.map(({ field }) => field),
    ['file:tools/names.json'],
  );
  await p.cli('retry', 'c');
  assert.equal((await p.cli('run', 'c', '--quiet')).code, 0);
  const after = (await explain('list')).stages[0];
  assert.deepEqual(
    after?.changed.map(({ field }) => field),
    ['file:tools/names.json'],
  );
  const [, a, c] = (await explain('parts')).stages;
  assert.equal(a?.because, 'its result was reused, because nothing it depends on has changed');
  assert.equal(c?.because, 'it ran, because it had no result before');
});

test('`lineage` leads from a file to its sources, and from a stage to what was made from it', async () => {
  const p = chain();
  assert.equal((await p.cli('run', 'c', '--quiet')).code, 0);
  const lineage = async (of: string): Promise<Lineage> => JSON.parse((await p.cli('lineage', of, '--json')).out);
  const note = await lineage('runs/c.run/note/note.md');
  assert.deepEqual(
    note.made_by.map(({ task, attempt }) => [task, attempt]),
    [['note', 1]],
  );
  const [whole] = note.made_from;
  assert.equal(whole?.task.task, 'whole');
  assert.deepEqual(
    whole?.next.map(({ task }) => task.task),
    ['parts[a]', 'parts[b]'],
  );
  assert.equal(whole?.next[0]?.next[0]?.task.task, 'list');
  const sha256 = note.file?.sha256 ?? '';
  assert.equal((await lineage(sha256.slice('sha256:'.length, 'sha256:'.length + 12))).made_by[0]?.task, 'note');
  p.write('copy.md', p.read('runs/c.run/note/note.md'));
  assert.equal((await lineage('copy.md')).file?.path, 'runs/c.run/note/note.md');
  const list = await lineage('c:list');
  assert.deepEqual(
    list.used_by.map(({ task }) => task.task),
    ['parts[a]', 'parts[b]'],
  );
  assert.equal((await lineage('tools/list.mjs')).used_by[0]?.task.task, 'list');
  p.write('other.txt', 'nobody reads it');
  const missing = await p.cli('lineage', 'other.txt');
  assert.equal(missing.code, 2);
  assert.match(missing.err, /cli\/no-lineage/);
});

test('`lineage` leads from one run to another that used its file, and back', async () => {
  const p = chain();
  p.write(
    'pipelines/reader.yaml',
    'stages:\n  read: { uses: command, with: { argv: [cat, runs/c.run/note/note.md] } }\n',
  );
  p.write('runs/r.yaml', 'pipeline: reader\n');
  assert.equal((await p.cli('run', 'c', '--quiet')).code, 0);
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 0);
  const back: Lineage = JSON.parse((await p.cli('lineage', 'r:read', '--json')).out);
  assert.deepEqual(
    back.made_from.map(({ task }) => `${task.run}:${task.task}`),
    ['c:note'],
  );
  const forth: Lineage = JSON.parse((await p.cli('lineage', 'runs/c.run/note/note.md', '--json')).out);
  assert.deepEqual(
    forth.used_by.map(({ task }) => `${task.run}:${task.task}`),
    ['r:read'],
  );
});

test('`logs` shows the newest attempts, one stage or all items, without control characters', async () => {
  const p = chain();
  assert.equal((await p.cli('run', 'c', '--quiet')).code, 0);
  const all = await p.cli('logs', 'c');
  assert.equal(all.code, 0);
  assert.match(all.out, /==> list, attempt 1 \(success\)\n\["a","b"\]/);
  assert.match(all.out, /==> parts\[b\], attempt 1 \(success\)\nb \\u001B\[2J\n/);
  const items = await p.cli('logs', 'c', 'parts');
  assert.equal(items.out.match(/^==> parts\[/gm)?.length, 2);
  assert.equal((await p.cli('logs', 'c', 'parts[a]')).out.split('\n').length, 3);
  const none = await p.cli('logs', 'c', 'list', '--attempt', '9');
  assert.equal(none.code, 2);
  assert.match(none.err, /there is no attempt 9/);
  unlinkSync(p.at('runs/c.run/logs/list.1.log'));
  assert.match((await p.cli('logs', 'c', 'list')).err, /logs stay where the stage ran/);
});

test('the log of a failed attempt ends with the reason, even if the stage printed nothing', async () => {
  const p = new Project({
    'pipelines/f.yaml': `fail: late
stages:
  silent: { uses: command, with: { argv: [sh, -c, "exit 64"] } }
  half: { uses: command, with: { argv: [sh, -c, "printf half; exit 64"] } }
  none: { uses: http, with: { url: "http://127.0.0.1:9/" } }
`,
    'runs/f.yaml': 'pipeline: f\n',
  });
  const { code, out } = await p.cli('run', 'f');
  assert.equal(code, 1);
  const logs = [...out.matchAll(/^ +log: +(\S+)$/gm)].map(([, file = '']) => p.read(file));
  const why = 'pipeline-runner: command/exit: "sh" ended with exit code 64';
  assert.deepEqual(logs.slice(0, 2), [`${why} and printed nothing\n`, `half\n${why}\n`]);
  assert.match(logs[2] ?? '', /^pipeline-runner: http\/host: /);
  assert.match((await p.cli('logs', 'f', 'silent')).out, /^==> silent, attempt 1 \(failure\)\npipeline-runner: /);
});

test('`list` and `status` distinguish runs by their state', async () => {
  const p = two();
  p.write('runs/ep2.yaml', MANIFEST);
  p.write('runs/bad.yaml', 'pipelin: x\n');
  p.write('ok', '');
  await p.cli('run', 'ep1', '--quiet');
  const rows: { run: string; status: string }[] = (await p.cli('list', '--json')).out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    rows.map(({ run, status }) => `${run} ${status}`),
    ['bad invalid', 'ep2 pending', 'ep1 completed'],
  );
  const open = (await p.cli('status')).out;
  assert.match(open, /^ep2 /m);
  assert.doesNotMatch(open, /^ep1 /m);
  assert.match((await p.cli('list', '--status', 'failed')).out, /No run is failed/);
});

test('a reader that closes the pipe early causes no error', async () => {
  const p = two();
  const child = p.start('help');
  child.stdout?.destroy();
  const { code, err } = await said(child);
  assert.deepEqual([code, err], [0, '']);
});
