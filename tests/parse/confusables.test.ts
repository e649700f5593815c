/** What an editor writes with a word processor, a chat or a keyboard that has other characters: the hint names them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editProblem } from '../../src/parse/draft/check.ts';
import { parseManifest } from '../../src/parse/manifest.ts';
import { readYaml } from '../../src/parse/yaml/document.ts';

const hintsOf = (added: string): readonly (string | undefined)[] =>
  parseManifest('runs/self.yaml', `pipeline: demo\n${added}\n`).diagnostics.map((found) => found.hint);

const NO_BREAK = 'write a plain space instead of the blank U+00A0, which is a letter in YAML';

/** What is added to a manifest -> the hint. */
const HINTS: readonly (readonly [name: string, added: string, hint: string])[] = [
  ['a no-break space behind the colon', 'approved:\u00a0true', NO_BREAK],
  ['a no-break space before the colon', 'approved\u00a0: true', NO_BREAK],
  ['a no-break space in the indentation', 'approvals:\n\u00a0\u00a0review: { approved: true }', NO_BREAK],
  ['a no-break space behind the colon of an answer', 'approvals:\n  review:\n    approved:\u00a0true', NO_BREAK],
  ['a no-break space within brackets', 'approvals: { review: { approved:\u00a0true } }', NO_BREAK],
  [
    'a zero-width space',
    '\u200bapproved: true',
    'write a plain space instead of the blank U+200B, which is a letter in YAML',
  ],
  ['a wide colon', 'approved：true', 'write a plain ":" and a space instead of "："'],
  [
    'a wide colon within brackets',
    'approvals: { review: { approved：true } }',
    'write a plain ":" and a space instead of "："',
  ],
  ['quotes of a word processor', 'approved: “true”', 'write true, without quotes'],
  [
    'quotes of a word processor in an answer',
    'approvals: { review: { approved: ‘True’ } }',
    'write true, without quotes',
  ],
  [
    'quotes of a word processor around a colon',
    'labels: { why: 1 }\ninputs:\n  topic: “Rockets: how”',
    `write plain quotes, " or '`,
  ],
  [
    'an apostrophe',
    `inputs:\n  topic: 'Don't look'`,
    "write '' for an apostrophe in it, or put the value in double quotes",
  ],
  [
    'quotes within quotes',
    'inputs:\n  topic: "The "big" one"',
    'write \\" for a quote in it, or put the value in single quotes',
  ],
  ['a list that is indented unevenly', 'labels:\n  - a\n - b', 'start all entries of a list or map in the same column'],
  ['an answer that stands by itself', 'review: { approved: true }', 'indent it under a line "approvals:"'],
];

for (const [name, added, hint] of HINTS)
  test(`${name} is reported by its name`, () => assert.ok(hintsOf(added).includes(hint), `${hintsOf(added)}`));

test('a text may contain all confusable characters', () => {
  const text = 'pipeline: demo\ninputs:\n  topic: “Où\u00a0:\u00a0là” — 火箭：どう飛ぶか\n';
  assert.deepEqual(parseManifest('runs/self.yaml', text).diagnostics, []);
});

test('confusable characters are also reported in a draft', () => {
  const { document } = readYaml('drafts/review.1.yaml', 'title: x\nchapters:\n\u00a0\u00a0- one\n');
  assert.equal(document, null);
  const { document: glued } = readYaml('drafts/review.1.yaml', 'title: x\nmore: { chapters:\u00a0one }\n');
  assert.ok(glued);
  const place = { file: glued.file, document: glued, path: [], code: 'draft/schema', name: 'the draft' } as const;
  const missing = {
    instancePath: '/more',
    schemaPath: '#/required',
    keyword: 'required',
    params: { missingProperty: 'chapters' },
  };
  const edited = { value: glued.value, generated: {}, schema: {}, shape: 'single' } as const;
  assert.equal(editProblem(edited, place, () => [missing])?.hint, NO_BREAK);
});
