/**
 * Adapter: makes commits out of contents that git has already, by `fast-import`: no index, no file of a tree, and no
 * cost that grows with the number of files beside those that change.
 */
import type { Entry } from './entries.ts';
import type { Git } from './git.ts';

export interface Author {
  readonly name: string;
  readonly email: string;
  /** As git writes it: `1700000000 +0000`; left out: now. */
  readonly date?: string;
}

export interface NewCommit {
  readonly author: Author;
  readonly message: string;
  /** null: the file goes. */
  readonly changes: readonly { readonly path: string; readonly after: Entry | null }[];
}

export interface Import {
  /** Moves to the last of them when all of them are complete. */
  readonly ref: string;
  readonly parent: string;
  /** The oldest first; at least one. */
  readonly commits: readonly NewCommit[];
}

/** @returns the last commit. @throws GitError */
export async function importCommits(git: Git, { ref, parent, commits }: Import): Promise<string> {
  const now = `${Math.floor(Date.now() / 1000)} +0000`;
  const begin = `reset ${ref}\nfrom ${parent}\n\n`;
  const stream = commits.map((commit, n) => oneCommit(commit, { ref, mark: n + 1, now })).join('');
  const input = `${begin}${stream}get-mark :${commits.length}\ndone\n`;
  return (await git.text(['fast-import', '--quiet', '--force', '--done', '--date-format=raw'], { input })).trim();
}

interface Numbered {
  readonly ref: string;
  readonly mark: number;
  readonly now: string;
}

function oneCommit({ author, message, changes }: NewCommit, { ref, mark, now }: Numbered): string {
  const who = `${plain(author.name)} <${plain(author.email)}>`;
  const lines = [
    `commit ${ref}`,
    `mark :${mark}`,
    `author ${who} ${author.date ?? now}`,
    `committer ${who} ${now}`,
    `data ${Buffer.byteLength(message)}`,
    message,
    // What goes, first: a file may stand where a folder was.
    ...changes.filter(({ after }) => after === null).map(({ path }) => `D ${quoted(path)}`),
    ...changes.flatMap(({ path, after }) => (after === null ? [] : [`M ${after.mode} ${after.oid} ${quoted(path)}`])),
  ];
  return `${lines.join('\n')}\n\n`;
}

const plain = (text: string): string => text.replaceAll(/[<>\p{Cc}]/gu, '').trim();

const quoted = (path: string): string =>
  `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
