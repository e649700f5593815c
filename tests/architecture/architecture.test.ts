/** The house rules over the sources as they are, and over planted sources that break them one by one. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { tooLong, type Violation, violations } from './house.ts';

const root = path.join(import.meta.dirname, '../..');

/** Code below a folder: path from the root -> text. */
function codeBelow(folder: string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const entry of readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && /(?<!\.d)\.[cm]?[jt]s$/.test(entry.name))
      texts.set(path.relative(root, file).replaceAll(path.sep, '/'), readFileSync(file, 'utf8'));
  }
  return texts;
}

function declaredDependencies(): string[] {
  const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(
    readFileSync(path.join(root, 'package.json'), 'utf8'),
  ) as Readonly<Record<string, Readonly<Record<string, string>>>>;
  return Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
}

const told = (found: readonly Violation[]): string[] =>
  found.map(({ rule, file, message }) => `[${rule}] ${file}: ${message}`);

test('the sources follow every rule of the architecture', () => {
  const texts = codeBelow('src');
  assert.ok(texts.size > 100, 'the sources were not found');
  assert.deepEqual(told(violations(texts, declaredDependencies())), []);
});

test('tests, tools, the launcher and modules of pipelines have no file over the limit either', () => {
  for (const folder of ['tests', 'bench', 'scripts', 'bin', 'pipelines']) {
    const texts = codeBelow(folder);
    assert.ok(texts.size > 0, folder);
    assert.deepEqual(told(tooLong(texts)), []);
  }
});

/** Two good files and one more; what is wrong is wrong with that one. */
function planted(file: string, text: string, others: Readonly<Record<string, string>> = {}): readonly Violation[] {
  const texts = new Map([
    ['src/model/run.ts', 'export interface Run { readonly id: string }\n'],
    [
      'src/core/decide.ts',
      "import type { Run } from '../model/run.ts';\nexport const decide = (run: Run) => run.id;\n",
    ],
    ['src/engine/drive.ts', "import { decide } from '../core/decide.ts';\nexport const drive = decide;\n"],
    ...Object.entries(others),
    [file, text],
  ]);
  return violations(texts, ['yaml', 'execa', 'p-queue']);
}

const rules = (found: readonly Violation[]): string[] => found.map(({ rule }) => rule);

test('files that follow the rules cause no violation', () => {
  assert.deepEqual(
    told(planted('src/parse/yaml.ts', "import { parse } from 'yaml';\nexport const read = parse;\n")),
    [],
  );
});

const IMPORTS: readonly (readonly [file: string, imported: string])[] = [
  ['src/model/x.ts', '../core/decide.ts'],
  ['src/core/x.ts', '../engine/drive.ts'],
  ['src/parse/x.ts', '../engine/drive.ts'],
  ['src/ports/x.ts', '../core/decide.ts'],
  ['src/engine/x.ts', '../adapters/disk.ts'],
  ['src/stages/x.ts', '../engine/drive.ts'],
  ['src/stages/x.ts', '../core/decide.ts'],
  ['src/report/x.ts', '../adapters/disk.ts'],
  ['src/adapters/x.ts', '../core/decide.ts'],
  ['src/adapters/x.ts', '../engine/drive.ts'],
  ['src/watch/x.ts', '../adapters/disk.ts'],
  ['src/app/x.ts', '../cli/main.ts'],
  ['src/app/x.ts', '../server/main.ts'],
  ['src/watch/x.ts', '../app/run.ts'],
  ['src/index.ts', './cli/main.ts'],
  ['src/cli/x.ts', '../server/main.ts'],
  ['src/server/x.ts', '../cli/main.ts'],
  ['src/surprise/x.ts', '../model/run.ts'],
];
const OTHER_ROOMS = {
  'src/adapters/disk.ts': 'export const disk = 1;\n',
  'src/cli/main.ts': 'export const main = 1;\n',
  'src/server/main.ts': 'export const main = 1;\n',
  'src/app/run.ts': 'export const run = 1;\n',
};
for (const [file, imported] of IMPORTS) {
  test(`${file} may not import ${imported}, neither as a type nor lazily`, () => {
    for (const line of [`import * as x from '${imported}';`, `import type * as x from '${imported}';`])
      assert.deepEqual(rules(planted(file, `${line}\nexport type X = typeof x;\n`, OTHER_ROOMS)), ['room']);
    assert.deepEqual(rules(planted(file, `export type X = typeof import('${imported}');\n`, OTHER_ROOMS)), ['room']);
    assert.deepEqual(rules(planted(file, `export * from '${imported}';\n`, OTHER_ROOMS)), ['room']);
    const lazy = planted(file, `export const x = () => import('${imported}');\n`, OTHER_ROOMS);
    assert.ok(rules(lazy).includes('room'));
  });
}

