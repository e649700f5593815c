/**
 * The artifacts that a stage always makes, as the schema of their map, so that unknown names are found before the run.
 * Pure.
 *
 * Computed names, and the files of commands and modules, are only known during the run.
 */
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { otherEndings } from '../../model/media-endings.ts';
import { ownValue } from '../../model/own-value.ts';
import { stemOf } from '../expression/run.ts';
import { ARTIFACT_SCHEMA, closed } from '../expression/scope-shape.ts';
import { isFixedText } from '../expression/text.ts';
import { mapAt, numberAt, textAt } from '../json/fields.ts';
import { matchesGlob } from '../text/glob.ts';
import type { JsonPath } from '../yaml/document.ts';
import { type Reading, reportAt } from './reading.ts';

/** Default names of the file of kinds that make one file. */
const ONE_FILE: Readonly<Record<string, string>> = { speech: 'speech.wav', image: 'image.png', video: 'video.mp4' };
const MEDIA_FILE: Readonly<Record<string, string>> = {
  mix: 'mix.wav',
  clip: 'clip.mp4',
  compose: 'video.mp4',
  concat: 'video.mp4',
  normalise: 'normalised.wav',
  thumbnail: 'thumbnail.png',
  music: 'music.wav',
  probe: 'sheet.png',
};
/** A file of another type than its name says gets the extension of its actual type. */
const ENDINGS = ['.wav', '.mp3', '.m4a', '.ogg', '.opus', '.flac', '.png', '.jpg', '.jpeg', '.webp', '.mp4'];
const DEFAULT_REPAIRS = 2;

/** null: not known before the run. */
export function knownArtifacts(raw: JsonObject): JsonObject | null {
  const names = namesOf(raw, mapAt(raw, 'with'));
  return names === null ? null : closed(Object.fromEntries([...names].map((name) => [name, ARTIFACT_SCHEMA])));
}

/** Reports a rule that no artifact of the stage can match: it would fail every attempt. */
export function checkKnownRules(reading: Reading, raw: JsonObject, path: JsonPath): void {
  const names = namesOf(raw, mapAt(raw, 'with'));
  const rules = raw.artifacts ?? null;
  if (names === null || typeof rules !== 'object' || rules === null) return;
  for (const [key, rule] of Array.isArray(rules) ? rules.entries() : Object.entries(rules)) {
    const glob = isJsonObject(rule) ? textAt(rule, 'path') : null;
    if (!isJsonObject(rule) || glob === null || glob === '' || numberAt(rule, 'min_count') === 0) continue;
    if ([...names].some((name) => matchesGlob(glob, name))) continue;
    const [first] = names;
    const message = `this stage never makes a file ${JSON.stringify(glob)}`;
    const hint = first === undefined ? 'it makes none; delete the rule' : `it makes ${first}`;
    reportAt(reading, [...path, 'artifacts', key, 'path'], { code: 'artifact/too-few', message, hint });
  }
}

/** Reports an artifact with the extension of another format. */
export function checkMediaName(reading: Reading, raw: JsonObject, path: JsonPath): void {
  const settings = mapAt(raw, 'with');
  const [op, to] = [textAt(settings, 'op'), textAt(settings, 'to')];
  const endings = raw.uses === 'media' && op !== null && to !== null ? otherEndings(op, to) : null;
  if (endings === null) return;
  reportAt(reading, [...path, 'with', 'to'], {
    code: 'format/bad-value',
    message: `"to" is "${to}", but \`${op}\` does not make such a file`,
    hint: `end the name in .${endings.join(' or .')}`,
  });
}

function namesOf({ uses, output }: JsonObject, settings: JsonObject): ReadonlySet<string> | null {
  switch (uses) {
    case 'write':
      return 'upsert' in settings ? new Set() : withStems(named(settings.to));
    case 'http':
    case 'transcribe':
      return new Set();
    case 'llm':
      return withStems([...prompts(settings), isJsonObject(output) ? 'answer.json' : 'answer.md']);
    case 'media':
      return mediaNames(settings);
    default: {
      const otherwise = typeof uses === 'string' ? ownValue(ONE_FILE, uses) : undefined;
      return otherwise === undefined ? null : ofAnyEnding(named(settings.to ?? otherwise));
    }
  }
}

function withStems(names: readonly string[] | null): ReadonlySet<string> | null {
  if (names === null) return null;
  const stems = names.map(stemOf);
  return new Set([...names, ...stems.filter((stem) => stems.indexOf(stem) === stems.lastIndexOf(stem))]);
}

const named = (to: Json | undefined): readonly string[] | null => (isFixedText(to) && to !== '' ? [to] : null);

/** Names of the prompts, one for each possible correction. */
function prompts(settings: JsonObject): readonly string[] {
  const rounds = numberAt(settings, 'repair') ?? DEFAULT_REPAIRS;
  return ['prompt.md', ...Array.from({ length: rounds }, (_, index) => `prompt.${index + 2}.md`)];
}

function mediaNames({ op, to }: JsonObject): ReadonlySet<string> | null {
  if (op === 'caption') {
    const [name] = named(to ?? 'captions') ?? [];
    const stem = name?.replace(/\.(?:srt|vtt)$/i, '');
    return stem === undefined ? null : new Set([`${stem}.srt`, `${stem}.vtt`]);
  }
  const otherwise = typeof op === 'string' ? ownValue(MEDIA_FILE, op) : undefined;
  return otherwise === undefined ? null : ofAnyEnding(named(to ?? otherwise));
}

function ofAnyEnding(names: readonly string[] | null): ReadonlySet<string> | null {
  const [name] = names ?? [];
  if (name === undefined) return null;
  const stem = stemOf(name);
  return new Set([name, stem, ...[stem, name].flatMap((each) => ENDINGS.map((ending) => `${each}${ending}`))]);
}
