/** Files that runs and people write together, in git mode: no entry of either side is lost. */
import assert from 'node:assert/strict';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { SyncState } from '../../src/app/git-sync/types.ts';
import { syncDiagnostics } from '../../src/app/git-sync/words.ts';
import { Clone, Forge, point, syncOf } from '../rig/git.ts';
import { Luck } from '../rig/luck.ts';
import {
  addEntryInProcess,
  ENTRIES_FILE,
  entriesIn,
  entriesOf,
  gitThatReplacesFile,
  killingGit,
  PROJECT_FILES,
  textIn,
  textOf,
  writeCheckpoint,
  writeEntry,
} from '../rig/machine-file-entries.ts';

const RUN = 'ep001';

function begin(files: Readonly<Record<string, string>> = PROJECT_FILES) {
  const forge = new Forge(files);
  const [ada, host] = [forge.clone('ada'), forge.clone('host')];
  return {
    forge,
    ada,
    host,
    /** What is on the branch. */
    entries: (file = ENTRIES_FILE) => entriesOf(forge.show(file)),
    /** Ada gets what is there, and pushes. */
    pushes: (changed: Readonly<Record<string, string>>): string => {
      ada.git('pull', '--quiet', '--rebase', 'origin', 'main');
      return ada.publish(changed);
    },
    deletes: (file: string): void => {
      ada.git('pull', '--quiet', '--rebase', 'origin', 'main');
      ada.remove(file);
      ada.publish({});
    },
    [Symbol.dispose]: () => forge[Symbol.dispose](),
  };
}

const codes = (state: SyncState): string[] => syncDiagnostics(state).map(({ code }) => code);

test('what a run wrote into a declared file is in the commit of the run, which names the file', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  writeCheckpoint(sync, RUN, 1);
  writeEntry(sync, 'ours', 2);
  writeEntry(sync, 'new', 1, 'shows/y/episodes.json');
  await sync.sync([point(RUN)]);
  assert.equal(place.forge.show(ENTRIES_FILE), textOf({ first: 1, ours: 2 }).trimEnd());
  assert.deepEqual(place.entries('shows/y/episodes.json'), { new: 1 });
  assert.equal(
    place.forge.git('log', '-1', '--format=%b', 'main').split('\n')[0],
    `entries in ${ENTRIES_FILE}, shows/y/episodes.json`,
  );
  assert.equal(place.forge.git('rev-list', '--count', 'main'), '2');
});

test('an undeclared file is as on the branch, and never committed', async () => {
  using place = begin({ ...PROJECT_FILES, 'shows/x/other.json': '{}\n' });
  const first = await syncOf(place.host);
  writeCheckpoint(first, RUN, 1);
  writeEntry(first, 'ours', 1, 'shows/x/other.json');
  await first.sync([point(RUN)]);
  await first[Symbol.asyncDispose]();
  await using sync = await syncOf(place.host);
  assert.deepEqual([place.entries('shows/x/other.json'), entriesIn(sync, 'shows/x/other.json')], [{}, {}]);
});

test('a declared file that .gitignore excludes stays local, and stays unchanged', async () => {
  using place = begin({ ...PROJECT_FILES, '.gitignore': '/shows/y/\n' });
  const first = await syncOf(place.host);
  writeCheckpoint(first, RUN, 1);
  writeEntry(first, 'ours', 1, 'shows/y/episodes.json');
  await first.sync([point(RUN)]);
  await first[Symbol.asyncDispose]();
  await using sync = await syncOf(place.host);
  assert.equal(place.forge.show('shows/y/episodes.json'), null);
  assert.deepEqual(entriesIn(sync, 'shows/y/episodes.json'), { ours: 1 });
});

test('an uncommitted entry and a pushed one are both kept, and on the branch at the next gate', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  writeEntry(sync, 'ours', 1);
  place.pushes({ [ENTRIES_FILE]: textOf({ theirs: 1, first: 2 }), 'pipelines/main.yaml': 'stages: {a: {}}\n' });
  const { changed } = await sync.sync([]);
  assert.equal(textIn(sync), textOf({ theirs: 1, first: 2, ours: 1 }));
  assert.deepEqual(changed.toSorted(), ['pipelines/main.yaml', ENTRIES_FILE]);
  writeCheckpoint(sync, RUN, 1);
  await sync.sync([point(RUN)]);
  assert.deepEqual(place.entries(), { theirs: 1, first: 2, ours: 1 });
});

test('a file without entries of ours is exactly as people have it, and removed when they delete it', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  place.pushes({ [ENTRIES_FILE]: '<<<<<<< no JSON\n' });
  assert.equal((await sync.sync([])).type, 'in-step');
  assert.equal(textIn(sync), '<<<<<<< no JSON\n');
  place.deletes(ENTRIES_FILE);
  await sync.sync([]);
  assert.equal(textIn(sync), null);
});

test('a file that somebody deletes while a run writes to it stays, and comes back with the next commit', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  writeEntry(sync, 'ours', 1);
  place.deletes(ENTRIES_FILE);
  assert.equal((await sync.sync([])).type, 'in-step');
  writeCheckpoint(sync, RUN, 1);
  await sync.sync([point(RUN)]);
  assert.deepEqual(place.entries(), { first: 1, ours: 1 });
});

