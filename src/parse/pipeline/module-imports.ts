/** The local files that a module of the project imports by literal paths; they are part of its fingerprint. Pure. */
import { type ProjectPath, projectPath } from '../../model/brand.ts';
import { projectFile, type ReadText } from '../project-files.ts';
import { textOf } from '../text/decode.ts';
import { aliasesOf, isAlias } from './import-aliases.ts';

export interface LocalImports {
  /** All imported files, directly or not, without the module itself. */
  readonly files: readonly ProjectPath[];
  /** Missing files without which the module cannot be loaded; optional imports are left to the module loader. */
  readonly missing: readonly { readonly from: ProjectPath; readonly specifier: string }[];
}

/**
 * All repetitions are limited, since a file may be hostile. `from './x.ts'`, `import '#x'`, `import('@/x.ts')`,
 * `require('./x.cjs')`.
 */
const SPECIFIER =
  /(?:\bfrom\s{0,99}|\bimport\s{0,99}\(?\s{0,99}|\brequire\s{0,99}\(\s{0,99})(["'])((?:\.{1,2}\/|#|[@~]\/)[^"'\n]+)\1/g;
/** Static imports, which are always loaded: no types, no dynamic imports. */
const STATIC = /^[ \t]{0,99}(?:import|export)\b(?!\s+type\b)[^'"`;()]{0,1000}(["'])(\.{1,2}\/[^"'\n]+)\1/gm;
const COMMENT = /\/\*[\s\S]*?(?:\*\/|(?![\s\S]))|^[ \t]{0,99}\/\/.*$/gm;
const ENDINGS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json', '.d.ts', '.node'];
const EXTENSIONS = [...ENDINGS, ...ENDINGS.map((ending) => `/index${ending}`)];
const MAX_FILES = 500;

export function localImports(start: ProjectPath, read: ReadText): LocalImports {
  const found = new Set<ProjectPath>([start]);
  const aliases = aliasesOf(read);
  const missing: { readonly from: ProjectPath; readonly specifier: string }[] = [];
  for (const from of found) {
    if (found.size > MAX_FILES) break;
    const text = sourceOf(from, read);
    const bare = text.replace(COMMENT, '');
    const needed = new Set(matches(bare, STATIC));
    // With and without comments: what looks like one may be inside of a string, and one may precede a specifier.
    for (const specifier of new Set([...matches(text, SPECIFIER), ...matches(bare, SPECIFIER)])) {
      for (const target of isAlias(specifier) ? aliases(from, specifier) : pathOf(from, specifier)) {
        const file = fileAt(target, read);
        if (file === 'missing') missing.push(...(needed.has(specifier) ? [{ from, specifier }] : []));
        else if (file !== null) found.add(file);
      }
    }
  }
  return { files: [...found].slice(1), missing };
}

const matches = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map((match) => match[2] ?? '');

function sourceOf(file: ProjectPath, read: ReadText): string {
  const content = /\.(?:json|node)$/.test(file) ? null : read(file);
  return content?.ok ? textOf(content.value) : '';
}

function pathOf(from: ProjectPath, specifier: string): readonly ProjectPath[] {
  const target = projectFile(from.split('/').slice(0, -1).join('/'), specifier);
  return target === null || /[?#]/.test(specifier) ? [] : [target];
}

/** null: it may exist in a way that only the module loader knows. */
function fileAt(target: ProjectPath, read: ReadText): ProjectPath | 'missing' | null {
  // TypeScript may be imported by the name of its compiled JavaScript.
  const written = target.replace(/\.([cm]?)js$/, '.$1ts');
  const candidates = [target, written, `${written}x`, ...EXTENSIONS.map((extension) => target + extension)];
  let isMissing = true;
  for (const candidate of candidates) {
    const file = projectPath(candidate);
    const content = read(file);
    // Too large to be analysed, but not to be digested.
    if (content.ok || content.error.reason === 'too-large') return file;
    isMissing &&= content.error.reason === 'missing';
  }
  return isMissing ? 'missing' : null;
}
