/** Puts the sections together under one title. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { defineStage } from '../../src/stages/define-stage.ts';
import { asMarkdown } from './markdown.ts';

interface Args {
  readonly title: string;
  readonly opening: string;
  /** Artifacts of each section, by their names; paths are relative to the project. */
  readonly sections: readonly Readonly<Record<'section.md', { readonly path: string }>>[];
}

export default defineStage<Args>(async ({ args, artifacts, project }) => {
  const files = args.sections.map((section) => path.join(project, section['section.md'].path));
  const sections = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  const blocks = [`# ${asMarkdown(args.title)}`, args.opening.trim(), ...sections.map((text) => text.trim())];
  await artifacts.write('release-notes.md', `${blocks.filter((text) => text !== '').join('\n\n')}\n`);
  return { output: { sections: sections.length } };
});
