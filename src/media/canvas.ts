/**
 * Media: the one door to `@napi-rs/canvas`, which draws. Loaded at first use, because it is 34 MB and optional.
 *
 * C1. It never rejects for a package that is not there: that is a {@link MissingPackage}, which a user can fix.
 */
import { err, ok, type Result } from '../model/brand.ts';

export type CanvasModule = typeof import('@napi-rs/canvas');
export type { Canvas, Image, SKRSContext2D as Context } from '@napi-rs/canvas';

/** An optional package without which this cannot be done. */
export interface MissingPackage {
  readonly package: string;
  /** One sentence: what it is for, and why it cannot be loaded. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
}

const PACKAGE = '@napi-rs/canvas';

let loaded: Promise<Result<CanvasModule, MissingPackage>> | null = null;

/** Once a process; a failure is not kept, so that an installation meanwhile is seen. */
export function loadCanvas(): Promise<Result<CanvasModule, MissingPackage>> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Result<CanvasModule, MissingPackage>> {
  try {
    return ok(await import('@napi-rs/canvas'));
  } catch (error) {
    loaded = null;
    return err(missingCanvas(error));
  }
}

/** @param error what the import was rejected with: no package, or none for this system and processor. */
export function missingCanvas(error: unknown): MissingPackage {
  const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
  return {
    package: PACKAGE,
    message: `pictures are drawn with the package ${PACKAGE}, which cannot be loaded: ${reason}`,
    hint: `npm install ${PACKAGE}`,
  };
}
