/** Which of our changes go on top of what others pushed, decided without any git. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entry, TreeChange } from '../../../src/adapters/git/entries.ts';
import { parseRaw } from '../../../src/adapters/git/entries.ts';
import { ownedBy, runOf } from '../../../src/adapters/git/owned.ts';
import { type OwnCommit, planReplay } from '../../../src/adapters/git/replay.ts';
import { runId } from '../../../src/model/brand.ts';

const FILE = 'runs/ep001.checkpoint.json';
const entry = (oid: string | null): Entry | null => (oid === null ? null : { mode: '100644', oid });
const change = (before: string | null, after: string | null, path = FILE): TreeChange => ({
  path,
  before: entry(before),
  after: entry(after),
});
const commits = (...changes: readonly TreeChange[]): readonly OwnCommit[] =>
  changes.map((one, n) => ({ oid: `c${n}`, changes: [one] }));

/** Contents that are set by what is replayed, or the paths of conflicts. */
function replayed(own: readonly OwnCommit[], there: string | null, without: readonly string[] = []): unknown {
  const onto = { prefix: '', at: () => entry(there), without: new Set(without.map(runId)) };
  const { steps, conflicts } = planReplay(own, onto);
  if (conflicts.length > 0) return conflicts.map(({ path }) => `conflict: ${path}`);
  return steps.flatMap(({ changes }) => changes.map(({ after }) => after?.oid ?? null));
}

const TWO = commits(change(null, 'a'), change('a', 'b'));

test('if the branch has the file as it was before, all versions are replayed', () => {
  assert.deepEqual(replayed(TWO, null), ['a', 'b']);
});

test('if the branch has one of our versions, only later ones are replayed', () => {
  assert.deepEqual(replayed(TWO, 'a'), ['b']);
  assert.deepEqual(replayed(TWO, 'b'), []);
});

test("if the branch has somebody else's version, nothing of that run is replayed", () => {
  assert.deepEqual(replayed(TWO, 'theirs'), [`conflict: ${FILE}`]);
  const other = change(null, 'x', 'runs/ep001.run/outputs/a.json');
  const plan = planReplay([{ oid: 'c', changes: [change('z', 'b'), other] }], {
    prefix: '',
    at: () => null,
    without: new Set(),
  });
  assert.deepEqual([plan.steps, plan.conflicts.length], [[], 1]);
});

test('a run that is on hold already is left out without another conflict', () => {
  assert.deepEqual(replayed(TWO, 'theirs', ['ep001']), []);
});

test('a draft that somebody has written is not replaced', () => {
  assert.deepEqual(replayed(commits(change(null, 'ours', 'runs/ep001.run/drafts/review.1.yaml')), 'theirs'), []);
});

test('a file that no run owns is replayed if it is declared, in its merged form', () => {
  const shared = 'shows/x/episodes.json';
  const onto = { prefix: '', at: () => entry('theirs'), without: new Set([runId('ep001')]) };
  const steps = (isShared: boolean) =>
    planReplay(commits(change('theirs', 'merged', shared)), { ...onto, isShared: () => isShared }).steps.length;
  assert.deepEqual([steps(true), steps(false)], [1, 0]);
});

test('a file that the runner does not own is never replayed', () => {
  assert.deepEqual(replayed(commits(change('a', 'b', 'runs/ep001.yaml')), 'a'), []);
});

const OWNERS: readonly (readonly [path: string, owner: string | null])[] = [
  ['runs/ep001.yaml', null],
  ['runs/ep001.checkpoint.json', 'ep001 checkpoint'],
  ['runs/2026/11/ep001.checkpoint.json', '2026/11/ep001 checkpoint'],
  ['runs/a/ep001.run/asked/review.1.yaml', 'a/ep001 file'],
  ['runs/ep001.run/drafts/x/review.1.yaml', 'ep001 draft'],
  ['runs/ep001.run/audio/003/segment.wav', 'ep001 artifact'],
  ['runs/ep001.run/inner.checkpoint.json', 'ep001 artifact'],
  ['runs/.run/x', null],
  ['runs/../ep001.checkpoint.json', null],
  ['runs/con.checkpoint.json', null],
  ['elsewhere/runs/ep001.checkpoint.json', null],
];
for (const [path, owner] of OWNERS) {
  test(`${path} belongs to ${owner ?? 'a person'}`, () => {
    const owned = ownedBy(path, '');
    assert.equal(owned && `${owned.run} ${owned.kind}`, owner);
    const below = ownedBy(`studio/${path}`, 'studio/');
    assert.equal(below && `${below.run} ${below.kind}`, owner);
  });
}

test('names in a raw diff are read unchanged; those that are no text are left out', () => {
  const text = [
    ':100644 000000 aa 00 D',
    'a b\n.txt',
    ':000000 100755 00 bb A',
    'ö',
    ':000000 100644 00 cc A',
    '\uFFFD',
    '',
  ];
  assert.deepEqual(parseRaw(text.join('\0')), [
    { path: 'a b\n.txt', before: { mode: '100644', oid: 'aa' }, after: null },
    { path: 'ö', before: null, after: { mode: '100755', oid: 'bb' } },
  ]);
});

test('a file belongs to the run whose manifest it is, or in whose folder it is', () => {
  const of = ['.yaml', '.checkpoint.json', '.run/asked/review.1.md', '.run/drafts/review.1.md', '.run/x/y.yaml'];
  for (const end of of) assert.equal(runOf(`runs/2026/ep${end}`), '2026/ep', end);
  for (const path of ['runs/notes.txt', 'pipelines/ep.yaml', 'ep.yaml', 'runs/c:ep.yaml', 'runs/ep.yml'])
    assert.equal(runOf(path), null, path);
});
