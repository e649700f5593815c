/**
 * Answering a gate from the command line: `approve`, `reject`, `request-changes`.
 *
 * N1. An answer always says what it is about: the content that is offered at this moment.
 * N2. An invalid edit cannot be approved: its mistakes are reported, and nothing is written.
 * N3. Answers that the gate would not accept (changes without `rework`, unknown items, a person who may not answer) are
 *     reported before anything is written.
 * N4. Several people may answer at once: if the manifest changed meanwhile, the answer is made again.
 */
import { gitIdentity } from '../../adapters/git/identity.ts';
import { mayAnswer } from '../../core/judge-person.ts';
import { err, InternalError, ok, type ProjectPath, type RunId, shortDigest } from '../../model/brand.ts';
import { anError, type Diagnosed, type Diagnostic } from '../../model/diagnostic.ts';
import type { Answer, Decision, GateRound, SeenAnswer } from '../../model/gate.ts';
import { isJsonList, isJsonObject } from '../../model/json.ts';
import type { Manifest } from '../../model/manifest.ts';
import { counted, shellWord } from '../../report/words.ts';
import { type OpenGate, openGates } from '../open-gates.ts';
import { readManifestDocument } from '../project/read-manifest.ts';
import { notStarted } from '../project/run-mistakes.ts';
import { type Outcome, type SteerMessage, steer, type Target, type Wanted } from '../steer.ts';
import type { Project } from '../types.ts';
import { answerEdit, type NewAnswer } from './answer-edit.ts';
import { asksWho, personMistake, wishMistakes } from './answer-refused.ts';
import { chosenGate } from './gate-chosen.ts';

export interface AnswerWish {
  /** Address of the gate; null: the only gate that asks. */
  readonly gate: string | null;
  readonly decision: Decision;
  readonly feedback: string | null;
  /** For `changes`: the feedback by item; null: no items are named. */
  readonly items: Readonly<Record<string, string>> | null;
}

const MOST_TRIES = 5;

/** N4. */
export async function answerGate(project: Project, run: RunId, wish: AnswerWish): Promise<Outcome> {
  for (let tries = 1; ; tries += 1) {
    const outcome = await answerOnce(project, run, wish);
    const isLate = !outcome.ok && outcome.error.every(({ code }) => code === 'edit/changed-meanwhile');
    if (!isLate || tries === MOST_TRIES) return outcome;
  }
}

const answerOnce = (project: Project, run: RunId, wish: AnswerWish): Promise<Outcome> =>
  steer(project, run, async (target) => {
    const { checkpoint, manifest } = target;
    if (!checkpoint) return err([notStarted(run)]);
    let shown = manifest;
    const open = await openGates(project, run, () => shown);
    if (!open.ok) return open;
    const { gates, desk } = open.value;
    const chosen = chosenGate(gates, checkpoint, { typed: wish.gate, among: 'open' });
    if (!chosen.ok) return chosen;
    const { gate, question } = chosen.value;
    if (wish.decision === 'approve' && !desk.isOffered(question)) return err([notAsAsked(run, chosen.value)]);
    // The desk is asked about answers that are not written yet; the short form does not matter here.
    const look = (answers: readonly Answer[]): readonly SeenAnswer[] => {
      shown = { ...manifest, approved: null, approvals: new Map([[gate, answers]]) };
      return desk.look(question, [gate]).answers;
    };
    return answered(project, target, { asking: chosen.value, wish, look });
  });

/** The asked file was changed, so nobody can have read what is asked about. */
const notAsAsked = (run: RunId, { gate, round }: OpenGate): Diagnostic =>
  anError('gate/asked-changed', `${round.read} does not show what ${gate} asks about: it was changed or is missing`, {
    at: { file: round.read },
    hint: `\`pipeline-runner run ${shellWord(run)}\` writes it again; read it, then answer`,
  });

interface Answering {
  readonly asking: OpenGate;
  readonly wish: AnswerWish;
  /** What the given answers would result in if they were in the manifest. */
  readonly look: (answers: readonly Answer[]) => readonly SeenAnswer[];
}

