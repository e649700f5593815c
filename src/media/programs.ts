/** Programs of the machine. */
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { errorCode } from '../model/system-error.ts';

/**
 * @param searchPath as in PATH; relative folders, which could be in a project, are ignored.
 * @returns absolute path; null: it is in none of the folders.
 */
export function programIn(searchPath: string | undefined, name: string): string | null {
  const own = process.platform === 'win32' ? `${name}.exe` : name;
  const files = (searchPath ?? '').split(path.delimiter).map((folder) => path.join(folder, own));
  return files.find(isProgram) ?? null;
}

export function isProgram(file: string): boolean {
  if (!path.isAbsolute(file)) return false;
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch (error) {
    // Missing, not executable, or below something that is not a folder: PATH may contain anything.
    if (errorCode(error) === null) throw error;
    return false;
  }
}
