/** A branch on which a gate has asked a question, commits that answer it, and what git says about who answered. */
import assert from 'node:assert/strict';
import {
  type AnswerOrigin,
  type AnswerWithOrigin,
  answersFrom,
  questionCommit,
} from '../../src/adapters/git/evidence.ts';
import { type Digest, projectPath } from '../../src/model/brand.ts';
import { Branch, type CommitOptions } from './branch.ts';

export const MANIFEST = projectPath('runs/ep001.yaml');
const READ = projectPath('runs/ep001.run/asked/review.1.yaml');
export const APPROVED = 'approvals: { review: { approved: true } }';
export const WITH_OF = `approvals: { review: { approved: true, of: "${'sha256:0123456789abcdef' as Digest}" } }`;
export const DAEMON: CommitOptions = { message: 'Ask\n\nPipeline-Daemon: d1' };

export const writeManifest = (branch: Branch, text: string): void =>
  branch.put(MANIFEST, `pipeline: podcast\n${text}\n`);

/** A new branch whose history contains the question. */
export function branchWithQuestion(folder = ''): Branch {
  const branch = new Branch(folder);
  writeManifest(branch, '');
  branch.commit('ann');
  publishQuestion(branch);
  return branch;
}

export function publishQuestion(branch: Branch): void {
  branch.put(READ, 'title: Rockets\n');
  branch.commit('robot', DAEMON);
}

/** Writes an answer into the manifest and commits it. @returns the commit. */
export function commitAnswer(
  branch: Branch,
  who: string,
  how: CommitOptions & { readonly text?: string } = {},
): string {
  writeManifest(branch, how.text ?? APPROVED);
  return branch.commit(who, how);
}

export async function answersOn(branch: Branch): Promise<readonly AnswerWithOrigin[]> {
  const { repository } = branch;
  const head = branch.git('rev-parse', 'HEAD');
  const question = await questionCommit(repository, { read: READ, head });
  return answersFrom(repository, { manifest: MANIFEST, gate: 'review', question, head });
}

export async function evidenceOfFirst(branch: Branch): Promise<AnswerOrigin> {
  const [first] = await answersOn(branch);
  assert.ok(first, 'there is an answer');
  return first.origin;
}

/** The commit that brought the first answer, and who made it. */
export async function answerMaker(branch: Branch) {
  const one = await evidenceOfFirst(branch);
  assert.equal(one.type, 'commit', JSON.stringify(one));
  return one.type === 'commit' ? one.maker : assert.fail();
}
