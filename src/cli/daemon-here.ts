/** For commands on a project that may have a daemon. A `stat` rules out most projects, which never had one. */
import { existsSync } from 'node:fs';
import { daemonLock } from '../adapters/state-folder.ts';
import type { Project } from '../app/types.ts';
import { showDiagnostics } from './show.ts';
import type { Terminal } from './terminal.ts';

/** Has there ever been a daemon? Only then is its lock checked. */
export const hadDaemon = ({ root }: Pick<Project, 'root'>): boolean => existsSync(daemonLock(root));

/** Warns if the daemon has a problem, or if its branch is ahead of the files in this folder. */
export async function showAhead(terminal: Terminal, project: Project): Promise<void> {
  if (!hadDaemon(project)) return;
  const { besideDaemon } = await import('../app/daemon/behind.ts');
  const beside = besideDaemon(project);
  if (beside.length > 0) await showDiagnostics(terminal, beside);
}
