import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { decode } from '../../src/core/decode.ts';
import { encode, taskTimes } from '../../src/core/encode.ts';
import { taskAt } from '../../src/core/locate.ts';
import { digest, InternalError, projectPath, usdMicros } from '../../src/model/brand.ts';
import type { Checkpoint } from '../../src/model/checkpoint.ts';
import { buildPipeline, childStage, RETRY } from '../rig/build-pipeline.ts';
import { address, Story } from '../rig/story.ts';

const GOLDEN = new URL('./golden/checkpoint.json', import.meta.url);

const checkpointOf = (story: Story): Checkpoint => encode(story.pipeline, story.state);
const text = (story: Story): string => `${JSON.stringify(checkpointOf(story), null, 2)}\n`;

/** A run with a retry, a skipped stage, a foreach, a sub-pipeline and a stage that failed for good. */
function smallRun(): Story {
  const mastering = buildPipeline({ level: {}, encode: { needs: ['level'] } }, { name: 'mastering' });
  const pipeline = buildPipeline(
    {
      outline: { retry: { ...RETRY, attempts: 2 }, maxCost: usdMicros(500) },
      music: { when: 'false' },
      segments: { foreach: '["intro","2","1"]', needs: ['outline'] },
      master: childStage(mastering, { needs: ['segments'] }),
      shownotes: { needs: ['segments'] },
      publish: { needs: ['shownotes', 'master'] },
    },
    { name: 'podcast', fail: 'late' },
  );
  const story = new Story(pipeline);
  story.goesOn();
  story.passes(1000);
  story.fails('outline', 2000);
  story.passes(2000);
  story.goesOn();
  story.passes(500);
  story.costs('outline', 120);
  story.succeeds('outline', { title: 'How rockets work' });
  story.goesOn();
  story.passes(1000);
  for (const item of ['intro', '2', '1']) story.succeeds(`segments[${item}]`, `${item}.md`);
  story.goesOn();
  story.passes(250);
  story.fails('shownotes');
  story.succeeds('master/level');
  story.goesOn();
  const progress = { done: 40, total: 100, label: null };
  story.tell({ type: 'attempt-progressed', task: address('master/encode'), n: 1, progress });
  return story;
}

test('the checkpoint of a small run equals the golden file, with its keys in the same order', () => {
  const found = text(smallRun());
  if (process.env.UPDATE_GOLDEN) writeFileSync(GOLDEN, found);
  assert.equal(found, `${JSON.stringify(JSON.parse(readFileSync(GOLDEN, 'utf8')), null, 2)}\n`);
});

test('a checkpoint that is read and written again is identical, byte for byte', () => {
  const story = smallRun();
  const before = text(story);
  story.reads();
  assert.equal(text(story), before);
});

test('fields without information are left out', () => {
  const found = text(new Story(buildPipeline({ a: {} })));
  for (const key of ['attempts', 'round', 'errors', 'outputs', 'finally', 'diagnostics', 'pause', 'null', 'unknown'])
    assert.equal(found.includes(key), false, `${key} says nothing here`);
});

test('a rerun that reuses a stage changes one line of it, and another rerun none', () => {
  const story = new Story(buildPipeline({ a: {}, clips: { foreach: '["k1"]' } }));
  const completed = (): readonly string[] => {
    for (let asked = story.goesOn(); asked.length > 0; asked = story.goesOn())
      for (const command of asked)
        if (command.startsWith('start-attempt')) story.succeeds(command.split(' ')[1] ?? '', 'same as ever');
    assert.equal(story.state.phase, 'completed');
    return JSON.stringify(checkpointOf(story).stages, null, 2).split('\n');
  };
  const first = completed();
  story.passes(60_000);
  story.reruns();
  const second = completed();
  const news = second.filter((line) => !first.includes(line)).map((line) => line.trim());
  assert.deepEqual([news, first.length + 2], [['"origin": "reused",', '"origin": "reused",'], second.length]);
  story.passes(60_000);
  story.reruns();
  assert.deepEqual(completed(), second);
});

test('items keep the order of their list even if some keys are numbers', () => {
  const story = new Story(buildPipeline({ clips: { foreach: '["b","10","2"]' } }));
  story.facts = { slots: 1 };
  story.goesOn();
  assert.deepEqual(checkpointOf(story).stages.clips?.items_order, ['b', '10', '2']);
  story.reads();
  story.succeeds('clips[b]');
  assert.deepEqual(story.goesOn(), ['prepare-task clips[10]', 'start-attempt clips[10] 1']);
});

