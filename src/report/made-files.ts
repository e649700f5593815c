/** The files that a run made, results first. A stage with many files gets one line. Pure. */
import type { Checkpoint } from '../model/checkpoint.ts';
import { checkpointArtifacts } from './checkpoint-tasks.ts';
import { listOf } from './items.ts';
import type { Paint } from './paint.ts';
import { table } from './table.ts';
import { bytesText } from './words.ts';

const MAX_LINES = 12;

type MadeFile = ReturnType<typeof checkpointArtifacts> extends Iterable<infer File> ? File : never;

/** Paths of files that no longer exist. */
export type Gone = ReadonlySet<string>;
export const NONE_GONE: Gone = new Set();

export function madeLines(checkpoint: Checkpoint, gone: Gone, paint: Paint): string[] {
  const { results, others } = filesOf(checkpoint);
  const isMany = results.length + others.length > MAX_LINES;
  const groups = [...alone(results), ...(isMany ? Map.groupBy(others, stageOf).values() : alone(others))];
  const rows = groups.slice(0, MAX_LINES).map((files) => cells(files, gone, paint));
  const lines = rows.length === 0 ? [] : ['Artifacts', ...table(rows, '  ')];
  const more = groups.slice(MAX_LINES).flat().length;
  return more > 0 ? [...lines, `  … and ${more} more`] : lines;
}

const alone = (files: readonly MadeFile[]): readonly (readonly MadeFile[])[] => files.map((file) => [file]);

function cells(files: readonly MadeFile[], gone: Gone, paint: Paint): string[] {
  const [first] = files;
  if (!first) return [];
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const missing = files.filter(({ path }) => gone.has(path)).length;
  const size = missing === files.length ? paint('red', 'missing') : bytesText(bytes);
  if (files.length === 1) return [first.path, size, paint('dim', first.task)];
  const some = missing > 0 ? paint('red', `, ${missing} missing`) : '';
  return [folderOf(files), size, paint('dim', `${stageOf(first)}, ${files.length} files`) + some];
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
