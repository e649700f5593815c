/** Adapter: the schema of checkpoints, as a check. Its generated validator takes 11 ms to load: only when needed. */
import { err, ok } from '../../model/brand.ts';
import type { SealedCheckpoint } from '../../model/checkpoint.ts';
import { isTooDeep } from '../../model/json.ts';
import type { Validate } from '../../parse/schema/mistakes.ts';
import type { CheckpointCheck } from './text.ts';

let loaded: CheckpointCheck | null = null;

export async function loadCheckpointCheck(): Promise<CheckpointCheck> {
  if (loaded !== null) return loaded;
  const { validateCheckpoint } = await import('../../parse/generated/checkpoint-validator.js');
  const isCheckpoint = (value: unknown): value is SealedCheckpoint => validateCheckpoint(value);
  loaded = (value) => {
    if (isTooDeep(value)) return err('it is nested too deep');
    return isCheckpoint(value) ? ok(value) : err(firstMistake(validateCheckpoint));
  };
  return loaded;
}

function firstMistake({ errors }: Validate): string {
  const first = errors?.[0];
  if (first === undefined) return 'it breaks its schema';
  const place = first.instancePath || 'the top level';
  const key = first.params.additionalProperty;
  return key === undefined ? `${place} breaks "${first.keyword}"` : `${place} has the key ${JSON.stringify(key)}`;
}
