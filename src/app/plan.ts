/** `plan`: what `run` would do now, task by task, and why. Executes nothing. */
import type { AskedModel, CostRange } from '../adapters/history.ts';
import { compareDepends, type DependsChange } from '../core/depends.ts';
import { needsOf, type StagePlace, stageAt, wavesOf } from '../core/stage-places.ts';
import { isFinal, parseAddress, topOf } from '../model/address.ts';
import { epochMs, ok, stageId } from '../model/brand.ts';
import type { Checkpoint, CheckpointCall, CheckpointStage } from '../model/checkpoint.ts';
import { aWarning, type Diagnosed, type Diagnostic } from '../model/diagnostic.ts';
import { usdRoundedUp, usdText } from '../model/money.ts';
import type { Pipeline } from '../model/pipeline.ts';
import { OFFLINE } from '../parse/providers.ts';
import { manifestPath } from '../parse/run-files.ts';
import { checkpointTasks, isFrame, isSettled, ownTasks, type TaskEntry } from '../report/checkpoint-tasks.ts';
import { remaining } from '../report/eta.ts';
import { SKIPPED } from '../report/event-line.ts';
import { changeText } from '../report/field-text.ts';
import { blockedText, withSender } from '../report/gates.ts';
import { isOpenWork, type Plan, type PlannedAction, type PlannedTask, USUAL } from '../report/plan-text.ts';
import { codeAndMessage, counted, oneLine } from '../report/words.ts';
import { type Asked, simulateAsked } from './asked/asked-run.ts';
import type { PartRequest } from './asked/part.ts';
import { type ExpectedOfRun, expectedOf } from './drive/expected.ts';
import { madeAgain } from './drive/missing-files.ts';
import { wishesOf } from './drive/wishes.ts';
import { editsSince, frozenOf, namedSince } from './notes/frozen-edits.ts';
import { providerOf } from './pinned/run-providers.ts';
import { gatesBefore, goneOf, isWaived, wasAnswered } from './plan-gates.ts';
import { turnOf, turnsOf } from './plan-turns.ts';
import { foreseenIn } from './preflight.ts';
import type { Simulation } from './simulate.ts';
import type { Project } from './types.ts';

export async function planRun(asked: Asked, part: PartRequest): Promise<Diagnosed<Plan>> {
  const simulation = asked.simulation ? ok(asked.simulation) : await simulateAsked(asked, part);
  if (!simulation.ok) return simulation;
  const foreseen = await foreseenIn(asked.project, simulation.value, 'look');
  return ok(
    planOf(asked, simulation.value, [...simulation.value.warnings, ...foreseen, ...editsIn(asked, simulation.value)]),
  );
}

/** Edits since the run started that are not part of the plan, and missing files. A new generation adopts every edit. */
function editsIn({ project }: Asked, simulation: Simulation): readonly Diagnostic[] {
  const { run, begins, manifest, state, pipeline, again } = simulation;
  if (again.length > 0) return [madeAgain(run, again)];
  if (begins === 'new' || begins === 'generation') return [];
  const frozen = frozenOf(state, pipeline);
  return [...editsSince(project, manifest, frozen), ...namedSince(project, manifest, frozen)];
}

function planOf({ project, change }: Asked, simulation: Simulation, diagnostics: Plan['diagnostics']): Plan {
  const { run, pipeline, begins, generation, state, part, now } = simulation;
  const expected = expectedOf(project, pipeline.name);
  const tasks = planTasks(simulation, expected);
  const isOpen = tasks.some(isOpenWork);
  const cost = isOpen ? costOf(tasks, pipeline) : null;
  return {
    run,
    pipeline: pipeline.name,
    begins,
    generation,
    tasks,
    gone: goneOf(simulation),
    manifest: change?.type ?? 'as-it-is',
    expected_ms: isOpen ? remaining({ pipeline, state, part }, expected, epochMs(now)) : null,
    expected_cost: cost,
    held: heldBy(simulation, cost),
    diagnostics: [...diagnostics, ...tooSmall(project, simulation, cost)],
  };
}

