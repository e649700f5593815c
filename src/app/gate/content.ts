/**
 * What an answer to a gate would approve, according to the current draft and manifest.
 *
 * C1. A draft is read again only after a change; one that changed within the last second is read at every look, since
 *     two versions within the resolution of the clock have the same stamp.
 * C2. Content that cannot be approved is a diagnostic with its place; the answer counts once that is corrected.
 * C3. An approval covers the bytes of all artifacts: if a file is missing or changed, the subject cannot be approved.
 */
import { dirname, join } from 'node:path';
import type { FileRest } from '../../adapters/disk/file-rest.ts';
import { nodeFileSystem } from '../../adapters/disk/file-system.ts';
import { listIfThere } from '../../adapters/disk/if-there.ts';
import { formOf, type ReadGateFiles } from '../../adapters/gate-files.ts';
import { type Digest, err, ok, type ProjectPath, projectPath, type Result, type RunId } from '../../model/brand.ts';
import { anError, type Diagnostic } from '../../model/diagnostic.ts';
import type { Answer, Content } from '../../model/gate.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { answerInDraft } from '../../parse/draft/answer-in-draft.ts';
import { type CheckSchema, type EditedPlace, editProblem } from '../../parse/draft/check.ts';
import { cutInDraft } from '../../parse/draft/cut-text.ts';
import { readDraft, unreadable } from '../../parse/draft/read.ts';
import { subjectText } from '../../parse/draft/subject-digest.ts';
import { draftBody } from '../../parse/draft/text.ts';
import { manifestPath, pinnedFolder } from '../../parse/run-files.ts';
import { type JsonPath, readYaml, type YamlDocument } from '../../parse/yaml/document.ts';
import type { Question } from '../../ports/gate-desk.ts';
import type { Project } from '../types.ts';
import { subjectChange } from './artifact-check.ts';

export interface ContentSources {
  readonly project: Project;
  readonly run: RunId;
  readonly files: Pick<ReadGateFiles, 'read'>;
  readonly rest: FileRest;
  readonly check: CheckSchema;
}

/** An answer and its place in the manifest. */
export interface PlacedAnswer {
  readonly answer: Answer;
  readonly path: JsonPath;
  readonly document: YamlDocument;
}

/** The same limit as for manifests; a draft may be twice as large as the generated text. */
const MAX_BYTES = 1024 * 1024;

interface Remembered {
  readonly stamp: string;
  readonly subject: Digest;
  readonly content: Content;
}

export class GateContents {
  readonly #sources: ContentSources;
  readonly #drafts = new Map<ProjectPath, Remembered>();
  readonly #inline = new WeakMap<
    Answer,
    { readonly document: YamlDocument; readonly subject: Digest; readonly content: Content }
  >();
  readonly #schemas = new Map<
    ProjectPath,
    { readonly bytes: Uint8Array | string; readonly schema: JsonObject | null }
  >();

  constructor(sources: ContentSources) {
    this.#sources = sources;
  }

  /** C3. */
  of(question: Question, placed: PlacedAnswer): Content {
    const content = this.#told(question, placed);
    if (placed.answer.decision !== 'approve' || content.type === 'broken') return content;
    const problem = subjectChange(this.#sources.project, this.#sources.run, question);
    return problem === null ? content : { type: 'broken', problem };
  }

  #told(question: Question, placed: PlacedAnswer): Content {
    const draft = this.draft(question);
    if (placed.answer.decision !== 'approve' || placed.answer.output === undefined || draft.type === 'broken')
      return draft;
    const inline = this.#inlineOf(question, placed, placed.answer.output);
    if (draft.type === 'generated' || inline.type === 'broken' || inline.digest === draft.digest) return inline;
    return { type: 'broken', problem: twoEdits(placed, question.round.draft ?? '') };
  }

  /** C1. A missing draft counts as unedited. */
  draft(question: Question): Content {
    const { draft, subject } = question.round;
    if (draft === null) return generated(question);
    const { rest, project } = this.#sources;
    const path = join(project.root, draft);
    const isStill = rest.isStill(path);
    const stamp = rest.stampOf(path);
    const known = this.#drafts.get(draft);
    if (known?.stamp === stamp && known.subject === subject) return known.content;
    const content = this.#readDraft(question, draft);
    if (isStill) this.#drafts.set(draft, { stamp, subject, content });
    else this.#drafts.delete(draft);
    return content;
  }

