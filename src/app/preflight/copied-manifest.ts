/**
 * Warns about a new manifest with the same bytes as that of another run: it was copied, and what should be different was
 * not changed, so the new run makes, and pays for, the same again.
 */
import { statSync } from 'node:fs';
import path from 'node:path';
import type { RunId } from '../../model/brand.ts';
import { aWarning, type Diagnostic } from '../../model/diagnostic.ts';
import type { Manifest } from '../../model/manifest.ts';
import { forgiving } from '../../model/system-error.ts';
import { manifestPath } from '../../parse/run-files.ts';
import { hasCheckpoint, runsByName } from '../project/lost-manifests.ts';
import type { Project } from '../types.ts';
import { isQuicklyListed } from './lost-runs.ts';

/** @returns null: it is the only one, or it has no inputs, so that nothing could be different. */
export async function copiedManifest(
  project: Project,
  { id, inputs }: Pick<Manifest, 'id' | 'inputs'>,
): Promise<Diagnostic | null> {
  if (Object.keys(inputs).length === 0) return null;
  const own = project.read(manifestPath(id));
  if (!own.ok) return null;
  const text = Buffer.from(own.value);
  const isCopied = (other: RunId): boolean => {
    const read = other !== id && hasCheckpoint(project, other) ? project.read(manifestPath(other)) : null;
    return read?.ok === true && text.equals(Buffer.from(read.value));
  };
  const sizes = await bySize(project);
  const sameSize = sizes.get(text.length) ?? [];
  sizes.set(text.length, [...sameSize.filter((other) => other !== id), id]);
  const alike = sameSize.findLast(isCopied);
  if (alike === undefined) return null;
  const message = `it has the same content as ${manifestPath(alike)}: ${id} makes the same again`;
  const hint = 'change the inputs that should be different, or delete the file';
  return aWarning('run/copied', message, { at: { file: manifestPath(id) }, hint });
}

type BySize = Map<number, readonly RunId[]>;

/** Empty if there are too many. A daemon adds new ones; if a size changes later, a warning may be left out. */
function bySize(project: Project): Promise<BySize> {
  const made = known.get(project) ?? listed(project);
  known.set(project, made);
  return made;
}
const known = new WeakMap<Project, Promise<BySize>>();

async function listed(project: Project): Promise<BySize> {
  if (!isQuicklyListed(project)) return new Map();
  const { runs } = await runsByName(project);
  return Map.groupBy(runs, (run) => sizeOf(path.join(project.root, manifestPath(run))));
}

const sizeOf = (file: string): number => forgiving(['ENOENT', 'ENOTDIR', 'EACCES'], () => statSync(file))?.size ?? -1;
