/** What the engine asks of expressions: expansion, preparation, outputs, retries. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digest, itemKey, projectPath, stageIndex } from '../../src/model/brand.ts';
import { canonicalJson } from '../../src/model/canonical-json.ts';
import type { Failure } from '../../src/model/failure.ts';
import type { Json } from '../../src/model/json.ts';
import { createEvaluator } from '../../src/parse/evaluator.ts';
import type { Evaluator } from '../../src/ports/evaluator.ts';
import { completed, hexOf, pipelineOf, scopeOf, stageOf, worldly } from './evaluator-rig.ts';
import '../rig/languages.ts';
import { PLAIN_GATE } from '../rig/plain-gate.ts';

/** The port's own type: the two must fit. */
const evaluator: Evaluator = createEvaluator(worldly());
const empty = pipelineOf([]);

function keysOf(part: { foreach: string; key?: string }, list: readonly Json[]): readonly string[] {
  const result = evaluator.expand(empty, stageOf({ id: 's', ...part }), scopeOf({ inputs: { list } }));
  assert.ok(result.ok && result.value.type === 'items', JSON.stringify(result));
  return result.value.keys;
}
function codeOf(result: { ok: true } | { ok: false; error: Failure }): string {
  assert.ok(!result.ok, JSON.stringify(result));
  return result.error.code;
}

test('a stage whose `when` is false is skipped', () => {
  const stage = stageOf({ id: 's', when: ' inputs.go ' });
  assert.deepEqual(evaluator.expand(empty, stage, scopeOf({ inputs: { go: false } })), {
    ok: true,
    value: { type: 'skip', reason: 'when' },
  });
  assert.deepEqual(evaluator.expand(empty, stage, scopeOf({ inputs: { go: true } })), {
    ok: true,
    value: { type: 'single' },
  });
  for (const go of [0, 1, '', 'false', null]) {
    assert.equal(codeOf(evaluator.expand(empty, stage, scopeOf({ inputs: { go } }))), 'expr/type-clash');
  }
});

test('a foreach over null is skipped, over [] has no items, and over a map fails', () => {
  const stage = stageOf({ id: 's', foreach: 'inputs.list' });
  const expand = (list: Json) => evaluator.expand(empty, stage, scopeOf({ inputs: { list } }));
  assert.deepEqual(expand(null), { ok: true, value: { type: 'skip', reason: 'null-foreach' } });
  assert.deepEqual(expand([]), { ok: true, value: { type: 'items', keys: [] } });
  assert.equal(codeOf(expand({ a: 1 })), 'expr/type-clash');
  assert.equal(codeOf(expand('abc')), 'expr/type-clash');
});

test('without `key`, items are named by their content, whatever its key order', () => {
  const items = [{ a: 1, b: 2 }, { b: 2, a: 1 }, 'x', 'x'];
  const [one = '', , x = ''] = items.map((item) => hexOf(canonicalJson(item)).slice(0, 12));
  assert.deepEqual(keysOf({ foreach: 'inputs.list' }, items), [one, `${one}-2`, x, `${x}-2`]);
});

test('`key` is evaluated with item and index', () => {
  assert.deepEqual(keysOf({ foreach: 'inputs.list', key: 'item.id' }, [{ id: 'b' }, { id: 7 }]), ['b', '7']);
  assert.deepEqual(keysOf({ foreach: 'inputs.list', key: '"s" + string(index + 1)' }, [5, 6]), ['s1', 's2']);
  const twice = stageOf({ id: 's', foreach: 'inputs.list', key: 'item.id' });
  assert.equal(
    codeOf(evaluator.expand(empty, twice, scopeOf({ inputs: { list: [{ id: 1 }, { id: 1 }] } }))),
    'expr/duplicate-key',
  );
  assert.equal(codeOf(evaluator.expand(empty, twice, scopeOf({ inputs: { list: [{}] } }))), 'expr/failed');
});

test('more than a hundred thousand items are refused', () => {
  const list = Array.from({ length: 100_001 }, (_, index) => index);
  const stage = stageOf({ id: 's', foreach: 'inputs.list' });
  assert.equal(codeOf(evaluator.expand(empty, stage, scopeOf({ inputs: { list } }))), 'expr/too-many-items');
});

