/** Fails when a commit of a section is missing from the notes or stands in them twice. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { defineStage } from '../../src/stages/define-stage.ts';

interface Args {
  /** Path in the project. */
  readonly notes: string;
  readonly sections: readonly { readonly commits: readonly { readonly hash: string }[] }[];
}

export default defineStage<Args>(async ({ args, project }) => {
  const notes = await readFile(path.join(project, args.notes), 'utf8');
  const listed = [...notes.matchAll(/^- .*\(([0-9a-f]+)\)$/gm)].map(([, hash]) => hash);
  const hashes = args.sections.flatMap(({ commits }) => commits.map(({ hash }) => hash));
  const wrong = hashes.filter((hash) => listed.filter((other) => other === hash).length !== 1);
  if (wrong.length > 0) throw new Error(`not exactly once in the notes: ${wrong.join(', ')}`);
  return { output: { commits: hashes.length } };
});
