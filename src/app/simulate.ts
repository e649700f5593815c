/**
 * Simulates what a run would do next, with the same `decide`, `evolve` and evaluator as a real drive, but without
 * effects. Every attempt that would start is announced in memory and never ends, so stages that depend on it stay open.
 *
 * Nothing is written, no lock is taken, nothing of the project is executed.
 */
import { decide } from '../core/decide.ts';
import { encode } from '../core/encode.ts';
import { evolve } from '../core/evolve.ts';
import { isAffordable, limitOf } from '../core/money.ts';
import { pauseText } from '../core/pause-text.ts';
import { gateFacts } from '../engine/questions.ts';
import { epochMs, ok, type RunId, runUid } from '../model/brand.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import type { Facts } from '../model/command.ts';
import type { Diagnosed, Diagnostic } from '../model/diagnostic.ts';
import type { Event } from '../model/event.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Pipeline } from '../model/pipeline.ts';
import type { RunState } from '../model/state.ts';
import type { StoredRun } from '../ports/run-store.ts';
import { ownTasks } from '../report/checkpoint-tasks.ts';
import { checkedPart, type Part } from './asked/part.ts';
import { readingAnswers } from './drive/answers.ts';
import type { Moved } from './drive/evaluator.ts';
import { tasksWithoutFiles } from './drive/missing-files.ts';
import { wishesOf } from './drive/wishes.ts';
import { plannedFork } from './fork.ts';
import { deskFor, readingDesk } from './gate/desk-for.ts';
import { checkedGeneration, generationStarted, openingOf } from './next-generation.ts';
import type { Definitions } from './pinned/definitions.ts';
import { outdatedSource } from './pinned/pinned.ts';
import type { Providers } from './pinned/run-providers.ts';
import { type Earlier, mayBegin, restore, restoreLoosely } from './pinned/stored-state.ts';
import { readManifest } from './project/read-manifest.ts';
import type { Project } from './types.ts';

/** `new` and `generation`: with the definitions as they are now. `continues`: with those it was started with. */
type Beginning = 'new' | 'continues' | 'generation' | 'rests';

export interface Simulation {
  readonly run: RunId;
  readonly manifest: Manifest;
  readonly pipeline: Pipeline;
  readonly providers: Providers;
  /** Of the definitions, where they are those of now. */
  readonly warnings: readonly Diagnostic[];
  readonly begins: Beginning;
  readonly generation: number;
  /** A process is driving the run: its attempts in flight are not started again. */
  readonly driven: boolean;
  /** The checkpoint in the files; null: the run never started. */
  readonly before: Checkpoint | null;
  /** The simulated checkpoint; tasks that would be started are `running`. */
  readonly after: Checkpoint;
  readonly state: RunState;
  /** The requested part; null: the whole run. */
  readonly part: Part | null;
  /** Tasks that a new generation runs again because their files are missing. */
  readonly again: readonly string[];
  /** Why the run would stay paused because of a budget; null: it would not, or its definitions change. */
  readonly unpaid: string | null;
  /** Time of the first simulated event: attempts that started then are simulated. */
  readonly now: number;
}

export interface Wish {
  /** `retry`: as if the manifest asked for another generation. */
  readonly wish: 'as-it-is' | 'retry';
  /** As in DriveOptions. */
  readonly stages?: readonly string[];
}

