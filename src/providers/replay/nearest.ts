/** The failure of a call that is not recorded: how it differs from the nearest recorded one. Pure. */
import type { Failure } from '../../model/failure.ts';
import { type Json, sameJson } from '../../model/json.ts';
import type { CallQuestion } from '../../model/recorded-call.ts';
import type { FoundCall, RecordedCalls } from '../../ports/recorded-calls.ts';
import type { StageCall } from '../../ports/stage-kind.ts';

interface Unanswered {
  readonly question: CallQuestion;
  readonly stage: Pick<StageCall, 'run' | 'task'>;
  /** Name of the call: `draft`. */
  readonly call: string;
}

export function notRecorded(calls: RecordedCalls, { question, stage, call }: Unanswered): Failure {
  const { run, task } = stage;
  const isAlike = ({ recorded }: FoundCall): boolean =>
    recorded.capability === question.capability && differing(question, recorded).length > 0;
  const [nearest] = calls
    .of(task)
    .filter(isAlike)
    .toSorted((a, b) => distance(a) - distance(b));
  function distance({ recorded }: FoundCall): number {
    const isOther = (recorded.stage === task ? 0 : 2) + (recorded.call === call ? 0 : 1);
    return isOther * 100 + differing(question, recorded).length;
  }
  const what = `the call "${call}" of ${task} is not recorded`;
  return {
    code: 'model/not-recorded',
    message: `${what}${nearest === undefined ? ` in ${calls.folder}` : `: ${differenceTo(nearest, question)}`}`,
    retry: 'never',
    hint: `record it: pipeline-runner run ${run} --record (if the run has ended, pipeline-runner retry ${run} first)`,
  };
}

function differenceTo({ file, recorded, place }: FoundCall, question: CallQuestion): string {
  const keys = differing(question, recorded);
  const [first = ''] = keys;
  const more = keys.length > 1 ? ` (and ${keys.slice(1).join(', ')})` : '';
  if (first === 'type' || first === 'model')
    return `in ${file} the ${first} is ${recorded[first]}, now it is ${question[first]}${more}`;
  const { line, column, excerpt, from = 0 } = place(['request', first]);
  const [was, is] = [recorded.request[first], question.request[first]];
  if (typeof was !== 'string' || typeof is !== 'string')
    return `in ${file}:${line} \`${first}\` is ${worded(was)}, now it is ${worded(is)}${more}`;
  const [before, now] = [was.split('\n'), is.split('\n')];
  const at = firstOther(before, now);
  const [lineWas, lineIs] = [before[at], now[at]];
  const near = Math.max(0, firstOther(lineWas ?? '', lineIs ?? '') - BEFORE);
  const shift = excerpt[column - 1 - from] === '|' ? at + 1 : 0; // a block begins in the line after its key
  return `in ${file}:${line + shift} \`${first}\` says ${quoted(lineWas, near)}, now ${quoted(lineIs, near)}${more}`;
}

/** Index of the first difference between two lists of lines, or between two lines. */
function firstOther(one: ArrayLike<string>, other: ArrayLike<string>): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}

/** Keys with different values: type and model, then the keys of the request in their order. */
function differing(one: CallQuestion, other: CallQuestion): readonly string[] {
  const head = (['type', 'model'] as const).filter((key) => one[key] !== other[key]);
  const keys = new Set([...Object.keys(one.request), ...Object.keys(other.request)]);
  return [...head, ...[...keys].filter((key) => !sameJson(one.request[key] ?? null, other.request[key] ?? null))];
}

const MOST = 80;
/** Characters of a long line that are shown before the first difference. */
const BEFORE = 30;

function cut(text: string, from = 0): string {
  const shown = text.slice(from, from + MOST).toWellFormed();
  return `${from > 0 ? '…' : ''}${shown}${text.length > from + MOST ? '…' : ''}`;
}

const quoted = (line: string | undefined, from: number): string =>
  line === undefined ? 'nothing more' : JSON.stringify(cut(line, from));
const worded = (value: Json | undefined): string => (value === undefined ? 'not there' : cut(JSON.stringify(value)));
