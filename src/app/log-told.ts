/**
 * Writes diagnostics about files (refused, restored, ignored) to the event log, so that they can be found later,
 * without the terminal.
 */
import { nodeFileSystem } from '../adapters/disk/file-system.ts';
import { statIfThere } from '../adapters/disk/if-there.ts';
import { openEventLog } from '../adapters/event-log.ts';
import { statePaths } from '../adapters/state-folder.ts';
import { type Digest, projectPath, type RunId } from '../model/brand.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { redactorFor } from './drive/secrets.ts';
import type { Project } from './types.ts';

interface Told {
  /** null: the diagnostics are about no single run. */
  readonly run: RunId | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Newest commit of the followed branch. */
  readonly commit?: string | undefined;
}

/** Does nothing if the project has no state folder on this machine yet. */
export function logTold(project: Project, { run, diagnostics, commit }: Told): void {
  const { log: path, state } = statePaths(project.root);
  if (diagnostics.length === 0 || statIfThere(nodeFileSystem, state) === null) return;
  using log = openEventLog(path, { redactor: redactorFor(project) });
  const at = project.clock.now();
  for (const diagnostic of diagnostics) {
    const digest = digestOf(project, diagnostic);
    log.note({ event: 'diagnostic', at, run, diagnostic, digest, commit: commit ?? null });
  }
}

function digestOf({ read, digests }: Project, { at }: Diagnostic): Digest | null {
  const content = at && read(projectPath(at.file));
  return content?.ok ? digests.ofBytes(content.value) : null;
}
