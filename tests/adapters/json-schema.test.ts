import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { loadJsonSchemas, schemaMessages } from '../../src/adapters/json-schema.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { isSchema } from '../../src/parse/generated/meta-validator.js';
import { Luck } from '../rig/luck.ts';

const root = path.join(import.meta.dirname, '../..');

const { check, applyDefaults } = await loadJsonSchemas();

test('a value that fits its schema has no errors; all errors of another value are reported', () => {
  const schema = { type: 'object', required: ['a'], properties: { a: { type: 'string' }, b: { type: 'number' } } };
  assert.deepEqual(check(schema, { a: 'x', b: 1 }), []);
  assert.equal(check(schema, { b: 'x' }).length, 2);
});

test('errors are sentences about the value', () => {
  const schema = {
    type: 'object',
    properties: { groups: { type: 'array', items: { type: 'object', required: ['id'] } } },
  };
  const value = { groups: [{ id: 1 }, {}] };
  assert.deepEqual(schemaMessages(check(schema, value), { schema, value, root: 'the output' }), [
    'entry 2 of "groups" needs the key "id"',
  ]);
});

test('among alternatives, only the one that was meant is reported, once', () => {
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

test('defaults are filled into a copy', () => {
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

test('inherited properties do not count', () => {
  assert.equal(check({ type: 'object', required: ['toString'] }, {}).length, 1);
  assert.deepEqual(check({ type: 'object', properties: { valueOf: { type: 'string' } } }, {}), []);
});

test('patterns that backtrack in other engines are matched in linear time', () => {
  const schema = { properties: { a: { pattern: '^(a+)+$' }, b: { pattern: '^[0-9]+$' } } };
  assert.equal(check(schema, { a: `${'a'.repeat(50_000)}!` }).length, 1);
  assert.deepEqual(
    check(schema, { a: 'aaa', b: 'x' }).map(({ instancePath }) => instancePath),
    ['/b'],
  );
});

test('a long text is refused as URL without an expensive check', () => {
  const schema = { type: 'string', format: 'url' };
  assert.deepEqual(check(schema, 'https://user:word@example.org/a?b=c'), []);
  assert.equal(check(schema, 'no address').length, 1);
  assert.equal(check(schema, `http://${'a:'.repeat(2_000_000)}`).length, 1);
});

test('equal entries are found without comparing all pairs', () => {
  const schema = { type: 'array', uniqueItems: true };
  const many = Array.from({ length: 200_000 }, (_, id) => ({ id, of: [id] }));
  assert.deepEqual(check(schema, many), []);
  const value = [{ a: 1, b: [2] }, 'x', { b: [2], a: 1 }];
  assert.deepEqual(schemaMessages(check(schema, value), { schema, value, root: 'the output' }), [
    'entries 1 and 3 of the output are equal',
  ]);
  assert.deepEqual(check({ uniqueItems: false }, [1, 1]), []);
});

test('a value with very many errors is reported with some of them, in short time', () => {
  const schema = { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] } };
  for (const length of [15_000, 3_000_000]) {
    const value = Array.from({ length }, () => 1);
    const [first, ...more] = schemaMessages(check(schema, value), { schema, value, root: 'the output' });
    assert.match(first ?? '', /^entry \d+ of the output must be a text or empty, but it is the number 1$/);
    assert.ok(more.length < 2_000);
  }
});

test('a schema cannot make its validation asynchronous', () => {
  assert.equal(check({ $async: true, type: 'string' }, 5).length, 1);
  assert.deepEqual(check({ $async: true, type: 'string' }, 'x'), []);
});

test('an unusable schema is reported as one error, every time', () => {
  const wrong: readonly (readonly [JsonObject, string])[] = [
    [{ properties: { a: { required: 'b' } } }, 'schema is invalid: data/properties/a/required must be array'],
    [{ pattern: '(?=a)b' }, 'the pattern "(?=a)b" cannot be used'],
    [{ $ref: '#/$defs/none' }, "can't resolve reference #/$defs/none from id #"],
    [{ $ref: 'https://example.org/x' }, "can't resolve reference https://example.org/x from id #"],
    [{ $schema: 'http://json-schema.org/draft-07/schema#' }, 'no schema with key or ref'],
  ];
  for (const [schema, why] of wrong) {
    for (const errors of [check(schema, 'x'), check(schema, 'x')]) {
      assert.equal(errors.length, 1);
      assert.ok(errors[0]?.message?.startsWith(`cannot be checked: ${why}`), errors[0]?.message);
    }
  }
});

test('formats are checked; unknown keywords and formats are ignored', () => {
  assert.equal(check({ type: 'string', format: 'email' }, 'x').length, 1);
  assert.deepEqual(check({ type: 'string', format: 'of-my-own', 'x-note': 1 }, 'x'), []);
});

test('two versions of a schema with the same id can be used together', () => {
  const schema = (type: string) => ({ $id: 'https://example.org/s', type });
  assert.deepEqual(check(schema('string'), 'x'), []);
  assert.equal(check(schema('number'), 'x').length, 1);
});

test('a schema may refer to itself, as for a tree', () => {
  const tree = {
    $id: 'https://example.org/tree.schema.json',
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string' }, parts: { type: 'array', items: { $ref: '#' } } },
  };
  assert.deepEqual(check(tree, { name: 'a', parts: [{ name: 'b', parts: [{ name: 'c' }] }] }), []);
  const [error, ...others] = check(tree, { name: 'a', parts: [{ name: 'b', parts: [{}] }] });
  assert.deepEqual([error?.instancePath, error?.keyword, others], ['/parts/0/parts/0', 'required', []]);
});

test('an endless schema and a value that is nested too deep are errors that say so', () => {
  const said = (schema: JsonObject, value: Json): readonly string[] =>
    check(schema, value).map(({ message = '' }) => message);
  const circle = { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } };
  for (const schema of [{ $ref: '#' }, { $dynamicRef: '#meta' }, circle])
    assert.match(said(schema, 1).join(), /^cannot be checked: it refers to itself endlessly/, JSON.stringify(schema));
  const deep = nested(100_000, (inside) => ({ a: inside }));
  assert.match(said({ properties: { a: { $ref: '#' } } }, deep).join(), /or the value is nested too deeply$/);
  assert.match(
    said(
      nested(100_000, (inside) => ({ not: inside })),
      1,
    ).join(),
    /or is nested too deeply$/,
  );
});

test('alternatives that refer to themselves end, in the value and in the schema', () => {
  const said = (schema: JsonObject, value: Json): string =>
    [...check(schema, value), ...applyDefaults(schema, value).errors].map(({ message = '' }) => message).join();
  const node = { type: 'object', additionalProperties: { $ref: '#/$defs/t' } };
  const tree = { $ref: '#/$defs/t', $defs: { t: { anyOf: [{ type: 'string' }, node, node] } } };
  const sure = /^cannot be checked: the schema nests alternatives endlessly,cannot/;
  let deep: Json = 3;
  for (let i = 0; i < 26; i += 1) deep = { a: deep };
  assert.match(said(tree, deep), sure);
  const steps = Array.from({ length: 26 }, (_, i) => [
    `s${i + 1}`,
    { anyOf: [{ $ref: `#/$defs/s${i}` }, { $ref: `#/$defs/s${i}` }] },
  ]);
  assert.match(said({ $ref: '#/$defs/s26', $defs: { s0: { const: 1 }, ...Object.fromEntries(steps) } }, 2), sure);
  const item = { type: 'object', properties: { a: { $ref: '#/$defs/name' } } };
  const list = {
    items: { $ref: '#/$defs/item' },
    $defs: { item, name: { anyOf: [{ $ref: '#/$defs/word' }] }, word: {} },
  };
  assert.equal(
    said(
      list,
      Array.from({ length: 300_000 }, () => ({ a: 'x' })),
    ),
    '',
  );
});

test('in a list whose entries fit none of thousands of alternatives, only the first error is searched for', () => {
  const words = Array.from({ length: 2_000 }, (_, i) => ({ const: `word${i}` }));
  const schema = { type: 'object', properties: { list: { type: 'array', items: { anyOf: words } } } };
  const value = { list: Array.from({ length: 12_000 }, () => 'other') };
  for (const errors of [check(schema, value), applyDefaults(schema, value).errors]) {
    assert.ok(errors.length > 0 && errors.length <= 2_001, `${errors.length}`);
    assert.ok(errors.every(({ instancePath }) => instancePath === '/list/0'));
  }
});

test('a deep tree with many kinds of nodes is checked without trying all combinations of alternatives', () => {
  const kinds = ['page', 'part', 'list', 'quote', 'table', 'box'].map((kind) => ({
    type: 'object',
    required: ['kind'],
    properties: { kind: { const: kind }, inside: { type: 'array', items: { $ref: '#/$defs/node' } } },
  }));
  const schema = { $ref: '#/$defs/node', $defs: { node: { anyOf: kinds } } };
  const tree = (leaf: string): Json => {
    let value: JsonObject = { kind: leaf };
    for (let i = 0; i < 12; i += 1) value = { kind: 'box', inside: [value] };
    return value;
  };
  assert.deepEqual(check(schema, tree('table')), []);
  assert.notDeepEqual(check(schema, tree('tabel')), []);
});

function nested(depth: number, around: (inside: JsonObject) => JsonObject): JsonObject {
  let value: JsonObject = {};
  for (let i = 0; i < depth; i += 1) value = around(value);
  return value;
}

test('we accept the same schemas as the package: 400 shipped schemas with one part changed, seed 7', () => {
  const luck = new Luck(7);
  const shipped = globSync('schemas/**/*.schema.json', { cwd: root }).sort();
  const texts = shipped.map((file) => readFileSync(path.join(root, file), 'utf8'));
  const ajv = new Ajv2020({ strict: false, logger: false, validateFormats: false });
  const seen = { yes: 0, no: 0 };
  for (let i = 0; i < 400; i += 1) {
    const { $schema: _, ...schema }: JsonObject = JSON.parse(luck.pick(texts));
    const [parts, wrong] = [
      partsOf(schema),
      luck.pick([5, -1, 'x', null, true, [], {}, ['x', 'x'], [{}]] satisfies Json[]),
    ];
    const [owner, key] = luck.pick(parts);
    Reflect.set(owner, key, wrong);
    const is = ajv.validateSchema(schema) === true;
    seen[is ? 'yes' : 'no'] += 1;
    assert.equal(isSchema(schema), is, `${key}: ${JSON.stringify(wrong)} in ${JSON.stringify(schema)}`);
  }
  assert.ok(seen.yes > 50 && seen.no > 50, JSON.stringify(seen));
});

function partsOf(value: object): readonly (readonly [owner: object, key: string])[] {
  return Object.entries(value).flatMap(([key, part]) => [
    [value, key] as const,
    ...(typeof part === 'object' && part !== null ? partsOf(part) : []),
  ]);
}
