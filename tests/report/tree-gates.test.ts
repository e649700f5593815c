/** Golden drawings of the live tree where a gate asks. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../src/model/event.ts';
import { buildPipeline, childStage } from '../rig/build-pipeline.ts';
import { address, at, digest, drawn, expanded, made, podcast, prepared } from './tree-drawing.ts';

const ADA = { who: 'Ada <ada@example.org>', assurance: 'unverified', commit: null } as const;
const REVIEWED = { uses: 'approval', gate: { subject: 0, rework: 0 } as never };
const asked = (task: string, seconds: number, iteration = 1): Event => ({
  ...{ type: 'gate-asked', task: address(task), at: at(seconds), iteration, subject: digest, question: 'Is it good?' },
  ...{
    how: '',
    read: `runs/ep001.run/asked/${task}.${iteration}.yaml` as never,
    draft: null,
    author: null,
    standing: [],
  },
});
const asking = (task: string, seconds: number): Event[] => [
  expanded(task, seconds),
  prepared(task, seconds),
  asked(task, seconds),
];
const answered = (task: string, seconds: number, decision: 'approve' | 'reject'): Event => ({
  ...{ type: 'gate-answered', task: address(task), at: at(seconds), decision, by: [ADA], feedback: null, items: null },
  ...{ edited: null, waived: false, consumed: [] },
  ...(decision === 'approve' ? { output: { type: 'inline', value: null }, artifacts: [] } : { feedback: 'too long' }),
});
const REVIEW = podcast({
  outlining: {},
  review: { ...REVIEWED, needs: ['outlining'] },
  script: { needs: ['review'] },
});
const AWAITING: readonly Event[] = [
  ...made('outlining', 0, 2),
  ...asking('review', 2),
  { type: 'run-awaiting', at: at(2) },
];

test('an open gate stands out with its age and the file to read, and the heading says that the run waits', () => {
  assert.deepEqual(drawn(REVIEW, AWAITING, { width: 90 }), [
    ' ◆ podcast · ep001                                    waits for approval · 1/3 33% · 00:42',
    ' ✔ outlining  2.0 s',
    ' ◆ review      40 s',
    '   read runs/ep001.run/asked/review.1.yaml: Is it good?',
    ' ○ script            needs review',
  ]);
});

test('the file to read is shown whole beside long names, and beside its gate only where lines are few', () => {
  const name = 'review_of_the_outline_by_the_editor';
  const pipeline = podcast({ outlining: {}, [name]: { ...REVIEWED, needs: ['outlining'] } });
  const events = [...made('outlining', 0, 2), ...asking(name, 2)];
  const read = `read runs/ep001.run/asked/${name}.1.yaml`;
  assert.ok(drawn(pipeline, events, { width: 80 })[3]?.includes(read));
  assert.equal(drawn(pipeline, events, { width: 80, height: 3 })[2]?.includes(read.slice(0, 10)), true);
});

test('an answered gate says who answered, and a rejected one why', () => {
  const after = (decision: 'approve' | 'reject', line = 2): string | undefined =>
    drawn(REVIEW, [...AWAITING, { type: 'run-resumed', at: at(3) }, answered('review', 3, decision)], { width: 99 })[
      line
    ];
  assert.match(after('approve') ?? '', /^ ✔ review +approved as generated, by Ada <ada@example\.org> \(unverified\)$/);
  assert.match(after('reject', 3) ?? '', /^ ○ script +needs review, which was rejected$/);
  assert.match(after('reject') ?? '', /^ ✖ review +rejected by Ada <ada@example\.org> \(unverified\): too long$/);
});

test('a gate inside items of a sub-pipeline is shown below its item, and its frames count as asking', () => {
  const child = buildPipeline({ make: {}, review: { ...REVIEWED, needs: ['make'] } }, { name: 'episode' });
  const pipeline = podcast({ episodes: childStage(child, { foreach: '2' }) });
  const events = [
    expanded('episodes', 0, ['e1', 'e2']),
    prepared('episodes[e1]'),
    { type: 'child-opened', task: address('episodes[e1]'), at: at(0), inputs: {} } as const,
    ...made('episodes[e1]/make', 0, 1),
    ...asking('episodes[e1]/review', 1),
  ];
  const lines = drawn(pipeline, events, { width: 100 });
  assert.match(lines[1] ?? '', /^ ◆ episodes /);
  assert.match(lines[2] ?? '', /^ {3}◆ e1 /);
  assert.match(lines[3] ?? '', /^ {5}◆ review +\d/);
  assert.match(lines[4] ?? '', /^ {7}read runs\/ep001\.run\/asked\/episodes/);
});
