/** Files of runs that somebody else pushes: nobody's word is taken for that of the runner, unless a person here adopts it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { seal } from '../../src/adapters/checkpoint/text.ts';
import { adoptTheirs, brokenTheirs, standingRuns } from '../../src/app/adopt.ts';
import type { GitSync } from '../../src/app/git-sync/types.ts';
import { runId } from '../../src/model/brand.ts';
import { full } from '../rig/full-disk.ts';
import { type Clone, syncOf } from '../rig/git.ts';
import { begin, CHECKPOINT, inTree, ours, PINNED, projectOf, published, standing, takeBack } from './git-runs.ts';
import { APPROVED, stopped, Team } from './git-team.ts';

const LIMIT = { timeout: 60_000 };
test('a checkpoint written by somebody else is not taken, even at rest; the hold ends when it is reverted', async () => {
  using place = begin();
  await using sync = await published(place.host);
  place.mal.git('pull', '--quiet');
  const forged = place.mal.publish({ [CHECKPOINT]: 'approved\n' });
  const state = await sync.sync([]);
  assert.deepEqual([state.type, inTree(sync, CHECKPOINT)], ['conflict', ours(1)]);
  assert.match(
    state.conflicts[0]?.sentence ?? '',
    new RegExp(`commit ${forged.slice(0, 7)}\\w* changed ${CHECKPOINT}`),
  );
  takeBack(place.mal);
  assert.deepEqual(await standing(sync), []);
  assert.equal(sync.head(), place.mal.git('rev-parse', 'HEAD'), 'nothing was left to commit');
});

for (const [what, files] of [
  ['the pinned definition of a run', { [PINNED]: '{"stages":{}}\n' }],
  ['a definition to be pinned', { 'runs/ep001.run/pinned/2/index.json': '{}\n' }],
  ['an artifact', { 'runs/ep001.run/script/script.md': 'theirs\n' }],
] as const) {
  test(`only the runner may write ${what}`, async () => {
    using place = begin();
    await using sync = await published(place.host);
    place.mal.git('pull', '--quiet');
    place.mal.publish(files);
    const [file = ''] = Object.keys(files);
    const before = inTree(sync, file);
    assert.deepEqual(await standing(sync), [['ep001', file]]);
    assert.equal(inTree(sync, file), before);
  });
}

test('a run that arrives with a checkpoint is held before its manifest is visible', async () => {
  using place = begin();
  const held: (readonly [run: string | undefined, manifest: string | null])[] = [];
  const told: { sync?: GitSync } = {};
  const holds = (runs: ReadonlySet<string>): void => {
    held.push([[...runs][0], told.sync ? inTree(told.sync, 'runs/ep002.yaml') : null]);
  };
  await using sync = await syncOf(place.host, { holds });
  told.sync = sync;
  place.mal.publish({ 'runs/ep002.yaml': 'pipeline: main\n', 'runs/ep002.checkpoint.json': 'begun\n' });
  assert.deepEqual(await standing(sync), [['ep002', 'runs/ep002.checkpoint.json']]);
  assert.deepEqual(held[0], ['ep002', null]);
  assert.deepEqual(
    [inTree(sync, 'runs/ep002.yaml'), inTree(sync, 'runs/ep002.checkpoint.json')],
    ['pipeline: main\n', null],
  );
  takeBack(place.mal);
  assert.deepEqual(await standing(sync), []);
});

test('an addition to a run in conflict holds it as well when the first change is reverted', async () => {
  using place = begin();
  await using sync = await published(place.host);
  place.mal.git('pull', '--quiet');
  const first = place.mal.publish({ [CHECKPOINT]: 'theirs\n' });
  await standing(sync);
  place.mal.publish({ [PINNED]: 'theirs\n' });
  await standing(sync);
  place.mal.git('revert', '--no-edit', first);
  place.mal.push();
  assert.deepEqual(await standing(sync), [['ep001', CHECKPOINT, PINNED]]);
  takeBackAll(place.mal, PINNED, '{}\n');
  assert.deepEqual(await standing(sync), []);
});

test('reverting the reported commits undoes changes of several commits, even if some are undone already', async () => {
  using place = begin();
  await using sync = await published(place.host);
  const { mal } = place;
  const told = async (): Promise<readonly string[]> => {
    const [conflict] = (await sync.sync([])).conflicts;
    return /`git revert ([^`]+)`/.exec(conflict?.sentence ?? '')?.[1]?.split(' ') ?? [];
  };
  mal.git('pull', '--quiet');
  mal.put(CHECKPOINT, 'theirs\n');
  mal.commit('Edit');
  mal.publish({ [CHECKPOINT]: 'theirs too\n' });
  const [newest = '', ...older] = await told();
  assert.equal(older.length, 1);
  mal.git('revert', '--no-edit', newest);
  mal.push();
  const all = await told();
  assert.deepEqual(all.slice(1), [newest, ...older]);
  mal.git('revert', '--no-edit', ...all);
  mal.push();
  assert.deepEqual(await standing(sync), []);
});

const takeBackAll = (who: Clone, file: string, content: string): string => who.publish({ [file]: content });

test("a commit pushed in the daemon's name and then forced off the branch leaves nothing", async () => {
  using place = begin();
  const first = await published(place.host);
  place.mal.git('pull', '--quiet');
  place.mal.publish(
    { 'runs/ep002.yaml': 'pipeline: main\n', 'runs/ep002.checkpoint.json': 'theirs\n' },
    `Run ep002: completed\n\nPipeline-Run: ep002\nPipeline-Daemon: ${first.daemon}`,
  );
  assert.deepEqual(await standing(first), [['ep002', 'runs/ep002.checkpoint.json']]);
  place.mal.git('reset', '--quiet', '--hard', 'HEAD^');
  place.mal.git('push', '--quiet', '--force', 'origin', 'HEAD:main');
  assert.deepEqual(await standing(first), []);
  await first[Symbol.asyncDispose]();
  await using sync = await syncOf(place.host);
  assert.deepEqual(await standing(sync), []);
  assert.equal(inTree(sync, 'runs/ep002.checkpoint.json'), null);
  const written = ['log', '--format=%s', 'main', '--', 'runs/ep002.checkpoint.json'];
  assert.equal(place.forge.git(...written), '', 'nor was it ever ours');
});

test('a run that is renamed with all its files continues; a copy does not', async () => {
  using place = begin();
  await using sync = await published(place.host);
  place.mal.git('pull', '--quiet');
  for (const end of ['.checkpoint.json', '.run']) place.mal.git('mv', `runs/ep001${end}`, `runs/new${end}`);
  place.mal.publish({}, 'Rename');
  assert.deepEqual(await standing(sync), []);
  assert.deepEqual([inTree(sync, 'runs/new.checkpoint.json'), inTree(sync, CHECKPOINT)], [ours(1), null]);
  place.mal.publish({ 'runs/copy.checkpoint.json': ours(1) }, 'Copy');
  assert.deepEqual(await standing(sync), [['copy', 'runs/copy.checkpoint.json']]);
});

test('a run that is renamed and changed in the same commit is held', async () => {
  using place = begin();
  await using sync = await published(place.host);
  place.mal.git('pull', '--quiet');
  for (const end of ['.checkpoint.json', '.run']) place.mal.git('mv', `runs/ep001${end}`, `runs/new${end}`);
  place.mal.publish({ 'runs/new.run/pinned/1/index.json': 'theirs\n' }, 'Rename');
  assert.deepEqual(
    (await standing(sync)).map(([run]) => run),
    ['new'],
  );
});

test('what a person adopts is taken and ours is set aside; later pushes are asked about again', async () => {
  using place = begin();
  const adopted: string[] = [];
  await using sync = await published(place.host, { adopts: async (run) => void adopted.push(run) });
  const project = await projectOf(place.host);
  place.mal.git('pull', '--quiet');
  place.mal.publish({ [CHECKPOINT]: 'theirs 1\n' });
  await standing(sync);
  await adoptTheirs(project, runId('ep001'));
  place.mal.publish({ [CHECKPOINT]: 'theirs 2\n' });
  assert.deepEqual(await standing(sync), [['ep001', CHECKPOINT]]);
  assert.equal(inTree(sync, CHECKPOINT), ours(1));
  const commits = place.mal.git('log', '-2', '--format=%h').split('\n');
  assert.deepEqual(await standingRuns(project), [{ run: 'ep001', files: [CHECKPOINT], commits }]);
  await adoptTheirs(project, runId('ep001'));
  const state = await sync.sync([]);
  assert.deepEqual([state.conflicts, adopted, inTree(sync, CHECKPOINT)], [[], ['ep001'], 'theirs 2\n']);
  assert.equal(readFileSync(place.host.at('.pipeline-runner/git/replaced', CHECKPOINT), 'utf8'), ours(1));
  await sync.sync([]);
  assert.deepEqual(adopted, ['ep001'], 'once');
});

test('a machine forgets what it knew of an adopted run before the hold ends, even with a kill in between', async () => {
  using place = begin();
  const told: string[] = [];
  const adopts = async (run: string): Promise<void> => {
    told.push(run);
    if (told.length === 1) throw full();
  };
  const first = await published(place.host, { adopts });
  place.mal.git('pull', '--quiet');
  place.mal.publish({ [CHECKPOINT]: 'theirs\n' });
  await standing(first);
  await adoptTheirs(await projectOf(place.host), runId('ep001'));
  assert.equal((await first.sync([])).type, 'failed');
  await first[Symbol.asyncDispose]();
  await using second = await syncOf(place.host, { adopts });
  assert.deepEqual(await standing(second), []);
  assert.deepEqual(told, ['ep001', 'ep001'], 'again by the next start');
});

test('where several daemons are allowed, what another one writes is taken', async () => {
  using place = begin();
  await using sync = await published(place.host, { singleDaemon: false });
  place.mal.git('pull', '--quiet');
  place.mal.publish({ [CHECKPOINT]: 'of another daemon\n' });
  assert.deepEqual(await standing(sync), []);
  assert.equal(inTree(sync, CHECKPOINT), 'of another daemon\n');
});

/** The checkpoint of a run that was approved and completed, in the name of one that waits. */
async function forgedApproval(team: Team): Promise<string> {
  team.asks(['model', 'r']);
  await team.reaches('r', 'awaiting_approval');
  await team.reaches('model', 'awaiting_approval');
  team.answers(team.ann, 'model');
  const model = await team.reaches('model', 'completed');
  const waiting = await team.reaches('r', 'awaiting_approval');
  const { review } = model.stages;
  assert.ok(review);
  const stages = { ...waiting.stages, review };
  return seal({ ...waiting, serial: waiting.serial + 1, status: 'running', stages }).bytes.toString();
}

