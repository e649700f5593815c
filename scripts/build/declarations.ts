/** Makes tsc's declarations fit for a package: imports end in `.js`, unreachable files are deleted. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

const IMPORT = /(?<=\bfrom '|\bimport\(')(\.{1,2}\/[^']+)\.ts(?=')/g;

/** @param entries paths in `folder` of the declarations for users. */
export async function tidyDeclarations(folder: string, entries: readonly string[]): Promise<void> {
  const reached = new Set<string>();
  const open = [...entries];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    open.push(...(await tidy(folder, file)));
  }
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/');
    if (entry.isFile() && !reached.has(file)) await rm(path.join(folder, file));
  }
}

/** @returns the declarations that it imports. */
async function tidy(folder: string, file: string): Promise<string[]> {
  const text = await readFile(path.join(folder, file), 'utf8');
  await writeFile(path.join(folder, file), text.replace(IMPORT, '$1.js'));
  return [...text.matchAll(IMPORT)].map(([, specifier]) =>
    path.posix.join(path.posix.dirname(file), `${specifier}.d.ts`),
  );
}
