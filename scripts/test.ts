/**
 * Runs test files: `node scripts/test.ts <pattern>…`, several at once, and reports the result of each; for a failed
 * file it shows everything except passed tests. For a single file all output is shown as it arrives.
 *
 * Files in `ISOLATED` have a process each. All others share a few processes, which is many times faster. The programs
 * that tests start are those of a package that is built first, as users have it, which starts twice as fast as the
 * sources of a checkout (tests/rig/program.ts).
 *
 * Temporary folders are in memory if the system has enough: tests sync thousands of files, git most of all, and none of
 * them needs to survive a power cut.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  globSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, constants, tmpdir } from 'node:os';
import path from 'node:path';
import type { Tally } from './test-tally.ts';

const MEMORY = '/dev/shm';
/** Bytes: more than all tests use there at once. A container usually has 64 MB. */
const ROOM = 1_000_000_000;
const MOST_PROCESSORS = 2;
/** Tests of whole runs, and files that start hundreds of programs: a fork takes longer the larger its process is. */
const ISOLATED =
  /^tests\/(?:(?:crash|e2e|scenarios)\/|adapters\/(?:git\/(?:evidence|merged-answers)|disk\/lock|checkpoint\/merge)|cli\/doctor)/;
/** The slowest files: they begin first, so that none of them is still running when all others are done. */
const LONG =
  /^tests\/(?:crash\/(?:faults|watch|kill|calls|git-sync)|e2e\/(?:watch-git|readme|content-crash))\.test\.ts$/;
/** Bytes of tests that are worth another process, which loads code for a second or two before its first test. */
const WORTH_A_PROCESS = 400_000;
const BUILT = ['src', 'bin', 'dist'];

/** The work of one process. */
interface Job {
  readonly name: string;
  readonly files: readonly string[];
  readonly flags: readonly string[];
  /** Additional environment variables. */
  readonly given: () => Promise<NodeJS.ProcessEnv>;
}

