/** bin/pipeline-runner.cjs under an old Node and under a new one, with a small program in the place of the real one. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { cleanEnvironment, NO_OLD_NODE, oldNode, versionOf } from './nodes.ts';

const root = path.join(import.meta.dirname, '../..');
const old = oldNode();
const skip = old === null ? NO_OLD_NODE : false;
const temporary: string[] = [];
after(() => {
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});

const PROGRAM = `
if (process.argv[2] === 'wait') {
  setInterval(() => {}, 1000);
  process.on(process.argv[3], () => { console.log('told ' + process.argv[3]); process.exit(9); });
  console.log('waiting');
} else if (process.argv[2] === 'die') {
  process.kill(process.pid, 'SIGKILL');
} else {
  const { PIPELINE_RUNNER_RELAUNCHED: guard = null } = process.env;
  console.log(JSON.stringify({ version: process.versions.node, args: process.argv.slice(2), guard }));
  process.exitCode = 7;
}
`;

interface Place {
  /** A folder with \`node_modules/pipeline-runner\` in it. */
  readonly project: string;
  readonly launcher: string;
}

function installed(kind: 'with-node' | 'without-node'): Place {
  const project = mkdtempSync(path.join(tmpdir(), 'launcher-'));
  temporary.push(project);
  const home = path.join(project, 'node_modules/pipeline-runner');
  cpSync(path.join(root, 'bin'), path.join(home, 'bin'), { recursive: true });
  mkdirSync(path.join(home, 'dist'));
  writeFileSync(path.join(home, 'package.json'), '{ "type": "module" }\n');
  writeFileSync(path.join(home, 'dist/package.json'), '{ "type": "commonjs" }\n');
  writeFileSync(path.join(home, 'dist/cli.js'), PROGRAM);
  if (kind === 'with-node') {
    mkdirSync(path.join(project, 'node_modules/node/bin'), { recursive: true });
    symlinkSync(process.execPath, path.join(project, 'node_modules/node/bin/node'));
  }
  return { project, launcher: path.join(home, 'bin/pipeline-runner.cjs') };
}

