/** What is said of a call that nobody has recorded: what is asked otherwise than in the nearest recorded one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok, runId } from '../../src/model/brand.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { CallQuestion } from '../../src/model/recorded-call.ts';
import { parseRecordedCall, recordedCallText } from '../../src/parse/recorded-call.ts';
import type { FoundCall, RecordedCalls } from '../../src/ports/recorded-calls.ts';
import { notRecorded } from '../../src/providers/replay/nearest.ts';

const question = (request: JsonObject): CallQuestion => ({ capability: 'text', type: 'openai', model: 'm', request });

function found(stage: string, request: JsonObject): FoundCall {
  const head = {
    stage,
    call: 'draft',
    provider: 'writer',
    answer: { text: 'x', finish: 'stop' },
    usage: {},
    usd: null,
  };
  const { call, document } = parseRecordedCall('a.yaml', recordedCallText({ ...head, ...question(request) }));
  assert.ok(call && document);
  return { file: `${stage}.yaml`, recorded: call, place: (path) => document.at(path) };
}

function said(request: JsonObject, ...calls: readonly FoundCall[]): string {
  const nothing = {
    find: () => null,
    claim: () => null,
    bytes: () => ok(new Uint8Array()),
    keep: () => ok(''),
    used: () => {},
  };
  const recorded: RecordedCalls = { folder: 'calls', of: () => calls, ...nothing };
  const stage = { run: runId('r'), task: 'segments[b]' };
  const { message } = notRecorded(recorded, { question: question(request), stage, call: 'draft' });
  return message.replace('the call "draft" of segments[b] is not recorded', '');
}

const LONG = 'word '.repeat(40);
const CASES: readonly (readonly [what: string, was: JsonObject, is: JsonObject, said: RegExp])[] = [
  ['a changed line', { prompt: 'a\nb\nc' }, { prompt: 'a\nB\nc' }, /:11 `prompt` says "b", now "B"$/],
  ['a removed line', { prompt: 'a\nb\nc' }, { prompt: 'a\nb' }, /:12 `prompt` says "c", now nothing more$/],
  ['an added line', { prompt: 'a\nb' }, { prompt: 'a\nb\nc' }, /:12 `prompt` says nothing more, now "c"$/],
  ['the only line', { prompt: 'a' }, { prompt: 'b' }, /:9 `prompt` says "a", now "b"$/],
  [
    'a word of a long line',
    { prompt: `${LONG}old ${LONG}` },
    { prompt: `${LONG}new ${LONG}` },
    /says "…(?:word ){6}old (?:word )+w…", now "…(?:word ){6}new (?:word )+w…"$/,
  ],
  ['a number', { prompt: 'a', max_tokens: 5 }, { prompt: 'a', max_tokens: 6 }, /:10 `max_tokens` is 5, now it is 6$/],
  ['a new setting', { prompt: 'a' }, { prompt: 'a', system: 's' }, /`system` is not there, now it is "s"$/],
  ['two differences', { prompt: 'a', seed: 1 }, { prompt: 'b', seed: 2 }, /now "b" \(and seed\)$/],
];
for (const [what, was, is, expected] of CASES)
  test(`a changed request is reported with the line that differs: ${what}`, () => {
    assert.match(said(is, found('segments[b]', was)), expected);
  });

test('the nearest recorded call is that of the same item, otherwise the one that differs least', () => {
  const near = found('segments[a]', { prompt: 'a', seed: 1 });
  const far = found('segments[c]', { prompt: 'x', seed: 1 });
  const own = found('segments[b]', { prompt: 'x', seed: 2 });
  assert.match(said({ prompt: 'b', seed: 1 }, far, near, own), /^: in segments\[b\]\.yaml/);
  assert.match(said({ prompt: 'a', seed: 3 }, far, near), /^: in segments\[a\]\.yaml/);
  assert.equal(said({ prompt: 'a' }), ' in calls');
});
