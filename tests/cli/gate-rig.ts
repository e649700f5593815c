/** Runs that wait at gates, in projects of their own, with a repository where a test wants one. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { project, type TestProject } from './rig.ts';

export const gate = (subject: string, more = ''): string => `{ uses: approval, with: { subject: ${subject}${more} } }`;
export const stage = (json: string): string => `{ uses: command, with: { argv: [echo, '${json}'] }`;
export const OUTLINE = `${stage('{"title": "Rockets"}')}, output: { schema: outline.schema.json } }`;

export const pipeline = (stages: Readonly<Record<string, string>>): string =>
  `name: show\nstages:\n${Object.entries(stages)
    .map(([id, text]) => `  ${id}: ${text}\n`)
    .join('')}`;

export const SCHEMA = '{ "type": "object", "properties": { "title": { "type": "string", "minLength": 3 } } }';
export const MANIFEST = '# mine\npipeline: show\n';
export const MANIFEST_FILE = 'runs/ep1.yaml';

interface Show {
  readonly stages?: Readonly<Record<string, string>>;
  readonly manifest?: string;
}

export const EDITABLE = { outline: OUTLINE, review: gate('outline', ', editable: true, rework: outline') };

/** A run that waits at its gates. */
export async function waiting({ stages = EDITABLE, manifest = MANIFEST }: Show = {}): Promise<TestProject> {
  const p = project({
    'pipelines/show.yaml': pipeline(stages),
    'schemas/outline.schema.json': SCHEMA,
    [MANIFEST_FILE]: manifest,
  });
  const { code, err } = await p.cli('run', 'ep1', '--quiet');
  assert.equal(code, 3, err);
  return p;
}

export const manifestOf = ({ read }: TestProject): string => read(MANIFEST_FILE);
export const withoutDigests = (text: string): string => text.replace(/sha256:[0-9a-f]{16}\b/g, 'DIGEST');
export const statusOf = async (p: TestProject): Promise<string> =>
  JSON.parse((await p.cli('status', 'ep1', '--json')).out).checkpoint.status;

export const git = ({ root }: TestProject, ...args: string[]): string =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

export function repository(p: TestProject, email = 'ada@example.org'): void {
  git(p, 'init', '--quiet', '--initial-branch=main', '.');
  person(p, email);
  git(p, 'config', 'core.hooksPath', 'hooks');
  git(p, 'config', 'commit.gpgSign', 'false');
}

export function person(p: TestProject, email: string): void {
  git(p, 'config', 'user.name', email.split('@')[0] ?? '');
  git(p, 'config', 'user.email', email);
}
