/** An answer that was written into the draft, instead of the manifest. Pure. */
import { anError, type Diagnostic } from '../../model/diagnostic.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { mapAt } from '../json/fields.ts';
import type { YamlDocument } from '../yaml/document.ts';

interface Draft {
  readonly file: string;
  readonly value: Json;
  /** null: only the file can be named. */
  readonly document: YamlDocument | null;
}

/** What the draft replaces. */
interface Replaced {
  readonly output: Json;
  /** null: there is none. */
  readonly schema: JsonObject | null;
  readonly manifest: string;
}

/** @returns null if the content itself may have such a key. */
export function answerInDraft({ file, value, document }: Draft, replaced: Replaced): Diagnostic | null {
  const { output, schema, manifest } = replaced;
  if (typeof value === 'string' && typeof output === 'string') {
    return isAnswered(value) && !isAnswered(output) ? misplaced('approved', { file }, manifest) : null;
  }
  if (!isJsonObject(value) || !isJsonObject(output)) return null;
  const known = [output, schema ? mapAt(schema, 'properties') : {}];
  const key = ['approved', 'approvals'].find(
    (name) => Object.hasOwn(value, name) && !known.some((keys) => Object.hasOwn(keys, name)),
  );
  if (key === undefined || (key === 'approved' && typeof value[key] !== 'boolean')) return null;
  return misplaced(key, document === null ? { file } : document.atKey([key]), manifest);
}

/** A text with the answer on a line of its own. */
const isAnswered = (text: string): boolean => /^approved: *(?:true|yes) *$/m.test(text);

const misplaced = (key: string, at: Diagnostic['at'], manifest: string): Diagnostic =>
  anError('draft/answer', `the draft contains \`${key}\`, which is an answer and not part of the content`, {
    at,
    hint: `move it from the draft into ${manifest}`,
  });
