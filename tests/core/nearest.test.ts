import assert from 'node:assert/strict';
import { test } from 'node:test';
import { didYouMean, nearest } from '../../src/core/nearest.ts';
import { listNames } from '../../src/model/list-names.ts';

const KEYS = ['uses', 'with', 'needs', 'when', 'timeout', 'idle_timeout'];

test('a name with one or two wrong letters finds the right one', () => {
  assert.equal(nearest('ueses', KEYS), 'uses');
  assert.equal(nearest('wiht', KEYS), 'with');
  assert.equal(nearest('time_out', KEYS), 'timeout');
  assert.equal(nearest('Needs', KEYS), 'needs');
});

test('a name without resemblance gets no suggestion', () => {
  assert.equal(nearest('colour', KEYS), null);
  assert.equal(nearest('', KEYS), null);
  assert.equal(didYouMean('x', ['y']), undefined);
});

test('of two equally near names the first listed is suggested', () => {
  assert.equal(nearest('wheh', ['when', 'wheb']), 'when');
});

test('very long names are compared by their beginning', () => {
  assert.equal(nearest(`${'a'.repeat(100_000)}x`, ['b']), null);
});

test('a long list of names is shortened, and says by how many', () => {
  assert.equal(listNames(['a', 'b']), 'a, b');
  assert.match(listNames(Array.from({ length: 100 }, (_, i) => `n${i}`)), /^n0, .* n11 and 88 more$/);
});
