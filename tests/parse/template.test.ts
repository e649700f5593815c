/** Templates: what is objected to before a run, and what they make in it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../src/model/json.ts';
import { checkTemplate, renderTemplate } from '../../src/parse/template.ts';

const outline = {
  type: 'object',
  properties: { title: {}, parts: { type: 'array', items: { type: 'object', properties: { text: {} } } } },
};
const vars = new Map<string, JsonObject | null>([
  ['topic', { type: 'string' }],
  ['outline', outline],
  ['any', null],
]);

/** `code line "squiggled text"` of every objection. */
function objections(text: string): string[] {
  return checkTemplate(text, 'templates/t.md', vars).map(({ code, at }) => {
    assert.equal(at?.file, 'templates/t.md');
    return 'line' in at ? `${code} ${at.line} ${at.excerpt.slice(at.column - 1, at.column - 1 + at.length)}` : code;
  });
}

const GOOD: readonly string[] = [
  'plain text with ${{ nothing }} of ours'.replace('${{ nothing }}', '$ signs'),
  '{{ topic | upcase }} {{ outline.title }} {{ any.thing.at.all }}',
  '{% for part in outline.parts %}{{ part.text }} {{ forloop.index }}{% endfor %}',
  '{{ outline.parts.size }} {{ outline.parts.first.text }} {{ outline.parts[0].text }}',
  '{% assign p = any %}{% for p in outline.parts %}{{ p.a }}{% endfor %}',
  '{% assign list = outline.parts | sort: "text" %}{% for p in list %}{{ p.a }}{% endfor %}',
  '{% for pair in outline %}{{ pair[0] }}{% endfor %}{% for c in topic %}{{ c.a }}{% endfor %}',
  '{% for i in (1..3) %}{{ i }}{% endfor %}{{ "2026-11-23" | date: "%Y" }}{% raw %}{{ "now" | date }}{% endraw %}',
  '{% assign shout = topic | upcase %}{{ shout }}{% capture c %}x{% endcapture %}{{ c }}',
  '{% if topic == "a" %}{{ topic }}{% elsif any %}b{% else %}c{% endif %}{% raw %}{{ not_ours }}{% endraw %}',
];
for (const text of GOOD) test(`accepts the template ${text}`, () => assert.deepEqual(objections(text), []));

const BAD: readonly (readonly [string, readonly string[]])[] = [
  ['a\nb {{ topik }} {{ topc }}', ['template/unknown-variable 2 topik', 'template/unknown-variable 2 topc']],
  ['{% for x in parts %}{{ x }}{% endfor %}', ['template/unknown-variable 1 parts']],
  ['{{ outline.titel }}', ['template/unknown-variable 1 outline.titel']],
  ['{{ outline.parts[0].txt }}', ['template/unknown-variable 1 outline.parts[0].txt']],
  ['{{ outline.parts.last.txt }}', ['template/unknown-variable 1 outline.parts.last.txt']],
  ['{% for p in outline.parts reversed %}\n{{ p.txt }}{% endfor %}', ['template/unknown-variable 2 p.txt']],
  [
    '{% if any %}{% for p in outline.parts %}{% for p in any %}{{ p.a }}{% endfor %}{{ p.b }}{% endfor %}{% endif %}',
    ['template/unknown-variable 1 p.b'],
  ],
  ['{% for p in outline.partz %}{{ p.a }}{% endfor %}', ['template/unknown-variable 1 outline.partz']],
  ["{% if any %}{{ 'now' | date: '%Y' }}{% endif %}", ["template/failed 1 {{ 'now' | date: '%Y' }}"]],
  ['\n{{ topic | upcas }}', ['template/unknown-filter 2 upcas']],
  ['{% if topic %}', ['template/syntax 1 {% if topic %}']],
  ['a\n{% fro x in any %}', ['template/syntax 2 fro']],
  ['{{ topic ', ['template/syntax 1 {{ topic ']],
  ['{% include "../../secret" %}', ['template/syntax 1 include']],
  ['{% render "/etc/passwd" %}', ['template/syntax 1 render']],
  ['{% layout "x" %}', ['template/syntax 1 layout']],
  ['x'.repeat(300_000), ['template/too-large']],
  ['{% for x in any %}'.repeat(200) + '{% endfor %}'.repeat(200), []],
  [`${'{% if any %}'.repeat(3_000)}${'{% endif %}'.repeat(3_000)}`, ['template/too-large']],
];
for (const [text, expected] of BAD) {
  test(`rejects the template ${JSON.stringify(text.slice(0, 60))}`, () => assert.deepEqual(objections(text), expected));
}

test('of thousands of mistakes some are reported, quickly and in few words', () => {
  const many = new Map(Array.from({ length: 1_000 }, (_, i) => [`given${i}`, null] as const));
  const found = checkTemplate('{{ unheard_of }}\n'.repeat(1_000), 't', many);
  assert.ok(found.length >= 100 && found.length <= 101, `${found.length}`);
  assert.ok(JSON.stringify(found).length < 100_000);
});

