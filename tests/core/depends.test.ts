/** Comparing what two results depended on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareDepends } from '../../src/core/depends.ts';

test('a comparison of dependencies lists changed, added and removed fields, in the order of the new ones', () => {
  const before = { kind: 'command@1', 'with.argv': 'a1', 'file:gone.md': 'b1', item: 'c1' };
  const now = { kind: 'command@1', 'with.argv': 'a2', 'env:LANG': 'd1', item: 'c1' };
  assert.deepEqual(compareDepends(before, now), [
    { field: 'with.argv', before: 'a1', now: 'a2' },
    { field: 'env:LANG', before: null, now: 'd1' },
    { field: 'file:gone.md', before: 'b1', now: null },
  ]);
});

test('a comparison of dependencies lists nothing for equal fields, whatever their order', () => {
  assert.deepEqual(compareDepends({ a: '1', b: '2' }, { b: '2', a: '1' }), []);
});

test('a comparison of dependencies ignores inherited properties', () => {
  assert.deepEqual(compareDepends({}, { constructor: 'x' }), [{ field: 'constructor', before: null, now: 'x' }]);
});
