/** Attempts with what they publish. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { noSecrets } from '../../src/adapters/redact.ts';
import { createWorkspace, type WorkspaceOptions } from '../../src/adapters/workspace.ts';
import { durationMs } from '../../src/model/brand.ts';
import type { Json } from '../../src/model/json.ts';
import type { Stage } from '../../src/model/pipeline.ts';
import type { AttemptPlace, Published, Workspace } from '../../src/ports/workspace.ts';
import { quickFiles, RUN, UID } from './rig.ts';

export const workspaceIn = (root: string, more: Partial<WorkspaceOptions> = {}): Workspace =>
  createWorkspace({
    root,
    fs: quickFiles,
    grace: durationMs(100),
    redactor: noSecrets,
    checkOutput: () => null,
    ...more,
  });
export const placeOf = (task = 'audio', attempt = 1): AttemptPlace => ({
  run: RUN,
  uid: UID,
  task,
  attempt,
  definitions: '/pinned',
});
export type Checked = Pick<Stage, 'outputSchema' | 'artifacts' | 'uses'>;
/** Publishing looks at no other field of a stage. */
export const stageOf = (more: Partial<Checked> = {}): Stage =>
  JSON.parse(JSON.stringify({ outputSchema: null, artifacts: [], ...more }));

export type Contents = Readonly<Record<string, string | Uint8Array>>;

export interface Attempted {
  readonly files?: Contents;
  readonly output?: Json;
  readonly stage?: Stage;
}

/** One attempt, from its folders to its publication. */
export async function attempt(
  workspace: Workspace,
  place: AttemptPlace,
  { files = {}, output = null, stage = stageOf() }: Attempted,
) {
  await using begun = await workspace.begin(place);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(begun.staging, name)), { recursive: true });
    writeFileSync(join(begun.staging, name), content);
  }
  return await workspace.publish(place, begun, stage, output); // before the attempt is closed
}

export async function published(workspace: Workspace, place: AttemptPlace, what: Attempted): Promise<Published> {
  const result = await attempt(workspace, place, what);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

export const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
        .sort()
    : [];
export const runFiles = (root: string): string[] => filesIn(join(root, 'runs'));

export const stagingIn = (root: string): string => join(root, '.pipeline-runner', 'staging', UID);
export const stagingNames = (root: string): readonly string[] => readdirSync(stagingIn(root));
