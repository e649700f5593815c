import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadJsonSchemas, schemaMessages } from '../../src/adapters/json-schema.ts';

const { check, applyDefaults } = await loadJsonSchemas();

test('a value that fits has no errors, and one that does not has them all', () => {
  const schema = { type: 'object', required: ['a'], properties: { a: { type: 'string' }, b: { type: 'number' } } };
  assert.deepEqual(check(schema, { a: 'x', b: 1 }), []);
  assert.equal(check(schema, { b: 'x' }).length, 2);
});

test('errors are sentences in the words of the value', () => {
  const schema = {
    type: 'object',
    properties: { groups: { type: 'array', items: { type: 'object', required: ['id'] } } },
  };
  const value = { groups: [{ id: 1 }, {}] };
  assert.deepEqual(schemaMessages(check(schema, value), { schema, value, root: 'the output' }), [
    'entry 2 of "groups" needs the key "id"',
  ]);
});

test('of alternatives the one that was meant is spoken of, once', () => {
  const schema = {
    type: 'object',
    properties: {
      voice: {
        anyOf: [
          { type: 'string' },
          { type: 'object', additionalProperties: false, required: ['name'], properties: { name: { type: 'string' } } },
        ],
      },
    },
  };
  const messages = (voice: string | number | { readonly [key: string]: string }): readonly string[] => {
    const value = { voice };
    return schemaMessages(check(schema, value), { schema, value, root: 'the inputs' });
  };
  assert.deepEqual(messages('Ann'), []);
  assert.deepEqual(messages({ nmae: 'Ann' }), ['unknown key "nmae"']);
  assert.deepEqual(messages(5), ['"voice" must be a text or a map, but it is the number 5']);
});

test('defaults go into a copy', () => {
  const schema = {
    type: 'object',
    properties: { a: { default: 1 }, b: { type: 'object', properties: { c: { default: [] } } } },
  };
  const given = { b: {} };
  assert.deepEqual(applyDefaults(schema, given), { value: { a: 1, b: { c: [] } }, errors: [] });
  assert.deepEqual(given, { b: {} });
  const [first, second] = [applyDefaults(schema, given).value, applyDefaults(schema, given).value];
  assert.notEqual(first, second);
});

test('only own properties count', () => {
  assert.equal(check({ type: 'object', required: ['toString'] }, {}).length, 1);
  assert.deepEqual(check({ type: 'object', properties: { valueOf: { type: 'string' } } }, {}), []);
});

test('patterns that backtrack elsewhere are matched in linear time, each with its own pattern', () => {
  const schema = { properties: { a: { pattern: '^(a+)+$' }, b: { pattern: '^[0-9]+$' } } };
  assert.equal(check(schema, { a: `${'a'.repeat(50_000)}!` }).length, 1);
  assert.deepEqual(
    check(schema, { a: 'aaa', b: 'x' }).map(({ instancePath }) => instancePath),
    ['/b'],
  );
});

test('a schema that cannot be used is one error that says so, every time', () => {
  for (const schema of [
    { type: 'strng' },
    { pattern: '(?=a)b' },
    { $ref: '#/$defs/none' },
    { $ref: 'https://example.org/x' },
  ]) {
    for (const errors of [check(schema, 'x'), check(schema, 'x')]) {
      assert.equal(errors.length, 1);
      assert.match(errors[0]?.message ?? '', /^cannot be checked: /);
    }
  }
});

test('formats are checked, unknown keywords and formats are not', () => {
  assert.equal(check({ type: 'string', format: 'email' }, 'x').length, 1);
  assert.deepEqual(check({ type: 'string', format: 'of-my-own', 'x-note': 1 }, 'x'), []);
});

test('two versions of one schema with the same id are no clash', () => {
  const schema = (type: string) => ({ $id: 'https://example.org/s', type });
  assert.deepEqual(check(schema('string'), 'x'), []);
  assert.equal(check(schema('number'), 'x').length, 1);
});
