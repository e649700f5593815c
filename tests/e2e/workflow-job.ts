/**
 * A job of a workflow file, carried out step by step as a machine of the git host does it: its `run` steps as they stand
 * in the file, in a clone of its own. Steps that use actions of the host are told, and done by hand where a test needs it.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { PROGRAM } from '../rig/program.ts';
import { cleanEnvironment } from './nodes.ts';

const root = path.join(import.meta.dirname, '../..');
const deployFile = (name: string): string => path.join(root, 'deploy', name);
export const deployText = (name: string): string => readFileSync(deployFile(name), 'utf8');

export interface Step {
  readonly name: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly run?: string;
  readonly id?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, unknown>>;
}

export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly defaults: { readonly run: { readonly shell: string } };
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly env?: Readonly<Record<string, unknown>>;
  readonly steps: readonly Step[];
}

export const workflow = (file: string): Workflow => parse(deployText(file));

export function onlyJob({ jobs }: Workflow): Job {
  const [job, ...others] = Object.values(jobs);
  if (!job || others.length > 0) throw new Error('the workflow has another number of jobs than one');
  return job;
}

export interface Done {
  readonly status: number | null;
  /** stdout and stderr. */
  readonly said: string;
}

/** A remote on disk, clones of people, and machines of the host. */
export class Host implements Disposable {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'workflow-'));
  readonly remote = path.join(this.folder, 'remote.git');

  constructor(files: Readonly<Record<string, string>>) {
    this.git(this.folder, 'init', '--quiet', '--bare', '--initial-branch=main', this.remote);
    const ada = this.clone('ada');
    for (const [file, text] of Object.entries({ ...PACKAGE, ...files })) write(path.join(ada, file), text);
    this.push(ada, 'Begin');
  }

  clone(name: string): string {
    const folder = path.join(this.folder, name);
    this.git(this.folder, 'clone', '--quiet', this.remote, folder);
    return folder;
  }

  git(folder: string, ...args: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync('git', args, {
      cwd: folder,
      env: environment(PERSON),
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`git ${args.join(' ')}\n${stderr}`);
    return stdout.trim();
  }

  /** What a person changed, on the branch. */
  push(folder: string, subject: string): void {
    this.git(folder, 'add', '--all');
    this.git(folder, 'commit', '--quiet', '--allow-empty', `--message=${subject}`);
    this.git(folder, 'push', '--quiet', 'origin', 'HEAD:refs/heads/main');
  }

  /** Of the branch as the remote has it now. */
  text(file: string, branch = 'main'): string {
    return this.git(this.remote, 'show', `${branch}:${file}`);
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A job on a fresh machine. */
export class Machine {
  readonly folder: string;
  readonly #outputs = new Map<string, string>();
  readonly #flow: Workflow;
  readonly #path: string;

  constructor(host: Host, name: string, flow: Workflow, tools: 'real' | 'quick' = 'quick') {
    this.folder = host.clone(name);
    this.#flow = flow;
    const { PATH = '' } = process.env;
    this.#path = tools === 'real' ? PATH : `${quickTools(host)}${path.delimiter}${PATH}`;
  }

  /** Carries out one step. */
  step(name: string): Done {
    const step = onlyJob(this.#flow).steps.find((one) => one.name === name);
    if (step?.run === undefined) throw new Error(`the workflow runs no step "${name}"`);
    const scratch = mkdtempSync(path.join(path.dirname(this.folder), 'step-'));
    const [script, output, summary] = ['script', 'output', 'summary'].map((file) => path.join(scratch, file));
    for (const [file, text] of [
      [script, step.run],
      [output, ''],
      [summary, ''],
    ])
      writeFileSync(file ?? '', text ?? '');
    const env = { ...this.#values(onlyJob(this.#flow).env), ...this.#values(step.env), RETRY_SECONDS: '0' };
    const [shell = '', ...args] = this.#flow.defaults.run.shell.replace('{0}', script ?? '').split(' ');
    const own = { ...env, GITHUB_OUTPUT: output ?? '', GITHUB_STEP_SUMMARY: summary ?? '', PATH: this.#path };
    const done = spawnSync(shell, args, { cwd: this.folder, env: environment(own), encoding: 'utf8' });
    for (const line of readFileSync(output ?? '', 'utf8')
      .split('\n')
      .filter((one) => one.includes('='))) {
      this.#outputs.set(
        `steps.${step.id}.outputs.${line.slice(0, line.indexOf('='))}`,
        line.slice(line.indexOf('=') + 1),
      );
    }
    return { status: done.status, said: done.stdout + done.stderr + readFileSync(summary ?? '', 'utf8') };
  }

  /** The packages, as if they came from a registry: `npm ci` goes before it. */
  install(): Done {
    const done = this.step('Install');
    linkPackage(path.join(this.folder, 'node_modules'));
    return done;
  }

  #values(env: Readonly<Record<string, unknown>> = {}): Record<string, string> {
    const known = new Map([
      ...this.#outputs,
      ['github.ref_name', 'main'],
      ['github.token', 'token-of-the-job'],
      ['github.run_id', '7'],
      ['github.run_attempt', '1'],
    ]);
    const filled = (text: string): string =>
      text.replace(
        /\$\{\{ *(.*?) *\}\}/g,
        (_, name) => known.get(name) ?? (name.startsWith('steps.') ? '' : fail(name)),
      );
    return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, filled(String(value))]));
  }
}

/** npm takes longer to start than the program: its stand-ins do what the workflows ask of it, and nothing else. */
const QUICK = {
  npm: '[ "$1" = ci ] && mkdir -p node_modules',
  npx: '[ "$1" = --no-install ] && shift && name=$1 && shift && exec "node_modules/.bin/$name" "$@"',
};

/** @returns a folder for PATH. */
function quickTools({ folder }: Host): string {
  const tools = path.join(folder, 'quick-tools');
  mkdirSync(tools, { recursive: true });
  for (const [name, script] of Object.entries(QUICK))
    writeFileSync(path.join(tools, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return tools;
}

const fail = (name: string): never => {
  throw new Error(`the workflow reads ${name}, which this test does not know`);
};

/** Makes the package that is tested the package `pipeline-runner` of a folder for packages. */
export function linkPackage(packages: string): void {
  mkdirSync(path.join(packages, '.bin'), { recursive: true });
  symlinkSync(path.join(PROGRAM, '../..'), path.join(packages, 'pipeline-runner'));
  symlinkSync('../pipeline-runner/bin/pipeline-runner.cjs', path.join(packages, '.bin', 'pipeline-runner'));
}

export function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const PACKAGE = {
  'package.json': '{ "name": "studio", "private": true }\n',
  'package-lock.json': '{ "name": "studio", "lockfileVersion": 3, "packages": { "": { "name": "studio" } } }\n',
  '.gitignore': 'node_modules/\n.pipeline-runner/\n',
};

export const PERSON = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
};

export function environment(own: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const outside = Object.entries(cleanEnvironment()).filter(([name]) => !name.startsWith('GIT_'));
  return { ...Object.fromEntries(outside), GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', ...own };
}
