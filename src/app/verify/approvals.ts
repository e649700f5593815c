/**
 * Checks the answers that a run used against the history of its repository: years later, offline, with plain git.
 *
 * V1. An answer holds if its commit is in the branch, contains this answer and what it was asked about, and is by the
 *     person that the checkpoint names, with the same certainty.
 * V2. What a machine cannot know (no git, a shallow or partial history, no GPG key) is reported and
 *     is not a failure.
 */
import { artifactsFile, committedFiles, formOf, readAsked } from '../../adapters/gate-files.ts';
import { fileAt, hasCommit, UnreadableObject } from '../../adapters/git/evidence/objects.ts';
import { type Maker, makerOf } from '../../adapters/git/evidence/signature.ts';
import { isAncestor, questionCommit } from '../../adapters/git/evidence.ts';
import { digest, type ProjectPath, projectPath } from '../../model/brand.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { CheckpointApproval, CheckpointPerson } from '../../model/checkpoint.ts';
import type { Json } from '../../model/json.ts';
import { readDraft } from '../../parse/draft/read.ts';
import { withLf } from '../../parse/draft/subject-digest.ts';
import { answerText, namedAnswers, type Stood, saidIn, shortAnswers } from '../../parse/manifest/stood-answers.ts';
import { readYaml } from '../../parse/yaml/document.ts';
import { checkpointTasks, type TaskEntry } from '../../report/checkpoint-tasks.ts';
import { roundsOf } from '../../report/gates.ts';
import type { Finding, Verdict } from '../../report/verify-text.ts';
import { personOfCommit } from '../git-answers.ts';
import type { Project } from '../types.ts';
import { branchBefore } from './branch-before.ts';
import { outputOf, roundName, type Verified } from './files.ts';

export async function approvalFindings(verified: Verified): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const entry of checkpointTasks(verified.checkpoint))
    for (const approval of roundsOf(entry.task)) findings.push(...(await roundFindings(verified, entry, approval)));
  return findings;
}

interface Said {
  readonly verdict: Verdict;
  readonly said: string;
}

const broken = (said: string): Said => ({ verdict: 'broken', said });
const untold = (said: string): Said => ({ verdict: 'untold', said });

async function roundFindings(
  verified: Verified,
  entry: TaskEntry,
  approval: CheckpointApproval,
): Promise<readonly Finding[]> {
  const { decision, waived, by = [], iteration } = approval;
  if (decision === undefined || decision === 'superseded') return [];
  const found = (one: Said): Finding => ({ about: 'approval', name: roundName(entry, iteration), ...one });
  if (waived) return [found({ verdict: 'holds', said: 'waived by auto_approve; nobody was asked' })];
  if (by.length === 0) return [found(untold(`${decision}; nobody is named`))];
  const findings: Finding[] = [];
  for (const person of by) {
    const said = await personSaid(verified, { entry, approval, person });
    findings.push(found({ ...said, said: `${decision} by ${person.who}: ${said.said}` }));
  }
  return findings;
}

const named = (commit: string): string => `commit ${commit.slice(0, 12)}`;

interface Given {
  readonly entry: TaskEntry;
  readonly approval: CheckpointApproval;
  readonly person: CheckpointPerson;
}

/** V1, V2. */
async function personSaid(verified: Verified, given: Given): Promise<Said> {
  const { git, head, isCut } = verified;
  const { commit } = given.person;
  if (commit === undefined) return untold('unverified; no commit was recorded');
  const name = named(commit);
  if (head === null) return untold(`unverified: ${name} cannot be looked up: git is not available here`);
  const cannot = (why: string): Said => (isCut ? untold(`${why}, and this clone is shallow`) : broken(why));
  if (!(await hasCommit(git, commit))) return cannot(`there is no ${name} here`);
  if (!(await isAncestor(git, commit, head))) return cannot(`${name} is not on this branch`);
  try {
    const content = await contentProblem(verified, given, commit);
    return content === null ? await makerSaid(verified, given, commit) : broken(`${name} ${content}`);
  } catch (error) {
    if (!(error instanceof UnreadableObject)) throw error;
    return untold(`${name} cannot be read: ${error.message}`); // V2
  }
}

