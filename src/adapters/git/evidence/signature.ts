/**
 * Adapter: who made a commit, and whether a signature proves it.
 *
 * S1. The owner of an SSH key is read from `allowed_signers` of the branch as it was before the commit came onto it:
 *     nobody can add his own key with his commit.
 * S2. A signature vouches for the owner of its key, who need not be the named author.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectPath } from '../../../model/brand.ts';
import { identityText } from '../identity.ts';
import { DAEMON_OF } from '../reading.ts';
import { fileAt } from './objects.ts';
import type { ReadGit } from './run.ts';

/** Beside `pipelines/` and `runs/`: a line for each key, in the format of `ssh-keygen(1)`. */
const ALLOWED_SIGNERS = projectPath('allowed_signers');

/**
 * `unknown`: by a key whose owner is not known. `unchecked`: the program or the key needed for the check is missing.
 * `expired`: good, by a key that is no longer valid.
 */
type SignatureState = 'good' | 'unknown' | 'unchecked' | 'expired' | 'none' | 'bad';

export interface Maker {
  readonly commit: string;
  /** `Ada <ada@example.org>`: as in the commit, where anybody can write any name. */
  readonly author: string | null;
  readonly signature: SignatureState;
  /** Where the owner of the key is recorded: in the branch, or with the GPG keys of this machine. */
  readonly keys: 'branch' | 'machine';
  /** The owner of the key, as far as that is certain; null: no good signature. */
  readonly signer: string | null;
  /** Made by a daemon, not by a person. */
  readonly isDaemon: boolean;
}

export interface MadeCommit {
  readonly commit: string;
  /** The branch as it was before the commit came onto it; null: there was none. */
  readonly before: string | null;
}

const FORMAT = ['%an', '%ae', '%G?', '%GS', '%GK', DAEMON_OF].join('%x00');

/** null: it cannot be read. */
export async function makerOf(git: ReadGit, { commit, before }: MadeCommit): Promise<Maker | null> {
  const allowed = (before === null ? null : await fileAt(git, before, ALLOWED_SIGNERS))?.toString() ?? ''; // S1
  const { code, out, said } = await withFile(allowed, (file) =>
    git([...allowing(file), 'log', '-1', '--no-walk', '--encoding=UTF-8', `--format=${FORMAT}`, commit, '--']),
  );
  if (code !== 0) return null;
  const [name = '', mail = '', letter = '', by = '', key = '', daemon = ''] = out.toString().split('\0');
  const signature = said.includes('cannot run') ? 'unchecked' : (STATES[letter] ?? 'bad');
  return {
    commit,
    author: identityText(name, mail),
    signature,
    keys: isSsh(key) ? 'branch' : 'machine',
    signer: signature === 'good' ? signerOf({ by, key, mail, allowed }) : null,
    isDaemon: daemon.trim() !== '',
  };
}

const allowing = (file: string): readonly string[] => ['-c', `gpg.ssh.allowedSignersFile=${file}`];

/** Letters of git's `%G?`. `U` for an SSH key: it is in no line; for a GPG key: its owner is not trusted. */
const STATES: Readonly<Record<string, SignatureState>> = {
  G: 'good',
  U: 'unknown',
  E: 'unchecked',
  X: 'expired',
  Y: 'expired',
  N: 'none',
};

interface Signed {
  /** A user id of GPG, or the first principal of the line of an SSH key. */
  readonly by: string;
  readonly key: string;
  /** The author's address. */
  readonly mail: string;
  readonly allowed: string;
}

/** The author's address if the key stands for it, otherwise the address that was found. */
function signerOf({ by, key, mail, allowed }: Signed): string | null {
  const principals = isSsh(key) ? principalsOf(allowed, key, by) : [];
  if (mail !== '' && standsFor(principals, mail)) return identityText('', mail);
  return isSsh(key) ? identityText('', by) : userId(by);
}

const isSsh = (key: string): boolean => key.startsWith('SHA256:');

/** A line of `allowed_signers`: principals, options, type of the key, key. */
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

/** As in ssh-keygen: one pattern matches, and none of those with a `!`, which exclude addresses. */
const standsFor = (principals: readonly string[], mail: string): boolean =>
  principals.some((pattern) => fits(pattern, mail)) &&
  !principals.some((pattern) => pattern.startsWith('!') && fits(pattern.slice(1), mail));

/** `*@example.org`. */
function fits(pattern: string, mail: string): boolean {
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
