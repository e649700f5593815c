/** What a person changed in the draft of an earlier round and a later one does not contain. */
import { formOf, type ReadGateFiles } from '../../adapters/gate-files.ts';
import { type ProjectPath, projectPath } from '../../model/brand.ts';
import type { GateRound } from '../../model/gate.ts';
import type { Json } from '../../model/json.ts';
import { type DraftReading, readDraft, readOffered } from '../../parse/draft/read.ts';
import { draftBody } from '../../parse/draft/text.ts';
import { changedLines } from '../../report/line-diff.ts';

type Offered = Pick<GateRound, 'iteration' | 'read'> & { readonly draft: ProjectPath };

export interface EarlierEdits {
  readonly round: number;
  readonly draft: ProjectPath;
  /** `- before`, `+ after`, without changes that the new content contains; empty if the draft was not valid. */
  readonly lines: readonly string[];
}

/**
 * The newest ones; null: no earlier draft was edited, or the new content has these edits.
 *
 * @param now the new content, as generated.
 */
export function earlierEdits(files: ReadGateFiles, offered: Offered, now: Json): EarlierEdits | null {
  for (let round = offered.iteration - 1; round > 0; round--) {
    for (const ending of ['yaml', 'md']) {
      const of = (file: ProjectPath): ProjectPath => projectPath(file.replace(/\.\d+\.[a-z]+$/, `.${round}.${ending}`));
      const draft = of(offered.draft);
      const edit = files.isThere(draft) ? editIn(files, { draft, read: of(offered.read) }) : null;
      if (edit === null) continue;
      const lines = missingIn(now, edit);
      return edit.length > 0 && lines.length === 0 ? null : { round, draft, lines };
    }
  }
  return null;
}

function missingIn(now: Json, edit: readonly string[]): readonly string[] {
  const there = new Set(
    draftBody(now)
      .split('\n')
      .map((line) => line.trim()),
  );
  return edit.filter((line) => there.has(line.slice(1).trim()) === line.startsWith('-'));
}

export const isEdited = (files: ReadGateFiles, offered: Omit<Offered, 'iteration'>): boolean =>
  editIn(files, offered) !== null;

/** null: the draft is as generated, or what was generated cannot be read. */
function editIn(files: ReadGateFiles, { draft, read }: Omit<Offered, 'iteration'>): readonly string[] | null {
  const asked = bytesOf(files, read);
  const left = bytesOf(files, draft);
  if (asked === null || left === null) return null;
  const [generated] = readOffered({ file: read, form: formOf(read), bytes: asked });
  if (generated === undefined) return null;
  const reading: DraftReading = readDraft({ file: draft, form: formOf(draft), bytes: left }, generated);
  if (reading.type === 'generated') return null;
  return reading.type === 'broken' ? [] : changedLines(draftBody(generated), draftBody(reading.value));
}

const MAX_BYTES = 16 * 1024 * 1024;

function bytesOf(files: ReadGateFiles, file: ProjectPath): Uint8Array | null {
  const bytes = files.read(file, MAX_BYTES);
  return bytes.ok ? bytes.value : null;
}
