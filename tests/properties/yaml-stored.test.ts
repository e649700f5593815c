/** Trees of YAML that are kept as JSON come back as they were, whatever people write. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Json } from '../../src/model/json.ts';
import { parseYaml, printYaml } from '../../src/parse/yaml/parser.ts';
import { restored, stored } from '../../src/parse/yaml/stored.ts';

function holds(text: string): 'kept' | 'not kept' {
  const { root } = parseYaml(text);
  const json = root && stored(root);
  if (json === null) return 'not kept';
  assert.deepEqual(restored(JSON.parse(JSON.stringify(json))), root, text);
  return 'kept';
}

test('a printed value is parsed as the same value', () => {
  // As JSON has it: it has no -0.
  const json = fc.jsonValue().map((value): Json => JSON.parse(JSON.stringify(value)));
  const law = fc.property(json, (value) => assert.equal(holds(printYaml(value)), 'kept'));
  fc.assert(law, { seed: 26, numRuns: 500 });
});

test('anchors, aliases, keys without values, tags, styles and truncated texts are stored and read back', () => {
  const text = `# a comment
anchored: &base { a: 1, 'b': "two", ? c }
alias: *base
list: &list [ 1.5, ~, true, &in x, *in, [], {} ]
? [a, key, of, three]
: block: |
    kept
      as it is
  folded: >-
    one
    line
- : nothing
`;
  const pieces = Array.from({ length: text.length + 1 }, (_, end) => holds(text.slice(0, end)));
  assert.ok(pieces.filter((piece) => piece === 'kept').length > text.length / 2);
});

test('all pipelines of the repository are stored and read back', () => {
  for (const file of globSync('pipelines/**/*.yaml')) assert.equal(holds(readFileSync(file, 'utf8')), 'kept', file);
});

test('numbers that JSON cannot express are not stored', () => {
  for (const value of ['.nan', '.inf', '-.inf', '-0', '1e999']) assert.equal(holds(`a: ${value}\n`), 'not kept', value);
});
