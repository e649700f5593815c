/**
 * Adapter: makes commits from contents that are already in git, by `fast-import`: without an index or files of a tree,
 * and at a cost that does not grow with the number of unchanged files.
 */
import type { Entry } from './entries.ts';
import type { Git } from './git.ts';

export interface Author {
  readonly name: string;
  readonly email: string;
  /** In git's format: `1700000000 +0000`; default: now. */
  readonly date?: string;
}

export interface NewCommit {
  readonly author: Author;
  readonly message: string;
  /** null: the file is removed. */
  readonly changes: readonly { readonly path: string; readonly after: Entry | null }[];
}

export interface Import {
  /** The ref that moves to the last commit when all are complete. */
  readonly ref: string;
  readonly parent: string;
  /** Oldest first; at least one. */
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
  const who = `${printable(author.name)} <${printable(author.email)}>`;
  const lines = [
    `commit ${ref}`,
    `mark :${mark}`,
    `author ${who} ${author.date ?? now}`,
    `committer ${who} ${now}`,
    `data ${Buffer.byteLength(message)}`,
    message,
    // Removals first: a file may replace a folder.
    ...changes.filter(({ after }) => after === null).map(({ path }) => `D ${quoted(path)}`),
    ...changes.flatMap(({ path, after }) => (after === null ? [] : [`M ${after.mode} ${after.oid} ${quoted(path)}`])),
  ];
  return `${lines.join('\n')}\n\n`;
}

const printable = (text: string): string => text.replaceAll(/[<>\p{Cc}]/gu, '').trim();

const quoted = (path: string): string =>
  `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
