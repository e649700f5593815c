/** Puts the sections together under one title. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { StageContext } from '../../src/stages/define-stage.ts';

interface Args {
  readonly title: string;
  readonly totals: { readonly commits: number; readonly authors: number; readonly from: string; readonly to: string };
  readonly sections: readonly Readonly<Record<string, { readonly path: string }>>[];
}

export default async function compose({ args, artifacts, project }: StageContext<Args>) {
  const { title, totals, sections } = args;
  const files = sections.map((section) => path.join(project, section['section.md']?.path ?? ''));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  const people = totals.authors === 1 ? '1 person' : `${totals.authors} people`;
  const head = `# ${title}\n\n${totals.commits} commits by ${people}, ${totals.from} to ${totals.to}.\n`;
  const notes = [head, ...texts.map((text) => text.trim())].join('\n');
  await artifacts.write('release-notes.md', `${notes.trimEnd()}\n`);
  return { output: { sections: sections.length, words: notes.split(/\s+/).length } };
}
