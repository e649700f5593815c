/** Denied permissions, for tests that may run as root, to whom nothing is denied. */
import { execFileSync } from 'node:child_process';

const NOBODY = 65_534;

/** Windows has no such permissions. */
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

/** Output of a script (a module), run by another user if this one is root. */
export const outputAsNobody = (script: string): string =>
  execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    stdio: 'pipe',
    ...(process.geteuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}),
  });

/** Another user may not have access to the folder of the sources. */
export function canNobodyImport(module: string): boolean {
  if (noPermissions !== false) return false;
  try {
    return outputAsNobody(`await import(${JSON.stringify(module)}); console.log('yes')`) === 'yes\n';
  } catch {
    return false;
  }
}
