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

test('a long text is no url, whatever it would cost to find out', () => {
  const schema = { type: 'string', format: 'url' };
  assert.deepEqual(check(schema, 'https://user:word@example.org/a?b=c'), []);
  assert.equal(check(schema, 'no address').length, 1);
  assert.equal(check(schema, `http://${'a:'.repeat(2_000_000)}`).length, 1);
});

test('equal entries are found without comparing each with each', () => {
  const schema = { type: 'array', uniqueItems: true };
  const many = Array.from({ length: 200_000 }, (_, id) => ({ id, of: [id] }));
  assert.deepEqual(check(schema, many), []);
  const value = [{ a: 1, b: [2] }, 'x', { b: [2], a: 1 }];
  assert.deepEqual(schemaMessages(check(schema, value), { schema, value, root: 'the output' }), [
    'entries 1 and 3 of the output are equal',
  ]);
  assert.deepEqual(check({ uniqueItems: false }, [1, 1]), []);
});

test('of a value that is all wrong some mistakes are told, and it does not matter how many there are', () => {
  const schema = { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] } };
  for (const length of [15_000, 3_000_000]) {
    const value = Array.from({ length }, () => 1);
    const [first, ...more] = schemaMessages(check(schema, value), { schema, value, root: 'the output' });
    assert.match(first ?? '', /^entry \d+ of the output must be a text or empty, but it is the number 1$/);
    assert.ok(more.length < 2_000);
  }
});

test('a schema cannot make its check a promise', () => {
  assert.equal(check({ $async: true, type: 'string' }, 5).length, 1);
  assert.deepEqual(check({ $async: true, type: 'string' }, 'x'), []);
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
