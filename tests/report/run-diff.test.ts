/** Two runs beside each other: which of their tasks differ, which is the first, and how it is told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CheckpointResult, CheckpointStage } from '../../src/model/checkpoint.ts';
import type { Json } from '../../src/model/json.ts';
import type { DiffCause, RunDiff, RunSide } from '../../src/report/run-diff.ts';
import { becauseText, runDiffReport } from '../../src/report/run-diff-text.ts';
import {
  firstOther,
  firstOtherMade,
  isOther,
  isOtherWork,
  type TaskDiff,
  taskDiffs,
  taskPairs,
} from '../../src/report/task-pairs.ts';

type Stages = Readonly<Record<string, CheckpointStage>>;

/** A result that depends on `given`. */
function result(output: Json, given: Readonly<Record<string, string>> = {}, sha256?: string): CheckpointResult {
  const artifacts = sha256 === undefined ? {} : { 'a.mp3': { path: 'a', sha256, bytes: 1, media_type: 'audio/mpeg' } };
  return { fingerprint: 'f', depends: given, at: '2026-11-21T00:00:00.000Z', output: { value: output }, artifacts };
}

const done = (...of: Parameters<typeof result>): CheckpointStage => ({ status: 'completed', result: result(...of) });

function paid(usd: number, attempts = 1): CheckpointStage {
  const one = { started_at: '2026-11-21T00:00:00.000Z', outcome: 'success', effect_key: 'k' } as const;
  const made = Array.from({ length: attempts }, (_, n) => ({ ...one, n: n + 1, cost: { usd_micros: usd / attempts } }));
  return { ...done('x'), cost: { usd_micros: usd }, attempts: made };
}

const isSame = (before: CheckpointResult, now: CheckpointResult): boolean =>
  JSON.stringify(before.output) === JSON.stringify(now.output);

const diffs = (before: Stages, now: Stages): readonly TaskDiff[] =>
  taskDiffs(taskPairs({ stages: before }, { stages: now }), isSame);

const others = (all: readonly TaskDiff[]): readonly string[] => all.filter(isOther).map(({ address }) => address);

const side = (run: string): RunSide => ({
  ...{ run, pipeline: 'talk', status: 'completed', driven: false, generation: 1, ended_at: null, worked_ms: 1200 },
  started_at: '2026-11-21T00:00:00.000Z',
  cost: { usd_micros: 0, at_most_usd_micros: 0, tokens: 0 },
});

const RUNS = { before: side('ep1'), now: side('ep2') };

function told(before: Stages, now: Stages, columns: number | null = null): string {
  const stages = diffs(before, now).filter((diff) => isOther(diff) || isOtherWork(diff));
  const cause = (one: TaskDiff | undefined): DiffCause | null =>
    one ? { address: one.address, because: becauseText(one, RUNS) } : null;
  const causes = { first: cause(firstOther(stages)), first_made: cause(firstOtherMade(stages)) };
  const diff: RunDiff = { ...RUNS, given: [], problem: null, ...causes, stages, equal: 0 };
  return runDiffReport(diff, { stage: null, columns, program: 'pipeline-runner' });
}

test('stages differ in what they were given, in what they made, and in how they ended', () => {
  const before = {
    ...{ same: done(1, { item: 'a' }), given: done(1, { item: 'a' }), made: done(1), file: done(1, {}, 'sha256:a') },
    ended: done(1),
  };
  const now: Stages = {
    ...{ same: done(1, { item: 'a' }), given: done(1, { item: 'b' }), made: done(2), file: done(1, {}, 'sha256:b') },
    ended: { status: 'failed', error: { code: 'command/exit', message: 'no' } },
  };
  const all = diffs(before, now);
  assert.deepEqual(others(all), ['given', 'made', 'file', 'ended']);
  assert.deepEqual(all[1]?.changes, [{ field: 'item', before: 'a', now: 'b' }]);
  assert.deepEqual(
    all.map(({ output, artifacts }) => [output, artifacts.length]),
    [
      ['same', 0],
      ['same', 0],
      ['other', 0],
      ['same', 1],
      ['none', 0],
    ],
  );
});

