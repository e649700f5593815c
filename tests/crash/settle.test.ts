/**
 * SIGKILL between two steps of an exchange in which conflicts of all kinds begin and end: one is taken back, one is
 * adopted, one is new, and an entry is merged. The next start comes to what there would have been without it.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { adoptTheirs } from '../../src/app/adopt.ts';
import { openProject } from '../../src/app/project.ts';
import { runId } from '../../src/model/brand.ts';
import { begin, checkpointOf, inTree, put, work } from '../e2e/git-sync-place.ts';
import { FROM_SOURCES, point, syncOf } from '../rig/git.ts';

type Place = ReturnType<typeof begin>;

interface Kill {
  /** The step that does not happen any more, as it begins. */
  readonly before: string;
  /** The how many-th such step. */
  readonly nth: number;
}

/** By what has been done last, in that order. */
const POINTS: Readonly<Record<string, Kill>> = {
  'refs have moved': { before: 'git update-ref --no-deref HEAD', nth: 1 },
  'ours of the adopted run is laid aside': { before: 'rename tree/runs/kept', nth: 1 },
  'the adoption is told': { before: 'git fast-import', nth: 1 },
  'what is over is committed': { before: 'git update-ref --no-deref HEAD', nth: 2 },
  'the adoption is forgotten': { before: 'rename conflicts.json', nth: 2 },
  'what is over is noted': { before: 'git update-ref --stdin', nth: 3 },
};

const RUNS = ['back', 'kept', 'late'];
const SETTLE = path.join(import.meta.dirname, 'fixtures/settle.ts');
const ENTRIES = 'shows/a.json';
const FILES = {
  'pipelines/main.yaml': 'stages: {}\n',
  'pipeline-runner.config.yaml': 'machine_files: [shows/*.json]\n',
  [ENTRIES]: '{}\n',
};

/** Up to the moment before the exchange. The runs had gone on when they were told to stand still. */
async function prepared(): Promise<Place> {
  const place = begin(FILES);
  const { ada, host } = place;
  await using sync = await syncOf(host);
  for (const run of RUNS) work(sync, run, 1);
  await sync.sync(RUNS.map((run) => point(run)));
  ada.git('pull', '--quiet');
  ada.publish({ [checkpointOf('kept')]: 'theirs\n' });
  ada.publish({ [checkpointOf('back')]: 'theirs\n' });
  assert.equal((await sync.sync([])).conflicts.length, 2);
  for (const run of RUNS) work(sync, run, 2);
  ada.git('revert', '--no-edit', 'HEAD');
  ada.publish({ [checkpointOf('late')]: 'theirs\n', 'runs/more.yaml': '{}\n', [ENTRIES]: '{"ada":1}\n' });
  put(sync, ENTRIES, '{"run":1}\n');
  const project = await openProject(host.root);
  assert.ok(project.ok);
  assert.equal(await adoptTheirs(project.value, runId('kept')), null);
  return place;
}

/** @param use is given what puts the folder back: in the same place, as paths of it stand in its files. */
async function keeping(root: string, use: (putBack: () => void) => Promise<void>): Promise<void> {
  const shell = (script: string): void => void execFileSync('sh', ['-ec', script, 'sh', root, `${root}-before`]);
  shell('cp -a "$1" "$2"');
  await use(() => shell('rm -r "$1"; cp -a "$2" "$1"')).finally(() => shell('rm -r "$2"'));
}

const ours = (run: string): string => `{"run":"${run}","turn":2}\n`;

async function goesOn({ forge, ada, host }: Place, told: string): Promise<void> {
  const log = `${host.root}.adopted`;
  const adopted = existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : [];
  await using sync = await syncOf(host, {
    adopts: async (run) => void adopted.push(`${run} ${inTree(sync, checkpointOf(run)).trimEnd()}`),
  });
  const state = await sync.sync((await sync.unrecorded()).map((run) => point(run)));
  assert.deepEqual([state.type, state.conflicts.map(({ run }) => run)], ['conflict', ['late']], told);
  assert.deepEqual([...new Set(adopted)], ['kept theirs'], told);
  const now = (run: string) => [inTree(sync, checkpointOf(run)), `${forge.show(checkpointOf(run))}\n`];
  assert.deepEqual(now('back'), [ours('back'), ours('back')], told);
  assert.deepEqual(now('kept'), ['theirs\n', 'theirs\n'], told);
  assert.deepEqual(now('late'), [ours('late'), 'theirs\n'], told);
  assert.equal(host.text(`.pipeline-runner/git/replaced/${checkpointOf('kept')}`), ours('kept'), told);
  for (const text of [forge.show(ENTRIES) ?? '', inTree(sync, ENTRIES)])
    assert.deepEqual(JSON.parse(text), { ada: 1, run: 1 }, told);
  assert.equal(inTree(sync, 'runs/more.yaml'), '{}\n', told);
  forge.git('merge-base', '--is-ancestor', ada.git('rev-parse', 'HEAD'), 'main');
  const refs = host.git('for-each-ref', '--format=%(refname:lstrip=-2)', 'refs/pipeline-runner/main/*/conflict/*');
  assert.equal(refs, 'conflict/late', told);
  assert.equal(host.has('.pipeline-runner/git/adopted/kept.json'), false, told);
}

test('after a kill between two steps of merging what others pushed, the next start has the same result', async () => {
  using place = await prepared();
  await keeping(place.forge.root, async (putBack) => {
    for (const [name, { before, nth }] of Object.entries(POINTS)) {
      const args = [SETTLE, place.host.root, before, String(nth)];
      const { signal, stderr } = spawnSync(process.execPath, args, { env: FROM_SOURCES, encoding: 'utf8' });
      assert.equal(signal, 'SIGKILL', `${name}: ${stderr}`);
      await goesOn(place, name);
      putBack();
    }
  });
});
