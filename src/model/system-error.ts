/** Errors of the operating system and of Node, identified by their code. Pure. */

/** Codes for which libuv has no name, by their numbers on Linux and macOS. */
const UNNAMED: Readonly<Record<number, string>> = {
  ...{ 116: 'ESTALE', 117: 'EUCLEAN', 122: 'EDQUOT' },
  ...{ 70: 'ESTALE', 69: 'EDQUOT' },
};

/** `ENOENT` and the like; null for an error of another kind. */
export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  if (!error.code.startsWith('Unknown system error') || !('errno' in error)) return error.code;
  return UNNAMED[Math.abs(Number(error.errno))] ?? error.code;
}

/** Codes for a path that does not exist; nothing can exist under a name that is too long. */
export const ABSENT: readonly string[] = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'];

/** Did `import` or `require` not find the module? */
export const isMissingModule = (error: unknown): boolean =>
  ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'].includes(errorCode(error) ?? '');

/** Runs `operation`; null when it fails with one of `codes`. Every other error is rethrown. */
export function forgiving<T>(codes: readonly string[], operation: () => T): T | null {
  try {
    return operation();
  } catch (error) {
    if (codes.includes(errorCode(error) ?? '')) return null;
    throw error;
  }
}
