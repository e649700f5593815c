/**
 * Adapter: which commit brought an answer into the manifest, who made that commit, and how certain that is.
 *
 * E1. An answer belongs to the oldest commit since which it has been in the manifest without a gap
 *     (evidence/history.ts).
 * E2. An answer counts only if it was written after its question was published. One that names its content (`of`) may
 *     be older: then its commit is searched for in the whole history.
 * E3. A daemon's commits bring no answers. If the clone is shallow, or lacks file contents of the history, nothing is
 *     guessed: the origin of the answer is unknown.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { err, ok, type ProjectPath, type Result, unreachable } from '../../model/brand.ts';
import { errorCode } from '../../model/system-error.ts';
import { answerText, namedAnswers, type Stood, saidIn, shortAnswers } from '../../parse/manifest/stood-answers.ts';
import { readYaml } from '../../parse/yaml/document.ts';
import { type History, historyOf, type Origin, originIn } from './evidence/history.ts';
import { blobs, hasCommit, isCommitId, UnreadableObject, versionsAt } from './evidence/objects.ts';
import type { ReadGit } from './evidence/reader.ts';
import { type Maker, makerOf } from './evidence/signature.ts';

export interface Repository {
  /** Absolute root of the project. */
  readonly root: string;
  readonly git: ReadGit;
}

/** How an answer came into the manifest. */
export type AnswerOrigin =
  | { readonly type: 'commit'; readonly maker: Maker }
  /** Written before the question was published, or on a side of the history that did not have it. */
  | { readonly type: 'before' }
  | { readonly type: 'daemon'; readonly commit: string }
  /** `why` completes "it is unknown who gave it: ". */
  | { readonly type: 'untold'; readonly why: string };

/** An answer in the manifest at the head of the branch. */
export interface AnswerWithOrigin extends Stood {
  /** Its position among the answers of the same form, in the order of the file. */
  readonly index: number;
  readonly origin: AnswerOrigin;
}

export interface AskedInGit {
  readonly manifest: ProjectPath;
  readonly gate: string;
  /** The commit that published the question; null: it is not published, so nobody can have answered it. */
  readonly question: string | null;
  readonly head: string;
}

/** The answers to the gate at the head: those under its name, and the one in the short form. */
export async function answersFrom(repository: Repository, asked: AskedInGit): Promise<readonly AnswerWithOrigin[]> {
  const { head, question } = asked;
  if (question === null || !isCommitId(head) || !isCommitId(question)) return [];
  const stood = (await readVersions(repository.git, asked, [head]))(head);
  if (stood.length === 0) return [];
  const origins = new AnswerOrigins(repository, asked, question);
  const found: AnswerWithOrigin[] = [];
  for (const [i, { form, answer, text }] of stood.entries()) {
    const index = form === 'short' ? 0 : i; // there is at most one in the short form, and it is the last
    // Of two equal answers, the second one was added by the commit since which the manifest has two of them.
    const times = stood.slice(0, i + 1).filter((other) => other.text === text).length;
    found.push({ form, answer, index, origin: await origins.of(answer, { text, times }) });
  }
  return found;
}

/** The newest commit of the branch that added the asked file; null: there is none. @param read path of that file. */
export async function questionCommit(
  { git }: Repository,
  { read, head }: { readonly read: ProjectPath; readonly head: string },
): Promise<string | null> {
  if (!isCommitId(head)) return null;
  const { stdout } = await git(['log', '-1', '--diff-filter=A', '--no-renames', '--format=%H', head, '--', read]);
  const id = stdout.toString().trim();
  return isCommitId(id) ? id : null;
}

export const isAncestor = async (git: ReadGit, commit: string, head: string): Promise<boolean> =>
  [commit, head].every(isCommitId) && (await git(['merge-base', '--is-ancestor', commit, head])).code === 0;

interface Said extends Stood {
  /** {@link answerText}: equal for equal answers. */
  readonly text: string;
}

/** The answers to the gate in the manifest of each commit. */
type Versions = (commit: string) => readonly Said[];

async function readVersions(git: ReadGit, asked: AskedInGit, commits: readonly string[]): Promise<Versions> {
  const ids = await versionsAt(git, commits, asked.manifest);
  const texts = await blobs(git, [...new Set(ids.values())]);
  const said = new Map([...texts].map(([id, bytes]) => [id, saidAbout(asked, bytes)]));
  return (commit) => said.get(ids.get(commit) ?? '') ?? [];
}

function saidAbout({ manifest, gate }: AskedInGit, bytes: Uint8Array): readonly Said[] {
  const said = saidIn(readYaml(manifest, bytes).document?.value);
  return [...namedAnswers(said, gate), ...shortAnswers(said)].map((one) => ({ ...one, text: answerText(one) }));
}

