/** Keys taken out of a manifest's text: what is left stays as a person wrote it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutKeys } from '../../src/parse/manifest/cut.ts';

const cut = (text: string, ...keys: string[]): string => withoutKeys({ file: 'runs/x.yaml', text }, new Set(keys));

test('a key is removed with its value, and comments around it stay', () => {
  assert.equal(
    cut('a: 1 # one\n# of b\nb:\n  c: 2 # two\n  # in b\n# end\n', 'a'),
    '# of b\nb:\n  c: 2 # two\n  # in b\n# end\n',
  );
  assert.equal(cut('a: 1 # one\n# of b\nb:\n  c: 2 # two\nd: 3\n', 'b'), 'a: 1 # one\n# of b\nd: 3\n');
  assert.equal(cut('a: 1\nb: [\n  1,\n  2 ]\nc: |\n  x\n\n  y\n\nd: 2', 'b', 'c'), 'a: 1\n\nd: 2');
  assert.equal(cut('a: 1\nb: 2', 'b'), 'a: 1\n');
  assert.equal(cut('a: 1\nb:\nc: 2\n', 'b'), 'a: 1\nc: 2\n');
});

test('line ends and a byte order mark stay', () => {
  assert.equal(cut('\uFEFFa: 1\r\nb: { c: 2 }\r\nd: 3\r\n', 'b'), '\uFEFFa: 1\r\nd: 3\r\n');
});

test('a text without the keys is unchanged', () => {
  const text = '# x\n{ a: 1 }\n';
  assert.equal(cut(text, 'b'), text);
});

test('a map in flow style, or with anchors, is rewritten with the same values', () => {
  assert.equal(cut('{ a: 1, b: { c: [x, "y z"] } } # x\n', 'a'), 'b: { c: [x, "y z"] }\n');
  assert.equal(cut('a: &x { y: 1 }\nb: *x\n', 'a'), 'b: { y: 1 }\n');
  assert.equal(cut('? a\n: 1\nb: 2\n', 'a'), 'b: 2\n');
});
