/**
 * Runs test files: `node scripts/test.ts [--together] <pattern>…`.
 *
 * `--together`: many files a process, which is many times faster than one process a file; one process more than there
 * are processors, up to three, since some files wait for programs that they start. Without it a process a file; programs
 * that they start are those of a package that is built first, as users have it, which start twice as fast as the sources
 * of a checkout (tests/rig/program.ts).
 *
 * Temporary folders go to memory where the system offers enough: tests sync thousands of files, git more than all, and
 * none of them asks a disk to survive a power cut.
 */
import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, constants, tmpdir } from 'node:os';
import path from 'node:path';

const MEMORY = '/dev/shm';
/** Bytes: more than all tests have there at once. A container has 64 MB as a rule. */
const ROOM = 1_000_000_000;
const MOST_PROCESSES = 2;
/** Bytes of tests that are worth a process of their own: it loads code for a second or two before its first test. */
const WORTH_A_PROCESS = 250_000;
const BUILT = ['src', 'bin', 'dist'];

const [first, ...rest] = process.argv.slice(2);
const isTogether = first === '--together';
process.env.TMPDIR = memoryFolder() ?? tmpdir();
process.exitCode = isTogether ? await together(rest) : await apart(process.argv.slice(2));

async function together(patterns: readonly string[]): Promise<number> {
  const processes = Math.min(MOST_PROCESSES, availableParallelism()) + 1;
  // How long a file takes its size does not tell: who is done early takes another group.
  const groups = divided(globSync([...patterns])).values();
  const codes: number[] = [];
  const work = async (shown: 'now' | 'after'): Promise<void> => {
    for (const files of groups) codes.push(await run(['--test', '--test-isolation=none', ...files], shown));
  };
  await Promise.all(Array.from({ length: processes }, (_, i) => work(i === 0 ? 'now' : 'after')));
  return codes.find((code) => code !== 0) ?? 0;
}

/** A process a file. They wait a good part of their time: two more than there are processors keep all of them at work. */
async function apart(patterns: readonly string[]): Promise<number> {
  const home = mkdtempSync(path.join(tmpdir(), 'package-'));
  try {
    process.env.PIPELINE_RUNNER_UNDER_TEST = builtIn(home);
    const atOnce = Math.min(MOST_PROCESSES, availableParallelism()) + 2;
    // What a test that ran out of time still holds keeps no file from ending.
    const flags = ['--test', '--test-force-exit', `--test-concurrency=${atOnce}`];
    return await run([...flags, '--import', keepingCode(path.join(home, 'code')), ...patterns], 'now');
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** A module for all files: what they have in common is compiled by the first. Programs that they start know nothing of it. */
function keepingCode(folder: string): string {
  const text = `import { enableCompileCache } from 'node:module'; enableCompileCache(${JSON.stringify(folder)});`;
  return `data:text/javascript,${encodeURIComponent(text)}`;
}

/** The package as it is installed, but for links to what is not built. @returns its program. */
function builtIn(home: string): string {
  const root = path.join(import.meta.dirname, '..');
  for (const name of readdirSync(root))
    if (!BUILT.includes(name) && !name.startsWith('.')) symlinkSync(path.join(root, name), path.join(home, name));
  // The program asks where its own files are.
  cpSync(path.join(root, 'bin'), path.join(home, 'bin'), { recursive: true });
  const build = path.join(root, 'scripts/build.ts');
  const built = spawnSync(process.execPath, [build, '--out', path.join(home, 'dist'), '--no-types'], { stdio: 'pipe' });
  if (built.status !== 0) throw new Error(`the package could not be built:\n${built.stderr}`);
  return path.join(home, 'bin/pipeline-runner.cjs');
}

/** Into groups of about the same amount of text: large test files take long. */
function divided(files: readonly string[]): readonly (readonly string[])[] {
  const sized = files.map((file) => ({ file, bytes: statSync(file).size }));
  const all = sized.reduce((sum, { bytes }) => sum + bytes, 0);
  const count = Math.max(1, Math.round(all / WORTH_A_PROCESS));
  const groups = Array.from({ length: count }, () => ({ bytes: 0, files: [] as string[] }));
  for (const { file, bytes } of sized.sort((a, b) => b.bytes - a.bytes)) {
    const least = groups.reduce((a, b) => (b.bytes < a.bytes ? b : a));
    least.files.push(file);
    least.bytes += bytes;
  }
  return groups.map((group) => group.files.sort()).filter((group) => group.length > 0);
}

/** @param shown `now`: as it comes. `after`: when it has ended, so that two reports do not mix. */
function run(args: readonly string[], shown: 'now' | 'after'): Promise<number> {
  const output = shown === 'now' ? 'inherit' : 'pipe';
  const child = spawn(process.execPath, args, { stdio: ['ignore', output, output] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => said.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.stdout.write(Buffer.concat(said));
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}

/** null: there is none, it is small, or programs cannot be started from it. */
function memoryFolder(): string | null {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize < ROOM) return null;
    const trial = mkdtempSync(path.join(MEMORY, 'trial-'));
    try {
      const program = path.join(trial, 'true');
      writeFileSync(program, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
      return spawnSync(program).status === 0 ? MEMORY : null;
    } finally {
      rmSync(trial, { recursive: true });
    }
  } catch {
    // No such folder, or not for us: the disk does as well, only slower.
    return null;
  }
}
