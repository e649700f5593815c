/**
 * The gates of one run as files: questions and drafts below its folder, answers in its manifest.
 *
 * K1. Answers count as they are in the file: while the manifest cannot be read, there are none.
 * K2. A look costs a few calls of `stat` as long as nothing changes; there is one at every decision.
 * K3. The short and the named form of an answer are different answers: one does not stand for the other.
 * K4. With evidence from git, answers, people and drafts are those of its commits; the files here decide nothing.
 */
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { FileRest, gitFolder } from '../../adapters/disk/file-rest.ts';
import { nodeFileSystem } from '../../adapters/disk/file-system.ts';
import {
  approvedFile,
  artifactsFile,
  askedFile,
  committedFiles,
  createGateFiles,
  draftFile,
  editFile,
  type GateFiles,
  readAsked,
} from '../../adapters/gate-files.ts';
import type { Maker } from '../../adapters/git/evidence/signature.ts';
import { type GitIdentity, gitIdentity } from '../../adapters/git/identity.ts';
import { loadJsonSchemas } from '../../adapters/json-schema.ts';
import { createOutputs } from '../../adapters/workspace/outputs.ts';
import type { TaskAddress } from '../../model/address.ts';
import type { Digest, EpochMs, RunId } from '../../model/brand.ts';
import { aWarning, type Diagnostic } from '../../model/diagnostic.ts';
import type { Answer, GateFacts, Person, SeenAnswer } from '../../model/gate.ts';
import { isJsonObject } from '../../model/json.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { CheckSchema } from '../../parse/draft/check.ts';
import { subjectText } from '../../parse/draft/subject-digest.ts';
import { draftBody, draftForm, withHead } from '../../parse/draft/text.ts';
import { mapAt } from '../../parse/json/fields.ts';
import { answerText, namedAnswers, type Stood, shortAnswers } from '../../parse/manifest/stood-answers.ts';
import { manifestPath } from '../../parse/run-files.ts';
import type { JsonPath, YamlDocument } from '../../parse/yaml/document.ts';
import type { GateDesk, Question, Wording } from '../../ports/gate-desk.ts';
import { shellWord } from '../../report/words.ts';
import type { Evidence, EvidentAnswer } from '../evidence.ts';
import { flawOf, personOfCommit } from '../git-answers.ts';
import { readManifestDocument } from '../project/read-manifest.ts';
import type { Project } from '../types.ts';
import { AskedFiles } from './asked-files.ts';
import { GateContents } from './content.ts';
import { acceptedBy, howToAnswer } from './words.ts';

export interface DeskPlace {
  readonly run: RunId;
  /** The manifest in force. */
  readonly manifest: () => Manifest;
  now(): EpochMs;
  /** Milliseconds of a monotonic clock. */
  monotonic(): number;
  /** Takes what people should know about the files. */
  note(diagnostic: Diagnostic): void;
  /** With git as the control plane; absent: answers are read from the files here. */
  readonly evidence?: Evidence | undefined;
}

/** Loads the schema validator beforehand, because looks at edited drafts are synchronous. */
export async function createGateDesk(project: Project, at: DeskPlace): Promise<GateDesk> {
  const { check } = await loadJsonSchemas();
  const files = createGateFiles(project.root);
  const rest = new FileRest({ now: () => at.now(), monotonic: () => at.monotonic() });
  const outputs = createOutputs(project.root, nodeFileSystem);
  const asked = new AskedFiles({ root: project.root, run: at.run, files, rest, note: (said) => at.note(said) });
  const parts: DeskParts = {
    project,
    at,
    files,
    rest,
    git: gitIdentity(project.root),
    gitFolder: gitFolder(project.root),
    contents: new GateContents({ project, run: at.run, files, rest, check }),
    check,
    commits: new Map(),
  };
  return {
    digest: (output, artifacts) => project.digests.ofText(subjectText(output, artifacts)),
    wording: (gate, asked) => wordingOf(parts, gate, asked),
    setAside: (round) => setAside(parts, round),
    isOffered: (question) => asked.isAsAsked(question),
    offer: (question) => asked.offer(question),
    look: (question, open) => look(parts, question, open),
    keep: (gate, iteration, value) => outputs.publish(approvedFile({ run: at.run, gate, iteration }), value),
    keepEdit: ({ read }, value) => files.publish(editFile(read), withHead(EDIT_HEAD, draftBody(value))),
    editOf: (round) => readAsked(files, round, editFile(round.read)) ?? null,
    asked: (round) => readAsked(files, round) ?? null,
  };
}