test('stages and items are matched by name, and those of only one run are listed in their place', () => {
  const items = (...keys: readonly string[]): CheckpointStage => ({
    status: 'completed',
    items: Object.fromEntries(keys.map((key) => [key, done(key)])),
  });
  const all = diffs(
    { gone: done(1), clips: items('a', 'b', 'c'), end: done(1) },
    { clips: items('a', 'c', 'd'), end: done(1) },
  );
  assert.deepEqual(
    all.map(({ address }) => address),
    ['gone', 'clips', 'clips[a]', 'clips[b]', 'clips[c]', 'clips[d]', 'end'],
  );
  assert.deepEqual(others(all), ['gone', 'clips', 'clips[b]', 'clips[d]']);
  assert.deepEqual(all[1]?.inside, { differ: 0, made_other: 0, only_before: 1, only_now: 1, equal: 2 });
});

test('the first difference is inside of a list or sub-pipeline with equal inputs', () => {
  const part = (word: string, given: string): Stages => ({
    before: done(1),
    inner: {
      ...done(word, { 'with.word': given }),
      stages: { one: done(1), two: done(word, { 'with.argv': given }), three: done(word, { 'needs.two': given }) },
    },
  });
  const first = (before: Stages, now: Stages): string | undefined => firstOther(diffs(before, now))?.address;
  const other = part('b', 'b');
  assert.equal(first(part('a', 'a'), other), 'inner');
  const { inner } = other;
  assert.ok(inner?.result);
  const sameGiven = { ...other, inner: { ...inner, result: result('b', { 'with.word': 'a' }) } };
  assert.equal(first(part('a', 'a'), sameGiven), 'inner/two');
  assert.equal(first(other, other), undefined);
  assert.equal(first({}, other), 'before');
});

test('equal inputs with different results are reported as such', () => {
  assert.match(told({ lucky: done(1) }, { lucky: done(2) }), /First difference: lucky: it was given the same but made/);
  const changed = told({ idea: done(1, { 'file:a.md': '1' }) }, { idea: done(2, { 'file:a.md': '2' }) });
  assert.match(changed, /First difference: idea: the file a\.md changed\n/);
});

test('the first stage with a different result is reported too, if an earlier one only got different inputs', () => {
  const list = (word: string): CheckpointStage => ({
    status: 'completed',
    items: { a: done(1), b: done(word, { item: word }) },
  });
  const text = told(
    { a: done(1, { inputs: '1' }), clips: list('x') },
    { a: done(1, { inputs: '2' }), clips: list('y') },
  );
  assert.match(
    text,
    /First difference: a: the inputs of the run changed\nFirst different result: clips\[b\]: its list item/,
  );
});

test('a failed stage is not reported as having had the same inputs or fewer results', () => {
  const failed = (message: string): CheckpointStage => ({ status: 'failed', error: { code: 'model/rate', message } });
  const text = told({ idea: done(1, { item: 'a' }, 'sha256:a') }, { idea: failed('too many') });
  assert.match(text, /First difference: idea: completed -> failed; ep2: model\/rate: too many\n/);
  assert.doesNotMatch(text, /given the same;|made: /);
  const both = told({ idea: failed('too many') }, { idea: failed('too much') });
  assert.match(both, /First difference: idea: ep1: model\/rate: too many; ep2: model\/rate: too much\n/);
});

test('differences only in cost or attempts are listed as well, but not as the first difference', () => {
  const text = told(
    { a: paid(20_000), b: paid(20_000), c: paid(20_000) },
    { a: paid(50_000), b: paid(20_000, 2), c: paid(20_000) },
  );
  assert.match(text, / a +completed +\$0\.02 -> \$0\.05 +given the same, made the same\n/);
  assert.match(text, / b +completed +\$0\.02 +1 -> 2 attempts; given the same, made the same\n/);
  assert.doesNotMatch(text, / c +completed|First/);
});

test('stages that one run has not reached are one line', () => {
  const pending: CheckpointStage = { status: 'pending' };
  const text = told({ a: done(1), b: done(1), c: done(1) }, { a: done(1), b: pending, c: pending });
  assert.match(text, /First difference: b: not started in ep2\n/);
  assert.match(text, /\n {2}not started in ep2: b, c\n/);
  assert.doesNotMatch(text, /completed -> pending/);
});

test('no line is wider than the terminal', () => {
  const many = (given: string): CheckpointStage =>
    done(given, Object.fromEntries(['needs.outlining', 'with.vars', 'inputs'].map((field) => [field, given])));
  const text = told({ a_stage_with_a_long_name: many('a') }, { a_stage_with_a_long_name: many('b') }, 80);
  const wide = text.split('\n').filter((line) => line.length > 80 && !line.startsWith('Next'));
  assert.deepEqual(wide, []);
  assert.match(text, /the result of stage outlining/);
});
