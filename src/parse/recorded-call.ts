/** Recorded calls: text to model and back. Pure. */
import { usdMicros } from '../model/brand.ts';
import { type Diagnostic, hasErrors } from '../model/diagnostic.ts';
import { isJsonObject, type JsonObject, jsonEscape } from '../model/json.ts';
import { CAPABILITIES } from '../model/provider.ts';
import type { RecordedCall } from '../model/recorded-call.ts';
import { ordered } from './diagnostic-list.ts';
import { callSchema, validateCall } from './generated/call-validator.js';
import { choiceAt, mapAt, numberAt, textAt } from './json/fields.ts';
import { checkFormat } from './schema/format.ts';
import { readsAs, readYaml, type YamlDocument } from './yaml/document.ts';
import { printYaml } from './yaml/parser.ts';

export interface ParsedCall {
  /** null exactly when there are errors. */
  readonly call: RecordedCall | null;
  readonly document: YamlDocument | null;
  readonly diagnostics: readonly Diagnostic[];
}

export function parseRecordedCall(file: string, bytes: Uint8Array | string): ParsedCall {
  const { document, diagnostics } = readYaml(file, bytes);
  const format = document
    ? checkFormat(document, { validate: validateCall, schema: callSchema, hint: () => undefined })
    : [];
  const all = ordered([...diagnostics, ...format]);
  const raw = document?.value ?? null;
  return { call: hasErrors(all) || !isJsonObject(raw) ? null : callOf(raw), document, diagnostics: all };
}

function callOf(raw: JsonObject): RecordedCall {
  const usd = numberAt(raw, 'usd_micros');
  return {
    stage: textAt(raw, 'stage') ?? '',
    call: textAt(raw, 'call') ?? '',
    capability: choiceAt(raw, 'capability', CAPABILITIES),
    provider: textAt(raw, 'provider') ?? '',
    type: textAt(raw, 'type') ?? '',
    model: textAt(raw, 'model') ?? '',
    request: mapAt(raw, 'request'),
    answer: mapAt(raw, 'answer'),
    usage: mapAt(raw, 'usage'),
    usd: usd === null ? null : usdMicros(usd),
  };
}

/** YAML with long texts as blocks, which are readable in a diff; JSON if YAML could not restore the values. */
export function recordedCallText({ usd, request, answer, usage, ...head }: RecordedCall): string {
  const counted = Object.keys(usage).length > 0 ? { usage } : {};
  const cost = usd === null ? {} : { usd_micros: usd };
  const raw: JsonObject = { version: 1, ...head, request, answer, ...counted, ...cost };
  const text = printYaml(raw);
  return readsAs(text, raw) ? text : `${JSON.stringify(raw, null, 2).replaceAll(UNPRINTED, jsonEscape)}\n`;
}

/** Characters that are allowed in JSON but not in YAML. */
const UNPRINTED = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
