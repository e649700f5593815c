import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isoTime } from '../../src/model/iso-time.ts';

const YEARS_MS = 8.64e15;

test('a time as text is what Date makes of it, whatever was asked for before', () => {
  const near = fc.integer({ min: -1, max: 1_001 });
  const far = fc.integer({ min: -YEARS_MS, max: YEARS_MS });
  const times = fc.array(
    fc.oneof(
      near,
      far.map((at) => at - (at % 1_000)),
      far,
    ),
    { minLength: 1, maxLength: 20 },
  );
  fc.assert(
    fc.property(times, (all) => {
      for (const at of all) assert.equal(isoTime(at), new Date(at).toISOString());
    }),
    { seed: 7, numRuns: 2_000 },
  );
});

test('what is no time is refused, as by Date', () => {
  assert.throws(() => isoTime(Number.NaN), RangeError);
  assert.throws(() => isoTime(Number.POSITIVE_INFINITY), RangeError);
});
