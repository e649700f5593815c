/** Subjects as texts for an editor, and back: what nobody touched is what was generated. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson } from '../../src/model/canonical-json.ts';
import type { Json } from '../../src/model/json.ts';
import { editProblem } from '../../src/parse/draft/check.ts';
import { type DraftReading, readDraft, readOffered } from '../../src/parse/draft/read.ts';
import { subjectText } from '../../src/parse/draft/subject-digest.ts';
import { draftBody, draftForm, keyedBody, withHead, withoutHead } from '../../src/parse/draft/text.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string | Uint8Array, generated: Json): DraftReading =>
  readDraft(
    { file: 'd', form: draftForm(generated), bytes: typeof text === 'string' ? bytesOf(text) : text },
    generated,
  );
const codeOf = (reading: DraftReading): string => (reading.type === 'broken' ? reading.problem.code : reading.type);
const offered = (generated: Json): string => {
  const body = draftBody(generated);
  return draftForm(generated) === 'md' ? body : withHead(['Read me: it is # a comment\nin two lines'], body);
};

const OUTLINE = {
  title: 'Rockets: how they work',
  segments: [
    { id: 's1', text: `First ${'long '.repeat(60)}line\n\n  indented: yes\nlast\n` },
    { id: 's2', text: 'one line' },
  ],
  tags: [],
};

test('a value is written as block YAML in key order, with multi-line texts as they are', () => {
  const text = draftBody({ title: 'A: b', body: 'one\ntwo\n', list: [{ a: 1 }, 'x'], none: null });
  assert.equal(text, 'title: "A: b"\nbody: |\n  one\n  two\nlist:\n  - a: 1\n  - x\nnone: null\n');
});

test('a long line stays one line, and equal parts are written out without aliases', () => {
  const part = { text: 'word '.repeat(80).trim() };
  assert.equal(draftBody([part, part]), `- text: ${part.text}\n- text: ${part.text}\n`);
});

test('a text is written as Markdown without changes, except for a missing last line end', () => {
  assert.deepEqual(['# A\n\nb', 'b\n', 'a\r\nb'].map(draftForm), ['md', 'md', 'md']);
  assert.deepEqual(['# A\n\nb', 'b\n', 'a\r\nb'].map(draftBody), ['# A\n\nb\n', 'b\n', 'a\nb\n']);
});

test('a text of many empty lines is read as fast as any other', () => {
  // A look for the end from each empty line would take minutes.
  const text = `a${'\n'.repeat(300_000)}b\n`;
  assert.equal(codeOf(read(`${text}\n\n`, text)), 'generated');
  assert.deepEqual(read(`${text}c`, text), { type: 'edited', value: `${text}c\n`, document: null });
});

test('a text that no text file can hold, or that looks like a merge conflict, is quoted instead', () => {
  const texts = ['a\u0000b', '\ud800', 'a\n<<<<<<< HEAD\nb\n'];
  assert.deepEqual(texts.map(draftForm), ['yaml', 'yaml', 'yaml']);
  assert.deepEqual(
    texts.map((text) => read(offered(text), text).type),
    ['generated', 'generated', 'generated'],
  );
});

/** Of any characters. `fc.string` can make these, too, but makes a map of all of them first, for a second. */
const character = fc
  .oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((code) => String.fromCodePoint(code));
const anyText = fc.array(character, { maxLength: 30 }).map((all) => all.join(''));

const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    anyText,
    fc.string({ maxLength: 30 }),
    fc.constantFrom(
      '',
      'yes',
      'null',
      '~',
      '012',
      '1e3',
      '- x',
      '# x',
      'a: b',
      'a\n',
      '\n\na\n\n',
      ' a\nb ',
      'a\r\nb',
      '---',
      '\t',
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ maxLength: 8 }), tie('value'), { maxKeys: 4 }),
  ),
})).value;

test('an unedited draft always reads as the generated value, even after autocrlf and with a byte order mark', () => {
  fc.assert(
    fc.property(json, (value) => {
      const text = offered(value);
      for (const touched of [text, text.replaceAll('\n', '\r\n'), `\uFEFF${text}`])
        assert.equal(codeOf(read(touched, value)), 'generated');
    }),
    { seed: 4, numRuns: 400 },
  );
});

