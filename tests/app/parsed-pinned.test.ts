/** A pipeline that many runs are pinned to is parsed once, and what is wrong with one of them is still found. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { test } from 'node:test';
import { loadPinned } from '../../src/app/pinned/definitions.ts';
import { openProject } from '../../src/app/project.ts';
import type { Project } from '../../src/app/types.ts';
import { runId } from '../../src/model/brand.ts';
import { act, TestProject } from '../rig/project.ts';

const [A, B] = [runId('a'), runId('b')];

/** A stage imports a file that is not there yet. */
async function twoRuns() {
  const group = { uses: 'module', with: { module: 'stages/group.ts' } };
  const project = await TestProject.make({
    pipeline: { name: 'main', stages: { one: { uses: 'command', with: act('one') }, group } },
    files: {
      'stages/group.ts': "export default async () => ({ output: await import('./later.ts').catch(() => null) });\n",
      'runs/a.yaml': 'pipeline: main\n',
      'runs/b.yaml': 'pipeline: main\n',
    },
  });
  for (const run of [A, B]) await project.drive({ run });
  return project;
}

async function opened({ root }: TestProject): Promise<Project> {
  const project = await openProject(root);
  assert.ok(project.ok);
  return project.value;
}

const pipelineOf = async (project: Project, run: typeof A) => {
  const loaded = await loadPinned(project, run, 1);
  assert.ok(loaded.ok, JSON.stringify(loaded));
  return loaded.value.pipeline;
};

test('runs that are pinned to the same sources share one parsed pipeline', async () => {
  await using files = await twoRuns();
  const project = await opened(files);
  assert.equal(await pipelineOf(project, A), await pipelineOf(project, B));
});

test('a changed pinned file is reported for its own run, even if other runs are pinned to the same content', async () => {
  await using files = await twoRuns();
  const project = await opened(files);
  await pipelineOf(project, A);
  files.put('runs/b.run/pinned/1/pipelines/main.yaml', 'name: forged\n');
  const own = await pipelineOf(project, B);
  assert.equal(own.name, 'main', 'the project has the same content');
  files.put('pipelines/main.yaml', 'name: another\n');
  const damaged = await loadPinned(project, B, 1);
  assert.ok(!damaged.ok && damaged.error[0]?.code === 'run/pinned-damaged');
  assert.equal((await pipelineOf(project, A)).name, 'main');
  rmSync(files.at('runs/a.run/pinned/1/index.json'));
  assert.ok(!(await loadPinned(project, A, 1)).ok);
});

test('a file that was missing when the pipeline was parsed, and now exists, is not reported as missing', async () => {
  await using files = await twoRuns();
  const project = await opened(files);
  const before = await pipelineOf(project, A);
  assert.equal(await pipelineOf(project, B), before);
  files.put('stages/later.ts', 'export const later = true;\n');
  const after = await pipelineOf(project, B);
  assert.notEqual(after, before);
  const filesOf = ({ graph }: typeof after) => graph.stages.flatMap((stage) => stage.files);
  assert.deepEqual([...filesOf(before), 'stages/later.ts'], filesOf(after));
});
