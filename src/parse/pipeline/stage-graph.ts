/** Builds the graph from drafts of stages: needs, order, ranks, and the final stages. Pure. */
import { layout } from '../../core/graph.ts';
import { didYouMean } from '../../core/nearest.ts';
import {
  InternalError,
  type ProjectPath,
  type StageIndex,
  stageId,
  stageIndex,
  type UsdMicros,
} from '../../model/brand.ts';
import type { Place } from '../../model/diagnostic.ts';
import type { Gate } from '../../model/gate.ts';
import type { JsonObject } from '../../model/json.ts';
import { listNames } from '../../model/list-names.ts';
import { microsOf } from '../../model/money.ts';
import type { Graph, Stage } from '../../model/pipeline.ts';
import { unwrap } from '../expression.ts';
import { booleanAt, choiceAt, listAt, mapAt, numberAt, textAt } from '../json/fields.ts';
import { gateOf } from './gate-settings.ts';
import { isHopeless, type Reading, report, reportAt } from './reading.ts';
import { retryPolicy } from './retry.ts';
import type { StageDraft } from './stage-draft.ts';
import { timeLimits } from './stage-settings.ts';

export interface ReadyDraft {
  readonly draft: StageDraft;
  /** Needed stages of this graph, explicit and inferred, with the places where they are named. */
  readonly needs: ReadonlyMap<string, Place>;
  /** The needed stages whose results are passed to the stage. */
  readonly shown: ReadonlySet<string>;
  readonly files: readonly ProjectPath[];
  /** Settings of its kind. */
  readonly with: JsonObject;
}

/** `needs:` of a stage; names that do not exist are reported. */
export function explicitNeeds(
  reading: Reading,
  { raw, path }: StageDraft,
  known: ReadonlySet<string>,
): Map<string, Place> {
  const needs = new Map<string, Place>();
  for (const [index, need] of listAt(raw, 'needs').entries()) {
    if (typeof need !== 'string' || isHopeless(reading)) continue;
    const at = [...path, 'needs', index];
    if (known.has(need)) needs.set(need, reading.document.at(at));
    else {
      const lack = path[0] === 'finally' ? 'is not a stage of "finally"' : 'this pipeline does not have';
      const message = `stage "${path.at(-1)}" needs "${need}", which ${lack}`;
      reportAt(reading, at, {
        code: 'pipeline/unknown-need',
        message,
        hint: needHint(need, path[0] === 'finally', known),
      });
    }
  }
  return needs;
}

const needHint = (need: string, inFinally: boolean, known: ReadonlySet<string>): string =>
  didYouMean(need, known) ??
  (inFinally ? '"finally" stages run after all others and can need only each other' : `stages: ${listNames(known)}`);

/** null: there is a cycle, which was reported. */
export function buildGraph(reading: Reading, ready: readonly ReadyDraft[], defaults: JsonObject): Graph | null {
  const position = new Map(ready.map(({ draft }, i) => [draft.id, i]));
  const found = layout(ready.map(({ needs }) => [...needs.keys()].map((id) => position.get(id) ?? missing(id))));
  if (found.type === 'cycle') {
    reportCycle(
      reading,
      found.cycle.map((i) => ready[i] ?? missing(i)),
    );
    return null;
  }
  const indexOf = new Map(found.order.map((declared, i) => [ready[declared]?.draft.id ?? '', stageIndex(i)]));
  const stages = found.order.map((declared, i) => {
    const { draft, needs, shown, files, with: given } = ready[declared] ?? missing(declared);
    const indexes = (ids: Iterable<string>) =>
      [...ids].map((id) => indexOf.get(id) ?? missing(id)).sort((a, b) => a - b);
    const edges = { needs: indexes(needs.keys()), shows: indexes(shown), gate: gateOf(draft, indexOf) };
    // The defaults do not apply to gates.
    const usual = draft.raw.uses === 'approval' ? {} : defaults;
    return finishStage(reading, { draft, files, with: given, index: stageIndex(i), ...edges }, usual);
  });
  const rank = found.order.map((declared) => found.rank[declared] ?? missing(declared));
  return { stages, dependents: dependentsOf(stages), rank, byRank: inverse(rank), indexOf };
}

