/** `lineage`: where a file or a result came from, and what was made from it. Pure. */
import type { CheckpointPerson } from '../model/checkpoint.ts';
import type { JsonObject } from '../model/json.ts';
import { fieldText } from './field-text.ts';
import { answerText } from './gates.ts';
import { type FirstItems, firstItems } from './items.ts';
import { noPaint, type Paint } from './paint.ts';
import { bytesText, dateAndTime, oneLine } from './words.ts';

export interface LineageFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Null for outputs that are stored as files. */
  readonly media_type: string | null;
}

/** A finished task: a stage or item of a run. As `--json` prints it. */
export interface LineageTask {
  readonly run: string;
  readonly task: string;
  readonly generation: number;
  /** null: it was not executed there (reused, or answered by people). */
  readonly attempt: number | null;
  readonly at: string;
  /** `<run>:<task>` that the result was taken from, by the cache or a fork. */
  readonly taken_from: string | null;
  /** Of a gate: the approval. */
  readonly approval: LineageApproval | null;
  readonly effect_key: string | null;
  readonly depends: Readonly<Record<string, string>>;
  readonly artifacts: readonly LineageFile[];
}

export interface LineageApproval {
  readonly decision: 'approve';
  readonly iteration: number;
  readonly by: readonly CheckpointPerson[];
  readonly feedback: string | null;
  /** Digest of the content as edited; null: as generated. */
  readonly edited: string | null;
  readonly waived: boolean;
}

export interface LineageNode {
  readonly task: LineageTask;
  /** The connection with the node above: `stage outline`, `the file runs/a.run/x.md`. */
  readonly by: string;
  readonly next: readonly LineageNode[];
  /** It is elsewhere in the tree already, with its branches. */
  readonly repeated: boolean;
}

export interface Lineage {
  readonly target: string;
  /** The requested file; null: a run or stage was requested. */
  readonly file: LineageFile | null;
  /** The tasks that made it: the same bytes may have been made more than once. */
  readonly made_by: readonly LineageTask[];
  /** Inputs of the runs involved. */
  readonly inputs: Readonly<Record<string, JsonObject>>;
  /** Context files of these runs: run -> name in `context` -> path. */
  readonly context: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What it was made from, nearest first. */
  readonly made_from: readonly LineageNode[];
  /** What was made from it. */
  readonly used_by: readonly LineageNode[];
}

export function lineageReport(lineage: Lineage, paint: Paint = noPaint): string {
  const { target, file, made_by, made_from, used_by } = lineage;
  const size = file
    ? `${file.bytes > 0 ? `  ${bytesText(file.bytes)}` : ''}${file.media_type ? `  ${file.media_type}` : ''}  ${file.sha256}`
    : '';
  const lines = [`${paint('bold', target)}${size}`];
  const below = pathsOf(made_from);
  if (file && file.path !== target) lines.push(`  same content as ${file.path}`);
  if (file)
    for (const task of made_by)
      lines.push(`  ${task.approval ? 'passed through' : 'made by'} ${taskText(task)}`, ...sources(task, below));
  for (const [run, inputs] of Object.entries(lineage.inputs))
    lines.push(`  inputs of ${run}: ${oneLine(JSON.stringify(inputs))}`);
  for (const [run, files] of Object.entries(lineage.context)) {
    const named = Object.entries(files).map(([name, path]) => `${name} ${path}`);
    lines.push(`  context of ${run}: ${oneLine(named.join(', '), 400)}`);
  }
  if (!file && made_by.length > 0) lines.push('', 'Artifacts', ...madeLines(made_by, paint));
  // A file that a person wrote was not made by a task.
  const isMade = made_by.length > 0;
  if (isMade) lines.push('', 'Made from', ...tree(made_from, paint));
  lines.push('', file || !isMade ? 'Used by' : 'Made from it', ...tree(used_by, paint));
  return `${lines.join('\n')}\n`;
}

function taskText(made: LineageTask): string {
  const { run, task, at, generation } = made;
  const nth = generation > 1 ? `, generation ${generation}` : '';
  return `${run}: ${task}, ${howText(made)}, ${dateAndTime(at)}${nth}`;
}

