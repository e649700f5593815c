/** A question on a branch, answers to it, and who brought them. */
import assert from 'node:assert/strict';
import {
  type AnswerOrigin,
  type AnswerWithOrigin,
  answersFrom,
  questionCommit,
} from '../../src/adapters/git/evidence.ts';
import { type Digest, projectPath } from '../../src/model/brand.ts';
import { Branch, type HowToCommit } from './branch.ts';

export const MANIFEST = projectPath('runs/ep001.yaml');
const READ = projectPath('runs/ep001.run/asked/review.1.yaml');
export const APPROVED = 'approvals: { review: { approved: true } }';
export const WITH_OF = `approvals: { review: { approved: true, of: "${'sha256:0123456789abcdef' as Digest}" } }`;
export const DAEMON: HowToCommit = { message: 'Ask\n\nPipeline-Daemon: d1' };

export const say = (branch: Branch, text: string): void => branch.put(MANIFEST, `pipeline: podcast\n${text}\n`);

/** A question on the branch. */
export function asked(folder = ''): Branch {
  const branch = new Branch(folder);
  say(branch, '');
  branch.commit('ann');
  publish(branch);
  return branch;
}

export function publish(branch: Branch): void {
  branch.put(READ, 'title: Rockets\n');
  branch.commit('robot', DAEMON);
}

/** Writes an answer and commits it. */
export function answer(branch: Branch, who: string, how: HowToCommit & { readonly text?: string } = {}): string {
  say(branch, how.text ?? APPROVED);
  return branch.commit(who, how);
}

export async function found(branch: Branch): Promise<readonly AnswerWithOrigin[]> {
  const { repository } = branch;
  const head = branch.git('rev-parse', 'HEAD');
  const question = await questionCommit(repository, { read: READ, head });
  return answersFrom(repository, { manifest: MANIFEST, gate: 'review', question, head });
}

export async function brought(branch: Branch): Promise<AnswerOrigin> {
  const [first] = await found(branch);
  assert.ok(first, 'there is an answer');
  return first.origin;
}

/** The commit that brought the only answer, and who made it. */
export async function maker(branch: Branch) {
  const one = await brought(branch);
  assert.equal(one.type, 'commit', JSON.stringify(one));
  return one.type === 'commit' ? one.maker : assert.fail();
}
