/** A gate that is about to ask, and the stage that it sends the run back to: expansion, preparation, fingerprints. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digest, durationMs, itemKey, projectPath, stageIndex } from '../../src/model/brand.ts';
import type { Gate } from '../../src/model/gate.ts';
import type { Json } from '../../src/model/json.ts';
import type { Pipeline, Stage } from '../../src/model/pipeline.ts';
import type { Artifact } from '../../src/model/result.ts';
import type { Prepared, StageView, TaskScope } from '../../src/model/scope.ts';
import { subjectText } from '../../src/parse/draft/subject-digest.ts';
import { createEvaluator } from '../../src/parse/evaluator.ts';
import type { Evaluator } from '../../src/ports/evaluator.ts';
import { completed, pipelineOf, scopeOf, sha256, stageOf, worldly } from './evaluator-rig.ts';
import '../rig/languages.ts';
import { PLAIN_GATE } from '../rig/plain-gate.ts';

/** There is no kind of this name: whoever asks for its version finds out. */
const evaluator: Evaluator = createEvaluator({
  ...worldly(),
  kindVersion: (name) => (name === 'approval' ? assert.fail('approval is no kind of the registry') : 1),
});

const GATE: Gate = { ...PLAIN_GATE, subject: stageIndex(1) };

interface Asking {
  readonly gate?: Partial<Gate>;
  readonly stage?: Partial<Omit<Stage, 'id' | 'index'>>;
  readonly subject?: StageView;
  readonly round?: number;
}

function asking({ gate = {}, stage = {} }: Asking): { pipeline: Pipeline; review: Stage } {
  const review = stageOf({ id: 'review', index: 2, uses: 'approval', gate: { ...GATE, ...gate }, ...stage });
  const before = [stageOf({ id: 'outline' }), stageOf({ id: 'polish', index: 1, needs: [stageIndex(0)] })];
  return { pipeline: pipelineOf([...before, review]), review };
}

function expanded(asked: Asking): string {
  const { pipeline, review } = asking(asked);
  const scope = scopeOf({ stages: { polish: asked.subject ?? completed('text') } });
  const result = evaluator.expand(pipeline, review, scope);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value.type === 'skip' ? result.value.reason : result.value.type;
}

