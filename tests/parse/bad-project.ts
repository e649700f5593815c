/** A small project in memory, for files that are wrong and for those that are right. */
import type { Config } from '../../src/model/config.ts';
import { DEFAULT_CONFIG } from '../../src/parse/config.ts';
import type { ReadResult, ReadText } from '../../src/parse/pipeline.ts';

const FILES: Readonly<Record<string, string>> = {
  'tools/good.ts': "import { half } from './half.js';\nexport default () => ({ output: half(2) });\n",
  'tools/half.ts':
    "import data from './data.json' with { type: 'json' };\nexport const half = (n: number) => n / 2 + data.x;\n",
  'tools/data.json': '{ "x": 1 }',
  'templates/good.md': '# {{ title }}\n',
  'templates/broken.md': 'line one\n{% if x %}\n',
  'schemas/groups.schema.json': JSON.stringify({
    type: 'object',
    additionalProperties: false,
    required: ['title', 'groups'],
    properties: {
      title: { type: 'string' },
      groups: {
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['id'],
          properties: { id: { type: 'string' } },
        },
      },
    },
  }),
  'schemas/broken.schema.json':
    '{\n  "type": "object",\n  "properties": { "a": { "type": "strng" } },\n  "required": true\n}\n',
  'pipelines/child.yaml': [
    'inputs: { type: object, required: [topic], properties: { topic: { type: string } } }',
    'stages:',
    '  text: { uses: command, with: { argv: [echo, "${{ inputs.topic }}"] } }',
    'outputs: { text: "${{ stages.text.output }}" }',
  ].join('\n'),
  'pipelines/demo.yaml': [
    'inputs:',
    '  type: object',
    '  required: [topic]',
    '  properties:',
    '    topic: { type: string, minLength: 3 }',
    '    title: { type: string, default: Untitled }',
    '    count: { type: integer, default: 1 }',
    '    lang: { type: string, pattern: "^[a-z]{2}$", default: en }',
    '    voices:',
    '      type: array',
    '      items: { type: object, additionalProperties: false, required: [name], properties: { name: { type: string } } }',
    'stages:',
    '  outline: { uses: command, with: { argv: [date] } }',
    '  music: { uses: command, with: { argv: [date] }, skippable: true }',
    '  parts: { uses: command, with: { argv: [date] }, foreach: "${{ [1, 2] }}" }',
  ].join('\n'),
};
const FOLDERS = new Set(['tools', 'templates', 'schemas', 'pipelines']);

export const config: Config = {
  ...DEFAULT_CONFIG,
  pools: { gpu: 1 },
  machineFiles: ['shows/*/list.json'],
  secrets: { TOKEN: { type: 'env', name: 'TOKEN' } },
};

const failed = (reason: 'missing' | 'folder', message: string): ReadResult => ({
  ok: false,
  error: { reason, message },
});

/** @param more files beside, or instead of, those of the project. */
export const reader =
  (more: Readonly<Record<string, string | Uint8Array>> = {}): ReadText =>
  (path) => {
    const content = Object.hasOwn(more, path) ? more[path] : Object.hasOwn(FILES, path) ? FILES[path] : undefined;
    if (content !== undefined) return { ok: true, value: content };
    return FOLDERS.has(path) ? failed('folder', 'it is a folder') : failed('missing', 'there is no such file');
  };
