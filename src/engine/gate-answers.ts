/**
 * Turns commands about gates into the events that announce them.
 *
 * H1. An open question about the same content keeps its iteration, its draft and its notes.
 * H2. Files in the place of a new question are renamed before the question is announced: afterwards they could not be
 *     told from what people wrote since. Doing so again has no effect.
 * H3. The approved value, or the edit that changes were requested of, is on the disk before the event that names it: it
 *     is content, not an effect, and writing it twice writes the same.
 */
import { takesChanges } from '../core/change-rounds.ts';
import { openRound, usedUpBy } from '../core/gate-task.ts';
import { locate, toleratedAbove } from '../core/locate.ts';
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
   * A question that accepts no more changes does not offer them.
   *
   * @param worded the resolved `question:` of the gate.
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
    const wording = this.desk.wording(task, {
      definition,
      iteration,
      subject,
      ends: toleratedAbove(this.pipeline, task),
    });
    this.desk.setAside(wording);
    const question = questionText(worded, subject.stage);
    const digest = this.desk.digest(subject.output, subject.artifacts);
    // An answer that was used in an earlier round does not answer this one, even if it is written again.
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
    if (verdict.decision === 'reject') return { type: 'gate-answered', task, at, ...said };
    const found = locate(this.pipeline, run, task);
    const round = found.task && openRound(found.task);
    if (!round) throw new InternalError(`${task} is answered and did not ask`);
    if (verdict.decision === 'changes') {
      if (edited) this.desk.keepEdit(round, edited.value);
      return { type: 'gate-answered', task, at, ...said };
    }
    const subject = subjectOf(this.scopes, run, found);
    const output = this.desk.keep(task, round.iteration, edited ? edited.value : subject.output);
    return { type: 'gate-answered', task, at, ...said, output, artifacts: subject.artifacts };
  }
}

/** Everything about the question but what was recorded since. */
const asBefore = ({
  generation: _generation,
  fingerprint: _fingerprint,
  askedAt: _askedAt,
  given: _given,
  remark: _remark,
  reminded: _reminded,
  end: _end,
  ...asking
}: GateRound) => asking;
