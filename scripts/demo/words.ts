/** The text of a demo at a gate and at its end, made from the checkpoint. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Checkpoint } from '../../src/model/checkpoint.ts';
import { isJsonObject } from '../../src/model/json.ts';
import { usdText } from '../../src/model/money.ts';
import { checkpointTasks } from '../../src/report/checkpoint-tasks.ts';
import { bytesText, clockText, counted, durationText, wrapped } from '../../src/report/words.ts';

interface Demo {
  readonly root: string;
  readonly run: string;
  /** The command that continues the run. */
  readonly command: string;
}

const MOST_LINES = 60;
const MOST_COLUMNS = 100;

/** What the gate asks about, and the line to type. */
export function gateWords(checkpoint: Checkpoint, { root, run, command }: Demo): string {
  const asked = Object.values(checkpoint.stages).find(({ status }) => status === 'awaiting_approval')?.approval;
  const shown = [asked?.draft, asked?.read].find((file) => file !== undefined && existsSync(path.join(root, file)));
  const lines: string[] = [''];
  if (shown !== undefined) lines.push(`${shown}:`, '', ...excerptOf(path.join(root, shown)), '');
  lines.push('To approve and continue:', '', `  npx pipeline-runner approve ${run} && ${command}`, '');
  return lines.join('\n');
}

/** Without the comments at its head, which repeat the question. */
function excerptOf(file: string): readonly string[] {
  const all = readFileSync(file, 'utf8').trimEnd().split('\n');
  const lines = all.slice(all.findIndex((line) => !line.startsWith('#'))).flatMap(fitted);
  return lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), '  …'] : lines;
}

/** Wraps a long line, indented below its own text. */
function fitted(line: string): readonly string[] {
  const [head] = /^ *(?:- )?/.exec(line) ?? [''];
  const columns = Math.min(process.stdout.columns || MOST_COLUMNS, MOST_COLUMNS) - head.length - 2;
  const [first = '', ...others] = wrapped(line.slice(head.length), columns);
  return [`  ${head}${first}`, ...others.map((other) => `  ${' '.repeat(head.length)}${other}`)];
}

/** Where the result is, how long it is, and what it cost. */
export function endWords(checkpoint: Checkpoint, { root }: Pick<Demo, 'root' | 'run'>): string {
  const { outputs = null, cost, executions } = checkpoint;
  const work = executions.reduce((sum, { duration_ms: ms = 0 }) => sum + ms, 0);
  const files = Object.values(outputs ?? {}).filter((value) => typeof value === 'string');
  const media = files.find((file) => /^runs\/.*\.mp[34]$/.test(file) && existsSync(path.join(root, file)));
  const lines: string[] = [''];
  if (media !== undefined) lines.push(`${media.endsWith('3') ? 'Listen to' : 'Watch    '}   ${path.join(root, media)}`);
  if (media !== undefined)
    lines.push(`That is     ${lengthOf(checkpoint, media)}${bytesText(statSync(path.join(root, media)).size)}`);
  lines.push(`Made in     ${durationText(work)} of work, for ${usdText(cost.usd_micros)}${callsOf(checkpoint)}`, '');
  return lines.join('\n');
}

/** As reported by the stage that made it. */
function lengthOf(checkpoint: Checkpoint, media: string): string {
  for (const { task } of checkpointTasks(checkpoint)) {
    const output = task.result?.output;
    const value = output !== undefined && 'value' in output ? output.value : null;
    if (isJsonObject(value) && value.path === media && typeof value.seconds === 'number')
      return `${clockText(Math.round(value.seconds) * 1000)} long, `;
  }
  return '';
}

function callsOf(checkpoint: Checkpoint): string {
  const calls = [...checkpointTasks(checkpoint)].flatMap(({ task }) =>
    (task.attempts ?? []).flatMap(({ calls = [] }) => calls),
  );
  if (calls.length === 0) return '';
  const offline = calls.filter(({ type }) => type === 'offline').length;
  const who = offline === calls.length ? 'all answered offline, by this machine' : `${offline} of them offline`;
  return ` (${counted(calls.length, 'call')} of models, ${who})`;
}