  #readDraft(question: Question, file: ProjectPath): Content {
    const { output, schema } = question.subject;
    const bytes = this.#read(file, output);
    if (!bytes.ok) return bytes.error === null ? generated(question) : { type: 'broken', problem: bytes.error };
    const reading = readDraft({ file, form: formOf(file), bytes: bytes.value }, output);
    if (reading.type === 'generated') return generated(question);
    if (reading.type === 'broken') return reading;
    const known = schema === null ? null : this.#schemaOf(schema);
    const manifest = manifestPath(this.#sources.run);
    const misplaced = answerInDraft({ file, ...reading }, { output, schema: known?.ok ? known.value : null, manifest });
    const lost = misplaced ?? cutInDraft(reading.document);
    if (lost) return { type: 'broken', problem: lost };
    const place = { file, document: reading.document, path: [], code: 'draft/schema', name: 'the draft' } as const;
    return this.#checked(question, reading.value, place);
  }

  /** @returns an error of null if there is no such file. */
  #read(file: ProjectPath, output: Json): Result<Uint8Array, Diagnostic | null> {
    const { files } = this.#sources;
    let bytes = files.read(file, MAX_BYTES);
    if (!bytes.ok && bytes.error.reason === 'too-large') bytes = files.read(file, mostOf(output));
    if (bytes.ok) return bytes;
    return err(bytes.error.reason === 'missing' ? null : unreadable(file, bytes.error.message));
  }

  #inlineOf(question: Question, { answer, path, document }: PlacedAnswer, output: Json): Content {
    const { subject } = question.round;
    const known = this.#inline.get(answer);
    if (known?.document === document && known.subject === subject) return known.content;
    const place = {
      file: document.file,
      document,
      path: [...path, 'output'],
      code: 'draft/output-schema',
      name: 'the output',
    } as const;
    const content = this.#checked(question, output, place);
    this.#inline.set(answer, { document, subject, content });
    return content;
  }

  /** C2. */
  #checked(question: Question, value: Json, place: EditedPlace): Content {
    const { subject, round } = question;
    const digest = this.#sources.project.digests.ofText(subjectText(value, subject.artifacts));
    if (digest === round.subject) return generated(question);
    if (subject.schema === null && subject.shape === 'single') return { type: 'edited', digest, value };
    // A list must stay a list, whatever its entries are.
    const schema = subject.schema === null ? ok({}) : this.#schemaOf(subject.schema);
    if (!schema.ok) return { type: 'broken', problem: schema.error };
    const edited = { value, generated: subject.output, shape: subject.shape, schema: schema.value };
    const problem = editProblem(edited, place, this.#sources.check);
    return problem === null ? { type: 'edited', digest, value } : { type: 'broken', problem };
  }

  /** Reads the copy that the run is pinned to. */
  #schemaOf(file: ProjectPath): Result<JsonObject, Diagnostic> {
    const { project, run } = this.#sources;
    const pinned = project.read(projectPath(`${newestPinned(project, run)}/${file}`));
    const bytes = pinned.ok ? pinned : project.read(file);
    if (!bytes.ok) return err(noSchema(file));
    let known = this.#schemas.get(file);
    if (known?.bytes !== bytes.value) {
      const value = readYaml(file, bytes.value).document?.value;
      known = { bytes: bytes.value, schema: isJsonObject(value) ? value : null };
      this.#schemas.set(file, known);
    }
    return known.schema === null ? err(noSchema(file)) : ok(known.schema);
  }
}

/** The generation that asks: a later one pins its definitions before it asks anything. */
function newestPinned({ root }: Project, run: RunId): ProjectPath {
  const folder = dirname(pinnedFolder(run, 1));
  const generations = listIfThere(nodeFileSystem, join(root, folder)).filter((name) => /^\d{1,6}$/.test(name));
  return pinnedFolder(run, Math.max(1, ...generations.map(Number)));
}

const generated = ({ round }: Question): Content => ({ type: 'generated', digest: round.subject });

const mostOf = (output: Json): number => Math.max(MAX_BYTES, 2 * Buffer.byteLength(draftBody(output)));

const noSchema = (file: ProjectPath): Diagnostic =>
  anError('output/schema-unreadable', `the edit cannot be checked because the schema ${file} cannot be read`, {
    at: { file },
    hint: 'restore the file (git checkout)',
  });

const twoEdits = ({ path, document }: PlacedAnswer, draft: string): Diagnostic =>
  anError('draft/two-edits', `the approval has an \`output\`, but ${draft} was also edited, and they differ`, {
    at: document.atKey([...path, 'output']),
    hint: 'remove `output` to approve the draft, or delete the draft to approve `output`',
  });
