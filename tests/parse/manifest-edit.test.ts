import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../../src/model/json.ts';
import { type EditPath, pairValue, setValue } from '../../src/parse/manifest/edit.ts';

function edited(text: string, path: EditPath, value: Json): string {
  const result = setValue({ file: 'runs/a.yaml', text }, path, value);
  assert.ok(result.ok, result.ok ? '' : JSON.stringify(result.error));
  return result.value;
}

function paired(text: string, path: EditPath, value: Json): string {
  const result = pairValue({ file: 'runs/a.yaml', text }, path, value);
  assert.ok(result.ok, result.ok ? '' : JSON.stringify(result.error));
  return result.value;
}

test('an existing scalar is replaced in place, and its comment stays', () => {
  assert.equal(
    edited('pipeline: x\ncancelled: false # not yet\nlabels: { a: b }\n', ['cancelled'], true),
    'pipeline: x\ncancelled: true # not yet\nlabels: { a: b }\n',
  );
});

test('a new key is one added line after the last one, before a closing comment', () => {
  assert.equal(
    edited('# top\npipeline: x\ninputs:\n  topic: a # why\n\n# bottom\n', ['cancelled'], true),
    '# top\npipeline: x\ninputs:\n  topic: a # why\ncancelled: true\n\n# bottom\n',
  );
});

test('line ends, a byte order mark and a missing last line end are kept', () => {
  assert.equal(edited('\uFEFFa: 1\r\nb: 2', ['c'], 3), '\uFEFFa: 1\r\nb: 2\r\nc: 3');
  assert.equal(edited('\uFEFFa: 1\r\nb: 2\r\n', ['b'], 3), '\uFEFFa: 1\r\nb: 3\r\n');
});

test('a document between --- and ... is edited inside', () => {
  assert.equal(edited('---\na: 1\n...\n', ['b'], true), '---\na: 1\nb: true\n...\n');
});

test('a flow map gets one more entry, quoted if the file is JSON', () => {
  assert.equal(edited('{ a: 1, b: [x, y] }\n', ['c'], true), '{ a: 1, b: [x, y], c: true }\n');
  assert.equal(edited('{\n  "a": 1\n}\n', ['c'], 'x'), '{\n  "a": 1, "c": "x"\n}\n');
  assert.equal(edited('a: {}\n', ['a', 'b'], 1), 'a: { b: 1 }\n');
});

test('a number can become a map, and the reverse, without touching its neighbours', () => {
  const value = { n: 3, from: 'clips[s 3]' };
  assert.equal(
    edited('rerun: 2 # again\nz: 1\n', ['rerun'], value),
    'rerun: { n: 3, from: "clips[s 3]" } # again\nz: 1\n',
  );
  assert.equal(edited('rerun:\n  n: 2\n  from: [a]\n# c\nz: 1\n', ['rerun'], 3), 'rerun: 3\n# c\nz: 1\n');
  assert.equal(edited('rerun:\n  # which\n  n: 2 # two\n', ['rerun', 'n'], 3), 'rerun:\n  # which\n  n: 3 # two\n');
});

test('a key without a value gets one', () => {
  assert.equal(edited('cancelled: # hm\nz: 1\n', ['cancelled'], true), 'cancelled: true # hm\nz: 1\n');
  assert.equal(
    edited('approvals:\n', ['approvals', 'review', 'approved'], true),
    'approvals:\n  review: { approved: true }\n',
  );
});

test('a block text at the end keeps its value, whatever follows it', () => {
  assert.equal(edited('a: |+\n  x\n\n', ['b'], 1), 'a: |+\n  x\n\nb: 1\n');
  assert.equal(edited('a: |\n  x', ['b'], 1), 'a: |\n  x\nb: 1');
  assert.equal(edited('a: |\n  x\n\nb: 2\n', ['a'], 1), 'a: 1\n\nb: 2\n');
});

test('an existing value is not written again', () => {
  const text = 'cancelled:   true\n';
  assert.equal(edited(text, ['cancelled'], true), text);
});

test('a value that an alias repeats is left to a person', () => {
  const result = setValue({ file: 'runs/a.yaml', text: 'a: &x false\nb: *x\n' }, ['a'], true);
  assert.deepEqual(!result.ok && result.error.map(({ code }) => code), ['edit/by-hand']);
});

test('an alias itself is replaced, and its anchor stays', () => {
  assert.equal(edited('a: &x false\nb: *x\n', ['b'], true), 'a: &x false\nb: true\n');
});

test('an invalid file is refused with its mistakes', () => {
  const result = setValue({ file: 'runs/a.yaml', text: 'a: 1\na: 2\n' }, ['b'], true);
  assert.deepEqual(!result.ok && result.error.map(({ code }) => code), ['yaml/duplicate-key']);
});

test('a new map is written in block style, so its next entry is one added line', () => {
  const first = edited('pipeline: x\r\n# end\r\n', ['approvals', 'review'], { approved: true });
  assert.equal(first, 'pipeline: x\r\napprovals:\r\n  review: { approved: true }\r\n# end\r\n');
  assert.equal(
    edited(first, ['approvals', 'ep[e1]/review'], { approved: true }),
    'pipeline: x\r\napprovals:\r\n  review: { approved: true }\r\n  "ep[e1]/review": { approved: true }\r\n# end\r\n',
  );
  assert.equal(edited('{ "a": 1 }\n', ['b', 'c'], 2), '{ "a": 1, "b": { "c": 2 } }\n');
});

