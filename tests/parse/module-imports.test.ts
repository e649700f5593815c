import assert from 'node:assert/strict';
import { test } from 'node:test';
import { projectPath } from '../../src/model/brand.ts';
import { localImports } from '../../src/parse/pipeline/module-imports.ts';
import { config, reader } from './bad-project.ts';
import '../rig/languages.ts';
import { parsePipeline } from '../../src/parse/pipeline.ts';

const START = projectPath('stages/main.ts');

const importsOf = (files: Readonly<Record<string, string>>) => localImports(START, reader(files));
const missingOf = (text: string, more: Readonly<Record<string, string>> = {}) =>
  importsOf({ [START]: text, ...more }).missing.map(({ specifier }) => specifier);

test('imports are resolved as Node and tsx resolve them', () => {
  const { files, missing } = importsOf({
    [START]: `import a from './a.js';\nimport { b } from './b';\nexport * from './lib';\nconst c = require('./c.cjs');`,
    'stages/a.ts': `import './deep/a.mjs';`,
    'stages/deep/a.mts': '',
    'stages/b.tsx': '',
    'stages/lib/index.ts': `await import('../../shared.json', { with: { type: 'json' } });`,
    'stages/c.cjs': '',
    'shared.json': '{}',
  });
  assert.deepEqual([...files].sort(), [
    'shared.json',
    'stages/a.ts',
    'stages/b.tsx',
    'stages/c.cjs',
    'stages/deep/a.mts',
    'stages/lib/index.ts',
  ]);
  assert.deepEqual(missing, []);
});

test('aliases of package.json and tsconfig.json are followed, and their targets never reported as missing', () => {
  const { files, missing } = importsOf({
    [START]: `import a from '#lib/a.ts';\nimport { b } from /* why */ '@/b';\nimport '#gone';\nimport x from '#package';`,
    'package.json': '{ "imports": { "#lib/*.ts": "./shared/outer/*.ts" } }',
    'stages/package.json': `{ "imports": {
      "#lib/*": { "node": "./lib/*", "default": ["./web/*"] }, "#gone": "./gone.ts", "#package": "lodash" } }`,
    'stages/lib/a.ts': `import './$&.ts';`,
    'stages/web/a.ts': '',
    'shared/outer/a.ts': '',
    'tsconfig.json': `{ // as people write it\n"compilerOptions": { "baseUrl": "src", "paths": { "@/*": ["./*"], /* all */ }, }, }`,
    'src/b.ts': '',
  });
  assert.deepEqual([...files].sort(), ['src/b.ts', 'stages/lib/a.ts', 'stages/web/a.ts']);
  assert.deepEqual(missing, [{ from: 'stages/lib/a.ts', specifier: './$&.ts' }]);
});

test('a file that is too large to search is still part of the module', () => {
  const small = reader({ [START]: `import data from './data.json' with { type: 'json' };` });
  const { files, missing } = localImports(START, (path) =>
    path === 'stages/data.json' ? { ok: false, error: { reason: 'too-large', message: '2 MB' } } : small(path),
  );
  assert.deepEqual([files, missing], [['stages/data.json'], []]);
});

test('a missing file that is always imported is reported, even if an imported file imports it', () => {
  assert.deepEqual(missingOf(`import {\n  a,\n  b,\n} from "./gone.ts";`), ['./gone.ts']);
  assert.deepEqual(missingOf(`  import './gone.js';\nexport { x } from '../gone';`), ['./gone.js', '../gone']);
  const { missing } = importsOf({ [START]: `import './there.ts';`, 'stages/there.ts': `import './gone.ts';` });
  assert.deepEqual(missing, [{ from: 'stages/there.ts', specifier: './gone.ts' }]);
});

test('a missing file that may never be loaded, or exists in another way, is not reported', () => {
  for (const text of [
    `import type { A } from './types';`,
    `export type { A } from './types';`,
    `// import './gone.ts';\n/* import a from './gone.ts';\nimport b from './gone.ts'; */`,
    `try { await import('./optional.ts'); } catch {}`,
    `const a = flag ? require('./gone.cjs') : null;`,
    `export const name = './gone.ts';`,
    `import a from 'package';\nimport b from '#alias';\nimport './x.ts?raw';`,
    `import a from '../../outside.ts';`,
  ])
    assert.deepEqual(missingOf(text), [], text);
  assert.deepEqual(missingOf(`import { A } from './types';`, { 'stages/types.d.ts': '' }), []);
});

test('a hostile file is searched quickly', () => {
  const hostile = [
    '/*'.repeat(100_000),
    'import\n'.repeat(50_000),
    `import ${' '.repeat(300_000)}`,
    `from "#${'a'.repeat(300_000)}`,
  ];
  for (const text of hostile) assert.deepEqual(missingOf(text), []);
  for (const text of ['/*'.repeat(100_000), '"\\"'.repeat(100_000), `{"a":${','.repeat(100_000)}`])
    assert.deepEqual(missingOf(`import '@/a';\nimport '@/b';`, { 'tsconfig.json': text }), []);
});

test('a stage whose module imports a missing file gets a warning before the run', () => {
  const file = projectPath('pipelines/self.yaml');
  const text = 'stages:\n  a: { uses: module, with: { module: stages/main.ts } }\n';
  const { pipeline, diagnostics } = parsePipeline(file, reader({ [file]: text, [START]: `import './gone.ts';` }), {
    config,
  });
  assert.ok(pipeline);
  assert.deepEqual(
    diagnostics.map(({ code, severity, message, at }) => [
      code,
      severity,
      message,
      at && 'line' in at ? at.line : null,
    ]),
    [['file/missing', 'warning', 'stages/main.ts imports "./gone.ts", which does not exist yet', 2]],
  );
});