const EDIT_HEAD = ['Written by the runner, read only: the draft as it was when changes were requested.'];

interface DeskParts {
  readonly project: Project;
  readonly at: DeskPlace;
  readonly files: GateFiles;
  readonly rest: FileRest;
  readonly git: GitIdentity;
  readonly gitFolder: string | null;
  readonly contents: GateContents;
  readonly check: CheckSchema;
  /** Contents of commits that brought answers. */
  readonly commits: Map<string, GateContents>;
}

type Asked = Parameters<GateDesk['wording']>[1];

function wordingOf(parts: DeskParts, gate: TaskAddress, asked: Asked): Wording {
  const { at, git } = parts;
  const { definition, iteration, subject, ends } = asked;
  const { keys } = subject;
  const place = { run: at.run, gate, iteration };
  const form = draftForm(subject.output);
  return {
    read: askedFile(place, form),
    draft: definition.editable ? draftFile(place, form) : null,
    how: howToAnswer({ run: at.run, gate, definition, round: iteration, keys, ends }),
    accepts: acceptedBy(definition, keys),
    ...(definition.quorum > 1 ? { quorum: definition.quorum } : {}),
    // Searches the whole history of git, so only if it is needed.
    author: definition.notAuthor ? git.authorOf(manifestPath(at.run)) : null,
    standing: standingAt(parts, gate),
  };
}

/**
 * Digests of the answers that were there before the question, with the short form, which may answer another gate
 * now and this one later, and what was written since the manifest in force was read.
 */
function standingAt({ at, project }: DeskParts, gate: TaskAddress): readonly Digest[] {
  const file = readManifestDocument(project, at.run);
  const manifests = [at.manifest(), ...(file.ok ? [file.value.manifest] : [])];
  const stood = manifests.flatMap((manifest) => [...namedAnswers(manifest, gate), ...shortAnswers(manifest)]);
  return [...new Set(stood.map((one) => answerDigest(project, one)))];
}

/** Only the draft is set aside, since it may contain the work of a person; the file to read is the runner's. */
function setAside({ files, at }: DeskParts, { read, draft }: Parameters<GateDesk['setAside']>[0]): void {
  for (const file of [artifactsFile(read), read]) files.setAside(file);
  const moved = draft === null ? null : files.setAside(draft);
  if (draft === null || moved === null) return;
  at.note(
    aWarning(
      'draft/moved-aside',
      `${draft} existed before its question was asked, so it is not an edit of it; it is now ${moved}`,
      { at: { file: moved }, hint: `copy what you need from it into ${draft}, or delete it` },
    ),
  );
}

/** K3. */
const answerDigest = ({ digests }: Project, stood: Stood): Digest => digests.ofText(answerText(stood));

/** Looks at every file each time, to know since when it is unchanged. */
function look(parts: DeskParts, question: Question, open: readonly TaskAddress[]): GateFacts {
  const { project, at } = parts;
  if (at.evidence) return lookInGit(parts, question, { evidence: at.evidence, open });
  const manifest = at.manifest();
  const [short = null] = shortAnswers(manifest);
  const file = readManifestDocument(project, at.run);
  const rest = restOf(parts, question, file.ok && !isSaidIn(file.value.manifest, manifest) ? 'behind' : 'in step');
  if (!file.ok) return { answers: [], short: null, isAmbiguous: false, rest }; // K1
  const { document } = file.value;
  const see = (one: Stood, index: number): SeenAnswer => seen(parts, question, { ...one, document, index });
  return {
    answers: namedAnswers(manifest, question.gate).map(see),
    short: short && see(short, 0),
    isAmbiguous: short !== null && open.some((other) => other !== question.gate),
    rest,
  };
}

const isSaidIn = (file: Manifest, inForce: Manifest): boolean =>
  file.approved === inForce.approved && isDeepStrictEqual(file.approvals, inForce.approvals);