test('an item is prepared with its value, its resolved `with` and the input document of its program', () => {
  const outline = stageOf({ id: 'outline', index: 0 });
  const stage = stageOf({
    id: 's',
    index: 1,
    needs: [stageIndex(0)],
    foreach: 'stages.outline.output.list',
    with: {
      argv: ['node', 'x.mjs', '${{ item.id }}', 'n=${{ index + 1 }}'],
      env: { TOKEN: '${{ secrets.TOKEN }}' },
      n: '${{ inputs.n + 1 }}',
    },
  });
  const artifact = {
    name: 'a.md',
    path: projectPath('runs/r.run/outline/a.md'),
    sha256: digest('sha256:1'),
    bytes: 2,
    mediaType: 'text/markdown',
  };
  const output = { list: [{ id: 'p' }, { id: 'q' }] };
  const scope = scopeOf({
    inputs: { n: 1 },
    context: { show: 'S' },
    secrets: ['TOKEN'],
    item: { index: 1, key: itemKey('q') },
    stages: { outline: { status: 'completed', output, artifacts: [artifact] } },
  });
  const prepared = evaluator.prepare(pipelineOf([outline, stage]), stage, scope);
  assert.ok(prepared.ok);
  const { with: given, item, input } = prepared.value;
  assert.deepEqual(given, { argv: ['node', 'x.mjs', 'q', 'n=2'], env: { TOKEN: { $secret: 'TOKEN' } }, n: 2 });
  assert.deepEqual(item, { id: 'q' });
  assert.deepEqual(input, {
    inputs: { n: 1 },
    context: { show: 'S' },
    item: { id: 'q' },
    needs: {
      outline: {
        output,
        artifacts: { 'a.md': { path: artifact.path, sha256: 'sha256:1', bytes: 2, media_type: 'text/markdown' } },
      },
    },
  });
});

test('an item is found by its key in a changed list, and fails if the list no longer has it', () => {
  const stage = stageOf({ id: 's', foreach: 'vars.topics', key: 'item.id', with: { argv: ['echo', '${{ item.n }}'] } });
  const argvOf = (topics: Json, key: string, index: number) => {
    const scope = scopeOf({ vars: { topics }, item: { index, key: itemKey(key) } });
    const prepared = evaluator.prepare(pipelineOf([stage]), stage, scope);
    return prepared.ok ? prepared.value.with.argv : prepared.error.message;
  };
  const began = [
    { id: 'a', n: 1 },
    { id: 'b', n: 2 },
  ];
  const later = [
    { id: 'c', n: 3 },
    { id: 'a', n: 1 },
  ];
  assert.deepEqual(argvOf(began, 'a', 0), ['echo', 1]);
  assert.deepEqual(argvOf(later, 'a', 0), ['echo', 1]);
  assert.match(String(argvOf(later, 'b', 1)), /no longer has the item "b": vars/);
  assert.match(String(argvOf(null, 'b', 1)), /no longer has the item "b"/);
});

test('kinds that run no program only get their `with`', () => {
  const stage = stageOf({ id: 's', uses: 'write', with: { text: '${{ inputs.t }}' } });
  const prepared = evaluator.prepare(pipelineOf([stage]), stage, scopeOf({ inputs: { t: 'T' } }));
  assert.ok(prepared.ok);
  assert.deepEqual([prepared.value.with, prepared.value.input, prepared.value.item], [{ text: 'T' }, {}, undefined]);
});

test('a stage of `finally` finds its needs among the stages of `finally`', () => {
  const [first, second] = [stageOf({ id: 'first' }), stageOf({ id: 'second', index: 1, needs: [stageIndex(0)] })];
  const finals = pipelineOf([first, second]).graph;
  const pipeline = pipelineOf([stageOf({ id: 'other' }), stageOf({ id: 'another', index: 1 })], { finals });
  const prepared = evaluator.prepare(pipeline, second, scopeOf({ stages: { first: completed(1) } }));
  assert.ok(prepared.ok);
  assert.deepEqual(prepared.value.input.needs, { first: { output: 1, artifacts: {} } });
});

test('a computed list is computed once for all items of a run', () => {
  let reads = 0;
  const output = Array.from({ length: 500 }, (_, index) => ({ n: index }));
  const view = {
    status: 'completed',
    artifacts: [],
    get output() {
      reads++;
      return output;
    },
  };
  const stage = stageOf({
    id: 's',
    foreach: 'stages.a.output.filter(x, x.n % 2 == 0).map(x, {"n": x.n})',
    with: { n: '${{ item.n }}' },
  });
  const scope = scopeOf({ stages: { a: view } });
  const items = [0, 1, 2, 249].map((index) => {
    const prepared = evaluator.prepare(pipelineOf([stage]), stage, { ...scope, item: { index, key: itemKey('k') } });
    assert.ok(prepared.ok);
    return prepared.value.item;
  });
  assert.deepEqual(items, [{ n: 0 }, { n: 2 }, { n: 4 }, { n: 498 }]);
  assert.equal(reads, 5, 'one read to compare an item, one more to evaluate');
});

