/**
 * Warnings of the SDK about parts of a request that the model does not take: a temperature, a seed, a language. Pure.
 */
import { isJsonObject, type Json } from '../../model/json.ts';

/** @param raw of an answer. @returns sentences without duplicates. */
export function warningsIn(raw: Json): readonly string[] {
  if (!isJsonObject(raw) || !Array.isArray(raw.warnings)) return [];
  return [...new Set(raw.warnings.flatMap(sentenceOf))];
}

function sentenceOf(warning: Json): readonly string[] {
  if (!isJsonObject(warning)) return [];
  const { details, message, feature } = warning;
  const text = [details, message].find((said) => typeof said === 'string');
  if (text !== undefined) return [text];
  return typeof feature === 'string' ? [`${feature} is not supported and was not sent`] : [];
}
