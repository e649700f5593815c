/** Fails when a collected commit is missing from the notes or stands in them twice. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { StageContext } from '../../src/stages/define-stage.ts';

interface Args {
  readonly notes: string;
  readonly groups: readonly { readonly commits: readonly { readonly hash: string }[] }[];
}

export default async function verify({ args, project }: StageContext<Args>) {
  const notes = await readFile(path.join(project, args.notes), 'utf8');
  const hashes = args.groups.flatMap((group) => group.commits.map((commit) => commit.hash));
  const wrong = hashes.filter((hash) => notes.split(`(${hash})`).length !== 2);
  if (wrong.length > 0) throw new Error(`not exactly once in the notes: ${wrong.join(', ')}`);
  return { output: { commits: hashes.length } };
}
