/** `lineage` where people and other runs had a part in it: gates, and forks. */
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Lineage, LineageNode } from '../../src/report/lineage-text.ts';
import { gate, MANIFEST_FILE, OUTLINE, person, pipeline, repository, stage, waiting } from './gate-rig.ts';
import { project, type TestProject } from './rig.ts';

const lineage = async (p: TestProject, of: string): Promise<Lineage> =>
  JSON.parse((await p.cli('lineage', of, '--json')).out);
const text = async (p: TestProject, of: string): Promise<string> => (await p.cli('lineage', of)).out;
/** `<run>:<task> (by)` with what follows it. */
const brief = (nodes: readonly LineageNode[]): readonly unknown[] =>
  nodes.map(({ task, by, next }) => [`${task.run}:${task.task} (${by})`, ...brief(next)]);

const AFTER = stage('1').concat(', needs: [review] }');
const EDITABLE = gate('outline', ', editable: true');
const DRAFT = 'runs/ep1.run/drafts/review.1.yaml';

test('the lineage of a gate shows who approved, and whether the content was edited', async () => {
  using p = await waiting({ stages: { outline: OUTLINE, review: EDITABLE, mix: AFTER } });
  repository(p);
  p.write(DRAFT, 'title: Rockets and kites\n');
  assert.equal((await p.cli('approve', 'ep1')).code, 0);
  person(p, 'ada@example.org');
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
  const { made_from } = await lineage(p, 'ep1:mix');
  assert.deepEqual(brief(made_from), [['ep1:review (stage review)', ['ep1:outline (stage outline)']]]);
  const approval = made_from[0]?.task.approval;
  assert.deepEqual([approval?.by[0]?.who, approval?.iteration, approval?.waived], ['ada <ada@example.org>', 1, false]);
  assert.match(approval?.edited ?? '', /^sha256:/);
  assert.match(
    await text(p, 'ep1:mix'),
    /ep1: review, approved as edited, by ada <ada@example\.org> \(unverified\), 20/,
  );
});

test('a gate that the manifest waives is shown as waived', async () => {
  using p = project({
    'pipelines/show.yaml': pipeline({
      outline: OUTLINE,
      review: gate('outline', ', auto_approve: allowed'),
      mix: AFTER,
    }),
    'schemas/outline.schema.json': '{ "type": "object" }',
    [MANIFEST_FILE]: 'pipeline: show\nauto_approve: [review]\n',
  });
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
  assert.match(await text(p, 'ep1:mix'), /ep1: review, waived by `auto_approve`, 20/);
});

const script = (text: string, more = ''): string => `{ uses: command, with: { argv: [sh, -c, '${text}'${more}] } }`;
const CHAIN = `stages:
  make: ${script('echo one > "$PIPELINE_ARTIFACTS/a.txt"')}
  read: ${script('cat "$1"', `, sh, "\${{ stages.make.artifacts['a.txt'].path }}"`)}
  last: ${script('echo "$1"', `, sh, "\${{ stages.read.output }}"`)}
`;

async function forked(files: Readonly<Record<string, string>> = {}): Promise<TestProject> {
  const p = project({ 'pipelines/talk.yaml': CHAIN, 'runs/ep1.yaml': 'pipeline: talk\n', ...files });
  for (const argv of [
    ['run', 'ep1'],
    ['fork', 'ep1', '--as', 'ep2', '--from', 'last'],
    ['run', 'ep2'],
  ]) {
    const { code, err } = await p.cli(...argv);
    assert.equal(code, 0, err);
  }
  return p;
}

test('the lineage of a fork leads to the run that made the result, but not back', async () => {
  using p = await forked();
  const { made_by, made_from } = await lineage(p, 'ep2:read');
  assert.deepEqual([made_by[0]?.taken_from, made_by[0]?.attempt], ['ep1:read', null]);
  assert.deepEqual(brief(made_from), [
    ['ep2:make (stage make)', ['ep1:make (taken over)']],
    ['ep1:read (taken over)', ['ep1:make (stage make)']],
  ]);
  const original = await lineage(p, 'ep1:read');
  assert.deepEqual(brief(original.made_from), [['ep1:make (stage make)']]);
  assert.match(await text(p, 'ep2:last'), /ep2: read, reused from ep1:read, 20/);
});

