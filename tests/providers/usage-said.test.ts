/** An answer is paid for: what its provider says of the usage may be anything, and the answer is taken all the same. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contextOf, imageRequest, textRequest } from '../rig/provider.ts';
import { PNG } from '../rig/tiny-media.ts';
import { served } from './over-the-wire.ts';

const context = contextOf({ apiKey: 'a-test-key' });

const chat = (usage: unknown) => ({
  ...{ id: 'x', object: 'chat.completion', created: 1, model: 'm' },
  ...{ choices: [{ index: 0, message: { role: 'assistant', content: 'hello' }, finish_reason: 'stop' }], usage },
});
const response = (usage: unknown) => {
  const content = [{ type: 'output_text', text: 'hello', annotations: [] }];
  const output = [{ type: 'message', id: 'm', role: 'assistant', status: 'completed', content }];
  return { id: 'r', object: 'response', created_at: 1, status: 'completed', model: 'm', output, usage };
};
const message = (usage: unknown) => ({
  ...{ id: 'm', type: 'message', role: 'assistant', model: 'm', content: [{ type: 'text', text: 'hello' }] },
  ...{ stop_reason: 'end_turn', stop_sequence: null, usage },
});

const VENDORS = [
  ['openai-compatible', {}, chat],
  ['openai', {}, response],
  ['openai', { api: 'chat' }, chat],
  ['anthropic', {}, message],
] as const;

const both = (input: unknown, output: unknown) => ({
  ...{ input_tokens: input, output_tokens: output, prompt_tokens: input, completion_tokens: output },
});

for (const [type, options, said] of VENDORS) {
  test(`${type} ${JSON.stringify(options)}: counts given as text are read as numbers, and invalid ones are unknown`, async () => {
    await using it = await served({ type, model: 'm', options });
    const counts = async (usage: unknown) => {
      it.server.next({ type: 'body', body: JSON.stringify(said(usage)) });
      const result = await it.provider.text?.(textRequest(), context);
      assert.ok(result?.ok, result && !result.ok ? result.error.message : '');
      assert.equal(result.value.value.text, 'hello');
      return [result.value.usage.inputTokens, result.value.usage.outputTokens];
    };
    assert.deepEqual(await counts(both('100', '20')), [100, 20]);
    assert.deepEqual(await counts({ ...both(100, 20), input_tokens_details: '', prompt_tokens_details: 0 }), [100, 20]);
    for (const usage of ['lots', [], {}, null, undefined, both('many', -1)])
      assert.deepEqual(await counts(usage), [undefined, undefined]);
    assert.equal(it.server.ledger.length, 8, 'nothing is asked twice');
  });
}

const stream = (events: readonly object[]): string =>
  [...events.map((event) => `data: ${JSON.stringify(event)}\n\n`), 'data: [DONE]\n\n'].join('');
const choice = (delta: object, finish: string | null) => ({
  ...{ id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm' },
  choices: [{ index: 0, delta, finish_reason: finish }],
});

test('in a stream, counts given as text are read as numbers as well', async () => {
  await using it = await served({ type: 'openai-compatible', model: 'm', options: { stream: true } });
  const usage = { ...choice({}, null), choices: [], usage: both('100', '20') };
  const body = stream([choice({ content: 'hel' }, null), choice({ content: 'lo' }, 'stop'), usage]);
  it.server.next({ type: 'body', body, mediaType: 'text/event-stream' });
  const result = await it.provider.text?.(textRequest(), context);
  assert.ok(result?.ok, result && !result.ok ? result.error.message : '');
  assert.deepEqual([result.value.value.text, result.value.usage.outputTokens], ['hello', 20]);
});

test('a stream that breaks off is no answer, even if it reports usage', async () => {
  await using it = await served({ type: 'openai-compatible', model: 'm', options: { stream: true } });
  const body = stream([{ ...choice({ content: 'hel' }, null), usage: both('100', '20') }]);
  it.server.next({ type: 'body', body, mediaType: 'text/event-stream' });
  const result = await it.provider.text?.(textRequest(), context);
  assert.ok(result && !result.ok && result.error.kind === 'bad-output');
});

test('tokens of an input image are counted separately', async () => {
  await using it = await served({ type: 'openai', model: 'gpt-image-2' });
  const usage = { ...both(100, 20), total_tokens: 120, input_tokens_details: { image_tokens: 90, text_tokens: 10 } };
  const data = [{ b64_json: PNG.toString('base64') }];
  it.server.next({ type: 'body', body: JSON.stringify({ created: 1, data, usage }) });
  const reference = { name: 'hero.png', mediaType: 'image/png', data: PNG };
  const result = await it.provider.image?.(imageRequest({ reference }), context);
  assert.deepEqual(result?.ok && result.value.usage, {
    ...{ images: 1, inputTokens: 100, inputImageTokens: 90, outputTokens: 20 },
  });
});

test('for images, counts given as text are read as numbers as well', async () => {
  await using it = await served({ type: 'openai', model: 'gpt-image-2' });
  const data = [{ b64_json: PNG.toString('base64') }];
  it.server.next({ type: 'body', body: JSON.stringify({ created: 1, data, usage: both('100', '20') }) });
  const result = await it.provider.image?.(imageRequest(), context);
  assert.ok(result?.ok, result && !result.ok ? result.error.message : '');
  assert.deepEqual(result.value.usage, { images: 1, inputTokens: 100, outputTokens: 20 });
});
