/** Schemas of many shapes that the offline provider has to meet: name -> schema. */
import type { JsonObject } from '../../src/model/json.ts';

const text = { type: 'string' };
const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
  additionalProperties: false,
  ...more,
});

export const SCHEMAS: readonly (readonly [string, JsonObject])[] = [
  ['nothing in it', {}],
  ['a text', text],
  ['a text of bounded length', { type: 'string', minLength: 300, maxLength: 320 }],
  ['a text of very few characters', { type: 'string', minLength: 1, maxLength: 3 }],
  ['an exact length', { type: 'string', minLength: 17, maxLength: 17 }],
  ['a slug', object({ id: { type: 'string', pattern: '^[a-z][a-z0-9_]{0,31}$' } })],
  ['an episode code', object({ code: { type: 'string', pattern: '^S\\d{2}E\\d{2}$' } })],
  ['a colour', object({ color: { type: 'string', pattern: '^#[0-9a-fA-F]{6}$' } })],
  ['a clock time', object({ at: { type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' } })],
  [
    'a hashtag',
    { type: 'array', minItems: 3, uniqueItems: true, items: { type: 'string', pattern: '^#[A-Za-z0-9]+$' } },
  ],
  ['a pattern without anchors', { type: 'string', pattern: 'foo|bar', minLength: 10 }],
  ['two patterns', { allOf: [{ type: 'string', pattern: '^[A-Z]' }, { pattern: '[0-9]$' }, { maxLength: 12 }] }],
  ...[
    'date',
    'time',
    'date-time',
    'duration',
    'uri',
    'uri-reference',
    'email',
    'hostname',
    'ipv4',
    'ipv6',
    'uuid',
    'json-pointer',
    'regex',
  ].map((format) => [`the format ${format}`, object({ value: { type: 'string', format } })] as const),
  ['unique formats', { type: 'array', minItems: 5, uniqueItems: true, items: { type: 'string', format: 'uuid' } }],
  ['a whole number between bounds', { type: 'integer', exclusiveMinimum: 3, exclusiveMaximum: 5 }],
  ['a number on steps', { type: 'number', minimum: 0.25, maximum: 0.4, multipleOf: 0.1 }],
  ['a number above a bound', { type: 'number', exclusiveMinimum: 0, maximum: 0.001 }],
  [
    'a number on two steps',
    {
      allOf: [
        { type: 'integer', multipleOf: 6 },
        { multipleOf: 4, minimum: 30 },
      ],
    },
  ],
  ['a large number', { type: 'integer', minimum: 1_000_000_007 }],
  ['an enum of several types', { enum: [null, 4, 'high', { a: 1 }] }],
  ['a constant', object({ version: { const: 3 }, kind: { const: 'segment' } })],
  [
    'a type that may be null',
    object({ note: { type: ['string', 'null'] }, n: { anyOf: [{ type: 'null' }, { type: 'integer', minimum: 4 }] } }),
  ],
  [
    'a list of an exact length',
    object({
      scenes: {
        type: 'array',
        minItems: 7,
        maxItems: 7,
        items: object({ title: text, seconds: { type: 'number', minimum: 2, maximum: 9 } }),
      },
    }),
  ],
  ['an empty list', { type: 'array', maxItems: 0, items: text }],
  [
    'unique entries of a small choice',
    { type: 'array', minItems: 3, uniqueItems: true, items: { enum: ['a', 'b', 'c'] } },
  ],
  [
    'a tuple',
    { type: 'array', prefixItems: [text, { type: 'integer' }, { type: 'boolean' }], items: false, minItems: 3 },
  ],
  ['an open tuple', { type: 'array', prefixItems: [{ const: 'head' }], items: { type: 'integer' }, minItems: 4 }],
  [
    'an entry that must be contained',
    {
      type: 'array',
      minItems: 3,
      items: { type: 'object', properties: { kind: { enum: ['a', 'b'] } }, required: ['kind'] },
      contains: { properties: { kind: { const: 'b' } } },
      minContains: 2,
    },
  ],
  [
    'alternatives by a constant',
    {
      type: 'array',
      minItems: 2,
      items: {
        oneOf: [
          object({ type: { const: 'line' }, text }),
          object({ type: { const: 'pause' }, seconds: { type: 'number' } }),
        ],
      },
    },
  ],
  [
    'alternatives of which one fits only',
    {
      oneOf: [
        { type: 'string', maxLength: 5 },
        { type: 'string', minLength: 5, maxLength: 9 },
      ],
    },
  ],
  [
    'alternatives inside alternatives',
    {
      anyOf: [
        { allOf: [{ type: 'string' }, { type: 'integer' }] },
        { oneOf: [{ type: 'integer', minimum: 3 }, { type: 'string' }] },
      ],
    },
  ],
  [
    'parts that are joined',
    {
      allOf: [
        { $ref: '#/$defs/named' },
        { type: 'object', required: ['seconds'], properties: { seconds: { type: 'integer', minimum: 5 } } },
      ],
      $defs: {
        named: { type: 'object', required: ['title'], properties: { title: { type: 'string', maxLength: 30 } } },
      },
    },
  ],
  [
    'a condition',
    {
      type: 'object',
      required: ['kind'],
      properties: { kind: { enum: ['video', 'audio'] }, url: { type: 'string', format: 'uri' }, voice: text },
      if: { properties: { kind: { const: 'video' } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ['url'] },
      else: { required: ['voice'] },
    },
  ],
  [
    'something that must not be',
    {
      type: 'object',
      required: ['mood'],
      properties: { mood: { enum: ['calm', 'tense'] } },
      not: { properties: { mood: { const: 'calm' } } },
    },
  ],
  [
    'a tree',
    {
      $ref: '#/$defs/node',
      $defs: {
        node: {
          type: 'object',
          required: ['title', 'children'],
          properties: { title: text, children: { type: 'array', items: { $ref: '#/$defs/node' } } },
        },
      },
    },
  ],
  [
    'a chain that ends in null',
    {
      $ref: '#/$defs/link',
      $defs: {
        link: {
          type: 'object',
          required: ['title', 'next'],
          properties: { title: text, next: { anyOf: [{ $ref: '#/$defs/link' }, { type: 'null' }] } },
        },
      },
    },
  ],
  ['a reference to itself', { type: 'object', required: ['name'], properties: { name: text, parent: { $ref: '#' } } }],
  [
    'an anchor',
    {
      type: 'array',
      minItems: 1,
      items: { $ref: '#seg' },
      $defs: { x: { $anchor: 'seg', type: 'object', required: ['id'], properties: { id: text } } },
    },
  ],
  [
    'free names',
    {
      type: 'object',
      minProperties: 3,
      maxProperties: 4,
      propertyNames: { pattern: '^[a-z-]+$' },
      additionalProperties: { type: 'integer', minimum: 1 },
    },
  ],
  [
    'names by a pattern',
    {
      type: 'object',
      minProperties: 2,
      patternProperties: { '^x_[a-z]+$': { type: 'string' } },
      additionalProperties: false,
    },
  ],
  [
    'few properties',
    { type: 'object', maxProperties: 2, required: ['b'], properties: { a: text, b: text, c: text, d: text } },
  ],
  [
    'properties that need others',
    {
      type: 'object',
      required: ['a'],
      properties: { a: text, b: text },
      dependentRequired: { a: ['b'] },
      additionalProperties: false,
    },
  ],
  [
    'a default and examples',
    object({
      mode: { type: 'string', default: 'quiet' },
      size: { type: 'string', examples: ['1080x1920'], pattern: '^\\d+x\\d+$' },
    }),
  ],
  ['booleans', object({ explicit: { type: 'boolean' }, ready: { const: true }, hidden: { type: 'boolean' } })],
  [
    'names of the prototype',
    {
      type: 'object',
      required: ['constructor', 'toString'],
      properties: { constructor: text, toString: { type: 'integer' } },
    },
  ],
  [
    'a deep nest',
    object({
      a: object({
        b: object({
          c: object({
            d: { type: 'array', minItems: 2, items: object({ e: { type: 'array', minItems: 2, items: text } }) },
          }),
        }),
      }),
    }),
  ],
  [
    'a dialogue',
    object({
      turns: {
        type: 'array',
        minItems: 2,
        maxItems: 9,
        items: object({
          speaker: { enum: ['ANA', 'BEN'] },
          text: { type: 'string', minLength: 1, maxLength: 90 },
          emotion: { enum: ['sad', 'glad'] },
          pace: text,
        }),
      },
    }),
  ],
  [
    'captions',
    object({
      captions: {
        type: 'array',
        minItems: 3,
        items: object({
          start: { type: 'number', minimum: 0 },
          end: { type: 'number' },
          text: { type: 'string', maxLength: 42 },
        }),
      },
    }),
  ],
  [
    'a short script',
    object({
      hook: { type: 'string', maxLength: 120 },
      body: text,
      call_to_action: text,
      hashtags: { type: 'array', minItems: 2, maxItems: 5, items: { type: 'string', pattern: '^#' } },
    }),
  ],
];
