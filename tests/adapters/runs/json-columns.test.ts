import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromColumns, type Row, toColumns } from '../../../src/adapters/runs/json-columns.ts';
import type { Json } from '../../../src/model/json.ts';

const readBack = (rows: readonly Row[]): readonly Row[] | null => {
  const written: Json = JSON.parse(JSON.stringify(toColumns(rows)));
  const read = fromColumns(written, rows.length);
  return read && rows.map((_, row) => read.at(row));
};

test('rows are read back unchanged, whatever their values and however often these occur', () => {
  const value = fc.oneof(fc.constantFrom<Json>(0, 1, '0', 'completed', null, true, '{}', [], { a: 1 }), fc.string());
  const tables = fc
    .integer({ min: 1, max: 4 })
    .chain((length) => fc.array(fc.array(value, { minLength: length, maxLength: length }), { maxLength: 40 }));
  fc.assert(fc.property(tables, (rows) => assert.deepEqual(readBack(rows), rows)));
});

test('a value that occurs in many rows is written once', () => {
  const rows = Array.from({ length: 100 }, (_, i): Row => ['same', i % 2 === 0 ? 'even' : 'odd', `own ${i}`]);
  const text = JSON.stringify(toColumns(rows));
  for (const word of ['same', 'even', 'odd', 'own 99']) assert.equal(text.split(`"${word}"`).length, 2, word);
  assert.deepEqual(readBack(rows), rows);
});

test('text that is not a table with the expected number of rows is refused', () => {
  for (const bad of [undefined, null, 3, {}, [3], [['only one']], [{ values: 3 }], [{ values: [1], of: [0] }]])
    assert.equal(fromColumns(bad, 2), null);
});
