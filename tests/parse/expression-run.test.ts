/** Evaluation of expressions and of values that hold them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { digest, projectPath } from '../../src/model/brand.ts';
import type { Json } from '../../src/model/json.ts';
import type { Artifact } from '../../src/model/result.ts';
import type { Scope, StageView } from '../../src/model/scope.ts';
import { evaluate, type Names, resolve } from '../../src/parse/expression/run.ts';
import '../rig/languages.ts';

const artifact = (name: string): Artifact => ({
  name,
  path: projectPath(`runs/r.run/mix/${name}`),
  sha256: digest(`sha256:${name}`),
  bytes: name.length,
  mediaType: 'text/plain',
});
const plainStage: StageView = { status: 'completed', output: { title: 'T', list: [1, 'two', null] }, artifacts: [] };
const stages: Readonly<Record<string, StageView>> = {
  plain: plainStage,
  mix: { ...plainStage, artifacts: ['episode.mp3', 'notes.md', 'notes.txt', 'deep/a.wav', 'README'].map(artifact) },
  voices: { ...plainStage, items: [{ ...plainStage, artifacts: [artifact('v.mp3')] }, plainStage] },
  skipped: { status: 'skipped', output: null, artifacts: [] },
};
const scope: Scope = {
  inputs: {
    topic: 'rockets',
    n: 3,
    half: 0.5,
    list: [3, 1, 2],
    mixed: [1, 'a', null],
    map: { a: { b: 1 } },
    no: null,
    yes: true,
  },
  context: { show: { title: 'Curious' } },
  vars: { hook: 'https://example.org' },
  secrets: ['TOKEN'],
  run: { id: 'ep1', uid: 'u1', generation: 2 },
  stage: (id) => stages[id] ?? assert.fail(`asked for stage ${id}`),
};
const names: Names = { scope, item: null };
const inItem: Names = { scope, item: { value: { id: 'x', i: 3 }, index: 2 } };

const evaluated = (source: string, within = names): Json => {
  const result = evaluate(source, within);
  assert.ok(result.ok, result.ok ? '' : result.error.message);
  return result.value;
};
const failureOf = (source: string, within = names): string => {
  const result = evaluate(source, within);
  assert.ok(!result.ok, `${source} came to ${JSON.stringify(result)}`);
  return `${result.error.code} ${result.error.message}`;
};

const VALUES: readonly (readonly [string, Json])[] = [
  ['inputs.n + 1', 4],
  ['1 + inputs.n', 4],
  ['inputs.n - 1', 2],
  ['inputs.n * 2', 6],
  ['inputs.n / 2', 1.5],
  ['inputs.n % 2', 1],
  ['inputs.n * inputs.half', 1.5],
  ['7 / 2', 3],
  ['inputs.n == 3 && 3 == inputs.n && inputs.n != 4', true],
  ['inputs.n > 2 && 2 < inputs.n && inputs.n >= 2.5', true],
  ['size(inputs.list) == inputs.n', true],
  ['size(inputs.list) > 2', true],
  ['3 == 3.0 && size(inputs.list) == 3.0 && 3.0 != 4', true],
  ['inputs.yes ? 1 : "one"', 1],
  ['!inputs.yes ? 1 : "one"', 'one'],
  ['inputs.list[inputs.n - 1]', 2],
  ['inputs.list[1]', 1],
  ['inputs.list.map(x, x * 2)', [6, 2, 4]],
  [
    'inputs.list.filter(x, x > 1).map(x, {"x": x, "one": 1})',
    [
      { x: 3, one: 1 },
      { x: 2, one: 1 },
    ],
  ],
  ['inputs.list.exists(x, inputs.list.all(y, y <= x))', true],
  ['inputs.mixed == [1, "a", null]', true],
  ['"a" in inputs.mixed && inputs.n in [3]', true],
  ['inputs.list + inputs.mixed + [4]', [3, 1, 2, 1, 'a', null, 4]],
  ['inputs.topic.substring(0, inputs.n) + inputs.topic.substring(1, 2) + inputs.topic.substring(inputs.n)', 'rocokets'],
  ['"a,b,c".split(",", inputs.n - 1)', ['a', 'b,c']],
  ['string(inputs.n) + string(inputs.half) + string(2)', '30.52'],
  ['inputs.yes ? "one" : 1', 'one'],
  ['inputs.yes ? null : [1]', null],
  ['-inputs.n', -3],
  ['inputs.no == null && null == inputs.no && inputs.map != null', true],
  ['has(inputs.map.a) && !has(inputs.map.b)', true],
  ['inputs.map.?zz.orValue("none")', 'none'],
  ['inputs.map.?zz', null],
  ['stages.skipped.output.?title.orValue("none")', 'none'],
  ['stages.skipped.output == null ? "none" : stages.skipped.output.title', 'none'],
  ['stages.plain.output.title + stages.skipped.status', 'Tskipped'],
  ['stages.plain.output.list[1]', 'two'],
  ['stages.mix.artifacts.episode.path', 'runs/r.run/mix/episode.mp3'],
  ['stages.mix.artifacts["episode.mp3"].bytes + 1', 12],
  ['stages.mix.artifacts["deep/a"].path', 'runs/r.run/mix/deep/a.wav'],
  ['stages.mix.artifacts.README.media_type', 'text/plain'],
  ['stages.voices.artifacts[0].v.sha256', 'sha256:v.mp3'],
  ['stages.voices.artifacts.map(a, size(a))', [2, 0]],
  ['context.show.title + vars.hook + run.id + run.uid + string(run.generation)', 'Curioushttps://example.orgep1u12'],
  ['duration("90s")', '90s'],
  ['timestamp("2026-01-02T03:04:05Z")', '2026-01-02T03:04:05.000Z'],
  ['5u', 5],
  ['inputs.topic.matches("^(r|o)+c") && matches(inputs.topic, "ts$")', true],
  ['true || inputs.nope.x', true],
  ['secrets.TOKEN', { $secret: 'TOKEN' }],
];
for (const [source, expected] of VALUES) {
  test(`${source} evaluates to ${JSON.stringify(expected)}`, () => assert.deepEqual(evaluated(source), expected));
}

const FAILURES: readonly (readonly [string, RegExp])[] = [
  ['inputs.nope', /^expr\/failed .*inputs has no field "nope"/],
  ['inputs.no.x', /^expr\/failed .*inputs\.no is null/],
  ['inputs.list[7]', /^expr\/failed .*inputs\.list has 3 entries, so there is no \[7\]/],
  ['inputs.topic.length', /^expr\/failed .*inputs\.topic is text/],
  ['inputs.__proto__', /^expr\/failed .*no field "__proto__"/],
  ['inputs.constructor', /^expr\/failed .*no field "constructor"/],
  ['inputs["__proto__"]["constructor"]', /^expr\/failed .*no field "__proto__"/],
  ['inputs.map.map(k, inputs.map["con" + "structor"])', /^expr\/failed /],
  ['process', /^expr\/failed .*there is no "process"/],
  ['item', /^expr\/failed .*there is no "item" here/],
  ['item.i + 1', /^expr\/failed /],
  ['stages.mix.artifacts.notes', /notes\.md and notes\.txt: write stages\.mix\.artifacts\['notes\.md'\]/],
  ['inputs.n / 0', /^expr\/failed .*division by zero/],
  ['0.5 / 0.0', /^expr\/failed .*Infinity/],
  ['9007199254740993', /^expr\/failed .*too large/],
  ['b"bytes"', /^expr\/failed .*bytes/],
  ['type(1)', /^expr\/failed .*cannot be represented in JSON/],
  ['inputs.topic.matches("(")', /^expr\/failed .*regular expression/],
  ['inputs.topic.matches("(?=x)")', /^expr\/failed .*regular expression/],
  ['inputs.n + inputs.topic', /^expr\/failed /],
  ['secrets.NOPE', /^expr\/failed .*there is no secret "NOPE"/],
  ['"x" + secrets.TOKEN', /^expr\/secret-in-text /],
  ['[secrets.TOKEN]', /^expr\/secret-in-text /],
  ['{"$secret": "TOKEN"}', /^expr\/forged-secret /],
  ['inputs.topic inputs.n', /^expr\/failed /],
];
for (const [source, pattern] of FAILURES) {
  test(`${source.slice(0, 60)} fails with ${pattern.source}`, () => assert.match(failureOf(source), pattern));
}

test('a nested loop over a large list is stopped before it takes minutes', () => {
  const list = (length: number): Json[] => Array.from({ length }, (_, n) => n);
  const of = (length: number): Names => ({ ...names, scope: { ...scope, inputs: { list: list(length) } } });
  // Each finds its entry at once: what counts is how far it might have had to go.
  for (const text of [
    'inputs.list.filter(x, inputs.list.exists(y, y == 0)).size()',
    'inputs.list.filter(x, 0 in inputs.list).size()',
  ]) {
    const small = evaluate(text, of(300));
    assert.ok(small.ok && small.value === 300, text);
    const large = evaluate(text, of(300_000));
    assert.match(large.ok ? 'it worked' : large.error.message, /goes through more than/, text);
  }
});

test('text and lists that double in a chain of macros are stopped before they fill the memory', () => {
  const eight = 'x+x+x+x+x+x+x+x';
  assert.match(failureOf(`["aaaaaaaa"]${`.map(x,${eight})`.repeat(16)}`), /grows/);
  assert.match(failureOf(`[[1,1,1,1]]${`.map(x,${eight})`.repeat(16)}`), /grows/);
  assert.match(failureOf(`[1]${'.map(x,[x,x,x,x])'.repeat(16)}`), /^expr\/too-complex/);
});

test('a pattern that would backtrack forever elsewhere is matched at once', () => {
  const names: Names = { scope: { ...scope, inputs: { s: `${'a'.repeat(50_000)}!` } }, item: null };
  assert.equal(evaluated('inputs.s.matches("^(a+)+$")', names), false);
  assert.equal(evaluated('matches(inputs.s, "^(a|a?)+$")', names), false);
});

test('`item` and `index` are those of the item', () => {
  assert.deepEqual(evaluated('item', inItem), { id: 'x', i: 3 });
  assert.equal(evaluated('item.i == 3 && index == 2', inItem), true);
  assert.equal(evaluated('inputs.list[index]', inItem), 2);
});

test('only stages that the expression names are requested, and only used parts are read', () => {
  const asked: string[] = [];
  const stage = (id: string): StageView => {
    asked.push(id);
    return {
      status: 'completed',
      artifacts: [],
      get output(): Json {
        return assert.fail('an output is read though only the status is used');
      },
    };
  };
  assert.equal(
    evaluated('stages.a.status == "completed" && stages.b.status != ""', { scope: { ...scope, stage }, item: null }),
    true,
  );
  assert.deepEqual(asked, ['a', 'b']);
});

test('a value that is passed on is the identical object', () => {
  assert.equal(evaluated('inputs.map'), scope.inputs.map);
  assert.equal(evaluated('stages.plain.output'), stages.plain?.output);
});

test('any JSON value survives ${{ inputs.v }} with its type', () => {
  const seed = 20_261_103;
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const v = JSON.parse(JSON.stringify(value)) as Json;
      const within: Names = { scope: { ...scope, inputs: { v } }, item: { value: v, index: 0 } };
      for (const text of ['${{ inputs.v }}', '${{item}}', '${{ inputs["v"] }}']) {
        const result = resolve({ deep: [text] }, within);
        assert.deepEqual(result, { ok: true, value: { deep: [v] } });
      }
    }),
    { seed, numRuns: 500 },
  );
});

test('values with keys that are special in JavaScript are passed on unchanged', () => {
  const v = JSON.parse('{"__proto__": {"x": 1}, "constructor": 1, "prototype": [], "toString": "t"}') as Json;
  const within: Names = { scope: { ...scope, inputs: { v } }, item: null };
  assert.equal(JSON.stringify(evaluated('inputs.v', within)), JSON.stringify(v));
  assert.equal(Reflect.get({}, 'x'), undefined);
});

test('strings inside a value are resolved once, in place; unchanged parts are not copied', () => {
  const constant = { a: ['b', 1, null] };
  const value = {
    constant,
    text: 'n is ${{ inputs.n }}, list is ${{ inputs.list }}, ${{ inputs.no }}',
    whole: '${{ inputs.list }}',
  };
  const result = resolve(value, names);
  assert.deepEqual(result, { ok: true, value: { constant, text: 'n is 3, list is [3,1,2], null', whole: [3, 1, 2] } });
  assert.ok(result.ok && Reflect.get(Object(result.value), 'constant') === constant);
  assert.deepEqual(resolve(constant, names), { ok: true, value: constant });
});

test('text that results from an expression is not evaluated again', () => {
  const within: Names = { scope: { ...scope, inputs: { evil: '${{ secrets.TOKEN }}' } }, item: null };
  const result = resolve(['${{ inputs.evil }}', 'a ${{ inputs.evil }}', "${{ '${{' }}"], within);
  assert.deepEqual(result, { ok: true, value: ['${{ secrets.TOKEN }}', 'a ${{ secrets.TOKEN }}', '${{'] });
});

test('data cannot refer to a secret', () => {
  const forged = { list: [{ $secret: 'TOKEN' }] };
  const within: Names = { scope: { ...scope, inputs: { forged } }, item: { value: forged, index: 0 } };
  for (const source of [
    'inputs.forged',
    'inputs.forged.list',
    'inputs.forged.list[0]',
    'item',
    '[item]',
    'inputs.forged.list.map(x, x)',
  ]) {
    assert.match(failureOf(source, within), /^expr\/forged-secret/, source);
  }
  assert.ok(!resolve({ header: { $secret: 'TOKEN' } }, within).ok);
  assert.ok(!resolve('x ${{ secrets.TOKEN }}', within).ok);
});

test('an input that this run does not have is reported with the ways to handle it', () => {
  const hintOf = (source: string) => {
    const result = evaluate(source, names);
    return result.ok ? undefined : result.error.hint;
  };
  for (const source of ['inputs.subtitle', "inputs.subtitle + '!'", 'inputs.subtitle.size()'])
    assert.match(hintOf(source) ?? '', /^give it a `default:`, or write has\(inputs\.subtitle\)/, source);
  assert.equal(hintOf('inputs.map.nope'), 'write has(inputs.map.nope) ? inputs.map.nope : …');
  for (const source of ["inputs.no + '!'", 'inputs.topic.nope', 'inputs.list[9]'])
    assert.equal(hintOf(source), undefined, source);
});

test('a computed index beyond the end of a list is reported with what the list has', () => {
  const read = evaluate('inputs.list[index]', { scope, item: { value: null, index: 3 } });
  assert.ok(!read.ok);
  assert.equal(read.error.message, '${{ inputs.list[index] }}: the list has 3 entries, so there is no [3]');
  assert.match(String(read.error.hint), /`foreach` over the output of the gate$/);
});
