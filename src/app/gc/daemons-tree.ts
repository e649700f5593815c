/**
 * In a clone where a daemon follows a branch, nearly everything is in the daemon's tree, a project of its own. It is
 * swept too, since nobody types commands there.
 */
import path from 'node:path';
import { statePaths } from '../../adapters/state-folder.ts';
import type { GcGroup, GcReport } from '../../report/gc-text.ts';
import { standingOf } from '../daemon/standing.ts';
import { openProject } from '../project.ts';
import type { Project } from '../types.ts';

/** null: there is none, or its config cannot be read, which its daemon reports. */
export async function daemonsTree({ root }: Pick<Project, 'root'>): Promise<Project | null> {
  const tree = standingOf(root)?.tree;
  // In a copied or moved clone, the path is that of another clone until its own daemon is started.
  if (tree === undefined || !`${tree}${path.sep}`.startsWith(path.join(statePaths(root).git, 'tree', path.sep)))
    return null;
  const opened = await openProject(tree);
  return opened.ok ? opened.value : null;
}

/** Adds two reports, kind by kind. @param below folder of the second report's project, relative to the first. */
export function together(one: GcReport, other: GcReport, below: string): GcReport {
  const more = new Map(other.removed.map((group) => [group.what, group]));
  const refused = other.refused.map(({ path: file, code }) => ({ path: path.join(below, file), code }));
  return {
    ...one,
    removed: one.removed.map((group) => sum(group, more.get(group.what))),
    refused: [...one.refused, ...refused],
  };
}

const sum = (one: GcGroup, other: GcGroup | undefined): GcGroup => ({
  what: one.what,
  count: one.count + (other?.count ?? 0),
  bytes: one.bytes + (other?.bytes ?? 0),
});