interface Start {
  readonly node: string;
  readonly cwd: string;
  readonly launcher: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

function start({ node, cwd, launcher, args, env = {} }: Start) {
  return spawnSync(node, [launcher, ...args], { cwd, env: { ...cleanEnvironment(), ...env }, encoding: 'utf8' });
}

test('a recent Node runs the program itself and returns its exit code', () => {
  const { project, launcher } = installed('without-node');
  const { status, stdout } = start({ node: process.execPath, cwd: project, launcher, args: ['run', 'a b', ''] });
  assert.deepEqual(JSON.parse(stdout), { version: process.versions.node, args: ['run', 'a b', ''], guard: null });
  assert.equal(status, 7);
});

test("an old Node starts the program with the project's own Node", { skip }, () => {
  const { project, launcher } = installed('with-node');
  mkdirSync(path.join(project, 'deep/down'), { recursive: true });
  const cwd = path.join(project, 'deep/down');
  const { status, stdout } = start({ node: old ?? '', cwd, launcher, args: ['run', 'a b', ''] });
  assert.deepEqual(JSON.parse(stdout), { version: process.versions.node, args: ['run', 'a b', ''], guard: null });
  assert.equal(status, 7);
});

test('an old Node finds the Node beside the package, wherever it was started', { skip }, () => {
  const { launcher } = installed('with-node');
  const { status } = start({ node: old ?? '', cwd: tmpdir(), launcher, args: [] });
  assert.equal(status, 7);
});

test('an old Node without another one says in one sentence what is missing', { skip }, () => {
  const { project, launcher } = installed('without-node');
  const { status, stdout, stderr } = start({ node: old ?? '', cwd: project, launcher, args: ['run'] });
  assert.equal(status, 2);
  assert.equal(stdout, '');
  const version = versionOf(old ?? '').replaceAll('.', '\\.');
  assert.match(
    stderr,
    new RegExp(`^[^\\n]* needs Node\\.js 24 or newer [^\\n]*${version}: type \`[^\`]+\`[^\\n]*\\.\\n$`),
  );
});

test('an old Node whose newer one npm left without its program says how to install that', { skip }, () => {
  const { project, launcher } = installed('without-node');
  const node = path.join(project, 'node_modules/node');
  mkdirSync(node);
  writeFileSync(path.join(node, 'package.json'), '{ "version": "24.1.0" }\n');
  const { status, stderr } = start({ node: old ?? '', cwd: project, launcher, args: ['run'] });
  assert.equal(status, 2);
  assert.match(stderr, /: type `npm pkg set --json allowScripts\.node=true && npm rebuild node [^`]+` in the project/);
});

test('an old Node in a checkout without packages does not ask to change package.json', { skip }, () => {
  const { project, launcher } = installed('without-node');
  mkdirSync(path.join(project, 'node_modules/pipeline-runner/src'));
  const { stderr } = start({ node: old ?? '', cwd: project, launcher, args: ['run'] });
  assert.match(stderr, /: type `npm ci --include=dev` in the project/);
});

test('a checkout without packages says what installs them', () => {
  const { project, launcher } = installed('without-node');
  const home = path.join(project, 'node_modules/pipeline-runner');
  mkdirSync(path.join(home, 'src/cli'), { recursive: true });
  writeFileSync(path.join(home, 'src/cli/main.ts'), "import 'a-package-that-is-not-installed';\n");
  // Outside of `node_modules`, where Node strips no types.
  const checkout = path.join(project, 'checkout');
  cpSync(home, checkout, { recursive: true });
  const { status, stderr } = start({
    node: process.execPath,
    cwd: project,
    launcher: launcher.replace(home, checkout),
    args: [],
  });
  assert.equal(status, 2);
  assert.match(stderr, /^[^\n]*: type `npm ci` in [^\n]*\.\n$/);
});

test('a local Node that is too old or broken is skipped', { skip }, () => {
  const { project, launcher } = installed('without-node');
  mkdirSync(path.join(project, 'node_modules/node/bin'), { recursive: true });
  symlinkSync(old ?? '', path.join(project, 'node_modules/node/bin/node'));
  assert.equal(start({ node: old ?? '', cwd: project, launcher, args: [] }).status, 2);
  rmSync(path.join(project, 'node_modules/node/bin/node'));
  writeFileSync(path.join(project, 'node_modules/node/bin/node'), 'not a program');
  assert.equal(start({ node: old ?? '', cwd: project, launcher, args: [] }).status, 2);
});

test('a Node in a folder that everybody can write to, such as /tmp, is skipped as untrusted', {
  skip,
}, () => {
  const { project, launcher } = installed('with-node');
  const cwd = path.join(project, 'mine');
  mkdirSync(cwd);
  for (const [mode, expected] of [
    [0o1777, 2],
    [0o777, 7],
  ] as const) {
    chmodSync(project, mode);
    assert.equal(start({ node: old ?? '', cwd, launcher, args: [] }).status, expected);
  }
});

test('launchers never start each other in a loop', { skip }, () => {
  const { project, launcher } = installed('with-node');
  const env = { PIPELINE_RUNNER_RELAUNCHED: '1' };
  assert.equal(start({ node: old ?? '', cwd: project, launcher, args: [], env }).status, 2);
});

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  test(`${signal} reaches the program behind an old Node, and its exit code is returned`, { skip }, async () => {
    assert.deepEqual(await signalled(signal), { code: 9, said: `waiting\ntold ${signal}\n` });
  });
}

test('the program keeps running behind an old Node that gets SIGUSR2', { skip }, async () => {
  assert.deepEqual(await signalled('SIGTERM', 'SIGUSR2'), { code: 9, said: 'waiting\ntold SIGTERM\n' });
});

/** @param before is sent first. */
async function signalled(signal: NodeJS.Signals, before?: NodeJS.Signals) {
  const { project, launcher } = installed('with-node');
  const child = spawn(old ?? '', [launcher, 'wait', signal], {
    cwd: project,
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (!text.includes('waiting')) return;
    if (before) child.kill(before);
    child.kill(signal);
  });
  const { promise: ended, resolve } = Promise.withResolvers<number | null>();
  child.on('close', resolve);
  return { code: await ended, said };
}

test('the launcher ends with the same signal as a killed program', { skip }, () => {
  const { project, launcher } = installed('with-node');
  assert.equal(start({ node: old ?? '', cwd: project, launcher, args: ['die'] }).signal, 'SIGKILL');
});

test('very old Nodes can parse the launcher', () => {
  const code = readFileSync(path.join(root, 'bin/pipeline-runner.cjs'), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  assert.doesNotMatch(code, /=>|\b(const|let|class|async|await|import)\b|\?\.|\?\?|\.\.\.|\b[\w$]+\s*=\s*`/);
});
