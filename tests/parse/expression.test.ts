/** Static checks of expressions: what is objected to, where, and what is let pass. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../src/model/json.ts';
import { itemSchemaOf, type Locate, type ScopeShape } from '../../src/parse/expression/scope-shape.ts';
import { checkExpression, checkRetryExpression, checkText, unwrap } from '../../src/parse/expression.ts';
import '../rig/languages.ts';

const segment = { type: 'object', properties: { id: { type: 'string' }, seconds: { type: 'number' } } };
const scope: ScopeShape = {
  inputs: {
    type: 'object',
    required: ['topic', 'base'],
    properties: {
      topic: { type: 'string' },
      n: { type: 'integer', default: 1 },
      flag: { type: 'boolean', default: true },
      subtitle: { type: 'string' },
      parts: { type: 'array', default: [], items: { $ref: '#/$defs/segment' } },
      free: { type: 'object', default: {}, additionalProperties: true, properties: { known: {} } },
      base: { allOf: [{ $ref: '#/$defs/segment' }, { properties: { extra: { type: 'boolean' } } }] },
      either: { default: null, anyOf: [{ type: 'null' }, { $ref: '#/$defs/segment' }] },
      anything: { default: null },
    },
    $defs: { segment },
  },
  context: ['show'],
  stages: new Map([
    [
      'outline',
      {
        outputSchema: { type: 'object', properties: { segments: { type: 'array', items: segment } } },
        foreach: 'single',
        artifacts: null,
        nullable: false,
        mayFail: false,
      },
    ],
    [
      'music',
      {
        outputSchema: { type: 'object', properties: { track: { type: 'string' } } },
        foreach: 'single',
        artifacts: null,
        nullable: true,
        mayFail: false,
      },
    ],
    ['voices', { outputSchema: segment, foreach: 'items', artifacts: null, nullable: false, mayFail: false }],
    ['raw', { outputSchema: null, foreach: 'single', artifacts: null, nullable: false, mayFail: false }],
    ['maybe', { outputSchema: null, foreach: 'single', artifacts: null, nullable: true, mayFail: false }],
  ]),
  item: undefined,
  vars: { hook: 'https://example.org', nested: { a: 1 } },
  secrets: ['TOKEN'],
  finals: false,
  reworked: false,
};
const inForeach: ScopeShape = { ...scope, item: segment };

const at: Locate = (offset, length) => ({ file: 'p.yaml', line: 1, column: offset + 1, length, excerpt: '' });
type Expected = 'bool' | 'list' | 'word' | 'any';

/** `code "squiggled text"` of every objection. */
function objections(
  text: string,
  { within = scope, expected = 'any' }: { within?: ScopeShape; expected?: Expected } = {},
): string[] {
  const { diagnostics } = checkText(text, at, { scope: within, expected, secrets: 'allowed' });
  return diagnostics.map(({ code, at: place }) => {
    assert.ok(place && 'column' in place);
    return `${code} ${text.slice(place.column - 1, place.column - 1 + place.length)}`;
  });
}