/** Expected cost of the open tasks. `at_least`: some parts are not known yet. */
function costOf(tasks: readonly PlannedTask[], pipeline: Pipeline): Plan['expected_cost'] {
  const open = tasks.filter((task) => isOpenWork(task) && !isFinal(task.address));
  const ranges = open.flatMap(({ range_usd_micros: range }) => (range === null ? [] : [range]));
  if (ranges.length === 0) return null;
  const isSure = ({ address, action, expected_ms: ms, is_unpriced: isUnpriced }: PlannedTask): boolean => {
    if (isUnpriced) return false;
    const stage = stageAt(pipeline, address)?.stage;
    const isOneTask = action === 'run' || (stage?.foreach === null && !stage.child);
    return isOneTask && (ms !== null || stage?.child != null || stage?.foreach != null);
  };
  return {
    usd_micros: open.reduce((sum, { expected_usd_micros: usd }) => sum + (usd ?? 0), 0),
    low_usd_micros: ranges.reduce((sum, [low]) => sum + low, 0),
    high_usd_micros: ranges.reduce((sum, [, high]) => sum + high, 0),
    at_least: !open.every(isSure),
  };
}

function heldBy(simulation: Simulation, cost: Plan['expected_cost']): string | null {
  const { manifest, driven, begins, unpaid } = simulation;
  if (manifest.cancelled && begins !== 'rests') return 'the manifest says `cancelled: true`';
  if (manifest.paused && begins !== 'rests') return 'the manifest says `paused: true`';
  if (unpaid !== null) return unpaid + forAll(simulation, cost);
  return driven ? 'another process works on the run' : null;
}

/** Warns if the remaining work is expected to cost more than what is left of the budget. */
function tooSmall(project: Project, simulation: Simulation, cost: Plan['expected_cost']): readonly Diagnostic[] {
  const { run, manifest, pipeline, before, unpaid } = simulation;
  const { budget } = wishesOf(manifest, pipeline, project.config);
  const all = (cost?.usd_micros ?? 0) + (before?.cost.at_most_usd_micros ?? 0);
  if (cost === null || budget === null || unpaid !== null || all <= budget) return [];
  const about = `${cost.at_least ? 'at least' : 'about'} ${usdText(all)}`;
  const message = `the run is expected to cost ${about}, but its budget is ${usdText(budget)}: it would pause`;
  const hint = `set \`budget: { usd: ${usdRoundedUp(all).slice(1)} }\` in the manifest, or more`;
  return [aWarning('budget/too-small', message, { at: { file: manifestPath(run) }, hint })];
}

/** A run pauses at its next call. To choose a new budget, a person needs the cost of all calls after it, too. */
function forAll({ before }: Simulation, cost: Plan['expected_cost']): string {
  const isOfRun = (before?.pause?.scope ?? 'run') === 'run';
  if (before === null || !isOfRun || cost === null || cost.usd_micros === 0) return '';
  const about = cost.at_least ? 'at least' : 'about';
  return `, ${about} ${usdText(before.cost.at_most_usd_micros + cost.usd_micros)} including everything after it`;
}

export function planTasks(simulation: Simulation, expected: ExpectedOfRun): PlannedTask[] {
  const { pipeline, providers, before, after } = simulation;
  const earlier = new Map(before ? entriesOf(before) : []);
  const waves = wavesOf(pipeline);
  const turns = turnsOf(simulation);
  const own = new Set([...ownTasks(after)].map(({ address }) => address));
  const tasks = [...checkpointTasks(after)].map((entry): PlannedTask => {
    const stage = stageAt(pipeline, entry.address);
    const path = (parseAddress(entry.address)?.steps ?? []).map((step) => step.stage).join('/');
    const top = topOf(entry.address) ?? entry.address;
    const at = { entry, before: earlier.get(entry.address) ?? null, stage };
    const asked = stage && providerOf(stage.stage, providers);
    const costs = isFrame(entry) ? NO_COST : costsOf(expected.cost(path, asked), { ...at, asked });
    const judged = isLeftOut(simulation, top, entry) ? leftOut(top) : judge(simulation, at);
    const turn = judged.action === 'run' ? turnOf(turns, entry.address) : undefined;
    const verdict = turn === undefined ? judged : say('after-answer', turn);
    return {
      address: entry.address,
      wave: waves.get(top) ?? 1,
      uses: stage?.stage.uses ?? '',
      is_counted: own.has(entry.address),
      needs: stage ? needsOf(stage) : [],
      ...verdict,
      expected_ms: isFrame(entry) ? null : expected.task(path),
      ...costs,
      is_unpriced: asked !== null && asked.type !== OFFLINE && !isFrame(entry) && costs.range_usd_micros === null,
    };
  });
  return tasks.toSorted((a, b) => a.wave - b.wave);
}

