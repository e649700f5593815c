/** Who reads what a gate asks about, what readers of the gate get, and who gets its feedback. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { approval, command, mistakes, parse } from './gates-rig.ts';

test('a stage that reads the subject of a gate bypasses the gate', () => {
  const text = (reader: string): string =>
    `stages:\n${command('outline')}${approval('review', 'subject: outline')}${reader}`;
  assert.deepEqual(mistakes(text(command('record', 'stages.outline.output'))), [
    'gate/bypassed 4 "${{ stages.outline.output }}"',
  ]);
  const [diagnostic] = parse(text(command('record', 'stages.outline.output'))).diagnostics;
  assert.match(diagnostic?.hint ?? '', /^read stages\.review\.output instead/);
  assert.deepEqual(mistakes(text(command('record', 'stages.review.output'))), []);
});

const BYPASSES: Readonly<Record<string, readonly [string, string]>> = {
  needs: ['{ uses: command, with: { argv: [x] }, needs: [outline] }', 'outline'],
  when: [
    '{ uses: command, with: { argv: [x] }, when: "${{ stages.outline.output == 1 }}" }',
    '"${{ stages.outline.output == 1 }}"',
  ],
  foreach: [
    '{ uses: command, with: { argv: [x] }, foreach: "${{ stages.outline.output }}" }',
    '"${{ stages.outline.output }}"',
  ],
  key: [
    '{ uses: command, with: { argv: [x] }, foreach: "${{ [1] }}", key: "${{ stages.outline.status }}" }',
    '"${{ stages.outline.status }}"',
  ],
  otherwise: [
    '{ uses: command, with: { argv: [x] }, when: "${{ 1 == 1 }}", otherwise: "${{ stages.outline.output }}" }',
    '"${{ stages.outline.output }}"',
  ],
  artifacts: [
    '{ uses: command, with: { argv: ["${{ stages.outline.artifacts.a.path }}"] } }',
    '"${{ stages.outline.artifacts.a.path }}"',
  ],
  status: ['{ uses: http, with: { url: "${{ stages.outline.status }}" } }', '"${{ stages.outline.status }}"'],
};
for (const [key, [reader, marked]] of Object.entries(BYPASSES)) {
  test(`a gate can be bypassed by ${key}, which is reported at its place`, () => {
    const text = `stages:\n${command('outline')}${approval('review', 'subject: outline')}  record: ${reader}\n`;
    assert.deepEqual(mistakes(text), [`gate/bypassed 4 ${marked}`]);
    assert.deepEqual(mistakes(text.replace('record: {', 'record: { before_approval: true,')), []);
  });
}

test('a stage that waits for the gate, however indirectly, may read its subject', () => {
  const text = (more: string): string =>
    `stages:\n${command('a')}${approval('review', 'subject: a')}${command('b', 'stages.review.output')}${command('c', 'stages.b.output')}${command('d', 'stages.a.output', more)}`;
  assert.deepEqual(mistakes(text('needs: [c]')), []);
  assert.deepEqual(mistakes(text('needs: [review]')), []);
  assert.deepEqual(mistakes(text('')), ['gate/bypassed 6 "${{ stages.a.output }}"']);
});

test('if two gates ask about one stage, a reader must wait for both', () => {
  const text = (more: string): string =>
    `stages:\n${command('a')}${approval('x', 'subject: a')}${approval('y', 'subject: a')}${command('b', 'stages.a.output', more)}`;
  assert.deepEqual(mistakes(text('needs: [x, y]')), []);
  assert.deepEqual(mistakes(text('needs: [x]')), ['gate/bypassed 5 "${{ stages.a.output }}"']);
  assert.match(parse(text('needs: [x]')).diagnostics[0]?.hint ?? '', /stages\.y\.output/);
  assert.deepEqual(mistakes(text('')), [
    'gate/bypassed 5 "${{ stages.a.output }}"',
    'gate/bypassed 5 "${{ stages.a.output }}"',
  ]);
});

test('reading the first of two gates in a row bypasses the second', () => {
  const text = (id: string): string =>
    `stages:\n${command('a')}${approval('x', 'subject: a')}${approval('y', 'subject: x')}${command('b', `stages.${id}.output`)}`;
  assert.deepEqual([mistakes(text('x')), mistakes(text('y'))], [['gate/bypassed 5 "${{ stages.x.output }}"'], []]);
});

test('`before_approval` without effect is a warning', () => {
  const text = `stages:\n${command('a')}${approval('review', 'subject: a')}${command('b', '', 'before_approval: true')}`;
  assert.deepEqual(mistakes(text), ['warning gate/idle-before-approval 4 before_approval']);
  assert.deepEqual(mistakes(`stages:\n${command('a')}finally:\n${command('b', '', 'before_approval: true')}`), [
    'warning gate/idle-before-approval 4 before_approval',
  ]);
});

test('pipeline outputs that contain the subject instead of the gate are a warning', () => {
  const text = (outputs: string): string =>
    `stages:\n${command('a')}${approval('review', 'subject: a')}outputs: { ${outputs} }\n`;
  assert.deepEqual(mistakes(text('x: "${{ stages.a.output }}"')), ['warning gate/bypassed 4 "${{ stages.a.output }}"']);
  assert.deepEqual(mistakes(text('x: "${{ stages.review.output }}"')), []);
  assert.deepEqual(mistakes(text('x: "${{ stages.review.output }}", draft: "${{ stages.a.output }}"')), []);
});

test('a gate has the output of its subject: fields, lists, artifacts', () => {
  const text = (subject: string, source: string): string =>
    `stages:\n  a: { uses: command, with: { argv: [x] }, output: { schema: groups.schema.json }${subject} }\n${approval('one', 'subject: a')}${approval('review', 'subject: one')}${command('b', source)}`;
  const each = ', foreach: "${{ [1] }}"';
  assert.deepEqual(mistakes(text('', 'stages.review.output.title')), []);
  assert.deepEqual(mistakes(text('', 'stages.review.output.titel')), ['expr/unknown-field 5 titel']);
  assert.deepEqual(mistakes(text(each, 'stages.review.output[0].title')), []);
  assert.deepEqual(mistakes(text(each, 'stages.review.output[0].titel')), ['expr/unknown-field 5 titel']);
  assert.deepEqual(mistakes(text(each, 'stages.review.output.title')), ['expr/unknown-field 5 title']);
  assert.deepEqual(mistakes(text('', 'stages.review.artifacts.page.path')), []);
  assert.deepEqual(mistakes(text(each, "stages.review.artifacts['1/page'].path")), []);
});

test('a gate may end without an output if it has a `when`, or if its subject may', () => {
  const text = (subject: string, own: string, reads = 'stages.review.output.x'): string =>
    `stages:\n${command('a', '', subject)}${approval('review', 'subject: a', own)}${command('b', reads)}`;
  const maybe = 'when: "${{ run.id == \'x\' }}"';
  assert.deepEqual(mistakes(text('', '')), []);
  assert.deepEqual(mistakes(text('', maybe)), ['expr/may-be-null 4 stages.review.output']);
  assert.deepEqual(mistakes(text('', `${maybe}, otherwise: { x: 1 }`)), []);
  assert.deepEqual(mistakes(text('skippable: true', '')), ['expr/may-be-null 4 stages.review.output']);
  assert.deepEqual(mistakes(text('on_error: continue', 'otherwise: { x: 1 }')), []);
  // What stands in for the subject is nothing that anybody is asked about.
  assert.deepEqual(mistakes(text('skippable: true, otherwise: { x: 1 }', '')), [
    'expr/may-be-null 4 stages.review.output',
  ]);
});

test('the value of `otherwise` of a gate has its own fields', () => {
  const text = (source: string): string => `stages:
  a: { uses: command, with: { argv: [x] }, output: { schema: groups.schema.json } }
${approval('review', 'subject: a', 'when: "${{ run.generation > 1 }}", otherwise: { other: 1 }')}${command('b', source)}`;
  assert.deepEqual(mistakes(text('stages.review.output.other')), []);
});

test('`otherwise` of a gate that always asks is reported as unused', () => {
  const text = `stages:\n${command('a')}${approval('review', 'subject: a', 'otherwise: 1')}`;
  assert.deepEqual(mistakes(text), ['warning pipeline/no-reader-value 3 otherwise']);
});

const rework = (reader: string): string =>
  `stages:\n  a: ${reader}\n${command('b', 'stages.a.status')}${approval('review', 'subject: b, rework: a')}`;

test('`feedback` is in scope in a rework stage: in `with`, `when`, `foreach` and `key`', () => {
  for (const reader of [
    '{ uses: command, with: { argv: ["${{ size(feedback.map(f, f.text + f.gate)) }}"] } }',
    '{ uses: command, when: "${{ size(feedback) < 3 }}", with: { argv: [x] } }',
    '{ uses: command, foreach: "${{ feedback }}", key: "${{ string(item.iteration + size(feedback)) }}", with: { argv: [x] } }',
    '{ uses: command, with: { argv: ["${{ feedback.size() > 0 ? feedback[0].output.anything : 1 }}"] } }',
  ])
    assert.deepEqual(mistakes(rework(reader)), [], reader);
});

test('the fields of `feedback` are known', () => {
  assert.deepEqual(mistakes(rework('{ uses: command, with: { argv: ["${{ feedback[0].txt }}"] } }')), [
    'expr/unknown-field 2 txt',
  ]);
});

test('`feedback` exists nowhere else', () => {
  const reads = 'feedback';
  const not = ['expr/unknown-name 2 feedback'];
  assert.deepEqual(mistakes(`stages:\n${command('a', reads)}`), not);
  assert.deepEqual(mistakes(`stages:\n${command('a', reads)}${approval('review', 'subject: a')}`), not);
  assert.deepEqual(
    mistakes(`stages:\n${command('b', reads)}${command('a')}${approval('review', 'subject: a, rework: a')}`),
    not,
  );
  assert.deepEqual(
    mistakes(rework('{ uses: command, when: "${{ 1 == 1 }}", otherwise: "${{ feedback }}", with: { argv: [x] } }')),
    ['expr/unknown-name 2 feedback'],
  );
  assert.match(parse(`stages:\n${command('a', reads)}`).diagnostics[0]?.hint ?? '', /sends the run back/);
});

test("a stage that reads the subject's files is told to read those of the gate", () => {
  const outputs = 'outputs: { page: "${{ stages.outline.artifacts.page.path }}" }\n';
  const text = `stages:\n${command('outline')}${approval('review', 'subject: outline')}${outputs}`;
  const [diagnostic] = parse(text).diagnostics;
  assert.equal(diagnostic?.hint, 'read stages.review.artifacts instead');
});

test('an editable gate that offers a file name is reported, and one that offers content is not', () => {
  const gate = (subject: string, more = '') =>
    `stages:\n${command('outline')}  page: { uses: write, with: { text: x, to: page.md } }\n` +
    approval('review', `subject: ${subject}, editable: true${more}`);
  assert.deepEqual(mistakes(gate('page')), ['warning gate/nothing-to-edit 4 true']);
  assert.deepEqual(mistakes(gate('outline')), []);
  const chained = approval('again', 'subject: review, editable: true');
  assert.deepEqual(mistakes(`${gate('page').replace(', editable: true', '')}${chained}`), [
    'warning gate/nothing-to-edit 5 true',
  ]);
});

test('a reader of a gate that may be skipped is told how to replace its answer', () => {
  const text = (more: string): string =>
    `stages:\n${command('outline')}  review: { uses: approval, ${more}when: "\${{ run.generation > 1 }}", with: { subject: outline } }\n` +
    'outputs: { title: "${{ stages.review.output.title }}" }\n';
  const [diagnostic] = parse(text('')).diagnostics;
  assert.equal(diagnostic?.code, 'expr/may-be-null');
  assert.match(
    diagnostic?.hint ?? '',
    /, or give the gate a fallback: otherwise: \$\{\{ stages\.outline\.output \}\}$/,
  );
  assert.deepEqual(mistakes(text('otherwise: "${{ stages.outline.output }}", ')), []);
});
