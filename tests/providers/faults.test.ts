/** Every trouble that a server of models can make, over the wire, in each format: what the caller is told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Result } from '../../src/model/brand.ts';
import { durationMs } from '../../src/model/brand.ts';
import type { ProviderSettings } from '../../src/model/provider.ts';
import type { Answered, ProviderContext, ProviderFault, TextAnswer } from '../../src/ports/provider.ts';
import { createProvider } from '../../src/providers/registry.ts';
import { faultOf } from '../../src/providers/sdk/faults.ts';
import { Wire } from '../../src/providers/sdk/wire.ts';
import { modelServer, type Step } from '../rig/model-server.ts';
import { contextOf, settingsOf, textRequest } from '../rig/provider.ts';

const KEY = 'test-key-of-the-loopback';
type Tongue = Partial<ProviderSettings> & Pick<ProviderSettings, 'type' | 'model'>;
const TONGUES: Readonly<Record<string, Tongue>> = {
  openai: { type: 'openai', model: 'gpt-6-luna' },
  'openai by chat': { type: 'openai', model: 'gpt-4.1-mini', options: { api: 'chat' } },
  anthropic: { type: 'anthropic', model: 'claude-sonnet-5-5' },
  'openai-compatible': { type: 'openai-compatible', model: 'llama3' },
};
const BOTH_WAYS = Object.entries(TONGUES).flatMap(([name, tongue]): readonly (readonly [string, Tongue])[] => [
  [name, tongue],
  [`${name}, streamed`, { ...tongue, options: { ...tongue.options, stream: true } }],
]);

async function ask(
  settings: Partial<ProviderSettings> & Pick<ProviderSettings, 'type'>,
  context: Partial<ProviderContext> = {},
): Promise<Result<Answered<TextAnswer>, ProviderFault>> {
  const provider = await createProvider(settingsOf(settings));
  assert.ok(provider.ok, provider.ok ? '' : provider.error.message);
  return provider.value.text?.(textRequest(), contextOf({ apiKey: KEY, ...context })) ?? assert.fail('no text');
}

/** @param step what the server does with the only request. */
async function faultAfter(step: Step, tongue: Tongue): Promise<ProviderFault> {
  await using server = await modelServer();
  server.next(step);
  const result = await ask({ baseUrl: server.url, ...tongue });
  assert.ok(!result.ok, `it answered: ${JSON.stringify(result)}`);
  assert.equal(server.ledger.length, 1, 'it asked more than once');
  return result.error;
}

const status = (code: number, more: Partial<Extract<Step, { type: 'status' }>> = {}): Step => ({
  ...{ type: 'status', status: code },
  ...more,
});

