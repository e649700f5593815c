/** Checkpoints of the real engine, for what is said of them. */
import assert from 'node:assert/strict';
import { digest, projectPath } from '../../src/model/brand.ts';
import type { Checkpoint } from '../../src/model/checkpoint.ts';
import type { AttemptEnd } from '../../src/ports/executor.ts';
import { buildPipeline, type GraphSpec } from '../rig/build-pipeline.ts';
import { finish, rig, type Work } from '../rig/engine.ts';

export async function checkpointOf(stages: GraphSpec, work: Work): Promise<Checkpoint> {
  const made = rig(buildPipeline(stages), { work });
  await finish(made);
  const last = made.published.at(-1);
  assert.ok(last);
  return last;
}

/** An end of an attempt that made one. */
export const withFile: Extract<AttemptEnd, { type: 'success' }> = {
  type: 'success',
  output: { type: 'inline', value: 'x' },
  artifacts: [
    {
      name: 'episode.mp3',
      path: projectPath('runs/test.run/mix/episode.mp3'),
      sha256: digest('sha256:ab'),
      bytes: 4120,
      mediaType: 'audio/mpeg',
    },
  ],
  cachedFrom: null,
  log: projectPath('runs/test.run/logs/mix.1.log'),
};
