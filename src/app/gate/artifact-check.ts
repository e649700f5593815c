/**
 * Checks whether the files that a gate asked about are still those that people looked at.
 *
 * A1. A file is hashed when its stamp is new to this process, and not again while the stamp stays the same.
 */
import { join } from 'node:path';
import { DurableError } from '../../adapters/disk/error.ts';
import type { TaskAddress } from '../../model/address.ts';
import type { RunId } from '../../model/brand.ts';
import { anError, type Diagnostic } from '../../model/diagnostic.ts';
import type { Artifact } from '../../model/result.ts';
import type { Question } from '../../ports/gate-desk.ts';
import { shellWord } from '../../report/words.ts';
import type { Project } from '../types.ts';

/** @returns the words after the path in a message, such as `was changed`; null: unchanged. */
export function artifactChange(
  { root, digests }: Project,
  { path, sha256 }: Pick<Artifact, 'path' | 'sha256'>,
): string | null {
  try {
    const now = digests.ofFile(join(root, path));
    if (now === null) return 'is missing';
    return now === sha256 ? null : 'was changed';
  } catch (error) {
    if (error instanceof DurableError) return `cannot be read: ${error.message}`;
    throw error;
  }
}

/** Why the subject of a gate cannot be approved: one of its files has changed. null: all are unchanged. */
export function subjectChange(project: Project, run: RunId, { gate, subject }: Question): Diagnostic | null {
  for (const artifact of subject.artifacts) {
    const change = artifactChange(project, artifact);
    if (change !== null) return changed({ run, gate, stage: subject.stage }, artifact, change);
  }
  return null;
}

interface Asking {
  readonly run: RunId;
  readonly gate: TaskAddress;
  readonly stage: string;
}

function changed({ run, gate, stage }: Asking, { path }: Artifact, change: string): Diagnostic {
  const maker = [...gate.split('/').slice(0, -1), stage].join('/');
  return anError('gate/artifact-changed', `${gate} asks about ${path}, which ${change} since: it cannot be approved`, {
    at: { file: path },
    hint: `restore the file (\`git checkout -- ${shellWord(path)}\`), or make it again: \`pipeline-runner retry ${shellWord(run)} --from ${shellWord(maker)}\``,
  });
}
