/**
 * A bare remote on disk and clones of it, for people and for a daemon, all in one temporary folder.
 *
 * Only the config of the repositories is used, and only the names of people given here.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';
import type { CommitPoint, GitSync, GitSyncOptions } from '../../src/app/git-sync/types.ts';
import { InternalError, runId } from '../../src/model/brand.ts';

export const ISOLATED = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
  GIT_CONFIG_GLOBAL: devNull,
  GIT_CONFIG_NOSYSTEM: '1',
};

/** For programs started from sources: a killed one stores no compiled code, but that of earlier tests serves too. */
const CODE = getCompileCacheDir();
export const FROM_SOURCES = { ...ISOLATED, ...(CODE === undefined ? {} : { NODE_COMPILE_CACHE: path.dirname(CODE) }) };

/** No maintenance of repositories that are deleted after a second: it would be one more process per commit. */
const PEOPLE = {
  ...ISOLATED,
  ...{ GIT_CONFIG_COUNT: '2', GIT_CONFIG_KEY_0: 'maintenance.auto', GIT_CONFIG_VALUE_0: 'false' },
  ...{ GIT_CONFIG_KEY_1: 'init.defaultBranch', GIT_CONFIG_VALUE_1: 'main' },
};

/** Several calls of git in one shell: forking this large process takes as long as a call. */
function shell(cwd: string, script: string, ...args: readonly string[]): string {
  const argv = ['-ec', script, 'sh', ...args];
  return execFileSync('sh', argv, { cwd, env: PEOPLE, encoding: 'utf8', stdio: 'pipe' }).trimEnd();
}

const COMMIT = 'git add --all; git commit --quiet --allow-empty -m "$1"; git rev-parse HEAD';
const PUSH = 'git push --quiet origin HEAD:main';

/** A clone that a person works in. */
export class Clone {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  at(...names: readonly string[]): string {
    return path.join(this.root, ...names);
  }

  /** @returns what it prints, without the last line end. @throws when it fails. */
  git(...args: readonly string[]): string {
    const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
    const maxBuffer = 64 * 1024 * 1024;
    return execFileSync('git', args, { cwd: this.root, env: PEOPLE, encoding: 'utf8', stdio, maxBuffer }).trimEnd();
  }

  put(file: string, content: string | Uint8Array): void {
    mkdirSync(path.dirname(this.at(file)), { recursive: true });
    writeFileSync(this.at(file), content);
  }

  text(file: string): string {
    return readFileSync(this.at(file), 'utf8');
  }

  has(file: string): boolean {
    return existsSync(this.at(file));
  }

  remove(file: string): void {
    rmSync(this.at(file), { recursive: true });
  }

  /** Commits all changes. @returns the commit. */
  commit(message: string): string {
    return shell(this.root, COMMIT, message);
  }

  /** Pushes like a person: repeats after a pull until it succeeds. */
  push(): void {
    for (let tries = 0; tries < 100; tries += 1) {
      try {
        this.git('push', '--quiet', 'origin', 'HEAD:main');
        return;
      } catch {
        this.git('pull', '--quiet', '--rebase', 'origin', 'main');
      }
    }
    throw new InternalError('the push of a person never got through');
  }

  /** Writes, commits and pushes files. */
  publish(files: Readonly<Record<string, string>>, message = 'Edit'): string {
    for (const [file, content] of Object.entries(files)) this.put(file, content);
    const [made = '', refused] = shell(this.root, `${COMMIT}; ${PUSH} 2>&1 || echo refused`, message).split('\n');
    if (refused !== undefined) this.push();
    return made;
  }
}

type Files = Readonly<Record<string, string>>;

/** New remotes by their content: copying one takes a thirtieth of the time of creating another. */
const begun = new Map<string, string>();
process.once('exit', () => {
  for (const bare of begun.values()) rmSync(path.dirname(bare), { recursive: true, force: true });
});

