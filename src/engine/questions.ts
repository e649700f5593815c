/**
 * The open questions of a run: assembled from its state, written as files, compared with what people wrote.
 *
 * Q1. The state says which gates ask, the desk what the files contain; nothing is stored here.
 */
import { type AskedGate, askedGates } from '../core/asked.ts';
import type { GraphPlace, Located } from '../core/locate.ts';
import { vecGet } from '../core/vec.ts';
import type { TaskAddress } from '../model/address.ts';
import { InternalError, type StageIndex } from '../model/brand.ts';
import { anError, type Diagnostic } from '../model/diagnostic.ts';
import type { Failure } from '../model/failure.ts';
import type { GateFacts, GateRound } from '../model/gate.ts';
import { isJsonList, type Json } from '../model/json.ts';
import { ownValue } from '../model/own-value.ts';
import type { Graph, Pipeline, Stage } from '../model/pipeline.ts';
import type { Artifact } from '../model/result.ts';
import type { GraphState, RunState, StageState } from '../model/state.ts';
import type { GateDesk, Question, Subject } from '../ports/gate-desk.ts';
import { OutputMissing, type Scopes } from './scope.ts';

export interface OpenQuestion {
  readonly asked: AskedGate;
  /** null: its subject cannot be read. */
  readonly question: Question | null;
  readonly problem: Diagnostic | null;
}

export interface QuestionPorts {
  readonly scopes: Scopes;
  readonly desk: GateDesk;
}

export function openQuestions(
  pipeline: Pipeline,
  run: RunState,
  { scopes }: Pick<QuestionPorts, 'scopes'>,
): readonly OpenQuestion[] {
  return askedGates(pipeline, run).map((asked) => {
    const { task, stage, round } = asked;
    if (!stage.gate) throw new InternalError(`${task} asks and is no gate`);
    try {
      const subject = subjectOf(scopes, run, asked);
      return { asked, question: { gate: task, definition: stage.gate, round, subject }, problem: null };
    } catch (error) {
      if (!(error instanceof OutputMissing)) throw error;
      return { asked, question: null, problem: unreadable(task, error.failure) };
    }
  });
}

/**
 * Writes the files of questions that are missing or changed: a runner may have been killed before it wrote them.
 *
 * @throws DurableError
 */
export function offerQuestions(pipeline: Pipeline, run: RunState, ports: QuestionPorts): void {
  for (const { question } of openQuestions(pipeline, run, ports))
    if (question && !ports.desk.isOffered(question)) ports.desk.offer(question);
}

const unreadable = (task: string, { message, hint }: Failure): Diagnostic =>
  anError('gate/subject-unreadable', `what ${task} asks about cannot be read: ${message}`, { hint });

/** What the files contain about each gate that asks; undefined: none asks. */
export function gateFacts(
  pipeline: Pipeline,
  run: RunState,
  ports: QuestionPorts,
): ReadonlyMap<string, GateFacts> | undefined {
  if (run.graph.queues.asked.size === 0) return undefined;
  const open = openQuestions(pipeline, run, ports);
  const addresses = open.map(({ asked }) => asked.task);
  return new Map(open.map((one) => [one.asked.task, look(one, addresses, ports.desk)]));
}

function look({ question, problem }: OpenQuestion, open: readonly TaskAddress[], desk: GateDesk): GateFacts {
  if (question) return desk.look(question, open);
  return { answers: [], short: null, isAmbiguous: false, rest: 'steady', ...(problem ? { problem } : {}) };
}

/** The subject of a gate. @throws OutputMissing */
export function subjectOf(scopes: Scopes, run: RunState, { place, stage }: Pick<Located, 'place' | 'stage'>): Subject {
  const made = stage.gate && place.graph.stages[stage.gate.subject];
  if (!made) throw new InternalError(`the gate ${stage.id} has no subject`);
  const { output, artifacts, items } = scopes.subject(run, place, made.id);
  const keys = keysOf(vecGet(place.state.stages, made.index));
  const named = items?.flatMap((item, i) => item.artifacts.map((artifact) => below(keys[i] ?? String(i), artifact)));
  const { schema, shape } = formOf(place, made);
  return { stage: made.id, output, artifacts: named ?? artifacts, schema, shape, keys };
}

