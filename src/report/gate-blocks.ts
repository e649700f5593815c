/** Gates as blocks of lines: the question, how to answer it, and earlier answers. Pure. */
import { approvalLine } from '../model/answer-line.ts';
import type { CheckpointApproval } from '../model/checkpoint.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { placeText } from './diagnostics.ts';
import {
  type Asked,
  ageOf,
  ageText,
  byText,
  closedGates,
  commandText,
  decisionText,
  feedbackText,
  openGates,
  roundText,
} from './gates.ts';
import type { Paint } from './paint.ts';
import { table } from './table.ts';
import { counted, dateAndTime, oneLine, shellWord, wrapped } from './words.ts';

/** For whom and when the blocks are printed. */
export interface Telling {
  readonly run: string;
  /** How the user calls the program. */
  readonly program: string;
  /** null: the age of a question is not shown. */
  readonly now: number | null;
  /** Width of the terminal; null or absent: it is not a terminal. */
  readonly columns?: number | null;
  /** Remarks by gate that replace the recorded ones; null: the answer counts now. */
  readonly remarks?: ReadonlyMap<string, Diagnostic | null> | undefined;
}

const WIDTH = 78;
const NARROWEST = 30;

/** The width at which sentences are wrapped. */
const widthOf = (columns: number | null = null): number =>
  Math.max(NARROWEST, Math.min(WIDTH, (columns ?? WIDTH + 1) - 1));
/** `approve` */
const LABEL = 7;
const MOST_LISTED = 12;

/** One block per open question, with empty lines between them. */
export function openBlocks(checkpoint: Parameters<typeof openGates>[0], telling: Telling, paint: Paint): string[] {
  const open = openGates(checkpoint);
  const blocks = open.slice(0, MOST_LISTED).map((asked) => openBlock(asked, telling, paint));
  const more = open.length - blocks.length;
  if (more > 0) blocks.push([`… and ${counted(more, 'other gate')}: ${telling.program} list --waiting`]);
  return blocks.flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]));
}

function openBlock(
  { gate, approval }: Asked,
  { run, program, now, columns, remarks }: Telling,
  paint: Paint,
): string[] {
  const width = widthOf(columns);
  const { question, iteration, read, draft } = approval;
  const at = { run, gate };
  const rows = [
    ['asked', sinceText(approval, now)],
    ['read', oneLine(read)],
    ...(draft === undefined ? [] : [['edit', oneLine(draft)]]),
    ['approve', paint('bold', commandText(program, 'approve', at))],
    ...changesRows(approval, commandText(program, 'request-changes', at)),
    ['reject', `${commandText(program, 'reject', at)} --feedback "…"`],
    ...byHandRows({ gate, approval }, run),
    ['then', paint('bold', `${program} run ${shellWord(run)}`)],
  ];
  const label = (name: string): string => paint('dim', name.padEnd(LABEL));
  const [head = '', ...more] = wrapped(`${gate} asks${roundText(iteration)}: ${oneLine(question, 400)}`, width);
  return [
    `${paint('bold', gate)}${head.slice(gate.length)}`,
    ...more,
    ...remarkLines(remarks?.has(gate) ? (remarks.get(gate) ?? undefined) : approval.remark, width, paint),
    ...table(
      rows.map(([name = '', value = '']) => [label(name), value]),
      '  ',
    ),
    ...(approval.accepts ? [] : howLines(approval, program, width).map((line) => paint('dim', line))),
  ];
}

/** The recorded sentence, for questions of versions that recorded nothing else. */
function howLines({ how }: CheckpointApproval, program: string, width: number): string[] {
  if (how === undefined) return [];
  const typed = oneLine(how, 600).replaceAll('`pipeline-runner ', `\`${program} `);
  return wrapped(`${typed}.`, width - 2).map((line) => `  ${line}`);
}

function changesRows({ accepts = [] }: CheckpointApproval, command: string): string[][] {
  if (!accepts.includes('changes')) return [];
  const ofItem = [['', 'single items: instead of --feedback, --item <item>="…" for each']];
  return [['changes', `${command} --feedback "…"`], ...(accepts.includes('item_changes') ? ofItem : [])];
}

/** How to answer by editing the manifest, which the commands above do. */
function byHandRows({ gate, approval }: Asked, run: string): string[][] {
  const { accepts, iteration, quorum = 1 } = approval;
  if (!accepts) return [];
  const line = approvalLine({ gate, round: iteration, quorum });
  const changes = accepts.includes('changes') ? ['changes: "…"'] : [];
  const ofItem = accepts.includes('item_changes') ? ['changes: { <item>: "…" }'] : [];
  const instead = [...changes, ...ofItem, 'rejected: "…"'].join(' or ');
  return [
    ['by hand', oneLine(`in runs/${run}.yaml: ${line}`, 400)],
    ['', `instead of approved: true, ${instead}`],
  ];
}

function sinceText(approval: CheckpointApproval, now: number | null): string {
  const { asked_at, reminders = 0, given = [], quorum } = approval;
  const parts = [
    `${now === null ? '' : `${ageText(ageOf(approval, now))} ago, `}${dateAndTime(asked_at)}`,
    ...(quorum === undefined ? [] : [`${quorum} people must approve`]),
    ...(reminders > 0 ? [`${counted(reminders, 'reminder')} sent`] : []),
    ...(given.length > 0 ? [`${counted(given.length, 'answer')} recorded`] : []),
  ];
  return parts.join(', ');
}

/** Why the answer in the manifest does not count. */
function remarkLines(remark: CheckpointApproval['remark'], width: number, paint: Paint): string[] {
  if (!remark) return [];
  const { severity, code, message, hint, at } = remark;
  const place = at === null ? '' : `${oneLine(placeText(at))} `;
  const said = wrapped(`${place}${severity}[${code}]: ${oneLine(message, 400)}`, width - 2);
  const advice = hint === undefined ? [] : wrapped(`hint: ${oneLine(hint, 400)}`, width - 4);
  return [
    ...said.map((line) => `  ${paint(severity === 'error' ? 'red' : 'yellow', line)}`),
    ...advice.map((line) => `    ${line}`),
  ];
}

/** The newest answers: who, when, with which assurance, and what they said. */
export function answerBlock(checkpoint: Parameters<typeof closedGates>[0], paint: Paint): string[] {
  const closed = closedGates(checkpoint);
  if (closed.length === 0) return [];
  const hidden = closed.length - MOST_LISTED;
  const shown = closed.slice(-MOST_LISTED).flatMap((asked) => answerLines(asked, paint));
  return ['Answers', ...(hidden > 0 ? [`  … ${hidden} earlier`] : []), ...shown];
}

function answerLines({ gate, approval }: Asked, paint: Paint): string[] {
  const { decision, iteration, at, asked_at } = approval;
  if (decision === undefined) return [];
  const told = { ...approval, decision };
  const said = feedbackText(told, 400);
  const words = `${decisionText(told)}${said === '' ? '' : `: ${said}`}`;
  const facts = [dateAndTime(at ?? asked_at), byText(told)].filter((fact) => fact !== '').join(' ');
  const colour = decision === 'approve' ? 'green' : decision === 'reject' ? 'red' : 'yellow';
  const [first = '', ...more] = wrapped(`${gate}${roundText(iteration)}: ${words}`, WIDTH - 2);
  return [`  ${paint(colour, first)}`, ...more.map((line) => `    ${line}`), `    ${paint('dim', facts)}`];
}