function prepared(asked: Asking = {}): Prepared {
  const { pipeline, review } = asking(asked);
  const stages = { polish: asked.subject ?? completed({ title: 'A' }), outline: completed('an outline') };
  const result = evaluator.prepare(pipeline, review, scopeOf({ stages, round: asked.round ?? 1 }));
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

const views = (...statuses: readonly string[]): StageView => {
  const items = statuses.map((status) => ({ status, output: null, artifacts: [] }));
  const status = statuses.every((one) => one === 'completed') ? 'completed' : 'failed';
  return { status, output: items.map(() => null), artifacts: [], items };
};

test('a gate asks if its subject exists', () => {
  assert.equal(expanded({ subject: completed('text') }), 'single');
  assert.equal(expanded({ subject: completed(null) }), 'single');
  assert.equal(expanded({ subject: views() }), 'single');
});

test('a gate whose subject has no output is skipped', () => {
  for (const status of ['skipped', 'failed'])
    assert.equal(expanded({ subject: { status, output: 'otherwise', artifacts: [] } }), 'no-subject', status);
  assert.equal(expanded({ subject: views('failed', 'failed') }), 'no-subject');
});

test('a gate over items of which some failed asks about the others', () => {
  assert.equal(expanded({ subject: views('failed', 'completed') }), 'single');
});

test('`when` of a gate is evaluated before its subject is checked', () => {
  const subject: StageView = { status: 'skipped', output: null, artifacts: [] };
  assert.equal(expanded({ stage: { when: '1 == 2' }, subject }), 'when');
  assert.equal(expanded({ stage: { when: '1 == 1' }, subject }), 'no-subject');
});

test("only the question of a gate's `with` is resolved", () => {
  const definition = { subject: 'polish', approvers: ['${{ not an expression }}'], max_rounds: 2 };
  const withQuestion = (question: string): Json => prepared({ stage: { with: { ...definition, question } } }).with;
  assert.deepEqual(prepared({ stage: { with: definition } }).with, { question: null });
  assert.deepEqual(withQuestion('Like ${{ stages.polish.output.title }}?'), { question: 'Like A?' });
  assert.deepEqual(withQuestion('${{ stages.polish.output }}'), { question: '{"title":"A"}' });
});

test('a question that cannot be evaluated fails the gate', () => {
  const { pipeline, review } = asking({ stage: { with: { question: '${{ inputs.nope }}' } } });
  const result = evaluator.prepare(pipeline, review, scopeOf({ stages: { polish: completed(1) } }));
  assert.equal(result.ok ? '' : result.error.code, 'expr/failed');
});

test('the only input of a gate is its question', () => {
  const { input, item } = prepared();
  assert.deepEqual([input, item], [{}, undefined]);
});

test('an answer covers the definition, the content of the subject and the round', () => {
  const { depends } = prepared();
  const subject = sha256(subjectText({ title: 'A' }, []));
  assert.deepEqual(depends, {
    kind: 'approval@1',
    'gate.subject': 'polish',
    'gate.rework': 'outline',
    subject: subject.slice('sha256:'.length).slice(0, 16),
    round: '1',
  });
});

const COVERED: Readonly<Record<string, readonly [Asking, string]>> = {
  'another subject': [{ gate: { subject: stageIndex(0) }, subject: completed('an outline') }, 'gate.subject'],
  'another rework': [{ gate: { rework: stageIndex(1) } }, 'gate.rework'],
  'no rework': [{ gate: { rework: null } }, 'gate.rework'],
  editable: [{ gate: { editable: true } }, 'gate.editable'],
  approvers: [{ gate: { approvers: ['a', 'b'] } }, 'gate.approvers'],
  'a quorum': [{ gate: { quorum: 2 } }, 'gate.quorum'],
  not_author: [{ gate: { notAuthor: true } }, 'gate.not_author'],
  require_signed: [{ gate: { requireSigned: true } }, 'gate.require_signed'],
  auto_approve: [{ gate: { autoApprove: 'allowed' } }, 'gate.auto_approve'],
  'another output': [{ subject: completed({ title: 'B' }) }, 'subject'],
  'another round': [{ round: 2 }, 'round'],
  'another question': [{ stage: { with: { question: 'Is this good?' } } }, 'gate.question'],
};
for (const [name, [asked, field]] of Object.entries(COVERED)) {
  test(`an answer covers ${name}`, () => {
    const [before, now] = [prepared(), prepared(asked)];
    assert.notEqual(now.fingerprint, before.fingerprint);
    assert.notEqual(now.depends[field], before.depends[field]);
  });
}

const NOT_COVERED: Readonly<Record<string, Asking>> = {
  max_rounds: { gate: { maxRounds: 3 } },
  reminders: { gate: { remindAfter: durationMs(1), remindEvery: durationMs(1) } },
  'a description': { stage: { description: 'Asks' } },
  'a condition': { stage: { when: 'true' } },
};
for (const [name, asked] of Object.entries(NOT_COVERED)) {
  test(`an answer does not cover ${name}`, () => assert.equal(prepared(asked).fingerprint, prepared().fingerprint));
}

test('an answer covers the resolved question, not its source text', () => {
  const of = (question: string) => prepared({ stage: { with: { question } } }).fingerprint;
  assert.equal(of("${{ 'Is it' }} good?"), of('Is it good?'));
  assert.notEqual(of('Is ${{ stages.polish.output.title }} good?'), of('Is ${{ stages.outline.output }} good?'));
});

test('an answer does not cover the key order of the subject', () => {
  const of = (output: Json) => prepared({ subject: completed(output) }).fingerprint;
  assert.equal(of({ title: 'A', n: 1 }), of({ n: 1, title: 'A' }));
  assert.notEqual(of([1, 2]), of([2, 1]));
});

test('an answer does not cover the order of approvers', () => {
  const of = (...approvers: readonly string[]) => prepared({ gate: { approvers } }).fingerprint;
  assert.equal(of('b', 'a'), of('a', 'b'));
  assert.notEqual(of('a', 'b'), of('a', 'c'));
});

const artifact = (name: string, content: string, path = name): Artifact => ({
  name,
  path: projectPath(path),
  sha256: digest(sha256(content)),
  bytes: content.length,
  mediaType: 'video/mp4',
});

test('an answer covers the content of a file, not its path', () => {
  const of = (file: Artifact) => prepared({ subject: { ...completed(1), artifacts: [file] } }).fingerprint;
  assert.equal(of(artifact('a.mp4', 'x', 'one/a.mp4')), of(artifact('a.mp4', 'x', 'two/a.mp4')));
  assert.notEqual(of(artifact('a.mp4', 'x')), of(artifact('a.mp4', 'y')));
  assert.notEqual(of(artifact('a.mp4', 'x')), of(artifact('b.mp4', 'x')));
});

test('files of items are covered with the keys of their items', () => {
  const of = (...keys: readonly string[]): Prepared => {
    const items = keys.map((key) => ({ ...completed(key), artifacts: [artifact('clip.mp4', key)] }));
    const artifacts = items.flatMap((item) => item.artifacts);
    return prepared({ subject: { status: 'completed', output: [...keys], artifacts, items, keys } });
  };
  const named = [artifact('a/clip.mp4', 'a'), artifact('b/clip.mp4', 'b')];
  const expected = sha256(subjectText(['a', 'b'], named)).slice('sha256:'.length);
  assert.equal(of('a', 'b').depends.subject, expected.slice(0, 16));
  assert.notEqual(of('a', 'b').fingerprint, of('b', 'a').fingerprint);
});

const said = [{ iteration: 1, gate: 'review', text: 'shorter', output: { title: 'A' } }];

function reworked(
  part: Partial<Omit<Stage, 'id' | 'index'>>,
  feedback: Partial<Pick<TaskScope, 'feedback'>>,
): Prepared {
  const stage = stageOf({ id: 's', ...part });
  const result = evaluator.prepare(pipelineOf([stage]), stage, scopeOf(feedback));
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

test('the input of a program that a gate sent back contains the feedback', () => {
  for (const uses of ['command', 'module']) {
    const { input, depends } = reworked({ uses }, { feedback: said });
    assert.deepEqual(input.feedback, said);
    assert.ok(depends.feedback);
  }
});

test('without feedback the input of a program does not mention it', () => {
  const [before, never] = [reworked({}, { feedback: [] }), reworked({}, {})];
  assert.deepEqual([before.input, before.fingerprint], [never.input, never.fingerprint]);
  assert.ok(!('feedback' in before.input));
});

test('feedback changes the fingerprint of a stage, also for other kinds', () => {
  for (const uses of ['command', 'write', 'http', 'pipeline']) {
    const of = (feedback: readonly Json[]) => reworked({ uses }, { feedback }).fingerprint;
    assert.equal(of(said), of(structuredClone(said)), uses);
    assert.equal(new Set([of([]), of(said), of([...said, ...said])]).size, 3, uses);
  }
});

test('expressions read the feedback where there is any, and an empty list otherwise', () => {
  const text = { with: { text: '${{ feedback.map(f, f.text) }}', all: '${{ feedback }}' }, uses: 'write' };
  assert.deepEqual(reworked(text, { feedback: said }).with, { text: ['shorter'], all: said });
  assert.deepEqual(reworked(text, { feedback: [] }).with, { text: [], all: [] });
  const stage = stageOf({ id: 's', with: { text: '${{ feedback }}' } });
  assert.ok(!evaluator.prepare(pipelineOf([stage]), stage, scopeOf()).ok);
});

test('a list computed from feedback is computed again when there is more feedback', () => {
  const stage = stageOf({ id: 's', foreach: 'feedback.map(f, f.text)', key: 'item' });
  // Whatever else could be another list is the same.
  const same = scopeOf();
  const keys = (feedback: readonly Json[]): Json => {
    const result = evaluator.expand(pipelineOf([stage]), stage, { ...same, feedback });
    return result.ok && result.value.type === 'items' ? result.value.keys : null;
  };
  assert.deepEqual([keys(said), keys([...said, { ...said[0], text: 'longer' }])], [['shorter'], ['shorter', 'longer']]);
});

test('an item sees the feedback about it, and the list of its stage sees all feedback', () => {
  const both = [...said, { ...said[0], text: 'longer' }];
  const stage = stageOf({ id: 's', foreach: 'feedback.map(f, f.text)', with: { n: '${{ size(feedback) }}' } });
  const scope = scopeOf({ feedback: both, itemFeedback: said, item: { index: 1, key: itemKey('longer') } });
  const result = evaluator.prepare(pipelineOf([stage]), stage, scope);
  assert.ok(result.ok);
  const { item, with: given, input, depends } = result.value;
  assert.deepEqual([item, given, input.feedback], ['longer', { n: 1 }, said]);
  const all = evaluator.prepare(pipelineOf([stage]), stage, scopeOf({ feedback: both, item: scope.item }));
  assert.notEqual(all.ok && all.value.depends.feedback, depends.feedback);
});

test('the feedback of an item that a gate sent back names the item', () => {
  const stage = stageOf({ id: 's', foreach: '["a"]' });
  const scope = scopeOf({ feedback: said, item: { index: 0, key: itemKey('a') } });
  const result = evaluator.prepare(pipelineOf([stage]), stage, scope);
  assert.ok(result.ok);
  assert.deepEqual([result.value.input.item, result.value.input.feedback], ['a', said]);
});
