/** Files made to hurt the reader of YAML: each ends, in time in proportion to its size. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readYaml } from '../../src/parse/yaml/document.ts';

const MANY = 20_000;
const hostile: Record<string, string> = {
  brackets: '['.repeat(MANY),
  dashes: '- '.repeat(MANY),
  'explicit keys': '? '.repeat(MANY),
  commas: `[${','.repeat(MANY)}`,
  colons: ':'.repeat(MANY),
  'one key again and again': 'a: 1\n'.repeat(MANY),
  quotes: `a: ${'"'.repeat(MANY)}`,
  'one long line': `a: ${'x'.repeat(8 * MANY)}`,
  newlines: '\n'.repeat(8 * MANY),
  tabs: '\t'.repeat(MANY),
  anchors: '&a '.repeat(MANY),
  'document marks': '---\n'.repeat(MANY),
  'unclosed lists': 'a: [\n'.repeat(MANY),
  backslashes: `a: "${'\\'.repeat(MANY)}`,
  directives: '%YAML 1.1\n'.repeat(MANY / 2),
};

for (const [name, text] of Object.entries(hostile)) {
  test(`a hostile file of ${name} ends in few diagnostics or a value`, () => {
    const { diagnostics, document } = readYaml('x.yaml', text);
    assert.ok(document !== null || diagnostics.length > 0);
    assert.ok(diagnostics.length <= 101);
  });
}

test('a file with too many parts is refused before it is parsed into a tree', () => {
  const { diagnostics } = readYaml('x.yaml', `[${'a,'.repeat(21 * MANY)}]`);
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    ['file/too-large'],
  );
});