export async function simulate(
  project: Project,
  run: RunId,
  { wish, stages = [] }: Wish,
): Promise<Diagnosed<Simulation>> {
  const manifest = readManifest(project, run);
  if (!manifest.ok) return manifest;
  await using store = await project.openStore();
  const stored = await store.peek(run);
  if (!stored.ok) return stored;
  const restored = stored.value ? await earlierOf(project, manifest.value, { stored: stored.value, wish }) : ok(null);
  if (!restored.ok) return restored;
  const driven = stored.value?.driven ?? false;
  const checkpoint = stored.value?.checkpoint ?? null;
  const from = restored.value;
  const start = await startOf(project, { manifest: manifest.value, from, checkpoint, wish, driven });
  if (!start.ok) return start;
  const { begins, definitions, opening, warnings = [] } = start.value;
  const { pipeline } = definitions;
  const part = checkedPart(pipeline, stages);
  if (!part.ok) return part;
  const play = { from, start: start.value, manifest: manifest.value, part: part.value };
  const state = await played(project, play);
  const after = encode(pipeline, state);
  return ok({
    run,
    manifest: manifest.value,
    pipeline,
    providers: definitions.providers,
    warnings,
    begins,
    generation: state.generation,
    driven,
    before: from && (from.definitions ? encode(from.definitions.pipeline, from.state) : checkpoint),
    after,
    state,
    part: part.value,
    again: start.value.again ?? [],
    unpaid: await unpaid(project, play, after),
    now: opening[0]?.at ?? project.clock.now(),
  });
}

/** Why the run stays paused. Not known if its definitions change. */
async function unpaid(project: Project, play: Play, after: Checkpoint): Promise<string | null> {
  const { from, start, manifest } = play;
  if (!from?.definitions) return null;
  const { state, definitions } = from;
  if (state.phase !== 'paused' || state.pause?.reason !== 'budget') return null;
  if (start.begins === 'generation') {
    if (outdatedSource(project, manifest.id, state.generation)) return null;
    const paused = await played(project, { ...play, start: { begins: 'continues', definitions, opening: [] } });
    const unpaidFor = new Set(started(encode(definitions.pipeline, paused)));
    // A generation is not paused when it begins: it pauses at once only if all that can start is what it paused at.
    if (started(after).some((task) => !unpaidFor.has(task))) return null;
  }
  const wishes = wishesOf(manifest, definitions.pipeline, project.config);
  const facts = { ...factsFor(manifest.skip, null), ...wishes, now: project.clock.now() };
  return isAffordable(state.pause, facts) ? null : pauseText(state.pause, limitOf(state.pause, facts));
}

const started = (checkpoint: Checkpoint): readonly string[] =>
  [...ownTasks(checkpoint)].filter(({ task }) => task.status === 'running').map(({ address }) => address);

/** As the start of a run does. */
async function earlierOf(
  project: Project,
  { id, pipeline, rerun }: Manifest,
  { stored, wish }: { readonly stored: StoredRun; readonly wish: Wish['wish'] },
): Promise<Diagnosed<Earlier | null>> {
  const restored = await restore(project, id, stored);
  if (restored.ok) return restored;
  const n = wish === 'retry' ? Number.POSITIVE_INFINITY : (rerun?.n ?? 0);
  return restoreLoosely(project, stored, { pipeline, n, broken: restored.error });
}

interface StartInput {
  readonly manifest: Manifest;
  readonly from: Earlier | null;
  /** The last published checkpoint; null: the run never started. */
  readonly checkpoint: Checkpoint | null;
  readonly wish: Wish['wish'];
  readonly driven: boolean;
}

interface Start {
  readonly begins: Beginning;
  readonly definitions: Definitions;
  readonly opening: readonly Event[];
  /** Of a fork: the files that it would copy. */
  readonly moved?: Moved | undefined;
  readonly again?: readonly string[];
  readonly warnings?: readonly Diagnostic[];
}

async function startOf(project: Project, input: StartInput): Promise<Diagnosed<Start>> {
  const { from, manifest, wish, driven } = input;
  if (!from) return generation(project, input, { begins: 'new', n: Math.max(1, manifest.rerun?.n ?? 0) });
  const { state, definitions } = from;
  const isAtRest = state.endedAt !== null && state.finalsEnded;
  const asked = manifest.rerun?.n ?? 0;
  const n = wish === 'retry' ? Math.max(asked, state.generation + 1) : asked;
  if (!definitions || (n > state.generation && (wish === 'retry' || (mayBegin(state) && (isAtRest || !driven)))))
    return generation(project, input, { begins: 'generation', n });
  if (isAtRest || driven) return ok({ begins: isAtRest ? 'rests' : 'continues', definitions, opening: [] });
  return ok({ begins: 'continues', definitions, opening: [execution(project)] });
}

