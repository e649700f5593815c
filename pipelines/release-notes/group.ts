/** Sorts the commits of `git log --name-only` by the part of the project that each changed most. */
import { defineStage, PermanentError } from '../../src/stages/define-stage.ts';
import { asMarkdown } from './markdown.ts';

interface Part {
  readonly id: string;
  readonly title: string;
  /** Folders or files; an empty name is the whole project. */
  readonly folders: readonly string[];
}

interface Args {
  readonly log: string;
  readonly parts: readonly Part[];
  /** For commits that touched no file of `parts`. */
  readonly others: readonly Part[];
}

interface Commit {
  readonly hash: string;
  readonly date: string;
  readonly author: string;
  readonly subject: string;
  readonly files: readonly string[];
}

export default defineStage<Args>(({ args, progress }) => {
  const { log, parts, others } = args;
  const commits = parseLog(log);
  if (commits.length === 0)
    throw new PermanentError('there is no commit in this range; look at `since` and `until` of the manifest');
  const sorted = Map.groupBy(commits, ({ files }) => partOf(files, parts) ?? partOf(files, others));
  const groups = [...parts, ...others].flatMap((part) => {
    const own = sorted.get(part) ?? [];
    return own.length === 0 ? [] : { id: part.id, title: part.title, commits: own.map(entryOf) };
  });
  progress(commits.length, commits.length, 'commits');
  const dates = commits.map(({ date }) => date).sort();
  const authors = new Set(commits.map(({ author }) => author)).size;
  const totals = { commits: commits.length, authors, from: dates.at(0), to: dates.at(-1) };
  return { output: { totals, groups } };
});

const entryOf = ({ hash, date, subject }: Commit) => ({ hash, date, subject: asMarkdown(subject) });

function parseLog(log: string): readonly Commit[] {
  return log
    .split(/^commit\t/m)
    .filter((block) => block.trim() !== '')
    .map((block) => {
      const [head = '', ...files] = block.split('\n').filter((line) => line !== '');
      const [hash = '', date = '', author = '', ...subject] = head.split('\t');
      return { hash, date, author, subject: subject.join(' '), files };
    });
}

/** The part that has most of the files; of equals the first. undefined: none has any. A commit may have no files. */
function partOf(files: readonly string[], parts: readonly Part[]): Part | undefined {
  const owners = (files.length === 0 ? [''] : files).map((file) => parts.find((part) => owns(part, file)));
  const counts = parts.map((part) => ({ part, count: owners.filter((owner) => owner === part).length }));
  return counts.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count)[0]?.part;
}

const owns = ({ folders }: Part, file: string): boolean =>
  folders.some((folder) => folder === '' || file === folder || file.startsWith(`${folder}/`));
