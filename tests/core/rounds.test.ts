import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildPipeline, childStage } from '../rig/build-pipeline.ts';
import { tasksRun } from '../rig/gated.ts';
import { Story } from '../rig/story.ts';

test('a stage that a rerun names runs again although nothing changed, and readers of an equal result do not', () => {
  const story = new Story(buildPipeline({ a: {}, b: { needs: ['a'] } }));
  tasksRun(story);
  story.reruns(['a']);
  assert.deepEqual(tasksRun(story), ['a']);
  assert.equal(story.task('a').round, 2);
  assert.equal(story.task('b').round, 1);
});

test('a round never decreases, so the next rerun finds its result up to date', () => {
  const story = new Story(buildPipeline({ a: {} }));
  tasksRun(story);
  story.reruns(['a']);
  tasksRun(story);
  story.reruns();
  assert.deepEqual(tasksRun(story), []);
  assert.equal(story.task('a').round, 2);
});

test('a rerun can name one item or all of them', () => {
  const story = new Story(buildPipeline({ clips: { foreach: '["k1","k2"]' } }));
  tasksRun(story);
  story.reruns(['clips[k2]']);
  assert.deepEqual(tasksRun(story), ['clips[k2]']);
  story.reruns(['clips']);
  assert.deepEqual(tasksRun(story), ['clips[k1]', 'clips[k2]']);
});

test('a sub-pipeline that a rerun names runs again with every stage and item in it', () => {
  const leaf = buildPipeline({ deep: {} });
  const child = buildPipeline({ a: {}, clips: { foreach: '["k1"]' }, more: childStage(leaf) });
  const story = new Story(buildPipeline({ sub: childStage(child), other: {} }));
  const all = tasksRun(story).filter((task) => task.startsWith('sub/'));
  assert.equal(all.length, 3);
  story.reruns(['sub']);
  assert.deepEqual(tasksRun(story), all);
});

test('one stage or item of a sub-pipeline runs again, and its others are reused', () => {
  const leaf = buildPipeline({ deep: {}, other: {} });
  const child = buildPipeline({ a: {}, clips: { foreach: '["k1","k2"]' }, more: childStage(leaf) });
  const story = new Story(buildPipeline({ sub: childStage(child), eps: childStage(leaf, { foreach: '["e1","e2"]' }) }));
  tasksRun(story);
  for (const task of ['sub/a', 'sub/clips[k2]', 'sub/more/deep', 'eps[e2]/other']) {
    story.reruns([task]);
    assert.deepEqual(tasksRun(story), [task]);
  }
  story.reruns(['eps/deep']);
  assert.deepEqual(tasksRun(story), ['eps[e1]/deep', 'eps[e2]/deep']);
});

test('stages of an interrupted sub-pipeline run again as well', () => {
  const child = buildPipeline({ a: {}, b: { needs: ['a'] }, late: { needs: ['b'], when: 'false' } });
  const story = new Story(buildPipeline({ sub: childStage(child) }));
  story.goesOn();
  story.succeeds('sub/a');
  story.goesOn();
  story.fails('sub/b');
  story.goesOn();
  story.reruns(['sub']);
  assert.deepEqual(tasksRun(story), ['sub/a', 'sub/b']);
});

test('names in a rerun that do not exist are ignored', () => {
  const story = new Story(buildPipeline({ a: {} }));
  tasksRun(story);
  story.reruns(['nowhere', 'a[k9]', '??']);
  assert.deepEqual(tasksRun(story), []);
});
