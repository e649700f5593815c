/** Texts for people at a gate: how to answer it, and the head of its files. Pure. */
import type { TaskAddress } from '../../model/address.ts';
import { approvalLine, keyText } from '../../model/answer-line.ts';
import type { RunId } from '../../model/brand.ts';
import type { Accepted, Gate } from '../../model/gate.ts';
import type { Artifact } from '../../model/result.ts';
import { manifestPath } from '../../parse/run-files.ts';
import type { Question } from '../../ports/gate-desk.ts';
import { bytesText, oneLine, shellWord } from '../../report/words.ts';
import type { EarlierEdits } from './earlier-edits.ts';

export interface Answerable {
  readonly run: RunId;
  readonly gate: TaskAddress;
  readonly definition: Gate;
  /** Number of the question, from 1. */
  readonly round: number;
  /** Keys of the items that are asked about; empty: the subject is no list. */
  readonly keys: readonly string[];
  /** What a rejection ends; null: the run. */
  readonly ends: TaskAddress | null;
}

/** What to write or type, as a sentence. It always names the gate, since others may ask before it is read. */
export function howToAnswer({ run, gate, definition, round, keys: [item], ends }: Answerable): string {
  const { quorum, rework } = definition;
  const people = quorum > 1 ? ` (${quorum} people must approve)` : '';
  const written = `Write \`${approvalLine({ gate, round, quorum })}\` into ${manifestPath(run)}`;
  const typed = `type \`pipeline-runner approve ${[run, gate].map(shellWord).join(' ')}\`${people}`;
  const ofItem = item === undefined ? '' : ` (\`changes: { ${keyText(item)}: "…" }\` of single items)`;
  const again = rework === null ? '' : `\`changes: "…"\` asks for another round${ofItem}, and `;
  const end = ends === null ? 'ends the run' : `ends only ${ends}, and the run continues without it`;
  return `${written}, or ${typed}. Instead of \`approved: true\`, ${again}\`rejected: "…"\` ${end}`;
}

export const acceptedBy = ({ rework }: Gate, keys: readonly string[]): readonly Accepted[] => {
  if (rework === null) return ['approve', 'reject'];
  return ['approve', 'changes', ...(keys.length > 0 ? (['item_changes'] as const) : []), 'reject'];
};

const MOST_LISTED = 20;

/** @param list the file that names all artifacts. */
export function askedHead(run: RunId, question: Question, list: string): readonly string[] {
  const { gate, round } = question;
  const draft = round.draft === null ? 'it belongs to the runner.' : `the draft to edit is ${round.draft}.`;
  return [
    `Run ${run}, gate ${gate}, round ${round.iteration}: ${round.question}`,
    `Read only; ${draft}`,
    `${round.how}.`,
    ...artifactLines(question, list),
  ];
}

interface DraftNotes {
  /** The file that names all artifacts. */
  readonly list: string;
  /** null: there are none. */
  readonly earlier: EarlierEdits | null;
}

export function draftHead(run: RunId, question: Question, { list, earlier }: DraftNotes): readonly string[] {
  const { gate, round } = question;
  return [
    `Draft of ${gate}, round ${round.iteration}, of run ${run}: ${round.question}`,
    'Edit the content below; approving uses it as it then is. Comments do not count.',
    `${round.how}.`,
    ...artifactLines(question, list),
    ...(earlier === null ? [] : earlierLines(earlier)),
  ];
}

export function earlierLines({ round, draft, lines }: EarlierEdits): readonly string[] {
  const first = `This draft starts as generated, without edits of round ${round} (${draft}).`;
  if (lines.length === 0) return [first];
  const more = lines.length > MOST_LISTED ? [`  … and ${lines.length - MOST_LISTED} more lines`] : [];
  return [`${first} Not in it are:`, ...lines.slice(0, MOST_LISTED).map((line) => `  ${oneLine(line, 120)}`), ...more];
}

function artifactLines({ subject }: Question, list: string): readonly string[] {
  const { artifacts, stage } = subject;
  if (artifacts.length === 0) return [];
  const more = artifacts.length > MOST_LISTED ? [`  and ${artifacts.length - MOST_LISTED} more: ${list}`] : [];
  return [`Artifacts of ${stage}:`, ...artifacts.slice(0, MOST_LISTED).map(artifactLine), ...more];
}

const artifactLine = ({ path, bytes, mediaType }: Artifact): string => `  ${path} (${bytesText(bytes)}, ${mediaType})`;