const GOOD: readonly string[] = [
  'inputs.topic',
  'inputs["topic"]',
  'inputs.n + 1',
  '1 + inputs.n * 2.5 - inputs.n / 2 % 3',
  'size(inputs.topic) > 2 && inputs.parts.size() >= inputs.n',
  'inputs.parts[0].seconds == 3',
  'inputs.parts[inputs.n].id',
  'inputs.parts.filter(p, p.seconds > 2).map(p, p.id)',
  'inputs.parts.exists(p, p.id == inputs.topic)',
  'inputs.free.whatever.it.is',
  'inputs.base.id + string(inputs.base.extra)',
  'inputs.either.id',
  'inputs.anything.x.y[3] + 1',
  'has(inputs.subtitle) ? inputs.subtitle : inputs.topic',
  'has(inputs.subtitle) && inputs.subtitle != ""',
  '!has(inputs.subtitle) || inputs.subtitle.size() > 3',
  'context.show.title',
  'vars.hook + "/x"',
  'vars.nested.a + 1',
  'run.id + run.uid + string(run.generation)',
  'secrets.TOKEN',
  'stages.outline.output.segments[0].id',
  'stages.outline.status == "completed"',
  'stages.outline.artifacts.episode.path',
  'stages.outline.artifacts["episode.mp3"].bytes > 100',
  'stages.voices.output.map(v, v.id)',
  'stages.voices.artifacts[0].voice.sha256',
  'stages.raw.output.any.thing',
  'stages["raw"].output',
  'stages.music.output',
  'stages.music.output == null',
  'stages.music.output != null ? stages.music.output.track : "none"',
  'stages.music.output == null ? "none" : stages.music.output.track',
  'stages.music.output == null || stages.music.output.track == "a"',
  'stages.music.output != null && stages.music.output.track == "a" && inputs.flag',
  '!(stages.music.output == null) && stages.music.output.track == "a"',
  'stages.music.status != "completed" || stages.music.output.track == "a"',
  'has(stages.music.output.track) ? stages.music.output.track : null',
  'stages.music.status == "completed" ? stages.music.artifacts.track.path : ""',
  'stages.music.output.?track.orValue("none")',
  'inputs.topic.matches("^(a+)+$") || matches(inputs.topic, "x")',
  '"subtitle" in inputs ? inputs.subtitle : ""',
  '!("subtitle" in inputs) || inputs.subtitle == "a"',
  'inputs.flag ? 1 : "one"',
  '[1, "two", null, {"three": [4]}]',
  '{"a": inputs.n, "b": {"c": inputs.topic}}.b.c',
  'timestamp(inputs.topic) - duration("1h") < timestamp("2030-01-01T00:00:00Z")',
  'inputs.n in [1, 2, 3] && "a" in {"a": 1}',
  'cel.bind(t, inputs.topic, t + t)',
  "inputs.topic // a comment, don't mind",
  'type(inputs.anything) == string',
  '"}}" + inputs.topic',
];
for (const source of GOOD) {
  test(`accepts the expression ${source}`, () => assert.deepEqual(objections(`\${{ ${source} }}`), []));
}

