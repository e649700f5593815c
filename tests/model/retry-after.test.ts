/** When a server wants to be asked again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retryAfter } from '../../src/model/retry-after.ts';

test('a requested delay is limited and never negative', () => {
  const after = (headers: Record<string, string>) =>
    retryAfter((name) => headers[name] ?? null, Date.parse('2026-11-21T10:00:00Z'));
  assert.equal(after({}), null);
  assert.equal(after({ 'retry-after': '0' }), 0);
  assert.equal(after({ 'retry-after': '1.5' }), 1500);
  assert.equal(after({ 'retry-after': '99999999' }), 24 * 3600 * 1000);
  assert.equal(after({ 'retry-after': 'Sat, 21 Nov 2026 10:00:10 GMT' }), 10_000);
  assert.equal(after({ 'retry-after': 'Sat, 21 Nov 2026 09:00:00 GMT' }), 0);
  assert.equal(after({ 'retry-after': '-5' }), null);
  assert.equal(after({ 'retry-after': 'soon' }), null);
  assert.equal(after({ 'retry-after-ms': '150', 'retry-after': '9' }), 150);
});
