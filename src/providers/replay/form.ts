/** Recorded calls: questions and answers in the form in which files contain them. Pure. */
import { createHash } from 'node:crypto';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Capability, ProviderSettings } from '../../model/provider.ts';
import type { CallQuestion } from '../../model/recorded-call.ts';
import type { ModelCall } from '../../ports/models.ts';
import type { Answers } from '../../ports/provider.ts';
import type { StageCall } from '../../ports/stage-kind.ts';
import { digestOf } from '../gateway/keys.ts';

/** A call of a provider of the type `replay`. */
export interface ReplayCall<C extends Capability> {
  readonly capability: C;
  readonly asked: ModelCall<C>;
  readonly settings: ProviderSettings;
  readonly stage: StageCall;
  readonly signal: AbortSignal;
}

/**
 * The request without everything that no answer depends on: empty keys, file names, and the material of a prompt, which
 * only `offline` uses.
 */
export function questionOf<C extends Capability>({ capability, asked, settings, stage }: ReplayCall<C>): CallQuestion {
  const { type } = settings.options;
  const said = Object.entries(asked.request).flatMap(([key, value]): [string, Json][] => {
    const isNothing = value === null || value === undefined || (Array.isArray(value) && value.length === 0);
    if (isNothing || key === 'material') return [];
    return [[key, key === 'schema' ? digestOf(value) : plain(value, (text) => stage.redact(text).toWellFormed())]];
  });
  return {
    capability,
    type: typeof type === 'string' ? type : '',
    model: settings.model ?? 'default',
    request: snakeKeys(Object.fromEntries(said)),
  };
}

function plain(value: unknown, clean: (text: string) => string): Json {
  if (typeof value === 'string') return clean(value);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map((part) => plain(part, clean));
  if (typeof value !== 'object' || value === null) return null;
  if ('data' in value && value.data instanceof Uint8Array) {
    const mediaType = 'mediaType' in value && typeof value.mediaType === 'string' ? value.mediaType : '';
    return { media_type: mediaType, bytes: value.data.length, sha256: sha256(value.data) };
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part, clean)]));
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export function bytesName(answer: Answers[Capability], bytes: Uint8Array): string {
  const type = 'mediaType' in answer ? answer.mediaType : '';
  const ending = type === 'audio/mpeg' ? 'mp3' : (/[a-z0-9]{1,8}$/.exec(type)?.[0] ?? 'bin');
  return `${sha256(bytes)}.${ending}`;
}

const renamed = (map: JsonObject, name: (key: string) => string): JsonObject =>
  Object.fromEntries(Object.entries(map).flatMap(([key, value]) => (value === null ? [] : [[name(key), value]])));

/** Renames the outermost keys; those without a value are left out. */
export const snakeKeys = (map: JsonObject): JsonObject =>
  renamed(map, (key) => key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));

export const camelKeys = (map: JsonObject): JsonObject =>
  renamed(map, (key) => key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()));

/** The part of the answer that the ledger would store. */
export const splitOf = (kept: Json): JsonObject => (isJsonObject(kept) && isJsonObject(kept.answer) ? kept.answer : {});