const below = (key: string, artifact: Artifact): Artifact => ({ ...artifact, name: `${key}/${artifact.name}` });

const keysOf = (state: StageState): readonly string[] => (state.status === 'items' ? state.items.keys : []);

/** If the subject is itself a gate, it has the form of its own subject. */
function formOf(place: Pick<GraphPlace, 'graph'>, stage: Stage): Pick<Subject, 'schema' | 'shape'> {
  const inner = stage.gate && place.graph.stages[stage.gate.subject];
  if (inner) return formOf(place, inner);
  return { schema: stage.outputSchema, shape: stage.foreach === null ? 'single' : 'items' };
}

/**
 * The feedback of the gates that sent a stage back, oldest first: `feedback` in its expressions.
 *
 * @param item key of the item; feedback for other items only is left out. null: the stage has no `foreach`.
 * @returns undefined when no gate can send the stage back.
 */
export function feedbackFor(
  stage: Stage,
  { graph, state }: Pick<GraphPlace, 'graph' | 'state'>,
  { item, desk }: { readonly item: string | null; readonly desk: GateDesk },
): readonly Json[] | undefined {
  const gates = reworkGates(graph).get(stage.index);
  if (!gates) return undefined;
  const said = gates.flatMap((gate) =>
    roundsOf(state, gate).flatMap((round) => feedbackIn(round, { gate, item, desk })),
  );
  return said.sort((a, b) => a.at - b.at).map(({ entry }) => entry);
}

/** Gates by the stage that they send back. Cached per graph, which never changes. */
function reworkGates(graph: Graph): ReadonlyMap<StageIndex, readonly Stage[]> {
  const known = gatesByRework.get(graph);
  if (known) return known;
  const made = new Map<StageIndex, Stage[]>();
  for (const stage of graph.stages) {
    const back = stage.gate?.rework ?? null;
    if (back !== null) made.set(back, [...(made.get(back) ?? []), stage]);
  }
  gatesByRework.set(graph, made);
  return made;
}
const gatesByRework = new WeakMap<Graph, ReadonlyMap<StageIndex, readonly Stage[]>>();

function roundsOf(state: GraphState, gate: Stage): readonly GateRound[] {
  const at = vecGet(state.stages, gate.index);
  if (at.status === 'single') return at.task.rounds;
  return at.status === 'items' ? [] : (at.before.single?.rounds ?? []);
}

interface Said {
  readonly at: number;
  readonly entry: Json;
}

function feedbackIn(
  round: GateRound,
  { gate, item, desk }: { readonly gate: Stage; readonly item: string | null; readonly desk: GateDesk },
): readonly Said[] {
  const { end, iteration } = round;
  if (end?.decision !== 'changes') return [];
  const own = item !== null && end.items ? (ownValue(end.items, item) ?? null) : null;
  if (item !== null && end.items && own === null) return [];
  const text = own ?? end.feedback ?? sentence(end.items);
  const asked = desk.asked(round);
  const edited = end.edited === null ? undefined : desk.editOf({ read: round.read, subject: end.edited });
  const isMeant = edited !== undefined && (item === null || isAsLong(asked, edited));
  const output = isMeant ? { output: edited, edited: true } : { output: asked };
  return [{ at: end.at, entry: { iteration, gate: gate.id, text, ...output } }];
}

/** Of a list with more or fewer entries than before, it is not known which one is that of an item. */
const isAsLong = (asked: Json, edited: Json): boolean =>
  !isJsonList(asked) || !isJsonList(edited) || asked.length === edited.length;

const sentence = (items: Readonly<Record<string, string>> | null): string =>
  Object.entries(items ?? {})
    .map(([key, text]) => `${key}: ${text}`)
    .join('\n');

/** The question from the definition, or a default one. */
export const questionText = (worded: Json | undefined, subject: string): string =>
  typeof worded === 'string' && worded.trim() !== ''
    ? worded.trim()
    : `Is the output of ${subject} good to go on with?`;
