/** What is known of the end of models: by their names and snapshots, before and after the date. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { epochMs } from '../../src/model/brand.ts';
import { endOf } from '../../src/providers/retirement.ts';

const BEFORE = epochMs(Date.parse('2026-11-23'));
const AFTER = epochMs(Date.parse('2027-03-01'));
const told = (type: string, model: string, now = BEFORE): string | undefined =>
  endOf({ type, model, baseUrl: null }, now)?.told;

test('a model ends on the announced date, with all of its snapshots', () => {
  const end = 'will be shut down by its vendor on 2027-01-14';
  assert.deepEqual(
    ['gpt-4o', 'gpt-4o-2024-08-06', 'gpt-4.1-mini-2025-04-14'].map((model) => told('openai', model)),
    [end, end, end],
  );
  assert.equal(told('@ai-sdk/openai', 'gpt-4o'), end);
  assert.match(told('anthropic', 'claude-sonnet-4-20250514') ?? '', /was to be shut down .* on 2026-06-15/);
});

test('past its date a model may still be there: its vendor may have postponed it', () => {
  assert.equal(told('openai', 'tts-1', AFTER), 'was to be shut down by its vendor on 2027-01-06');
});

test('a model that only begins like one that ends, and the same one on another server, do not end', () => {
  assert.deepEqual(
    ['gpt-4o-next', 'gpt-6-luna', 'gpt-image-2', 'claude-sonnet-4-6'].map((model) => told('openai', model)),
    [undefined, undefined, undefined, undefined],
  );
  assert.equal(told('anthropic', 'claude-sonnet-4-6'), undefined);
  assert.equal(endOf({ type: 'openai', model: 'tts-1', baseUrl: 'http://127.0.0.1:8880/v1' }, BEFORE), null);
});
