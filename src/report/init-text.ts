/** `init`: what was created, what existed already, and what to do next. Pure. */
import { noPaint, type Paint } from './paint.ts';
import { counted, oneLine, shellWord } from './words.ts';

/** Paths are relative to the folder, with `/`, sorted. */
export interface InitWords {
  readonly made: readonly string[];
  readonly kept: readonly string[];
  /** What has to be done by hand. */
  readonly notes: readonly string[];
  readonly run: string;
  /** The example run stops at a gate. */
  readonly asks: boolean;
  /** The package can be found from the folder. */
  readonly isInstalled: boolean;
  readonly isInGit: boolean;
  /** Absolute path of the project around the folder; null: there is none. */
  readonly around: string | null;
  /** Path of the folder for `cd`; null: it is the current folder. */
  readonly folder: string | null;
}

/** Maximum number of files of a folder that are listed one by one. */
const MOST_NAMED = 3;

export function initText(report: InitWords, paint: Paint = noPaint): string {
  const { made, kept, notes, around } = report;
  const lines: string[] = [];
  if (made.length > 0) lines.push(paint('bold', `Created ${counted(made.length, 'file')}`), ...listed(made));
  else lines.push('Nothing to create: all files exist already.');
  if (kept.length > 0) lines.push('', paint('bold', 'Already there, left unchanged'), ...listed(kept));
  if (notes.length > 0) lines.push('', paint('bold', 'To do by hand'), ...notes.map((note) => `  ${note}`));
  if (around !== null)
    lines.push(
      '',
      `This is a separate project inside ${oneLine(around, 200)}; commands in that project do not see it.`,
    );
  lines.push('', paint('bold', 'Next'), ...nextSteps(report).map((step) => `  ${step}`));
  return `${lines.join('\n')}\n`;
}

function listed(files: readonly string[]): readonly string[] {
  const folders = Map.groupBy(files, (file) => file.slice(0, file.lastIndexOf('/') + 1));
  return [...folders].flatMap(([folder, names]) =>
    names.length > MOST_NAMED && folder !== ''
      ? [`  ${folder}  ${counted(names.length, 'file')}`]
      : names.map((name) => `  ${name}`),
  );
}

function nextSteps({ folder, run, asks, isInstalled, isInGit }: InitWords): readonly string[] {
  const approve = `npx pipeline-runner approve ${run}`;
  const again = `npx pipeline-runner run ${run}`;
  return [
    ...(folder === null ? [] : [`cd ${shellWord(folder)}`]),
    ...(isInGit ? [] : ['git init']),
    ...(isInstalled ? [] : ['npm install']),
    'npx pipeline-runner validate',
    again,
    ...(asks ? [`${approve}   # after reading what it asks about`, `${again.padEnd(approve.length)}   # resumes`] : []),
  ];
}
