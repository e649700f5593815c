/**
 * Media: the only importer of `@napi-rs/canvas`, which draws. Loaded on first use, because it is 34 MB and optional.
 *
 * C1. It never rejects because the package is missing: that is a failure, which a user can fix.
 */
import { err, ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import { mediaFailure } from './fault.ts';

export type CanvasModule = typeof import('@napi-rs/canvas');
export type { Canvas, Image, SKRSContext2D as Context } from '@napi-rs/canvas';

const PACKAGE = '@napi-rs/canvas';

/** A failure is not cached, so that a later installation is noticed. */
export async function loadCanvas(): Promise<Result<CanvasModule, Failure>> {
  try {
    return ok(await import('@napi-rs/canvas'));
  } catch (error) {
    return err(missingCanvas(error));
  }
}

/** @param error with which the import was rejected: no package, or none for this system and processor. */
export function missingCanvas(error: unknown): Failure {
  const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
  const message = `images are drawn with the package ${PACKAGE}, which cannot be loaded: ${reason}`;
  return mediaFailure('media/package', message, `npm install ${PACKAGE}`);
}