const BEFORE: AnswerOrigin = { type: 'before' };
const untold = (why: string): AnswerOrigin => ({ type: 'untold', why });

/** An answer at the head whose commit is searched for. */
interface AnswerAtHead {
  readonly text: string;
  /** It is in a manifest that has at least this many answers with that text. */
  readonly times: number;
}

/** A part of the history, with the answers in each of its commits. */
interface HistoryWithAnswers {
  readonly history: History;
  readonly versions: Versions;
}

type Read = Promise<Result<HistoryWithAnswers, string>>;

/** Finds where answers came from. Each history is read once, when the first answer needs it. */
class AnswerOrigins {
  readonly #repository: Repository;
  readonly #asked: AskedInGit;
  readonly #question: string;
  #sinceQuestion: Read | null = null;
  #wholeHistory: Read | null = null;
  #shallow: Promise<ReadonlySet<string>> | null = null;

  constructor(repository: Repository, asked: AskedInGit, question: string) {
    this.#repository = repository;
    this.#asked = asked;
    this.#question = question;
  }

  async of(answer: Stood['answer'], wanted: AnswerAtHead): Promise<AnswerOrigin> {
    if (answer.decision === 'not-yet') return BEFORE; // it decides nothing, so its author does not matter
    try {
      return await this.#search(answer, wanted);
    } catch (error) {
      if (!(error instanceof UnreadableObject)) throw error;
      return untold(error.message); // E3
    }
  }

  async #search({ of }: Stood['answer'], wanted: AnswerAtHead): Promise<AnswerOrigin> {
    this.#sinceQuestion ??= this.#read(this.#question);
    const found = await this.#originIn(await this.#sinceQuestion, wanted);
    if (found.type !== 'before') return found;
    if (of === null) return (await this.#shallowCommits()).has(this.#question) ? untold(SHALLOW) : found;
    this.#wholeHistory ??= this.#read(null); // E2
    return this.#originIn(await this.#wholeHistory, wanted);
  }

  async #read(question: string | null): Read {
    const { git } = this.#repository;
    const { head } = this.#asked;
    if (question !== null && !(await hasCommit(git, question)))
      return err('the commit of the question is not available here');
    if (question !== null && !(await isAncestor(git, question, head))) return err('the question is not on the branch');
    const range = question === null ? [head] : ['--ancestry-path', head, `^${question}`];
    const listed = await git(['rev-list', '--parents', `--max-count=${MOST_COMMITS + 1}`, ...range, '--']);
    if (listed.code !== 0) return err('git cannot read the history');
    const history = historyOf(head, question, listed.stdout.toString());
    if (history.parents.size > MOST_COMMITS) return err(`the history has more than ${MOST_COMMITS} commits`);
    const commits = new Set([head, ...history.parents.keys(), ...[...history.parents.values()].flat()]);
    return ok({ history, versions: await readVersions(git, this.#asked, [...commits]) });
  }

  async #originIn(read: Awaited<Read>, { text, times }: AnswerAtHead): Promise<AnswerOrigin> {
    if (!read.ok) return untold(read.error);
    const { history, versions } = read.value;
    const origin = originIn(history, (commit) => versions(commit).filter((one) => one.text === text).length >= times);
    switch (origin.type) {
      case 'before':
        return BEFORE;
      case 'unclear':
        return untold(`commit ${origin.merge.slice(0, 12)} merges a side that removed it and put it back`);
      case 'commit':
        return this.#fromCommit(origin);
      default:
        return unreachable(origin);
    }
  }

  /** E3. */
  async #fromCommit(origin: Extract<Origin, { type: 'commit' }>): Promise<AnswerOrigin> {
    if ((await this.#shallowCommits()).has(origin.commit)) return untold(SHALLOW);
    const maker = await makerOf(this.#repository.git, origin);
    if (maker === null) return untold('git cannot read the commit');
    return maker.isDaemon ? { type: 'daemon', commit: maker.commit } : { type: 'commit', maker };
  }

  #shallowCommits(): Promise<ReadonlySet<string>> {
    this.#shallow ??= shallowCommits(this.#repository);
    return this.#shallow;
  }
}

const MOST_COMMITS = 100_000;
const SHALLOW = 'this clone is shallow and its history ends there (`git fetch --unshallow`)';

/** The commits at which the history of a shallow clone ends: their parents are missing. */
export async function shallowCommits({ git, root }: Repository): Promise<ReadonlySet<string>> {
  const { code, stdout } = await git(['rev-parse', '--git-path', 'shallow']);
  if (code !== 0) return new Set();
  try {
    return new Set(readFileSync(resolve(root, stdout.toString().trimEnd()), 'utf8').split('\n'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return new Set();
    throw error;
  }
}
