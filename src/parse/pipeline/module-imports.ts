/** The local files that a module of the project imports by a fixed path: they are part of what it does. Pure. */
import { type ProjectPath, projectPath } from '../../model/brand.ts';
import { projectFile, type ReadText } from '../project-files.ts';

/** `from './x.ts'`, `import './x.ts'`, `import('./x.ts')`, `require('./x.cjs')`. */
const SPECIFIER = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(["'])(\.{1,2}\/[^"'\n]+)\1/g;
const EXTENSIONS = ['', '.ts', '.js', '.mjs', '.cjs', '.json', '/index.ts', '/index.js'];
const MAX_FILES = 500;

/** Transitively, without `start`; what cannot be found is left to the module loader to report. */
export function localImports(start: ProjectPath, read: ReadText): readonly ProjectPath[] {
  const found = new Set<ProjectPath>([start]);
  for (const file of found) {
    if (found.size > MAX_FILES) break;
    for (const specifier of specifiers(file, read)) {
      const target = resolveImport(file, specifier, read);
      if (target !== null) found.add(target);
    }
  }
  return [...found].slice(1);
}

function specifiers(file: ProjectPath, read: ReadText): readonly string[] {
  if (/\.json$/.test(file)) return [];
  const content = read(file);
  if (!content.ok) return [];
  const text = typeof content.value === 'string' ? content.value : new TextDecoder().decode(content.value);
  return [...text.matchAll(SPECIFIER)].map((match) => match[2] ?? '');
}

function resolveImport(from: ProjectPath, specifier: string, read: ReadText): ProjectPath | null {
  const target = projectFile(from.split('/').slice(0, -1).join('/'), specifier);
  if (target === null) return null;
  // TypeScript may be imported by the name that it will have as JavaScript
  const candidates = [...EXTENSIONS.map((extension) => target + extension), target.replace(/\.([cm]?)js$/, '.$1ts')];
  return candidates.map(projectPath).find((candidate) => read(candidate).ok) ?? null;
}