const BAD: readonly (readonly [string, string])[] = [
  ['', 'expr/syntax   '],
  ['1 +', 'expr/syntax }'],
  ['(inputs.topic', 'expr/syntax }'],
  ['inputs.topic inputs.n', 'expr/syntax inputs'],
  ['inputs..topic', 'expr/syntax .'],
  ['inputs?.topic', 'expr/syntax .'],
  ['topic', 'expr/unknown-name topic'],
  ['input.topic', 'expr/unknown-name input'],
  ['constructor', 'expr/unknown-name constructor'],
  ['globalThis.process', 'expr/unknown-name globalThis'],
  ['inputs.topik', 'expr/unknown-field topik'],
  ['inputs["topik"]', 'expr/unknown-field "topik"'],
  ['inputs.__proto__', 'expr/unknown-field __proto__'],
  ['inputs.free.constructor', 'expr/unknown-field constructor'],
  ['stages.raw.output.prototype', 'expr/unknown-field prototype'],
  ['inputs.topic.length', 'expr/unknown-field length'],
  ['inputs.parts[0].idd', 'expr/unknown-field idd'],
  ['inputs.parts.id', 'expr/unknown-field id'],
  ['inputs.base.nope', 'expr/unknown-field nope'],
  ['inputs.either.nope', 'expr/unknown-field nope'],
  ['inputs.parts.map(p, p.nope)', 'expr/unknown-field nope'],
  ['context.sho.title', 'expr/unknown-field sho'],
  ['vars.nested.b', 'expr/unknown-field b'],
  ['run.name', 'expr/unknown-field name'],
  ['stages.outlne.output', 'expr/unknown-stage outlne'],
  ['stages.outline.outptu', 'expr/unknown-field outptu'],
  ['stages.outline', 'expr/unknown-field outline'],
  ['stages', 'expr/unknown-stage stages'],
  ['stages[inputs.topic].output', 'expr/unknown-stage stages[inputs.topic]'],
  ['stages.outline.output.segments[0].titel', 'expr/unknown-field titel'],
  ['stages.outline.artifacts.a.name', 'expr/unknown-field name'],
  ['stages.voices.output.id', 'expr/unknown-field id'],
  ['item', 'expr/not-in-scope item'],
  ['index + 1', 'expr/not-in-scope index'],
  ['run.summary', 'expr/not-in-scope summary'],
  ['feedback', 'expr/unknown-name feedback'],
  ['inputs.subtitle', 'expr/may-be-null inputs.subtitle'],
  ['"subtitle" in inputs || inputs.subtitle == "a"', 'expr/may-be-null inputs.subtitle'],
  ['"topic" in inputs ? inputs.subtitle : ""', 'expr/may-be-null inputs.subtitle'],
  ['inputs.topic in inputs ? inputs.subtitle : ""', 'expr/may-be-null inputs.subtitle'],
  ['stages.music.output.track', 'expr/may-be-null stages.music.output'],
  ['stages.maybe.output.x', 'expr/may-be-null stages.maybe.output'],
  ['stages.maybe.output[0]', 'expr/may-be-null stages.maybe.output'],
  ['stages.maybe.output.map(x, x)', 'expr/may-be-null stages.maybe.output'],
  ['size(stages.maybe.output)', 'expr/may-be-null stages.maybe.output'],
  ['stages.maybe.output + 1', 'expr/may-be-null stages.maybe.output'],
  ['has(stages.maybe.output.a.b)', 'expr/may-be-null stages.maybe.output'],
  ['stages.music.artifacts.track.path', 'expr/may-be-null stages.music.artifacts'],
  ['stages.music.output != null || stages.music.output.track == ""', 'expr/may-be-null stages.music.output'],
  ['stages.music.output == null ? stages.music.output.track : ""', 'expr/may-be-null stages.music.output'],
  ['stages.maybe.output != null ? stages.music.output.track : ""', 'expr/may-be-null stages.music.output'],
  [
    '!(stages.music.output == null && inputs.flag) && stages.music.output.track == ""',
    'expr/may-be-null stages.music.output',
  ],
  [
    '(stages.music.output != null || inputs.flag) && stages.music.output.track == ""',
    'expr/may-be-null stages.music.output',
  ],
  ['cel.bind(m, stages.music.output, m.track)', 'expr/may-be-null m'],
  ['inputs.topic > 3', 'expr/type-clash inputs.topic > 3'],
  ['inputs.topic + 1', 'expr/type-clash inputs.topic + 1'],
  ['inputs.topic == 3', 'expr/type-clash inputs.topic == 3'],
  ['inputs.flag && inputs.topic', 'expr/type-clash inputs.topic'],
  ['!inputs.topic', 'expr/type-clash inputs.topic'],
  ['-inputs.topic', 'expr/type-clash inputs.topic'],
  ['inputs.topic ? 1 : 2', 'expr/type-clash inputs.topic'],
  ['inputs.topic[0]', 'expr/type-clash inputs.topic[0]'],
  ['inputs.parts["a" + "b"]', 'expr/type-clash "a" + "b"'],
  ['1 in inputs.topic', 'expr/type-clash inputs.topic'],
  ['inputs.topic.map(x, x)', 'expr/type-clash inputs.topic'],
  ['inputs.parts.filter(p, p.seconds)', 'expr/type-clash p.seconds'],
  ['size(inputs.n)', 'expr/type-clash size(inputs.n)'],
  ['size(inputs.topic, 1)', 'expr/type-clash size(inputs.topic, 1)'],
  ['inputs.n.startsWith("a")', 'expr/type-clash inputs.n.startsWith("a")'],
  ['inputs.topic.startWith("a")', 'expr/unknown-function inputs.topic.startWith("a")'],
  ['duration("1h") + 1', 'expr/type-clash duration("1h") + 1'],
  ['len(inputs.topic)', 'expr/unknown-function len(inputs.topic)'],
  ['_linear_matches("a", "b")', 'expr/unknown-function _linear_matches("a", "b")'],
  ['secrets.TOKN', 'expr/unknown-name secrets.TOKN'],
  ['secrets', 'expr/secret-in-text secrets'],
  ['"Bearer " + secrets.TOKEN', 'expr/secret-in-text secrets'],
  ['inputs.flag ? secrets.TOKEN : secrets.TOKEN', 'expr/secret-in-text secrets | expr/secret-in-text secrets'],
  ['inputs.parts.map(a, inputs.parts.map(b, inputs.parts.map(c, 1)))', 'expr/too-complex inputs.parts.map(c, 1)'],
];
for (const [source, objection] of BAD) {
  test(`rejects the expression ${source || "''"}`, () => {
    assert.deepEqual(objections(`\${{ ${source} }}`), objection.split(' | '));
  });
}

