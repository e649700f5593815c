/**
 * Recorded calls that no run uses any more. They are people's files, so they are removed only on request.
 *
 * A folder is swept only if its users are known: all runs that name it completed on this machine. Of each task, only
 * the calls of the latest generation with any count: earlier calls would be made differently now. That generation may
 * belong to an earlier start of the run, since a task taken from the cache makes no calls.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readCall, recordedNames } from '../../adapters/recorded-calls.ts';
import { safeName, statePaths } from '../../adapters/state-folder.ts';
import type { RunId } from '../../model/brand.ts';
import { forgiving } from '../../model/system-error.ts';
import { manifestPath } from '../../parse/run-files.ts';
import type { GcReport } from '../../report/gc-text.ts';
import { runsByName } from '../project/lost-manifests.ts';
import { readManifest } from '../project/read-manifest.ts';
import { readRun } from '../read-run.ts';
import type { Project } from '../types.ts';
import { namesIn, type Tally } from './sweeper.ts';
import { type Gc, tally } from './types.ts';

interface Users {
  readonly used: Set<string>;
  /** Why it is unknown which calls are used; null: it is known. */
  unsure: string | null;
}

export async function sweepRecorded(gc: Gc): Promise<{ readonly calls: Tally; readonly unsure: GcReport['refused'] }> {
  const { project, sweeper, known } = gc;
  const calls = tally();
  const unsure: { path: string; code: string }[] = [];
  for (const [folder, users] of await usersByFolder(project)) {
    if (users.unsure === null) sweepFolder(gc, { folder, used: users.used, calls });
    else unsure.push({ path: folder, code: users.unsure });
  }
  const { replayed } = statePaths(project.root);
  for (const name of namesIn(replayed))
    if (!known.safeNames.has(name)) sweeper.file(path.join(replayed, name), tally());
  return { calls, unsure };
}

async function usersByFolder(project: Project): Promise<ReadonlyMap<string, Users>> {
  const folders = new Map<string, Users>();
  const unread: string[] = [];
  for (const run of (await runsByName(project)).runs) {
    const manifest = readManifest(project, run);
    if (!manifest.ok) unread.push(`${manifestPath(run)} cannot be read`);
    const folder = manifest.ok ? manifest.value.replay : null;
    if (folder === null) continue;
    const users = folders.get(folder) ?? { used: new Set(), unsure: null };
    folders.set(folder, users);
    const used = await usedBy(project, run);
    if (typeof used === 'string') users.unsure ??= used;
    else for (const file of used) users.used.add(file);
  }
  for (const users of folders.values()) users.unsure ??= unread[0] ?? null;
  return folders;
}

/** @returns a text if it is unknown: the reason. */
async function usedBy(project: Project, run: RunId): Promise<ReadonlySet<string> | string> {
  const view = await readRun(project, run);
  const checkpoint = view.ok ? view.value.checkpoint : null;
  const file = path.join(statePaths(project.root).replayed, safeName(run));
  const notes = forgiving(['ENOENT', 'ENOTDIR'], () => readFileSync(file, 'utf8')) ?? '';
  if (checkpoint?.status !== 'completed' || !notes.includes(`${checkpoint.uid}.`))
    return `run ${run} has not completed here`;
  const stages = [...Object.keys(checkpoint.stages), ...Object.keys(checkpoint.finally ?? {})];
  const latest = new Map<string, { readonly generation: string; readonly files: Set<string> }>();
  for (const [, generation = '', task = '', used = ''] of notes.matchAll(/^(\S+) (\S+) (.+)$/gm)) {
    const before = latest.get(task);
    if (before?.generation === generation) before.files.add(used);
    else if (stages.includes(stageOf(task))) latest.set(task, { generation, files: new Set([used]) });
  }
  return new Set([...latest.values()].flatMap(({ files }) => [...files]));
}

const stageOf = (task: string): string => task.replace(/^finally:|[[/].*/gs, '');

function sweepFolder(
  { project: { root }, sweeper }: Gc,
  { folder, used, calls }: { readonly folder: string; readonly used: ReadonlySet<string>; readonly calls: Tally },
): void {
  const named = new Set<unknown>();
  let isSure = true;
  for (const name of recordedNames(path.join(root, folder))) {
    const file = `${folder}/${name}`;
    if (!used.has(file)) {
      sweeper.file(path.join(root, file), calls);
      continue;
    }
    const found = readCall(root, file);
    if (found.ok) named.add(found.value.recorded.answer.file);
    else isSure = false;
  }
  for (const name of namesIn(path.join(root, folder)))
    if (isSure && ANSWER.test(name) && !named.has(name)) sweeper.file(path.join(root, folder, name), calls);
}

const ANSWER = /^[0-9a-f]{64}\.[a-z0-9]{1,8}$/;
