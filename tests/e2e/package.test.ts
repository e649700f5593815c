/** The published package: packed, installed in a project elsewhere, and used there as its users do. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { cleanEnvironment, NO_OLD_NODE, oldNode } from './nodes.ts';

const root = path.join(import.meta.dirname, '../..');
const project = mkdtempSync(path.join(tmpdir(), 'package-'));
const home = path.join(project, 'node_modules/pipeline-runner');
const old = oldNode();

const FILES: Readonly<Record<string, string>> = {
  'package.json': '{ "private": true, "type": "module" }\n',
  'pipelines/hello.yaml': `inputs:
  type: object
  required: [name]
  properties: { name: { type: string } }
stages:
  greet:
    uses: module
    with: { module: stages/greet.ts, args: { name: "\${{ inputs.name }}" } }
  page:
    uses: write
    with: { text: "# {{ greeting }}\\n", vars: { greeting: "\${{ stages.greet.output }}" }, to: hello.md }
    artifacts: [{ path: hello.md, min_bytes: 5 }]
outputs: { page: "\${{ stages.page.artifacts.hello.path }}" }
`,
  'stages/greet.ts': `import { defineStage } from 'pipeline-runner';

export default defineStage<{ name: string }>(({ args }) => ({ output: \`Hello \${args.name}\` }));
`,
  'runs/first.yaml': 'pipeline: hello\ninputs: { name: world }\n',
  'runs/second.yaml': 'pipeline: hello\ninputs: { name: again }\n',
  'runs/third.yaml': 'pipeline: hello\ninputs: { name: library }\n',
  'library.ts': `import { type Command, decide } from 'pipeline-runner/core';
import { runPipeline } from 'pipeline-runner';

const kinds: Command['type'][] = ['start-attempt'];
const seen: string[] = [];
const outcome = await runPipeline('runs/third.yaml', { onEvent: (event) => seen.push(event.type) });
process.stdout.write(JSON.stringify({ status: outcome.status, seen: seen.length > 0, decide: typeof decide, kinds }));
`,
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      module: 'nodenext',
      target: 'es2024',
      strict: true,
      noEmit: true,
      types: ['node'],
      typeRoots: [path.join(root, 'node_modules/@types')],
    },
    files: ['library.ts', 'stages/greet.ts'],
  }),
};

function start(program: string, args: readonly string[], cwd: string = project) {
  return spawnSync(program, args, {
    cwd,
    env: cleanEnvironment(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function succeed(program: string, args: readonly string[], cwd: string = project): string {
  const { status, stdout, stderr, error } = start(program, args, cwd);
  assert.equal(status, 0, `${program} ${args.join(' ')}: ${error?.message ?? ''}${stdout}${stderr}`);
  return stdout;
}

function checkpointOf(run: string): { readonly status: string; readonly outputs: { readonly page: string } } {
  return JSON.parse(readFileSync(path.join(project, `runs/${run}.checkpoint.json`), 'utf8'));
}

before(() => {
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
    writeFileSync(path.join(project, file), text);
  }
  succeed('npm', ['pack', '--silent', '--pack-destination', project], root);
  const tarball = readdirSync(project).find((file) => file.endsWith('.tgz'));
  assert.ok(tarball);
  succeed('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`]);
});
after(() => rmSync(project, { recursive: true, force: true }));

test('the package holds the program, its types, schemas and documents, and no sources', () => {
  for (const file of [
    'bin/pipeline-runner.cjs',
    'dist/cli.js',
    'dist/types/index.d.ts',
    'schemas/run.schema.json',
    'LICENSE',
    'README.md',
  ])
    assert.ok(existsSync(path.join(home, file)), file);
  for (const file of ['src', 'tests', 'scripts', 'runs', 'pipelines'])
    assert.ok(!existsSync(path.join(home, file)), file);
});

test('the package is one that publint has nothing to say against', async () => {
  const { publint } = await import('publint');
  const { messages } = await publint({ pkgDir: home, pack: false });
  assert.deepEqual(messages, []);
});

test('npx pipeline-runner carries out a run in the project', () => {
  succeed('npx', ['--no-install', 'pipeline-runner', 'run', 'runs/first.yaml']);
  const { status, outputs } = checkpointOf('first');
  assert.equal(status, 'completed');
  assert.equal(readFileSync(path.join(project, outputs.page), 'utf8'), '# Hello world\n');
});

test('npx pipeline-runner schema prints the schema that lies in the package', () => {
  const printed = succeed('npx', ['--no-install', 'pipeline-runner', 'schema', 'pipeline']);
  assert.deepEqual(
    JSON.parse(printed),
    JSON.parse(readFileSync(path.join(home, 'schemas/pipeline.schema.json'), 'utf8')),
  );
});

test('the library runs a manifest, and its types fit a program of a strict user', () => {
  succeed(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', '.']);
  const said: unknown = JSON.parse(succeed(process.execPath, ['library.ts']));
  assert.deepEqual(said, { status: 'completed', seen: true, decide: 'function', kinds: ['start-attempt'] });
  assert.equal(checkpointOf('third').status, 'completed');
});

test('the core needs neither packages nor Node', () => {
  const imported = (file: string): string[] =>
    [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b.*?\bfrom "([^"]+)"/gm)].map(([, name]) => name ?? '');
  const open = [path.join(home, 'dist/core.js')];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    for (const name of imported(file)) {
      assert.match(name, /^\.\.?\//, `${file} imports ${name}`);
      open.push(path.join(path.dirname(file), name));
    }
  }
});

test("an old Node hands a run over to the project's own", { skip: old === null ? NO_OLD_NODE : false }, () => {
  const launcher = path.join(home, 'bin/pipeline-runner.cjs');
  const alone = start(old ?? '', [launcher, 'run', 'runs/second.yaml']);
  assert.equal(alone.status, 2, alone.stderr);
  mkdirSync(path.join(project, 'node_modules/node/bin'), { recursive: true });
  symlinkSync(process.execPath, path.join(project, 'node_modules/node/bin/node'));
  succeed(old ?? '', [launcher, 'run', 'runs/second.yaml']);
  assert.equal(checkpointOf('second').status, 'completed');
});
