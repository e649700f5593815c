/** Edits of a run that act only with its next generation: they are said, not swallowed. */
import { isDeepStrictEqual } from 'node:util';
import type { RunId } from '../model/brand.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { ManifestSource } from '../ports/manifest-source.ts';
import type { OpenRun } from '../ports/run-store.ts';
import { manifestPath } from './names.ts';
import { isOutdated } from './pinned.ts';
import type { Project } from './types.ts';

interface Opened {
  readonly run: RunId;
  readonly record: OpenRun;
  readonly source: ManifestSource;
}

/** @param generation the one that the run works on, or rests in. */
export function frozenEdits(
  project: Project,
  { run, record, source }: Opened,
  generation: number,
): readonly Diagnostic[] {
  const inputs = record.checkpoint?.inputs;
  const isChanged =
    inputs !== undefined &&
    Object.entries(source.current().inputs).some(([key, value]) => !isDeepStrictEqual(inputs[key], value));
  const what = isChanged ? 'the inputs' : isOutdated(project, run, generation) ? 'the pipeline' : null;
  if (!what) return [];
  return [
    {
      code: 'run/frozen-changed',
      severity: 'warning',
      message: `${what} changed after this run started; it keeps to what it started with`,
      at: { file: manifestPath(run) },
      hint: `adopt the change with \`pipeline-runner retry ${run}\`; what it does not touch is not done again`,
    },
  ];
}
