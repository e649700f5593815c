/** A project with a daemon that tells its events. */
import assert from 'node:assert/strict';
import type { SealedCheckpoint } from '../../src/model/checkpoint.ts';
import type { Event } from '../../src/model/event.ts';
import { type Parts, type RunnerChild, TestProject } from '../rig/project.ts';

/** Writes a file and starts no process. */
export const quick = { uses: 'write', with: { text: 'done', to: 'done.md' } };
/** Says when it begins and ends, and takes a moment. */
export const logged = (more = {}) => ({
  uses: 'command',
  with: { argv: ['sh', '-c', 'echo start $PIPELINE_RUN >> seen.log; sleep 0.05; echo end $PIPELINE_RUN >> seen.log'] },
  ...more,
});

export async function projectWith(parts: Parts): Promise<TestProject> {
  const project = await TestProject.make(parts);
  if (!parts.manifest) project.remove('runs/r.yaml');
  return project;
}

export async function watching(project: TestProject, ...flags: readonly string[]): Promise<RunnerChild> {
  const daemon = project.start('watch', '--json', ...flags);
  await daemon.said(/^watching /m);
  return daemon;
}

export const of =
  (run: string, type: Event['type'], task?: string) =>
  (event: Event): boolean =>
    event.type === type && 'run' in event && event.run === run && (!task || ('task' in event && event.task === task));

export const drop = (project: TestProject, run: string, text = 'pipeline: main\n'): void =>
  project.replace(`runs/${run}.yaml`, text);

/** Resolves when the file of the checkpoint says so. */
export async function checkpointOf(
  project: TestProject,
  run: string,
  isSo: (checkpoint: SealedCheckpoint) => boolean,
): Promise<SealedCheckpoint> {
  const file = `runs/${run}.checkpoint.json`;
  await project.until(() => project.has(file) && isSo(JSON.parse(project.text(file))));
  return project.checkpoint(run);
}

export const hasStatus =
  (status: SealedCheckpoint['status']) =>
  (checkpoint: SealedCheckpoint): boolean =>
    checkpoint.status === status;

export const codes = ({ diagnostics = [] }: SealedCheckpoint): readonly string[] => diagnostics.map(({ code }) => code);

export async function stopped(daemon: RunnerChild): Promise<void> {
  daemon.signal('SIGTERM');
  const { code, err } = await daemon.ended;
  assert.equal(code, 0, err);
}
