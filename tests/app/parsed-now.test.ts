/** A pipeline that thousands of runs name is parsed once, until a file of it changes; with mistakes in it too. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadPipeline } from '../../src/app/pinned/definitions.ts';
import { openProject } from '../../src/app/project.ts';
import { TestProject } from '../rig/project.ts';

const CHILD = { uses: 'pipeline', with: { pipeline: 'chidl' } };

async function opened(stages: Readonly<Record<string, unknown>>) {
  const files = await TestProject.make({ pipeline: { name: 'main', stages } });
  const project = await openProject(files.root);
  assert.ok(project.ok);
  const load = () => loadPipeline(project.value, 'main');
  return { files, load, [Symbol.asyncDispose]: () => files[Symbol.asyncDispose]() };
}

const mistakesIn = (loaded: Awaited<ReturnType<typeof loadPipeline>>) => {
  assert.ok(!loaded.ok);
  return loaded.error;
};

test('a pipeline is parsed again only when a file that it names has changed', async () => {
  await using project = await opened({ page: { uses: 'write', with: { template: 'page.md', to: 'page.md' } } });
  const { files, load } = project;
  const [missing, still] = [mistakesIn(await load()), mistakesIn(await load())];
  assert.deepEqual([missing[0]?.code, missing === still], ['file/missing', true]);
  files.put('templates/page.md', 'A page.\n');
  const [first, second] = [await load(), await load()];
  assert.ok(first.ok && second.ok);
  assert.equal(first.value.pipeline, second.value.pipeline);
  files.put('templates/page.md', 'Another page.\n');
  const other = await load();
  assert.ok(other.ok && other.value.digest !== first.value.digest);
});

test('the hint of a mistake suggests only pipelines that exist now', async () => {
  await using project = await opened({ child: CHILD });
  const { files, load } = project;
  const before = mistakesIn(await load());
  assert.equal(mistakesIn(await load()), before);
  files.put('pipelines/child.yaml', 'stages: { one: { uses: command, with: { argv: [echo] } } }\n');
  assert.match(JSON.stringify(mistakesIn(await load())), /did you mean \\"child\\"/);
});
