/**
 * Commands about gates into the events that announce them.
 *
 * H1. An open question about the same content keeps its iteration, its draft and what it took down.
 * H2. What stands at the place of a new question is moved aside before that is announced: afterwards nobody could tell
 *     it from what people wrote since. Done again it does nothing.
 * H3. The approved value is on the disk before the event that names it: it is content, not an effect, and writing it
 *     twice writes the same.
 */
import { takesChanges } from '../core/change-rounds.ts';
import { openRound, usedUpBy } from '../core/gate-task.ts';
import { locate } from '../core/locate.ts';
import type { TaskAddress } from '../model/address.ts';
import { type EpochMs, InternalError } from '../model/brand.ts';
import type { GateEvent } from '../model/event.ts';
import type { GateRound, Verdict } from '../model/gate.ts';
import type { Json } from '../model/json.ts';
import type { Pipeline } from '../model/pipeline.ts';
import type { RunState } from '../model/state.ts';
import type { GateDesk } from '../ports/gate-desk.ts';
import { questionText, subjectOf } from './questions.ts';
import type { Scopes } from './scope.ts';

export class GateAnswers {
  private readonly pipeline: Pipeline;
  private readonly scopes: Scopes;
  private readonly desk: GateDesk;

  constructor(pipeline: Pipeline, { scopes, desk }: { readonly scopes: Scopes; readonly desk: GateDesk }) {
    this.pipeline = pipeline;
    this.scopes = scopes;
    this.desk = desk;
  }

  /**
   * A question that takes no more changes offers none.
   *
   * @param worded `question:` of the gate, resolved.
   * @throws OutputMissing
   */
  ask(
    run: RunState,
    task: TaskAddress,
    { at, worded }: { readonly at: EpochMs; readonly worded: Json | undefined },
  ): GateEvent {
    const found = locate(this.pipeline, run, task);
    const { stage, task: state } = found;
    if (state?.status !== 'prepared' || !stage.gate) throw new InternalError(`${task} cannot ask`);
    const subject = subjectOf(this.scopes, run, found);
    const open = openRound(state);
    if (open?.fingerprint === state.fingerprint) return { type: 'gate-asked', task, at, ...asBefore(open) };
    const iteration = (state.rounds.at(-1)?.iteration ?? 0) + 1;
    const isTaken = takesChanges(stage.gate, state.rounds, run.generation);
    const definition = isTaken ? stage.gate : { ...stage.gate, rework: null };
    const wording = this.desk.wording(task, { definition, iteration, subject });
    this.desk.setAside(wording);
    const question = questionText(worded, subject.stage);
    const digest = this.desk.digest(subject.output, subject.artifacts);
    // What answered an earlier round does not answer this one, wherever it is brought back from.
    const standing = [...new Set([...wording.standing, ...usedUpBy(state.rounds)])];
    return { type: 'gate-asked', task, at, iteration, subject: digest, question, ...wording, standing };
  }

  settle(
    run: RunState,
    task: TaskAddress,
    { at, verdict }: { readonly at: EpochMs; readonly verdict: Verdict },
  ): GateEvent {
    const { edited } = verdict;
    const said = { ...verdict, edited: edited?.digest ?? null };
    if (verdict.decision !== 'approve') return { type: 'gate-answered', task, at, ...said };
    const found = locate(this.pipeline, run, task);
    const round = found.task && openRound(found.task);
    if (!round) throw new InternalError(`${task} is answered and did not ask`);
    const subject = subjectOf(this.scopes, run, found);
    const output = this.desk.keep(task, round.iteration, edited ? edited.value : subject.output);
    return { type: 'gate-answered', task, at, ...said, output, artifacts: subject.artifacts };
  }
}

const asBefore = ({ iteration, subject, question, how, read, draft, author, standing }: GateRound) => ({
  iteration,
  subject,
  question,
  how,
  read,
  draft,
  author,
  standing,
});