test('a draft can be read back as the same value by any YAML parser', () => {
  fc.assert(
    fc.property(json, (value) => {
      const values = readOffered({ file: 'd', form: draftForm(value), bytes: bytesOf(offered(value)) });
      const same = values.some((one) => subjectText(one, []) === subjectText(value, []));
      // A byte order mark at the beginning of a text is lost; keys that no YAML file may have are refused.
      assert.ok(
        same ||
          /^\uFEFF|__proto__|constructor|prototype/.test(typeof value === 'string' ? value : canonicalJson(value)),
      );
    }),
    { seed: 4, numRuns: 400 },
  );
});

test('comments, layout and key order are no edits', () => {
  assert.equal(read('# mine\n{ "b": [1], a: "x" } # more\n', { a: 'x', b: [1] }).type, 'generated');
});

test('a line end that an editor adds is no edit, and an edited text ends like the generated one', () => {
  assert.equal(read('hello\n\n', 'hello').type, 'generated');
  assert.equal(read('hello', 'hello\n').type, 'generated');
  const values = ['hello', 'hello\n'].map((generated) => read('bye\r\n', generated));
  assert.deepEqual(
    values.map((reading) => (reading.type === 'edited' ? reading.value : null)),
    ['bye', 'bye\n'],
  );
});

test('an edited value comes with a document for places', () => {
  const reading = read('title: New\n', OUTLINE);
  assert.ok(reading.type === 'edited' && reading.document);
  assert.deepEqual(reading.value, { title: 'New' });
  const at = reading.document.at(['title']);
  assert.deepEqual([at.line, at.column], [1, 8]);
});

const BROKEN: readonly (readonly [what: string, text: string | Uint8Array, generated: Json, code: string])[] = [
  ['merge conflict in YAML', '<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n', { a: 0 }, 'draft/conflict'],
  ['merge conflict in Markdown', 'x\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n', 'text', 'draft/conflict'],
  ['merge conflict in a large text', `${'x\n'.repeat(600_000)}<<<<<<< HEAD\n`, 'text', 'draft/conflict'],
  ['binary file', new Uint8Array([0xff, 0xfe, 0x41]), 'text', 'yaml/not-utf8'],
  ['file that is cut off', 'a: [1, 2\n', { a: 0 }, 'yaml/syntax'],
  ['empty file', '', { a: 0 }, 'draft/empty'],
  ['file with nothing but its head', '# Draft\n\n', { a: 0 }, 'draft/empty'],
  ['text that was emptied', '\n', 'text', 'draft/empty'],
  ['key that could reach a prototype', '__proto__: { a: 1 }\n', { a: 0 }, 'yaml/unsafe-key'],
];
for (const [what, text, generated, code] of BROKEN) {
  test(`a ${what} is refused as a value`, () => {
    const reading = read(text, generated);
    assert.equal(
      reading.type === 'broken' && reading.problem.code.replace(/yaml\/(?!not|unsafe).*/, 'yaml/syntax'),
      code,
    );
  });
}

test('a value that is too large or too deep for YAML is written as JSON, and can be edited as such', () => {
  let deep: Json = 1;
  for (let level = 0; level < 80; level += 1) deep = [deep];
  const large = Array.from({ length: 40_000 }, (_, i) => ({ id: i, text: 'some words of it' }));
  for (const value of [deep, large]) {
    assert.equal(read(offered(value), value).type, 'generated');
    const edited = read(withHead(['x'], JSON.stringify([value])), value);
    assert.deepEqual(edited.type === 'edited' && edited.value, [value]);
  }
});

test('a key that could reach a prototype is refused in JSON as well', () => {
  const deep = `${'['.repeat(80)}1${']'.repeat(80)}`;
  assert.equal(read(`{ "a": ${deep}, "b": "\\"__proto__\\":" }`, {}).type, 'edited');
  for (const key of ['__proto__', 'constructor', 'prototype', '\\u005f_proto__', 'a.constructor'])
    for (const text of [`{ "${key}": ${deep} }`, `[{ "a": { "${key}": 1 } }, ${deep}]`])
      assert.equal(read(text, {}).type, 'broken', text);
});

