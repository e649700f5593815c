/** Puts the sections together under one title. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { defineStage } from '../../src/stages/define-stage.ts';
import { asMarkdown } from './markdown.ts';

interface Totals {
  readonly commits: number;
  readonly authors: number;
  /** Days, like 2026-11-21. */
  readonly from: string;
  readonly to: string;
}

interface Args {
  readonly title: string;
  readonly totals: Totals;
  /** Artifacts of each section, by their names; paths are relative to the project. */
  readonly sections: readonly Readonly<Record<'section.md', { readonly path: string }>>[];
}

export default defineStage<Args>(async ({ args, artifacts, project }) => {
  const files = args.sections.map((section) => path.join(project, section['section.md'].path));
  const sections = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  const blocks = [`# ${asMarkdown(args.title)}`, figures(args.totals), ...sections.map((text) => text.trim())];
  await artifacts.write('release-notes.md', `${blocks.join('\n\n')}\n`);
  return { output: { sections: sections.length } };
});

function figures({ commits, authors, from, to }: Totals): string {
  const who = `${counted(commits, 'commit', 'commits')} by ${counted(authors, 'person', 'people')}`;
  return `${who}, ${from === to ? `on ${from}` : `from ${from} to ${to}`}.`;
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
