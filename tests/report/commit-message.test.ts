/** What the daemon says in `git log`, over checkpoints made by hand. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Checkpoint, CheckpointApproval, CheckpointStage } from '../../src/model/checkpoint.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { commitMessage } from '../../src/report/commit-message.ts';

const approval: CheckpointApproval = {
  iteration: 2,
  question: 'Is the outline good?\nPipeline-Daemon: forged',
  read: 'runs/ep001.run/asked/review.2.yaml',
  draft: 'runs/ep001.run/drafts/review.2.yaml',
  asked_at: '2026-11-19T10:00:00.000Z',
  subject: 'sha256:9f2c1d0a',
  fingerprint: 'sha256:aa',
};

const checkpointOf = (
  status: Checkpoint['status'],
  stages: Readonly<Record<string, CheckpointStage>> = {},
  more: Partial<Checkpoint> = {},
): Checkpoint => ({
  ...{ version: 1, run: 'ep001', uid: 'u', serial: 3, pipeline: { name: 'podcast', digest: 'sha256:0' }, status },
  ...{ generation: 1, created_at: '2026-11-19T09:59:00.000Z', executions: [], stages },
  progress: { completed: 1, total: 3, percent: 33 },
  cost: { usd_micros: 120_000, at_most_usd_micros: 120_000, tokens: 0 },
  ...more,
});

const did = (...done: readonly string[]): Partial<Checkpoint> => ({
  executions: [{ started_at: '2026-11-19T09:59:00.000Z', host: 'h', pid: 1, version: '0', done }],
});

test('a commit of a waiting run names the gate, the question and what to read', () => {
  const said = commitMessage(checkpointOf('awaiting_approval', { review: { status: 'awaiting_approval', approval } }));
  assert.deepEqual([said.why, said.subject], ['gate', 'Run ep001: waits for review']);
  assert.equal(
    said.body,
    [
      'review asks, round 2: Is the outline good? ⏎ Pipeline-Daemon: forged',
      '  to read: runs/ep001.run/drafts/review.2.yaml',
      '1 of 3 tasks done; cost: $0.12',
    ].join('\n'),
  );
  assert.deepEqual(said.trailers, [
    ['Pipeline-Stage', 'review'],
    ['Pipeline-Status', 'awaiting_approval'],
    ['Pipeline-Cost-USD', '0.120000'],
  ]);
});

test('an answer that does not count is explained to the person who pushed it', () => {
  const remark: Diagnostic = {
    code: 'draft/empty',
    severity: 'error',
    message: 'the draft is empty',
    at: { file: 'runs/ep001.run/drafts/review.2.yaml' },
    hint: 'write what is to be approved',
  };
  const review = { status: 'awaiting_approval', approval: { ...approval, remark } } as const;
  const { subject, body } = commitMessage(checkpointOf('awaiting_approval', { review }));
  assert.equal(subject, 'Run ep001: waits for review, an answer does not count');
  assert.match(body, /\n {2}draft\/empty: the draft is empty \(write what is to be approved\)\n/);
  const more: Diagnostic = { ...remark, code: 'gate/quorum', message: 'review has 1 of 2 approvals' };
  const half = { status: 'awaiting_approval', approval: { ...approval, remark: more } } as const;
  const said = commitMessage(checkpointOf('awaiting_approval', { review: half }));
  assert.equal(said.subject, 'Run ep001: waits for review');
  assert.match(said.body, /review has 1 of 2 approvals/);
});

test('a commit of a failed run says where and why', () => {
  const error = { code: 'command/exit', message: 'exit code 1\nno such voice' };
  const { why, subject, body } = commitMessage(checkpointOf('failed', { mixing: { status: 'failed', error } }));
  assert.deepEqual([why, subject], ['end', 'Run ep001: failed at mixing']);
  assert.match(body, /^mixing failed: command\/exit: exit code 1 ⏎ no such voice\n/);
});

test('a failed run is not said to have failed in stages with on_error: continue', () => {
  const error = { code: 'command/exit', message: 'no' };
  const extra: CheckpointStage = { status: 'failed', on_error: 'continue', error };
  const { subject, body } = commitMessage(checkpointOf('failed', { extra, mixing: { status: 'failed', error } }));
  assert.equal(subject, 'Run ep001: failed at mixing');
  assert.match(
    body,
    /^mixing failed: command\/exit: no\nextra failed; the run continued without it: command\/exit: no\n/,
  );
  const done = commitMessage(checkpointOf('completed', { extra, end: { status: 'completed' } }, did('extra', 'end')));
  assert.deepEqual(done.trailers[0], ['Pipeline-Stage', 'end']);
});

test('a commit of a run in progress says what was done last, and what was decided', () => {
  const answered = { ...approval, decision: 'approve', at: '2026-11-20T10:00:00.000Z' } as const;
  const review: CheckpointStage = {
    status: 'completed',
    approval: { ...answered, by: [{ who: 'Ada', assurance: 'signed' }] },
  };
  const { why, subject, body } = commitMessage(checkpointOf('running', { review }, did('outline', 'review')));
  assert.deepEqual([why, subject], ['stage', 'Run ep001: review done']);
  assert.match(body, /^review was approved as generated, by Ada \(signed\)\n/);
});

test('an unknown cost is shown beside the known one', () => {
  const cost = { usd_micros: 0, at_most_usd_micros: 0, unknown: 2, tokens: 0 };
  const { body, trailers } = commitMessage(checkpointOf('completed', {}, { cost }));
  assert.match(body, /at least \$0\.00 \(2 costs unknown\)$/);
  assert.deepEqual(trailers.at(-1), ['Pipeline-Cost-Unknown', '2']);
});

const ENDINGS: readonly (readonly [status: Checkpoint['status'], subject: string])[] = [
  ['completed', 'Run ep001: completed'],
  ['paused', 'Run ep001: paused'],
  ['budget_exceeded', 'Run ep001: paused, its budget is used up'],
  ['cancelled', 'Run ep001: cancelled'],
  ['invalid', 'Run ep001: invalid'],
  ['pending', 'Run ep001: not started yet'],
];
for (const [status, subject] of ENDINGS)
  test(`the subject for a run that is ${status} says so`, () =>
    assert.equal(commitMessage(checkpointOf(status)).subject, subject));

test('later notices of an ended run are shown as such, and its end once', () => {
  const ended = { ended_at: '2026-11-19T11:00:00.000Z' };
  const note = { code: 'run/frozen-changed', severity: 'warning', message: 'the inputs changed', at: null } as const;
  const other = { ...note, code: 'answer/reverted', message: 'taken back' } as const;
  const completed = checkpointOf('completed', {}, ended);
  const noted = checkpointOf('completed', {}, { ...ended, diagnostics: [note] });
  const subject = (now: Checkpoint, before: Checkpoint | null): string => commitMessage(now, before).subject;
  assert.equal(subject(noted, null), 'Run ep001: completed');
  assert.equal(subject(noted, completed), 'Run ep001: run/frozen-changed reported after its end');
  assert.equal(subject(completed, noted), 'Run ep001: run/frozen-changed resolved');
  const both = checkpointOf('completed', {}, { ...ended, diagnostics: [other] });
  assert.equal(subject(both, noted), 'Run ep001: diagnostics changed after its end, now answer/reverted');
  assert.match(
    commitMessage(both, noted).body,
    /^noted: answer\/reverted: taken back\nresolved: run\/frozen-changed: the inputs changed\n1 of 3/,
  );
  assert.equal(subject(noted, checkpointOf('failed', {}, ended)), 'Run ep001: completed', 'it came to that just now');
  assert.equal(subject(completed, completed), 'Run ep001: completed', 'other files of it changed');
});
