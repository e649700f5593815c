/**
 * Settings (`with`) of kinds that call models. Pure.
 *
 * Settings that are not written in the stage are added, so that they are in the fingerprint and their expressions are
 * checked and evaluated like others:
 *
 * W1. `prelude` of `llm` is that of the pipeline, unless the stage has its own or says false.
 * W2. `schema` of `llm` is the project path of `output.schema`, which the answer must match.
 * W3. `feedback` contains the changes that gates requested, if a gate may send the run back to the stage, so that it is
 *     not lost if a template does not use it.
 */
import { didYouMean } from '../../core/nearest.ts';
import type { ProjectPath } from '../../model/brand.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { type Capability, VOICE_REQUIRED } from '../../model/provider.ts';
import { hasExpression } from '../expression/text.ts';
import { mapAt, textAt } from '../json/fields.ts';
import { unknownProvider } from '../provider-mistakes.ts';
import { canAnswer, OFFLINE } from '../providers.ts';
import type { JsonPath } from '../yaml/document.ts';
import { type Reading, reportAt, reportKey } from './reading.ts';

/** Kinds that call a provider, in the order of the documents, and what it has to be capable of. */
const MODEL_KINDS: ReadonlyMap<Json | undefined, Capability> = new Map([
  ['llm', 'text'],
  ['speech', 'speech'],
  ['image', 'image'],
  ['video', 'video'],
  ['transcribe', 'transcription'],
]);
/** Those of them that have a prompt. */
const PROMPT_KINDS: ReadonlySet<Json | undefined> = new Set(['llm', 'image', 'video']);

export const asksModels = (stage: JsonObject): boolean => MODEL_KINDS.has(stage.uses);
/** null: it calls no provider. */
export const capabilityOf = ({ uses }: { readonly uses?: Json }): Capability | null => MODEL_KINDS.get(uses) ?? null;
/** Without a name it is the one that is always there. @param settings `with` of a stage that asks models. */
export const providerNamed = ({ provider }: JsonObject): string => (typeof provider === 'string' ? provider : OFFLINE);
export const hasPrompt = (stage: JsonObject): boolean => PROMPT_KINDS.has(stage.uses);

export interface Settings {
  readonly with: JsonObject;
  /** Where a key of `with` is written, perhaps outside the stage. */
  pathOf(key: string): JsonPath;
}

/** W1. @param prelude of the pipeline; null: none. */
export function settingsOf(stage: JsonObject, path: JsonPath, prelude: JsonObject | null): Settings {
  const own = mapAt(stage, 'with');
  const inStage = (key: string): JsonPath => [...path, 'with', key];
  if (stage.uses !== 'llm') return { with: own, pathOf: inStage };
  const { prelude: said, ...rest } = own;
  if (said === false || (said === undefined && prelude === null)) return { with: rest, pathOf: inStage };
  if (said !== undefined) return { with: own, pathOf: inStage };
  return { with: { prelude, ...rest }, pathOf: (key) => (key === 'prelude' ? ['prelude'] : inStage(key)) };
}

/** W2, W3. */
export function givenTo(
  stage: JsonObject,
  settings: JsonObject,
  { schema, isReworked }: { readonly schema: ProjectPath | null; readonly isReworked: boolean },
): JsonObject {
  return {
    ...settings,
    ...(stage.uses === 'llm' && schema !== null ? { schema } : {}),
    ...(isReworked && hasPrompt(stage) ? { feedback: '${{ feedback }}' } : {}),
  };
}

export function checkProvider(reading: Reading, stage: JsonObject, path: JsonPath): void {
  const capability = capabilityOf(stage);
  if (capability === null) return;
  const own = textAt(mapAt(stage, 'with'), 'provider');
  const name = own ?? OFFLINE;
  const at = own === null ? [...path, 'uses'] : [...path, 'with', 'provider'];
  if (hasExpression(name)) {
    const message = 'the provider must be a fixed name, not an expression';
    const hint = 'a manifest can replace the provider: providers: { writer: offline }';
    reportAt(reading, at, { code: 'format/bad-value', message, hint });
    return;
  }
  const { providers } = reading.parsing.config;
  const known = Object.keys(providers);
  if (own !== null && !known.includes(own))
    reading.diagnostics.push(unknownProvider(own, known, reading.document.at(at)));
  else if (!canAnswer(providers, name, capability)) {
    const { type, fallback } = providers[name] ?? { type: name, fallback: [] };
    const others = fallback.length === 0 ? '' : ', and neither has any that it falls back to';
    const kind = type === name ? '' : ` (${type})`;
    const message = `the provider "${name}"${kind} has no ${capability}${others}`;
    // A manifest may name another one in its place.
    reportAt(reading, at, { code: 'model/unsupported', severity: 'warning', message, hint: 'name another provider' });
  }
}

/** Warns about a prelude that no stage of the file uses; sub-pipelines have their own. */
export function checkIdlePrelude(reading: Reading, pipeline: JsonObject): void {
  const stages = ['stages', 'finally'].flatMap((key) => Object.values(mapAt(pipeline, key)));
  if (!('prelude' in pipeline) || stages.some((stage) => isJsonObject(stage) && stage.uses === 'llm')) return;
  reportKey(reading, ['prelude'], {
    code: 'pipeline/idle-key',
    severity: 'warning',
    message: '"prelude" has no effect: no stage of this pipeline uses llm',
    hint: 'set it in the sub-pipeline whose stages do, or delete the key',
  });
}

const FORMATS = ['wav', 'mp3'];

/** Reports a name with the extension of another format than the requested one. */
export function checkSpeechName(reading: Reading, stage: JsonObject, path: JsonPath): void {
  const settings = mapAt(stage, 'with');
  const [to, format] = [textAt(settings, 'to'), textAt(settings, 'format')];
  if (stage.uses !== 'speech' || to === null || format === null || hasExpression(to)) return;
  const ending = /\.([^./]+)$/.exec(to)?.[1]?.toLowerCase() ?? '';
  if (ending === format || !FORMATS.includes(format)) return;
  reportAt(reading, [...path, 'with', 'to'], {
    code: 'format/bad-value',
    message: `"to" is "${to}", but the requested format is ${format}`,
    hint: `end the name in .${format}, or delete "format"`,
  });
}

/**
 * Warns if `voice` names none for the provider: it would use its default, and speakers may sound alike, or, if it has
 * none, the stage would fail.
 */
export function checkVoice(reading: Reading, stage: JsonObject, path: JsonPath): void {
  const settings = mapAt(stage, 'with');
  const { voice = null } = settings;
  const name = textAt(settings, 'provider') ?? OFFLINE;
  const type = reading.parsing.config.providers[name]?.type;
  if (stage.uses !== 'speech' || type === undefined) return;
  const code = 'pipeline/no-voice';
  const isRequired = VOICE_REQUIRED.includes(type);
  const message = `the provider "${name}" is of type ${type}, for which the stage names no voice`;
  if (voice === null && isRequired) {
    const hint = 'name one of your account in `voice`';
    reportAt(reading, [...path, 'with', 'provider'], {
      ...{ code, severity: 'warning', message: `${message}: it would fail`, hint },
    });
  } else if (isJsonObject(voice) && !Object.hasOwn(voice, type) && !Object.hasOwn(voice, 'default'))
    reportKey(reading, [...path, 'with', 'voice'], {
      code,
      severity: 'warning',
      message: `${message}: ${isRequired ? 'it would fail' : 'it uses its own default'}`,
      hint: didYouMean(type, Object.keys(voice)) ?? `add "${type}:", or "default:" for all others`,
    });
}
