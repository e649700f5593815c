/** `plan`: what `run` would do now, task by task, and why. Executes nothing. */
import { compareDepends, type DependsChange } from '../core/depends.ts';
import { parseAddress } from '../model/address.ts';
import { epochMs, ok, type Result, stageId } from '../model/brand.ts';
import type { Checkpoint, CheckpointStage } from '../model/checkpoint.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Graph, Pipeline, Stage } from '../model/pipeline.ts';
import { checkpointTasks, isFrame, type TaskEntry } from '../report/checkpoint-tasks.ts';
import { remaining } from '../report/eta.ts';
import { changeText } from '../report/field-text.ts';
import { type Plan, type PlannedAction, type PlannedTask, USUAL } from '../report/plan-text.ts';
import { counted, oneLine } from '../report/words.ts';
import { type Asked, simulateAsked } from './asked-run.ts';
import { type ExpectedOfRun, expectedOf } from './expected.ts';
import type { PartRequest } from './part.ts';
import type { Simulation } from './simulate.ts';

export async function planRun(asked: Asked, part: PartRequest): Promise<Result<Plan, readonly Diagnostic[]>> {
  const simulation = await simulateAsked(asked, part);
  return simulation.ok ? ok(planOf(asked, simulation.value)) : simulation;
}

function planOf({ project, change }: Asked, simulation: Simulation): Plan {
  const { run, pipeline, begins, generation, state, part, now } = simulation;
  const expected = expectedOf(project, pipeline.name);
  const tasks = planTasks(simulation, expected);
  const isOpen = tasks.some(({ action }) => isWork(action));
  return {
    run,
    pipeline: pipeline.name,
    begins,
    generation,
    tasks,
    manifest: change?.type ?? 'as-it-is',
    expected_ms: isOpen ? remaining({ pipeline, state, part }, expected, epochMs(now)) : null,
    expected_cost: isOpen ? costOf(tasks, pipeline) : null,
    held: heldBy(simulation),
  };
}

/** Of what is known only later it can be more. */
function costOf(tasks: readonly PlannedTask[], pipeline: Pipeline): Plan['expected_cost'] {
  const open = tasks.filter(({ action, address }) => isWork(action) && !address.startsWith('finally:'));
  const known = open.flatMap(({ expected_usd_micros: usd }) => usd ?? []);
  if (known.length === 0) return null;
  const isSure = ({ address, action, expected_ms: ms }: PlannedTask): boolean => {
    const stage = stageAt(pipeline, address)?.stage;
    const isOneTask = action !== 'later' || (stage?.foreach === null && !stage.child);
    return isOneTask && (ms !== null || stage?.child != null || stage?.foreach != null);
  };
  return { usd_micros: known.reduce((sum, usd) => sum + usd, 0), at_least: !open.every(isSure) };
}

const isWork = (action: PlannedAction): boolean => action === 'run' || action === 'later';

function heldBy({ manifest, driven, begins }: Simulation): string | null {
  if (manifest.cancelled && begins !== 'rests') return 'the manifest says `cancelled: true`';
  if (manifest.paused && begins !== 'rests') return 'the manifest says `paused: true`';
  return driven ? 'another process works on the run' : null;
}

export function planTasks(simulation: Simulation, expected: ExpectedOfRun): PlannedTask[] {
  const { pipeline, before, after } = simulation;
  const earlier = new Map(before ? entriesOf(before) : []);
  const waves = wavesOf(pipeline);
  const tasks = [...checkpointTasks(after)].map((entry): PlannedTask => {
    const stage = stageAt(pipeline, entry.address);
    const path = (parseAddress(entry.address)?.steps ?? []).map((step) => step.stage).join('/');
    const top = topOf(entry.address);
    const at = { entry, before: earlier.get(entry.address) ?? null, stage };
    const verdict = isLeftOut(simulation, top, entry) ? leftOut(top) : judge(simulation, at);
    return {
      address: entry.address,
      wave: waves.get(top) ?? 1,
      uses: stage?.stage.uses ?? '',
      needs: stage ? needsOf(stage) : [],
      ...verdict,
      expected_ms: isFrame(entry) ? null : expected.task(path),
      expected_usd_micros: isFrame(entry) ? null : expected.cost(path),
    };
  });
  return tasks.toSorted((a, b) => a.wave - b.wave);
}

const entriesOf = (checkpoint: Checkpoint): [string, CheckpointStage][] =>
  [...checkpointTasks(checkpoint)].map(({ address, task }) => [address, task]);

/** `finally:notify` of `finally:notify[x]/y`. */
const topOf = (address: string): string => /^(?:finally:)?[a-z0-9_]+/.exec(address)?.[0] ?? address;

