/** Recorded calls as text: what is written is what is read, and what is wrong has its place. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { usdMicros } from '../../src/model/brand.ts';
import type { RecordedCall } from '../../src/model/recorded-call.ts';
import { parseRecordedCall, recordedCallText } from '../../src/parse/recorded-call.ts';

const callWith = (prompt: string, text: string): RecordedCall => ({
  ...{ stage: 'segments[intro]', call: 'draft', capability: 'text', provider: 'writer', type: 'openai', model: 'm' },
  request: { prompt, max_tokens: 5 },
  answer: { text, finish: 'stop' },
  usage: { input_tokens: 3 },
  usd: usdMicros(12),
});

test('any prompt and any answer is read back as it was written', () => {
  const line = fc.oneof(fc.string(), fc.constantFrom('', ' ', '- a', '# b', 'c: d', '\t', '---', '"'));
  const text = fc.array(line, { maxLength: 6 }).map((lines) => lines.join('\n'));
  const odd = ['\r\n', 'a\r\nb\r\n', '\u0000', '\u009f', '\u2028', '\ufeff', 'a\n', '  \n\n', '  a\n b', 'null', '1.0'];
  const examples = odd.map((one): [string, string] => [one, `a\n${one}`]);
  fc.assert(
    fc.property(text, text, (prompt, answer) => {
      const call = callWith(prompt, answer);
      const read = parseRecordedCall('a.yaml', recordedCallText(call));
      assert.deepEqual(read.diagnostics, []);
      assert.deepEqual(read.call, call);
    }),
    { numRuns: 60, examples },
  );
});

test('unknown units, and keys of a later version, are mistakes with their lines', () => {
  const good = recordedCallText(callWith('Say hello.', 'hello'));
  const told = (text: string) =>
    parseRecordedCall('a.yaml', text).diagnostics.map(({ at, message }) => [at && 'line' in at ? at.line : 0, message]);
  assert.deepEqual(told(good), []);
  assert.match(String(told(good.replace('input_tokens', 'tokens'))[0]?.[1]), /tokens/);
  assert.deepEqual(told(good.replace('version: 1', 'version: 2'))[0]?.[0], 1);
  assert.match(String(told(`${good}tomorrow: 1\n`)[0]?.[1]), /unknown key "tomorrow"/);
});
