/** What people are told of gates: questions, what to read and to type, answers; over checkpoints made by hand. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { epochMs, projectPath } from '../../src/model/brand.ts';
import type { Checkpoint, CheckpointApproval, CheckpointStage } from '../../src/model/checkpoint.ts';
import type { Event, GateEvent } from '../../src/model/event.ts';
import { lineOf } from '../../src/report/event-line.ts';
import { widthOf } from '../../src/report/excerpt.ts';
import { ageText, answerText, closedGates, openGates, withSender } from '../../src/report/gates.ts';
import { listEntry, listReport, waitingEntries, waitingReport } from '../../src/report/list.ts';
import { ansiPaint } from '../../src/report/paint.ts';
import { runSummary } from '../../src/report/run-summary.ts';
import { statusReport } from '../../src/report/status.ts';
import { wrapped } from '../../src/report/words.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const ADA = { who: 'Ada <ada@example.org>', assurance: 'unverified' } as const;

const asked = (more: Partial<CheckpointApproval> = {}): CheckpointApproval => ({
  iteration: 1,
  question: 'Is the outline good?',
  how: 'Write `approved: true` or type `pipeline-runner approve ep001`; else `reject`',
  read: 'runs/ep001.run/asked/review.1.yaml',
  asked_at: '2026-11-19T10:00:00.000Z',
  subject: 'sha256:9f2c1d0a',
  fingerprint: 'sha256:aa',
  ...more,
});
const waiting = (approval: CheckpointApproval, more: Partial<CheckpointStage> = {}): CheckpointStage => ({
  status: 'awaiting_approval',
  approval,
  ...more,
});

const checkpointOf = (
  stages: Readonly<Record<string, CheckpointStage>>,
  status: Checkpoint['status'] = 'awaiting_approval',
): Checkpoint => ({
  ...{ version: 1, run: 'ep001', uid: 'u', serial: 3, pipeline: { name: 'podcast', digest: 'sha256:0' }, status },
  ...{ generation: 1, created_at: '2026-11-19T09:59:00.000Z', executions: [], stages },
  progress: { completed: 1, total: 3, percent: 33 },
  cost: { usd_micros: 0, at_most_usd_micros: 0, tokens: 0 },
});

const summaryOf = (checkpoint: Checkpoint): string => runSummary({ checkpoint, reason: 'rest', worked: true });
const statusOf = (checkpoint: Checkpoint): string =>
  statusReport({ run: 'ep001', checkpoint, driven: false, now: NOW });

test('a waiting run ends with the question, what to read and edit, and the commands in order', () => {
  const text = summaryOf(checkpointOf({ review: waiting(asked({ draft: 'runs/ep001.run/drafts/review.1.yaml' })) }));
  const lines = text.split('\n').map((line) => line.trim());
  const found = [
    'review asks: Is the outline good?',
    'read     runs/ep001.run/asked/review.1.yaml',
    'edit     runs/ep001.run/drafts/review.1.yaml',
    'approve  pipeline-runner approve ep001 review',
    'then     pipeline-runner run ep001',
  ].map((line) => lines.indexOf(line));
  assert.ok(!found.includes(-1), text);
  assert.deepEqual(
    found,
    found.toSorted((a, b) => a - b),
  );
});

test('changes are offered only by a gate that accepts them, and a draft only if there is one', () => {
  const plain = summaryOf(checkpointOf({ review: waiting(asked()) }));
  assert.doesNotMatch(plain, /request-changes|edit /);
  const takes = asked({ accepts: ['approve', 'changes', 'reject'] });
  assert.match(summaryOf(checkpointOf({ review: waiting(takes) })), /request-changes ep001 review/);
  const items = asked({ accepts: ['approve', 'changes', 'item_changes', 'reject'] });
  assert.match(summaryOf(checkpointOf({ review: waiting(items) })), /single items: .*--item/);
});

test('what to write into the manifest is told once, ready to be copied, with the round and the number of people', () => {
  const accepts = ['approve', 'changes', 'reject'] as const;
  const text = summaryOf(checkpointOf({ review: waiting(asked({ accepts, iteration: 2, quorum: 3 })) }));
  assert.match(text, /^ {2}asked +.*, 3 people must approve$/m);
  const line = 'approvals: { review: [{ by: you@example.org, approved: true, round: 2 }] }';
  assert.deepEqual(
    text.split('\n').filter((one) => one.includes('approved: true')),
    [`  by hand  in runs/ep001.yaml: ${line}`, '           instead of approved: true, changes: "…" or rejected: "…"'],
  );
});

test('a question of a version that did not record what it accepts is shown with its sentence', () => {
  const text = summaryOf(checkpointOf({ review: waiting(asked()) }));
  assert.match(text, /Write `approved: true` or type/);
  assert.doesNotMatch(text, /by hand/);
});

test('commands can be typed as shown: with npx, and with quoted addresses', () => {
  const inner = { status: 'running', stages: { review: waiting(asked()) } } as const;
  const checkpoint = checkpointOf({ episodes: { status: 'running', items: { e1: inner } } });
  const text = runSummary({ checkpoint, reason: 'rest', worked: true, program: 'npx pipeline-runner' });
  assert.match(text, /npx pipeline-runner approve ep001 'episodes\[e1\]\/review'/);
  assert.doesNotMatch(text, /(?<!npx )pipeline-runner (?:approve|reject|run)/);
});

test('`status` shows since when a gate waits, its reminders, and why an answer does not count', () => {
  const remark = { code: 'gate/stood-before', severity: 'warning', at: null } as const;
  const text = statusOf(
    checkpointOf({
      review: waiting(
        asked({
          ...{ iteration: 2, reminders: 3 },
          remark: { ...remark, message: 'it stood there before', hint: 'answer again' },
        }),
      ),
    }),
  );
  assert.match(text, /waits +for review, asked 2 days ago/);
  assert.match(text, /review asks, round 2:/);
  assert.match(text, /3 reminders sent/);
  assert.match(text, /warning\[gate\/stood-before\]: it stood there before\n +hint: answer again/);
});

test('a long question is broken between words, counting wide characters as two columns', () => {
  const question = `${'日本語のラベル '.repeat(9)}and a question that is longer than a terminal is wide?`;
  const checkpoint = checkpointOf({ review: waiting(asked({ question })) });
  for (const columns of [null, 40, 80, 120]) {
    const lines = runSummary({ checkpoint, reason: 'rest', worked: true, columns }).split('\n');
    const first = lines.findIndex((line) => line.startsWith('review asks: '));
    const told = lines.slice(
      first,
      lines.findIndex((line) => line.includes('asked  ')),
    );
    assert.equal(told.join(' '), `review asks: ${question}`);
    for (const line of told) assert.ok(widthOf(line) <= Math.min(columns ?? 79, 79), line);
  }
});

test('`status` keeps all answers: who, how certain, edited or as generated, waived, and the feedback', () => {
  const at = '2026-11-20T10:00:00.000Z';
  const text = statusOf(
    checkpointOf(
      {
        review: {
          status: 'completed',
          approval: asked({ iteration: 2, decision: 'approve', edited: 'sha256:bb', at, by: [ADA] }),
          earlier_approvals: [
            asked({ decision: 'changes', feedback: 'shorter', items: { e3: 'closer' }, at, by: [ADA] }),
          ],
        },
        legal: { status: 'completed', approval: asked({ decision: 'approve', waived: true, at }) },
        plain: {
          status: 'completed',
          approval: asked({ decision: 'approve', at, by: [{ ...ADA, assurance: 'signed', commit: '1234567890ab' }] }),
        },
      },
      'completed',
    ),
  );
  assert.match(text, /review: changes requested: shorter; e3: closer\n.*by Ada <ada@example\.org> \(unverified\)/);
  assert.match(text, /review, round 2: approved as edited\n/);
  assert.match(text, /legal: waived by `auto_approve`\n/);
  assert.match(text, /plain: approved as generated\n.*\(signed, commit 12345678\)/);
});

test('a rejected run names the gate, the person and the reason at the top', () => {
  const approval = asked({ decision: 'reject', feedback: 'not for\nthis show', by: [ADA] });
  const checkpoint = checkpointOf({ review: { status: 'rejected', approval } }, 'rejected');
  assert.match(summaryOf(checkpoint), /^ep001 was rejected: .*\nreview, by Ada .*: not for ⏎ this show\n/);
});

test('a run that has ended asks nobody', () => {
  const stages = { review: waiting(asked()), old: waiting(asked({ decision: 'approve' })) };
  const open = (status: Checkpoint['status']): readonly string[] =>
    openGates(checkpointOf(stages, status)).map(({ gate }) => gate);
  assert.deepEqual(open('awaiting_approval'), ['review']);
  assert.deepEqual(open('running'), ['review'], 'others are still in work');
  for (const status of ['failed', 'cancelled', 'completed', 'rejected'] as const) assert.deepEqual(open(status), []);
  assert.equal(closedGates(checkpointOf(stages)).length, 1);
});

test('a list says which gates runs wait for, and lists the gates of all runs by age', () => {
  const entry = (run: string, stages: Readonly<Record<string, CheckpointStage>>) =>
    listEntry({ run, pipeline: null, checkpoint: checkpointOf(stages), driven: false, problem: null });
  const young = entry('young', { a: waiting(asked({ asked_at: '2026-11-21T11:30:00.000Z' })) });
  const old = entry('old', { a: waiting(asked()), b: waiting(asked({ asked_at: '2026-11-21T09:00:00.000Z' })) });
  assert.match(listReport([young, old], { now: NOW }), /^ +waits for a, b, asked 2 days ago$/m);
  const entries = waitingEntries([young, old], NOW);
  assert.deepEqual(
    entries.map(({ run, gate }) => `${run} ${gate}`),
    ['old a', 'old b', 'young a'],
  );
  assert.equal(entries[2]?.age_ms, 30 * 60_000);
  const report = waitingReport(entries, { more: 0, program: 'pipeline-runner' });
  assert.match(report, /^young +a +30 minutes ago +runs\/ep001\.run\/asked\/review\.1\.yaml$/m);
});

test('text by people cannot control the terminal, wherever it is shown', () => {
  const evil = '\u001B[2Jred\u202E';
  const approval = asked({ question: evil, how: evil, read: evil, draft: evil });
  const told = { feedback: evil, by: [{ ...ADA, who: evil }], items: { [evil]: evil } };
  const no = asked({ decision: 'reject', ...told });
  const remark = { code: 'gate/quorum', severity: 'warning', message: evil, at: null, hint: evil } as const;
  const open = checkpointOf({ review: waiting({ ...approval, remark }) });
  const rejected = checkpointOf({ review: { status: 'rejected', approval: no } }, 'rejected');
  const entry = listEntry({ run: 'ep001', pipeline: null, checkpoint: open, driven: false, problem: null });
  const texts = [
    ...[open, rejected].flatMap((checkpoint) => [summaryOf(checkpoint), statusOf(checkpoint)]),
    waitingReport(waitingEntries([entry], NOW), { more: 0, program: 'x' }),
    answerText({ decision: 'reject', ...told }),
  ];
  for (const text of texts) assert.ok(!text.includes('\u001B') && !text.includes('\u202E'), JSON.stringify(text));
});

test('output is the same with and without colours', () => {
  const checkpoint = checkpointOf({ review: waiting(asked({ draft: 'd' })) });
  const coloured = statusReport({ run: 'ep001', checkpoint, driven: false, now: NOW }, ansiPaint);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours
  assert.equal(coloured.replace(/\u001B\[\d+m/g, ''), statusOf(checkpoint));
});

const base = { task: 'review' as never, at: epochMs(0) };
const question: Extract<GateEvent, { type: 'gate-asked' }> = {
  ...{ ...base, type: 'gate-asked', iteration: 2, subject: 'sha256:9' as never, question: 'Good?', how: '' },
  ...{ read: projectPath('runs/x.run/asked/review.2.yaml'), draft: null, author: null, standing: [] },
};
const answer: Extract<GateEvent, { type: 'gate-answered' }> = {
  ...{ ...base, type: 'gate-answered', decision: 'approve', by: [{ ...ADA, commit: null }], feedback: null },
  ...{ items: null, edited: null, waived: false, consumed: [] },
};

test('each event of a gate is one line; a note without a remark is none', () => {
  const said = (event: Event): string | null => {
    const line = lineOf(event, null);
    return line && [line.word, line.subject, line.text].filter((part) => part !== '').join(' ');
  };
  assert.equal(said(question), '? asks review Good? (round 2; read runs/x.run/asked/review.2.yaml)');
  assert.equal(said({ ...base, type: 'gate-noted', standing: [], given: [], remark: null }), null);
  const remark = { code: 'gate/quorum', severity: 'warning', message: 'one more', at: null, hint: 'ask Bob' } as const;
  const noted: Event = { ...base, type: 'gate-noted', standing: [], given: [], remark };
  const at = { file: 'runs/ep001.run/drafts/review.2.yaml', line: 8, column: 14, length: 5, excerpt: 'minutes: three' };
  const placed = said({ ...noted, remark: { ...remark, at } });
  assert.equal(placed, 'warning review gate/quorum in runs/ep001.run/drafts/review.2.yaml:8:14: one more; ask Bob');
  assert.equal(said(noted), 'warning review gate/quorum: one more; ask Bob');
  assert.equal(said(answer), 'approved review as generated, by Ada <ada@example.org> (unverified)');
  const changes: Event = { ...answer, decision: 'changes', feedback: 'shorter' };
  assert.equal(said(changes), 'changes review requested by Ada <ada@example.org> (unverified): shorter');
  const rejected: Event = { ...answer, decision: 'reject', feedback: 'no' };
  assert.equal(said(rejected), 'rejected review by Ada <ada@example.org> (unverified): no');
  const inner: Event = { ...base, type: 'child-rejected', gate: 'review/legal', feedback: 'no' };
  assert.equal(said(inner), 'rejected review at review/legal: no');
});

test('who sent a stage back is looked up once per checkpoint, however many items ask', () => {
  const sent = asked({ decision: 'changes', at: '2026-11-21T11:00:00.000Z' });
  const { status, stages } = checkpointOf({ review: waiting(asked({ iteration: 2 }), { earlier_approvals: [sent] }) });
  let looks = 0;
  const checkpoint = {
    status,
    get stages() {
      looks++;
      return stages;
    },
  };
  const round = { field: 'round', before: '1', now: '2' };
  for (let item = 0; item < 100; item++) {
    const [change] = withSender([round], checkpoint, { since: '2026-11-21T10:00:00.000Z', until: null });
    assert.deepEqual(change, { ...round, by: 'review' });
  }
  assert.equal(looks, 1);
});

test('ages are shown in the most readable unit', () => {
  const minute = 60_000;
  assert.deepEqual([0, minute, 59 * minute, 60 * minute, 47 * 60 * minute, 48 * 60 * minute].map(ageText), [
    'less than a minute',
    '1 minute',
    '59 minutes',
    '1 hour',
    '47 hours',
    '2 days',
  ]);
});

test('text is broken only between words', () => {
  assert.deepEqual(wrapped('one two three', 7), ['one two', 'three']);
  assert.deepEqual(wrapped('longer-than-that', 7), ['longer-than-that']);
});

test('in a narrow window sentences are broken between words, and commands stay whole for copying', () => {
  const how = `Write ${'`approvals: { outline_review: { approved: true } }` '.repeat(3)}into the manifest`;
  const remark = { code: 'gate/ambiguous', severity: 'warning', message: 'word '.repeat(30), at: null } as const;
  const checkpoint = checkpointOf({ review: waiting(asked({ how, remark })) });
  const end = { checkpoint, reason: 'rest', worked: true, columns: 60 } as const;
  const view = { run: 'ep001', checkpoint, driven: false, now: NOW, columns: 60 };
  for (const text of [runSummary(end), statusReport(view)]) {
    const sentences = text.split('\n').filter((line) => /approvals:|word word|manifest/.test(line));
    assert.ok(sentences.length > 4 && sentences.every((line) => line.length < 60), sentences.join('\n'));
    assert.match(text, /pipeline-runner reject ep001 review --feedback "…"/);
  }
});
