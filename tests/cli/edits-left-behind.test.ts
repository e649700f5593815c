/** Edits of a draft that a later round does not contain: whoever made them is told where they are. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gate, MANIFEST, MANIFEST_FILE, pipeline, stage, waiting } from './gate-rig.ts';
import { checkpointOf, project, type TestProject } from './rig.ts';

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
  assert.ok(out.includes(`The stage gets the feedback and the content as edited in ${FIRST}.`), out);
  const { err } = await p.cli('run', 'ep1');
  assert.match(
    err,
    /draft\/left-behind.*\n +hint: copy what should stay into runs\/ep1\.run\/drafts\/review\.2\.yaml\n/,
  );
  const head = `# This draft starts as generated, without edits of round 1 (${FIRST}). Not in it are:\n`;
  const edits = '#   - title: Rockets\n#   + title: My rockets\n';
  assert.ok(p.read(SECOND).includes(`${head}${edits}title: Rockets\n`), p.read(SECOND));
  assert.equal(await isTold(p), true);
  p.write(SECOND, 'title: My rockets\nlength: 5\n');
  assert.equal(await isTold(p), false);
});

test('a draft that nobody edited is not mentioned in the next round', async () => {
  using p = await asking('{"title": "Rockets"}');
  const { out } = await p.cli('request-changes', 'ep1', '--feedback', 'longer');
  assert.doesNotMatch(out, /as edited/);
  await p.cli('run', 'ep1', '--quiet');
  assert.doesNotMatch(p.read(SECOND), /round 1/);
  assert.equal(await isTold(p), false);
});

test('a text lists them in comments, which are not content', async () => {
  using p = await asking('plain words');
  const [first, second] = [FIRST, SECOND].map((file) => file.replace('.yaml', '.md'));
  p.write(first ?? '', 'better words\n');
  await p.cli('request-changes', 'ep1', '--feedback', 'longer');
  await p.cli('run', 'ep1', '--quiet');
  const text = p.read(second ?? '');
  assert.match(text, /^(?:<!-- pipeline-runner: .* -->\n)+\nplain words\n$/);
  assert.match(text, /- plain words -->\n.*\+ better words -->\n/);
  p.write(second ?? '', text.replaceAll('\n', '\r\n').replace('\r\nplain', '\r\nlong, plain'));
  const { out } = await p.cli('approve', 'ep1');
  assert.match(out, /content as edited/);
  await p.cli('run', 'ep1', '--quiet');
  const [{ result } = {}] = Object.values(checkpointOf(p, 'ep1').stages).slice(1);
  assert.deepEqual(result?.output, { value: 'long, plain words' });
});

/** Makes what was reviewed, and says which feedback it got. */
const REWORKING = `{ uses: module, with: { module: tools/outline.ts } }`;
const OUTLINE_TS = `export default ({ feedback, log }) => {
  log.info(JSON.stringify(feedback));
  return { output: feedback.at(-1)?.output ?? { title: 'Rockets', length: 3 } };
};`;

test('a stage that is sent back gets the content as edited, and edits that it keeps are not listed as left behind', async () => {
  const stages = { outline: REWORKING, review: gate('outline', ', editable: true, rework: outline') };
  using p = project({
    'pipelines/show.yaml': pipeline(stages),
    'tools/outline.ts': OUTLINE_TS,
    [MANIFEST_FILE]: MANIFEST,
  });
  await p.cli('run', 'ep1', '--quiet');
  p.write(FIRST, 'title: My rockets\nlength: 3\n');
  await p.cli('request-changes', 'ep1', '--feedback', 'longer');
  p.write(FIRST, 'title: Too late\nlength: 3\n');
  const late = await p.cli('status', 'ep1');
  assert.match(late.out + late.err, /gate\/other-content/);
  p.write(FIRST, 'title: My rockets\nlength: 3\n');
  await p.cli('run', 'ep1', '--quiet');
  p.write(FIRST, 'title: Too late\nlength: 3\n');
  const output = { title: 'My rockets', length: 3 };
  const said = { gate: 'review', iteration: 1, text: 'longer', output, edited: true };
  assert.ok(p.read('runs/ep1.run/logs/outline.2.log').includes(JSON.stringify([said])));
  assert.match(p.read(SECOND), /\ntitle: My rockets\nlength: 3\n$/);
  assert.doesNotMatch(p.read(SECOND), /without edits/);
});

test('an answer on a line of a text is not content', async () => {
  using p = await asking('plain words');
  const file = FIRST.replace('.yaml', '.md');
  p.write(file, 'approved: true\n\nplain words\n');
  const { code, err } = await p.cli('approve', 'ep1');
  assert.equal(code, 2);
  assert.match(err, /review\.1\.md error\[draft\/answer\]: the draft contains `approved`/);
});
