/** Ids of runs: safe file names on every system, since paths are built from them. Pure. */
import { DEVICE_NAME } from '../model/artifact-name.ts';
import { type RunId, runId } from '../model/brand.ts';
import { anError, type Diagnostic } from '../model/diagnostic.ts';
import { FOLDER, MANIFEST, manifestPath, RUNS } from './run-files.ts';
import { SAFE_NAME } from './text/safe-name.ts';

const OURS = /\.(?:run|checkpoint|checkpoint\.json|lock)$/i;

/** Why a text cannot be the id of a run; null: it can. */
export function runIdProblem(id: string): string | null {
  for (const segment of id.split('/')) {
    const problem = segmentProblem(segment);
    if (problem !== null) return `"${segment}" ${problem}`;
  }
  return null;
}

/** null: not a valid id, so it must not be used in a path. */
export const parseRunId = (text: string): RunId | null => (runIdProblem(text) === null ? runId(text) : null);

function segmentProblem(segment: string): string | null {
  if (segment.length > 64) return 'is longer than 64 characters';
  if (!SAFE_NAME.test(segment)) return 'must be letters, digits, ".", "_" and "-", and start with a letter or digit';
  if (segment.includes('..') || segment.endsWith('.')) return 'has a dot where it is not allowed';
  if (DEVICE_NAME.test(segment)) return 'is the name of a device on Windows';
  if (OURS.test(segment)) return 'ends like a file that the runner owns';
  return null;
}

/** The run whose manifest `file` is; null: it cannot be a manifest, by its place or extension. */
export function runOfFile(file: string): string | null {
  if (!file.startsWith(`${RUNS}/`) || !file.endsWith(MANIFEST)) return null;
  const id = file.slice(RUNS.length + 1, -MANIFEST.length);
  // Files in a run's folder belong to the runner.
  return id
    .split('/')
    .slice(0, -1)
    .some((folder) => folder.endsWith(FOLDER))
    ? null
    : id;
}

export function checkRunId(
  id: string,
  file: string,
): { readonly id: RunId | null; readonly diagnostics: readonly Diagnostic[] } {
  const problem = runIdProblem(id);
  if (problem === null) return { id: runId(id), diagnostics: [] };
  const message = `"${id}" cannot be the id of a run: ${problem}`;
  return {
    id: null,
    diagnostics: [anError('id/unsafe', message, { at: { file }, hint: renamed(id) })],
  };
}

/** A valid name for a suggestion. It also handles copies such as `ep (1)` that file sharing programs make. */
function renamed(id: string): string {
  const better = id
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .split('/')
    .map((segment) => segment.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replaceAll(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, ''))
    .join('/');
  return runIdProblem(better) === null
    ? `rename the file, for example to ${manifestPath(runId(better))}, or delete it if it is only a copy`
    : 'rename the file';
}

/** Runs whose ids differ only in case: on some systems they would share their files. One diagnostic per run. */
export function caseClashes(ids: readonly string[]): readonly Diagnostic[] {
  // Usually there are none, which this check finds in a tenth of the time.
  if (new Set(ids.map((id) => id.toLowerCase())).size === ids.length) return [];
  const byFolded = Map.groupBy(ids, (id) => id.toLowerCase());
  return [...byFolded.values()].flatMap((same) => {
    const [first, ...others] = [...new Set(same)];
    return others.map((id): Diagnostic => {
      const message = `the runs "${first}" and "${id}" differ only in case`;
      return anError('id/case-clash', message, { at: { file: manifestPath(runId(id)) }, hint: 'rename one' });
    });
  });
}
