/**
 * A repository in a temporary folder whose people commit under their names, with SSH keys made for them.
 *
 * The git config of the machine's user is ignored.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';
import { gitReader } from '../../src/adapters/git/evidence/reader.ts';
import type { Repository } from '../../src/adapters/git/evidence.ts';

export const KEYGEN = 'ssh-keygen';
export const GPG = 'gpg';

/** Why SSH signatures cannot be tested here; false: they can. */
export const NO_SSH = spawnSync(KEYGEN, ['-?']).error ? 'there is no ssh-keygen' : false;
export const NO_GPG = spawnSync(GPG, ['--version']).error ? 'there is no gpg' : false;

export interface CommitOptions {
  /** The person whose SSH key signs; absent: unsigned. */
  readonly sign?: string;
  readonly message?: string;
}

export class Branch implements Disposable {
  readonly top: string;
  /** Root of the project, which may be below that of the repository. */
  readonly root: string;
  readonly #keys: string;
  readonly #known = new Set<string>();

  constructor(folder = '') {
    this.top = realpathSync(mkdtempSync(path.join(tmpdir(), 'branch-')));
    this.#keys = mkdtempSync(path.join(tmpdir(), 'keys-'));
    this.root = path.join(this.top, folder);
    mkdirSync(this.root, { recursive: true });
    this.git('init', '--quiet', '--initial-branch=main', this.top);
  }

  get repository(): Repository {
    return { root: this.root, git: gitReader(this.root, this.#environment('nobody')) };
  }

  /** @throws when it fails. */
  git(...args: readonly string[]): string {
    return this.as('nobody', ...args);
  }

  as(who: string, ...args: readonly string[]): string {
    const env = this.#environment(who);
    return execFileSync('git', args, {
      cwd: this.root,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  }

  put(file: string, text: string): void {
    const at = path.join(this.root, file);
    mkdirSync(path.dirname(at), { recursive: true });
    writeFileSync(at, text);
  }

  /** Commits all files. @returns the id of the commit. */
  commit(who: string, { sign, message = 'More' }: CommitOptions = {}): string {
    this.git('add', '--all');
    const key = sign === undefined ? [] : ['-c', 'gpg.format=ssh', '-c', `user.signingkey=${this.keyOf(sign)}`];
    this.as(who, ...key, 'commit', '--quiet', '--allow-empty', '-m', message, ...(sign === undefined ? [] : ['-S']));
    return this.git('rev-parse', 'HEAD');
  }

  /** Merges another branch into the current one, with our files where they conflict. */
  merge(who: string, other: string): string {
    this.as(who, 'merge', '--quiet', '--no-ff', '-m', `Merge ${other}`, other);
    return this.git('rev-parse', 'HEAD');
  }

  on(branch: string, from?: string): void {
    if (from === undefined) this.git('checkout', '--quiet', branch);
    else this.git('checkout', '--quiet', '-b', branch, from);
  }

  /** A line of `allowed_signers`. */
  allows(who: string, principals = `${who}@example.org`): string {
    const key = execFileSync(KEYGEN, ['-y', '-f', this.keyOf(who)], { encoding: 'utf8' }).trim();
    return `${principals} ${key}\n`;
  }

  /** Path of the private key, which is created on first use. */
  keyOf(who: string): string {
    const file = path.join(this.#keys, who);
    if (this.#known.has(who)) return file;
    this.#known.add(who);
    execFileSync(KEYGEN, ['-q', '-t', 'ed25519', '-N', '', '-C', who, '-f', file]);
    return file;
  }

  /** A folder of its own for the keys of gpg. */
  get gpgHome(): string {
    const folder = path.join(this.#keys, 'gpg');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  }

  #environment(who: string): NodeJS.ProcessEnv {
    const { PATH, HOME, TMPDIR } = process.env;
    const name = `${who[0]?.toUpperCase()}${who.slice(1)}`;
    const mail = `${who}@example.org`;
    const person = {
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: mail,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: mail,
    };
    return {
      ...{ PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }) },
      ...{ GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_SYSTEM: devNull, GNUPGHOME: path.join(this.#keys, 'gpg') },
      ...person,
    };
  }

  [Symbol.dispose](): void {
    spawnSync(`${GPG}conf`, ['--homedir', path.join(this.#keys, 'gpg'), '--kill', 'all']);
    for (const folder of [this.top, this.#keys]) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
