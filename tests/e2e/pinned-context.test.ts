/** The frozen context of a run is held to what the run recorded: nobody steers a waiting run by editing it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seal } from '../../src/adapters/checkpoint/text.ts';
import { createDigests } from '../../src/adapters/disk/digests.ts';
import { canonicalJson } from '../../src/model/canonical-json.ts';
import type { Checkpoint } from '../../src/model/checkpoint.ts';
import { stage, stageIn, TestProject } from '../rig/project.ts';

const LIMIT = { timeout: 60_000 };
const CHECKPOINT = 'runs/r.checkpoint.json';
const CONTEXT = 'runs/r.run/pinned/1/context.json';
const INDEX = 'runs/r.run/pinned/1/index.json';
const PIPELINE = {
  context: { show: { file: 'show.yaml' } },
  stages: {
    one: stage(),
    check: { uses: 'approval', when: '${{ context.show.strict }}', with: { subject: 'one' } },
    last: stage({ needs: ['check'] }),
  },
};

/** Waits at its start: the gate comes with what is read from the context. */
async function paused(): Promise<TestProject> {
  const project = await TestProject.make({
    pipeline: PIPELINE,
    manifest: { paused: true },
    files: { 'show.yaml': 'strict: true\n' },
  });
  assert.equal((await project.drive()).checkpoint.status, 'paused');
  project.change({ manifest: {} });
  return project;
}

const refusal = async (project: TestProject): Promise<readonly string[]> => {
  const outcome = await project.tryDrive();
  return outcome.ok ? [outcome.value.checkpoint.status] : outcome.error.map(({ code }) => code);
};

/** As the version wrote it that knew no digest of the context. */
async function asBefore(project: TestProject): Promise<void> {
  const { context: _, ...index } = JSON.parse(project.text(INDEX));
  const sorted = Object.entries(index.sources).sort(([a], [b]) => (a < b ? -1 : 1));
  const { digest: __, ...checkpoint }: Checkpoint & { digest?: string } = await project.checkpoint();
  const digest = createDigests().ofText(canonicalJson(JSON.parse(JSON.stringify(sorted))));
  project.put(INDEX, JSON.stringify(index));
  project.put(CHECKPOINT, seal({ ...checkpoint, pipeline: { ...checkpoint.pipeline, digest } }).bytes.toString());
  project.remove('.pipeline-runner');
}

test('a frozen context that was edited while the run waits is refused', LIMIT, async () => {
  await using project = await paused();
  project.put(CONTEXT, project.text(CONTEXT).replace('true', 'false'));
  assert.deepEqual(await refusal(project), ['run/pinned-damaged']);
});

test('changing or removing its digest in the index does not make an edited context valid', LIMIT, async () => {
  for (const context of [createDigests().ofText(canonicalJson({ show: { strict: false } })), undefined, 7]) {
    await using project = await paused();
    project.put(CONTEXT, project.text(CONTEXT).replace('true', 'false'));
    project.put(INDEX, JSON.stringify({ ...JSON.parse(project.text(INDEX)), context }));
    assert.deepEqual(await refusal(project), ['run/pinned-damaged']);
  }
});

test('other line ends and white space do not count as a change of the context', LIMIT, async () => {
  await using project = await paused();
  project.put(CONTEXT, project.text(CONTEXT).replaceAll('\n', '\r\n'));
  assert.deepEqual(await refusal(project), ['awaiting_approval']);
});

test('a run that was pinned before contexts had digests continues to its end', LIMIT, async () => {
  await using project = await paused();
  await asBefore(project);
  assert.deepEqual(await refusal(project), ['awaiting_approval']);
  project.change({ manifest: { approved: true } });
  const { checkpoint } = await project.drive();
  assert.deepEqual([checkpoint.status, stageIn(checkpoint, 'last').status], ['completed', 'completed']);
});

test('the index of such a run cannot get a digest of another context', LIMIT, async () => {
  await using project = await paused();
  await asBefore(project);
  const context = createDigests().ofText(canonicalJson({ show: { strict: false } }));
  project.put(CONTEXT, project.text(CONTEXT).replace('true', 'false'));
  project.put(INDEX, JSON.stringify({ ...JSON.parse(project.text(INDEX)), context }));
  assert.deepEqual(await refusal(project), ['run/pinned-damaged']);
});