function answered(project: Project, target: Target, answering: Answering): Diagnosed<Wanted> {
  const mistakes = wishMistakes(answering.asking, answering.wish);
  if (mistakes.length > 0) return err(mistakes);
  const given = newAnswer(project, target.manifest, answering);
  if (!given.ok) return given;
  const read = readManifestDocument(project, target.run);
  if (!read.ok) return read;
  const { value } = read.value.document;
  const edits = answerEdit(isJsonObject(value) ? value : {}, given.value);
  const unchanged = edits.length > 0 ? null : `the manifest already says so, about ${shortDigest(given.value.of)}`;
  const { decision, of, output } = given.value;
  const { draft, subject } = answering.asking.round;
  const isEdited = decision === 'approve' && output === null && of !== subject;
  const isOfDraft = decision === 'approve' && output === null && draft !== null;
  const isPassedOn = decision === 'changes' && draft !== null && of !== subject;
  const approved = isOfDraft ? approvedAs(isEdited, draft) + countText(answering) : undefined;
  const meaning = isPassedOn ? passedOn(draft) : approved;
  const message = messageOf(target.run, given.value, isEdited || isPassedOn ? draft : null);
  return ok({ edits, unchanged, meaning, message });
}

/** Shows people who edited another file, or saved under another name, what was approved. */
const approvedAs = (isEdited: boolean, draft: ProjectPath): string =>
  isEdited
    ? `This approves the content as edited in ${draft}.`
    : `This approves the content as generated: ${draft} is not edited.`;

const passedOn = (draft: ProjectPath): string =>
  `The stage gets the feedback and the content as edited in ${draft}. The next draft is what it makes of them.`;

/** Warns people who read entries by position, which changes when one is added or removed. */
function countText({ asking: { question }, look }: Answering): string {
  const { shape, output } = question.subject;
  const approval = { decision: 'approve', feedback: null, items: null, of: null, by: null } as const;
  const content = shape === 'items' ? look([approval])[0]?.content : undefined;
  if (content?.type !== 'edited' || !isJsonList(content.value) || !isJsonList(output)) return '';
  const [now, before] = [content.value.length, output.length];
  const few = `${counted(now, 'entry', 'entries')} instead of ${before}`;
  return now === before ? '' : `\nIt has ${few}: check stages that read it by position (\`index\`).`;
}

/** N1, N2. */
function newAnswer(project: Project, manifest: Manifest, { asking, wish, look }: Answering): Diagnosed<NewAnswer> {
  const { gate, question, round } = asking;
  const { decision, feedback, items } = wish;
  const mustKnow = asksWho(question.definition);
  const who = mustKnow ? gitIdentity(project.root).me() : null;
  const mistake = mustKnow ? personMistake(asking, wish, who) : null;
  if (mistake) return err([mistake]);
  const standing = decision === 'approve' ? look(manifest.approvals.get(gate) ?? []) : [];
  const own = standing.findLast((answer) => isOwnOutput(answer, { round, who }));
  const seen = own ?? look([{ decision, feedback, items, of: null, by: null }])[0];
  if (!seen) throw new InternalError(`the desk does not see an answer to ${gate}`);
  const { content } = seen;
  if (decision === 'approve' && content.type === 'broken') return err([content.problem]);
  const of = content.type === 'broken' ? question.round.subject : content.digest;
  const output = own?.output === undefined ? null : { value: own.output };
  return ok({ gate, decision, feedback, items, of, round: round.iteration, who, output });
}

/** Is it an approval with its own output, given for the open question? */
const isOwnOutput = (
  { output, digest, by }: SeenAnswer,
  { round, who }: { readonly round: GateRound; readonly who: string | null },
): boolean =>
  output !== undefined && !round.standing.includes(digest) && (who === null || (by !== null && mayAnswer([by], who)));

const DONE = { approve: 'Approve', changes: 'Request changes at', reject: 'Reject' } as const;

/** @param draft the edited draft that the answer is about; null: it is about no edits. */
function messageOf(
  run: RunId,
  { gate, decision, feedback, items, of }: NewAnswer,
  draft: ProjectPath | null,
): SteerMessage {
  const lines = [
    ...(feedback === null ? [] : [feedback]),
    ...Object.entries(items ?? {}).map(([key, text]) => `${key}: ${text}`),
  ];
  return {
    subject: `${DONE[decision]} ${gate} of ${run}`,
    reason: lines.length === 0 ? null : lines.join('\n'),
    ...(draft === null ? {} : { with: [draft] }),
    trailers: [
      ['Gate', gate],
      ['Content', of],
    ],
  };
}