test('commits that could not be pushed are rebased on what others pushed, with all entries', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  const aside = `${place.forge.bare}.aside`;
  renameSync(place.forge.bare, aside);
  for (const turn of [1, 2]) {
    writeCheckpoint(sync, RUN, turn);
    writeEntry(sync, `ours-${turn}`, turn);
    assert.equal((await sync.sync([point(RUN, 'gate', `Turn ${turn}`)])).type, 'ahead');
  }
  writeEntry(sync, 'uncommitted', 3);
  renameSync(aside, place.forge.bare);
  place.pushes({ [ENTRIES_FILE]: textOf({ theirs: 1, first: 1 }) });
  assert.equal((await sync.sync([])).type, 'rebased');
  const at = (commit: string) => entriesOf(place.forge.git('show', `${commit}:${ENTRIES_FILE}`));
  assert.deepEqual(at('main~1'), { theirs: 1, first: 1, 'ours-1': 1 });
  assert.deepEqual(at('main'), { theirs: 1, first: 1, 'ours-1': 1, 'ours-2': 2 });
  assert.deepEqual(entriesIn(sync), { ...at('main'), uncommitted: 3 });
});

test('two daemons on two clones, where that is allowed, keep the entries of both', async () => {
  using place = begin();
  const both = [await syncOf(place.ada, { singleDaemon: false }), await syncOf(place.host, { singleDaemon: false })];
  for (const turn of [1, 2, 3])
    for (const [n, sync] of both.entries()) {
      writeCheckpoint(sync, `ep00${n}`, turn);
      writeEntry(sync, `daemon-${n}-${turn}`, turn);
      await sync.sync([point(`ep00${n}`)]);
    }
  for (const sync of both) await sync[Symbol.asyncDispose]();
  const all = [1, 2, 3].flatMap((turn) => [0, 1].map((n) => `daemon-${n}-${turn}`));
  assert.deepEqual(Object.keys(place.entries()).toSorted(), [...all, 'first'].toSorted());
});

test('a start keeps uncommitted entries, restores missing ones, and adds those that came meanwhile', async () => {
  using place = begin({ ...PROJECT_FILES, 'shows/y/episodes.json': textOf({ y: 1 }) });
  const first = await syncOf(place.host);
  writeEntry(first, 'ours', 1);
  rmSync(path.join(first.tree, 'shows/y/episodes.json'));
  await first[Symbol.asyncDispose]();
  place.pushes({ [ENTRIES_FILE]: textOf({ first: 1, theirs: 1 }) });
  await using sync = await syncOf(place.host);
  assert.deepEqual(entriesIn(sync), { first: 1, ours: 1 });
  await sync.sync([]);
  assert.deepEqual(entriesIn(sync), { first: 1, theirs: 1, ours: 1 });
  assert.deepEqual(entriesIn(sync, 'shows/y/episodes.json'), { y: 1 });
});

test('an entry that returns to its old value after its commit and before a restart keeps that value', async () => {
  using place = begin();
  const first = await syncOf(place.host);
  writeCheckpoint(first, RUN, 1);
  writeEntry(first, 'first', 2);
  await first.sync([point(RUN)]);
  writeEntry(first, 'first', 1);
  await first[Symbol.asyncDispose]();
  await using sync = await syncOf(place.host);
  assert.deepEqual(entriesIn(sync), { first: 1 });
});

for (const [what, command, own] of [
  ['merged', 'cat-file', { ours: 1 }],
  ['replaced', 'checkout-index', {}],
] as const)
  test(`what a run writes while the file is being ${what} is kept as well`, async () => {
    using place = begin();
    const late = path.join(place.forge.root, 'late');
    const target = place.host.at('.pipeline-runner/git/tree', ENTRIES_FILE);
    await using sync = await syncOf(place.host, {
      environment: gitThatReplacesFile(place.forge, { command, source: late, target }),
    });
    for (const [key, value] of Object.entries(own)) writeEntry(sync, key, value);
    place.pushes({ [ENTRIES_FILE]: textOf({ first: 2, theirs: 1 }) });
    writeFileSync(late, textOf({ first: 1, ...own, late: 1 }));
    await sync.sync([]);
    assert.deepEqual(entriesIn(sync), { first: 2, theirs: 1, ...own, late: 1 });
  });

test('if the records of our worktree got lost, the next start keeps the entries', async () => {
  using place = begin();
  const first = await syncOf(place.host);
  writeEntry(first, 'ours', 1);
  await first[Symbol.asyncDispose]();
  rmSync(place.host.at('.git/worktrees'), { recursive: true });
  await using sync = await syncOf(place.host);
  assert.deepEqual(entriesIn(sync), { first: 1, ours: 1 });
});