type Costs = Pick<PlannedTask, 'expected_usd_micros' | 'range_usd_micros'>;
const NO_COST: Costs = { expected_usd_micros: null, range_usd_micros: null };

/** Estimated from earlier runs, else from its own last attempt, else from its declared maximum. */
function costsOf(past: CostRange | null, at: Case & { readonly asked: AskedModel | null }): Costs {
  if (past) return { expected_usd_micros: past.usual, range_usd_micros: [past.low, past.high] };
  const last = lastCost(at);
  if (last !== null) return { expected_usd_micros: last, range_usd_micros: [last, last] };
  const most = at.stage?.stage.maxCost ?? null;
  return most === null ? NO_COST : { expected_usd_micros: null, range_usd_micros: [0, most] };
}

/** Cost of the task's own last success with the same model, in millionths of a USD; null: unknown. */
function lastCost({ entry, before, asked }: Case & { readonly asked: AskedModel | null }): number | null {
  const attempts = before?.attempts ?? entry.task.attempts ?? [];
  const last = attempts.findLast(({ outcome, cost }) => outcome === 'success' && cost);
  const isSame = ({ type, model }: CheckpointCall): boolean =>
    asked !== null && type === asked.type && (asked.model === null || model === asked.model);
  return last?.calls === undefined || last.calls.every(isSame) ? (last?.cost?.usd_micros ?? null) : null;
}

const entriesOf = (checkpoint: Checkpoint): [string, CheckpointStage][] =>
  [...checkpointTasks(checkpoint)].map(({ address, task }) => [address, task]);

const isLeftOut = ({ part }: Simulation, top: string, { task }: TaskEntry): boolean =>
  part !== null && !part.has(stageId(top)) && !isSettled(task);

const leftOut = (top: string): Verdict =>
  say('out', isFinal(top) ? '`finally` stages run only after the whole run has ended' : 'it was not requested');

interface Case {
  readonly entry: TaskEntry;
  /** The same task in the checkpoint; null: it does not exist yet. */
  readonly before: CheckpointStage | null;
  readonly stage: StagePlace | null;
}
type Verdict = Pick<PlannedTask, 'action' | 'reason' | 'changes'>;

const say = (action: PlannedAction, reason: string, changes: readonly DependsChange[] = []): Verdict => ({
  action,
  reason,
  changes,
});

function judge(simulation: Simulation, at: Case): Verdict {
  const { task } = at.entry;
  switch (task.status) {
    case 'completed':
      return completed(simulation, at);
    case 'awaiting_approval':
      return isFrame(at.entry) ? say('asks', 'a gate inside it asks') : asks(at);
    case 'skipped':
      return say('skip', SKIPPED[task.skipped ?? 'when']);
    case 'failed':
    case 'cancelled':
    case 'rejected':
      return ended(simulation, at);
    case 'running':
      return isFrame(at.entry) ? frame(at) : running(simulation, at);
    default:
      return waiting(simulation, at);
  }
}

/** A run that continues or rests keeps its decisions; a new generation makes all of them again. */
const isSameGeneration = ({ begins }: Simulation): boolean => begins === 'continues' || begins === 'rests';

function completed(simulation: Simulation, { entry, before }: Case): Verdict {
  if (isSameGeneration(simulation) && before?.status === 'completed') return say('done', USUAL.done);
  if (isFrame(entry)) return say('reuse', entry.task.items ? 'all its items are reused' : 'all its stages are reused');
  return say('reuse', USUAL.reuse);
}

