/** `watch --git` as people use it: they commit and push, and so does the daemon; the branch is all that they share. */
import assert from 'node:assert/strict';
import { renameSync } from 'node:fs';
import { test } from 'node:test';
import type { SealedCheckpoint } from '../../src/model/checkpoint.ts';
import { inMemory } from '../crash/graph.ts';
import { personSide } from '../rig/git.ts';
import { stageIn } from '../rig/project.ts';
import { APPROVED, DRAFT, gated, HOLD, noted, stopped, Team } from './git-team.ts';

const LIMIT = { timeout: 60_000 };
inMemory();

const quick = { stages: { one: { uses: 'write', with: { text: 'done', to: 'done.md' } } } };
const personOf = (who: string): string => `${who} <${who}@example.org>`;
const unsigned = (who: string, commit: string) => ({ who: personOf(who), assurance: 'unsigned', commit });

test('a pushed manifest is run, and the result is one commit with trailers', LIMIT, async () => {
  await using team = new Team({ pipelines: { main: { stages: { one: noted('done') } } } });
  const daemon = await team.watching();
  team.asks(['2026/r']);
  await team.reaches('2026/r', 'completed');
  await stopped(daemon);
  assert.deepEqual(team.said('2026/r'), ['Run 2026/r: completed']);
  const trailers = team.forge.git('log', '-1', '--format=%(trailers:only)', 'main').trim().split('\n');
  const [id] = trailers.flatMap((line) => /^Pipeline-Daemon: (.+)$/.exec(line)?.[1] ?? []);
  assert.deepEqual(trailers, [
    'Pipeline-Run: 2026/r',
    'Pipeline-Stage: one',
    'Pipeline-Status: completed',
    'Pipeline-Cost-USD: 0.000000',
    `Pipeline-Daemon: ${id}`,
  ]);
  assert.equal(id, team.host.text('.pipeline-runner/git/id').trim());
});

test('what a commit approves continues with its draft, and person and commit are recorded', LIMIT, async () => {
  await using team = new Team();
  const daemon = await team.watching();
  team.asks(['r']);
  await team.reaches('r', 'awaiting_approval');
  const commit = team.answers(team.ann, 'r', APPROVED, { [`runs/r.run/${DRAFT}`]: 'title: Moons\n' });
  const checkpoint = await team.reaches('r', 'completed');
  await stopped(daemon);
  const { approval, result } = stageIn(checkpoint, 'review');
  assert.deepEqual([approval?.decision, approval?.by], ['approve', [unsigned('ann', commit)]]);
  assert.deepEqual(result?.output, { value: { title: 'Moons' } });
  assert.deepEqual(team.said('r'), ['Run r: waits for review', 'Run r: completed']);
  assert.equal(team.forge.show(`runs/r.run/${DRAFT}`), 'title: Moons');
});

test('a manifest that people edit repeatedly is never taken for removed', LIMIT, async () => {
  await using team = new Team();
  const daemon = await team.watching();
  const runs = Array.from({ length: 20 }, (_, n) => `r${n}`);
  team.asks(runs);
  for (const run of runs) await team.reaches(run, 'awaiting_approval');
  team.ann.git('pull', '--quiet', '--rebase', 'origin', 'main');
  for (let n = 0; n < 5; n += 1) team.asks(runs, `pipeline: main\nlabels: { edit: "${n}" }\n`);
  team.asks(runs, `pipeline: main\n${APPROVED}`);
  for (const run of runs) await team.reaches(run, 'completed');
  const { err } = await stopped(daemon);
  assert.doesNotMatch(err, /manifest\/missing/);
});

test('changes requested by a commit start another round; a commit that rejects ends the run', LIMIT, async () => {
  await using team = new Team();
  const daemon = await team.watching();
  team.asks(['r']);
  await team.reaches('r', 'awaiting_approval');
  team.answers(team.ann, 'r', 'approvals: { review: { changes: shorter } }\n');
  await team.reaches('r', ({ stages }) => stages.review?.approval?.iteration === 2);
  const commit = team.answers(team.ann, 'r', 'approvals: { review: { rejected: not for us } }\n');
  const checkpoint = await team.reaches('r', 'rejected');
  await stopped(daemon);
  const { approval } = stageIn(checkpoint, 'review');
  assert.deepEqual([approval?.decision, approval?.by], ['reject', [unsigned('ann', commit)]]);
  assert.deepEqual(team.notes(), ['r outline', 'r outline']);
});

