import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { readYaml, type YamlDocument } from '../../src/parse/yaml/document.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function read(text: string): YamlDocument {
  const { document, diagnostics } = readYaml('x.yaml', text);
  assert.deepEqual(diagnostics, []);
  assert.ok(document);
  return document;
}

const brief = ({ code, at }: Diagnostic): string => (at && 'line' in at ? `${code} ${at.line}:${at.column}` : code);
const mistakes = (text: string | Uint8Array): string[] => readYaml('x.yaml', text).diagnostics.map(brief);

test('a byte order mark and CRLF line ends are accepted and do not shift places', () => {
  const { document, diagnostics } = readYaml('x.yaml', bytes('\uFEFFa: 1\r\nb:\r\n  c: two\r\n'));
  assert.deepEqual(diagnostics, []);
  assert.deepEqual(document?.value, { a: 1, b: { c: 'two' } });
  assert.deepEqual(document?.at(['b', 'c']), { file: 'x.yaml', line: 3, column: 6, length: 3, excerpt: '  c: two' });
  assert.equal(document?.at(['a']).column, 4);
  assert.deepEqual(read('\uFEFFa: 1\n').at(['a']), { file: 'x.yaml', line: 1, column: 4, length: 1, excerpt: 'a: 1' });
});

test('values follow the YAML 1.2 core schema: `yes` and `on` are texts', () => {
  assert.deepEqual(read('a: yes\nb: on\nc: true\nd: ~\ne: 0o17\nf: 2024-01-01\n1: x\ntrue: y\n').value, {
    a: 'yes',
    b: 'on',
    c: true,
    d: null,
    e: 15,
    f: '2024-01-01',
    1: 'x',
    true: 'y',
  });
});

test('an empty file is a document whose value is null', () => {
  assert.equal(read('').value, null);
  assert.equal(read('# nothing\n').value, null);
});

test('JSON is read by the same parser, with any tabs', () => {
  assert.deepEqual(read('{\n\t"a": [1, 2],\n\t"b": null\n}\n').value, { a: [1, 2], b: null });
});

test('keys, values and missing values have places', () => {
  const document = read('a:\n  list: [x, yy]\n  empty:\n');
  assert.deepEqual([document.at(['a', 'list', 1]).line, document.at(['a', 'list', 1]).column], [2, 13]);
  assert.equal(document.atKey(['a', 'list']).length, 4);
  assert.equal(document.at(['a', 'empty']).line, 3);
  assert.equal(document.at(['a', 'nothing', 'below']).excerpt, 'a:');
  assert.equal(document.at([]).line, 1);
});

test('the place in a long line keeps only the text near it, and knows where that begins', () => {
  const key = 'x'.repeat(3_000);
  const document = read(`{ a: "${key}", b: mistake, c: "${key}" }`);
  const { column, length, excerpt, from = 0 } = document.at(['b']);
  assert.equal(excerpt.slice(column - 1 - from, column - 1 - from + length), 'mistake');
  assert.match(excerpt, /^…x+", b: mistake, c: "x+…$/);
  assert.ok(excerpt.length < 700);
  assert.equal(document.at(['a']).from, undefined);
});

/** The characters of the file at a stretch of the value of `a`. */
function under(text: string, needle: string): string {
  const document = read(text);
  const value = (document.value as { a: string }).a;
  assert.ok(value.includes(needle), JSON.stringify(value));
  const { excerpt, column, length } = document.within(['a'])(value.indexOf(needle), needle.length);
  return excerpt.slice(column - 1, column - 1 + length);
}

test('a range inside a scalar is found in the file, however it is quoted', () => {
  assert.equal(under('a: one foo three\n', 'foo'), 'foo');
  assert.equal(under('a: one\n  two foo\n', 'foo'), 'foo');
  assert.equal(under("a: 'it''s foo here'\n", 'foo'), 'foo');
  assert.equal(under('a: "tab\\tand \\u00e4 \\U0001F600 foo"\n', 'foo'), 'foo');
  assert.equal(under('a: "folded \\\n   foo bar"\n', 'foo bar'), 'foo bar');
  assert.equal(under('a: |\n  first\n    deep foo\n', 'foo'), 'foo');
  assert.equal(under('a: >-\n  first\n  then foo\n\n  end\n', 'foo'), 'foo');
  assert.equal(under('a: |2+\n    x foo\n\n', 'foo'), 'foo');
  assert.equal(under('a: &anchor "x foo"\n', 'foo'), 'foo');
  assert.equal(under('a: "say \\"foo\\" now"\n', '"foo"'), '\\"foo\\"');
});

test('a range inside a block scalar names the right line', () => {
  const document = read('a: |\n  one\n\n  two ${{ x }}\nb: 1\n');
  const value = (document.value as { a: string }).a;
  assert.deepEqual(
    [document.within(['a'])(value.indexOf('x'), 1).line, document.within(['a'])(value.length, 9).line],
    [4, 5],
  );
});

test('the value of an alias has the place of its anchor', () => {
  const document = read('base: &b { x: 1 }\nuse: *b\n');
  assert.deepEqual(document.value, { base: { x: 1 }, use: { x: 1 } });
  assert.equal(document.at(['use']).line, 2);
  assert.equal(document.at(['use', 'x']).line, 1);
});

