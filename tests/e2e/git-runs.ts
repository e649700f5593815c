/** One run whose files are on a branch that a daemon follows, and somebody who pushes there. */
import assert from 'node:assert/strict';
import { lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { GitSync, GitSyncOptions } from '../../src/app/git-sync/types.ts';
import { openProject } from '../../src/app/project.ts';
import type { Project } from '../../src/app/types.ts';
import { type Clone, Forge, point, syncOf } from '../rig/git.ts';
import { put } from './git-sync-place.ts';

export const CHECKPOINT = 'runs/ep001.checkpoint.json';
export const PINNED = 'runs/ep001.run/pinned/1/index.json';
export const ours = (turn: number): string => `{"run":"ep001","turn":${turn}}\n`;

export function begin() {
  const forge = new Forge();
  return { forge, mal: forge.clone('mal'), host: forge.clone('host'), [Symbol.dispose]: () => forge[Symbol.dispose]() };
}

/** null: there is no plain file. */
export const inTree = (sync: GitSync, file: string): string | null => {
  const there = path.join(sync.tree, file);
  return lstatSync(there, { throwIfNoEntry: false })?.isFile() ? readFileSync(there, 'utf8') : null;
};
export const standing = async (sync: GitSync) =>
  (await sync.sync([])).conflicts.map(({ run, files }) => [run, ...files]);

/** A run at rest whose files are on the branch. */
export async function published(
  host: Clone,
  options: Partial<GitSyncOptions> = {},
  more: Readonly<Record<string, string>> = {},
): Promise<GitSync> {
  const sync = await syncOf(host, options);
  put(sync, CHECKPOINT, ours(1));
  for (const [file, content] of Object.entries({ [PINNED]: '{}\n', ...more })) put(sync, file, content);
  await sync.sync([point('ep001', 'end')]);
  return sync;
}

export function takeBack(who: Clone): void {
  who.git('revert', '--no-edit', 'HEAD');
  who.push();
}

export async function projectOf({ root }: Clone): Promise<Project> {
  const project = await openProject(root);
  assert.ok(project.ok);
  return project.value;
}