test('for a copied file the run whose path is named is shown, or else the one that executed the stage', async () => {
  const reads = (file: string): string => `stages:\n  see: { uses: command, with: { argv: [cat, ${file}] } }\n`;
  const files = ['runs/ep1.run/make/a.txt', 'runs/ep2.run/make/a.txt', 'copy.txt'];
  using p = await forked(Object.fromEntries(files.map((file, i) => [`pipelines/see${i}.yaml`, reads(file)])));
  p.write('copy.txt', 'one\n');
  const makers = [];
  for (const i of files.keys()) {
    p.write(`runs/see${i}.yaml`, `pipeline: see${i}\n`);
    assert.equal((await p.cli('run', `see${i}`, '--quiet')).code, 0);
    makers.push((await lineage(p, `see${i}:see`)).made_from.map(({ task }) => `${task.run}:${task.task}`));
  }
  assert.deepEqual(makers, [['ep1:make'], ['ep2:make'], ['ep1:make']]);
});

test('what is made from a whole list is made from each item, even inside an item of another list', async () => {
  using p = project({
    'pipelines/show.yaml': `stages:
  parts: { foreach: "\${{ ['a'] }}", key: "\${{ item }}", uses: pipeline, with: { pipeline: part } }
`,
    'pipelines/part.yaml': `stages:
  shots: { foreach: "\${{ ['p', 'q'] }}", key: "\${{ item }}", uses: command, with: { argv: [echo, "\${{ item }}"] } }
  cut: { uses: command, with: { argv: [echo, "\${{ stages.shots.output[0] }}"] } }
`,
    'runs/ep1.yaml': 'pipeline: show\n',
  });
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
  const { made_from } = await lineage(p, 'ep1:parts[a]/cut');
  assert.deepEqual(brief(made_from), [
    ['ep1:parts[a]/shots[p] (stage shots)'],
    ['ep1:parts[a]/shots[q] (stage shots)'],
  ]);
});

test('lineage begins with the files that were frozen into the run, and can be followed from them', async () => {
  using p = project({
    'pipelines/talk.yaml': `inputs: { type: object, properties: { show: { type: string, default: kids } } }
context: { show: { file: "shows/\${{ inputs.show }}.yaml" }, unread: { file: shows/other.yaml } }
stages:
  make: { uses: command, with: { argv: [echo, "\${{ context.show.name }}"] } }
  last: { uses: command, with: { argv: [echo, "\${{ stages.make.output }}"] } }
`,
    'shows/kids.yaml': 'name: Kids\n',
    'shows/other.yaml': 'name: Other\n',
    'runs/ep1.yaml': 'pipeline: talk\n',
  });
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
  const { context } = await lineage(p, 'ep1:last');
  assert.deepEqual(context, { ep1: { show: 'shows/kids.yaml', unread: 'shows/other.yaml' } });
  const { used_by, made_by } = await lineage(p, 'shows/kids.yaml');
  assert.deepEqual(made_by, []);
  assert.deepEqual(brief(used_by), [['ep1:make (context show)', ['ep1:last (stage make)']]]);
  assert.match((await p.cli('lineage', 'shows/other.yaml')).err, /cli\/no-lineage/);
  p.write('runs/later.yaml', 'pipeline: show\n');
  for (const typed of ['later', 'runs/later.yaml'])
    assert.match((await p.cli('lineage', typed)).err, /cli\/not-started\]: run later has not started yet\n/);
});

test('a file that the tree shows with its maker is not listed before it as well; one without a maker is', async () => {
  using p = project({
    'pipelines/talk.yaml': `stages:
  make: { uses: write, with: { text: Rockets fly very high over the sea., to: made.txt } }
  last: { uses: llm, with: { prompt: last.md, vars: { topic: rockets }, files: ["\${{ stages.make.artifacts.made.path }}"] } }
`,
    'templates/last.md': 'About {{ topic }}.\n',
    'runs/ep1.yaml': 'pipeline: talk\n',
  });
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
  const { out } = await p.cli('lineage', 'runs/ep1.run/last/answer.md');
  assert.match(out, /^ {2}with the file templates\/last\.md$/m);
  assert.match(out, /^ {6}runs\/ep1\.run\/make\/made\.txt /m);
});