function ended(simulation: Simulation, { entry, before }: Case): Verdict {
  const { error, status, rejected, items_progress: items } = entry.task;
  const some = items && status === 'failed' ? `${items.failed} of ${counted(items.total, 'item')} failed` : status;
  const said = rejected?.feedback ? `${status}: ${oneLine(rejected.feedback)}` : some;
  const why = error ? codeAndMessage(error) : said;
  if (isSameGeneration(simulation) && before?.status === status) return say('failed', why);
  return say('broken', why);
}

function frame({ entry }: Case): Verdict {
  const { items, stages } = entry.task;
  const inside = Object.values(stages ?? items ?? {}) as readonly { readonly status: string }[];
  const open = inside.filter(({ status }) => status === 'running').length;
  const done = inside.filter(({ status }) => status === 'completed' || status === 'skipped').length;
  const kind = stages ? 'stage' : 'item';
  const kept = done > 0 ? `, ${done} done or reused` : '';
  return say('run', `${counted(open, kind)} of ${inside.length} can start${kept}`);
}

function running({ driven, begins, after }: Simulation, { entry, before }: Case): Verdict {
  const { task } = entry;
  const last = before?.attempts?.at(-1);
  if (driven && before?.status === 'running') return say('run', 'it is running now');
  const prior = before?.result ?? before?.earlier?.[0] ?? task.earlier?.[0];
  const changed = prior && task.prepared ? compareDepends(prior.depends, task.prepared.depends) : [];
  const changes = prior ? withSender(changed, after, { since: prior.at, until: null }) : changed;
  const [first] = changes;
  if (first) {
    const more = changes.length > 1 ? `, and ${counted(changes.length - 1, 'other change')}` : '';
    return say('run', changeText(first) + more, changes);
  }
  if (before?.retry_at) return say('run', `attempt ${(last?.n ?? 0) + 1}, after ${last?.error?.code ?? 'a failure'}`);
  if (last?.outcome === 'running' || last?.outcome === 'lost')
    return say('run', 'its attempt was lost when the runner ended');
  if (last?.error) return say('run', `it failed before: ${codeAndMessage(last.error)}`);
  if (last?.outcome === 'cancellation') return say('run', 'it was stopped before it ended');
  const isNew = begins === 'generation' && before === null && entry.depth === 0;
  return say('run', isNew ? USUAL.new : USUAL.run);
}

/** The gate has asked already, or would ask. */
function asks({ entry, before }: Case): Verdict {
  const { approval } = entry.task;
  const isOpen = before?.status === 'awaiting_approval' && before.approval?.fingerprint === approval?.fingerprint;
  if (isOpen) return say('asks', 'it has already asked');
  const prior = before?.result ?? before?.earlier?.[0] ?? entry.task.earlier?.[0];
  const now = entry.task.prepared;
  const changes = prior && now ? compareDepends(prior.depends, now.depends) : [];
  const [first] = changes;
  return say('asks', first ? `again: ${changeText(first)}` : 'what it asks about is ready', changes);
}

function waiting(simulation: Simulation, { entry, stage }: Case): Verdict {
  const { blocked_by: blocked = [] } = entry.task;
  if (blocked.length > 0) return say('later', `it needs ${blockedText(blocked, simulation.after.status)}`);
  if (simulation.begins === 'rests') return say('later', 'the run ended first');
  const needs = stage ? needsOf(stage) : [];
  const gates = gatesBefore(simulation, entry.address, stage);
  if (stage?.stage.gate && gates.length === 0) return waitingGate(simulation, entry.address, needs);
  return gates.length > 0 ? say('after-answer', USUAL.answer(gates)) : say('later', USUAL.later(needs));
}

function waitingGate(simulation: Simulation, address: string, needs: readonly string[]): Verdict {
  if (isWaived(simulation, address)) return say('later', 'the manifest waives it with `auto_approve`');
  if (wasAnswered(simulation, address)) return say('later', 'its answer stands if nothing that it covers changes');
  return say('asks', USUAL.asks(needs));
}