async function generation(
  project: Project,
  { manifest, from, checkpoint }: StartInput,
  { begins, n }: { readonly begins: 'new' | 'generation'; readonly n: number },
): Promise<Diagnosed<Start>> {
  const checked = await checkedGeneration(project, manifest, { earlier: from, checkpoint });
  if (!checked.ok) return checked;
  const { loaded, inputs, context, providers } = checked.value;
  const { pipeline, digest } = loaded;
  const definitions = { pipeline, digest, root: project.root, context, providers, madeUp: new Map() };
  const fork = from || !manifest.fork ? ok(null) : await plannedFork(project, manifest);
  if (!fork.ok) return fork;
  const again = from && tasksWithoutFiles(project, (from.definitions ?? definitions).pipeline, from.state);
  const at = project.clock.now();
  const uid = from?.state.uid ?? runUid('00000000000000000000');
  const begun = { at, uid, generation: n, manifest, inputs, definitions, again, fork: fork.value?.fork ?? null };
  const opening = openingOf(generationStarted(begun), execution(project), from);
  const told = { again: again ?? [], warnings: loaded.warnings };
  return ok({ begins, definitions, opening, moved: fork.value?.moved, ...told });
}

const execution = ({ clock, version }: Project): Event => ({
  type: 'execution-started',
  at: clock.now(),
  host: 'plan',
  pid: 0,
  version,
});

interface Play {
  readonly from: Earlier | null;
  readonly start: Start;
  readonly manifest: Manifest;
  readonly part: Part | null;
}

async function played(project: Project, { from, start, manifest, part }: Play): Promise<RunState> {
  const { definitions, opening, begins, moved } = start;
  const pipeline = unlimited(definitions.pipeline);
  let state = from?.state ?? null;
  for (const event of opening) state = evolve(pipeline, state, event);
  if (!state) throw new TypeError('a new run begins with a generation');
  if (begins === 'rests') return state;
  // Simulates what a larger budget would allow; that it needs one is reported separately.
  if (state.phase === 'paused' && state.pause?.reason === 'budget')
    state = evolve(pipeline, state, { type: 'run-unpaused', at: project.clock.now() });
  const desk = readingDesk(await deskFor(project, { run: manifest.id, pipeline, manifest: () => manifest }));
  const { answers, scopes } = await readingAnswers(project, { definitions, desk, moved });
  const now = project.clock.now();
  for (;;) {
    const gates = gateFacts(pipeline, state, { scopes, desk });
    const commands = decide(pipeline, state, { ...factsFor(manifest.skip, part), gates });
    if (commands.length === 0) return state;
    for (const command of commands) state = evolve(pipeline, state, answers.answer(state, command, now));
  }
}

/** The pipeline without limits of concurrency and cost: see {@link factsFor}. */
const unlimited = (pipeline: Pipeline): Pipeline => ({
  ...pipeline,
  graph: {
    ...pipeline.graph,
    stages: pipeline.graph.stages.map((stage) => ({
      ...stage,
      concurrency: null,
      budget: null,
      child: stage.child && unlimited(stage.child),
    })),
  },
});

/** Facts without limits: everything that would start sooner or later starts now. */
const factsFor = (skip: readonly string[], part: Part | null): Facts => ({
  now: epochMs(Number.MAX_SAFE_INTEGER),
  freeSlots: Number.MAX_SAFE_INTEGER,
  freeInPool: {},
  paused: false,
  cancelled: false,
  skip: new Set(skip),
  part: part ?? undefined,
  budget: null,
  stopping: false,
});
