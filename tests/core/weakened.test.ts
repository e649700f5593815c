/** What of a definition lets pass what waited for a person in the one before. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { weakened } from '../../src/core/weakened.ts';
import { stageIndex } from '../../src/model/brand.ts';
import type { Gate } from '../../src/model/gate.ts';
import type { Pipeline } from '../../src/model/pipeline.ts';
import { buildPipeline, childStage, type GraphSpec, type StageSpec } from '../rig/build-pipeline.ts';
import { PLAIN_GATE } from '../rig/plain-gate.ts';

const GATE: Gate = { ...PLAIN_GATE, rework: null };

/** A gate over the stage that is declared first. */
const review = (gate: Partial<Gate> = {}, more: StageSpec = {}): StageSpec => ({
  uses: 'approval',
  needs: ['outline'],
  gate: { ...GATE, ...gate },
  ...more,
});

const said = (before: Pipeline, after: Pipeline): readonly string[] =>
  weakened(before, after).map(({ gate, what }) => `${gate}: ${what}`);

const podcast = (gate: StageSpec, more: GraphSpec = {}): Pipeline =>
  buildPipeline({ outline: {}, review: gate, record: { needs: ['review'] }, ...more });

test('an unchanged definition weakens no gate', () => {
  assert.deepEqual(said(podcast(review()), podcast(review())), []);
});

test('a gate that is removed, or becomes another kind of stage, is weaker', () => {
  const before = podcast(review());
  assert.deepEqual(said(before, buildPipeline({ outline: {}, record: { needs: ['outline'] } })), [
    'review: it is gone',
  ]);
  assert.deepEqual(said(before, podcast({ needs: ['outline'] })), ['review: it is gone']);
});

const STRICT: Partial<Gate> = { approvers: ['ann', 'bob'], quorum: 2, notAuthor: true, requireSigned: true };

const WEAKER: Readonly<Record<string, readonly [Partial<Gate>, string]>> = {
  'a lower quorum': [{ quorum: 1 }, 'its quorum is 1 instead of 2'],
  'one more approver': [{ approvers: ['ann', 'bob', 'eve'] }, 'eve may answer'],
  'another approver': [{ approvers: ['ann', 'eve'] }, 'eve may answer'],
  'removing approvers': [{ approvers: null }, 'anybody may answer'],
  'removing not_author': [{ notAuthor: false }, 'the author of the run may approve'],
  'removing require_signed': [{ requireSigned: false }, 'an answer need not be signed'],
  'permitting a waiver': [{ autoApprove: 'allowed' }, 'a manifest may waive it'],
};
for (const [name, [gate, what]] of Object.entries(WEAKER)) {
  test(`${name} weakens a gate, and the reverse does not`, () => {
    const [strict, weak] = [podcast(review(STRICT)), podcast(review({ ...STRICT, ...gate }))];
    assert.deepEqual(said(strict, weak), [`review: ${what}`]);
    if (name !== 'another approver') assert.deepEqual(said(weak, strict), []);
  });
}

test('changed rounds, reminders, drafts and rework weaken no gate', () => {
  const other = review({ maxRounds: 1, rework: stageIndex(0), editable: true });
  assert.deepEqual([said(podcast(review()), podcast(other)), said(podcast(other), podcast(review()))], [[], []]);
});

test('a new or changed `when` weakens a gate; removing it does not', () => {
  const of = (when: string | null): Pipeline => podcast(review({}, { when }));
  assert.deepEqual(said(of(null), of('inputs.ask')), ['review: it asks only `when` a condition is true']);
  assert.deepEqual(said(of('inputs.ask'), of('false')), ['review: it asks `when` another condition is true']);
  assert.deepEqual([said(of('inputs.ask'), of(null)), said(of('inputs.ask'), of(' inputs.ask '))], [[], []]);
});

test('another subject weakens a gate; moving the same subject does not', () => {
  const of = (graph: GraphSpec): Pipeline => buildPipeline(graph);
  const before = of({ outline: {}, review: review() });
  const moved = of({ first: {}, outline: { needs: ['first'] }, review: review({ subject: stageIndex(1) }) });
  const other = of({ title: {}, outline: {}, review: review({}, { needs: ['title'] }) });
  assert.deepEqual(said(before, moved), []);
  assert.deepEqual(said(before, other), ['review: it asks about "title" instead of "outline"']);
});

test('a stage that newly uses the subject of a gate without waiting for the gate weakens it', () => {
  const before = podcast(review());
  const around = podcast(review(), { preview: { needs: ['outline'] } });
  assert.deepEqual(said(before, around), [
    'review: stage "preview" uses the result of "outline" without waiting for it',
  ]);
  assert.deepEqual([said(around, around), said(around, before)], [[], []]);
  assert.deepEqual(said(before, podcast(review(), { more: { needs: ['outline', 'record'] } })), []);
});

test('a stage that reads the subject instead of the gate is reported once', () => {
  const after = buildPipeline({ outline: {}, review: review(), record: { needs: ['outline'] } });
  assert.deepEqual(said(podcast(review()), after), [
    'review: stage "record" uses the result of "outline" without waiting for it',
  ]);
});

test('a stage that no longer waits for the gate weakens it', () => {
  const after = buildPipeline({ outline: {}, review: review(), record: {} });
  assert.deepEqual(said(podcast(review()), after), ['review: stage "record" no longer waits for it']);
});

test('new gates and removed stages weaken nothing', () => {
  const after = podcast(review(), { second: review({}, { needs: ['outline', 'review'] }) });
  assert.deepEqual(said(podcast(review()), after), []);
  assert.deepEqual(said(podcast(review()), buildPipeline({ outline: {}, review: review() })), []);
});

test('gates of sub-pipelines are reported with their addresses, at any depth', () => {
  const outer = (inner: Pipeline): Pipeline =>
    buildPipeline({ episodes: childStage(buildPipeline({ part: childStage(inner) }), { foreach: '["a"]' }) });
  const [strict, weak] = [podcast(review({ quorum: 2 })), podcast(review())];
  assert.deepEqual(said(outer(strict), outer(weak)), ['episodes/part/review: its quorum is 1 instead of 2']);
  assert.deepEqual(said(outer(strict), buildPipeline({ episodes: {} })), ['episodes/part/review: it is gone']);
  assert.deepEqual(said(outer(strict), buildPipeline({})), ['episodes/part/review: it is gone']);
});
