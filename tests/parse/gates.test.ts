/** `uses: approval` in a pipeline: what it becomes, and every rule with the place where breaking it is told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pipeline } from '../../src/model/pipeline.ts';
import { DEFAULT_CONFIG, parseConfig } from '../../src/parse/config.ts';
import { approval, brief, command, gate, good, idsOf, type More, mistakes, parse } from './gates-rig.ts';
import { stage } from './parsed-pipeline.ts';

const DAY = 86_400_000;

test('a gate with only a subject asks anybody once, reminds after a week and accepts no changes', () => {
  const pipeline = good(`stages:\n${command('outline')}${approval('review', 'subject: outline')}`);
  assert.deepEqual(gate(pipeline, 'review'), {
    subject: 0,
    rework: null,
    editable: false,
    maxRounds: null,
    approvers: null,
    quorum: 1,
    notAuthor: false,
    requireSigned: false,
    autoApprove: 'never',
    remindAfter: 7 * DAY,
    remindEvery: null,
  });
  assert.equal(stage(pipeline, 'outline').gate, null);
});

test('a gate can use every key', () => {
  const pipeline = good(`stages:
  outline: { uses: command, with: { argv: [echo] } }
  polish: { uses: command, needs: [outline], with: { argv: [echo] } }
  review:
    uses: approval
    description: Is it good?
    with:
      subject: polish
      rework: outline
      editable: true
      max_rounds: 5
      approvers: [b@example.org, a@example.org]
      quorum: 2
      not_author: true
      require_signed: true
      auto_approve: never
      remind_after: 2d
      remind_every: 12h
      question: "Is \${{ stages.polish.output }} good?"
`);
  assert.deepEqual(gate(pipeline, 'review'), {
    subject: 1,
    rework: 0,
    editable: true,
    maxRounds: 5,
    approvers: ['b@example.org', 'a@example.org'],
    quorum: 2,
    notAuthor: true,
    requireSigned: true,
    autoApprove: 'never',
    remindAfter: 2 * DAY,
    remindEvery: DAY / 2,
  });
});

test('reminders can be turned off', () => {
  const text = (more: string): Pipeline =>
    good(`stages:\n${command('a')}${approval('review', `subject: a, remind_after: ${more}`)}`);
  assert.deepEqual(
    [gate(text('never'), 'review').remindAfter, gate(text('1h'), 'review').remindAfter],
    [null, DAY / 24],
  );
  assert.equal(gate(text('1h, remind_every: never'), 'review').remindEvery, null);
});

test('approvers are those of the gate, else of the pipeline, else of the config', () => {
  const text = (own: string, top: string): string =>
    `${top}stages:\n${command('a')}${approval('review', `subject: a${own}`)}`;
  const config = { approvers: ['config'] };
  const approvers = (own: string, top: string, more: More = { config }) =>
    gate(good(text(own, top), more), 'review').approvers;
  assert.deepEqual(approvers(', approvers: [gate]', 'approvers: [pipeline]\n'), ['gate']);
  assert.deepEqual(approvers('', 'approvers: [pipeline]\n'), ['pipeline']);
  assert.deepEqual(approvers('', ''), ['config']);
  assert.deepEqual(approvers('', '', {}), null);
});

test('the `defaults` of a pipeline do not apply to gates', () => {
  const pipeline = good(`defaults: { retry: { attempts: 4 }, timeout: 5m, idle_timeout: 1m }
stages:\n${command('a')}${approval('review', 'subject: a')}`);
  const { retry, timeout, idleTimeout } = stage(pipeline, 'review');
  assert.deepEqual([retry.attempts, timeout, idleTimeout], [1, null, null]);
  assert.deepEqual([stage(pipeline, 'a').retry.attempts, stage(pipeline, 'a').timeout], [4, 300_000]);
});

const IDLE: Readonly<Record<string, string>> = {
  retry: '{ attempts: 2 }',
  timeout: '1h',
  idle_timeout: '1h',
  cache: 'true',
  pool: 'gpu',
  concurrency: '2',
  max_cost: '1',
  foreach: '"${{ [1] }}"',
  key: '"${{ 1 }}"',
  artifacts: '[{ path: x.md }]',
  output: '{ schema: groups.schema.json }',
  on_error: 'continue',
  skippable: 'true',
  before_approval: 'true',
};
for (const [key, value] of Object.entries(IDLE)) {
  test(`"${key}" is rejected on a gate`, () => {
    const line = approval('review', 'subject: a', `${key}: ${value}`);
    assert.deepEqual(mistakes(`stages:\n${command('a')}${line}`), [`gate/idle-key 3 ${key}`]);
  });
}

test('`when`, `otherwise`, `needs` and `description` are accepted on a gate', () => {
  const more = 'when: "${{ inputs.ask }}", otherwise: {}, needs: [b], description: Asks';
  const pipeline = good(`inputs: { required: [ask], properties: { ask: { type: boolean } } }
stages:\n${command('a')}${command('b')}${approval('review', 'subject: a', more)}`);
  assert.deepEqual(idsOf(pipeline, stage(pipeline, 'review').needs), ['a', 'b']);
});

test('a gate needs its subject, its rework and what its question reads', () => {
  const pipeline = good(`stages:
  review: { uses: approval, with: { subject: c, rework: b, question: "Like \${{ stages.d.output }}?" } }
${command('a')}${command('b', 'stages.a.output')}${command('c', 'stages.b.output')}${command('d')}`);
  assert.deepEqual(idsOf(pipeline, stage(pipeline, 'review').needs), ['b', 'c', 'd']);
  const { subject, rework } = gate(pipeline, 'review');
  assert.deepEqual(idsOf(pipeline, [subject, rework ?? -1]), ['c', 'b']);
});

test('the subject must be another stage of the same graph', () => {
  const text = (subject: string): string =>
    `stages:\n${command('outline')}${approval('review', `subject: ${subject}`)}finally:\n${command('tell')}`;
  assert.deepEqual(mistakes(text('outlne')), ['gate/unknown-stage 3 outlne']);
  assert.deepEqual(mistakes(text('review')), ['gate/unknown-stage 3 review']);
  assert.deepEqual(mistakes(text('tell')), ['gate/unknown-stage 3 tell']);
  assert.equal(parse(text('outlne')).diagnostics[0]?.hint, 'did you mean "outline"?');
});

test('a gate requires a subject and accepts no unknown keys', () => {
  assert.deepEqual(mistakes(`stages:\n${command('a')}${approval('review', 'editable: true')}`), [
    'format/missing-key 3 with',
  ]);
  assert.deepEqual(mistakes(`stages:\n${command('a')}${approval('review', 'subject: a, edit: true')}`), [
    'format/unknown-key 3 edit',
  ]);
});

test('the subject may be a gate', () => {
  const pipeline = good(`stages:
${command('a')}${approval('editor', 'subject: a')}${approval('lawyer', 'subject: editor')}${command('b', 'stages.lawyer.output')}`);
  assert.deepEqual(idsOf(pipeline, stage(pipeline, 'lawyer').needs), ['editor']);
});

test('rework must be the subject or a stage upstream of it, and no gate', () => {
  const text = (rework: string): string =>
    `stages:\n${command('a')}${command('b', 'stages.a.output')}${command('c')}${approval('review', `subject: b, rework: ${rework}`)}${command('d', 'stages.review.output')}`;
  assert.deepEqual([mistakes(text('a')), mistakes(text('b'))], [[], []]);
  assert.deepEqual(mistakes(text('c')), ['gate/rework-not-upstream 5 c']);
  assert.deepEqual(mistakes(text('d')), ['gate/rework-not-upstream 5 d']);
  assert.deepEqual(mistakes(text('review')), ['gate/rework-not-upstream 5 review']);
  assert.deepEqual(mistakes(text('aa')), ['gate/unknown-stage 5 aa']);
  assert.equal(parse(text('zzzzzz')).diagnostics[0]?.hint, 'stages: a, b, c, d');
});

test('the rework of a gate about a gate may be before that gate', () => {
  const pipeline = good(`stages:
${command('a')}${approval('editor', 'subject: a')}${approval('lawyer', 'subject: editor, rework: a')}`);
  assert.deepEqual(idsOf(pipeline, [gate(pipeline, 'lawyer').rework ?? -1]), ['a']);
  assert.deepEqual(
    mistakes(
      `stages:\n${command('a')}${approval('editor', 'subject: a')}${approval('lawyer', 'subject: editor, rework: editor')}`,
    ),
    ['gate/rework-not-upstream 4 editor'],
  );
  const near = `stages:\n${command('a')}${approval('editor', 'subject: a')}${approval('lawyer', 'subject: editor, rework: edito')}`;
  assert.equal(parse(near).diagnostics[0]?.hint, 'stages: a');
});

test('a gate in `finally` is rejected with only that mistake', () => {
  assert.deepEqual(mistakes(`stages:\n${command('a')}finally:\n${approval('review', 'subject: a, quorum: 0')}`), [
    'gate/in-finally 4 approval',
    'format/bad-value 4 0',
  ]);
  assert.deepEqual(mistakes(`stages:\n${command('a')}finally:\n${command('b')}${approval('review', 'subject: b')}`), [
    'gate/in-finally 5 approval',
  ]);
});

test('a quorum above the number of approvers is reported, wherever they are named', () => {
  const text = (settings: string, top = ''): string =>
    `${top}stages:\n${command('a')}${approval('review', `subject: a, quorum: 2${settings}`)}`;
  assert.deepEqual(mistakes(text('')), []);
  assert.deepEqual(mistakes(text(', approvers: [x, y]')), []);
  assert.deepEqual(mistakes(text(', approvers: [x]')), ['gate/quorum-too-high 3 2']);
  assert.deepEqual(mistakes(text('', 'approvers: [x]\n')), ['gate/quorum-too-high 4 2']);
  assert.deepEqual(mistakes(text(''), { config: { approvers: ['x'] } }), ['gate/quorum-too-high 3 2']);
});

test('`auto_approve: allowed` is rejected where approvers are named', () => {
  const text = (settings: string, top = ''): string =>
    `${top}stages:\n${command('a')}${approval('review', `subject: a, auto_approve: allowed${settings}`)}`;
  assert.equal(gate(good(text('')), 'review').autoApprove, 'allowed');
  for (const more of [', approvers: [x]', ', quorum: 2', ', not_author: true', ', require_signed: true'])
    assert.deepEqual(mistakes(text(more)), ['gate/auto-approve-refused 3 allowed'], more);
  assert.deepEqual(mistakes(text('', 'approvers: [x]\n')), ['gate/auto-approve-refused 4 allowed']);
  assert.deepEqual(mistakes(text(''), { config: { approvers: ['x'] } }), ['gate/auto-approve-refused 3 allowed']);
});

test('keys of a gate that only work together with another one are reported', () => {
  const text = (settings: string): string => `stages:\n${command('a')}${approval('review', `subject: a, ${settings}`)}`;
  assert.deepEqual(mistakes(text('max_rounds: 2')), ['gate/idle-key 3 max_rounds']);
  assert.deepEqual(mistakes(text('max_rounds: 2, rework: a')), []);
  assert.deepEqual(mistakes(text('remind_after: never, remind_every: 1d')), ['gate/idle-key 3 remind_every']);
});

test('limits and durations of a gate have bounds', () => {
  const text = (settings: string): string => `stages:\n${command('a')}${approval('review', `subject: a, ${settings}`)}`;
  assert.deepEqual(mistakes(text('rework: a, max_rounds: 0')), ['format/bad-value 3 0']);
  assert.deepEqual(mistakes(text('quorum: 0')), ['format/bad-value 3 0']);
  assert.deepEqual(mistakes(text('approvers: []')), ['format/bad-value 3 []']);
  assert.deepEqual(mistakes(text('auto_approve: true')), ['format/wrong-type 3 true']);
  for (const value of ['5 days', '0s', 'later'])
    assert.deepEqual(mistakes(text(`remind_after: ${value}`)), [`duration/invalid 3 ${value}`], value);
  assert.match(parse(text('remind_every: later')).diagnostics[0]?.message ?? '', /`never` or a duration/);
});

test('only the question of a gate may contain expressions', () => {
  const text = (settings: string, top = ''): string => `${top}stages:\n${command('a')}${approval('review', settings)}`;
  const expression = '"${{ run.id }}"';
  assert.deepEqual(mistakes(text(`subject: ${expression}`)), [`gate/unknown-stage 3 ${expression}`]);
  assert.deepEqual(mistakes(text(`subject: a, approvers: [x, ${expression}]`)), [`format/bad-value 3 ${expression}`]);
  assert.deepEqual(mistakes(text('subject: a', `approvers: [${expression}]\n`)), [`format/bad-value 1 ${expression}`]);
  assert.deepEqual(mistakes(text(`subject: a, question: ${expression}`)), []);
});

test('the question is checked as text: no unknown names, no secrets', () => {
  const text = (source: string): string =>
    `stages:\n${command('a')}${approval('review', `subject: a, question: "\${{ ${source} }}"`)}`;
  const config = { secrets: { TOKEN: { type: 'env', name: 'TOKEN' } } } as const;
  assert.deepEqual(mistakes(text('stages.b.output')), ['expr/unknown-stage 3 b']);
  assert.deepEqual(mistakes(text('secrets.TOKEN'), { config }), ['expr/secret-in-text 3 secrets']);
  assert.deepEqual(mistakes(text('run.generation == 1 ? 1 : 2'), { config }), []);
});

test('gates of a sub-pipeline use its approvers and concern only its stages', () => {
  const child = `approvers: [inner]\nstages:\n${command('a')}${approval('review', 'subject: a')}outputs: { x: "\${{ stages.review.output }}" }\n`;
  const files = { 'pipelines/inner.yaml': child };
  const text = `approvers: [outer]\nstages:\n  episode: { uses: pipeline, with: { pipeline: inner } }\n${approval('release', 'subject: episode')}`;
  const pipeline = good(text, { files });
  assert.deepEqual(gate(pipeline, 'release').approvers, ['outer']);
  const inner = stage(pipeline, 'episode').child;
  assert.ok(inner);
  assert.deepEqual(gate(inner, 'review').approvers, ['inner']);
});

test('a stage cannot have the name of the folder of asked files', () => {
  assert.deepEqual(mistakes(`stages:\n${command('asked')}`), ['pipeline/reserved-id 2 asked']);
});

test('two gates that ask about each other are a cycle', () => {
  const text = `stages:\n${approval('x', 'subject: y')}${approval('y', 'subject: x')}`;
  assert.deepEqual(mistakes(text), ['pipeline/cycle 2 y']);
});

const configOf = (text: string) => parseConfig('pipeline-runner.config.yaml', text);

test('the config says who may answer, whether gates are kept, and whom to notify', () => {
  const { config, diagnostics } = configOf(`approvers: [editor@example.org]
gates: relax
secrets: { TOKEN: { env: HOOK_TOKEN } }
notify:
  - { on: [reminder, question], command: [node, tell.mjs] }
  - { on: [ended], webhook: "https://hooks.example.org/x", secret: TOKEN }
  - { on: [ended], webhook: "http://localhost:8080/x" }
`);
  assert.deepEqual(diagnostics, []);
  assert.deepEqual([config.approvers, config.gates], [['editor@example.org'], 'relax']);
  assert.deepEqual(config.notify, [
    { on: ['question', 'reminder'], type: 'command', argv: ['node', 'tell.mjs'] },
    { on: ['ended'], type: 'webhook', url: 'https://hooks.example.org/x', bearer: 'TOKEN' },
    { on: ['ended'], type: 'webhook', url: 'http://localhost:8080/x', bearer: null },
  ]);
});

test('without settings in the config anybody may answer, gates are kept and nobody is notified', () => {
  assert.deepEqual([DEFAULT_CONFIG.approvers, DEFAULT_CONFIG.gates, DEFAULT_CONFIG.notify], [null, 'keep', []]);
});

test('a hook is a command or a webhook, and its secret must be declared', () => {
  const found = (hook: string): readonly string[] => configOf(`notify:\n  - { ${hook} }\n`).diagnostics.map(brief);
  const url = 'webhook: "https://a.example"';
  assert.deepEqual(found('on: [question]'), ['format/missing-key 2 { on: [question] }']);
  assert.deepEqual(found(`on: [question], ${url}, command: [x]`), ['format/bad-value 2 [x]']);
  assert.deepEqual(found('on: [question], command: [x], secret: A'), [
    'format/bad-value 2 A',
    'notify/unknown-secret 2 A',
  ]);
  assert.deepEqual(found(`on: [question], ${url}, secret: A`), ['notify/unknown-secret 2 A']);
  assert.deepEqual(found('on: [question], webhook: "ftp://a.example"'), ['format/bad-value 2 "ftp://a.example"']);
  assert.deepEqual(found('on: [question], webhook: "https://me:pass@a.example"'), [
    'format/bad-value 2 "https://me:pass@a.example"',
  ]);
  assert.deepEqual(found('on: [asked], command: [x]'), ['format/bad-value 2 asked']);
  assert.deepEqual(found('on: [], command: [x]'), ['format/bad-value 2 []']);
});
