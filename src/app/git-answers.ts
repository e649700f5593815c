/**
 * The answers to the open questions of one run, from a branch: with git as control plane, a desk reads these instead of
 * the files of the worktree.
 *
 * A1. Everything is read from one commit, so that manifest, drafts and answers are consistent, whatever the worktree
 *     contains.
 * A2. A desk is called at every decision and never waits: `refresh` reads the history beforehand.
 * A3. A question that is not published yet has no answers.
 */
import { fileAt } from '../adapters/git/evidence/objects.ts';
import { gitReader, type ReadGit } from '../adapters/git/evidence/reader.ts';
import type { Maker } from '../adapters/git/evidence/signature.ts';
import {
  type AnswerOrigin,
  answersFrom,
  isAncestor,
  questionCommit,
  type Repository,
} from '../adapters/git/evidence.ts';
import { GitError } from '../adapters/git/git.ts';
import { type ProjectPath, projectPath, type RunId } from '../model/brand.ts';
import type { DiagnosticCode } from '../model/codes.ts';
import { aWarning, type Diagnostic } from '../model/diagnostic.ts';
import type { Gate, Person, SignatureFlaw } from '../model/gate.ts';
import { parseManifest } from '../parse/manifest.ts';
import { manifestPath } from '../parse/run-files.ts';
import type { YamlDocument } from '../parse/yaml/document.ts';
import type { Question } from '../ports/gate-desk.ts';
import { checkpointTasks } from '../report/checkpoint-tasks.ts';
import type { Evidence, Evident, EvidentAnswer } from './evidence.ts';
import { readRun } from './read-run.ts';
import type { Project } from './types.ts';

type Open = Pick<Question, 'gate'> & { readonly round: Pick<Question['round'], 'read' | 'draft'> };

const NOTHING: Evident = { answers: [], problem: null };

export interface Branch {
  readonly project: Project;
  readonly run: RunId;
}

export class GitAnswers implements Evidence {
  readonly #branch: Branch;
  readonly #repository: Repository;
  /** By the file to read, which is unique for every question; null: the branch has not been read yet. */
  #found: ReadonlyMap<ProjectPath, Evident> | null = null;
  readonly #published = new Map<ProjectPath, string>();
  #turn = 0;

  constructor(branch: Branch) {
    const { root } = branch.project;
    this.#branch = branch;
    this.#repository = { root, git: sure(gitReader(root)) };
  }

  answers({ round }: Open): Evident | null {
    return this.#found && (this.#found.get(round.read) ?? NOTHING); // A3
  }

  /**
   * Reads the answers to open questions from the branch. To be called before the run is driven, whenever the head has
   * moved, and after a question was published. Of concurrent calls, the last one counts.
   *
   * Rejects if git fails; earlier results are then kept.
   *
   * @param head a whole commit id.
   */
  async refresh(head: string): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const questions = await this.#recorded();
    const document = questions.length === 0 ? null : await this.#manifestAt(head);
    const found = new Map<ProjectPath, Evident>();
    for (const question of questions)
      if (document !== null) found.set(question.round.read, await this.#look(question, { head, document }));
    if (turn === this.#turn) this.#found = found;
  }

  /** The open questions, by the checkpoint and newer journal records. */
  async #recorded(): Promise<readonly Open[]> {
    const { project, run } = this.#branch;
    const view = await readRun(project, run);
    const checkpoint = view.ok ? view.value.checkpoint : null;
    if (!checkpoint) return [];
    return [...checkpointTasks(checkpoint)].flatMap(({ address, task: { approval } }) => {
      if (!approval || approval.decision !== undefined) return [];
      const read = projectPath(approval.read);
      const draft = approval.draft === undefined ? null : projectPath(approval.draft);
      return [{ gate: address as Question['gate'], round: { read, draft } }];
    });
  }

  /** null: it does not exist or is not valid; then there are no answers. */
  async #manifestAt(head: string): Promise<YamlDocument | null> {
    const file = manifestPath(this.#branch.run);
    const bytes = await fileAt(this.#repository.git, head, file);
    const parsed = bytes === null ? null : parseManifest(file, bytes);
    return parsed?.manifest ? parsed.document : null;
  }

  async #look(
    { gate, round }: Open,
    { head, document }: { readonly head: string; readonly document: YamlDocument },
  ): Promise<Evident> {
    const { git } = this.#repository;
    const question = await this.#publishedBy(round.read, head);
    const manifest = manifestPath(this.#branch.run);
    const answers: EvidentAnswer[] = [];
    const refused: AnswerOrigin[] = [];
    for (const { origin, ...one } of await answersFrom(this.#repository, { manifest, gate, question, head })) {
      const maker = origin.type === 'commit' ? origin.maker : null;
      const draft = maker && round.draft !== null ? await fileAt(git, maker.commit, round.draft) : null;
      if (maker !== null || one.answer.decision === 'not-yet') answers.push({ ...one, document, maker, draft });
      else refused.push(origin);
    }
    const [first] = refused;
    const counts = answers.some(({ maker }) => maker !== null);
    return { answers, problem: first && !counts ? problemOf(gate, first) : null };
  }

  async #publishedBy(read: ProjectPath, head: string): Promise<string | null> {
    const before = this.#published.get(read);
    if (before !== undefined && (await isAncestor(this.#repository.git, before, head))) return before;
    const found = await questionCommit(this.#repository, { read, head });
    if (found !== null) this.#published.set(read, found);
    return found;
  }
}

/** Rejects if git could not be started or was killed: that does not mean that there is no answer. */
const sure =
  (git: ReadGit): ReadGit =>
  async (args, input) => {
    const read = await git(args, input);
    const { code, stderr } = read;
    if (code === null)
      throw new GitError(args, { why: 'ended', code, stdout: '', stderr: stderr || 'it did not end by itself' });
    return read;
  };

/**
 * The author of the commit. If a signature is required, only the identity that it proves is used: anybody can write a
 * name.
 *
 * @returns null when the commit names nobody.
 */
export function personOfCommit(maker: Maker, { requireSigned }: Pick<Gate, 'requireSigned'>): Person | null {
  const { author, signer, commit } = maker;
  if (signer === null) return author === null ? null : { who: author, assurance: 'unsigned', commit };
  const isAuthor = author?.toLowerCase().endsWith(`<${signer.toLowerCase()}>`) ?? false;
  return { who: isAuthor && !requireSigned ? (author ?? signer) : signer, assurance: 'signed', commit };
}

/** null: there is no signature, or it identifies the signer. */
export function flawOf({ signature, keys }: Maker): SignatureFlaw | null {
  if (signature === 'none' || signature === 'good') return null;
  return signature === 'unknown' && keys === 'machine' ? 'untrusted' : signature;
}

function problemOf(gate: string, origin: AnswerOrigin): Diagnostic {
  const [code, why] = whyRefused(origin);
  return aWarning(code, `the answer to ${gate} did not count: ${why}`, { hint: AGAIN });
}

function whyRefused(origin: AnswerOrigin): readonly [DiagnosticCode, string] {
  switch (origin.type) {
    case 'daemon':
      return ['answer/by-daemon', `commit ${origin.commit.slice(0, 12)} is by a daemon`];
    case 'untold':
      return ['answer/untold', `it is unknown who gave it: ${origin.why}`];
    default:
      return ['answer/before-question', 'it was written before the question was published'];
  }
}

const AGAIN = 'remove the answer, commit that, read the current question, and answer with a commit of your own';