test('comments below an empty key stay comments', () => {
  assert.equal(
    edited('approvals: # gates\n  # review: { approved: false }\nz: 1\n', ['approvals', 'review', 'approved'], true),
    'approvals: # gates\n  review: { approved: true }\n  # review: { approved: false }\nz: 1\n',
  );
  assert.equal(
    edited('pipeline: x\n# approvals:\n#   review: { approved: false }\n', ['approvals', 'review'], { approved: true }),
    'pipeline: x\napprovals:\n  review: { approved: true }\n# approvals:\n#   review: { approved: false }\n',
  );
});

test('commented-out entries stay with their map', () => {
  const inputs = 'inputs:\r\n  topic: a\r\n\r\n  # What is known.\r\n  # notes: n.md\r\n';
  assert.equal(
    edited(`${inputs}\r\n# approvals:\r\n`, ['approvals', 'review'], { approved: true }),
    `${inputs}approvals:\r\n  review: { approved: true }\r\n\r\n# approvals:\r\n`,
  );
  assert.equal(edited('a:\n  b: 1\n  # c: 2', ['d'], 3), 'a:\n  b: 1\n  # c: 2\nd: 3');
  assert.equal(
    edited('a:\n  b:\n    c: 1\n    # d: 2\n  # e: 3\nz: 1\n', ['a', 'f'], 4),
    'a:\n  b:\n    c: 1\n    # d: 2\n  f: 4\n  # e: 3\nz: 1\n',
  );
});

test('an empty map keeps its comment', () => {
  assert.equal(edited('a: { # none\n}\n', ['a', 'b'], 1), 'a: { b: 1  # none\n}\n');
  assert.equal(edited('a: [ # none\n]\n', ['a', 0], 1), 'a: [1 # none\n]\n');
});

test('a block list gets one more line after its last entry, whose comment stays', () => {
  assert.equal(
    edited('skip:\n  - a # why\n  # end of list\nz: 1\n', ['skip', 1], 'b'),
    'skip:\n  - a # why\n  - b\n  # end of list\nz: 1\n',
  );
  assert.equal(edited('skip:\r\n- a', ['skip', 1], 'b'), 'skip:\r\n- a\r\n- b');
  assert.equal(
    edited('g:\n  - by: x\n    approved: true # yes\nz: 1\n', ['g', 1], { by: 'y@z.org', approved: true }),
    'g:\n  - by: x\n    approved: true # yes\n  - { by: y@z.org, approved: true }\nz: 1\n',
  );
});

test('a flow list gets one more entry, whatever its lines and commas', () => {
  assert.equal(edited('skip: [a, b] # c\n', ['skip', 2], 'x'), 'skip: [a, b, x] # c\n');
  assert.equal(edited('skip: [a, b,]\n', ['skip', 2], 'x'), 'skip: [a, b, x,]\n');
  assert.equal(
    edited('skip: [\n  a, # one\n  b # two\n]\n', ['skip', 2], 'x'),
    'skip: [\n  a, # one\n  b, x # two\n]\n',
  );
  assert.equal(edited('skip: []\n', ['skip', 0], 'x'), 'skip: [x]\n');
});

test('an entry of a list is replaced in place', () => {
  assert.equal(
    edited('g:\n  - by: x # me\n    approved: false\n  # you\n  - { by: y }\n', ['g', 0], { by: 'x', approved: true }),
    'g:\n  - { by: x, approved: true }\n  # you\n  - { by: y }\n',
  );
  assert.equal(edited('g: [{ by: x }, { by: y }] # all\n', ['g', 1], { by: 'z' }), 'g: [{ by: x }, { by: z }] # all\n');
  assert.equal(edited('g: [{ by: x }]\n', ['g', 0, 'by'], 'z'), 'g: [{ by: z }]\n');
});

test('an entry further than one after the last is left to a person', () => {
  const result = setValue({ file: 'runs/a.yaml', text: 'a: [1]\n' }, ['a', 2], 3);
  assert.deepEqual(!result.ok && result.error.map(({ code }) => code), ['edit/by-hand']);
});

test('a single value becomes the first of two', () => {
  assert.equal(
    paired('g:\n  by: x\n  ok: true # me\n# end\n', ['g'], { by: 'y' }),
    'g:\n  - by: x\n    ok: true # me\n  - { by: y }\n# end\n',
  );
  assert.equal(
    paired('g:\n  r: { by: x } # me\nz: 1\n', ['g', 'r'], { by: 'y' }),
    'g:\n  r: [{ by: x }, { by: y }] # me\nz: 1\n',
  );
  assert.equal(
    paired('g:\r\n  r:\r\n    # said\r\n    by: x # me\r\n\r\n    why: |\r\n      so\r\n\r\n# end\r\n', ['g', 'r'], {
      by: 'y',
    }),
    'g:\r\n  r:\r\n    # said\r\n    - by: x # me\r\n\r\n      why: |\r\n        so\r\n    - { by: y }\r\n\r\n# end\r\n',
  );
});