const HOSTILE: readonly (readonly [string, string])[] = [
  ['ten thousand characters', `"${'a'.repeat(10_000)}"`],
  ['seven thousand signs', `${'!'.repeat(7_000)}true`],
  ['a thousand parentheses', `${'('.repeat(1_000)}1${')'.repeat(1_000)}`],
  ['a thousand brackets', '['.repeat(1_000)],
  ['three thousand additions', `1${'+1'.repeat(3_000)}`],
  ['seventeen macros', `inputs.parts${'.filter(p, true)'.repeat(17)}`],
  ['names bound three deep', 'cel.bind(a, "x", cel.bind(b, a + a, cel.bind(c, b + b, c)))'],
];
for (const [name, source] of HOSTILE) {
  test(`rejects ${name} as too complex`, () => {
    const { diagnostics } = checkExpression(source, at, { scope, expected: 'any', secrets: 'allowed' });
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['expr/too-complex'],
    );
  });
}

test("`item` and `index` exist in a foreach, with the type of the list's entries", () => {
  assert.deepEqual(objections('${{ item.id + string(index) }}', { within: inForeach }), []);
  assert.deepEqual(objections('${{ item.idd }}', { within: inForeach }), ['expr/unknown-field idd']);
  assert.deepEqual(objections('${{ item.x.y }}', { within: { ...scope, item: null } }), []);
});

test('run.summary exists in finally stages, with the fields of a run that has ended', () => {
  const within = { ...scope, finals: true };
  assert.deepEqual(objections('${{ run.summary.status }}', { within }), []);
  assert.deepEqual(objections('${{ run.summary.outputs != null ? run.summary.outputs.episode : "" }}', { within }), []);
  assert.deepEqual(objections('${{ run.summary.errors.map(e, e.code) }}', { within }), []);
  assert.deepEqual(objections('${{ run.summary.cost.usd }}', { within }), ['expr/unknown-field usd']);
});

test('a pipeline without inputs has none to read', () => {
  assert.deepEqual(objections('${{ inputs.topic }}', { within: { ...scope, inputs: null } }), [
    'expr/unknown-field topic',
  ]);
});

test('`when` must be true or false', () => {
  assert.deepEqual(objections('${{ inputs.flag }}', { expected: 'bool' }), []);
  assert.deepEqual(objections('${{ stages.raw.output }}', { expected: 'bool' }), []);
  assert.deepEqual(objections('${{ inputs.topic }}', { expected: 'bool' }), ['expr/type-clash inputs.topic']);
  assert.deepEqual(objections('${{ stages.maybe.output }}', { expected: 'bool' }), [
    'expr/may-be-null stages.maybe.output',
  ]);
  assert.deepEqual(objections('${{ secrets.TOKEN }}', { expected: 'bool' }), ['expr/secret-in-text secrets']);
  assert.deepEqual(objections('inputs.flag', { expected: 'bool' }), ['expr/type-clash inputs.flag']);
  assert.deepEqual(objections('${{ inputs.flag }}!', { expected: 'bool' }), ['expr/type-clash ${{ inputs.flag }}!']);
});

test('where text is needed, a value that may be missing is rejected', () => {
  assert.deepEqual(objections('${{ stages.raw.output }}', { expected: 'word' }), []);
  assert.deepEqual(objections('${{ stages.maybe.output }}', { expected: 'word' }), [
    'expr/may-be-null stages.maybe.output',
  ]);
  assert.deepEqual(
    objections('${{ stages.maybe.output != null ? stages.maybe.output : "" }}', { expected: 'word' }),
    [],
  );
});

test('`foreach` must be a list or null', () => {
  assert.deepEqual(objections('${{ inputs.parts }}', { expected: 'list' }), []);
  assert.deepEqual(objections('${{ inputs.flag ? inputs.parts : null }}', { expected: 'list' }), []);
  assert.deepEqual(objections('${{ stages.maybe.output }}', { expected: 'list' }), []);
  assert.deepEqual(objections('${{ null }}', { expected: 'list' }), []);
  assert.deepEqual(objections('${{ inputs.topic }}', { expected: 'list' }), ['expr/type-clash inputs.topic']);
});