test('for items whose keys are in order, no order is written', () => {
  const story = new Story(buildPipeline({ clips: { foreach: '["b","a"]' } }));
  story.goesOn();
  assert.equal(checkpointOf(story).stages.clips?.items_order, undefined);
});

test('an artifact may have any name', () => {
  const story = new Story(buildPipeline({ a: {} }));
  story.goesOn();
  const file = { path: projectPath('x'), sha256: digest('sha256:33'), bytes: 1, mediaType: 'text/plain' };
  const artifacts = ['__proto__', 'constructor'].map((name) => ({ name, ...file }));
  const ref = { task: address('a'), n: 1, log: null, cachedFrom: null };
  story.tell({ type: 'attempt-succeeded', ...ref, output: { type: 'inline', value: null }, artifacts });
  story.reads();
  const task = story.task('a');
  assert.deepEqual(task.status === 'completed' && task.result.artifacts, artifacts);
});

test('a large output is written as a file reference with digest, size and first characters', () => {
  const story = new Story(buildPipeline({ a: {} }));
  story.goesOn();
  const output = {
    type: 'file',
    file: projectPath('o.json'),
    sha256: digest('sha256:44'),
    bytes: 9999,
    preview: '{"',
  } as const;
  const ref = { task: address('a'), n: 1, log: null, cachedFrom: null };
  story.tell({ type: 'attempt-succeeded', ...ref, output, artifacts: [] });
  const { file, sha256, bytes, preview } = output;
  assert.deepEqual(checkpointOf(story).stages.a?.result?.output, { file, sha256, bytes, preview });
  story.reads();
  const task = story.task('a');
  assert.deepEqual(task.status === 'completed' && task.result.output, output);
});

test('a stage that waits for a failed one names it', () => {
  const story = smallRun();
  assert.deepEqual(checkpointOf(story).stages.publish?.blocked_by, ['shownotes']);
});

test('the step log lists each task under the execution in which it ended', () => {
  const story = new Story(buildPipeline({ a: {}, sub: childStage(buildPipeline({ b: {} }), { needs: ['a'] }) }));
  story.goesOn();
  story.passes(10);
  story.succeeds('a');
  story.passes(10);
  story.crashes();
  story.goesOn();
  story.passes(10);
  story.succeeds('sub/b');
  story.goesOn();
  assert.deepEqual(
    checkpointOf(story).executions.map(({ done, reason }) => [reason, done]),
    [
      ['killed', ['a']],
      [undefined, ['sub/b', 'sub']],
    ],
  );
});

test('the step log of an execution is unchanged when stages run again later', () => {
  const story = new Story(buildPipeline({ a: {}, b: { needs: ['a'] } }));
  story.goesOn();
  story.succeeds('a');
  story.goesOn();
  story.succeeds('b');
  story.goesOn();
  story.reruns(['b']);
  story.goesOn();
  story.succeeds('b');
  story.goesOn();
  assert.deepEqual(checkpointOf(story).executions[0]?.done, ['a', 'b', 'b']);
});

test('a result reused from an earlier generation keeps the times of its execution', () => {
  const story = new Story(buildPipeline({ a: {} }));
  const completes = (content: number): void => {
    story.content.set('a', content);
    story.goesOn();
    story.passes(1000);
    if (story.state.inFlight > 0) story.succeeds('a');
    story.goesOn();
  };
  completes(0);
  const made = taskTimes(story.task('a'));
  story.reruns();
  completes(1);
  story.reruns();
  completes(0);
  const task = story.task('a');
  assert.equal(task.status === 'completed' && task.result.origin, 'reused');
  assert.deepEqual(taskTimes(task), made);
  assert.equal(checkpointOf(story).stages.a?.duration_ms, 1000);
});

test('a pause says why and what it needs, and the status says which kind of pause it is', () => {
  const story = new Story(buildPipeline({ a: { maxCost: usdMicros(60) } }));
  story.facts = { budget: 50 };
  story.goesOn();
  const { status, pause } = checkpointOf(story);
  assert.equal(status, 'budget_exceeded');
  assert.equal(pause?.reason, 'budget');
  assert.equal(pause?.needs_usd_micros, 60);
  story.reads();
  assert.equal(story.state.phase, 'paused');
});

test('a run that is being cancelled is still being cancelled after a restart', () => {
  const story = new Story(buildPipeline({ a: {} }));
  story.goesOn();
  story.facts = { cancelled: true };
  story.goesOn();
  assert.equal(checkpointOf(story).status, 'running');
  story.crashes();
  assert.deepEqual(story.goesOn(), ['end-run cancelled']);
  assert.equal(checkpointOf(story).status, 'cancelled');
});

