/** Names of the items of a `foreach`. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { keysByDigest, keysByValue } from '../../src/parse/task/item-keys.ts';

const hexOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const keys = (values: readonly (string | number)[]): readonly string[] => {
  const result = keysByValue(values, hexOf);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
};

test('safe keys are used unchanged, numbers as text', () => {
  assert.deepEqual(keys(['intro', 'scene_3.b', 7, 1.5]), ['intro', 'scene_3.b', '7', '1.5']);
});

test('unsafe keys become a readable part and a digest, always the same', () => {
  const digestOf = (text: string): string => hexOf(text).slice(0, 12);
  for (const text of [
    '../../etc/passwd',
    'Grüße aus Köln',
    'a b',
    '',
    '.hidden',
    'con',
    'NUL.txt',
    'dot.',
    'x'.repeat(200),
    '日本',
    '-',
  ]) {
    const [key = ''] = keys([text]);
    assert.match(key, /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, text);
    assert.ok(key.endsWith(digestOf(text)), text);
  }
  assert.deepEqual(keys(['a b']), [`a-b-${digestOf('a b')}`]);
});

test('two items with the same key are reported, even if only the case differs', () => {
  const clashOf = (...keys: readonly string[]): string => {
    const result = keysByValue(keys, hexOf);
    assert.ok(!result.ok && result.error.code === 'expr/duplicate-key');
    return result.error.message;
  };
  assert.equal(clashOf('a', 'b', 'A'), 'items 1 and 3 have the keys "a" and "A", which differ only in case');
  assert.equal(clashOf('a', 'a'), 'items 1 and 2 both have the key "a"');
});

test('a key that is neither text nor number is rejected with its item', () => {
  for (const value of [null, true, [], {}]) {
    const result = keysByValue(['a', value], hexOf);
    assert.ok(!result.ok);
    assert.equal(result.error.code, 'expr/bad-key');
    assert.match(result.error.message, /item 2/);
  }
});

test('equal items are distinguished by their order in the list', () => {
  const [a, b] = [hexOf('a'), hexOf('b')];
  assert.deepEqual(keysByDigest([a, b, a, a]), [
    a.slice(0, 12),
    b.slice(0, 12),
    `${a.slice(0, 12)}-2`,
    `${a.slice(0, 12)}-3`,
  ]);
});

test('keys from any text are safe, unique and repeatable', () => {
  const seed = 20_261_105;
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ unit: 'grapheme' }), { selector: (text) => text.toLowerCase() }),
      (texts) => {
        const once = keys(texts);
        assert.deepEqual(keys(texts), once);
        assert.equal(new Set(once.map((key) => key.toLowerCase())).size, texts.length);
        for (const key of once) assert.match(key, /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
      },
    ),
    { seed, numRuns: 300 },
  );
});