/** Why the commit is no answer to the question; null: it is one. */
async function contentProblem({ git, project }: Verified, given: Given, commit: string): Promise<string | null> {
  const { entry, approval } = given;
  const { read, draft, consumed = [] } = approval;
  const manifest = manifestOf(read);
  if (manifest === null) return `is not checked: ${read} is not a question file`;
  const bytes = await fileAt(git, commit, manifest);
  const used = bytes === null ? [] : answersIn(manifest, bytes, entry.address);
  const isConsumed = (one: Stood): boolean => consumed.includes(project.digests.ofText(answerText(one)));
  const answer = used.find((one) => isConsumed(one) && isDecision(one, approval))?.answer;
  if (!answer) return `has no such answer to ${entry.address}`;
  const files = new Map<string, Buffer>();
  for (const file of [projectPath(read), artifactsFile(projectPath(read)), ...(draft === undefined ? [] : [draft])]) {
    const content = await fileAt(git, commit, projectPath(file));
    if (content !== null) files.set(file, content);
  }
  const asked = readAsked(committedFiles(files), { read: projectPath(read), subject: digest(approval.subject) });
  if (asked === undefined) return `does not contain what was asked about, ${read}`;
  if (answer.of !== null && ![approval.edited, approval.subject].some((one) => one?.startsWith(answer.of ?? '')))
    return `is about other content, ${answer.of}`;
  const wanted = answer.output === undefined ? draftedIn(files, approval, asked) : answer.output;
  return isApproved(given, project, wanted) ? null : `approves other content than the run continued with`;
}

/** `runs/ep001.run/asked/…` -> `runs/ep001.yaml`: the name that the run had then. */
function manifestOf(read: string): ProjectPath | null {
  const run = /^(runs\/.+?)\.run\/asked\//.exec(read)?.[1];
  return run === undefined ? null : projectPath(`${run}.yaml`);
}

function answersIn(file: ProjectPath, bytes: Uint8Array, gate: string): readonly Stood[] {
  const said = saidIn(readYaml(file, bytes).document?.value);
  return [...namedAnswers(said, gate), ...shortAnswers(said)];
}

const isDecision = ({ answer }: Stood, { decision }: CheckpointApproval): boolean =>
  answer.decision === decision || (answer.fallback === 'reject' && decision === 'reject');

/** undefined: the draft is not a valid value. */
function draftedIn(files: ReadonlyMap<string, Buffer>, { draft }: CheckpointApproval, asked: Json): Json | undefined {
  const bytes = draft === undefined ? undefined : files.get(draft);
  if (draft === undefined || bytes === undefined) return asked;
  const reading = readDraft({ file: draft, form: formOf(projectPath(draft)), bytes }, asked);
  if (reading.type === 'generated') return asked;
  return reading.type === 'edited' ? reading.value : undefined;
}

/** Only the newest approval still has its output; other decisions passed nothing on. */
function isApproved({ entry: { task }, approval }: Given, project: Project, wanted: Json | undefined): boolean {
  if (approval.decision !== 'approve' || task.approval !== approval || task.status !== 'completed') return true;
  const value = task.result && outputOf(project, task.result);
  if (value === undefined) return true; // reported with the outputs
  return wanted !== undefined && comparable(wanted) === comparable(value);
}

const comparable = (value: Json): string => canonicalJson(typeof value === 'string' ? withLf(value) : value);

async function makerSaid(verified: Verified, { approval, person }: Given, commit: string): Promise<Said> {
  const { git, project } = verified;
  const head = verified.head ?? commit;
  const question = await questionCommit({ git, root: project.root }, { read: projectPath(approval.read), head });
  const maker = await makerOf(git, { commit, before: await branchBefore(git, { commit, head, question }) });
  if (maker === null) return untold(`${named(commit)} cannot be read`);
  if (maker.isDaemon) return broken(`${named(commit)} is by a daemon`);
  return person.assurance === 'signed' ? signatureSaid(person, maker) : authorSaid(person, maker);
}

function authorSaid({ assurance, who }: CheckpointPerson, maker: Maker): Said {
  const name = named(maker.commit);
  if (maker.author === who || isVouchedFor(who, maker)) return { verdict: 'holds', said: `${name}, ${assurance}` };
  return broken(`${name} is by ${maker.author ?? 'nobody'}`);
}

const isVouchedFor = (who: string, maker: Maker): boolean =>
  [true, false].some((requireSigned) => personOfCommit(maker, { requireSigned })?.who === who);

function signatureSaid({ who }: CheckpointPerson, maker: Maker): Said {
  const name = named(maker.commit);
  switch (maker.signature) {
    case 'good':
      if (isVouchedFor(who, maker)) return { verdict: 'holds', said: `${name}, signed` };
      return broken(`${name} is signed by ${maker.signer ?? 'nobody'}`);
    case 'expired':
      return { verdict: 'holds', said: `${name}, signed by a key that has expired since` };
    case 'unchecked':
      return untold(`the signature of ${name} cannot be checked here: the key or the program is missing`);
    case 'unknown':
      if (maker.keys === 'machine') return untold(`${name} is signed by a key that this machine does not trust`);
      return broken(`${name} is signed by a key that the branch did not know`);
    case 'none':
      return broken(`${name} is not signed, and was recorded as signed`);
    default:
      return broken(`the signature of ${name} is bad`);
  }
}
