/** What a command does when a daemon works on the same project. Most projects never had one: a `stat` tells. */
import { existsSync } from 'node:fs';
import { daemonLock } from '../adapters/state-folder.ts';
import type { Project } from '../app/types.ts';
import { showDiagnostics } from './show.ts';
import type { Terminal } from './terminal.ts';

/** Was there ever a daemon? Only then its lock is looked at. */
export const hadDaemon = ({ root }: Pick<Project, 'root'>): boolean => existsSync(daemonLock(root));

/** For commands that show what lies in this folder. */
export async function showAhead(terminal: Terminal, project: Project): Promise<void> {
  if (!hadDaemon(project)) return;
  const { besideDaemon } = await import('../app/daemon/behind.ts');
  const beside = besideDaemon(project);
  if (beside.length > 0) await showDiagnostics(terminal, beside);
}
