/** The pure parts of the providers over the AI SDK. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearestSize } from '../../src/providers/openai/sizes.ts';
import { saidBy, shown } from '../../src/providers/sdk/said.ts';
import { isStrict } from '../../src/providers/sdk/strict-schema.ts';
import { counted, tokensOf, usdOf } from '../../src/providers/sdk/usage.ts';

test('dollars become whole micro-dollars, half up in decimal, and invalid amounts become unknown', () => {
  const table: readonly (readonly [unknown, number | null])[] = [
    [0, 0],
    [0.12, 120_000],
    [0.0000005, 1],
    [0.0000004999, 0],
    [0.0001245, 125],
    [0.0002535, 254],
    [1.0000015, 1_000_002],
    [1e-9, 0],
    [12.5, 12_500_000],
    [-1, null],
    [Number.NaN, null],
    [1e300, null],
    ['0.1', null],
    [undefined, null],
  ];
  for (const [cost, micros] of table) assert.equal(usdOf({ cost }), micros, String(cost));
  assert.equal(usdOf(null), null);
});

test("with one's own key the cost is that of both, and never only the zero of the gateway", () => {
  const byok = { cost: 0, is_byok: true, cost_details: { upstream_inference_cost: 0.036 } };
  assert.equal(usdOf(byok), 36_000);
  assert.equal(usdOf({ ...byok, cost: 0.001 }), 37_000);
  assert.equal(usdOf({ cost: 0, is_byok: true }), null);
  assert.equal(usdOf({ ...byok, cost: 0.036, is_byok: false }), 36_000);
});

test('missing token counts are unknown, not zero', () => {
  assert.deepEqual(tokensOf({ inputTokens: 5, outputTokens: undefined }, true), { inputTokens: 5 });
});

test('zero tokens are not believed if something was sent or answered', () => {
  const zeros = { inputTokens: 0, outputTokens: 0 };
  assert.deepEqual(tokensOf(zeros, true), {});
  assert.deepEqual(tokensOf(zeros, false), { outputTokens: 0 });
});

test('counts are whole numbers, as in checkpoints; seconds may have fractions', () => {
  assert.deepEqual(tokensOf({ inputTokens: 11.5, outputTokens: 7 }, true), { inputTokens: 12, outputTokens: 7 });
  assert.deepEqual(counted('characters', 6.5), { characters: 7 });
  assert.deepEqual(counted('seconds', 1.5), { seconds: 1.5 });
  for (const none of [-1, Number.NaN, Number.POSITIVE_INFINITY, 1e300])
    assert.deepEqual(counted('inputTokens', none), {});
});

test('a schema is strict if every object is closed and requires all its properties', () => {
  const closed = {
    type: 'object',
    additionalProperties: false,
    required: ['a'],
    properties: { a: { type: 'string' } },
  };
  assert.ok(isStrict(closed));
  assert.ok(isStrict({ ...closed, properties: { a: { type: 'array', items: closed } } }));
  assert.ok(isStrict({ ...closed, properties: { a: { enum: [{ type: 'object' }] } } }), 'a value is no schema');
  assert.ok(
    isStrict({ ...closed, required: ['default'], properties: { default: { type: 'string' } } }),
    'a name is no keyword',
  );
  assert.ok(isStrict({ ...closed, properties: { a: { type: 'string', format: 'date-time' } } }));
  assert.ok(!isStrict({ ...closed, properties: { a: { type: 'string', format: 'uri' } } }));
  assert.ok(
    isStrict({ ...closed, required: ['format'], properties: { format: { type: 'string' } } }),
    'a name is no keyword',
  );
  assert.ok(!isStrict({ ...closed, additionalProperties: true }));
  assert.ok(!isStrict({ ...closed, required: [] }));
  assert.ok(!isStrict({ ...closed, properties: { a: { type: 'object', properties: {} } } }));
  assert.ok(!isStrict({ ...closed, $defs: { part: { oneOf: [] } } }));
});

test('messages of vendors are read from the shapes of their errors', () => {
  const message = 'no more';
  for (const body of [
    { error: { message, type: 'Insufficient_Quota' } },
    { type: 'error', error: { type: 'insufficient_quota', message } },
    { detail: { status: 'insufficient_quota', message } },
    { message, code: 'insufficient_quota' },
    [{ error: { message, status: 'insufficient_quota' } }],
  ])
    assert.deepEqual(saidBy(JSON.stringify(body), []), { message, words: ['insufficient_quota'], status: null });
  assert.equal(saidBy('{"error":"model not found"}', []).message, 'model not found');
  assert.equal(saidBy('<html><body>502</body></html>', []).message, '');
});

test('secrets are masked before a text is shortened, so no half of one remains', () => {
  const secret = 'very-secret-value';
  const text = shown(`${'x'.repeat(295)}${secret}`, [secret]);
  assert.ok(!text.includes('very'));
  assert.ok(text.length <= 300);
});

test('models without a list of sizes get the requested size', () => {
  assert.equal(nearestSize('gpt-image-1', 1920, 1080), '1536x1024');
  assert.equal(nearestSize('gpt-image-1-mini', 500, 500), '1024x1024');
  assert.equal(nearestSize('another', 1080, 1920), '1080x1920');
});

test('newer models of OpenAI accept any size in steps of 16 pixels, within limits', () => {
  const sizeOf = (width: number, height: number) => nearestSize('gpt-image-2.6-flare', width, height);
  assert.equal(sizeOf(1536, 1024), '1536x1024');
  assert.equal(sizeOf(1080, 1920), '1088x1920', 'up, so that the frame can be cut out of it');
  assert.equal(sizeOf(512, 512), '816x816', 'not too small');
  assert.equal(sizeOf(4096, 4096), '2880x2880', 'not too large');
  assert.equal(sizeOf(400, 3000), '1008x3008', 'not too narrow');
});