const PURITY: readonly (readonly [file: string, code: string, use: string])[] = [
  ['src/core/x.ts', 'Date.now()', 'Date.now'],
  ['src/core/x.ts', 'new Date()', 'Date.now'],
  ['src/core/x.ts', 'Math.random()', 'Math.random'],
  ['src/core/x.ts', 'process.pid', 'process'],
  ['src/core/x.ts', 'console.log(1)', 'console'],
  ['src/core/x.ts', 'setTimeout(String, 1)', 'setTimeout'],
  ['src/core/x.ts', 'async () => 1', 'async'],
  ['src/core/x.ts', 'Promise.resolve(1)', 'Promise'],
  ['src/core/x.ts', 'performance.now()', 'performance'],
  ['src/parse/x.ts', 'async () => 1', 'async'],
  ['src/parse/x.ts', 'process.cwd()', 'process'],
  ['src/model/x.ts', 'Date.now()', 'Date.now'],
  ['src/engine/x.ts', 'Date.now()', 'Date.now'],
];
for (const [file, code, use] of PURITY) {
  test(`${file} may not contain ${code}`, () => {
    const found = planted(file, `export const x = ${code};\n`);
    assert.deepEqual(told(found), [`[pure] ${file}: line 1 uses ${use}`]);
  });
}

test('a Date of a given time and a key named process count as pure', () => {
  const text = 'export const x = { at: new Date(0).toISOString(), process: 1 };\nexport const y = x.process;\n';
  assert.deepEqual(told(planted('src/core/x.ts', text)), []);
});

test('the core imports no package and no module of Node', () => {
  assert.deepEqual(rules(planted('src/core/x.ts', "import 'yaml';\nimport 'node:path';\n")), ['node', 'package']);
});

test('the engine uses neither disk nor processes, and only two packages', () => {
  const text =
    "import 'node:fs';\nimport 'node:child_process';\nimport 'node:events';\nimport 'p-queue';\nimport 'yaml';\n";
  assert.deepEqual(rules(planted('src/engine/x.ts', text)), ['node', 'node', 'package']);
});

test('each package is imported by only one file', () => {
  const door = { 'src/adapters/yaml.ts': "import 'yaml';\n" };
  assert.deepEqual(rules(planted('src/cli/x.ts', "import type { Node } from 'yaml/util';\n", door)), ['door']);
});

test('every imported package is declared in package.json', () => {
  assert.deepEqual(rules(planted('src/adapters/x.ts', "import 'left-pad';\n")), ['undeclared']);
});

test('heavy packages are imported lazily', () => {
  assert.deepEqual(rules(planted('src/adapters/x.ts', "import { execa } from 'execa';\nexeca;\n")), ['lazy']);
  assert.deepEqual(rules(planted('src/adapters/x.ts', "export const x = () => import('execa');\n")), []);
});

test('imports stay inside src and name existing files', () => {
  assert.deepEqual(rules(planted('src/cli/x.ts', "import '../../scripts/build.ts';\n")), ['outside']);
  assert.deepEqual(rules(planted('src/cli/x.ts', "import './gone.ts';\n")), ['outside']);
});

