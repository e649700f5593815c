/** The files that a run made, results first. A stage with many files gets one line. Pure. */
import type { Checkpoint } from '../model/checkpoint.ts';
import { checkpointArtifacts } from './checkpoint-tasks.ts';
import { listOf } from './items.ts';
import type { Paint } from './paint.ts';
import { shownWidth, table } from './table.ts';
import { bytesText } from './words.ts';

const MAX_LINES = 12;

type MadeFile = ReturnType<typeof checkpointArtifacts> extends Iterable<infer File> ? File : never;

/** Paths of files that no longer exist. */
export type Gone = ReadonlySet<string>;
export const NONE_GONE: Gone = new Set();

export interface MadeView {
  readonly gone: Gone;
  readonly paint: Paint;
  /** Width of the terminal; null: it is not a terminal. */
  readonly columns: number | null;
}

export function madeLines(checkpoint: Checkpoint, view: MadeView): string[] {
  const { results, others } = filesOf(checkpoint);
  const isMany = results.length + others.length > MAX_LINES;
  const groups = [...alone(results), ...(isMany ? Map.groupBy(others, stageOf).values() : alone(others))];
  const shown = groups.slice(0, MAX_LINES);
  if (shown.length === 0) return [];
  const more = groups.slice(MAX_LINES).flat().length;
  return ['Artifacts', ...tableOf(shown, view), ...(more > 0 ? [`  … and ${more} more`] : [])];
}

/** On a narrow terminal without the stages, which the paths contain. */
function tableOf(groups: readonly (readonly MadeFile[])[], view: MadeView): string[] {
  const { columns } = view;
  const tableWith = (last: 'stages' | 'counts') =>
    table(
      groups.map((files) => cells(files, view, last)),
      '  ',
    );
  const lines = tableWith('stages');
  return columns === null || lines.every((line) => shownWidth(line) < columns) ? lines : tableWith('counts');
}

const alone = (files: readonly MadeFile[]): readonly (readonly MadeFile[])[] => files.map((file) => [file]);

function cells(files: readonly MadeFile[], { gone, paint }: MadeView, last: 'stages' | 'counts'): string[] {
  const [first] = files;
  if (!first) return [];
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const missing = files.filter(({ path }) => gone.has(path)).length;
  const size = missing === files.length ? paint('red', 'missing') : bytesText(bytes);
  if (files.length === 1) return [first.path, size, last === 'stages' ? paint('dim', first.task) : ''];
  const some = missing > 0 ? paint('red', `, ${missing} missing`) : '';
  const stage = last === 'stages' ? `${stageOf(first)}, ` : '';
  return [folderOf(files), size, paint('dim', `${stage}${files.length} files`) + some];
}

const stageOf = ({ task }: MadeFile): string => listOf(task) ?? task;

/** The common folder of the files; without one, the first file. */
function folderOf(files: readonly MadeFile[]): string {
  const [first = [], ...others] = files.map(({ path }) => path.split('/').slice(0, -1));
  const differs = first.findIndex((name, at) => others.some((folders) => folders[at] !== name));
  const shared = differs < 0 ? first : first.slice(0, differs);
  return shared.length === 0 ? (files[0]?.path ?? '') : `${shared.join('/')}/`;
}

/**
 * Results come before intermediate files: the files of `outputs` in order, or, before there are outputs, those of the
 * latest stages. A file of several tasks, such as a gate and its subject, is listed once.
 */
function filesOf(checkpoint: Checkpoint): { results: readonly MadeFile[]; others: readonly MadeFile[] } {
  const byPath = new Map<string, MadeFile>();
  for (const file of checkpointArtifacts(checkpoint)) if (!byPath.has(file.path)) byPath.set(file.path, file);
  const files = [...byPath.values()];
  if (!checkpoint.outputs) return { results: [], others: latestFirst(files) };
  const results = new Set(Object.values(checkpoint.outputs).flatMap((value) => byPath.get(String(value)) ?? []));
  return { results: [...results], others: files.filter((file) => !results.has(file)) };
}

/** Latest stages first; items of a stage stay in order. */
const latestFirst = (files: readonly MadeFile[]): readonly MadeFile[] =>
  [...Map.groupBy(files, stageOf).values()].toReversed().flat();
