/**
 * Adapter: whose a file of the repository is. Pure.
 *
 * O1. A run's checkpoint and all of its folder are the machine's, but for the drafts: those are written once by it and
 *     a person's from then on.
 */
import { type RunId, runId } from '../../model/brand.ts';
import { runIdProblem } from '../../parse/run-id.ts';

export interface Owned {
  readonly run: RunId;
  readonly kind: 'checkpoint' | 'file' | 'draft' | 'artifact';
}

const CHECKPOINT = '.checkpoint.json';
/** Folders of a run that hold no artifacts of stages. */
const OWN_FOLDERS = new Set(['asked', 'pinned', 'items', 'outputs', 'logs']);

/**
 * @param path from the top of the repository.
 * @param prefix of the project inside it: empty or ending in `/`.
 * @returns null: a person's, or outside of the project.
 */
export function ownedBy(path: string, prefix: string): Owned | null {
  const top = `${prefix}runs/`;
  if (!path.startsWith(top)) return null;
  const segments = path.slice(top.length).split('/');
  const folder = segments.findIndex((segment) => segment.endsWith('.run'));
  const isCheckpoint = folder < 0 && path.endsWith(CHECKPOINT);
  if (folder < 0 && !isCheckpoint) return null;
  const name = isCheckpoint
    ? segments.join('/').slice(0, -CHECKPOINT.length)
    : segments
        .slice(0, folder + 1)
        .join('/')
        .slice(0, -4);
  if (runIdProblem(name) !== null) return null;
  if (isCheckpoint) return { run: runId(name), kind: 'checkpoint' };
  const inner = segments[folder + 1] ?? '';
  return { run: runId(name), kind: inner === 'drafts' ? 'draft' : OWN_FOLDERS.has(inner) ? 'file' : 'artifact' };
}

/** Of the runner's own state, which no branch may bring. */
export const isState = (path: string, prefix: string): boolean => `${path}/`.startsWith(`${prefix}.pipeline-runner/`);