test('a checkpoint that somebody edited by hand cannot be continued', async () => {
  using place = begin();
  await using sync = await published(place.host);
  place.mal.git('pull', '--quiet');
  place.mal.publish({ [CHECKPOINT]: '{"status":"completed"}\n' });
  await standing(sync);
  const project = await projectOf(place.host);
  const [one] = await standingRuns(project);
  assert.ok(one);
  const problem = await brokenTheirs(project, one);
  assert.match(problem?.message ?? '', /no run can resume .* has no digest/);
  assert.equal(problem?.hint, `revert it: \`git revert ${one.commits[0]}\`, and push`);
});

test('an approval written into the checkpoint has no effect until a person adopts it', LIMIT, async () => {
  await using team = new Team();
  const daemon = await team.watching();
  const forged = await forgedApproval(team);
  team.ann.git('pull', '--quiet', '--rebase', 'origin', 'main');
  team.ann.publish({ 'runs/r.checkpoint.json': forged }, 'Approve r');
  await daemon.said(/r is on hold: commit \w+ changed runs\/r\.checkpoint\.json/);
  team.asks(['other']);
  await team.reaches('other', 'awaiting_approval');
  assert.deepEqual(
    team.notes().filter((line) => line.startsWith('r ')),
    ['r outline'],
  );
  const adopting = team.typing('adopt', 'r');
  assert.match(
    (await adopting.ended).out,
    /^r resumes with runs\/r\.checkpoint\.json, of commit \w+, when the daemon next checks/,
  );
  await team.reaches('r', 'completed');
  await stopped(daemon);
  assert.deepEqual(
    team.notes().filter((line) => line.startsWith('r ')),
    ['r outline', 'r last'],
  );
});

test("after it was reverted, the person's answer opens the gate", LIMIT, async () => {
  await using team = new Team();
  const daemon = await team.watching();
  const forged = await forgedApproval(team);
  team.ann.git('pull', '--quiet', '--rebase', 'origin', 'main');
  team.ann.publish({ 'runs/r.checkpoint.json': forged }, 'Approve r');
  await daemon.said(/r is on hold/);
  takeBack(team.ann);
  team.answers(team.ann, 'r', APPROVED);
  const done = await team.reaches('r', 'completed');
  await stopped(daemon);
  assert.equal(done.stages.review?.approval?.by?.[0]?.who, 'ann <ann@example.org>');
});
