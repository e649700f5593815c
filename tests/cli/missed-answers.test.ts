/** Answers that nobody reads, or that were taken back: whoever wrote them is told, and not any longer than it is so. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EDITABLE, gate, MANIFEST, MANIFEST_FILE, pipeline, stage, waiting } from './gate-rig.ts';
import { project, type TestProject } from './rig.ts';

const told = async (p: TestProject): Promise<string> => {
  const { out, err } = await p.cli('status', 'ep1');
  return out + err;
};
const recorded = (p: TestProject): readonly { readonly code: string; readonly hint?: string }[] =>
  JSON.parse(p.read('runs/ep1.checkpoint.json')).diagnostics ?? [];

const LATER = {
  ...EDITABLE,
  script: `${stage('"done"')}, needs: [review] }`,
  final_check: gate('script'),
};

test('an answer to a gate that has not asked yet is reported with its line, by run and status', async () => {
  using p = await waiting({ stages: LATER });
  p.write(MANIFEST_FILE, `${MANIFEST}approvals:\n  final_check: { approved: true }\n`);
  const early =
    /runs\/ep1\.yaml:4:3 warning\[answer\/early\]: "approvals" answers "final_check", which has not asked yet/;
  assert.match((await p.cli('run', 'ep1')).err, early);
  assert.match(await told(p), early);
  assert.deepEqual(recorded(p), []);
});

test('an early "not yet", or an answer that names its content, is not reported', async () => {
  using p = await waiting({ stages: LATER });
  for (const answer of ['{ approved: false }', '{ approved: true, of: sha256:0123456789abcdef }']) {
    p.write(MANIFEST_FILE, `${MANIFEST}approvals:\n  final_check: ${answer}\n`);
    assert.doesNotMatch(await told(p), /answer\/early/);
  }
});

test('an answer to an item that does not exist is reported with the one that is meant, in the checkpoint too', async () => {
  using p = project({
    'pipelines/show.yaml': pipeline({
      parts: `{ foreach: "\${{ ['one', 'three'] }}", key: "\${{ item }}", uses: pipeline, with: { pipeline: one } }`,
    }),
    'pipelines/one.yaml': pipeline({ outline: `${stage('1')} }`, review: gate('outline') }).replace('show', 'one'),
    [MANIFEST_FILE]: MANIFEST,
  });
  await p.cli('run', 'ep1', '--quiet');
  const answers = (item: string) =>
    p.write(MANIFEST_FILE, `${MANIFEST}approvals:\n  parts[${item}]/review: { approved: true }\n`);
  answers('thre');
  assert.match(await told(p), /:4:3 error\[answer\/unknown-gate\]: .* parts has no item "thre"\n/);
  await p.cli('run', 'ep1', '--quiet');
  assert.deepEqual(
    recorded(p).map(({ hint }) => hint),
    ['did you mean "parts[three]/review"?'],
  );
  answers('2');
  assert.match(await told(p), /hint: its gates: parts\[one\]\/review, parts\[three\]\/review\n/);
  answers('three');
  assert.doesNotMatch(await told(p), /unknown-gate/);
  await p.cli('run', 'ep1', '--quiet');
  assert.deepEqual(recorded(p), []);
});

test('that a used answer was removed is said as soon as it is so, and no longer once it is back', async () => {
  using p = await waiting({ stages: LATER });
  const answered = `${MANIFEST}approvals:\n  review: { approved: true }\n`;
  p.write(MANIFEST_FILE, answered);
  await p.cli('run', 'ep1', '--quiet');
  p.write(MANIFEST_FILE, MANIFEST);
  const reverted = /answer\/reverted[\s\S]*pipeline-runner reset ep1 --to review`/;
  assert.match(await told(p), reverted);
  await p.cli('run', 'ep1', '--quiet');
  assert.equal(recorded(p).length, 1);
  p.write(MANIFEST_FILE, answered);
  assert.doesNotMatch(await told(p), /reverted/);
});