test('a stage without results yet is distinguished from an unknown stage', async () => {
  using p = await waiting({ stages: { outline: OUTLINE, review: EDITABLE, mix: AFTER } });
  assert.match((await p.cli('lineage', 'ep1:mix')).err, /cli\/no-lineage\]: mix of ep1 has not made anything yet\n/);
  assert.match((await p.cli('lineage', 'ep1:mixx')).err, /cli\/unknown-stage[\s\S]*did you mean "mix"/);
});

test("for a person's file that a stage reads by path, lineage shows what was made from it", async () => {
  const reads = 'stages:\n  make: { uses: command, with: { argv: [cat, notes.txt] } }\n';
  using p = project({ 'pipelines/talk.yaml': reads, 'notes.txt': 'Hello', 'runs/ep1.yaml': 'pipeline: talk\n' });
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
  const { made_by, used_by } = await lineage(p, 'notes.txt');
  assert.deepEqual([made_by, brief(used_by)], [[], [['ep1:make (the file notes.txt)']]]);
});

test('a file that is to be made again is reported as such until it has been made', async () => {
  using p = project({ 'pipelines/talk.yaml': CHAIN, 'runs/ep1.yaml': 'pipeline: talk\n' });
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
  p.write('pipelines/talk.yaml', CHAIN.replace('echo one', 'exit 1; echo one'));
  await p.cli('retry', 'ep1');
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 1);
  assert.match(await text(p, 'runs/ep1.run/make/a.txt'), /^ {2}made by ep1: make, attempt 1, /m);
});

test('a file in a folder that a stage names leads to the stage, which runs again when the file changes', async () => {
  using p = project({
    'pipelines/show.yaml': 'stages:\n  page: { uses: command, with: { argv: [ls, photos], files: [photos] } }\n',
    'photos/2026/a.jpg': 'one',
    'runs/ep1.yaml': 'pipeline: show\n',
  });
  assert.deepEqual((await p.cli('validate')).code, 0);
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
  const { used_by } = await lineage(p, 'photos/2026/a.jpg');
  assert.deepEqual(brief(used_by), [['ep1:page (the folder photos)']]);
  p.write('photos/2026/a.jpg', 'two');
  assert.match((await p.cli('explain', 'ep1')).out, /`retry` and `run`: runs it: the folder photos changed/);
});

test('a run that cannot be read is reported as such, not as a file without a maker', async () => {
  const other = 'stages:\n  say: { uses: command, with: { argv: [echo, hi] } }\n';
  using p = await forked({ 'pipelines/other.yaml': other, 'runs/ep3.yaml': 'pipeline: other\n' });
  assert.equal((await p.cli('run', 'ep3', '--quiet')).code, 0);
  for (const name of ['yaml', 'checkpoint.json']) rmSync(path.join(p.root, `runs/ep2.${name}`));
  const file = 'runs/ep1.run/make/a.txt';
  writeFileSync(path.join(p.root, 'runs/ep1.checkpoint.json'), '{}');
  rmSync(path.join(p.root, '.pipeline-runner'), { recursive: true });
  for (const target of ['ep1', 'ep1:make', file]) {
    const { code, err } = await p.cli('lineage', target);
    assert.deepEqual([code, err.match(/\[[^\]]+\]/g)], [1, ['[checkpoint/damaged]']], err);
  }
  const { code, err } = await p.cli('lineage', 'ep3:say', '--json');
  assert.equal(code, 0, err);
  assert.match(err, /ep1\.checkpoint\.json error\[checkpoint\/damaged\]/);
});

test('the lineage of a run whose manifest is gone can still be shown', async () => {
  using p = await forked();
  rmSync(path.join(p.root, 'runs/ep1.yaml'));
  const { made_by } = await lineage(p, 'runs/ep1.run/make/a.txt');
  assert.deepEqual([made_by[0]?.run, made_by[0]?.task], ['ep1', 'make']);
  assert.equal((await p.cli('lineage', 'ep1')).code, 0);
});
