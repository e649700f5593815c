/** P2 over reruns with another definition: the process that drove the run decides as the next one would, from the file. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode } from '../../src/core/decode.ts';
import { encode } from '../../src/core/encode.ts';
import type { Pipeline } from '../../src/model/pipeline.ts';
import { buildPipeline, childStage, type GraphSpec, RETRY, type StageSpec } from '../rig/build-pipeline.ts';
import { Luck } from '../rig/luck.ts';
import { Story } from '../rig/story.ts';

const SEED = Number(process.env.SEED ?? 20_261_122);
const CASES = 250;
const GENERATIONS = 4;
const MOST_STEPS = 40;
const IDS = ['a', 'b', 'c'] as const;

/** The same few ids, so that a stage becomes a list, a sub-pipeline or nothing from one definition to the next. */
function definition(luck: Luck, depth = 0): Pipeline {
  const stages: Record<string, StageSpec> = {};
  for (const id of IDS) if (luck.chance(0.75)) stages[id] = stage(luck, { depth, before: Object.keys(stages) });
  return buildPipeline(stages satisfies GraphSpec, { fail: luck.pick(['early', 'late']) });
}

function stage(
  luck: Luck,
  { depth, before }: { readonly depth: number; readonly before: readonly string[] },
): StageSpec {
  const keys = JSON.stringify(['k1', 'k2'].filter(() => luck.chance(0.7)));
  const more: StageSpec = {
    ...(luck.chance(0.4) ? { foreach: keys } : {}),
    ...(luck.chance(0.1) ? { when: 'false' } : {}),
    ...(before.length > 0 && luck.chance(0.6) ? { needs: [luck.pick(before)] } : {}),
  };
  if (depth < 2 && luck.chance(0.4)) return childStage(definition(luck, depth + 1), more);
  return { ...more, retry: { ...RETRY, attempts: luck.int(1, 2) } };
}

/** Works on the run until nothing more happens in it, or for a while. */
function worked(story: Story, luck: Luck): void {
  const running = new Set<string>();
  const goesOn = (): void => {
    for (const asked of story.goesOn()) {
      const [what, task = ''] = asked.split(' ');
      if (what === 'start-attempt') running.add(task);
    }
  };
  goesOn();
  for (let step = 0; step < MOST_STEPS && running.size > 0; step++) {
    const task = luck.pick([...running]);
    running.delete(task);
    if (luck.chance(0.7)) story.succeeds(task, luck.int(1, 2), luck.pick([[], ['f'], ['a/f', 'k1/f']]));
    else story.fails(task, luck.chance(0.5) ? 100 : null);
    story.passes(1_000);
    goesOn();
  }
  for (const task of running) story.stops(task, 'shutdown');
}

test(`a rerun with another definition decides the same before and after a restart (seed ${SEED})`, () => {
  for (let number = 0; number < CASES; number++) {
    const luck = new Luck(SEED + Math.imul(number, 0x9e3779b1));
    const story = new Story(definition(luck));
    worked(story, luck);
    for (let generation = 2; generation <= GENERATIONS; generation++) {
      const known = story.state;
      const read = decode(story.pipeline, JSON.parse(JSON.stringify(encode(story.pipeline, known))));
      story.pipeline = definition(luck);
      for (const id of IDS) story.content.set(id, luck.int(1, 2));
      const decided = [read, known].map((state) => {
        story.state = state;
        story.reruns();
        const begun = story.state;
        // Of a stage that a sub-pipeline lost and got again the file has forgotten how often it was tried.
        const asked = story.goesOn().map((command) => command.replace(/ \d+$/, ''));
        story.state = begun;
        return asked;
      });
      assert.deepEqual(decided[1], decided[0], `case ${number}, generation ${generation}`);
      worked(story, luck);
    }
  }
});
