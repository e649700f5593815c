/** What `plan`, `explain` and `lineage` say, over pipelines and checkpoints of the real engine. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StageStatus } from '../../src/model/checkpoint.ts';
import { explainReport } from '../../src/report/explain-text.ts';
import { changeText } from '../../src/report/field-text.ts';
import { type LineageNode, lineageReport } from '../../src/report/lineage-text.ts';
import { planReport } from '../../src/report/plan-text.ts';

test('changed dependencies of a result are described in words', () => {
  const change = (field: string, before: string | null, now: string | null): string =>
    changeText({ field, before, now });
  assert.equal(change('file:templates/x.md', 'a', 'b'), 'the file templates/x.md changed');
  assert.equal(change('needs.outline', 'a', 'b'), 'the result of stage outline changed');
  assert.equal(change('with.argv', null, 'b'), '`with.argv` is new');
  assert.equal(change('env:LANG', 'a', null), 'the environment variable LANG is gone');
  assert.equal(change('round', '1', '2'), 'a rerun requested it');
});

test('a plan shows waves, actions and reasons, and that nothing was executed', () => {
  const task = {
    uses: 'command',
    is_counted: true,
    needs: [],
    changes: [],
    expected_ms: 4200,
    expected_usd_micros: 120_000,
    range_usd_micros: [90_000, 200_000] as const,
    is_unpriced: false,
  };
  const edited = [
    { field: 'file:x', before: '1', now: '2' },
    { field: 'with.argv', before: '1', now: '2' },
  ];
  const text = planReport({
    run: 'x',
    pipeline: 'p',
    begins: 'generation',
    generation: 2,
    manifest: 'as-it-is',
    expected_ms: 4200,
    expected_cost: { usd_micros: 120_000, low_usd_micros: 90_000, high_usd_micros: 200_000, at_least: true },
    held: 'the manifest says `paused: true`',
    gone: [],
    diagnostics: [],
    tasks: [
      { ...task, address: 'a', wave: 1, action: 'reuse', reason: 'nothing it depends on has changed' },
      { ...task, address: 'b', needs: ['a'], wave: 2, action: 'run', reason: 'the file x changed', changes: edited },
      { ...task, address: 'c', wave: 2, action: 'out', reason: 'it was not requested' },
    ],
  });
  assert.match(text, /^x of pipeline p would start again as generation 2\.\n/);
  assert.match(text, /^2 +b +a +run +4\.2 s \$0\.12\n +- the file x changed\n +- `with\.argv` changed\n +c +out/m);
  assert.match(
    text,
    /3 tasks: 1 reuse, 1 run, 1 out, about 4 s and at least \$0\.12 \(\$0\.09 to \$0\.20\) based on earlier runs\. Nothing was executed\.\nIt would stop before that: the manifest says `paused: true`\.\n$/,
  );
});

const TASK = {
  ...{ uses: 'command', is_counted: true, needs: [], changes: [], wave: 1 },
  ...{ expected_ms: null, expected_usd_micros: null, range_usd_micros: null, is_unpriced: false },
};
const PLAN: Omit<Parameters<typeof planReport>[0], 'tasks'> = {
  ...{ run: 'x', pipeline: 'p', begins: 'continues', generation: 1, manifest: 'as-it-is' },
  ...{ expected_ms: null, expected_cost: null, held: null, gone: [], diagnostics: [] },
};

test('the costs of finished work do not predict the rest, which has its `max_cost`', () => {
  const told = { expected_usd_micros: 800_000, range_usd_micros: [800_000, 800_000] as const };
  const text = planReport({
    ...PLAN,
    expected_cost: { usd_micros: 0, low_usd_micros: 0, high_usd_micros: 500_000, at_least: true },
    tasks: [
      { ...TASK, ...told, address: 'one', action: 'done', reason: 'it has completed' },
      { ...TASK, address: 'two', action: 'run', reason: 'it has not run yet', range_usd_micros: [0, 500_000] },
    ],
  });
  assert.match(text, /up to \$0\.50 according to the `max_cost` of 1 stage;/);
  assert.doesNotMatch(text, /at least \$0\.00/);
});

test('a plan shows what has an unknown cost, beside what is known', () => {
  const unpriced = { ...TASK, action: 'run', reason: 'it has not run yet', is_unpriced: true } as const;
  const said = (...more: readonly string[]) =>
    planReport({ ...PLAN, tasks: ['idea', ...more].map((address) => ({ ...unpriced, address })) });
  assert.match(said(), /1 task: 1 run; the cost of idea is unknown\. Nothing/);
  assert.match(said('b', 'c'), /3 tasks: 3 run; the cost of idea and 2 other tasks is unknown\. Nothing/);
});

test('what all tasks after an answer wait for is said once; where they differ, below each', () => {
  const after = (address: string, gate: string) =>
    ({ ...TASK, address, action: 'after-answer', reason: `known after the answer to ${gate}`, needs: ['x'] }) as const;
  const same = planReport({ ...PLAN, tasks: [after('a', 'review'), after('b', 'review')] });
  assert.equal(same.match(/known after the answer to review/g)?.length, 1, same);
  assert.match(same, /^\(after the answer: known after the answer to review\)$/m);
  const different = planReport({ ...PLAN, tasks: [after('a', 'review'), after('b', 'final')] });
  assert.match(
    different,
    / a .*\n {6}- known after the answer to review\n.* b .*\n {6}- known after the answer to final\n/,
  );
});

test('of many similar items a plan lists the first ones, and counts the others after them', () => {
  const items = Array.from({ length: 40 }, (_, i) => {
    const lot =
      i % 4 === 3
        ? ({ action: 'run', reason: 'it failed before' } as const)
        : ({ action: 'done', reason: 'it has completed' } as const);
    return { ...TASK, address: `each[${i}]`, ...lot };
  });
  const text = planReport({
    ...PLAN,
    tasks: [
      { ...TASK, address: 'each', is_counted: false, action: 'run', reason: '10 items of 40 can start' },
      ...items,
      { ...TASK, address: 'after', wave: 2, action: 'later', reason: 'known after each' },
    ],
  });
  const named = [...text.matchAll(/each\[(\d+)\]/g)].map(([, nth]) => Number(nth));
  assert.deepEqual(named, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 15, 19, 23, 27, 31]);
  assert.match(text, /each\[31\] +run\n {6}- it failed before\n {6}… and 24 more items: 22 done, 2 run\n2 +after/);
  assert.match(text, /41 tasks: 30 done, 10 run, 1 later/);
});

test('items of sub-pipelines are folded with everything inside, even if all differ', () => {
  const done = { action: 'done', reason: 'it has completed' } as const;
  const failed = (why: string) => ({ action: 'failed', reason: why }) as const;
  const kids = [...Array(20).keys()].flatMap((i) => [
    { ...TASK, address: `kids[${i}]`, is_counted: false, ...failed(`kids[${i}]/two went wrong`) },
    { ...TASK, address: `kids[${i}]/one`, ...done },
    { ...TASK, address: `kids[${i}]/two`, ...failed('command/exit: exit code 1') },
  ]);
  const differing = [...Array(60).keys()].map((i) => ({ ...TASK, address: `each[${i}]`, ...failed(`exit code ${i}`) }));
  const text = planReport({ ...PLAN, tasks: [...kids, ...differing] });
  assert.deepEqual(text.match(/kids\[\d+\]\/two +failed/g)?.length, 8);
  assert.match(text, /kids\[7\]\/two +failed\n.*exit code 1\n {6}… and 12 more items: 12 failed\n/);
  assert.match(text, /each\[39\] +failed\n.*exit code 39\n {6}… and 20 more items: 20 failed\n/);
});

test('an explanation says what changed and what would happen, in full for one stage', () => {
  const changes = [{ field: 'with.argv', before: 'aa', now: 'bb' }];
  const stage = {
    address: 'a',
    status: 'completed' as const,
    because: 'it ran again',
    changed: changes,
    next: { action: 'done' as const, reason: 'it has completed', changes: [] },
    after_retry: { action: 'run' as const, reason: '`with.argv` changed', changes },
    depends: { 'with.argv': 'bb' },
    attempts: [{ n: 1, started_at: '2026-11-21T09:00:00.000Z', outcome: 'success' as const, effect_key: 'k' }],
    questions: [],
    blocked_by: [],
    retry_at: null,
  };
  const explanation = { run: 'x', generation: 1, stages: [stage], problem: null };
  const brief = explainReport(explanation, 'brief');
  assert.match(brief, /^a {2}completed: it ran again\n {2}- `with\.argv` changed \(aa -> bb\)\n/);
  assert.match(brief, /`retry` and `run`: runs it: `with\.argv` changed/);
  assert.doesNotMatch(brief, /1 attempt/);
  assert.match(explainReport(explanation, 'full'), / {2}1 attempt\n/);
});

test('of many items only unfinished ones are explained, with how to ask for another', () => {
  const item = (address: string, status: StageStatus) => ({
    ...{ address, status, because: 'so it is', changed: [], next: null, after_retry: null, depends: {} },
    ...{ attempts: [], questions: [], blocked_by: [], retry_at: null },
  });
  const items = Array.from({ length: 30 }, (_, i) => item(`each[${i}]`, i === 20 || i === 25 ? 'failed' : 'completed'));
  const text = explainReport(
    { run: 'r', generation: 1, stages: [item('each', 'failed'), ...items], problem: null },
    'full',
  );
  const named = [...text.matchAll(/^(each\S*) {2}/gm)].map(([, address]) => address);
  assert.deepEqual(named, ['each', 'each[20]', 'each[25]']);
  assert.match(text, /\n… and 28 more; name one to explain it, for example each\[0\]\n$/);
});

test('why a stage failed is shown once, and also if it is to run again', () => {
  const error = { code: 'command/exit', message: 'no tune', retry: 'never' } as const;
  const attempt = { n: 1, started_at: '2026-11-21T09:00:00.000Z', outcome: 'failure', effect_key: 'k', error } as const;
  const explained = (status: StageStatus, because: string): string => {
    const next = { action: 'run', reason: 'it failed before: command/exit: no tune', changes: [] } as const;
    const stage = { address: 'a', status, because, changed: [], next, after_retry: null, depends: {} };
    const rest = { attempts: [attempt], questions: [], blocked_by: [], retry_at: null };
    return explainReport({ run: 'r', generation: 1, stages: [{ ...stage, ...rest }], problem: null }, 'brief');
  };
  assert.equal(
    explained('failed', 'command/exit: no tune; the run continues without it'),
    'a  failed: command/exit: no tune; the run continues without it\n  `run` now: runs it: it failed before\n',
  );
  assert.match(explained('pending', 'it is queued'), /runs it: it failed before: command\/exit: no tune\n/);
});

test('lineage is a tree in which repeated nodes are only named', () => {
  const task = (name: string) => ({
    run: 'r',
    task: name,
    generation: 1,
    attempt: 1,
    at: '2026-11-21T09:00:00.000Z',
    taken_from: null,
    approval: null,
    effect_key: null,
    depends: { 'file:t.md': 'x' },
    artifacts: [],
  });
  const node = (name: string, next: readonly LineageNode[] = []): LineageNode => ({
    task: task(name),
    by: '',
    next,
    repeated: false,
  });
  const leaf = (name: string, by = `stage ${name}`) => ({ task: task(name), by, next: [], repeated: true });
  const approval = { decision: 'approve', iteration: 1, by: [], feedback: null, edited: null, waived: false } as const;
  const file = { path: 'runs/r.run/a/x', sha256: 'sha256:ab', bytes: 5, media_type: 'text/plain' };
  const text = lineageReport({
    target: file.path,
    file,
    made_by: [task('a'), { ...task('review'), attempt: null, approval }],
    inputs: { r: { topic: 'x' } },
    context: { r: { show: 'shows/kids/blueprint.yaml' } },
    made_from: [
      node('b', [leaf('c'), node('new'), leaf('e'), leaf('f', 'the file x.md')]),
      ...['1', '2', '3', '4', '5'].map((n) => node(`d[${n}]`)),
    ],
    used_by: [],
  });
  assert.match(text, /\n {2}made by r: a, attempt 1/);
  assert.match(text, /\n {2}passed through r: review, approved as generated/);
  assert.match(text, /with the file t\.md/);
  assert.match(text, /inputs of r: \{"topic":"x"\}/);
  assert.match(
    text,
    /Made from\n {2}r: b, .*\n {4}r: new, .*\n {4}r: c, e \(see above\)\n {4}r: f {2}\(the file x\.md\) \(see above\)\n/,
  );
  assert.match(text, /context of r: show shows\/kids\/blueprint\.yaml/);
  assert.match(text, /r: d\[3\], .*\n {2}… and 2 more items of d\n/);
  assert.match(text, /Used by\n {2}nothing made by a run\n$/);
});

test('of a stage with very many items lineage shows the first ones and counts the rest', () => {
  const made = [...Array(50).keys()].flatMap((i) =>
    ['', '/one'].map((inner) => ({
      ...{ run: 'r', task: `kids[${i}]${inner}`, generation: 1, attempt: 1, at: '2026-11-21T09:00:00.000Z' },
      ...{ taken_from: null, approval: null, effect_key: null, depends: {}, artifacts: [] },
    })),
  );
  const target = { target: 'r:kids', file: null, inputs: {}, context: {}, made_from: [], used_by: [] };
  const text = lineageReport({ ...target, made_by: made });
  assert.equal(text.match(/r: kids\[\d+\]\/one/g)?.length, 20);
  assert.match(text, /r: kids\[19\]\/one.*\n {2}… and 30 more items of kids\n/);
});

test('of nested lists lineage names each list that it does not show completely', () => {
  const at = (task: string) => ({
    task: {
      ...{ run: 'r', task, generation: 1, attempt: 1, at: '2026-11-21T09:00:00.000Z' },
      ...{ taken_from: null, approval: null, effect_key: null, depends: {}, artifacts: [] },
    },
    ...{ by: 'stage kids', next: [], repeated: false },
  });
  const used_by = ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((kid) =>
    [...Array(kid === 'a' ? 6 : 1).keys()].map((i) => at(`kids[${kid}]/page[${i}]`)),
  );
  const text = lineageReport({ target: 'x', file: null, made_by: [], inputs: {}, context: {}, made_from: [], used_by });
  assert.deepEqual(
    text
      .split('\n')
      .slice(3)
      .map((line) => line.replace(/,.*/, '')),
    [
      '  r: kids[a]/page[0]',
      '  r: kids[a]/page[1]',
      '  r: kids[a]/page[2]',
      '  r: kids[b]/page[0]',
      '  r: kids[c]/page[0]',
      '  … and 3 more items of kids',
      '  … and 3 more items of kids[a]/page',
      '',
    ],
  );
});