test('the schemas in schemas/ may be imported from everywhere', () => {
  const text = "import schema from '../../schemas/run.schema.json' with { type: 'json' };\nexport const x = schema;\n";
  assert.deepEqual(told(planted('src/parse/x.ts', text)), []);
});

test('only the registry knows the stage kinds', () => {
  const kinds = {
    'src/stages/registry.ts': "import './http.ts';\nimport './write.ts';\n",
    'src/stages/http.ts': "import './shared.ts';\nimport './http/plan.ts';\n",
    'src/stages/http/plan.ts': "import '../shared.ts';\n",
    'src/stages/shared.ts': 'export const shared = 1;\n',
  };
  assert.deepEqual(rules(planted('src/stages/write.ts', "import './shared.ts';\n", kinds)), []);
  assert.deepEqual(rules(planted('src/stages/write.ts', "import './http/plan.ts';\n", kinds)), ['kind']);
  assert.deepEqual(rules(planted('src/stages/write.ts', "import './http.ts';\n", kinds)), ['kind']);
});

test('files do not import each other in cycles, not even types', () => {
  const other = { 'src/core/y.ts': "import type { X } from './x.ts';\nexport type Y = X;\n" };
  const found = planted('src/core/x.ts', "import type { Y } from './y.ts';\nexport type X = Y;\n", other);
  assert.deepEqual(told(found), ['[cycle] src/core/y.ts: src/core/y.ts -> src/core/x.ts -> src/core/y.ts']);
});

test('folders of a layer do not import each other in cycles', () => {
  const other = {
    'src/parse/text/a.ts': "import { b } from '../yaml/b.ts';\nexport const a = b;\n",
    'src/parse/yaml/b.ts': 'export const b = 1;\n',
    'src/parse/text/d.ts': 'export const d = 1;\n',
  };
  const found = planted('src/parse/yaml/c.ts', "import { d } from '../text/d.ts';\nexport const c = d;\n", other);
  const circle = 'src/parse/text -> src/parse/yaml -> src/parse/text';
  assert.deepEqual(told(found), [`[cycle] src/parse/text: ${circle}`]);
});

test('files have at most 400 lines and functions at most 80, except generated ones', () => {
  const lines = (n: number): string => '// more\n'.repeat(n);
  const body = (n: number): string => `export function x(): void {\n${lines(n - 2)}}\n`;
  assert.deepEqual(rules(planted('src/core/x.ts', lines(400))), []);
  assert.deepEqual(rules(planted('src/core/x.ts', lines(401))), ['size']);
  assert.deepEqual(rules(planted('src/core/x.ts', body(80))), []);
  assert.deepEqual(rules(planted('src/core/x.ts', body(81))), ['size']);
  assert.deepEqual(rules(planted('src/core/x.ts', `export const x = () => {\n${lines(80)}};\n`)), ['size']);
  assert.deepEqual(rules(planted('src/core/generated/x.ts', lines(401) + body(81))), []);
});

test('hints begin with a small letter and end without a full stop', () => {
  const good = ["'add it'", '`raise ${x}`', "y ? 'JSON is read' : '`x` is there …'", "y ?? 'take it; then go'"];
  for (const hint of good)
    assert.deepEqual(told(planted('src/core/x.ts', `export const a = { hint: ${hint} };\n`)), []);
  const bad = ["'Add it'", "'add it.'", '`add ${x}.`', "'look. Then go'", "y ? 'add' : 'Add'", "y ?? 'add it.'"];
  for (const hint of bad) {
    assert.deepEqual(rules(planted('src/core/x.ts', `export const a = { hint: ${hint} };\n`)), ['hint'], hint);
    assert.deepEqual(rules(planted('src/core/x.ts', `export const OLD_HINT = ${hint};\n`)), ['hint'], hint);
  }
  assert.deepEqual(rules(planted('src/core/x.ts', 'export const hint = (x: string) => `Add ${x}`;\n')), ['hint']);
});
