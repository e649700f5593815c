/** Values that may be null where text is needed: a warning where types are known, and none where somebody has asked. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mistakesIn } from './bad-check.ts';

const INPUTS = `inputs:
  type: object
  required: [title]
  properties:
    title: { type: [string, "null"] }
    credit: { anyOf: [{ type: string }, { type: "null" }], default: null }
    mood: { enum: [calm, wild, null], default: calm }
    words: { type: array, items: { type: [string, "null"] }, default: [] }
    plain: { type: string, default: x }
    subtitle: { type: string }
    post:
      type: object
      default: { title: T }
      required: [title]
      properties: { title: { type: string }, text: { type: string } }
    loose: { type: object, default: {}, properties: { text: { type: string } } }
`;

async function told(value: string, when = ''): Promise<readonly string[]> {
  const stage = `stages:\n  a:\n    uses: command\n${when}    with: { argv: [echo, ${JSON.stringify(value)}] }\n`;
  const found = await mistakesIn('pipeline-x.yaml', INPUTS + stage);
  return found.map(({ severity, code, message, hint }) => `${severity} ${code}: ${message}; ${hint}`);
}

const warning = (what: string, hint: string): string[] => [`warning expr/may-be-null: ${what}; ${hint}`];

test('a value that may be null is reported where it would fail the stage, and where it would be printed', async () => {
  const hint = "write inputs.title != null ? inputs.title : ''";
  assert.deepEqual(
    await told('${{ inputs.title }}'),
    warning('inputs.title may be null, and text is needed here', hint),
  );
  assert.deepEqual(
    await told('by ${{ inputs.title }}'),
    warning('inputs.title may be null, and the text then says "null"', hint),
  );
  for (const value of ['inputs.credit', 'inputs.mood', 'inputs.words[0]'])
    assert.equal((await told(`\${{ ${value} }}`)).length, 1, value);
  assert.deepEqual(
    await told("${{ inputs.plain == 'x' ? inputs.title : 'y' }}"),
    warning('this may be null, and text is needed here', "give what to write instead: … != null ? … : ''"),
  );
});

test('a value that was tested for null is not reported', async () => {
  for (const value of [
    'inputs.plain',
    'inputs.words',
    "inputs.title != null ? inputs.title : ''",
    "inputs.title == null ? '' : inputs.title",
    "null != inputs.credit ? inputs.credit : ''",
    "inputs.mood == 'wild' ? inputs.mood : 'calm'",
    "inputs.title != null && inputs.credit != null ? inputs.title + inputs.credit : ''",
  ])
    assert.deepEqual(await told(`so: \${{ ${value} }}`), [], value);
  assert.deepEqual(await told('${{ inputs.title }}', '    when: ${{ inputs.title != null }}\n'), []);
});

test('testing another value for null does not count', async () => {
  assert.equal((await told("${{ inputs.credit != null ? inputs.title : '' }}")).length, 1);
  assert.equal((await told("${{ inputs.title == null ? inputs.title : '' }}")).length, 1);
  assert.equal((await told('${{ inputs.title }}', '    when: ${{ inputs.credit != null }}\n')).length, 1);
});

test('an optional input is reported with both ways to handle it', async () => {
  assert.deepEqual(
    await told('${{ inputs.subtitle }}'),
    warning(
      'inputs.subtitle may be missing: it is not required and has no default',
      'give it a `default:`, or write has(inputs.subtitle) ? inputs.subtitle : …',
    ),
  );
});

/** What is told of an expression that reads a list some of whose items failed. */
async function ofList(value: string, more = ''): Promise<readonly string[]> {
  const some = `  some: { foreach: "\${{ [1, 2] }}", on_error: continue, ${more}uses: command, with: { argv: [date] } }\n`;
  const reader = `  a: { uses: write, with: { text: "{{ v }}", to: a.md, vars: { v: ${JSON.stringify(`\${{ ${value} }}`)} } } }\n`;
  const found = await mistakesIn('pipeline-x.yaml', `stages:\n${some}${reader}`);
  return found.map(({ message }) => message);
}

