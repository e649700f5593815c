/** JSON Schema -> readonly TypeScript types of the files that people write. */
import { compile } from 'json-schema-to-typescript';
import { mapSchema, type Schema, schemaOf } from './schemas.ts';

/** Keywords that a type cannot express; the type generator would turn them into noise. */
const UNTYPED: ReadonlySet<string> = new Set([
  'if',
  'then',
  'else',
  'allOf',
  'dependentSchemas',
  'propertyNames',
  'examples',
]);

/** @returns the text of a module that exports one type for the file and one for each entry of `$defs`. */
export async function fileTypes(name: string, schemas: ReadonlyMap<string, Schema>): Promise<string> {
  const typed = mapSchema(schemaOf(schemas, name), typedPart);
  const text = await compile(typed as Parameters<typeof compile>[0], name, {
    bannerComment: `/** Generated from schemas/${name}.schema.json by \`npm run generate\`. Do not edit. */`,
    ignoreMinAndMaxItems: true,
    unreachableDefinitions: true,
    style: { singleQuote: true, printWidth: 120 },
  });
  const declared = text.replace(
    / \*\n \* This interface was referenced by [^\n]*\n \* via the `definition` [^\n]*\n/g,
    '',
  );
  return declared
    .split(/(\/\*\*[\s\S]*?\*\/)/)
    .map((part) => (part.startsWith('/**') ? part : readonlyText(part)))
    .join('');
}

function typedPart(part: Schema): Schema {
  const kept = Object.entries(part).filter(([keyword]) => !UNTYPED.has(keyword));
  const saysNothing = kept.length === 1 && typeof part.description === 'string';
  return { ...Object.fromEntries(kept), ...(saysNothing ? { tsType: 'unknown' } : {}) };
}

function readonlyText(code: string): string {
  const marked = code.replace(/^(\s+)((?:"[^"]+"|'[^']+'|[$\w]+|\[k: string\])\??:\s)/gm, '$1readonly $2');
  let text = '';
  let from = 0;
  for (let at = marked.indexOf('[]'); at !== -1; at = marked.indexOf('[]', at + 2)) {
    const start = elementStart(marked, at);
    text += `${marked.slice(from, start)}readonly ${marked.slice(start, at + 2)}`;
    from = at + 2;
  }
  return text + marked.slice(from);
}

/** Start of the element type that ends at `end`: a name, or a bracketed type. */
function elementStart(code: string, end: number): number {
  let depth = 0;
  for (let i = end - 1; i >= 0; i--) {
    const character = code[i] ?? '';
    if (')}]>'.includes(character)) depth++;
    else if ('({[<'.includes(character) && depth > 0) depth--;
    else if (depth === 0 && !/\w/.test(character)) return i + 1;
    if (depth === 0 && '({'.includes(character)) return i;
  }
  return 0;
}
