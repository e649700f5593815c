/**
 * People at the gates of a simulated run: they write the manifest and the drafts.
 *
 * B1. They keep their own records: files outlive processes, and their authors do not see the state of the run.
 * B2. All randomness comes from the seed of the case.
 */
import { openRound } from '../../src/core/gate-task.ts';
import { vecGet, vecValues } from '../../src/core/vec.ts';
import { type AddressStep, formatAddress, type TaskAddress } from '../../src/model/address.ts';
import { type Digest, digest } from '../../src/model/brand.ts';
import type { Answer, Content, Gate, GateFacts, GateRound, Person, SeenAnswer } from '../../src/model/gate.ts';
import type { Pipeline, Stage } from '../../src/model/pipeline.ts';
import type { GraphState, RunState, TaskState } from '../../src/model/state.ts';
import type { Luck } from './luck.ts';
import { hash } from './simulated-evaluator.ts';

export const AUTHOR = 'Ann <ann@example.org>';
const STAFF = ['Bob <bob@example.org>', 'BOB@example.org', 'eve@example.org', 'Zoe <zoe@example.org>', AUTHOR];
/** For gates that name approvers. */
export const APPROVERS = ['bob@example.org', 'zoe'];

/** A gate that asks. */
export interface OpenGate {
  readonly task: TaskAddress;
  readonly gate: Gate;
  readonly round: GateRound;
}

interface Written extends Answer {
  readonly person: Person | null;
}

type Draft = { readonly value: string } | 'broken';

const NO_ANSWER: Answer = { decision: 'not-yet', feedback: null, items: null, of: null, by: null };

/** Identifies answers in files like the desk does: by their whole content. */
export const answerDigest = (form: 'named' | 'short', answer: Answer): Digest =>
  digest(`sha256:${hash(JSON.stringify([form, answer]))}`);

export const valueDigest = (value: string): Digest => digest(`sha256:${hash(value)}`);

export class People {
  rest: GateFacts['rest'] = 'steady';
  private short: boolean | null = null;
  private isUnreadable = false;
  private readonly named = new Map<string, readonly Written[]>();
  private readonly drafts = new Map<string, Draft>();
  private readonly luck: Luck;
  private readonly gates: readonly string[];
  /** Subjects of earlier questions and of future edits, for answers that come late or early. */
  private readonly subjects: Digest[] = ['nothing', 'edited', 'inline'].map(valueDigest);

  constructor(luck: Luck, pipeline: Pipeline) {
    this.luck = luck;
    this.gates = gateAddresses(pipeline, '');
  }

  /** Digests of the answers in the files for a gate, in either form. */
  standing(task: string): readonly Digest[] {
    const named = (this.named.get(task) ?? []).map(({ person: _, ...answer }) => answerDigest('named', answer));
    return [...named, ...this.shortAnswers().map((answer) => answerDigest('short', answer))];
  }

  facts(open: readonly OpenGate[]): ReadonlyMap<string, GateFacts> | undefined {
    if (open.length === 0) return undefined;
    return new Map(open.map((one) => [one.task, this.look(one, open.length)]));
  }

  private look(asked: OpenGate, open: number): GateFacts {
    const named = this.named.get(asked.task) ?? [];
    const answers = named.map(({ person, ...answer }) => this.seen(asked, answer, { person, form: 'named' }));
    const [written] = this.shortAnswers();
    const short = written ? this.seen(asked, written, { person: BY_CONFIG, form: 'short' }) : null;
    const { rest } = this;
    if (this.isUnreadable) return { answers: [], short: null, isAmbiguous: false, rest, problem: UNREADABLE };
    return { answers, short, isAmbiguous: short !== null && open > 1, rest };
  }

  private shortAnswers(): readonly Answer[] {
    return this.short === null ? [] : [{ ...NO_ANSWER, decision: this.short ? 'approve' : 'not-yet' }];
  }

  private seen(
    asked: OpenGate,
    answer: Answer,
    { person, form }: { readonly person: Person | null; readonly form: 'named' | 'short' },
  ): SeenAnswer {
    return { ...answer, digest: answerDigest(form, answer), person, content: this.content(asked, answer) };
  }

  private content({ task, round }: OpenGate, { output }: Answer): Content {
    const draft = typeof output === 'string' ? { value: output } : this.drafts.get(draftOf(task, round));
    if (draft === undefined || round.draft === null) return { type: 'generated', digest: round.subject };
    if (draft === 'broken') return { type: 'broken', problem: BROKEN };
    return { type: 'edited', digest: valueDigest(draft.value), value: draft.value };
  }

  /** Somebody writes something, sensible or not. */
  act(open: readonly OpenGate[]): void {
    const { luck } = this;
    if (this.gates.length === 0) return;
    const dice = luck.int(1, 20);
    const asked = open.length > 0 ? luck.pick(open) : undefined;
    const task = asked && luck.chance(0.85) ? asked.task : luck.pick(this.gates);
    if (asked && !this.subjects.includes(asked.round.subject)) this.subjects.push(asked.round.subject);
    if (dice <= 11) this.write(task, asked?.task === task ? asked : undefined);
    else if (dice === 12 && luck.chance(0.5)) this.named.delete(task);
    else if (dice === 12) this.named.set(task, (this.named.get(task) ?? []).slice(1));
    else if (dice <= 15) this.short = luck.pick([true, true, false, null]);
    else if (dice === 16) this.rest = luck.pick(['steady', 'soon', 'git'] as const);
    else if (dice === 17) this.isUnreadable = luck.chance(0.3);
    else if (asked?.round.draft) this.edit(asked);
  }

  private write(task: string, asked: OpenGate | undefined): void {
    const before = this.named.get(task) ?? [];
    const written = this.answer(asked);
    this.named.set(task, this.luck.chance(0.5) && before.length < 3 ? [...before, written] : [written]);
  }