test('a daemon ignores approvers that the approving commit adds', LIMIT, async () => {
  await using team = new Team({ pipelines: { main: gated({ approvers: ['ann@example.org'] }) } });
  const mallory = team.forge.clone('mallory');
  const daemon = await team.watching();
  team.asks(['r']);
  await team.reaches('r', 'awaiting_approval');
  const self = team.yaml(gated({ approvers: ['ann@example.org', 'mallory@example.org'] }));
  team.answers(mallory, 'r', APPROVED, { 'pipelines/main.yaml': self });
  const told = await team.reaches('r', ({ stages }) => stages.review?.approval?.remark !== undefined);
  assert.equal(stageIn(told, 'review').approval?.remark?.code, 'gate/not-an-approver');
  team.answers(team.ann, 'r', '');
  const commit = team.answers(team.ann, 'r');
  await team.reaches('r', 'completed');
  await stopped(daemon);
  assert.deepEqual(team.approval('r')?.by, [unsigned('ann', commit)]);
});

test(
  "a commit under somebody else's name is `unsigned`, and counts for nobody where a signature is required",
  LIMIT,
  async () => {
    await using team = new Team({
      pipelines: { main: gated({ approvers: ['ann@example.org'] }), strict: gated({ require_signed: true }) },
    });
    const mallory = team.forge.clone('mallory');
    mallory.git('config', 'user.name', 'ann');
    mallory.git('config', 'user.email', 'ann@example.org');
    const daemon = await team.watching();
    team.ann.publish({ 'runs/r.yaml': 'pipeline: main\n', 'runs/s.yaml': 'pipeline: strict\n' });
    await team.reaches('r', 'awaiting_approval');
    await team.reaches('s', 'awaiting_approval');
    const commit = team.answers(mallory, 'r', APPROVED, { 'runs/s.yaml': `pipeline: strict\n${APPROVED}` });
    await team.reaches('r', 'completed');
    const strict = await team.reaches('s', ({ stages }) => stages.review?.approval?.remark !== undefined);
    await stopped(daemon);
    assert.deepEqual(team.approval('r')?.by, [unsigned('ann', commit)]);
    assert.equal(strict.status, 'awaiting_approval');
    assert.equal(stageIn(strict, 'review').approval?.remark?.code, 'gate/unsigned');
  },
);

test('the mistakes of a manifest are on the branch until corrected, and then it runs', LIMIT, async () => {
  await using team = new Team({ pipelines: { main: quick } });
  const daemon = await team.watching();
  const has =
    (count: number) =>
    ({ status, diagnostics }: SealedCheckpoint) =>
      status === 'invalid' && diagnostics?.length === count;
  team.asks(['bad'], 'pipeline: main\nfo: 1\nba: 2\n');
  await team.reaches('bad', has(2));
  team.ann.git('pull', '--quiet', '--rebase', 'origin', 'main');
  team.asks(['bad'], 'pipeline: main\nfo: 1\n');
  await team.reaches('bad', has(1));
  team.ann.git('pull', '--quiet', '--rebase', 'origin', 'main');
  team.asks(['bad']);
  await team.reaches('bad', 'completed');
  await stopped(daemon);
});

test('a run whose manifest is deleted is parked on the branch, and continues when it is restored', LIMIT, async () => {
  await using team = new Team();
  const daemon = await team.watching();
  team.asks(['r']);
  await team.reaches('r', 'awaiting_approval');
  team.ann.git('pull', '--quiet', '--rebase', 'origin', 'main');
  team.ann.remove('runs/r.yaml');
  team.ann.publish({});
  await team.reaches('r', 'paused');
  team.answers(team.ann, 'r');
  await team.reaches('r', 'completed');
  await stopped(daemon);
});

