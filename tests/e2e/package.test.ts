/** The published package: packed, installed in a project elsewhere, and used there as its users do. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { brokenLinks, pagesOf } from '../rig/markdown-links.ts';
import { cleanEnvironment, NO_OLD_NODE, oldNode } from './nodes.ts';
import { readmeFiles } from './readme.ts';

const root = path.join(import.meta.dirname, '../..');
const project = mkdtempSync(path.join(tmpdir(), 'package-'));
const home = path.join(project, 'node_modules/pipeline-runner');
const old = oldNode();

const shown = readmeFiles();
const manifest = shown['runs/first.yaml'] ?? '';

/** The project of the readme, more runs of it, and what the readme has no room for. */
const FILES: Readonly<Record<string, string>> = {
  ...shown,
  'package.json': '{ "private": true, "type": "module" }\n',
  'runs/second.yaml': manifest,
  'runs/third.yaml': manifest,
  'library.ts': (shown['library.ts'] ?? '').replace('first', 'third'),
  'core.ts': `import { type Command, decide } from 'pipeline-runner/core';

const kinds: Command['type'][] = ['start-attempt'];
const schema = import.meta.resolve('pipeline-runner/schemas/run.schema.json').replace(/.*\\/node_modules/, '');
process.stdout.write(JSON.stringify({ decide: typeof decide, kinds, schema }));
`,
  // An enum is more than Node can strip: such modules are loaded by the package's own tsx.
  'runs/loud.yaml': 'pipeline: loud\n',
  'pipelines/loud.yaml': 'stages: { shout: { uses: module, with: { module: stages/shout.ts } } }\n',
  'stages/shout.ts': `import { defineStage, type StageContext } from 'pipeline-runner';

enum Word {
  hello = 'HELLO',
}

export default defineStage(() => ({ output: Word.hello }));

async function quiet({ log }: StageContext<{ word: string }, { id: string }>): Promise<void> {
  log.info('nothing to say');
}
export const silent = defineStage<{ word: string }, { id: string }>(quiet);
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
    files: ['library.ts', 'core.ts', 'stages/greet.ts', 'stages/shout.ts'],
  }),
};

function start(program: string, args: readonly string[], cwd: string = project) {
  // npm, npx and what they start find the Node of these tests, whoever started them.
  const PATH = `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH ?? ''}`;
  return spawnSync(program, args, {
    cwd,
    env: { ...cleanEnvironment(), PATH },
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

const PROGRAM =
  /^(?:package\.json|README\.md|CHANGELOG\.md|LICENSE|bin\/[\w-]+\.cjs|dist\/cli\.js|dist\/(?:lib\/)?package\.json|dist\/lib\/(?:chunks\/)?[\w.-]+\.js|dist\/(?:fork-server|encoder-thread)-[\w-]+\.cjs|dist\/cli\/(?:NOTICES\.txt|\w+\.chunks)|dist\/lib\/types\/[\w/-]+\.d\.ts|schemas\/\w+\.schema\.json|docs\/[\w-]+\.md|deploy\/[\w.-]+)$/;
/** What `init` begins a project with, fonts, and the pages about them. */
const CONTENT =
  /^(?:assets\/fonts\/[\w.-]+|docs\/(?:decisions|pipelines)\/[\w-]+\.md|pipeline-runner\.config\.yaml|pipelines\/[\w/-]+\.(?:yaml|ts)|runs\/[\w-]+\.yaml|schemas\/[\w-]+\/[\w-]+\.schema\.json|shows\/[\w/-]+\.(?:yaml|json|md)|templates\/[\w/.-]+)$/;
const isWanted = (file: string): boolean => PROGRAM.test(file) || CONTENT.test(file);

test('the package contains only the program, its types, schemas and documents', () => {
  const files = readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(home, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
  for (const file of [
    'bin/pipeline-runner.cjs',
    'dist/cli.js',
    'dist/cli/NOTICES.txt',
    'dist/lib/index.js',
    'dist/lib/core.js',
    'dist/lib/types/index.d.ts',
    'dist/lib/types/core/index.d.ts',
    'schemas/run.schema.json',
    'docs/errors.md',
    'deploy/Dockerfile',
    'pipelines/podcast.yaml',
    'templates/init/gitignore',
    'shows/curious-kids/blueprint.yaml',
    'assets/fonts/README.md',
    'LICENSE',
    'README.md',
  ])
    assert.ok(files.includes(file), file);
  for (const name of [/^dist\/fork-server-/, /^dist\/encoder-thread-/, /^dist\/cli\/\w+\.chunks$/])
    assert.equal(files.filter((file) => name.test(file)).length, 1, String(name));
  assert.deepEqual(
    files.filter((file) => !isWanted(file)),
    [],
  );
  for (const file of files) assert.ok(!readFileSync(path.join(home, file), 'utf8').includes(root), file);
});

test('everything that pages of the package link to is in the package', () => {
  const pages = pagesOf(home);
  assert.ok(pages.includes('README.md') && pages.includes('docs/pipelines/podcast.md'), pages.join('\n'));
  assert.deepEqual(brokenLinks(home, pages), []);
});

test('publint finds no problem in the package', async () => {
  const { publint } = await import('publint');
  const { messages } = await publint({ pkgDir: home, pack: false });
  assert.deepEqual(messages, []);
});

test('npx pipeline-runner runs the project that the readme shows', () => {
  succeed('npx', ['--no-install', 'pipeline-runner', 'run', 'first']);
  const { status, outputs } = checkpointOf('first');
  assert.equal(status, 'completed');
  assert.equal(readFileSync(path.join(project, outputs.page), 'utf8'), 'Hello Ada, Hello Grace.\n');
});

test('stored code of an earlier start is used, and a damaged or foreign file of it is made again', () => {
  const cache = mkdtempSync(path.join(tmpdir(), 'cache-'));
  const version = () => {
    const env = { ...cleanEnvironment(), XDG_CACHE_HOME: cache, LOCALAPPDATA: cache };
    const { status, stderr } = spawnSync(process.execPath, [path.join(home, 'dist/cli.js'), 'version'], { env });
    assert.equal(status, 0, String(stderr));
    const [file = '', ...more] = readdirSync(cache, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('version.bin'),
    );
    assert.deepEqual(more, []);
    return path.join(cache, file);
  };
  const file = version();
  const written = statSync(file).ino;
  version();
  assert.equal(statSync(file).ino, written, 'a good file was written again');
  const good = readFileSync(file);
  const damages: readonly (() => void)[] = [
    () => writeFileSync(file, good.subarray(0, good.length - 100)),
    () => writeFileSync(file, Buffer.from(good).fill(255, good.length >> 1, (good.length >> 1) + 8)),
    () => writeFileSync(file, ''),
    () => chmodSync(file, 0o666),
  ];
  for (const damage of damages) {
    const before = statSync(file).ino;
    damage();
    version();
    assert.notEqual(statSync(file).ino, before, String(damage));
  }
  rmSync(cache, { recursive: true });
});

test('the parse tree of a long valid pipeline is stored, and the content of the file decides', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'long-'));
  const cache = path.join(folder, 'cache');
  const file = path.join(folder, 'pipelines/long.yaml');
  const stage = (n: number): string => `  s${n}: { uses: command, with: { argv: ["true"] } }\n`;
  for (const made of [cache, path.dirname(file)]) mkdirSync(made);
  const validate = (stages: string) => {
    writeFileSync(file, `stages:\n${stages}`);
    const env = { ...cleanEnvironment(), XDG_CACHE_HOME: cache, LOCALAPPDATA: cache };
    const args = [path.join(home, 'dist/cli.js'), 'validate'];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8' });
    const kept = readdirSync(cache, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tree'));
    return { status, said: stdout + stderr, kept: kept.length };
  };
  const good = Array.from({ length: 80 }, (_, n) => stage(n)).join('');
  const bad = good.replace('  s40: { uses: command', '  s40: { uses: comand ');
  assert.equal(validate(bad).kept, 0);
  const first = validate(good);
  assert.deepEqual([first.status, first.kept], [0, 1], first.said);
  assert.deepEqual(validate(good), first);
  assert.match(validate(bad).said, /long\.yaml:42:\d+ error\[pipeline\/unknown-kind/);
  assert.equal(validate(good.replace('true', 'echo')).kept, 2);
  rmSync(folder, { recursive: true });
});

test('npx pipeline-runner schema prints the schema in the package', () => {
  const printed = succeed('npx', ['--no-install', 'pipeline-runner', 'schema', 'pipeline']);
  assert.deepEqual(
    JSON.parse(printed),
    JSON.parse(readFileSync(path.join(home, 'schemas/pipeline.schema.json'), 'utf8')),
  );
});

test('a module that Node cannot load by itself works as well', () => {
  const { stdout, stderr } = start(process.execPath, [path.join(home, 'dist/cli.js'), 'run', 'loud', '--quiet']);
  assert.deepEqual([stdout, stderr], ['', '']);
  assert.equal(checkpointOf('loud').status, 'completed');
});

test('the library runs a manifest, and its types satisfy a strict compiler', () => {
  succeed(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', '.']);
  const lines = succeed(process.execPath, ['library.ts']).split('\n');
  assert.ok(lines.includes('attempt-succeeded'), lines.join('\n'));
  assert.ok(lines.includes("completed { page: 'runs/third.run/page/hello.txt' }"), lines.join('\n'));
  assert.equal(checkpointOf('third').status, 'completed');
});

test('an editor finds no mistake in the stages of a new project', () => {
  const show = path.join(project, 'show');
  succeed('npx', ['--no-install', 'pipeline-runner', 'init', 'show', '--template', 'short-video']);
  const types = JSON.parse(readFileSync(path.join(show, 'package.json'), 'utf8')).devDependencies['@types/node'];
  const { engines } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  assert.equal(types, engines.node.replace('>=', '^'), 'editors suggest only what the least Node has');
  // As `npm install` would put it there.
  mkdirSync(path.join(show, 'node_modules/@types'), { recursive: true });
  symlinkSync(path.join(root, 'node_modules/@types/node'), path.join(show, 'node_modules/@types/node'));
  symlinkSync(path.join(root, 'node_modules/undici-types'), path.join(show, 'node_modules/undici-types'));
  succeed(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', '.'], show);
});

test('the core and the schemas are separate entry points of the package', () => {
  const said: unknown = JSON.parse(succeed(process.execPath, ['core.ts']));
  const schema = '/pipeline-runner/schemas/run.schema.json';
  assert.deepEqual(said, { decide: 'function', kinds: ['start-attempt'], schema });
});

test('the core needs neither packages nor Node', () => {
  const imported = (file: string): string[] =>
    [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b.*?\bfrom "([^"]+)"/gm)].map(([, name]) => name ?? '');
  const open = [path.join(home, 'dist/lib/core.js')];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    for (const name of imported(file)) {
      assert.match(name, /^\.\.?\//, `${file} imports ${name}`);
      open.push(path.join(path.dirname(file), name));
    }
  }
});

test('the library says which Node it needs, even in a Node that cannot parse its code', {
  skip: old === null ? NO_OLD_NODE : false,
}, () => {
  const script = `import { defineStage, runPipeline } from 'pipeline-runner';
    console.log(typeof defineStage);
    await runPipeline('runs/first.yaml').catch(({ message }) => console.log(message));`;
  const said = start(old ?? '', ['--input-type=module', '-e', script]);
  assert.match(said.stdout, /^function\npipeline-runner needs Node\.js 24 or newer and was loaded by \d/, said.stderr);
});

test('an old Node runs with the Node of the project instead', { skip: old === null ? NO_OLD_NODE : false }, () => {
  const launcher = path.join(home, 'bin/pipeline-runner.cjs');
  const alone = start(old ?? '', [launcher, 'run', 'runs/second.yaml']);
  assert.equal(alone.status, 2, alone.stderr);
  mkdirSync(path.join(project, 'node_modules/node/bin'), { recursive: true });
  symlinkSync(process.execPath, path.join(project, 'node_modules/node/bin/node'));
  succeed(old ?? '', [launcher, 'run', 'runs/second.yaml']);
  assert.equal(checkpointOf('second').status, 'completed');
});