test('`outputs` and `otherwise` are resolved; a pipeline without outputs has none', () => {
  const scope = scopeOf({ inputs: { n: 1 }, stages: { a: completed({ x: [1] }) } });
  assert.deepEqual(
    evaluator.outputs(pipelineOf([], { outputs: { x: '${{ stages.a.output.x }}', t: 'n ${{ inputs.n }}' } }), scope),
    {
      ok: true,
      value: { x: [1], t: 'n 1' },
    },
  );
  assert.deepEqual(evaluator.outputs(empty, scope), { ok: true, value: {} });
  assert.deepEqual(evaluator.otherwise(empty, stageOf({ id: 's', otherwise: { n: '${{ inputs.n }}' } }), scope), {
    ok: true,
    value: { n: 1 },
  });
  assert.deepEqual(evaluator.otherwise(empty, stageOf({ id: 's' }), scope), { ok: true, value: null });
  assert.equal(
    codeOf(evaluator.outputs(pipelineOf([], { outputs: { x: '${{ inputs.nope }}' } }), scope)),
    'expr/failed',
  );
});

test('inputs of a sub-pipeline get its defaults and are validated', () => {
  const child = pipelineOf([], { inputs: { type: 'object', required: ['topic'], default: { lang: 'en' } } });
  assert.deepEqual(evaluator.childInputs(child, { topic: 'x' }), { ok: true, value: { lang: 'en', topic: 'x' } });
  assert.equal(codeOf(evaluator.childInputs(child, {})), 'expr/child-inputs');
  assert.deepEqual(evaluator.childInputs(empty, {}), { ok: true, value: {} });
  assert.equal(codeOf(evaluator.childInputs(empty, { topic: 'x' })), 'expr/child-inputs');
});

const failed = (retry: Failure['retry'], part: Partial<Failure> = {}): Failure => ({
  code: 'command/exit',
  message: 'busy',
  retry,
  ...part,
});

test('without `retry.on` the failure itself decides', () => {
  const stage = stageOf({ id: 's' });
  const retries = (['always', 'policy', 'never'] as const).map((retry) => evaluator.isRetryable(stage, failed(retry)));
  assert.deepEqual(retries, [true, true, false]);
});

test('with `retry.on`, named failures are retried even if they say never; always stays always', () => {
  const on = {
    exitCodes: [3],
    codes: ['http/status'],
    expression: ' error.status == 503 || error.message.contains("busy!") ',
  };
  const stage = stageOf({ id: 's', on });
  const cases: readonly (readonly [Failure, boolean])[] = [
    [failed('policy', { exitCode: 3 }), true],
    [failed('never', { exitCode: 3 }), true],
    [failed('policy', { exitCode: 4 }), false],
    [failed('always', { exitCode: 4 }), true],
    [failed('policy', { code: 'http/status' }), true],
    [failed('policy', { status: 503 }), true],
    [failed('never', { message: 'busy!' }), true],
    [failed('policy', { status: 500 }), false],
  ];
  for (const [failure, expected] of cases)
    assert.equal(evaluator.isRetryable(stage, failure), expected, JSON.stringify(failure));
});

test('a `retry.on` expression that fails requests no retry', () => {
  const on = { exitCodes: [], codes: [], expression: 'error.nope.x' };
  assert.equal(evaluator.isRetryable(stageOf({ id: 's', on }), failed('policy')), false);
});

test('the prompt of an item that a gate sent back shows the draft of that item, not of all', () => {
  const stage = stageOf({
    id: 'segments',
    uses: 'llm',
    foreach: 'inputs.list',
    with: { feedback: '${{ feedback }}', vars: { said: '${{ feedback }}' } },
  });
  const gate = { ...PLAIN_GATE, subject: stage.index, rework: stage.index };
  const review = stageOf({ id: 'review', index: 1, uses: 'approval', needs: [stage.index], gate });
  const whole = { iteration: 1, gate: 'review', text: 'shorter', output: ['first', 'second'] };
  const scope = scopeOf({
    inputs: { list: ['a', 'b'] },
    item: { index: 1, key: itemKey('b') },
    feedback: [whole],
    itemFeedback: [whole],
  });
  const prepared = evaluator.prepare(pipelineOf([stage, review]), stage, scope);
  assert.ok(prepared.ok);
  assert.deepEqual(prepared.value.with, { feedback: [{ ...whole, output: 'second' }], vars: { said: [whole] } });
});
