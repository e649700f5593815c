/** What permissions forbid, for tests that root may run: to root nothing is forbidden. */

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
