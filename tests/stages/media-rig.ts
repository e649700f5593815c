/** Media stages as they run on a machine without ffmpeg. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { loadJsonSchemas } from '../../src/adapters/json-schema.ts';
import { inspect } from '../../src/media/inspect.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { builtInOutput } from '../../src/parse/pipeline/built-in-output.ts';
import { failureOf, outputOf, type Rig, type RigOptions } from './rig.ts';

export const run = (rig: Rig, options: JsonObject, more: RigOptions = {}) =>
  rig.run('media', options, { deps: { environment: { PIPELINE_RUNNER_FFMPEG: 'off' } }, ...more });

/** What is put out is what expressions are checked against before a run. */
export async function made(rig: Rig, options: JsonObject) {
  const output = outputOf(await run(rig, options)) as JsonObject;
  const promised = builtInOutput({ uses: 'media', with: options }, null);
  assert.ok(promised);
  assert.deepEqual((await loadJsonSchemas()).check(promised, output), []);
  const others = Object.keys(promised.properties ?? {}).filter((name) => !(name in output));
  // Clips that are joined as they are, are not encoded.
  assert.deepEqual(others, output.transition === 'cut' ? ['encoder'] : []);
  return output;
}

export const codeOf = async (rig: Rig, options: JsonObject) => failureOf(await run(rig, options)).code;

export async function opened(rig: Rig, name: string) {
  const contents = await inspect(join(rig.staging, name));
  assert.ok(contents.ok);
  return contents.value;
}

export const SMALL = { size: '108x192', fps: 10 };
