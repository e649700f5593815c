/** What somebody types who knows another template language: one hint, and it can be written as it stands. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../src/model/json.ts';
import { checkTemplate } from '../../src/parse/template.ts';

const VARS = new Map(['a', 'b', 'list'].map((name) => [name, name === 'list' ? { type: 'array' } : null]));
const CHOICE = 'write {% if … %} … {% else %} … {% endif %}';
const NO_CLOCK = 'templates have no clock: pass the time to the run as an input, and to the template through `vars`';

const HINTS: readonly (readonly [text: string, hint: string])[] = [
  ['{{ a + b }}', 'write {{ a | plus: b }}'],
  ['{{a+1}}', 'write {{ a | plus: 1 }}'],
  ['{{ a -1 }}', 'write {{ a | minus: 1 }}'],
  ['{{ a b }}', 'write {{ a }}{{ b }}'],
  ['{{ a - b }}', 'write {{ a | minus: b }}'],
  ['{{ (a * 2) }}', 'write {{ a | times: 2 }}'],
  ['{{ a / b | round }}', 'write {{ a | divided_by: b }}'],
  ['{{ "x" ~ a }}', 'write {{ "x" | append: a }}'],
  ['{{ a + b + 1 }}', 'write a filter for each sign, as in {{ a | plus: b }}'],
  ['{{ a == b ? 1 : 2 }}', CHOICE],
  ['{{ a ?? b }}', 'write {{ a | default: b }}'],
  ['{{ a || "x" }}', 'write {{ a | default: "x" }}'],
  ['{{ a if b else 1 }}', 'write {% if b %}{{ a }}{% endif %}'],
  ['{{ a.toUpperCase() }}', 'a template has filters, and no functions: {{ a | upcase }}'],
  ['{{ a.constructor() }}', 'a template has filters, and no functions: {{ a | … }}'],
  ['{{ !a }}', 'write {% unless a %} … {% endunless %}'],
  ['{{ list.length }}', 'write list.size'],
  ['{{ list|join(", ") }}', 'write join: ", "'],
  ['{{ a | default("x") }}', 'write default: "x"'],
  ['{{ a | append "x" }}', 'write append: "x"'],
  ['{{ “x” }}', "write plain quotes: 'text'"],
  ['{{ ds }}', NO_CLOCK],
  ['{{#if a}}x{{/if}}', 'write {% if a %} … {% endif %}'],
  ['{{#each list}}x{{/each}}', 'write {% for item in list %} … {% endfor %}, and {{ item }} inside'],
  ['{{> part}}', 'write the text here, or pass it through `vars`'],
  ['{{ $json.a }}', 'give the value a name under `vars`, as in `name: ${{ … }}`, and write {{ name }}'],
  ['{% for x of list %}{% endfor %}', 'write {% for x in list %}'],
  ['{% for (x in list) %}{% endfor %}', 'write {% for x in list %}'],
  ['{% if a %}x{% else if b %}y{% endif %}', 'write {% elsif b %}'],
  ['{% if a === b %}x{% endif %}', 'write == to compare'],
  ['{% if !a %}x{% endif %}', 'write not a'],
];

for (const [text, hint] of HINTS) {
  test(`${text} is answered with the equivalent in a template`, () => {
    const found = checkTemplate(text, 't.md', VARS);
    assert.deepEqual(
      found.map((one) => one.hint),
      [hint],
    );
    assert.doesNotMatch(
      found[0]?.message ?? '',
      /before filter|after filter|illegal tag|value expression|range syntax/,
    );
  });
}

test('valid template syntax is accepted', () => {
  for (const text of ['{{ a | plus: b }}', '{{- a -}}', '{% if not a %}x{% endif %}', '{{ "a - b" }}', '{{ list[a] }}'])
    assert.deepEqual(checkTemplate(text, 't.md', VARS), [], text);
});

const POST = {
  type: 'object',
  required: ['title'],
  properties: { title: { type: 'string' }, text: { type: 'string' } },
};
const WITH_POSTS = new Map<string, JsonObject>([
  ['post', POST],
  ['posts', { type: 'array', items: POST }],
  ['loose', { type: 'object', properties: { text: { type: 'string' } } }],
]);

test('a field that its schema does not require is a warning where the text cannot be rendered without it', () => {
  const told = (text: string) =>
    checkTemplate(text, 't.md', WITH_POSTS).map(({ severity, message }) => `${severity} ${message}`);
  const warning = ['warning post.text may be missing: its schema does not require it'];
  assert.deepEqual(told('{{ post.text }}'), warning);
  assert.deepEqual(told('{% for post in posts %}{{ post.text | strip }}{% endfor %}'), warning);
  for (const text of [
    '{{ post.title }}',
    '{{ post.text | default: "none" }}',
    '{% if post.text %}{{ post.text }}{% endif %}',
    '{% if post.title == "a" and post.text != blank %}{{ post.text }}{% endif %}',
    '{% unless post.text %}none{% endunless %}',
    '{{ loose.text }}',
  ])
    assert.deepEqual(told(text), [], text);
});