/** @returns a bare repository, to be copied. */
function beginning(files: Files): string {
  const content = JSON.stringify(files);
  const known = begun.get(content);
  if (known !== undefined) return known;
  const folder = mkdtempSync(path.join(tmpdir(), 'forge-begun-'));
  const bare = path.join(folder, 'origin.git');
  begun.set(content, bare);
  const seed = new Clone(path.join(folder, 'seed'));
  mkdirSync(seed.root);
  for (const [file, content] of Object.entries(files)) seed.put(file, content);
  // Without maintenance of the server, which a push would start.
  const server = 'git init --quiet --bare "$2"; git -C "$2" config receive.autogc false';
  const made = `${server}; git init --quiet; git remote add origin "$2"`;
  const person = 'git config user.name seed; git config user.email seed@example.org';
  shell(seed.root, `${made}; ${person}; ${COMMIT}; ${PUSH}`, 'Begin', bare);
  return bare;
}

export class Forge implements Disposable {
  readonly root: string;
  readonly bare: string;

  constructor(files: Files = { 'pipelines/main.yaml': 'stages: {}\n' }) {
    this.root = realpathSync(mkdtempSync(path.join(tmpdir(), 'forge-')));
    this.bare = path.join(this.root, 'origin.git');
    cpSync(beginning(files), this.bare, { recursive: true });
  }

  /** A clone on branch `main`; its person has the same name. */
  clone(name: string, ...flags: readonly string[]): Clone {
    const root = path.join(this.root, name);
    const url = flags.length === 0 ? this.bare : `file://${this.bare}`;
    const person = ['-c', `user.name=${name}`, '-c', `user.email=${name}@example.org`];
    execFileSync('git', ['clone', '--quiet', ...person, ...flags, url, root], { env: PEOPLE, stdio: 'pipe' });
    return new Clone(root);
  }

  /** The file as it is on the branch now. */
  show(file: string): string | null {
    try {
      return this.git('show', `main:${file}`);
    } catch {
      return null;
    }
  }

  git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.bare, env: ISOLATED, encoding: 'utf8', stdio: 'pipe' }).trimEnd();
  }

  /** A program that the server runs; exit code 0 accepts a push. */
  hook(name: string, script: string): void {
    const file = path.join(this.bare, 'hooks', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

export const SYNC: GitSyncOptions = {
  remote: 'origin',
  branch: 'main',
  commit: 'gate',
  singleDaemon: true,
  name: 'runner',
  email: 'runner@example.org',
  artifacts: { inGit: 'small', over: 1_000_000 },
  environment: ISOLATED,
};

export async function syncOf(clone: Clone, options: Partial<GitSyncOptions> = {}): Promise<GitSync> {
  // Programs that only push do not need the modules that it loads.
  const { openGitSync } = await import('../../src/app/git-sync/open.ts');
  const opened = await openGitSync(clone.root, { ...SYNC, ...options });
  if (opened.ok) return opened.value;
  throw new InternalError(opened.error.map(({ code, message }) => `${code}: ${message}`).join('; '));
}

export const point = (
  run: string,
  why: CommitPoint['why'] = 'gate',
  subject = `Run ${run}: waits for review`,
): CommitPoint => ({
  run: runId(run),
  why,
  subject,
  trailers: [['Pipeline-Status', 'awaiting_approval']],
});

/** The files of a clone as its person sees them: a daemon must not change them. */
export const personSide = (clone: Clone): string =>
  [
    clone.git('status', '--porcelain=v2', '--branch', '--untracked-files=all'),
    clone.git('stash', 'list'),
    clone.git('for-each-ref', 'refs/heads', 'refs/remotes', 'refs/tags'),
    clone.git('ls-files', '--stage', '--debug').replaceAll(/^ {2}(?:ctime|mtime|dev|uid|size).*$/gm, ''),
    readFileSync(clone.at('.git/HEAD'), 'utf8'),
  ].join('\n---\n');