const missing = (what: string | number): never => {
  throw new InternalError(`stage ${what} is not in its own graph`);
};

function dependentsOf(stages: readonly Stage[]): readonly (readonly StageIndex[])[] {
  const dependents: StageIndex[][] = stages.map(() => []);
  for (const { index, needs } of stages) for (const need of needs) dependents[need]?.push(index);
  return dependents;
}

function inverse(rank: readonly number[]): readonly StageIndex[] {
  const byRank = new Array<StageIndex>(rank.length);
  for (const [index, position] of rank.entries()) byRank[position] = stageIndex(index);
  return byRank;
}

function reportCycle(reading: Reading, cycle: readonly ReadyDraft[]): void {
  const ids = cycle.map(({ draft }) => draft.id);
  const places = cycle.map(({ needs }, i) => needs.get(ids[(i + 1) % ids.length] ?? '') ?? null);
  const [first, ...rest] = places;
  if (!first) throw new InternalError('a cycle without a first edge');
  const drawn = [...ids, ids[0]].join(' -> ');
  report(reading, first, {
    code: 'pipeline/cycle',
    message: ids.length === 1 ? `stage "${ids[0]}" needs itself` : `stages depend on each other in a cycle: ${drawn}`,
    hint: ids.length === 1 ? 'remove it from its own needs' : 'remove one of these needs',
    related: rest.flatMap((at, i) => {
      const [from, to] = [ids[i + 1], ids[(i + 2) % ids.length]];
      return at ? [{ message: `"${from}" needs "${to}"`, at }] : [];
    }),
  });
}

interface Finishing {
  readonly draft: StageDraft;
  readonly index: StageIndex;
  readonly needs: readonly StageIndex[];
  readonly shows: readonly StageIndex[];
  readonly gate: Gate | null;
  readonly files: readonly ProjectPath[];
  readonly with: JsonObject;
}

function finishStage(reading: Reading, finishing: Finishing, defaults: JsonObject): Stage {
  const { draft, index, needs, shows, gate, files, with: given } = finishing;
  const { raw, path, id } = draft;
  return {
    index,
    id: stageId(id),
    uses: textAt(raw, 'uses') ?? '',
    description: textAt(raw, 'description'),
    needs,
    shows,
    with: given,
    when: unwrapped(raw, 'when'),
    otherwise: raw.otherwise,
    skippable: booleanAt(raw, 'skippable') ?? false,
    foreach: unwrapped(raw, 'foreach'),
    key: unwrapped(raw, 'key'),
    concurrency: numberAt(raw, 'concurrency'),
    pool: textAt(raw, 'pool'),
    retry: retryPolicy(retryOf(raw), retryOf(defaults)),
    ...timeLimits(raw, defaults),
    maxCost: moneyAt(raw, 'max_cost'),
    budget: moneyAt(raw, 'budget'),
    onError: choiceAt(raw, 'on_error', ['fail', 'continue']),
    cache: booleanAt(raw, 'cache') ?? false,
    outputSchema: draft.outputSchema,
    artifacts: draft.artifacts,
    files: [...new Set([...draft.files, ...files])],
    child: draft.child,
    gate,
    at: reading.document.atKey(path),
  };
}

function moneyAt(raw: JsonObject, key: string): UsdMicros | null {
  const dollars = numberAt(raw, key);
  return dollars === null ? null : microsOf(dollars);
}

const unwrapped = (raw: JsonObject, key: string): string | null => {
  const text = textAt(raw, key);
  return text === null ? null : unwrap(text);
};

const retryOf = (said: JsonObject): JsonObject | null => ('retry' in said ? mapAt(said, 'retry') : null);