type Told = Partial<Pick<ProviderFault, 'kind' | 'charged' | 'status' | 'retryAfterMs'>>;
const TROUBLES: readonly (readonly [what: string, step: Step, told: Told])[] = [
  ['status 400', status(400), { kind: 'invalid', charged: 'no', status: 400, retryAfterMs: null }],
  ['status 401', status(401), { kind: 'auth', charged: 'no', status: 401 }],
  ['status 402', status(402), { kind: 'quota', charged: 'no' }],
  ['status 403', status(403), { kind: 'auth', charged: 'no' }],
  ['403 for an empty account', status(403, { code: 'insufficient_quota' }), { kind: 'quota', charged: 'no' }],
  ['400 for no credit', status(400, { message: 'Your credit balance is too low' }), { kind: 'quota', charged: 'no' }],
  ['400 of a filter', status(400, { code: 'content_policy_violation' }), { kind: 'refused', charged: 'no' }],
  ['400 of a policy', status(400, { code: 'bio_policy' }), { kind: 'refused', charged: 'no' }],
  [
    '400 of a flagged prompt',
    status(400, { code: 'invalid_prompt', message: 'flagged as potentially violating our usage policy' }),
    { kind: 'refused', charged: 'no' },
  ],
  ['status 404', status(404), { kind: 'invalid', charged: 'no' }],
  ['status 408', status(408), { kind: 'timeout', charged: 'maybe' }],
  ['status 409', status(409), { kind: 'overloaded', charged: 'no' }],
  ['status 413', status(413), { kind: 'invalid', charged: 'no' }],
  ['status 422', status(422), { kind: 'invalid', charged: 'no' }],
  ['status 429', status(429), { kind: 'rate', charged: 'no', retryAfterMs: null }],
  [
    '429 with seconds to wait',
    status(429, { headers: { 'retry-after': '7' } }),
    { kind: 'rate', retryAfterMs: durationMs(7000) },
  ],
  [
    '429 with milliseconds to wait',
    status(429, { headers: { 'retry-after-ms': '150', 'retry-after': '9' } }),
    { kind: 'rate', retryAfterMs: durationMs(150) },
  ],
  [
    '429 with a date by the clock of the server',
    status(429, { headers: { date: 'Sat, 21 Nov 2026 10:00:00 GMT', 'retry-after': 'Sat, 21 Nov 2026 10:00:30 GMT' } }),
    { kind: 'rate', retryAfterMs: durationMs(30_000) },
  ],
  [
    '429 with an invalid time to wait',
    status(429, { headers: { 'retry-after': 'soon' } }),
    { kind: 'rate', retryAfterMs: null },
  ],
  ['429 for an empty account', status(429, { code: 'insufficient_quota' }), { kind: 'quota', charged: 'no' }],
  ['429 without prepaid credits', status(429, { code: 'credit_balance_exhausted' }), { kind: 'quota', charged: 'no' }],
  ['429 of a project', status(429, { code: 'project_spend_limit_exceeded' }), { kind: 'quota', charged: 'no' }],
  ['429 of an organization', status(429, { code: 'organization_usage_limit_exceeded' }), { kind: 'quota' }],
  [
    '429 of a monthly cap',
    status(429, {
      body: '{"type":"error","error":{"type":"rate_limit_error","message":"no","details":{"error_code":"enforced_spend_limit_reached"}}}',
    }),
    { kind: 'quota', charged: 'no' },
  ],
  [
    '400 of a limit that the account set for itself',
    status(400, { message: 'You have reached your specified API usage limits. You will regain access on 2026-12-01' }),
    { kind: 'quota', charged: 'no' },
  ],
  [
    '429 for a request above the limit per minute',
    status(429, {
      code: 'rate_limit_exceeded',
      message:
        'Request too large for gpt-6-luna in organization o on tokens per min (TPM): Limit 30000, Requested 37313.',
    }),
    { kind: 'invalid', charged: 'no' },
  ],
  [
    'temporary 402',
    status(402, { message: 'in-flight spending budget', headers: { 'retry-after': '2' } }),
    { kind: 'rate', charged: 'no', retryAfterMs: durationMs(2000) },
  ],
  ['status 500', status(500), { kind: 'overloaded', charged: 'maybe', status: 500 }],
  [
    'status 502 with a page',
    status(502, { body: '<html>Bad Gateway</html>' }),
    { kind: 'overloaded', charged: 'maybe' },
  ],
  [
    'status 503',
    status(503, { headers: { 'retry-after': '1' } }),
    { kind: 'overloaded', retryAfterMs: durationMs(1000) },
  ],
  ['status 504', status(504), { kind: 'overloaded', charged: 'maybe' }],
  ['status 529', status(529, { code: 'overloaded_error' }), { kind: 'overloaded', charged: 'maybe' }],
  [
    'a connection cut before the answer',
    { type: 'cut', when: 'before-headers' },
    { kind: 'network', charged: 'maybe' },
  ],
  ['a connection cut in the answer', { type: 'cut', when: 'in-body' }, { kind: 'network', charged: 'maybe' }],
  ['invalid JSON', { type: 'body', body: '{"id": "x", ' }, { kind: 'bad-output', charged: 'maybe' }],
  ['an empty body', { type: 'body', body: '' }, { kind: 'bad-output', charged: 'maybe' }],
  [
    'another kind of page',
    { type: 'body', body: '<html>hello</html>', mediaType: 'text/html' },
    { kind: 'bad-output' },
  ],
  ['an answer without text', { type: 'answer', text: null }, { kind: 'bad-output', charged: 'yes' }],
  ['an answer of blanks', { type: 'answer', text: ' \n' }, { kind: 'bad-output', charged: 'yes' }],
  ['a refusal', { type: 'answer', finish: 'refused' }, { kind: 'refused', charged: 'yes' }],
  [
    'a redirect',
    { type: 'redirect', to: 'http://127.0.0.1:9/v1/elsewhere' },
    { kind: 'invalid', charged: 'no', status: 307 },
  ],
];