/** @param step compares the manifest in force with the file: it is read again once two looks in a row saw the same. */
function restOf(
  { rest, gitFolder: git, project, at }: DeskParts,
  { round }: Question,
  step: 'behind' | 'in step',
): GateFacts['rest'] {
  const lock = rest.gitLock(git);
  const files = [manifestPath(at.run), ...(round.draft === null ? [] : [round.draft])];
  const areStill = files.map((file) => rest.isStill(join(project.root, file))).every(Boolean);
  if (lock === 'long') return 'git';
  return lock === 'free' && areStill && step === 'in step' ? 'steady' : 'soon';
}

interface Heard {
  readonly evidence: Evidence;
  readonly open: readonly TaskAddress[];
}

/** K4. */
function lookInGit(parts: DeskParts, question: Question, { evidence, open }: Heard): GateFacts {
  const evident = evidence.answers(question);
  if (evident === null) return { answers: [], short: null, isAmbiguous: false, rest: 'steady', isUnread: true };
  const { answers, problem } = evident;
  const short = answers.find(({ form }) => form === 'short');
  const see = (one: EvidentAnswer): SeenAnswer => seenInGit(parts, question, one);
  return {
    answers: answers.filter(({ form }) => form === 'named').map(see),
    short: short ? see(short) : null,
    isAmbiguous: short !== undefined && open.some((other) => other !== question.gate),
    rest: 'steady',
    ...(problem === null ? {} : { problem }),
  };
}

function seenInGit(parts: DeskParts, question: Question, stood: EvidentAnswer): SeenAnswer {
  const { answer, document, maker } = stood;
  const placed = { answer, document, path: pathOf(stood, question.gate) };
  const found = contentsAt(parts, question, stood).of(question, placed);
  const isBroken = found.type === 'broken' && maker !== null;
  const content = isBroken ? { ...found, problem: ofCommit(parts, question, found.problem, maker) } : found;
  const person = maker && personOfCommit(maker, question.definition);
  const flaw = maker && flawOf(maker);
  return { ...answer, digest: answerDigest(parts.project, stood), person, content, ...(flaw ? { flaw } : {}) };
}

/** K4: fixing the draft later does not change an answer whose commit brought another draft. */
function ofCommit({ at }: DeskParts, { gate }: Question, problem: Diagnostic, { commit }: Maker): Diagnostic {
  const mend = problem.hint === undefined ? '' : `${problem.hint}; `;
  const anew = `\`pipeline-runner approve ${shellWord(at.run)} ${shellWord(gate)}\``;
  const hint = `${mend}an answer applies to the draft in its own commit, here ${commit.slice(0, 8)}: fix the draft, run ${anew}, and commit both together`;
  return { ...problem, hint };
}

/** Cached, since commits do not change. */
function contentsAt(parts: DeskParts, { round }: Question, { maker, draft }: EvidentAnswer): GateContents {
  const { project, at, rest, check, commits } = parts;
  const key = `${maker?.commit} ${round.draft}`;
  const known = commits.get(key);
  if (known) return known;
  if (commits.size >= MOST_COMMITS) commits.clear();
  const held = round.draft === null || draft === null ? [] : [[round.draft, draft] as const];
  const files = committedFiles(new Map(held));
  const contents = new GateContents({ project, run: at.run, files, rest, check });
  commits.set(key, contents);
  return contents;
}

const MOST_COMMITS = 100;

interface Standing extends Stood {
  readonly document: YamlDocument;
  /** Index among the answers to the gate. */
  readonly index: number;
}

function seen({ project, contents, git }: DeskParts, question: Question, stood: Standing): SeenAnswer {
  const { answer, document } = stood;
  const content = contents.of(question, { answer, document, path: pathOf(stood, question.gate) });
  return { ...answer, digest: answerDigest(project, stood), person: personOf(answer, git), content };
}

function pathOf({ form, document, index }: Pick<Standing, 'form' | 'document' | 'index'>, gate: TaskAddress): JsonPath {
  if (form === 'short') return ['approved'];
  const raw = isJsonObject(document.value) ? mapAt(document.value, 'approvals')[gate] : undefined;
  return Array.isArray(raw) ? ['approvals', gate, index] : ['approvals', gate];
}

function personOf({ by }: Answer, git: GitIdentity): Person | null {
  const who = by ?? git.me();
  return who === null ? null : { who, assurance: 'unverified', commit: null };
}