test('a value nested deeper than any output is refused', () => {
  const nested = (levels: number): string => `${'['.repeat(levels)}1${']'.repeat(levels)}`;
  assert.equal(read(nested(500), {}).type, 'edited');
  for (const levels of [501, 5_000, 200_000]) assert.equal(read(nested(levels), {}).type, 'broken');
});

test('a header is a comment whatever its content, and is removed when the draft is read', () => {
  const text = withHead(['one\r\ntwo: 2', 'a\u0007\ud800'], 'a: 1\n');
  assert.equal(text, '# one\n# two: 2\n# a\uFFFD\uFFFD\na: 1\n');
  assert.equal(withoutHead(text), 'a: 1\n');
});

test('what is approved does not depend on paths, on the order of artifacts, or on line ends of a text', () => {
  const artifact = (name: string, path: string) => ({
    name,
    path,
    sha256: 'sha256:1',
    mediaType: 'audio/wav',
    bytes: 1,
  });
  const one = subjectText('a\r\nb', [artifact('x', 'p'), artifact('y', 'p')] as never);
  assert.equal(one, subjectText('a\nb', [artifact('y', 'q'), artifact('x', 'q')] as never));
  assert.notEqual(one, subjectText('a\nb', [artifact('y', 'q')] as never));
});

test('an added entry of a list is validated by itself, and one that was there before is not', () => {
  const reading = read('- null\n- { n: 1 }\n- { n: x }\n', [null, { n: 1 }]);
  assert.ok(reading.type === 'edited');
  const problem = editProblem(
    { value: reading.value, generated: [null, { n: 1 }], schema: { type: 'object' }, shape: 'items' },
    { file: 'd', document: reading.document, path: [], code: 'draft/schema', name: 'the draft' },
    (_schema, value) => [
      {
        instancePath: '/n',
        schemaPath: '#',
        keyword: 'type',
        params: { type: 'integer' },
        message: JSON.stringify(value),
      },
    ],
  );
  assert.ok(problem?.at && 'line' in problem.at);
  assert.deepEqual([problem.code, problem.at.line, problem.at.column], ['draft/schema', 3, 8]);
  assert.match(problem.message, /entry 3/);
});

test('a list that became something else is reported as such', () => {
  const problem = editProblem(
    { value: { a: 1 }, generated: [], schema: {}, shape: 'items' },
    { file: 'd', document: null, path: [], code: 'draft/schema', name: 'the draft' },
    () => [],
  );
  assert.match(problem?.message ?? '', /must be a list/);
});

test('entries of a list have the keys of their items as comments, which do not change the value', () => {
  const list = [{ text: 'one\n- two\n\nthree\n' }, ['- a', 'b'], '- c', null];
  const text = keyedBody(list, ['intro', 'a\nb', 'c', 'd']);
  assert.deepEqual(
    text.split('\n').filter((line) => line.startsWith('#')),
    ['# item intro', '# item a b', '# item c', '# item d'],
  );
  assert.match(text, /^# item intro\n- text: \|/);
  const offeredText = withHead(['Read me'], text);
  assert.deepEqual(read(offeredText, list), { type: 'generated' });
  assert.deepEqual(readOffered({ file: 'd', form: 'yaml', bytes: bytesOf(offeredText) }), [list]);
  assert.equal(keyedBody(list, []), draftBody(list));
  assert.equal(keyedBody([], ['k']), draftBody([]));
});

test('a deeply nested value is written without excessive indentation', () => {
  let nested: Json = Array<Json>(200_000).fill(1);
  for (let depth = 1; depth < 190; depth += 1) nested = [nested];
  assert.ok(draftBody(nested).length < 1_000_000);
  assert.match(draftBody(Array<Json>(300_000).fill(1)), /^\[\n {2}1,\n/);
});

test('whatever a list contains, its key comments do not change the value', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), json), { maxLength: 6 }), (entries) => {
      const list = entries.map(([, value]) => value);
      const text = keyedBody(
        list,
        entries.map(([key]) => key),
      );
      assert.deepEqual(codeOf(read(withHead(['h'], text), list)), codeOf(read(draftBody(list), list)));
    }),
    { seed: 20261121, numRuns: 300 },
  );
});
