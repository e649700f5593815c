/**
 * Import aliases of modules: `#lib/x.ts` by `imports` of a package.json, `@/x` and `~/x` by `paths` of the project's
 * tsconfig.json. Pure.
 *
 * No package can have such a name, so these files are not read if only packages are imported.
 */
import { type ProjectPath, projectPath } from '../../model/brand.ts';
import { isJsonObject, type Json, type JsonObject, parsedJson, textsIn } from '../../model/json.ts';
import { mapAt, textAt } from '../json/fields.ts';
import { projectFile, type ReadText } from '../project-files.ts';
import { textOf } from '../text/decode.ts';

export const isAlias = (specifier: string): boolean => /^(?:#|[@~]\/)/.test(specifier);

/**
 * The files that an alias may lead to, under any condition: an extra file does no harm, a missing one would hide a
 * change.
 */
export function aliasesOf(read: ReadText): (from: ProjectPath, alias: string) => readonly ProjectPath[] {
  const known = new Map<string, Json | undefined>();
  const jsonAt = (path: string): Json | undefined => {
    if (!known.has(path)) known.set(path, readJson(projectPath(path), read));
    return known.get(path);
  };
  return (from, alias) => {
    const { base, names } = alias.startsWith('#') ? packageImports(from, jsonAt) : tsconfigPaths(jsonAt);
    return Object.entries(names).flatMap(([pattern, targets]) => {
      const rest = starOf(pattern, alias);
      if (rest === null) return [];
      const paths = [...textsIn(targets)].map((target) => target.replaceAll('*', () => rest));
      return paths.flatMap((path) => projectFile(base, path) ?? []);
    });
  };
}

/** undefined: the file does not exist. */
type JsonAt = (path: string) => Json | undefined;

/** The text that matches the star of a pattern, or '' without a star. null: the pattern does not match. */
function starOf(pattern: string, name: string): string | null {
  const star = pattern.indexOf('*');
  if (star === -1) return pattern === name ? '' : null;
  const [before, behind] = [pattern.slice(0, star), pattern.slice(star + 1)];
  const isLong = name.length >= before.length + behind.length;
  return isLong && name.startsWith(before) && name.endsWith(behind)
    ? name.slice(before.length, name.length - behind.length)
    : null;
}

interface Aliases {
  readonly base: string;
  readonly names: JsonObject;
}

const NONE: Aliases = { base: '', names: {} };

/** The `imports` of the nearest package.json; Node does not search further. */
function packageImports(from: ProjectPath, jsonAt: JsonAt): Aliases {
  const folders = from.split('/').slice(0, -1);
  for (let depth = folders.length; depth >= 0; depth -= 1) {
    const base = folders.slice(0, depth).join('/');
    const content = jsonAt([...folders.slice(0, depth), 'package.json'].join('/'));
    if (content !== undefined) return { base, names: isJsonObject(content) ? mapAt(content, 'imports') : {} };
  }
  return NONE;
}

function tsconfigPaths(jsonAt: JsonAt): Aliases {
  const content = jsonAt('tsconfig.json');
  if (!isJsonObject(content)) return NONE;
  const options = mapAt(content, 'compilerOptions');
  return { base: textAt(options, 'baseUrl') ?? '', names: mapAt(options, 'paths') };
}

/** A string, or what JSON does not allow: comments and trailing commas. Unclosed comments extend to the end. */
const EXTRA = /("(?:[^"\\\n]|\\.)*"?)|\/\/.*|\/\*[\s\S]*?(?:\*\/|(?![\s\S]))|,(?=\s*[}\]])/g;

/** undefined: it cannot be read, or is not JSON. */
function readJson(path: ProjectPath, read: ReadText): Json | undefined {
  const content = read(path);
  if (!content.ok) return undefined;
  // Twice, since a comma may be followed by a comment.
  const plain = [EXTRA, EXTRA].reduce(
    (kept, extra) => kept.replace(extra, (_, word?: string) => word ?? ''),
    textOf(content.value),
  );
  return parsedJson(plain);
}