test('a question is on the branch while other stages of its run are still running', LIMIT, async () => {
  const { outline, review } = gated().stages;
  const stages = { outline, review, long: noted('done', {}, HOLD) };
  await using team = new Team({ pipelines: { main: { stages } } });
  const daemon = await team.watching();
  team.asks(['r']);
  const asked = await team.reaches('r', ({ stages }) => stages.review?.status === 'awaiting_approval');
  assert.equal(asked.status, 'running');
  team.answers(team.ann, 'r');
  team.letGo();
  await team.reaches('r', 'completed');
  await stopped(daemon);
  const said = team.said('r');
  assert.deepEqual([said[0], said.at(-1)], ['Run r: waits for review, other stages continue', 'Run r: completed']);
});

test('with `commit: end` a question is also pushed once nothing else of its run is running', LIMIT, async () => {
  await using team = new Team({ config: { git: { interval: '200ms', commit: 'end' } } });
  const daemon = await team.watching();
  team.asks(['r']);
  await team.reaches('r', 'awaiting_approval');
  team.answers(team.ann, 'r');
  await team.reaches('r', 'completed');
  await stopped(daemon);
});

test('eight runs work at the same time', LIMIT, async () => {
  const meet = 'while [ "$(grep -c meet "@notes")" -lt 8 ]; do sleep 0.02; done;';
  const runs = Array.from({ length: 8 }, (_, n) => `r${n}`);
  await using team = new Team({
    config: { concurrency: 8 },
    pipelines: { main: { stages: { meet: noted('met', {}, meet) } } },
  });
  const daemon = await team.watching();
  team.asks(runs);
  for (const run of runs) await team.reaches(run, 'completed');
  await stopped(daemon);
  assert.equal(team.notes().length, 8);
});

test('while the remote is unreachable the daemon goes on working; afterwards everything is pushed', LIMIT, async () => {
  const stages = { one: noted('1', {}, HOLD), two: noted('2', { needs: ['one'] }) };
  await using team = new Team({ pipelines: { main: { stages } } });
  const daemon = await team.watching();
  team.asks(['r']);
  await daemon.said(/started +one/);
  renameSync(team.forge.bare, `${team.forge.bare}.away`);
  await daemon.said(/git\/away.*does not answer/);
  team.letGo();
  await daemon.said(/r +completed/);
  renameSync(`${team.forge.bare}.away`, team.forge.bare);
  await team.reaches('r', 'completed');
  await daemon.said(/does not answer.*\n[\d:]+ {2}git: (?!.*does not answer)/s);
  await stopped(daemon);
  assert.deepEqual(team.said('r'), ['Run r: completed']);
});

test("on a rewritten branch the run continues, with the daemon's commits on top", LIMIT, async () => {
  await using team = new Team();
  const daemon = await team.watching();
  const begun = team.asks(['r']);
  await team.reaches('r', 'awaiting_approval');
  team.ann.put('README.md', 'Another past.\n');
  team.ann.commit('Another past');
  team.ann.git('push', '--quiet', '--force', 'origin', 'HEAD:main');
  await daemon.said(/git\/rewritten.*somebody rewrote main/);
  await team.until(() => team.said('r').length > 0);
  assert.equal(team.forge.git('rev-list', '--count', `${begun}..main`), '2');
  const commit = team.answers(team.ann, 'r');
  await team.reaches('r', 'completed');
  await stopped(daemon);
  assert.deepEqual(team.approval('r')?.by, [unsigned('ann', commit)]);
  assert.deepEqual(team.notes(), ['r outline', 'r last']);
});

test(
  'of two daemons on two clones the second says why it stops, with an exit code that prevents a restart',
  LIMIT,
  async () => {
    await using team = new Team();
    const first = await team.watching();
    team.asks(['r']);
    await team.reaches('r', 'awaiting_approval');
    const second = await team.start(team.forge.clone('other')).ended;
    assert.equal(second.code, 2, second.err);
    assert.match(second.err, new RegExp(team.host.text('.pipeline-runner/git/id').trim()));
    team.answers(team.ann, 'r');
    await team.reaches('r', 'completed');
    await stopped(first);
    assert.equal(team.said('r').length, 2);
  },
);

test('of two daemons that start on an untouched branch one continues', LIMIT, async () => {
  await using team = new Team();
  const daemons = [await team.watching(), await team.watching(team.forge.clone('other'))];
  team.asks(['r']);
  await team.reaches('r', 'awaiting_approval');
  const end = await Promise.race(daemons.map((daemon) => daemon.ended));
  assert.equal(end.code, 2, end.err);
  team.answers(team.ann, 'r');
  await team.reaches('r', 'completed');
  assert.equal(team.said('r').length, 2);
});

