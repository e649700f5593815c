/** Text of a draft that YAML reads as a comment, most likely against the intention of its author. Pure. */
import { anError, type Diagnostic } from '../../model/diagnostic.ts';
import type { YamlDocument } from '../yaml/document.ts';

/** @param document null: the draft is a text, or JSON. */
export function cutInDraft(document: YamlDocument | null): Diagnostic | null {
  const [cut] = document?.cutTexts() ?? [];
  if (!cut) return null;
  return anError('draft/cut-text', `\`${cut.lost}\` is a comment in YAML, so it would be lost`, {
    at: cut.at,
    hint: 'put the whole text in quotes, or add a space after the # if it is a comment',
  });
}