test('a list whose items may fail exists itself; its entries may be null', async () => {
  for (const value of [
    'stages.some.output',
    'size(stages.some.output)',
    'stages.some.output.filter(x, x != null).map(y, y.id)',
    'stages.some.output.map(x, x != null, x.id)',
    "stages.some.output.map(x, x != null ? x.id : '')",
    'stages.some.output.exists(x, x != null && x.ok)',
    'stages.some.output[0] != null ? stages.some.output[0].id : 1',
  ])
    assert.deepEqual(await ofList(value), [], value);
  const told = (text: string) => [`${text} may be null: an item of stage "some" that failed leaves null in the list`];
  assert.deepEqual(await ofList('stages.some.output.map(x, x.id)'), told('x'));
  assert.deepEqual(await ofList('stages.some.output.filter(x, x.ok)'), told('x'));
  assert.deepEqual(await ofList('stages.some.output[0].id'), told('stages.some.output[0]'));
  assert.deepEqual(await ofList('stages.some.output.filter(x, x == null).map(y, y.id)'), told('y'));
  assert.deepEqual(await ofList('stages.some.output.map(x, x.id)', 'otherwise: { id: 0 }, '), []);
});

test('artifacts that may be missing are reported with the right test, even if `otherwise` replaces the output', async () => {
  const page = (more: string) => `stages:\n  page: { ${more}uses: write, with: { text: x, to: page.md } }\n`;
  const outputs = (value: string) => `outputs: { page: ${JSON.stringify(`\${{ ${value} }}`)} }\n`;
  const path = 'stages.page.artifacts.page.path';
  const hints = async (more: string, value: string) =>
    (await mistakesIn('pipeline-x.yaml', page(more) + outputs(value))).map(({ hint }) => hint);
  const when = 'when: "${{ run.generation > 1 }}", ';
  const hint = "write stages.page.status == 'completed' ? … : …";
  assert.deepEqual(await hints(when, path), [hint]);
  assert.deepEqual(await hints(`${when}otherwise: { artifact: none }, `, path), [hint]);
  assert.deepEqual(await hints(when, `stages.page.status == 'completed' ? ${path} : ''`), []);
  assert.deepEqual(await hints('', path), []);
});

test('a stage of finally that reads outputs is told that a failed run has none', async () => {
  const notify = (value: string, when = '') =>
    `stages:\n  a: { uses: command, with: { argv: [date] } }\nfinally:\n  tell:\n${when}    uses: command\n    with: { argv: [echo, ${JSON.stringify(`so: \${{ ${value} }}`)}] }\n`;
  const messages = async (value: string, when?: string) =>
    (await mistakesIn('pipeline-x.yaml', notify(value, when))).map(({ hint }) => hint);
  const read = 'run.summary.outputs.page';
  assert.deepEqual(await messages(read), [`write run.summary.outputs != null ? ${read} : …`]);
  assert.deepEqual(await messages(`run.summary.outputs != null ? ${read} : ''`), []);
  assert.deepEqual(await messages(`run.summary.status == 'completed' ? ${read} : ''`), []);
  assert.deepEqual(await messages(read, "    when: ${{ run.summary.status == 'completed' }}\n"), []);
  assert.equal((await messages(read, "    when: ${{ run.summary.status == 'failed' }}\n")).length, 1);
  assert.deepEqual(await messages('run.summary.outputs'), []);
});

test('a field that its schema does not require is reported, if the schema requires others', async () => {
  assert.deepEqual(
    await told('${{ inputs.post.text }}'),
    warning(
      'inputs.post.text may be missing: the schema does not require "text"',
      'write has(inputs.post.text) ? inputs.post.text : …, or require it in the schema',
    ),
  );
  for (const value of [
    'inputs.post.title',
    "has(inputs.post.text) ? inputs.post.text : ''",
    "'text' in inputs.post ? inputs.post.text : ''",
    "inputs.post.?text.orValue('')",
    'inputs.loose.text',
  ])
    assert.deepEqual(await told(`\${{ ${value} }}`), [], value);
});
