/** The licences of the packages in a bundle: whoever distributes their code must distribute their terms. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const PACKAGE = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;

/** @param files paths of all modules of the bundle. */
export async function noticesOf(files: readonly string[]): Promise<string> {
  const folders = new Set(files.flatMap((file) => PACKAGE.exec(file)?.[0] ?? []));
  const notices = await Promise.all([...folders].map(noticeOf));
  const text = notices.toSorted().join(`\n${'-'.repeat(80)}\n\n`);
  return `This program contains code of these packages.\n\n${text}`;
}

async function noticeOf(folder: string): Promise<string> {
  const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
  const file = (await readdir(folder)).find((name) => /^licen[cs]e(?:\.\w+)?$/i.test(name));
  const terms = file ? await readFile(path.join(folder, file), 'utf8') : `Licence: ${String(manifest.license)}\n`;
  return `${String(manifest.name)} ${String(manifest.version)}\n\n${terms.trim()}\n`;
}
