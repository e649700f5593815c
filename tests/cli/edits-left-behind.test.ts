/** Edits of a draft that a later round does not contain: whoever made them is told where they are. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gate, stage, waiting } from './gate-rig.ts';
import type { TestProject } from './rig.ts';

const FIRST = 'runs/ep1.run/drafts/review.1.yaml';
const SECOND = 'runs/ep1.run/drafts/review.2.yaml';

const asking = async (output: string): Promise<TestProject> =>
  waiting({ stages: { outline: `${stage(output)} }`, review: gate('outline', ', editable: true, rework: outline') } });

const isTold = async (p: TestProject): Promise<boolean> => {
  const { out, err } = await p.cli('status', 'ep1');
  return (out + err).includes(`${FIRST} warning[draft/left-behind]`);
};

test('the next draft lists the edits of the last one, and they are named until it is edited', async () => {
  using p = await asking('{"title": "Rockets", "length": 3}');
  p.write(FIRST, 'title: My rockets\nlength: 3\n');
  const { out } = await p.cli('request-changes', 'ep1', '--feedback', 'longer');
  assert.ok(out.includes(`Only the feedback is passed on: the edits in ${FIRST} are not`), out);
  const { err } = await p.cli('run', 'ep1');
  assert.match(
    err,
    /draft\/left-behind.*\n +hint: copy what should stay into runs\/ep1\.run\/drafts\/review\.2\.yaml\n/,
  );
  const head = `# It starts as generated: the edits of round 1 (${FIRST}) are not in it. They were:\n`;
  const edits = '#   - title: Rockets\n#   + title: My rockets\n';
  assert.ok(p.read(SECOND).includes(`${head}${edits}title: Rockets\n`), p.read(SECOND));
  assert.equal(await isTold(p), true);
  p.write(SECOND, 'title: My rockets\nlength: 5\n');
  assert.equal(await isTold(p), false);
});

test('a draft that nobody edited is not mentioned in the next round', async () => {
  using p = await asking('{"title": "Rockets"}');
  const { out } = await p.cli('request-changes', 'ep1', '--feedback', 'longer');
  assert.doesNotMatch(out, /passed on/);
  await p.cli('run', 'ep1', '--quiet');
  assert.doesNotMatch(p.read(SECOND), /round 1/);
  assert.equal(await isTold(p), false);
});