test('a nearly right name in a template gets a hint', () => {
  const hints = ['{{ topik }}', '{{ outline.titel }}', '{{ topic | upcas }}', '{% fro x in any %}'].map(
    (text) => checkTemplate(text, 't', vars)[0]?.hint,
  );
  const near = ['topic', 'title', 'upcase', 'for'];
  assert.deepEqual(
    hints,
    near.map((name) => `did you mean "${name}"?`),
  );
});

test('a tag or filter with the name of an inherited property is unknown', () => {
  for (const name of ['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__']) {
    const [tag] = checkTemplate(`{% ${name} %}`, 't', vars);
    assert.deepEqual([tag?.code, typeof tag?.hint], ['template/syntax', 'string']);
    const [filter] = checkTemplate(`{{ topic | ${name} }}`, 't', vars);
    assert.deepEqual([filter?.code, filter?.hint], ['template/unknown-filter', undefined]);
  }
});

test('including another template is answered with what to do instead', () => {
  const [found] = checkTemplate('{% include "part.md" %}', 't', vars);
  assert.match(found?.message ?? '', /no template can include another$/);
  assert.equal(found?.hint, 'write the text here, or pass it through `vars`');
});

const RENDERED: readonly (readonly [string, JsonObject, string])[] = [
  ['{{ a | upcase }} {{ n }} {{ no }}.', { a: 'x', n: 1.5, no: null }, 'X 1.5 .'],
  ['{{ map }} {{ list }}', { map: { b: 1 }, list: [1, 'a'] }, '{\n  "b": 1\n} [\n  1,\n  "a"\n]'],
  ['{% for x in list %}{{ x }},{% endfor %}', { list: [1, 2] }, '1,2,'],
  ['{{ list | join: "; " }}', { list: [{ a: 1 }, 'b'] }, '{\n  "a": 1\n}; b'],
  ['{{ map | append: "." }}', { map: { toString: 'mine' } }, '{\n  "toString": "mine"\n}.'],
  ['{% for x in map %}{{ x | join: "=" }},{% endfor %}{{ map.size }}', { map: { a: 1, b: 2 } }, 'a=1,b=2,2'],
  ['{% if map.nope %}y{% else %}n{% endif %}{{ map.nope | default: "d" }}', { map: {} }, 'nd'],
  ['{{ evil }}', { evil: '{{ topic }}{% raw %}' }, '{{ topic }}{% raw %}'],
  ['{{ at | date: "%Y-%m-%d %H" }}', { at: '2026-01-02T23:00:00Z' }, '2026-01-02 23'],
];
for (const [text, given, expected] of RENDERED) {
  test(`${text} becomes ${JSON.stringify(expected)}`, () =>
    assert.deepEqual(renderTemplate(text, given), { ok: true, value: expected }));
}

const FAILING: readonly (readonly [string, JsonObject, string])[] = [
  ['{{ nope }}', {}, 'template/unknown-variable'],
  ['{{ a.nope }}', { a: {} }, 'template/unknown-variable'],
  ['{{ a.constructor }}', { a: {} }, 'template/unknown-variable'],
  ['{{ a.__proto__ }}', { a: {} }, 'template/unknown-variable'],
  ['{{ "now" | date: "%Y" }}', {}, 'template/failed'],
  ['{{ a | sample }}', { a: [1] }, 'template/unknown-filter'],
  ['{% for i in (1..100000000) %}x{% endfor %}', {}, 'template/too-large'],
  [`${'{% if a %}'.repeat(20_000)}${'{% endif %}'.repeat(20_000)}`, { a: 1 }, 'template/too-large'],
  [`{% for i in (1..2000) %}${'x'.repeat(100_000)}{% endfor %}`, {}, 'template/too-large'],
  ['{% for i in (1..400) %}{{ a }}{% endfor %}', { a: 'x'.repeat(500_000) }, 'template/too-large'],
  [
    '{% assign s = "12345678" %}{% for i in (1..25) %}{% capture s %}{{ s }}{{ s }}{% endcapture %}{% endfor %}',
    {},
    'template/too-large',
  ],
];
test('a long text is rendered, and each rendering may be as long', () => {
  for (let round = 0; round < 3; round += 1) {
    const result = renderTemplate('{% for i in (1..20) %}{{ a }}{% endfor %}', { a: 'x'.repeat(500_000) });
    assert.ok(result.ok);
    assert.equal(result.value.length, 10_000_000);
  }
});

for (const [text, given, code] of FAILING) {
  test(`${text.slice(0, 40)} fails with ${code}`, () => {
    const result = renderTemplate(text, given);
    assert.ok(!result.ok);
    assert.equal(result.error.code, code);
    assert.equal(result.error.retry, 'never');
  });
}