function howText({ attempt, taken_from, approval }: LineageTask): string {
  if (taken_from !== null) return `reused from ${taken_from}`;
  if (approval !== null) return answerText(approval);
  return attempt === null ? 'evaluated' : `attempt ${attempt}`;
}

const MOST_SOURCES = 8;

/** Files that no task made. @param below files that are in the tree with the task that made them. */
function sources({ depends }: LineageTask, below: ReadonlySet<string>): string[] {
  const files = Object.keys(depends).filter(
    (field) => field.startsWith('folder:') || (field.startsWith('file:') && !below.has(field.slice(5))),
  );
  const more = files.length > MOST_SOURCES ? [`and ${files.length - MOST_SOURCES} more`] : [];
  return files.length === 0 ? [] : [`  with ${[...files.slice(0, MOST_SOURCES).map(fieldText), ...more].join(', ')}`];
}

function pathsOf(nodes: readonly LineageNode[], found = new Set<string>()): ReadonlySet<string> {
  for (const { task, next } of nodes) {
    for (const { path } of task.artifacts) found.add(path);
    pathsOf(next, found);
  }
  return found;
}

const filesOf = ({ artifacts }: LineageTask, paint: Paint, indent = '  '): string[] =>
  artifacts.map(({ path, bytes }) => `${indent}    ${path}  ${paint('dim', bytesText(bytes))}`);

/** Maximum number of items of a list whose files are all listed. */
const MOST_MADE = 20;

function madeLines(tasks: readonly LineageTask[], paint: Paint): string[] {
  const { shown, more } = firstItems(tasks, ({ task }) => task, MOST_MADE);
  const lines = shown.flatMap((task) => [`  ${taskText(task)}`, ...filesOf(task, paint)]);
  return [...lines, ...moreLines(more, '  ')];
}

const moreLines = (more: FirstItems<unknown>['more'], indent: string): string[] =>
  [...more].map(([list, count]) => `${indent}… and ${count} more items of ${list}`);

function tree(nodes: readonly LineageNode[], paint: Paint): string[] {
  return nodes.length === 0 ? ['  nothing made by a run'] : branches(nodes, { depth: 1, paint });
}

/** Maximum number of items of a stage that are shown; others are counted. */
const MOST_ITEMS = 3;

interface At {
  readonly depth: number;
  readonly paint: Paint;
}

/** Nodes that were shown above already come last, by name only. */
function branches(nodes: readonly LineageNode[], at: At): string[] {
  const first = nodes.filter(({ repeated }) => !repeated);
  const ways = Map.groupBy(first, ({ task: { run }, by }) => `${run} ${by}`);
  const lines = [...ways.values()].flatMap((way) => {
    const { shown, more } = firstItems(way, ({ task }) => task.task, MOST_ITEMS);
    return [...shown.flatMap((node) => nodeLines(node, at)), ...moreLines(more, '  '.repeat(at.depth))];
  });
  const again = Map.groupBy(
    nodes.filter(({ repeated }) => repeated),
    ({ task: { run }, by }) => `${run} ${isOfStage(by) ? '' : by}`,
  );
  return [...lines, ...[...again.values()].map((way) => againLine(way, at))];
}

function nodeLines({ task, by, next }: LineageNode, at: At): string[] {
  const indent = '  '.repeat(at.depth);
  const line = `${indent}${taskText(task)}${byText(by, at)}`;
  // The files of a gate are those of its subject, and are listed there.
  const files = task.approval ? [] : filesOf(task, at.paint, indent);
  return [line, ...files, ...branches(next, { ...at, depth: at.depth + 1 })];
}

/** @param nodes of one run, all connected in the same way. */
function againLine(nodes: readonly LineageNode[], at: At): string {
  const [{ task: { run = '' } = {}, by = '' } = {}] = nodes;
  const { shown, more } = firstItems(nodes, ({ task }) => task.task, MOST_ITEMS);
  const names = [...shown.map(({ task }) => task.task), ...moreLines(more, '')].join(', ');
  return `${'  '.repeat(at.depth)}${run}: ${names}${isOfStage(by) ? '' : byText(by, at)}${at.paint('dim', ' (see above)')}`;
}

const byText = (by: string, { paint }: At): string => (by === '' ? '' : paint('dim', `  (${by})`));

/** Is the connection clear from the name of the task? */
const isOfStage = (by: string): boolean => by.startsWith('stage ');
