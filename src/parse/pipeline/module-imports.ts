/** The local files that a module of the project imports by a fixed path: they are part of what it does. Pure. */
import { type ProjectPath, projectPath } from '../../model/brand.ts';
import { projectFile, type ReadText } from '../project-files.ts';

export interface LocalImports {
  /** Transitively, without the module itself. */
  readonly files: readonly ProjectPath[];
  /** What cannot be loaded, and with it the module; what may be imported or not is left to the module loader. */
  readonly missing: readonly { readonly from: ProjectPath; readonly specifier: string }[];
}

/** A file may be hostile, so nothing is looked for without end. `from './x.ts'`, `import './x.ts'`, `import('./x.ts')`, `require('./x.cjs')`. */
const SPECIFIER =
  /(?:\bfrom\s{0,99}|\bimport\s{0,99}\(?\s{0,99}|\brequire\s{0,99}\(\s{0,99})(["'])(\.{1,2}\/[^"'\n]+)\1/g;
/** Of these, what is loaded whatever happens: no types, and nothing that the code asks for. */
const STATIC = /^[ \t]{0,99}(?:import|export)\b(?!\s+type\b)[^'"`;()]{0,1000}(["'])(\.{1,2}\/[^"'\n]+)\1/gm;
const COMMENT = /\/\*[\s\S]*?(?:\*\/|(?![\s\S]))|^[ \t]{0,99}\/\/.*$/gm;
const ENDINGS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json', '.d.ts', '.node'];
const EXTENSIONS = [...ENDINGS, ...ENDINGS.map((ending) => `/index${ending}`)];
const MAX_FILES = 500;

export function localImports(start: ProjectPath, read: ReadText): LocalImports {
  const found = new Set<ProjectPath>([start]);
  const missing: { readonly from: ProjectPath; readonly specifier: string }[] = [];
  for (const from of found) {
    if (found.size > MAX_FILES) break;
    const text = textOf(from, read);
    const needed = new Set(matches(text.replace(COMMENT, ''), STATIC));
    for (const specifier of new Set(matches(text, SPECIFIER))) {
      const target = resolveImport(from, specifier, read);
      if (target === 'missing') missing.push(...(needed.has(specifier) ? [{ from, specifier }] : []));
      else if (target !== null) found.add(target);
    }
  }
  return { files: [...found].slice(1), missing };
}

const matches = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map((match) => match[2] ?? '');

function textOf(file: ProjectPath, read: ReadText): string {
  if (/\.(?:json|node)$/.test(file)) return '';
  const content = read(file);
  if (!content.ok) return '';
  return typeof content.value === 'string' ? content.value : new TextDecoder().decode(content.value);
}

/** null: it may be there in a way that only the module loader knows. */
function resolveImport(from: ProjectPath, specifier: string, read: ReadText): ProjectPath | 'missing' | null {
  const target = projectFile(from.split('/').slice(0, -1).join('/'), specifier);
  if (target === null || /[?#]/.test(specifier)) return null;
  // TypeScript may be imported by the name that it will have as JavaScript
  const written = target.replace(/\.([cm]?)js$/, '.$1ts');
  const candidates = [target, written, `${written}x`, ...EXTENSIONS.map((extension) => target + extension)];
  let isMissing = true;
  for (const candidate of candidates) {
    const file = projectPath(candidate);
    const content = read(file);
    if (content.ok) return file;
    isMissing &&= content.error.reason === 'missing';
  }
  return isMissing ? 'missing' : null;
}