test('declared files work in a project below the top of its repository', async () => {
  const files = Object.fromEntries(Object.entries(PROJECT_FILES).map(([file, text]) => [`studio/${file}`, text]));
  using place = begin({ ...files, [ENTRIES_FILE]: textOf({ not: 'ours' }) });
  await using sync = await syncOf(new Clone(place.host.at('studio')));
  writeCheckpoint(sync, RUN, 1);
  writeEntry(sync, 'ours', 1);
  place.pushes({ [`studio/${ENTRIES_FILE}`]: textOf({ first: 1, theirs: 1 }) });
  await sync.sync([point(RUN)]);
  assert.deepEqual(place.entries(`studio/${ENTRIES_FILE}`), { first: 1, theirs: 1, ours: 1 });
  assert.deepEqual(place.entries(), { not: 'ours' });
});

const BROKEN = '{ "theirs": 1,\n<<<<<<< ours\n';

for (const how of ['in a commit that is not pushed', 'on disk only'] as const) {
  test(`entries ${how} that cannot be merged are a reported conflict; both sides stay, and everything else continues`, async () => {
    using place = begin();
    const first = await syncOf(place.host);
    const aside = `${place.forge.bare}.aside`;
    renameSync(place.forge.bare, aside);
    writeEntry(first, 'ours', 1);
    writeCheckpoint(first, RUN, 1);
    if (how !== 'on disk only') await first.sync([point(RUN)]);
    renameSync(aside, place.forge.bare);
    place.pushes({ [ENTRIES_FILE]: BROKEN });
    const state = await first.sync([]);
    assert.deepEqual([state.type, state.conflicts, codes(state)], ['conflict', [], ['git/conflict']]);
    assert.ok(state.sentence.includes(ENTRIES_FILE));
    await first[Symbol.asyncDispose]();

    await using sync = await syncOf(place.host);
    writeCheckpoint(sync, RUN, 2);
    writeEntry(sync, 'later', 2);
    await sync.sync([point(RUN)]);
    assert.equal(place.forge.show(ENTRIES_FILE), BROKEN.trimEnd());
    assert.deepEqual(entriesIn(sync), { first: 1, ours: 1, later: 2 });
    assert.equal(place.forge.show(`runs/${RUN}.checkpoint.json`), `{"run":"${RUN}","turn":2}`);
    const [said] = place.forge.git('log', '-1', '--format=%b', 'main').split('\n');
    assert.equal(said, `in conflict and not in this commit: ${ENTRIES_FILE}`);

    place.pushes({ [ENTRIES_FILE]: textOf({ theirs: 1, first: 1 }) });
    assert.notEqual((await sync.sync([])).type, 'conflict');
    writeCheckpoint(sync, RUN, 3);
    await sync.sync([point(RUN)]);
    assert.deepEqual(place.entries(), { theirs: 1, first: 1, ours: 1, later: 2 });
  });
}

test('a conflict ends when our file is deleted: then their version is used', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  writeEntry(sync, 'ours', 1);
  place.pushes({ [ENTRIES_FILE]: BROKEN });
  await sync.sync([]);
  rmSync(path.join(sync.tree, ENTRIES_FILE));
  assert.equal((await sync.sync([])).type, 'in-step');
  assert.equal(textIn(sync), BROKEN);
});

test('a config on the branch that declares a file applies from then on', async () => {
  using place = begin({ ...PROJECT_FILES, 'pipeline-runner.config.yaml': '{}\n' });
  await using sync = await syncOf(place.host);
  place.pushes({ 'pipeline-runner.config.yaml': PROJECT_FILES['pipeline-runner.config.yaml'] });
  await sync.sync([]);
  writeEntry(sync, 'ours', 1);
  place.pushes({
    [ENTRIES_FILE]: textOf({ first: 1, theirs: 1 }),
    'pipeline-runner.config.yaml': 'machine_files: {no: list\n',
  });
  await sync.sync([]);
  assert.deepEqual(entriesIn(sync), { first: 1, theirs: 1, ours: 1 });
});

test('with kills at every relevant git call, a daemon and a person who push to one file lose no entry', {
  timeout: 300_000,
}, async () => {
  using place = begin();
  const git = killingGit(place.forge);
  const { root } = place.host;
  await (await syncOf(place.host))[Symbol.asyncDispose]();
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  const luck = new Luck(seed);
  const tried: number[] = [];
  for (let [isOver, last] = [false, 0]; !isOver; ) {
    last += luck.int(1, 3);
    tried.push(last);
    place.pushes({ [ENTRIES_FILE]: textOf({ ...place.entries(), [`person-${last}`]: last }) });
    git.killAt(last);
    isOver = await addEntryInProcess(root, String(last), git.bin);
    await using sync = await syncOf(place.host);
    await sync.sync([point(RUN)]);
    assert.deepEqual(entriesIn(sync), place.entries(), `SEED=${seed}`);
  }
  const found = place.entries();
  const people = tried.map((n) => `person-${n}`);
  assert.deepEqual(
    [...people, ...git.written()].filter((key) => !Object.hasOwn(found, key)),
    [],
    `SEED=${seed}`,
  );
  assert.ok(git.written().length > tried.length / 2, 'most were killed after they wrote');
});
