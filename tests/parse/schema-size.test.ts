/** Schemas that are small as files and without end for whoever follows their references. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../src/model/json.ts';
import { checkSchema } from '../../src/parse/schema/output-schema.ts';
import '../rig/languages.ts';

const told = (schema: JsonObject): readonly string[] =>
  checkSchema(schema).map(({ path, message }) => `/${path.join('/')} ${message}`);

/** Definitions `s0` to `s<n>`, each made of the one before. */
const chain = (n: number, next: (before: JsonObject) => JsonObject): JsonObject =>
  Object.fromEntries(
    Array.from({ length: n + 1 }, (_, i) => [
      `s${i}`,
      i === 0 ? { type: 'string' } : next({ $ref: `#/$defs/s${i - 1}` }),
    ]),
  );

const TOO_LARGE = 'this schema comes to more than 50000 parts once its references are followed';

for (const keyword of ['allOf', 'anyOf', 'oneOf'])
  test(`definitions that double by ${keyword} are a mistake, reported once`, () => {
    const $defs = chain(30, (before) => ({ [keyword]: [before, before] }));
    assert.deepEqual(told({ $ref: '#/$defs/s30', $defs }), [`/ ${TOO_LARGE}`]);
    assert.deepEqual(told({ properties: { a: { $ref: '#/$defs/s30' } }, $defs }), [`/properties/a ${TOO_LARGE}`]);
    assert.deepEqual(told({ $ref: '#/$defs/s8', $defs: chain(8, (before) => ({ [keyword]: [before, before] })) }), []);
  });

test('a schema whose values must contain two of the next, thirty levels deep, is a mistake', () => {
  const $defs = chain(30, (before) => ({ required: ['a', 'b'], properties: { a: before, b: before } }));
  assert.deepEqual(told({ $ref: '#/$defs/s30', $defs }), [`/ ${TOO_LARGE}`]);
  const optional = chain(30, (before) => ({ properties: { a: before, b: before } }));
  assert.deepEqual(told({ $ref: '#/$defs/s30', $defs: optional }), []);
});

test('a schema that applies itself to the same value is a mistake; one of a tree is not', () => {
  const endless = 'this schema refers to itself endlessly';
  assert.deepEqual(told({ $ref: '#' }), [`/ ${endless}`]);
  const $defs = { a: { anyOf: [{ type: 'string' }, { $ref: '#/$defs/a' }] } };
  assert.deepEqual(told({ properties: { x: { $ref: '#/$defs/a' } }, $defs }), [`/properties/x ${endless}`]);
  const node = {
    required: ['left', 'right'],
    properties: { left: { $ref: '#/$defs/t' }, right: { $ref: '#/$defs/t' } },
  };
  assert.deepEqual(told({ $ref: '#/$defs/t', $defs: { t: { anyOf: [{ type: 'string' }, node] } } }), []);
  assert.deepEqual(told({ properties: { parts: { type: 'array', items: { $ref: '#' } } } }), []);
  assert.deepEqual(told({ $ref: '#word', $defs: { word: { $anchor: 'word', type: 'string' } } }), []);
});

test('a large schema without references is accepted, and an excessive chain of references is not', () => {
  const properties = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`k${i}`, { type: 'string' }]));
  assert.deepEqual(told({ properties, required: Object.keys(properties) }), []);
  const long = chain(100_000, (before) => before);
  assert.deepEqual(told({ $ref: '#/$defs/s100000', $defs: long }), [`/ ${TOO_LARGE}`]);
});
