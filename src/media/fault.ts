/** Failures of sound and picture work, and of loading optional packages. Pure except for loading. */
import { err, ok, type Result } from '../model/brand.ts';
import type { mediaCodes } from '../model/codes-media.ts';
import type { Failure } from '../model/failure.ts';
import { isMissingModule } from '../model/system-error.ts';

export type MediaCode = keyof typeof mediaCodes;

/** @param message may contain output of other programs: whoever displays it makes it printable. */
export function mediaFailure(code: MediaCode, message: string, hint: string | null = null): Failure {
  return { retry: 'never', code, message, ...(hint === null ? {} : { hint }) };
}

export const mediaFault = (code: MediaCode, message: string, hint: string | null = null): Result<never, Failure> =>
  err(mediaFailure(code, message, hint));

export const INSTALL_FFMPEG = 'install ffmpeg so that it is on PATH';

const MOST_LETTERS = 5;

/** @param what contains the letters: `captions`. @param letters that no font has. */
export function withoutFont(what: string, letters: readonly string[]): Result<never, Failure> {
  const more = letters.length > MOST_LETTERS ? ` and ${letters.length - MOST_LETTERS} more` : '';
  const message = `no font on this machine has the letters ${letters.slice(0, MOST_LETTERS).join(' ')}${more} of \`${what}\``;
  return mediaFault('media/font', message, 'install a font of their script (Noto Sans has one for each)');
}

/** Loads an optional package; a failure names the missing one. */
export async function optionalPackage<T>(name: string, load: () => Promise<T>): Promise<Result<T, Failure>> {
  try {
    return ok(await load());
  } catch (error) {
    if (!isMissingModule(error)) throw error;
    return mediaFault('media/package', `the package "${name}" is not installed`, 'run npm install --include=optional');
  }
}