const root = path.join(import.meta.dirname, '..');
process.env.TMPDIR = memoryFolder() ?? tmpdir();
const home = mkdtempSync(path.join(tmpdir(), 'tests-'));
process.on('exit', () => rmSync(home, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => process.exit(128 + constants.signals[signal]));
const files = globSync(process.argv.slice(2)).map((file) => file.replaceAll(path.sep, '/'));
process.exitCode = (await all(files.sort())) ? 0 : 1;

/** @returns whether all tests passed. */
async function all(files: readonly string[]): Promise<boolean> {
  const began = Date.now();
  const queue = jobsFor(files).values();
  const tallies: Tally[] = [];
  const lane = async (): Promise<void> => {
    for (const job of queue) tallies.push(await run(job, files.length === 1));
  };
  // Most processes wait much of the time: three more than there are processors keep all of those busy.
  const width = Math.min(MOST_PROCESSORS, availableParallelism()) + 3;
  await Promise.all(Array.from({ length: width }, lane));
  const sum = (count: (tally: Tally) => number): number => tallies.reduce((total, tally) => total + count(tally), 0);
  const [passed, failed, skipped] = [sum((t) => t.passed), sum((t) => t.failed), sum((t) => t.skipped.length)];
  say(`${passed} tests passed, ${failed} failed, ${skipped} skipped (${seconds(began)})`);
  return passed > 0 && failed === 0;
}

function jobsFor(files: readonly string[]): readonly Job[] {
  const alone = files.filter((file) => ISOLATED.test(file));
  let program: Promise<string> | null = null;
  const flags = ['--test-force-exit', '--import', keepingCode(path.join(home, 'code'))];
  const given = async () => {
    program ??= built();
    return { PIPELINE_RUNNER_UNDER_TEST: await program };
  };
  const job = (file: string): Job => ({ name: file, files: [file], flags, given });
  const [long, short] = [alone.filter((file) => LONG.test(file)), alone.filter((file) => !LONG.test(file))];
  const shared = files.filter((file) => !ISOLATED.test(file));
  return [...sharing(shared, given), ...long.map(job), ...short.map(job)];
}

/** Files that share processes, in groups with similar amounts of text, since large test files take long. */
function sharing(files: readonly string[], given: Job['given']): readonly Job[] {
  const sized = files.map((file) => ({ file, bytes: statSync(file).size }));
  const count = Math.max(1, Math.round(sized.reduce((sum, { bytes }) => sum + bytes, 0) / WORTH_A_PROCESS));
  const groups = Array.from({ length: count }, () => ({ bytes: 0, members: [] as string[] }));
  for (const { file, bytes } of sized.sort((a, b) => b.bytes - a.bytes)) {
    const least = groups.reduce((a, b) => (b.bytes < a.bytes ? b : a));
    least.members.push(file);
    least.bytes += bytes;
  }
  const flags = ['--test', '--test-isolation=none'];
  const name = (members: readonly string[], i: number): string =>
    members.length === 1 ? `${members[0]}` : `group ${i + 1} of ${count}, ${members.length} files`;
  return groups
    .filter(({ members }) => members.length > 0)
    .map(({ members }, i) => ({ name: name(members, i), files: members.sort(), flags, given }));
}

/** A module for all files: shared code is compiled by the first. Programs that they start do not use it. */
function keepingCode(folder: string): string {
  const text = `import { enableCompileCache } from 'node:module'; enableCompileCache(${JSON.stringify(folder)});`;
  return `data:text/javascript,${encodeURIComponent(text)}`;
}

/** The package as installed, but with links to what is not built. @returns its program. */
async function built(): Promise<string> {
  const copy = path.join(home, 'package');
  const script = path.join(root, 'scripts/build.ts');
  const { code, said } = await ended(spawn(process.execPath, [script, '--out', path.join(copy, 'dist'), '--no-types']));
  if (code !== 0) throw new Error(`the package could not be built:\n${said}`);
  for (const name of readdirSync(root))
    if (!BUILT.includes(name) && !name.startsWith('.')) symlinkSync(path.join(root, name), path.join(copy, name));
  // The program locates its own files, so bin/ is copied instead of linked.
  cpSync(path.join(root, 'bin'), path.join(copy, 'bin'), { recursive: true });
  return path.join(copy, 'bin/pipeline-runner.cjs');
}

/** @param isShown whether its output is shown as it arrives. */
async function run({ name, files, flags, given }: Job, isShown: boolean): Promise<Tally> {
  const env = { ...process.env, ...(await given()) };
  const began = Date.now();
  const file = path.join(mkdtempSync(path.join(home, 'job-')), 'tally.json');
  const reports = [
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...[`--test-reporter=${path.join(root, 'scripts/test-tally.ts')}`, `--test-reporter-destination=${file}`],
  ];
  const output = isShown ? 'inherit' : 'pipe';
  const child = spawn(process.execPath, [...flags, ...reports, ...files], { stdio: ['ignore', output, output], env });
  const { code, said } = await ended(child);
  const { passed, failed, skipped } = tallyIn(file);
  // A process may fail without a failed test: one that never ends, an error between tests.
  const all = { passed, failed: failed === 0 && code !== 0 ? 1 : failed, skipped };
  if (all.failed > 0) say(`${withoutGood(said)}✖ ${name} ended with ${code}: ${all.failed} failed (${seconds(began)})`);
  else say(`✔ ${name}: ${passed} passed (${seconds(began)})`);
  for (const one of skipped) say(`  skipped: ${one}`);
  return all;
}

/** Removes passed and skipped tests from a report. */
function withoutGood(said: string): string {
  return said.replace(/^\s*[✔﹣ℹ] .*\n/gmu, '');
}

/** @returns its exit code or signal, and what it wrote to pipes. */
async function ended(child: ChildProcess): Promise<{ readonly code: number | string | null; readonly said: string }> {
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => said.push(chunk));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code: code ?? signal, said: Buffer.concat(said).toString() };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

function tallyIn(file: string): Tally {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Tally;
  } catch {
    // The process ended before it could report.
    return { passed: 0, failed: 1, skipped: [] };
  }
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
    // Missing or not permitted: the disk works as well, only slower.
    return null;
  }
}
