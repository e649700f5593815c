/** `init`: what was made, what was there, and what to type next. Pure. */
import { noPaint, type Paint } from './paint.ts';
import { counted, oneLine, shellWord } from './words.ts';

/** Paths are from the folder, with `/`, sorted. */
export interface InitWords {
  readonly made: readonly string[];
  readonly kept: readonly string[];
  /** What is still to be done by hand. */
  readonly notes: readonly string[];
  readonly run: string;
  /** The run stops for a person. */
  readonly asks: boolean;
  /** The package can be found from the folder. */
  readonly isInstalled: boolean;
  readonly isInGit: boolean;
  /** Absolute: the project that the folder lies in; null: none. */
  readonly around: string | null;
  /** As one goes there; null: one is there. */
  readonly folder: string | null;
}

/** Files of one folder that are told one by one. */
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
