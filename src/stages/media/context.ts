/**
 * What the operations of a media stage share: input files, output files, progress.
 *
 * 1. Only regular files of the project are read, by the rules of project-file.ts.
 * 2. Output files are in the staging folder, and are published only if the stage succeeds.
 */
import { mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mediaFailure } from '../../media/fault.ts';
import type { Ffmpeg } from '../../media/ffmpeg.ts';
import type { Desk } from '../../media/mix.ts';
import { createPace } from '../../media/pace.ts';
import { durationOf, type Sound } from '../../media/sound.ts';
import type { SoundFiles } from '../../media/sound-files.ts';
import { err, ok, type Result } from '../../model/brand.ts';
import type { Failure } from '../../model/failure.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { otherEndings } from '../../model/media-endings.ts';
import type { StageCall } from '../../ports/stage-kind.ts';
import { wrongField } from '../fields.ts';
import type { ModelDeps } from '../model-deps.ts';
import { nameIn, textIn } from '../model-fields.ts';
import { inProject } from '../project-file.ts';
import { progressReport } from '../reports.ts';

export interface MediaContext {
  readonly call: StageCall;
  readonly with: JsonObject;
  /** null: it is not installed, or not to be used. */
  readonly ffmpeg: Ffmpeg | null;
  /** Closed after the operation. */
  readonly files: SoundFiles;
  readonly pathOf: ModelDeps['media']['pathOf'];
  readonly signal: AbortSignal;
}

/** The result of an operation: the output of the stage. */
export type Made = Promise<Result<JsonObject, Failure>>;

const MOST_BYTES = 16_000_000_000;

const refused = (path: string, why: string): Result<never, Failure> =>
  err(mediaFailure('media/file', `"${path}" ${why}`));

/** Absolute path of a file of the project. */
export function inputAt({ call }: MediaContext, path: string): Result<string, Failure> {
  const found = inProject(call.project, path, (file): Result<string, string> => {
    const stat = statSync(file);
    if (!stat.isFile()) return err('is not a regular file');
    if (stat.size === 0) return err('is empty');
    return stat.size > MOST_BYTES ? err(`has ${stat.size} bytes, which is too large`) : ok(file);
  });
  return found.ok ? found : refused(path, found.error);
}

/** Absolute path of the file that a key names; null: the key is absent or null. */
export function inputIn(context: MediaContext, settings: JsonObject, key: string): Result<string | null, Failure> {
  const path = textIn(settings, key, null);
  if (!path.ok || path.value === null) return path;
  return inputAt(context, path.value);
}

export interface Target {
  /** Name of the artifact. */
  readonly name: string;
  /** Absolute path in the staging folder. */
  readonly file: string;
  /** Project path after publication. */
  readonly path: string;
}

export function targetIn(context: MediaContext, otherwise: string): Result<Target, Failure> {
  const name = nameIn(context.with, otherwise);
  if (!name.ok) return name;
  const endings = otherEndings(String(context.with.op), name.value);
  if (endings === null) return ok(targetOf(context, name.value));
  return wrongField(`to is "${name.value}", but the result must end in .${endings.join(' or .')}`);
}

export function targetOf({ call, pathOf }: MediaContext, name: string): Target {
  const file = join(call.staging, name);
  mkdirSync(dirname(file), { recursive: true });
  return { name, file, path: pathOf(call.run, call.task, name) };
}

const TYPES: Readonly<Record<string, string>> = {
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
};

/** `{ file, path, media_type, … }` */
export function published({ name, path }: Target, more: Readonly<Record<string, Json>>): JsonObject {
  const type = TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''];
  return { file: name, path, ...(type === undefined ? {} : { media_type: type }), ...more };
}

const REPORT_EVERY_MS = 250;

/** Reports how many frames are done and how long the rest will take. */
export function frameProgress({ call }: MediaContext): (done: number, total: number) => void {
  const begun = performance.now();
  let told = 0;
  return (done, total) => {
    const now = performance.now();
    if (now - told < REPORT_EVERY_MS && done < total) return;
    told = now;
    const left = Math.ceil(((now - begun) / done) * (total - done) * 0.001);
    call.report(progressReport(done, total, left > 0 ? `frames, about ${left} s left` : 'frames'));
  };
}

/** The same sound; it reports how many of its seconds have passed. @param label `seconds measured` */
export const soundProgress =
  ({ call }: MediaContext, label: string) =>
  (sound: Sound): Sound => ({
    ...sound,
    async *blocks() {
      const total = Math.round(durationOf(sound));
      let [done, told] = [0, performance.now()];
      for await (const block of sound.blocks()) {
        yield block;
        done += block[0]?.length ?? 0;
        const now = performance.now();
        if (now - told < REPORT_EVERY_MS) continue;
        told = now;
        call.report(progressReport(Math.round(done / sound.rate), total, label));
      }
    },
  });

/** What mixing and levelling need. */
export const deskOf = (context: MediaContext): Desk => ({
  files: context.files,
  pace: createPace(context.signal),
  watched: soundProgress(context, 'seconds measured'),
});

export const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;
