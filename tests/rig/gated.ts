/** A small run with a gate, driven to it and beyond. */
import assert from 'node:assert/strict';
import { encode } from '../../src/core/encode.ts';
import type { Checkpoint } from '../../src/model/checkpoint.ts';
import type { Json } from '../../src/model/json.ts';
import { buildPipeline, type GraphSpec, type PipelineSpec } from './build-pipeline.ts';
import { Story } from './story.ts';

export const review = { asks: { subject: 'a', rework: 'a' } };
export const SPECS: GraphSpec = { a: {}, review, b: { needs: ['review'] } };

/** Continues until nothing more can be done; every attempt succeeds with this value. @returns all commands. */
export function rests(story: Story, value: Json | ((task: string) => Json) = 'same as ever'): readonly string[] {
  const all: string[] = [];
  for (let asked = story.goesOn(); asked.length > 0; asked = story.goesOn()) {
    all.push(...asked);
    for (const command of asked) {
      const [what, task = ''] = command.split(' ');
      if (what === 'start-attempt') story.succeeds(task, typeof value === 'function' ? value(task) : value);
    }
  }
  return all;
}

export const starts = (commands: readonly string[]): readonly string[] =>
  commands.filter((command) => command.startsWith('start-attempt'));

/** The same. @returns the tasks of the attempts that started. */
export const tasksRun = (...[story, value]: Parameters<typeof rests>): readonly string[] =>
  starts(rests(story, value)).map((command) => command.split(' ')[1] ?? '');

/** A run that has come to its gate. */
export function asking(specs: GraphSpec = SPECS, more: PipelineSpec = {}): Story {
  const story = new Story(buildPipeline(specs, more));
  rests(story, 'first');
  return story;
}

export const checkpoint = ({ pipeline, state }: Story): Checkpoint =>
  JSON.parse(JSON.stringify(encode(pipeline, state)));

/** A restart must read the same state. */
export function survives(story: Story): void {
  const before = checkpoint(story);
  const asks = story.asks();
  story.reads();
  assert.deepEqual(checkpoint(story), before);
  assert.deepEqual(story.asks(), asks);
}