/** Stages of one wave need only stages of waves before it; `finally` stages come behind all others. */
function wavesOf(pipeline: Pipeline): ReadonlyMap<string, number> {
  const waves = new Map<string, number>();
  const add = (graph: Graph, prefix: string, first: number): number => {
    let last = first;
    for (const stage of graph.stages) {
      const needs = stage.needs.map((need) => waves.get(prefix + (graph.stages[need]?.id ?? '')) ?? first);
      const wave = needs.reduce((most, need) => Math.max(most, need + 1), first);
      waves.set(prefix + stage.id, wave);
      last = Math.max(last, wave);
    }
    return last;
  };
  const last = add(pipeline.graph, '', 1);
  add(pipeline.finals, 'finally:', pipeline.graph.stages.length === 0 ? 1 : last + 1);
  return waves;
}

interface StagePlace {
  readonly stage: Stage;
  readonly graph: Graph;
}

function stageAt(pipeline: Pipeline, address: string): StagePlace | null {
  const parsed = parseAddress(address);
  let graph: Graph | undefined = parsed?.graph === 'finally' ? pipeline.finals : pipeline.graph;
  let found: StagePlace | null = null;
  for (const { stage: id } of parsed?.steps ?? []) {
    const index: number | undefined = graph?.indexOf.get(id);
    const stage: Stage | undefined = index === undefined ? undefined : graph?.stages[index];
    if (!stage || !graph) return null;
    found = { stage, graph };
    graph = stage.child?.graph;
  }
  return found;
}

const needsOf = ({ stage, graph }: StagePlace): string[] => stage.needs.flatMap((need) => graph.stages[need]?.id ?? []);

const SETTLED = ['completed', 'skipped', 'failed', 'rejected', 'cancelled'];

const isLeftOut = ({ part }: Simulation, top: string, { task }: TaskEntry): boolean =>
  part !== null && !part.has(stageId(top)) && !SETTLED.includes(task.status);

const leftOut = (top: string): Verdict =>
  say('out', top.startsWith('finally:') ? '`finally` stages run when the whole run has ended' : 'it was not asked for');

interface Case {
  readonly entry: TaskEntry;
  /** The same task as the files have it; null: it is not there yet. */
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
    case 'skipped':
      return say('skip', SKIPPED[task.skipped ?? 'when']);
    case 'failed':
    case 'cancelled':
    case 'rejected':
      return ended(simulation, at);
    case 'running':
      return isFrame(at.entry) ? frame(at) : running(simulation, at);
    default:
      return waiting(at);
  }
}

const SKIPPED = {
  when: 'its `when` is false',
  manifest: 'the manifest skips it',
  'null-foreach': 'its list is null',
} as const;

/** Nothing new has happened to a run that goes on or rests; a new generation has judged everything anew. */
const isSameGeneration = ({ begins }: Simulation): boolean => begins === 'continues' || begins === 'rests';

function completed(simulation: Simulation, { entry, before }: Case): Verdict {
  if (isSameGeneration(simulation) && before?.status === 'completed') return say('done', USUAL.done);
  if (isFrame(entry)) return say('reuse', entry.task.items ? 'all its items are reused' : 'all its stages are reused');
  return say('reuse', USUAL.reuse);
}

function ended(simulation: Simulation, { entry, before }: Case): Verdict {
  const { error, status } = entry.task;
  const why = error ? `${error.code}: ${oneLine(error.message)}` : status;
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

function running(simulation: Simulation, { entry, before }: Case): Verdict {
  const { task } = entry;
  const last = before?.attempts?.at(-1);
  if (simulation.driven && before?.status === 'running') return say('run', 'it runs now');
  const prior = before?.result ?? before?.earlier?.[0] ?? task.earlier?.[0];
  const changes = prior && task.prepared ? compareDepends(prior.depends, task.prepared.depends) : [];
  const [first] = changes;
  if (first) {
    const more = changes.length > 1 ? `, and ${counted(changes.length - 1, 'other change')}` : '';
    return say('run', changeText(first) + more, changes);
  }
  if (before?.retry_at) return say('run', `attempt ${(last?.n ?? 0) + 1}, after ${last?.error?.code ?? 'a failure'}`);
  if (last?.outcome === 'running' || last?.outcome === 'lost')
    return say('run', 'its attempt was lost when the runner ended');
  if (last?.error) return say('run', `it failed before: ${last.error.code}: ${oneLine(last.error.message)}`);
  if (last?.outcome === 'cancellation') return say('run', 'it was stopped before it ended');
  return say('run', USUAL.run);
}

function waiting({ entry, stage }: Case): Verdict {
  const { blocked_by: blocked = [] } = entry.task;
  if (blocked.length > 0) return say('later', `it needs ${blocked.join(', ')}, which failed`);
  return say('later', USUAL.later(stage ? needsOf(stage) : []));
}
