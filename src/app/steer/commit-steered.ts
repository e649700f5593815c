/** Commits the edit of a command: the manifest and an edited draft, with a message about what was done and why. */
import { type Committed, commitFiles } from '../../adapters/git/person-commit.ts';
import { err, ok } from '../../model/brand.ts';
import type { Diagnosed } from '../../model/diagnostic.ts';
import type { Steered } from '../steer.ts';
import type { Project } from '../types.ts';

export interface CommitWish {
  /** Commit message of the person; null: ours is used. */
  readonly words: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Also commits earlier edits of these files. If git refuses to commit, the edit stays in the file. */
export async function commitSteered(
  project: Project,
  steered: Steered,
  { words, env }: CommitWish,
): Promise<Diagnosed<Committed>> {
  const { file, message } = steered;
  const files = [file, ...(message.with ?? [])] as const;
  const done = await commitFiles({ root: project.root, files, message: commitText(steered, words), env });
  return done.ok ? ok(done.value) : err([done.error]);
}

/** @param words subject and reason given by a person; null: use ours. */
function commitText({ run, message }: Pick<Steered, 'run' | 'message'>, words: string | null): string {
  const { subject, reason, trailers } = message;
  const text = words ?? (reason === null ? subject : `${subject}\n\n${reason}`);
  const lines = [['Run', run] as const, ...trailers].map(([name, value]) => `${name}: ${value}`);
  return `${text.trim()}\n\n${lines.join('\n')}\n`;
}
