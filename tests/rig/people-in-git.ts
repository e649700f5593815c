/** A project in git with a gate; people and the daemon commit to it. Says how a daemon would judge the answers. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { createGateDesk } from '../../src/app/gate/desk.ts';
import { GitAnswers } from '../../src/app/git-answers.ts';
import { openGates } from '../../src/app/open-gates.ts';
import { readManifest } from '../../src/app/project/read-manifest.ts';
import { type Judgement, judge } from '../../src/core/judge.ts';
import { runId } from '../../src/model/brand.ts';
import type { Json } from '../../src/model/json.ts';
import { type CommitOptions, KEYGEN } from './branch.ts';
import { type Parts, stage, TestProject } from './project.ts';

export const RUN = runId('r');
const OUTLINE = { title: 'Rockets' };

export const DAEMON: CommitOptions = { message: 'Ask for review\n\nPipeline-Daemon: d1' };

/** Three stages, the middle one a gate. */
export const gated = (review: Readonly<Record<string, Json>> = {}): Parts => ({
  pipeline: {
    stages: {
      outline: stage(),
      review: { uses: 'approval', with: { subject: 'outline', editable: true, ...review } },
      last: stage({ needs: ['review'] }),
    },
  },
  script: { outline: [{ output: OUTLINE }], last: [{ output: 'done', files: { 'a.txt': 'A' } }] },
});

/** A project whose gate has asked and whose daemon has committed the question. */
export async function asking(parts: Parts): Promise<TestProject> {
  const project = await TestProject.make({ ...parts, files: { '.gitignore': IGNORED, ...parts.files } });
  project.git('init', '--quiet', '--initial-branch=main');
  commit(project, 'ann');
  await project.drive();
  commit(project, 'robot', DAEMON);
  return project;
}

const IGNORED = ['.pipeline-runner/', 'control.sock', 'executions.log', 'keys/', ''].join('\n');

/** Commits all files as they are. @returns the commit. */
export function commit(project: TestProject, who: string, { sign, message = 'More' }: CommitOptions = {}): string {
  const name = `${who[0]?.toUpperCase()}${who.slice(1)}`;
  const key = sign === undefined ? [] : ['-c', 'gpg.format=ssh', '-c', `user.signingkey=${keyOf(project, sign)}`];
  const person = ['-c', `user.name=${name}`, '-c', `user.email=${who}@example.org`, ...key];
  const signed = sign === undefined ? [] : ['-S'];
  const argv = [...person, 'commit', '--quiet', '--allow-empty', '-m', message, ...signed];
  // In one shell, since forking this large process takes as long as a call; without maintenance, another process.
  const script = 'git add --all; git -c maintenance.auto=false "$@"; git rev-parse HEAD';
  return execFileSync('sh', ['-ec', script, 'sh', ...argv], {
    cwd: project.root,
    encoding: 'utf8',
    stdio: 'pipe',
  }).trim();
}

export const head = (project: TestProject): string => project.git('rev-parse', 'HEAD').trim();

/** Writes an answer to the only gate, and commits it. */
export function answers(project: TestProject, who: string, text: string, how: CommitOptions = {}): string {
  project.put('runs/r.yaml', `pipeline: main\n${text}\n`);
  return commit(project, who, how);
}

/** A line of `allowed_signers`. */
export function allowedSigner(project: TestProject, who: string): string {
  const key = execFileSync(KEYGEN, ['-y', '-f', keyOf(project, who)], { encoding: 'utf8' });
  return `${who}@example.org ${key.trim()}\n`;
}

function keyOf(project: TestProject, who: string): string {
  const file = path.join(project.root, 'keys', who);
  if (project.has(`keys/${who}`)) return file;
  project.put('keys/about', 'Made for a test.\n');
  execFileSync(KEYGEN, ['-q', '-t', 'ed25519', '-N', '', '-C', who, '-f', file]);
  return file;
}

/** How the answers on the branch to the only open gate are judged. */
export async function judged(project: TestProject): Promise<Judgement> {
  const opened = await project.open();
  const read = readManifest(opened, RUN);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const manifest = () => read.value;
  const open = await openGates(opened, RUN, manifest);
  const [one] = open.ok ? open.value.gates : [];
  if (!one) throw new Error(`no gate asks: ${JSON.stringify(open)}`);
  const evidence = new GitAnswers({ project: opened, run: RUN });
  await evidence.refresh(head(project));
  const now = () => opened.clock.now();
  const desk = await createGateDesk(opened, { run: RUN, manifest, now, monotonic: () => 0, note: () => {}, evidence });
  const { gate, question, round } = one;
  const facts = desk.look(question, [gate]);
  return judge({ task: gate, gate: question.definition, round, rounds: [round], facts, keys: null, now: now() });
}

/** `approve by Ada <ada@example.org> (unsigned)`, or the code of the remark. */
export async function verdict(project: TestProject): Promise<string> {
  const found = await judged(project);
  if (found.type === 'wait') return found.note.remark?.code ?? 'waits';
  if (found.type === 'soon') return found.type;
  const people = found.verdict.by.map(({ who, assurance }) => `${who} (${assurance})`);
  return `${found.verdict.decision} by ${people.join(', ')}`;
}