test('for an unusable answer its beginning is shown, on one line and without secrets', async () => {
  const body = `<html>\n<p>${KEY}</p> Welcome to the portal${' and on'.repeat(100)}`;
  const step: Step = { type: 'body', body, mediaType: 'text/html' };
  const { message } = await faultAfter(step, { type: 'openai-compatible', model: 'llama3' });
  assert.match(message, /; it begins with <html> <p>\*\*\*<\/p> Welcome to the portal( and on)+[ a-z]*…$/);
});

test('an answer that the SDK does not expect is reported with where it differs', async () => {
  const message = { role: 'assistant', content: 'Hello' };
  const answer = { id: 'x', created: 1, model: 'm', choices: [{ index: 0, finish_reason: 'stop', message }] };
  for (const [more, where] of [
    [{ created: 'today' }, /cannot be used: created: expected number, received string; it begins with/],
    [{ choices: KEY }, /cannot be used: choices: expected array, received string; it begins with \{"id":"x".*\*\*\*/],
  ] as const) {
    const step: Step = { type: 'body', body: JSON.stringify({ ...answer, ...more }) };
    const found = await faultAfter(step, { type: 'openai-compatible', model: 'llama3' });
    assert.match(found.message, where);
  }
});

for (const [name, tongue] of BOTH_WAYS) {
  for (const [what, step, told] of TROUBLES) {
    test(`${name}: ${what} is a fault of kind ${told.kind}`, async () => {
      const found = await faultAfter(step, tongue);
      const seen = Object.fromEntries(Object.keys(told).map((key) => [key, Reflect.get(found, key)]));
      assert.deepEqual(seen, told, found.message);
    });
  }

  test(`${name}: silence is a fault of kind timeout`, async () => {
    for (const when of ['before-headers', 'in-body'] as const) {
      const found = await faultAfter({ type: 'hang', when }, { ...tongue, timeout: durationMs(400) });
      assert.deepEqual([found.kind, found.charged], ['timeout', 'maybe'], found.message);
    }
  });

  test(`${name}: an answer that arrives too slowly is cut off at the timeout`, async () => {
    const found = await faultAfter({ type: 'drip', everyMs: 50, pieces: 100 }, { ...tongue, timeout: durationMs(400) });
    assert.equal(found.kind, 'timeout', found.message);
  });

  test(`${name}: a slow answer is put together`, async () => {
    await using server = await modelServer();
    server.next({ type: 'drip', everyMs: 1, pieces: 30 });
    const result = await ask({ baseUrl: server.url, ...tongue });
    assert.ok(result.ok, result.ok ? '' : result.error.message);
    assert.equal(result.value.value.text, 'An answer to: Say hello to the rocket.');
  });

  test(`${name}: an aborted call ends`, async () => {
    await using server = await modelServer();
    server.next({ type: 'hang' });
    const stop = new AbortController();
    const asking = ask({ baseUrl: server.url, ...tongue }, { signal: stop.signal });
    await server.arrived(1);
    stop.abort();
    const result = await asking;
    assert.ok(!result.ok);
    assert.deepEqual([result.error.kind, result.error.charged], ['timeout', 'maybe']);
  });
}

// What counts the bytes is the same for all; an answer and a stream are read in two ways.
for (const [name, tongue] of BOTH_WAYS.filter(([which]) => which.startsWith('anthropic'))) {
  test(`${name}: an answer of 50 MB is not read to its end`, async () => {
    const found = await faultAfter({ type: 'huge', bytes: 50 * 1024 * 1024 }, tongue);
    assert.deepEqual([found.kind, found.charged], ['bad-output', 'maybe'], found.message);
    assert.match(found.message, /32 MB/);
  });
}

const INSIDE: readonly (readonly [string, Step, ProviderFault['kind']])[] = [
  [
    'anthropic, streamed',
    {
      type: 'body',
      mediaType: 'text/event-stream',
      body: 'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n',
    },
    'overloaded',
  ],
  [
    'openai, streamed',
    {
      type: 'body',
      mediaType: 'text/event-stream',
      body: 'data: {"type":"error","sequence_number":0,"error":{"type":"server_error","code":"rate_limit_exceeded","message":"slow down","param":null}}\n\n',
    },
    'rate',
  ],
  ['openai-compatible', { type: 'body', body: '{"error":{"message":"upstream is full","code":429}}' }, 'rate'],
  ['openai-compatible', { type: 'body', body: '{"error":{"message":"upstream is gone","code":502}}' }, 'overloaded'],
];
for (const [name, step, kind] of INSIDE) {
  test(`${name}: an error inside an answer with status 200 is a fault of kind ${kind}`, async () => {
    const tongue = BOTH_WAYS.find(([one]) => one === name)?.[1] ?? assert.fail();
    const found = await faultAfter(step, tongue);
    assert.deepEqual([found.kind, found.charged], [kind, 'maybe'], found.message);
  });
}

const STREAM = 'text/event-stream';
const BEGUN = {
  openai:
    'data: {"type":"response.created","response":{"id":"r","created_at":1,"model":"m"},"sequence_number":0}\n\n' +
    'data: {"type":"response.output_item.added","output_index":0,"item":{"type":"message","id":"i"}}\n\n',
  anthropic:
    'event: message_start\ndata: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"usage":{"input_tokens":1,"output_tokens":1}}}\n\n' +
    'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}\n\n',
};
const HALF = {
  openai:
    'data: {"type":"response.output_text.delta","item_id":"i","output_index":0,"content_index":0,"delta":"half an"}\n\n',
  anthropic:
    'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"half an"}}\n\n',
  chat: 'data: {"id":"c","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"half an"},"finish_reason":null}]}\n\n',
};
const STREAMED = { stream: true };
const ENDS: readonly (readonly [string, Omit<Tongue, 'model'>, string])[] = [
  ['openai, before its text', { type: 'openai', options: STREAMED }, BEGUN.openai],
  ['openai, in its text', { type: 'openai', options: STREAMED }, BEGUN.openai + HALF.openai],
  ['openai by chat, in its text', { type: 'openai', options: { api: 'chat', ...STREAMED } }, HALF.chat],
  ['anthropic, before its text', { type: 'anthropic', options: STREAMED }, BEGUN.anthropic],
  ['anthropic, in its text', { type: 'anthropic', options: STREAMED }, BEGUN.anthropic + HALF.anthropic],
  ['openai-compatible, in its text', { type: 'openai-compatible', options: STREAMED }, HALF.chat],
];
for (const [name, given, body] of ENDS) {
  test(`${name}: a stream that ends without an end marker is no answer`, async () => {
    const found = await faultAfter({ type: 'body', mediaType: STREAM, body }, { model: 'm', ...given });
    assert.deepEqual([found.kind, found.charged], ['bad-output', 'maybe'], found.message);
  });
}

test('a complete answer of a backend that gives no finish reason is an answer', async () => {
  await using server = await modelServer();
  const choices = [{ index: 0, message: { role: 'assistant', content: 'hello' } }];
  server.next({ type: 'body', body: JSON.stringify({ id: 'c', created: 1, model: 'm', choices }) });
  const result = await ask({ baseUrl: server.url, type: 'openai-compatible', model: 'llama3' });
  assert.ok(result.ok, result.ok ? '' : result.error.message);
  assert.deepEqual(result.value.value, { text: 'hello', finish: 'other' });
});

const UNSENDABLE: readonly (readonly [string, Partial<ProviderSettings>, string])[] = [
  ['an invalid address', { baseUrl: 'nonsense' }, KEY],
  ['a header that cannot be sent', { headers: { 'x-token': 'header-secret\nof two lines' } }, KEY],
  ['a key that cannot be sent', {}, 'key-secret\nof two lines'],
];
for (const [what, settings, apiKey] of UNSENDABLE) {
  test(`${what} is a fault of the settings, and no request is made`, async () => {
    for (const type of ['openai', 'anthropic']) {
      await using server = await modelServer();
      const result = await ask({ baseUrl: server.url, ...settings, type }, { apiKey });
      assert.ok(!result.ok);
      const { kind, charged, message } = result.error;
      assert.deepEqual([kind, charged, server.ledger.length], ['invalid', 'no', 0], message);
      assert.doesNotMatch(message, /secret/);
    }
  });
}

test('a connection that the network cuts is not reported as the timeout, and its hint does not mention it', () => {
  const error = new TypeError('fetch failed', {
    cause: Object.assign(new Error(), { code: 'UND_ERR_HEADERS_TIMEOUT' }),
  });
  const wire = new Wire({ headers: {}, idempotencyKey: null, maxBytes: 1, credentials: 'send', host: null });
  const failed = { provider: 'painter', wire, stopped: null, timeout: durationMs(1), secrets: [], keyName: null };
  const { kind, charged, hint } = faultOf(error, failed);
  assert.deepEqual([kind, charged], ['timeout', 'maybe']);
  assert.match(hint ?? '', /stream: true/);
});

test('a timeout longer than the longest timer does not expire at once', async () => {
  await using server = await modelServer();
  const result = await ask({ baseUrl: server.url, type: 'openai', timeout: durationMs(30 * 86_400_000) });
  assert.ok(result.ok, result.ok ? '' : result.error.message);
});

test('if nobody listens at the address, nothing was charged', async () => {
  const server = await modelServer();
  const { url } = server;
  await server[Symbol.asyncDispose]();
  const result = await ask({ baseUrl: url, type: 'openai' });
  assert.ok(!result.ok);
  assert.deepEqual([result.error.kind, result.error.charged], ['network', 'no']);
});

test('an error whose body does not end is reported at once', async () => {
  await using server = await modelServer();
  server.next({ type: 'huge', bytes: Number.POSITIVE_INFINITY });
  const result = await ask({ baseUrl: `${server.url}/nowhere`, type: 'openai' });
  assert.ok(!result.ok);
  assert.deepEqual([result.error.kind, result.error.status], ['invalid', 404]);
});

test('a redirect gets neither the key nor the request', async () => {
  await using other = await modelServer();
  await using server = await modelServer();
  server.next({ type: 'redirect', to: `${other.url}/responses` });
  await ask({ baseUrl: server.url, type: 'openai' });
  assert.deepEqual(other.ledger, []);
});

test('a fault shows the message of the other side, shortened, printable, without keys', async () => {
  const message = `Incorrect API key: ${KEY}, or sk-proj-abcdef123456.\u001b[31m\u202e${'x'.repeat(10_000)}`;
  const found = await faultAfter({ type: 'status', status: 401, message }, { type: 'openai', model: 'gpt-6-luna' });
  assert.ok(found.message.length < 400);
  assert.match(found.message, /Incorrect API key: \*\*\*, or \*\*\*/);
  assert.doesNotMatch(found.message, /[\p{C}]/u);
});

test('the value of a configured header is not shown either', async () => {
  const headers = { 'x-gateway-token': 'gateway-secret-1' };
  const step: Step = { type: 'status', status: 403, message: 'token gateway-secret-1 is not known' };
  const found = await faultAfter(step, { type: 'openai', model: 'gpt-6-luna', headers });
  assert.match(found.message, /token \*\*\* is not known/);
});

test('a refusal is charged with its usage', async () => {
  const found = await faultAfter({ type: 'answer', finish: 'refused' }, { type: 'openai', model: 'gpt-6-luna' });
  assert.equal(found.usage.outputTokens, 7);
});

test('a backend that cannot use a schema is reported with a hint', async () => {
  const step = status(400, { message: "'response_format.type' json_schema is not supported" });
  const found = await faultAfter(step, { type: 'openai-compatible', model: 'llama3' });
  assert.match(found.hint ?? '', /structured: prompt/);
});

test('a URL that fetch refuses is reported as not reached, and nothing was charged', async () => {
  const result = await ask({ type: 'openai-compatible', model: 'llama3', baseUrl: 'http://127.0.0.1:9/v1' });
  assert.ok(!result.ok);
  assert.deepEqual([result.error.kind, result.error.charged], ['network', 'no']);
});
