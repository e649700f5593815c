/** Finds links in Markdown pages whose file or heading does not exist. Anchors of headings are made as on GitHub. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The pages in a folder, in `docs`, `deploy` and `assets`; those of installed packages are left out. */
export const pagesOf = (folder: string): readonly string[] =>
  globSync('{*,{docs,deploy,assets}/**/*}.md', { cwd: folder }).map((page) => page.replaceAll(path.sep, '/'));

/** @returns `page -> target` for each broken link. */
export function brokenLinks(folder: string, pages: readonly string[]): readonly string[] {
  return pages.flatMap((page) =>
    targetsOf(prose(folder, page))
      .filter((target) => !targetExists(folder, page, target))
      .map((target) => `${page} -> ${target}`),
  );
}

function targetExists(folder: string, page: string, target: string): boolean {
  const [named = '', heading] = target.split('#');
  const file = named === '' ? page : path.posix.join(path.posix.dirname(page), named);
  if (!existsSync(path.join(folder, file))) return false;
  return heading === undefined || !file.endsWith('.md') || anchorsOf(prose(folder, file)).has(heading);
}

/** The text without code blocks, whose content may look like links. */
const prose = (folder: string, page: string): string =>
  readFileSync(path.join(folder, page), 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '');

const targetsOf = (text: string): readonly string[] =>
  [...text.matchAll(/\]\(((?!https?:)[^)]+)\)/g)].map(([, target = '']) => target.replaceAll(/\s/g, ''));

function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
  const written = [...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, name = '']) => name);
  return new Set([...headings, ...written]);
}