test('finally stages are listed apart from the others', () => {
  const story = new Story(buildPipeline({ a: {} }, { finals: { notify: {} } }));
  story.goesOn();
  story.succeeds('a');
  story.goesOn();
  story.succeeds('finally:notify');
  story.goesOn();
  const { finally: finals, finally_ended: isEnded } = checkpointOf(story);
  assert.equal(finals?.notify?.status, 'completed');
  assert.equal(isEnded, true);
  story.reads();
  assert.equal(story.state.finalsEnded, true);
});

test('a pipeline with removed and added stages reads an older checkpoint: known stages keep their state', () => {
  const story = new Story(buildPipeline({ gone: {}, kept: {} }));
  story.goesOn();
  story.succeeds('kept');
  story.succeeds('gone');
  story.goesOn();
  story.pipeline = buildPipeline({ fresh: {}, kept: {} });
  story.reads();
  story.reruns();
  const asked = story.goesOn();
  assert.equal(asked.includes('reuse-result kept'), true);
  assert.equal(asked.includes('start-attempt fresh 1'), true);
});

test('removed stages of a sub-pipeline are no longer written while it waits to be opened again', () => {
  const child = buildPipeline({ a: {}, b: { needs: ['a'] }, c: { needs: ['b'] } });
  const story = new Story(buildPipeline({ first: {}, sub: childStage(child, { needs: ['first'] }) }));
  story.goesOn();
  story.succeeds('first');
  story.goesOn();
  story.fails('sub/a');
  story.goesOn();
  const smaller = buildPipeline({ c: { needs: ['b'] }, b: {} });
  story.pipeline = buildPipeline({ first: {}, sub: childStage(smaller, { needs: ['first'] }) });
  story.content.set('first', 1);
  story.reruns();
  const before = text(story);
  assert.deepEqual(Object.keys(checkpointOf(story).stages.sub?.earlier_stages ?? {}).sort(), ['b', 'c']);
  story.reads();
  assert.equal(text(story), before);
});

test('a checkpoint with an impossible status, or with items still in their file, is refused', () => {
  const story = new Story(buildPipeline({ clips: { foreach: '["k1"]' } }));
  story.goesOn();
  const good = checkpointOf(story);
  assert.throws(() => decode(story.pipeline, { ...good, status: 'invalid' }), InternalError);
  const items = { $file: 'items/clips.jsonl', sha256: 'sha256:55', count: 1 };
  const clips = { ...good.stages.clips, status: 'running', items } as const;
  assert.throws(() => decode(story.pipeline, { ...good, stages: { clips } }), InternalError);
  const lost = { ...good.stages.clips, status: 'running', items_order: ['k1', 'k2'] } as const;
  assert.throws(() => decode(story.pipeline, { ...good, stages: { clips: lost } }), InternalError);
});

test('a status that the runner would not have written is read as a state that can continue', () => {
  const story = new Story(buildPipeline({ one: {}, two: { needs: ['one'] } }));
  story.goesOn();
  const good = checkpointOf(story);
  assert.equal(decode(story.pipeline, { ...good, status: 'pending' }).phase, 'running');
  const one = { ...good.stages.one, status: 'awaiting_approval' } as const;
  const state = decode(story.pipeline, { ...good, stages: { ...good.stages, one } });
  assert.equal(taskAt(story.pipeline, state, address('one'))?.status, 'prepared', 'no gate asks');
});

test('state left by an earlier definition is written unchanged after it was read with the next one', () => {
  const child = buildPipeline({ a: {}, b: {} });
  const story = new Story(buildPipeline({ sub: childStage(child) }));
  story.facts = { slots: 1 };
  story.goesOn();
  story.fails('sub/a');
  story.goesOn();
  // Now b needs a, which failed before it could begin.
  story.pipeline = buildPipeline({ sub: childStage(buildPipeline({ a: {}, b: { needs: ['a'] } })) });
  story.reruns();
  const before = text(story);
  story.reads();
  assert.equal(text(story), before);
});

test('no duration is negative, even if the clock was set back', () => {
  const story = new Story(buildPipeline({ a: {} }));
  story.goesOn();
  story.now = (story.now - 5_000) as typeof story.now;
  story.succeeds('a');
  story.goesOn();
  const { a } = encode(story.pipeline, story.state).stages;
  assert.deepEqual([a?.duration_ms, a?.attempts?.[0]?.duration_ms], [0, 0]);
});
