/** Groups the commits of `git log --name-only` by the part of the project that each changed most. */
import type { StageContext } from '../../src/stages/define-stage.ts';

interface Commit {
  readonly hash: string;
  readonly date: string;
  readonly author: string;
  readonly subject: string;
  readonly files: readonly string[];
}

interface Part {
  readonly id: string;
  readonly title: string;
  readonly owns: (file: string) => boolean;
}

const within = (...folders: readonly string[]) => (file: string) => folders.some((folder) => file.startsWith(`${folder}/`));

/** The first part that owns a file has it; the order is that of the sections. */
const PARTS: readonly Part[] = [
  { id: 'pipelines', title: 'Pipelines', owns: within('pipelines', 'templates', 'runs') },
  { id: 'formats', title: 'File formats and diagnostics', owns: within('schemas', 'src/parse', 'src/model') },
  { id: 'engine', title: 'Engine', owns: within('src/core', 'src/engine', 'src/ports', 'src/app') },
  { id: 'stages', title: 'Stages and storage', owns: within('src/stages', 'src/adapters', 'src/providers') },
  { id: 'commands', title: 'Commands and reports', owns: within('src/cli', 'src/report', 'bin') },
  { id: 'docs', title: 'Documentation', owns: (file) => file.endsWith('.md') || file.startsWith('docs/') },
  { id: 'tests', title: 'Tests', owns: within('tests', 'bench') },
  { id: 'house', title: 'House-keeping', owns: () => true },
];

export default async function group({ args, progress }: StageContext<{ readonly log: string }>) {
  const commits = parseLog(args.log);
  if (commits.length === 0) throw new Error('there is no commit in this range; look at `since` and `until` of the manifest');
  const groups = PARTS.map(({ id, title }) => ({
    id,
    title,
    commits: commits.filter((commit) => partOf(commit) === id).map(({ hash, date, subject }) => ({ hash, date, subject })),
  })).filter((part) => part.commits.length > 0);
  progress(commits.length, commits.length, 'commits');
  const authors = new Set(commits.map((commit) => commit.author)).size;
  const dates = commits.map((commit) => commit.date).sort();
  const totals = { commits: commits.length, authors, from: dates.at(0) ?? '', to: dates.at(-1) ?? '' };
  return { output: { totals, groups } };
}

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

function partOf({ files }: Commit): string {
  const votes = new Map<string, number>();
  for (const file of files) {
    const part = PARTS.find(({ owns }) => owns(file))?.id ?? 'house';
    votes.set(part, (votes.get(part) ?? 0) + 1);
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'house';
}
