/** Edits of manifests of every shape: what is not named stays, byte for byte. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { isJsonObject } from '../../src/model/json.ts';
import { type EditPath, setValue } from '../../src/parse/manifest/edit.ts';
import { readYaml } from '../../src/parse/yaml/document.ts';

type Path = readonly [string, ...string[]];

const parsed = (text: string): Json => readYaml('runs/a.yaml', text).document?.value ?? null;

const key = fc.constantFrom('pipeline', 'inputs', 'cancelled', 'rerun', 'n', 'from', 'skip', 'labels');
const scalarText = fc.constantFrom(
  '1',
  'true',
  '',
  '"a # b"',
  "'it''s'",
  'plain words',
  '~',
  '[a, b]',
  '{ n: 1 }',
  '*no'.slice(1),
);
const comment = fc.constantFrom('', ' # why', '   # : { x');

/** Texts of block maps, up to two levels deep, with comments, blank lines and block texts at every turn. */
const manifest = fc
  .record({
    head: fc.constantFrom('', '---\n', '# head\n', '\n\n', '# head\n---\n# more\n'),
    entries: fc.uniqueArray(
      fc.record({
        key,
        kind: fc.constantFrom('scalar', 'block', 'list', 'text', 'text+'),
        scalar: scalarText,
        comment,
        gap: fc.constantFrom('', '\n', '# gap\n'),
        inner: fc.uniqueArray(fc.record({ key, scalar: scalarText, comment }), {
          minLength: 1,
          maxLength: 3,
          selector: (entry) => entry.key,
        }),
      }),
      { minLength: 1, maxLength: 5, selector: (entry) => entry.key },
    ),
    tail: fc.constantFrom('', '# tail\n', '\n\n', '...\n'),
    crlf: fc.boolean(),
    bom: fc.boolean(),
    chopped: fc.boolean(),
  })
  .map(({ head, entries, tail, crlf, bom, chopped }) => {
    const body = entries.map((entry) => entry.gap + entryText(entry)).join('');
    const text = head + body + tail;
    const ended = chopped ? text.replace(/\n$/, '') : text;
    return (bom ? '\uFEFF' : '') + (crlf ? ended.replaceAll('\n', '\r\n') : ended);
  });

interface Entry {
  readonly key: string;
  readonly kind: string;
  readonly scalar: string;
  readonly comment: string;
  readonly inner: readonly { readonly key: string; readonly scalar: string; readonly comment: string }[];
}

function entryText({ key, kind, scalar, comment, inner }: Entry): string {
  switch (kind) {
    case 'block':
      return `${key}:${comment}\n${inner.map((one) => `  ${one.key}: ${one.scalar}${one.comment}\n`).join('')}`;
    case 'list':
      return `${key}:${comment}\n${inner.map((one) => `- ${one.scalar}${one.comment}\n`).join('')}`;
    case 'text':
      return `${key}: |\n  ${inner[0]?.key}\n\n`;
    case 'text+':
      return `${key}: >+\n  ${inner[0]?.key}\n\n`;
    default:
      return `${key}: ${scalar}${comment}\n`;
  }
}

const path = fc.oneof(fc.tuple(key), fc.tuple(key, key)) as fc.Arbitrary<Path>;
const value = fc.oneof(
  fc.constantFrom<Json>(true, false, 2, 'outlining', 'clips[s3]', 'yes', 'a: b', ''),
  fc.constant<Json>({ n: 2, from: 'clips[s3]' }),
);

test('whatever the file, only the named value changes and all other bytes stay', () => {
  let edits = 0;
  const property = fc.property(manifest, path, value, (text, at, to) => {
    const before = parsed(text);
    fc.pre(isJsonObject(before));
    const result = setValue({ file: 'runs/a.yaml', text }, at, to);
    if (!result.ok) {
      assert.ok(at.length === 2 && !isMapOrNothing(before[at[0]]), `refused: ${JSON.stringify(result.error)}`);
      return;
    }
    edits++;
    assert.deepEqual(parsed(result.value), { ...before, [at[0]]: changed(before, at, to) });
    assertSplice(text, result.value, { before, at });
  });
  fc.assert(property, { seed: 20261121, numRuns: 1500 });
  assert.ok(edits > 700, `only ${edits} edits were tried`);
});

test('whatever the file, a list gets its entry after the others and all other bytes stay', () => {
  let edits = 0;
  const property = fc.property(manifest, value, (text, added) => {
    const before = parsed(text);
    fc.pre(isJsonObject(before));
    for (const [name, list] of Object.entries(before)) {
      if (!Array.isArray(list)) continue;
      const after = edited(text, [name, list.length], added);
      edits++;
      assert.deepEqual(parsed(after), { ...before, [name]: [...list, added] });
      assertSplice(text, after, { before: { ...before, [name]: {} }, at: [name, 'new'] });
      if (list.length > 0 && list[0] !== null)
        assert.deepEqual(parsed(edited(text, [name, 0], added)), { ...before, [name]: [added, ...list.slice(1)] });
    }
  });
  fc.assert(property, { seed: 20261122, numRuns: 800 });
  assert.ok(edits > 400, `only ${edits} edits were tried`);
});

const isMapOrNothing = (inner: Json | undefined): boolean =>
  inner === undefined || inner === null || isJsonObject(inner);

function changed(before: JsonObject, at: Path, to: Json): Json {
  const [first, second] = at;
  if (second === undefined) return to;
  const inner = before[first];
  return { ...(isJsonObject(inner) ? inner : {}), [second]: to };
}

function edited(text: string, at: EditPath, to: Json): string {
  const result = setValue({ file: 'runs/a.yaml', text }, at, to);
  assert.ok(result.ok, result.ok ? '' : JSON.stringify(result.error));
  return result.value;
}

/** What is before the edit and what is behind it are the old bytes; a new key takes nothing out at all. */
function assertSplice(text: string, after: string, { before, at }: { before: JsonObject; at: Path }): void {
  let start = 0;
  while (start < text.length && text[start] === after[start]) start++;
  let end = 0;
  while (end < text.length - start && end < after.length - start && text.at(-1 - end) === after.at(-1 - end)) end++;
  const removed = text.slice(start, text.length - end);
  const [first, second] = at;
  const inner = before[first];
  const isNew = second === undefined ? inner === undefined : isJsonObject(inner) ? inner[second] === undefined : false;
  if (isNew) assert.equal(removed, '', `took out ${JSON.stringify(removed)}`);
  for (const comment of ['# head', '# more', '# tail', '# gap']) {
    assert.equal(count(after, comment), count(text, comment), `${comment} got lost`);
  }
}

const count = (text: string, part: string): number => text.split(part).length - 1;
