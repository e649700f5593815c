/**
 * Adapter: who made a commit, and whether a signature proves it.
 *
 * S1. SSH keys are looked up in `allowed_signers` of the branch as it was before it got the commit: nobody can add
 *     their own key together with the commit that it signs.
 * S2. A signature identifies the owner of the key, who need not be the author that the commit names.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectPath } from '../../../model/brand.ts';
import { identityText } from '../identity.ts';
import { DAEMON_FORMAT } from '../reading.ts';
import { fileAt } from './objects.ts';
import type { ReadGit } from './reader.ts';

/** In the root of the project: one line per key, in the format of `ssh-keygen(1)`. */
const ALLOWED_SIGNERS = projectPath('allowed_signers');

/**
 * `unknown`: the owner of the key is not known. `unchecked`: the program or the key needed for the check is missing.
 * `expired`: a good signature, but the signature or its key has expired.
 */
type SignatureState = 'good' | 'unknown' | 'unchecked' | 'expired' | 'none' | 'bad';

export interface Maker {
  readonly commit: string;
  /** `Ada <ada@example.org>`, as the commit names its author: anybody can write any name there. */
  readonly author: string | null;
  readonly signature: SignatureState;
  /** Where the owner of the key is recorded: in the branch, or with the GPG keys of this machine. */
  readonly keys: 'branch' | 'machine';
  /** The owner of the key; null: there is no good signature. */
  readonly signer: string | null;
  /** Made by a daemon, not by a person. */
  readonly isDaemon: boolean;
}

export interface CommitOnBranch {
  readonly commit: string;
  /** Tip of the branch before it got the commit; null: the branch was empty. */
  readonly before: string | null;
}

const FORMAT = ['%an', '%ae', '%G?', '%GS', '%GK', DAEMON_FORMAT].join('%x00');

/** null: git cannot read the commit. */
export async function makerOf(git: ReadGit, { commit, before }: CommitOnBranch): Promise<Maker | null> {
  const allowed = (before === null ? null : await fileAt(git, before, ALLOWED_SIGNERS))?.toString() ?? ''; // S1
  const { code, stdout, stderr } = await withFile(allowed, (file) =>
    git([
      ...withAllowedSigners(file),
      'log',
      '-1',
      '--no-walk',
      '--encoding=UTF-8',
      `--format=${FORMAT}`,
      commit,
      '--',
    ]),
  );
  if (code !== 0) return null;
  const [name = '', mail = '', letter = '', by = '', key = '', daemon = ''] = stdout.toString().split('\0');
  const signature = stderr.includes('cannot run') ? 'unchecked' : (STATES[letter] ?? 'bad');
  return {
    commit,
    author: identityText(name, mail),
    signature,
    keys: isSsh(key) ? 'branch' : 'machine',
    signer: signature === 'good' ? signerOf({ by, key, mail, allowed }) : null,
    isDaemon: daemon.trim() !== '',
  };
}

const withAllowedSigners = (file: string): readonly string[] => ['-c', `gpg.ssh.allowedSignersFile=${file}`];

/** By the letter of git's `%G?`. `U`: an SSH key that is not in `allowed_signers`, or a GPG key that is not trusted. */
const STATES: Readonly<Record<string, SignatureState>> = {
  G: 'good',
  U: 'unknown',
  E: 'unchecked',
  X: 'expired',
  Y: 'expired',
  N: 'none',
};

interface Signed {
  /** The user id of a GPG key, or the first principal of an SSH key. */
  readonly by: string;
  readonly key: string;
  /** The email address of the author. */
  readonly mail: string;
  readonly allowed: string;
}

/** The author's address if the key is registered for it; otherwise the address that git found for the key. */
function signerOf({ by, key, mail, allowed }: Signed): string | null {
  const principals = isSsh(key) ? principalsOf(allowed, key, by) : [];
  if (mail !== '' && isRegisteredFor(principals, mail)) return identityText('', mail);
  return isSsh(key) ? identityText('', by) : userId(by);
}

const isSsh = (key: string): boolean => key.startsWith('SHA256:');

/** The principals of a key, from its line in `allowed_signers`: principals, options, type of the key, key. */
function principalsOf(allowed: string, fingerprint: string, found: string): readonly string[] {
  for (const line of allowed.split(/\r?\n/)) {
    const [first = '', ...rest] = line.trim().split(/\s+/);
    const principals = first.replaceAll('"', '').split(',');
    if (principals.includes(found) && rest.some((word) => fingerprintOf(word) === fingerprint)) return principals;
  }
  return [found];
}

const fingerprintOf = (word: string): string | null =>
  word.startsWith('AAAA')
    ? `SHA256:${createHash('sha256').update(Buffer.from(word, 'base64')).digest('base64').replace(/=+$/, '')}`
    : null;

/** As in ssh-keygen: at least one pattern matches, and none of the patterns with `!`, which exclude addresses. */
const isRegisteredFor = (principals: readonly string[], mail: string): boolean =>
  principals.some((pattern) => matches(pattern, mail)) &&
  !principals.some((pattern) => pattern.startsWith('!') && matches(pattern.slice(1), mail));

/** Does an address match a pattern such as `*@example.org`? */
function matches(pattern: string, mail: string): boolean {
  const [wanted, text] = [pattern.toLowerCase(), mail.toLowerCase()];
  let [at, read, star, mark] = [0, 0, -1, 0];
  while (read < text.length) {
    if (wanted[at] === '*') [star, mark, at] = [at, read, at + 1];
    else if (at < wanted.length && (wanted[at] === '?' || wanted[at] === text[read])) [at, read] = [at + 1, read + 1];
    else if (star >= 0) [at, read, mark] = [star + 1, mark + 1, mark + 1];
    else return false;
  }
  return /^\**$/.test(wanted.slice(at));
}

/** The identity in a GPG user id: `Ada <ada@example.org>`. */
function userId(by: string): string | null {
  const [, name = '', mail = ''] = /^(.*?)\s*<([^<>]*)>\s*$/.exec(by) ?? ['', by, ''];
  return identityText(name, mail);
}

async function withFile<T>(text: string, use: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'allowed-signers-'));
  try {
    const file = join(folder, 'allowed_signers');
    writeFileSync(file, text);
    return await use(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
