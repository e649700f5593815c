/** People at the gates: words that send a thing back, edits, approvals, a rejection. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ModelServer } from '../rig/model-server.ts';
import { askedAt, askedFor, OUTLINE, studio } from './content-answers.ts';
import { LINES, SHORT_VIDEO } from './content-manifests.ts';
import { ContentProject } from './content-project.ts';

const LIMIT = { timeout: 120_000 };
process.env.LOOPBACK_KEY = 'sk-of-the-loopback';
const GATED = { ...LINES, auto_approve: [], inputs: { ...LINES.inputs, minutes: 1 } };
const DRAFT = 'runs/r.run/drafts/outline_review.1.yaml';

/** A run that stands at the gate of its outline. */
async function atTheGate(server: ModelServer): Promise<ContentProject> {
  const project = new ContentProject({ providers: { writer: askedAt(server), voice: askedAt(server) } });
  project.write('runs/r.yaml', GATED);
  const { code, shown } = await project.cli('run', 'r');
  assert.equal(code, 3, shown);
  assert.equal(project.checkpoint('r').status, 'awaiting_approval');
  return project;
}

const asksOf = (server: ModelServer): readonly (string | null)[] => server.ledger.map(askedFor);
const bodiesOf = (server: ModelServer, ask: string): readonly string[] =>
  server.ledger.flatMap((line) => (askedFor(line) === ask ? [JSON.stringify(line.body)] : []));

test(
  'an outline that is sent back is made again with the feedback of all rounds, and continues when approved',
  LIMIT,
  async () => {
    await using server = await studio();
    await using project = await atTheGate(server);
    for (const [words, exit] of [
      ['start with the balloon', 3],
      ['and end with Mars', 3],
    ] as const) {
      assert.equal((await project.cli('request-changes', 'r', '--feedback', words)).code, 0);
      assert.equal((await project.cli('run', 'r')).code, exit);
    }
    const outlines = bodiesOf(server, 'segments');
    assert.deepEqual(
      outlines.map((body) => [body.includes('start with the balloon'), body.includes('and end with Mars')]),
      [
        [false, false],
        [true, false],
        [true, true],
      ],
    );
    assert.equal((await project.cli('approve', 'r')).code, 0);
    const { code, shown } = await project.cli('run', 'r');
    assert.equal(code, 0, shown);
    assert.equal(asksOf(server).filter((ask) => ask === 'hook').length, 1);
    assert.equal(asksOf(server).filter((ask) => ask === 'segments').length, 3);
  },
);

test('the script follows an outline that was edited in its draft', LIMIT, async () => {
  await using server = await studio();
  await using project = await atTheGate(server);
  const [first] = OUTLINE.segments;
  project.change(DRAFT, OUTLINE.title, 'A Balloon With a Roar');
  project.change(DRAFT, 'title: Up', 'title: What the balloon knew');
  assert.equal((await project.cli('approve', 'r')).code, 0);
  const { code, shown } = await project.cli('run', 'r');
  assert.equal(code, 0, shown);
  for (const body of [...bodiesOf(server, 'opening'), ...bodiesOf(server, 'turns')])
    assert.ok(body.includes('A Balloon With a Roar'));
  assert.ok(bodiesOf(server, 'turns').some((body) => body.includes('What the balloon knew')));
  assert.ok(!bodiesOf(server, 'turns').some((body) => body.includes(`"${first?.title}"`)));
  const { episodes } = project.json('shows/curious-kids/episodes.json');
  assert.match(JSON.stringify(episodes), /A Balloon With a Roar/);
});

test('a draft that is no longer a valid outline is refused with its mistake, at no cost', LIMIT, async () => {
  await using server = await studio();
  await using project = await atTheGate(server);
  const asked = server.ledger.length;
  project.change(DRAFT, 'segments:', 'chapters:');
  const { code, shown } = await project.cli('approve', 'r');
  assert.notEqual(code, 0);
  assert.match(shown, /chapters|segments/);
  assert.equal((await project.cli('run', 'r')).code, 3);
  assert.equal(server.ledger.length, asked);
});

test('a rejected outline ends the run, and nothing more is called', LIMIT, async () => {
  await using server = await studio();
  await using project = await atTheGate(server);
  const asked = server.ledger.length;
  assert.equal((await project.cli('reject', 'r', '--feedback', 'we had this last week')).code, 0);
  const { code } = await project.cli('run', 'r');
  assert.equal(code, 1);
  assert.equal(project.checkpoint('r').status, 'rejected');
  assert.equal(server.ledger.length, asked);
});

test('with `auto_approve` nobody is asked, and the record says so', LIMIT, async () => {
  await using server = await studio();
  await using project = new ContentProject({ providers: { writer: askedAt(server), voice: askedAt(server) } });
  project.write('runs/r.yaml', { ...GATED, auto_approve: ['outline_review'] });
  const { code, shown } = await project.cli('run', 'r');
  assert.equal(code, 0, shown);
  assert.match(JSON.stringify(project.checkpoint('r').stages.outline_review), /"waived":true/);
});

test(
  'a video that is sent back is made again from its script with the feedback, and then approved',
  LIMIT,
  async () => {
    await using project = new ContentProject();
    project.write('runs/r.yaml', SHORT_VIDEO);
    assert.equal((await project.cli('run', 'r')).code, 3);
    const before = project.files('r');
    assert.equal((await project.cli('request-changes', 'r', '--feedback', 'begin with the thread')).code, 0);
    assert.equal((await project.cli('run', 'r')).code, 3);
    const changed = project.changedSince('r', before).map((file) => file.split('/')[2]);
    assert.ok(changed.includes('content_generation') && changed.includes('composition'));
    assert.ok(!changed.includes('trend_analysis') && !changed.includes('trend_collection'));
    assert.match(project.text('runs/r.run/content_generation/script/prompt.md'), /begin with the thread/);
    assert.equal((await project.cli('approve', 'r')).code, 0);
    const { code, shown } = await project.cli('run', 'r');
    assert.equal(code, 0, shown);
    const { videos } = project.json('shows/small-wonders/themes.json');
    assert.deepEqual(Object.keys(Object(videos)), ['r']);
  },
);
