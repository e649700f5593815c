import assert from 'node:assert/strict';
import { test } from 'node:test';
import { progressOf } from '../../src/core/progress.ts';
import { buildPipeline, childStage } from '../rig/build-pipeline.ts';
import { Story } from '../rig/story.ts';

const shown = (story: Story): string => {
  const { completed, total, percent } = progressOf(story.pipeline, story.state);
  return `${completed}/${total} ${percent} %`;
};

test('progress counts stages, and a skipped stage is done', () => {
  const story = new Story(buildPipeline({ a: {}, b: { when: 'false' }, c: { needs: ['a'] } }));
  assert.equal(shown(story), '0/3 0 %');
  story.goesOn();
  assert.equal(shown(story), '1/3 33 %');
  story.succeeds('a');
  assert.equal(shown(story), '2/3 66 %');
});

test('a foreach counts as one until its items are known, then each item counts', () => {
  const story = new Story(buildPipeline({ a: {}, clips: { foreach: '["k1","k2","k3"]', needs: ['a'] } }));
  assert.equal(shown(story), '0/2 0 %');
  story.goesOn();
  story.succeeds('a');
  story.goesOn();
  assert.equal(shown(story), '1/4 25 %');
  story.succeeds('clips[k2]');
  assert.equal(shown(story), '2/4 50 %');
});

test('the stages of a sub-pipeline count while it runs and after it has closed', () => {
  const child = buildPipeline({ a: {}, b: {}, c: {} });
  const story = new Story(buildPipeline({ sub: childStage(child), end: { needs: ['sub'] } }));
  assert.equal(shown(story), '0/2 0 %');
  story.goesOn();
  story.succeeds('sub/a');
  assert.equal(shown(story), '1/4 25 %');
  story.succeeds('sub/b');
  story.succeeds('sub/c');
  story.goesOn();
  assert.equal(shown(story), '3/4 75 %');
});

test('a failed sub-pipeline still counts what was done in it', () => {
  const child = buildPipeline({ a: {}, b: {}, c: { needs: ['b'] } });
  const story = new Story(buildPipeline({ sub: childStage(child), end: { needs: ['sub'] } }));
  story.goesOn();
  story.succeeds('sub/a');
  story.fails('sub/b');
  assert.equal(shown(story), '1/4 25 %');
  story.goesOn();
  assert.equal(story.task('sub').status, 'failed');
  assert.equal(shown(story), '1/4 25 %');
});

test('a failed stage is not done, unless it has on_error: continue', () => {
  const story = new Story(buildPipeline({ a: { onError: 'continue', foreach: '["k1","k2"]' }, b: {} }));
  story.goesOn();
  story.fails('a[k1]');
  assert.equal(shown(story), '0/3 0 %');
  story.succeeds('a[k2]');
  assert.equal(shown(story), '2/3 66 %');
  story.fails('b');
  assert.equal(shown(story), '2/3 66 %');
});

test('a run without any task is done', () => {
  assert.equal(shown(new Story(buildPipeline({}))), '0/0 100 %');
});
