/** Files that the runner itself makes for a stage. */
import { writeFileSync } from 'node:fs';

/** What the system refuses is told with its path, which Node leaves out when a write fails. */
export function writeOwnFile(file: string, content: string | Uint8Array, mode: number): void {
  try {
    writeFileSync(file, content, { mode });
  } catch (error) {
    if (error instanceof Error && !('path' in error)) Object.assign(error, { path: file });
    throw error;
  }
}
