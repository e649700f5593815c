/** `reconcile --git`: the same as `watch --git`, once. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { sha256Of } from '../../src/adapters/disk/digests.ts';
import type { GcReport } from '../../src/report/gc-text.ts';
import { inMemory } from '../crash/graph.ts';
import { gated, HOLD, noted, Team } from './git-team.ts';

const LIMIT = { timeout: 60_000 };
inMemory();

test('`reconcile --git` fetches, does all possible work, pushes, and exits with 0, 1 or 3', LIMIT, async () => {
  await using team = new Team();
  const exits = async (code: number): Promise<void> => {
    const end = await team.reconciling().ended;
    assert.equal(end.code, code, end.err);
  };
  await exits(0);
  team.asks(['r']);
  await exits(3);
  assert.equal(team.checkpoint('r')?.status, 'awaiting_approval');
  const commit = team.answers(team.ann, 'r');
  await exits(0);
  assert.equal(team.checkpoint('r')?.status, 'completed');
  assert.deepEqual(team.approval('r')?.by, [{ who: 'ann <ann@example.org>', assurance: 'unsigned', commit }]);
  const head = team.forge.git('rev-parse', 'main');
  await exits(0);
  assert.equal(team.forge.git('rev-parse', 'main'), head, 'nothing new is no commit');
  team.ann.git('pull', '--quiet', '--rebase', 'origin', 'main');
  const broken = team.ann.publish({ 'runs/bad.yaml': 'pipelin: main\n' });
  await exits(1);
  assert.equal(team.checkpoint('bad')?.status, 'invalid');
  const log = readFileSync(path.join(team.tree, '.pipeline-runner/log.ndjson'), 'utf8').trimEnd().split('\n');
  const refused = log
    .map((line) => JSON.parse(line))
    .filter(({ event, run }) => event === 'diagnostic' && run === 'bad');
  assert.ok(refused.length > 0);
  for (const { commit, digest } of refused) assert.deepEqual([commit, digest], [broken, sha256Of('pipelin: main\n')]);
});

test('`reconcile --git` that cannot push says so by its exit code, and the next one pushes', LIMIT, async () => {
  await using team = new Team({ pipelines: { main: { stages: { one: noted('done') } } } });
  team.asks(['r']);
  team.forge.hook('pre-receive', `[ -e "${team.forge.root}/open" ]`);
  const refused = await team.reconciling().ended;
  assert.equal(refused.code, 1, refused.err);
  assert.equal(team.checkpoint('r'), null);
  writeFileSync(path.join(team.forge.root, 'open'), '');
  const through = await team.reconciling().ended;
  assert.equal(through.code, 0, through.err);
  assert.deepEqual([team.checkpoint('r')?.status, team.notes()], ['completed', ['r one']]);
});

test('what is pushed while `reconcile --git` works is handled in the same call', LIMIT, async () => {
  const slow = { stages: { one: noted('1', {}, HOLD) } };
  await using team = new Team({ pipelines: { main: slow, gate: gated() } });
  team.asks(['r']);
  const once = team.reconciling();
  await once.said(/started +one/);
  team.asks(['s'], 'pipeline: gate\n');
  team.letGo();
  const { code, err } = await once.ended;
  assert.equal(code, 3, err);
  assert.deepEqual([team.checkpoint('r')?.status, team.checkpoint('s')?.status], ['completed', 'awaiting_approval']);
});

test('`reconcile --git` that must stop ends although some runs are unchecked', LIMIT, async () => {
  await using team = new Team({ pipelines: { main: { stages: { one: noted('1', {}, HOLD) } } } });
  team.asks(['r']);
  const once = team.reconciling();
  await once.said(/started +one/);
  rmSync(path.join(team.tree, '.pipeline-runner/daemon.lock'));
  const { code, err } = await once.ended;
  assert.equal(code, 1, err);
  assert.match(err, /daemon\/state-gone/);
});

test('a clone in which nobody calls git is packed as well', LIMIT, async () => {
  await using team = new Team({ pipelines: { main: { stages: { one: noted('done') } } } });
  const { host } = team;
  const counted = (): string => host.git('count-objects', '-v').replaceAll('\n', ' ');
  host.git('config', 'gc.autoPackLimit', '1');
  host.git('repack', '-q');
  team.asks(['r']);
  host.git('fetch', '-q');
  host.git('repack', '-q');
  assert.match(counted(), / packs: 2 /);
  const { code, err } = await team.reconciling().ended;
  assert.equal(code, 0, err);
  assert.match(counted(), /^count: 0 .* packs: 1 /, 'the commits of the run are packed, too');
});

test(
  "`gc` in the clone removes files of runs that were removed from the branch from the daemon's worktree",
  LIMIT,
  async () => {
    await using team = new Team({ pipelines: { main: { stages: { one: noted('done', { cache: true }) } } } });
    const left = async (): Promise<readonly string[]> => {
      const { out, code, err } = await team.typing('gc', '--json', '--keep-gone', '0s').ended;
      assert.equal(code, 0, err);
      const { removed }: GcReport = JSON.parse(out);
      return removed.flatMap(({ what, count }) => (count > 0 ? [what] : []));
    };
    team.asks(['r']);
    assert.equal((await team.reconciling().ended).code, 0);
    assert.deepEqual(await left(), [], 'nothing of a run that is there');
    team.ann.git('pull', '--quiet', '--rebase', 'origin', 'main');
    for (const file of ['r.yaml', 'r.checkpoint.json', 'r.run']) team.ann.remove(`runs/${file}`);
    team.ann.publish({}, 'Remove r');
    assert.equal((await team.reconciling().ended).code, 0);
    assert.deepEqual(await left(), ['state of deleted runs', 'locks of deleted runs']);
  },
);
