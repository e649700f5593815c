/** What tests of money in a run share. */
import type { Limits } from '../../src/model/command.ts';
import { buildPipeline } from '../rig/build-pipeline.ts';
import { Story } from '../rig/story.ts';

export const DIME = 100_000;
export const DOLLAR = 1_000_000;

export const limits = (said: Partial<Limits> = {}): Limits => ({
  ...{ stages: {}, maxCost: null, unknownCost: 'warn', day: null },
  ...said,
});

export function started(spec: Parameters<typeof buildPipeline>[0], facts: Story['facts'] = {}): Story {
  const story = new Story(buildPipeline(spec));
  story.facts = facts;
  story.goesOn();
  return story;
}
