/**
 * The files that a gate offers for reading, and whether they are still correct.
 *
 * R1. The files belong to the runner. One that somebody changed would mislead its readers: it is renamed, rewritten,
 *     and people are told.
 * R2. Comments, layout and line ends may be those of another version or checkout; only the content counts.
 */
import { join } from 'node:path';
import type { FileRest } from '../../adapters/disk/file-rest.ts';
import { artifactsFile, artifactsText, type GateFiles, readAsked } from '../../adapters/gate-files.ts';
import type { ProjectPath, RunId } from '../../model/brand.ts';
import { aWarning, type Diagnostic } from '../../model/diagnostic.ts';
import { withLf } from '../../parse/draft/subject-digest.ts';
import { draftForm, keyedBody, withHead, withMarkedHead } from '../../parse/draft/text.ts';
import type { Question } from '../../ports/gate-desk.ts';
import { earlierEdits } from './earlier-edits.ts';
import { askedHead, draftHead, earlierLines } from './words.ts';

interface AskedPlace {
  readonly root: string;
  readonly run: RunId;
  readonly files: GateFiles;
  readonly rest: FileRest;
  readonly note: (diagnostic: Diagnostic) => void;
}

/** A file with its expected content. */
type Sheet = readonly [file: ProjectPath, text: string];

const MAX_BYTES = 256 * 1024 * 1024;

export class AskedFiles {
  readonly #place: AskedPlace;
  /** Stamps of files that were checked and are correct, by question. */
  readonly #known = new Map<string, string>();

  constructor(place: AskedPlace) {
    this.#place = place;
  }

  /** Checks the content once for each version of the files. */
  isAsAsked(question: Question): boolean {
    const { files } = this.#place;
    const { read, subject } = question.round;
    if (!files.isThere(read)) return false;
    const key = `${read} ${subject}`;
    const stamp = this.#stampOf(read);
    if (this.#known.get(key) === stamp) return true;
    const isSame = sheetsOf(this.#place.run, question).every((sheet) => this.#holds(sheet));
    if (!isSame && readAsked(files, question.round) === undefined) return false;
    this.#known.set(key, stamp);
    return true;
  }

  /** The file to read is written last: it shows that the others exist. @throws DurableError */
  offer(question: Question): void {
    const { run, files } = this.#place;
    const { draft, read } = question.round;
    const isChanged = files.isThere(read) && !this.isAsAsked(question);
    const sheets = sheetsOf(run, question);
    const aside = isChanged ? sheets.filter((sheet) => !this.#holds(sheet)) : [];
    for (const [file] of aside) this.#setAside(file, question);
    if (draft !== null && !files.isThere(draft)) files.publishOnce(draft, this.#draftText(question, draft));
    for (const [file, text] of sheets) files.publish(file, text);
  }

  #draftText(question: Question, draft: ProjectPath): string {
    const { run, files } = this.#place;
    const { read, iteration } = question.round;
    const earlier = earlierEdits(files, { draft, read, iteration }, question.subject.output);
    if (draftForm(question.subject.output) === 'md' && earlier !== null)
      return withMarkedHead(earlierLines(earlier), textOf(question, []));
    return textOf(question, draftHead(run, question, { list: artifactsFile(read), earlier }));
  }

  #setAside(file: ProjectPath, { gate }: Question): void {
    const moved = this.#place.files.setAside(file);
    if (moved === null) return;
    this.#place.note(
      aWarning(
        'gate/asked-changed',
        `${file} was changed and no longer showed what ${gate} asks about; it was written again, and the changed one is now ${moved}`,
        { at: { file: moved }, hint: `read ${file} again; to edit the content, use the draft if the gate has one` },
      ),
    );
  }

  #holds([file, text]: Sheet): boolean {
    const bytes = this.#place.files.read(file, MAX_BYTES);
    if (!bytes.ok) return false;
    const now = withLf(
      Buffer.from(bytes.value)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    );
    return now === withLf(text);
  }

  #stampOf(read: ProjectPath): string {
    const { rest, root } = this.#place;
    return [read, artifactsFile(read)].map((file) => rest.stampOf(join(root, file))).join(' ');
  }
}

/** The file to read is the last one. */
function sheetsOf(run: RunId, question: Question): readonly Sheet[] {
  const { round, subject } = question;
  const list = artifactsFile(round.read);
  const listed: readonly Sheet[] = subject.artifacts.length > 0 ? [[list, artifactsText(subject.artifacts)]] : [];
  return [...listed, [round.read, textOf(question, askedHead(run, question, list))]];
}

function textOf({ subject }: Question, head: readonly string[]): string {
  const body = keyedBody(subject.output, subject.keys);
  return draftForm(subject.output) === 'md' ? body : withHead(head, body);
}
