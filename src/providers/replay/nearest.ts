/** What is said of a call that nobody has recorded: what is asked otherwise than in the nearest recorded one. Pure. */
import type { Failure } from '../../model/failure.ts';
import type { Json } from '../../model/json.ts';
import type { CallQuestion } from '../../model/recorded-call.ts';
import type { FoundCall, RecordedCalls } from '../../ports/recorded-calls.ts';
import type { StageCall } from '../../ports/stage-kind.ts';
import { canonical } from '../gateway/keys.ts';

interface Unanswered {
  readonly question: CallQuestion;
  readonly stage: Pick<StageCall, 'run' | 'task'>;
  /** `draft`. */
  readonly call: string;
}

export function notRecorded(calls: RecordedCalls, { question, stage, call }: Unanswered): Failure {
  const { run, task } = stage;
  const alike = calls.of(task).filter(({ recorded }) => recorded.capability === question.capability);
  const [nearest] = alike.toSorted((a, b) => distance(a) - distance(b));
  function distance({ recorded }: FoundCall): number {
    const isOther = (recorded.stage === task ? 0 : 2) + (recorded.call === call ? 0 : 1);
    return isOther * 100 + differing(question, recorded).length;
  }
  const what = `the call "${call}" of ${task} is not recorded in ${calls.folder}`;
  return {
    code: 'model/not-recorded',
    message: nearest === undefined ? what : `${what}: ${differenceTo(nearest, question)}`,
    retry: 'never',
    hint: `record it: pipeline-runner run ${run} --record (where the run has ended, pipeline-runner retry ${run} before it)`,
  };
}

function differenceTo({ file, recorded, place }: FoundCall, question: CallQuestion): string {
  const keys = differing(question, recorded);
  const [first = ''] = keys;
  const more = keys.length > 1 ? ` (and ${keys.slice(1).join(', ')})` : '';
  if (first === 'type' || first === 'model')
    return `in ${file} the ${first} is ${recorded[first]}, now it is ${question[first]}${more}`;
  const { line } = place(['request', first]);
  const [was, is] = [recorded.request[first], question.request[first]];
  if (typeof was !== 'string' || typeof is !== 'string')
    return `in ${file}:${line} \`${first}\` is ${worded(was)}, now it is ${worded(is)}${more}`;
  const [before, now] = [was.split('\n'), is.split('\n')];
  const at = Math.max(
    0,
    now.findIndex((text, index) => text !== before[index]),
  );
  const shift = before.length > 1 ? at + 1 : 0; // a block begins in the line after its key
  return `in ${file}:${line + shift} \`${first}\` says ${quoted(before[at])}, now ${quoted(now[at])}${more}`;
}

/** What is asked otherwise, keys of the request in their order. */
function differing(one: CallQuestion, other: CallQuestion): readonly string[] {
  const head = (['type', 'model'] as const).filter((key) => one[key] !== other[key]);
  const keys = new Set([...Object.keys(one.request), ...Object.keys(other.request)]);
  return [...head, ...[...keys].filter((key) => canonical(one.request[key]) !== canonical(other.request[key]))];
}

const MOST = 80;

const cut = (text: string): string => (text.length > MOST ? `${text.slice(0, MOST).toWellFormed()}…` : text);
const quoted = (line: string | undefined): string => (line === undefined ? 'nothing more' : JSON.stringify(cut(line)));
const worded = (value: Json | undefined): string => (value === undefined ? 'not there' : cut(JSON.stringify(value)));
