/**
 * Random pipelines that use every feature of `core`.
 *
 * Their expressions are evaluated by simulated-evaluator.ts, not by the real evaluator: `when` is `true`, `false` or
 * `broken`; `foreach` is a JSON list of keys, `null` or `broken`; `with.broken` makes the preparation of a task fail;
 * `with.steady` makes its output the same in each round.
 */
import { durationMs, usdMicros } from '../../src/model/brand.ts';
import type { Pipeline } from '../../src/model/pipeline.ts';
import { buildPipeline, type GateSpec, type GraphSpec, RETRY, type StageSpec } from './build-pipeline.ts';
import type { Luck } from './luck.ts';
import { APPROVERS } from './people.ts';

/** The pools of random stages; the simulator sets their sizes. */
export const POOLS = ['gpu', 'api'] as const;

/** 1 to 30 stages. Most are small: they show most mistakes, and thousands can be checked in a second. */
export function randomPipeline(luck: Luck): Pipeline {
  const dice = luck.draw();
  const gates = luck.chance(0.3) ? luck.pick([0.2, 0.5]) : 0;
  const few = gates > 0 ? luck.int(2, 5) : luck.int(1, 3);
  const size = dice < 0.01 ? luck.int(9, 30) : dice < 0.12 ? luck.int(4, 8) : few;
  const finals = luck.chance(0.1) ? randomStages(luck, { size: luck.int(1, 2), depth: 1, gates: 0 }) : {};
  return buildPipeline(randomStages(luck, { size, depth: luck.chance(0.15) ? 2 : 1, gates }), {
    fail: luck.chance(0.5) ? 'early' : 'late',
    finals,
  });
}

interface Shape {
  readonly size: number;
  /** Levels of sub-pipelines that may be nested in it. */
  readonly depth: number;
  /** The probability that a stage is a gate. */
  readonly gates: number;
}

function randomStages(luck: Luck, shape: Shape): GraphSpec {
  const density = luck.pick([0.1, 0.3, 0.8]);
  const names = Array.from({ length: shape.size }, (_, i) => `s${i}`);
  const specs = new Map<string, StageSpec>();
  for (const [i, name] of names.entries()) {
    const needs = names.slice(Math.max(0, i - 8), i).filter(() => luck.chance(density));
    const isGate = i > 0 && shape.gates > 0 && luck.chance(shape.gates);
    specs.set(name, { ...(isGate ? randomGate(luck, specs) : randomStage(luck, shape)), needs });
  }
  // Declared in any order: it must not matter.
  return Object.fromEntries(luck.shuffled([...specs]));
}

const DAY = 86_400_000;

/** A gate about any earlier stage or gate; changes go back to that stage or to one that it depends on. */
function randomGate(luck: Luck, before: ReadonlyMap<string, StageSpec>): StageSpec {
  const names = [...before.keys()];
  // Mostly the last stage, which makes chains of gates.
  const subject = luck.chance(0.6) ? (names.at(-1) ?? '') : luck.pick(names);
  const quorum = luck.chance(0.25) ? 2 : 1;
  const isOpen = quorum === 1 && luck.chance(0.5);
  const remindAfter = luck.chance(0.6) ? durationMs(luck.int(1, 7) * DAY) : null;
  const asks: GateSpec = {
    subject,
    ...(luck.chance(0.8) ? { rework: luck.pick([...upstream(before, subject)]) } : {}),
    editable: luck.chance(0.5),
    maxRounds: luck.chance(0.4) ? luck.int(1, 3) : null,
    approvers: isOpen || luck.chance(0.3) ? null : APPROVERS,
    quorum,
    notAuthor: !isOpen && luck.chance(0.2),
    requireSigned: !isOpen && luck.chance(0.2),
    autoApprove: isOpen && luck.chance(0.5) ? 'allowed' : 'never',
    remindAfter,
    remindEvery: remindAfter !== null && luck.chance(0.6) ? durationMs(luck.int(1, 3) * DAY) : null,
  };
  const when = luck.chance(0.06) ? luck.pick(['false', 'true', 'broken']) : null;
  return { asks, when, ...(luck.chance(0.1) ? { otherwise: { from: 'otherwise' } } : {}) };
}

/** A stage and everything that it depends on. */
function upstream(specs: ReadonlyMap<string, StageSpec>, from: string): ReadonlySet<string> {
  const found = new Set([from]);
  for (const name of found) {
    const { needs = [], asks } = specs.get(name) ?? {};
    for (const need of [...needs, ...(asks ? [asks.subject] : []), ...(asks?.rework ? [asks.rework] : [])])
      found.add(need);
  }
  return found;
}

function randomStage(luck: Luck, { depth, gates }: Shape): StageSpec {
  const isChild = depth > 0 && luck.chance(gates > 0 ? 0.2 : 0.12);
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
    with: luck.chance(0.03) ? { broken: true } : luck.chance(0.1) ? { steady: true } : {},
  };
  if (isChild) return { ...shared, uses: 'pipeline', child: randomChild(luck, { depth: depth - 1, gates }) };
  return {
    ...shared,
    pool: luck.chance(0.2) ? luck.pick(POOLS) : null,
    maxCost: luck.chance(0.25) ? usdMicros(luck.int(1, 40)) : null,
    budget: null,
    cache: luck.chance(0.1),
  };
}

function randomChild(luck: Luck, { depth, gates }: Pick<Shape, 'depth' | 'gates'>): Pipeline {
  return buildPipeline(randomStages(luck, { size: luck.chance(0.2) ? 3 : luck.int(1, 2), depth, gates }), {
    name: 'child',
    fail: luck.chance(0.5) ? 'early' : 'late',
  });
}

/** Some are numbers, because JavaScript reorders such keys in objects. */
const KEYS = ['b', '10', 'a', '2', '1', 'x-1', '007', 'constructor'];

function randomForeach(luck: Luck, most: number): string {
  const dice = luck.draw();
  if (dice < 0.05) return 'null';
  if (dice < 0.08) return 'broken';
  const keys = luck.shuffled(KEYS);
  return JSON.stringify(keys.slice(0, dice < 0.1 ? 0 : luck.int(1, most)));
}