test('a longer text is checked part by part, each at its own place', () => {
  assert.deepEqual(objections('a ${{ inputs.topik }} b ${{ itme }}'), [
    'expr/unknown-field topik',
    'expr/unknown-name itme',
  ]);
  assert.deepEqual(objections('a ${{ secrets.TOKEN }}'), ['expr/secret-in-text secrets']);
  assert.deepEqual(objections('a ${{ stages.maybe.output }}'), ['expr/may-be-null stages.maybe.output']);
  assert.deepEqual(objections('a ${{ inputs.topic'), ['expr/unterminated ${{']);
  assert.deepEqual(objections('plain $ {{ text }}'), []);
});

test('checking an expression returns the stages that it reads, from which needs are inferred', () => {
  const { stages } = checkText(
    '${{ stages.raw.output }} and ${{ stages.voices.output.size() }} ${{ stages.nope.output }}',
    at,
    {
      scope,
      expected: 'any',
      secrets: 'refused',
    },
  );
  assert.deepEqual([...stages].sort(), ['raw', 'voices']);
});

test('checking an expression returns the schema of its value, and of the items of a list', () => {
  const schemaOf = (source: string): JsonObject | null =>
    checkExpression(source, at, { scope, expected: 'any', secrets: 'refused' }).resultSchema;
  assert.deepEqual(schemaOf('inputs.n + 1'), { type: 'number' });
  assert.deepEqual(schemaOf('inputs.topic'), { type: 'string' });
  assert.deepEqual(itemSchemaOf(schemaOf('stages.outline.output.segments')), segment);
  assert.deepEqual(itemSchemaOf(schemaOf('inputs.parts.filter(p, true)')), {
    $ref: '#/$defs/segment',
    $defs: { segment },
  });
  assert.deepEqual(schemaOf('stages.raw.output'), null);
  const within = { ...scope, item: itemSchemaOf(schemaOf('inputs.parts')) };
  assert.deepEqual(objections('${{ item.nope }}', { within }), ['expr/unknown-field nope']);
});

test('a nearly right name in an expression gets a hint', () => {
  const hint = (source: string): string | undefined =>
    checkExpression(source, at, { scope, expected: 'any', secrets: 'refused' }).diagnostics[0]?.hint;
  assert.equal(hint('inputs.topik'), 'did you mean "topic"?');
  assert.equal(hint('stages.outlne.output'), 'did you mean "outline"?');
  assert.equal(hint('outline.segments'), 'write stages.outline.output');
  assert.equal(hint('stages.outline.segments'), 'write stages.outline.output.segments');
});

test('reading an optional input is a warning, every other mistake is an error', () => {
  const severity = (source: string): string | undefined =>
    checkExpression(source, at, { scope, expected: 'any', secrets: 'refused' }).diagnostics[0]?.severity;
  assert.equal(severity('inputs.subtitle'), 'warning');
  assert.equal(severity('stages.music.output.track'), 'error');
});

test('retry.on can only read the error', () => {
  assert.deepEqual(checkRetryExpression('error.exit_code == 3 || error.message.contains("busy")', at).diagnostics, []);
  const codes = checkRetryExpression('error.exitcode == 3 || inputs.flag', at).diagnostics.map(({ code }) => code);
  assert.deepEqual(codes, ['expr/unknown-field', 'expr/unknown-name']);
});

test('unwrap returns the content of a text that is a single expression', () => {
  assert.equal(unwrap('${{ inputs.topic }}'), ' inputs.topic ');
  assert.equal(unwrap('\n  ${{inputs.topic}}\n'), 'inputs.topic');
  assert.equal(unwrap(`\${{ {'a': {'b': '}}'}} }}`), ` {'a': {'b': '}}'}} `);
  assert.equal(unwrap('${{ "\\"}}" + \'\\\'}}\' }}'), ' "\\"}}" + \'\\\'}}\' ');
  assert.equal(unwrap("${{ r'\\' + '}}' }}"), " r'\\' + '}}' ");
  assert.equal(unwrap("${{ '''}} it's ''' }}"), " '''}} it's ''' ");
  assert.equal(unwrap('${{ a }}${{ b }}'), null);
  assert.equal(unwrap('${{ a'), null);
  assert.equal(unwrap('a'), null);
});
