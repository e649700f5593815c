/** What permissions forbid, for tests that root may run: to root nothing is forbidden. */
import { execFileSync } from 'node:child_process';

const NOBODY = 65_534;

/** Windows knows no such permissions. */
export const noPermissions = process.platform === 'win32' ? 'permissions do not forbid it' : false;

export async function asNobody<T>(work: () => T | Promise<T>): Promise<T> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

/** What a script (a module) says that is run by another user where this one is root. */
export const saidByNobody = (script: string): string =>
  execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    stdio: 'pipe',
    ...(process.geteuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}),
  });

/** Another user may not see the folder of the sources at all. */
export function canNobodyImport(module: string): boolean {
  if (noPermissions !== false) return false;
  try {
    return saidByNobody(`await import(${JSON.stringify(module)}); console.log('yes')`) === 'yes\n';
  } catch {
    return false;
  }
}