test('all mistakes of a file are reported at once, in its order', () => {
  assert.deepEqual(mistakes('a: 1\na: 2\n__proto__: 3\nb: .nan\nc:\n  <<: 1\n  x.constructor.y: 1\nd: *none\n'), [
    'yaml/duplicate-key 2:1',
    'yaml/unsafe-key 3:1',
    'yaml/bad-number 4:4',
    'yaml/merge-key 6:3',
    'yaml/unsafe-key 7:3',
    'yaml/unknown-alias 8:4',
  ]);
  assert.deepEqual(mistakes('a: @x\nb: `y`\nc: "\\q"\n'), ['yaml/syntax 1:4', 'yaml/syntax 2:4', 'yaml/syntax 3:5']);
});

test('a quote or bracket that is never closed is reported where it was opened', () => {
  assert.deepEqual(mistakes('a: 1\nb: "foo\nc: 1\n'), ['yaml/syntax 2:4']);
  assert.deepEqual(mistakes('a: 1\nb: [1, [2], 3\nc: 1\n'), ['yaml/syntax 2:4']);
  assert.deepEqual(mistakes('a: 1\nb: { x: 1\nc: 2\nd: 3\n'), ['yaml/syntax 2:4']);
});

test('a duplicate key is reported with the place of the first one', () => {
  const [found] = readYaml('x.yaml', 'a: 1\nb: 2\na: 3\n').diagnostics;
  assert.deepEqual(
    found?.related?.map(({ message, at }) => [message, at.line]),
    [['first given here', 1]],
  );
});

test('a file that is no text is refused with its line', () => {
  assert.deepEqual(mistakes('a: 1\nb: \0x\nc: \x07\n'), ['yaml/control-character 2:4', 'yaml/control-character 3:4']);
  assert.deepEqual(mistakes(new Uint8Array([0x61, 0x3a, 0x0a, 0x62, 0xff, 0x0a])), ['yaml/not-utf8 2:2']);
  assert.deepEqual(mistakes(new Uint8Array([0x61, 0x0a, 0xc3])), ['yaml/not-utf8 2:1']);
  assert.deepEqual(mistakes(new Uint8Array([0xff, 0xfe, 0x61, 0x00])), ['yaml/not-utf8 1:1']);
  assert.deepEqual(mistakes('a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n'), ['yaml/conflict 2:1']);
  assert.deepEqual(mistakes('version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 1\n'), [
    'file/lfs-pointer 1:1',
  ]);
});

test('control characters that the lexer uses cannot forge tokens', () => {
  assert.deepEqual(mistakes('a: \u0002\n'), ['yaml/control-character 1:4']);
  assert.deepEqual(mistakes('\u001f\u0018[\n'), ['yaml/control-character 1:1', 'yaml/control-character 1:2']);
});

test('directives, tags and second documents are refused', () => {
  assert.deepEqual(mistakes('%YAML 1.1\n---\na: yes\n'), ['yaml/syntax 1:1']);
  assert.deepEqual(mistakes('%YAML 1.2\n---\na: yes\n'), []);
  assert.deepEqual(mistakes('a: !!js/function x\n'), ['yaml/syntax 1:4']);
  assert.deepEqual(mistakes('a: !!binary aGVsbG8=\n'), ['yaml/syntax 1:4']);
  assert.deepEqual(mistakes('a: 1\n---\nb: 2\n'), ['yaml/several-documents 2:1']);
});

test('64 levels are read and 65 are not, in block style, flow style and through aliases', () => {
  const flow = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}\n`;
  const block = (depth: number): string => `${'- '.repeat(depth)}x\n`;
  assert.deepEqual([mistakes(flow(64)), mistakes(block(64))], [[], []]);
  assert.deepEqual([mistakes(flow(65)), mistakes(block(65))], [['yaml/too-deep 1:66'], ['yaml/too-deep 1:130']]);
  const chained = (levels: number): string =>
    [
      'a0: &a0 [[[[[[[[[[1]]]]]]]]]]',
      ...Array.from({ length: levels }, (_, i) => `a${i + 1}: &a${i + 1} [[[[[[[[[[*a${i}]]]]]]]]]]`),
    ].join('\n');
  assert.deepEqual(mistakes(chained(5)), []);
  assert.deepEqual(mistakes(chained(6)), ['yaml/alias-limit 7:19']);
});

test('51 aliases are refused, however small', () => {
  const aliases = (count: number): string => `a: &a 1\nb: [${Array.from({ length: count }, () => '*a').join(', ')}]\n`;
  assert.deepEqual(mistakes(aliases(50)), []);
  assert.deepEqual(mistakes(aliases(60)), ['yaml/alias-limit 2:205']);
});

test('an alias bomb with few aliases is stopped by its size, and its value stays small', () => {
  const levels = Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(5).fill(`*a${i}`).join(', ')}]`);
  const { document, diagnostics } = readYaml('x.yaml', ['a0: &a0 [1, 2, 3, 4, 5]', ...levels].join('\n'));
  assert.ok(diagnostics.length > 0 && diagnostics.every(({ code }) => code === 'yaml/alias-limit'));
  assert.ok(JSON.stringify(document?.value).length < 200_000);
  assert.deepEqual(mistakes('a: &a [*a]\n'), ['yaml/alias-limit 1:8']);
});

test('a file over 1 MiB is refused without reading it', () => {
  assert.deepEqual(mistakes('x'.repeat(1024 * 1024 + 1)), ['file/too-large']);
});
