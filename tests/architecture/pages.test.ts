/** The pages about the code name files that are there, and for each package the file that imports it. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { brokenLinks, pagesOf } from '../rig/markdown-links.ts';
import { readSource } from './source.ts';

const root = path.join(import.meta.dirname, '../..');
const PAGES = [
  'docs/architecture.md',
  'docs/glossary.md',
  'docs/performance.md',
  'docs/writing-stages.md',
  ...readdirSync(path.join(root, 'docs/decisions')).map((name) => `docs/decisions/${name}`),
];
/** A path as a page writes it, from `src` or from the root; a bare name is of the folder that was named before it. */
function resolved(name: string, before: string): string | null {
  const folder = path.posix.dirname(before);
  const places = [`src/${name}`, name, `${folder}/${name}`, `${before.replace(/\.ts$/, '')}/${name}`];
  return places.find((place) => globSync(place, { cwd: root }).length > 0) ?? null;
}

/** Names of sources in one line of a page, each with the file that it means; null: there is none. */
function named(line: string): readonly (readonly [name: string, file: string | null])[] {
  let before = 'src/';
  return [...line.matchAll(/`([\w./*-]+\.(?:ts|cjs))`/g)].map(([, name = '']) => {
    const file = resolved(name, before);
    before = file ?? before;
    return [name, file];
  });
}

test('every source that a page names exists', () => {
  const names = PAGES.flatMap((page) =>
    readFileSync(path.join(root, page), 'utf8')
      .split('\n')
      .flatMap((line) => named(line).map(([name, file]) => ({ page, name, file }))),
  );
  assert.ok(names.length > 200, 'the pages were not read');
  assert.deepEqual(
    names.filter(({ file }) => file === null).map(({ page, name }) => `${page}: ${name}`),
    [],
  );
});

test('every link of a page leads to an existing file and heading', () => {
  const pages = pagesOf(root);
  assert.ok(pages.length > 40, 'the pages were not read');
  assert.deepEqual(brokenLinks(root, pages), []);
});

test('every folder in the glossary exists', () => {
  const text = readFileSync(path.join(root, 'docs/glossary.md'), 'utf8');
  const folders = [...text.matchAll(/`(src\/[\w/-]+)`/g)].map(([, folder = '']) => folder);
  assert.ok(folders.length > 0);
  assert.deepEqual(
    folders.filter((folder) => !existsSync(path.join(root, folder))),
    [],
  );
});

/** Package -> its door, by the table of the page. A name may end in `*`. */
function doors(): readonly { readonly packages: readonly string[]; readonly files: readonly (string | null)[] }[] {
  const page = readFileSync(path.join(root, 'docs/architecture.md'), 'utf8');
  const table = page.split('| package | door |\n|---|---|\n')[1]?.split('\n\n')[0] ?? '';
  return table.split('\n').map((row) => {
    const [, packages = '', files = ''] = row.split('|');
    return {
      packages: [...packages.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
      files: named(files).map(([, file]) => file),
    };
  });
}

test('the architecture page names the file that imports each package', () => {
  const table = doors();
  const isNamed = (name: string, file: string): boolean =>
    table.some(
      ({ packages, files }) =>
        files.includes(file) && packages.some((known) => path.posix.matchesGlob(name, known) || name === known),
    );
  const imports = globSync('src/**/*.ts', { cwd: root }).flatMap((file) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    // To parse them all takes seconds.
    if (!/(?:from |import\(|import )'(?!\.|node:)/.test(text)) return [];
    return readSource(file, text).imports.map(({ specifier }) => ({ file, specifier }));
  });
  const packages = imports.flatMap(({ file, specifier }) => {
    const name = /^(?:@[\w-]+\/)?[\w-]+/.exec(specifier)?.[0];
    return name === undefined || specifier.startsWith('node:') ? [] : [{ file, name }];
  });
  assert.ok(packages.length > 10, 'no imports were found');
  assert.deepEqual(
    packages.filter(({ file, name }) => !isNamed(name, file)).map(({ file, name }) => `${name}: ${file}`),
    [],
  );
});