test("people in the daemon's clone may leave unfinished changes, stash and switch branches", LIMIT, async () => {
  await using team = new Team();
  team.host.put('pipelines/main.yaml', 'half: done\n');
  team.host.put('runs/mine.yaml', 'pipeline: main\n');
  team.host.put('pipeline-runner.config.yaml', 'git: { interval: 200ms }\n');
  team.host.git('add', 'runs/mine.yaml');
  const daemon = await team.watching();
  const before = personSide(team.host);
  team.asks(['r']);
  await team.reaches('r', 'awaiting_approval');
  assert.equal(personSide(team.host), before);
  team.host.git('stash', '--include-untracked');
  team.host.git('checkout', '--quiet', '-b', 'elsewhere');
  team.host.put('pipelines/main.yaml', 'of: another branch\n');
  team.host.commit('Elsewhere');
  const between = personSide(team.host);
  team.answers(team.ann, 'r');
  await team.reaches('r', 'completed');
  assert.equal(personSide(team.host), between);
  await stopped(daemon);
  team.host.git('checkout', '--quiet', 'main');
  team.host.git('stash', 'pop', '--index');
  assert.equal(personSide(team.host).replaceAll(/refs\/heads\/elsewhere|.*elsewhere.*\n/g, ''), before);
  assert.equal(team.host.text('pipelines/main.yaml'), 'half: done\n');
  assert.equal(team.checkpoint('mine'), null);
});

test('definitions come from the branch, not from a pull request or the clone', LIMIT, async () => {
  await using team = new Team({ pipelines: { main: { stages: { one: noted('of the branch') } } } });
  const other = team.yaml({ stages: { evil: noted('of somebody') } });
  const mallory = team.forge.clone('mallory');
  mallory.put('pipelines/main.yaml', other);
  mallory.put('runs/wanted.yaml', 'pipeline: main\n');
  mallory.commit('A request');
  mallory.git('push', '--quiet', 'origin', 'HEAD:refs/heads/request');
  team.host.put('pipelines/main.yaml', other);
  const daemon = await team.watching();
  team.asks(['r']);
  await team.reaches('r', 'completed');
  await stopped(daemon);
  assert.deepEqual(team.notes(), ['r one']);
  assert.equal(team.checkpoint('wanted'), null);
});

test('somebody who edits a checkpoint that changed meanwhile stops only that run', LIMIT, async () => {
  const { outline, review } = gated().stages;
  const stages = { outline, review, last: noted('done', { needs: ['review'] }, HOLD) };
  await using team = new Team({ pipelines: { main: { stages }, quick } });
  const daemon = await team.watching();
  team.asks(['r']);
  await team.reaches('r', 'awaiting_approval');
  team.answers(team.ann, 'r');
  await daemon.said(/started +last/);
  const away = `${team.forge.bare}.away`;
  renameSync(team.forge.bare, away);
  team.letGo();
  await daemon.said(/git\/away.*does not answer.*will be pushed later/);
  await daemon.said(/r +completed/);
  team.ann.git('remote', 'set-url', 'origin', away);
  team.ann.git('pull', '--quiet', '--rebase', 'origin', 'main');
  const edited = `${team.ann.text('runs/r.checkpoint.json').trimEnd()}\n\n`;
  const edit = team.ann.publish({ 'runs/r.checkpoint.json': edited }, 'Edit a checkpoint');
  renameSync(away, team.forge.bare);
  team.ann.git('remote', 'set-url', 'origin', team.forge.bare);
  await daemon.said(/r is on hold/);
  team.asks(['next'], 'pipeline: quick\n');
  await team.reaches('next', 'completed');
  assert.equal(team.forge.git('log', '-1', '--format=%H', 'main', '--', 'runs/r.checkpoint.json'), edit);
  team.ann.git('pull', '--quiet', '--rebase', 'origin', 'main');
  team.ann.git('revert', '--no-edit', edit);
  team.ann.push();
  await team.reaches('r', 'completed');
  await stopped(daemon);
  assert.deepEqual(team.notes(), ['r outline', 'r last']);
});
