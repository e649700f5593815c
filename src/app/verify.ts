/**
 * `verify`: is everything that a run recorded still true? Reads the checkpoint, the files that it names and the history
 * of the repository. Changes nothing, runs nothing, needs no network.
 *
 * 1. Nothing is recovered: damage that the runner would repair from its own copies is reported.
 * 2. If the checkpoint is damaged, nothing else is checked.
 */
import { existsSync } from 'node:fs';
import { type FoundCheckpoint, readCheckpoint } from '../adapters/checkpoint/file.ts';
import { newerVersion, unreadable } from '../adapters/checkpoint/run-notices.ts';
import { loadCheckpointCheck } from '../adapters/checkpoint/schema.ts';
import { headOf } from '../adapters/git/evidence/objects.ts';
import { gitReader } from '../adapters/git/evidence/reader.ts';
import { shallowCommits } from '../adapters/git/evidence.ts';
import { runPaths } from '../adapters/state-folder.ts';
import { hasStarted } from '../core/run-end.ts';
import { err, ok, type RunId } from '../model/brand.ts';
import type { Diagnosed } from '../model/diagnostic.ts';
import type { Finding, Verification } from '../report/verify-text.ts';
import { notStarted } from './project/run-mistakes.ts';
import type { Project } from './types.ts';
import { approvalFindings } from './verify/approvals.ts';
import { definitionFindings, fileFindings, questionFindings, type Verified } from './verify/files.ts';

export async function verifyRun(project: Project, run: RunId): Promise<Diagnosed<Verification>> {
  const { root } = project;
  const paths = runPaths(root, run);
  const found = readCheckpoint(paths.checkpoint, { root, run, paths }, await loadCheckpointCheck());
  if (found.type === 'missing') {
    const hasBegun = existsSync(paths.folder) || existsSync(paths.backup);
    return hasBegun ? ok(verification(run, [missing(paths.name)])) : err([notStarted(run)]);
  }
  if (found.type === 'newer') return err([newerVersion(paths.name, found.message)]);
  if (found.type === 'unreadable') return err([unreadable(paths.name, found.message)]);
  const sealed = sealFinding(paths.name, found);
  if (found.type === 'damaged') return ok(verification(run, [sealed]));
  if (!hasStarted(found.checkpoint)) return err([notStarted(run)]);
  const git = gitReader(root);
  const head = await headOf(git);
  const isCut = head !== null && (await shallowCommits({ git, root })).size > 0;
  const verified: Verified = { project, run, checkpoint: found.checkpoint, git, head, isCut };
  return ok(
    verification(run, [
      sealed,
      ...definitionFindings(verified),
      ...questionFindings(verified),
      ...(await approvalFindings(verified)),
      ...(await fileFindings(verified)),
    ]),
  );
}

const verification = (run: RunId, findings: readonly Finding[]): Verification => ({
  run,
  holds: findings.every(({ verdict }) => verdict !== 'broken'),
  findings,
});

const missing = (name: string): Finding => ({ about: 'checkpoint', name, verdict: 'broken', said: 'it is missing' });

function sealFinding(name: string, found: Extract<FoundCheckpoint, { type: 'good' | 'damaged' }>): Finding {
  if (found.type === 'damaged') return { about: 'checkpoint', name, verdict: 'broken', said: `it ${found.message}` };
  const { status, digest } = found.checkpoint;
  return { about: 'checkpoint', name, verdict: 'holds', said: `${status}, ${digest}` };
}
