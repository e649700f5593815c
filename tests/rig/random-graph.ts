/**
 * Random pipelines, with every feature that `core` knows.
 *
 * The expressions in them are read by the simulator, not by the real evaluator: `when` is `true`, `false` or
 * `broken`, `foreach` is a JSON list of keys, `null` or `broken`, `with.broken` makes a task fail at its preparation.
 */
import { durationMs, usdMicros } from '../../src/model/brand.ts';
import type { Pipeline } from '../../src/model/pipeline.ts';
import { buildPipeline, type GraphSpec, RETRY, type StageSpec } from './build-pipeline.ts';
import type { Luck } from './luck.ts';

/** Named pools that random stages ask for; the simulator gives them their sizes. */
export const POOLS = ['gpu', 'api'] as const;

/** 1 to 30 stages. Small ones are frequent: most mistakes show in them, and thousands fit in a second. */
export function randomPipeline(luck: Luck): Pipeline {
  const dice = luck.draw();
  const size = dice < 0.01 ? luck.int(9, 30) : dice < 0.12 ? luck.int(4, 8) : luck.int(1, 3);
  const finals = luck.chance(0.1) ? randomStages(luck, { size: luck.int(1, 2), depth: 1 }) : {};
  return buildPipeline(randomStages(luck, { size, depth: luck.chance(0.15) ? 2 : 1 }), {
    fail: luck.chance(0.5) ? 'early' : 'late',
    finals,
  });
}

interface Shape {
  readonly size: number;
  /** How many levels of sub-pipelines may be below. */
  readonly depth: number;
}

function randomStages(luck: Luck, { size, depth }: Shape): GraphSpec {
  const density = luck.pick([0.1, 0.3, 0.8]);
  const names = Array.from({ length: size }, (_, i) => `s${i}`);
  const specs = names.map((name, i): [string, StageSpec] => {
    const needs = names.slice(Math.max(0, i - 8), i).filter(() => luck.chance(density));
    return [name, { ...randomStage(luck, depth), needs }];
  });
  // Declared in any order: the graph, not the file, says who waits for whom.
  return Object.fromEntries(luck.shuffled(specs));
}

function randomStage(luck: Luck, depth: number): StageSpec {
  const isChild = depth > 0 && luck.chance(0.12);
  const hasItems = luck.chance(0.2);
  const mostItems = isChild || luck.chance(0.8) ? 2 : 6;
  const attempts = luck.chance(0.5) ? 1 : luck.int(2, 4);
  const shared: StageSpec = {
    retry: { ...RETRY, attempts, min: durationMs(luck.int(1, 50)), maxLost: luck.int(0, 3) },
    onError: luck.chance(0.2) ? 'continue' : 'fail',
    skippable: luck.chance(0.2),
    when: luck.chance(0.1) ? luck.pick(['false', 'false', 'true', 'broken']) : null,
    foreach: hasItems ? randomForeach(luck, mostItems) : null,
    concurrency: hasItems && luck.chance(0.5) ? luck.int(1, 2) : null,
    ...(luck.chance(0.2) ? { otherwise: { from: 'otherwise' } } : {}),
    with: luck.chance(0.03) ? { broken: true } : {},
  };
  if (isChild) return { ...shared, uses: 'pipeline', child: randomChild(luck, depth - 1) };
  return {
    ...shared,
    pool: luck.chance(0.2) ? luck.pick(POOLS) : null,
    maxCost: luck.chance(0.25) ? usdMicros(luck.int(1, 40)) : null,
    cache: luck.chance(0.1),
  };
}

function randomChild(luck: Luck, depth: number): Pipeline {
  return buildPipeline(randomStages(luck, { size: luck.chance(0.2) ? 3 : luck.int(1, 2), depth }), {
    name: 'child',
    fail: luck.chance(0.5) ? 'early' : 'late',
  });
}

/** Keys that are numbers are among them: JavaScript reorders those in objects. */
const KEYS = ['b', '10', 'a', '2', '1', 'x-1', '007', 'constructor'];

function randomForeach(luck: Luck, most: number): string {
  const dice = luck.draw();
  if (dice < 0.05) return 'null';
  if (dice < 0.08) return 'broken';
  const keys = luck.shuffled(KEYS);
  return JSON.stringify(keys.slice(0, dice < 0.1 ? 0 : luck.int(1, most)));
}