  private answer(asked: OpenGate | undefined): Written {
    const { luck } = this;
    const decision = luck.pick(DECISIONS);
    const who = luck.pick(STAFF);
    const person: Person = { who, assurance: luck.chance(0.7) ? 'signed' : 'unverified', commit: null };
    const by = luck.chance(0.8) ? who : null;
    const about = { of: this.of(asked), ...this.round(asked), by };
    const said = { ...NO_ANSWER, decision, ...about, person: by || luck.chance(0.5) ? person : null };
    if (decision === 'approve') return luck.chance(0.15) ? { ...said, output: 'inline' } : said;
    if (decision === 'not-yet') return said;
    const feedback = luck.chance(0.9) ? luck.pick(['shorter', 'longer', 'louder']) : null;
    const items =
      decision === 'changes' && luck.chance(0.25) ? { [luck.pick(['b', '10', 'a', 'none'])]: 'redo' } : null;
    return { ...said, feedback, items, ...(luck.chance(0.1) ? { decision: 'changes', fallback: 'reject' } : {}) };
  }

  private of(asked: OpenGate | undefined): string | null {
    const dice = this.luck.draw();
    if (dice < 0.4) return null;
    if (dice > 0.8 || !asked) return this.luck.pick(this.subjects).slice(0, 15);
    const content = this.content(asked, NO_ANSWER);
    return (content.type === 'edited' ? content.digest : asked.round.subject).slice(0, this.luck.chance(0.5) ? 15 : 23);
  }

  /** Mostly as commands write it. */
  private round(asked: OpenGate | undefined): Pick<Answer, 'round'> {
    const { luck } = this;
    if (!asked || luck.chance(0.6)) return {};
    const { iteration } = asked.round;
    return { round: luck.chance(0.85) ? iteration : luck.int(1, iteration + 1) };
  }

  private edit({ task, round }: OpenGate): void {
    const { luck } = this;
    const key = draftOf(task, round);
    const dice = luck.draw();
    if (dice < 0.2) this.drafts.delete(key);
    else this.drafts.set(key, dice < 0.4 ? 'broken' : { value: luck.pick(['edited', 'edited again']) });
  }

  /** Those who may approve do so, in a way that must count. */
  help(asked: OpenGate): void {
    const { task, gate, round } = asked;
    const key = draftOf(task, round);
    if (this.drafts.get(key) === 'broken') this.drafts.delete(key);
    this.rest = 'steady';
    this.isUnreadable = false;
    const content = this.content(asked, NO_ANSWER);
    const of = content.type === 'edited' ? content.digest : round.subject;
    const people = HELPERS.slice(0, gate.quorum).map((who): Person => ({ who, assurance: 'signed', commit: null }));
    // Nobody else writes this, so it cannot be an earlier answer.
    const said = { ...NO_ANSWER, decision: 'approve', feedback: 'good', of, round: round.iteration } as const;
    this.named.set(
      task,
      people.map((person) => ({ ...said, by: person.who, person })),
    );
  }
}

const HELPERS = ['Zoe <zoe@example.org>', 'bob@example.org'];
const DECISIONS = [
  ...Array<'approve'>(6).fill('approve'),
  ...Array<'changes'>(5).fill('changes'),
  'reject',
  'not-yet',
] as const;
const BY_CONFIG: Person = { who: 'eve@example.org', assurance: 'unverified', commit: null };

const BROKEN = {
  code: 'gate/subject-unreadable',
  severity: 'error',
  message: 'the draft is no value',
  at: { file: 'runs/case.run/drafts/g.1.yaml' },
} as const;
const UNREADABLE = { ...BROKEN, message: 'the subject cannot be read', at: null, hint: 'restore the file' } as const;

const draftOf = (task: string, { iteration }: GateRound): string => `${task}.${iteration}`;

/** Addresses of all gates that may ask, using the keys of literal lists. */
export function gateAddresses({ graph }: Pipeline, path: string): readonly string[] {
  return graph.stages.flatMap(({ id, gate, child, foreach }) => {
    if (gate) return [`${path}${id}`];
    if (!child) return [];
    return stepsOf(id, foreach).flatMap((step) => gateAddresses(child, `${path}${step}/`));
  });
}

function stepsOf(id: string, foreach: string | null): readonly string[] {
  if (foreach === null) return [id];
  const keys: unknown = foreach.startsWith('[') ? JSON.parse(foreach) : [];
  return Array.isArray(keys) ? keys.map((key) => `${id}[${String(key)}]`) : [];
}

/** Reads the states of the tasks, not the queues. */
export const openGates = ({ graph }: Pipeline, run: RunState): readonly OpenGate[] => [
  ...inGraph(graph.stages, run.graph, []),
];

function* inGraph(stages: readonly Stage[], state: GraphState, path: readonly AddressStep[]): Generator<OpenGate> {
  for (const stage of stages) {
    if (!stage.gate && !stage.child) continue;
    const at = vecGet(state.stages, stage.index);
    if (at.status === 'single') yield* inTask(stage, at.task, [...path, { stage: stage.id, item: null }]);
    if (at.status !== 'items') continue;
    let i = 0;
    for (const task of vecValues(at.items.tasks))
      yield* inTask(stage, task, [...path, { stage: stage.id, item: at.items.keys[i++] ?? null }]);
  }
}

function* inTask({ gate, child }: Stage, task: TaskState, path: readonly AddressStep[]): Generator<OpenGate> {
  if (task.status === 'child' && child) yield* inGraph(child.graph.stages, task.child, path);
  const round = task.status === 'asked' ? openRound(task) : null;
  if (gate && round) yield { task: formatAddress({ graph: 'stages', steps: path }), gate, round };
}
