/** The bench itself, with graphs so small that it is quick: what it counts is right. Its speeds are nobody's business. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { bareNode, type Competitor, floor, runner } from '../../bench/competitors.ts';
import { hold } from '../../bench/contest.ts';
import { stagesOf } from '../../bench/verdicts.ts';
import { workloads } from '../../bench/workloads.ts';
import { PROGRAM } from '../rig/program.ts';
import { cleanEnvironment } from './nodes.ts';

const root = path.join(import.meta.dirname, '../..');
const temporary = mkdtempSync(path.join(tmpdir(), 'bench-'));
after(() => rmSync(temporary, { recursive: true, force: true }));

const FLOOR = path.join(root, 'bench/floor.ts');
const TINY = workloads({ chain: 4, fan: 3, mosaics: [2], lines: 40 });

let folders = 0;
function contest(competitors: readonly Competitor[], words: readonly string[], rounds = 1) {
  const folder = path.join(temporary, String(folders++));
  mkdirSync(folder);
  return hold({
    workloads: TINY.filter(({ id }) => words.includes(id)),
    competitors,
    rounds,
    folder,
    says: () => {},
  });
}

test('every runner does what it supports in every round, and executes every stage once', async () => {
  const floors = [floor('fsync', FLOOR), floor('journal', FLOOR)];
  const words = ['start', 'rerun', 'steps', 'crash', 'validate'];
  const measured = await contest([runner('pipeline-runner', PROGRAM), ...floors, bareNode], words);
  const names = (id: string) => measured.filter(({ workload }) => workload.id === id).map((entry) => entry.competitor);
  assert.deepEqual(names('start'), ['pipeline-runner', 'floor: fsync', 'floor: journal', 'node -e 0']);
  assert.deepEqual(names('crash'), ['pipeline-runner', 'floor: fsync', 'floor: journal']);
  assert.deepEqual(names('validate'), ['pipeline-runner', 'node -e 0']);
  for (const { workload, competitor, wallMs, memoryMb, executed, redone } of measured) {
    const at = `${workload.id}, ${competitor}`;
    assert.equal(wallMs.length, 1, at);
    assert.ok((memoryMb ?? 0) > 1, at);
    assert.equal(redone, 0, at);
    const stages = workload.kind === 'validate' || competitor === 'node -e 0' ? null : stagesOf(workload);
    // The stage that was in flight at the kill may run again.
    if (workload.kind === 'resume') assert.ok(executed === stages || executed === (stages ?? 0) + 1, at);
    else assert.equal(executed, stages, at);
  }
});

/** A yardstick that does something else before it begins, or instead. */
function wayward(script: string): Competitor {
  const honest = floor('fsync', FLOOR);
  const file = path.join(temporary, `wayward-${folders}.mjs`);
  writeFileSync(file, script);
  return { ...honest, argumentsFor: () => [file] };
}

const FORGETFUL = `import { rmSync } from 'node:fs';
rmSync('state', { recursive: true, force: true });
await import(${JSON.stringify(FLOOR)});
`;

test('a runner that leaves stages out is not measured', async () => {
  await assert.rejects(contest([wayward('')], ['chain']), /chain: 0 executions of 4 stages, 4 of them never/);
});

test('a runner that executes finished stages again is not measured for the rerun', async () => {
  await assert.rejects(contest([wayward(FORGETFUL)], ['rerun']), /rerun: 10 executions of 5 stages, 0 of them never/);
});

test('stages that were finished before a kill and are executed after it are counted, over all rounds', async () => {
  const [crash] = await contest([wayward(FORGETFUL)], ['crash'], 2);
  assert.equal(crash?.redone, 4);
});

test('a run is measured from an empty state, a rerun from a finished run', async () => {
  const note = `import { appendFileSync, existsSync } from 'node:fs';
appendFileSync(${JSON.stringify(path.join(temporary, 'starts'))}, existsSync('state') ? 'again ' : 'first ');
await import(${JSON.stringify(FLOOR)});
`;
  const measured = await contest([wayward(note)], ['chain', 'rerun'], 2);
  assert.deepEqual(
    measured.map(({ wallMs }) => wallMs.length),
    [2, 2],
  );
  // Trials: chain, then rerun twice. Then two rounds of both.
  const starts = readFileSync(path.join(temporary, 'starts'), 'utf8');
  assert.equal(starts, `first first again ${'first again '.repeat(2)}`);
});

test('a runner that fails is not measured, and its output is shown', async () => {
  const failing = wayward("process.stderr.write('no such luck'); process.exitCode = 3;");
  await assert.rejects(contest([failing], ['start']), /ended with 3:\nno such luck/);
});

const bench = (...args: readonly string[]) =>
  spawnSync(process.execPath, [path.join(root, 'bench/main.ts'), '--folder', temporary, ...args], {
    cwd: temporary,
    env: cleanEnvironment(),
    encoding: 'utf8',
  });

test('the benchmark prints figures as text or JSON, and missed targets fail it only with --strict', () => {
  const asked = ['--workloads', 'start', '--rounds', '1', '--cli', PROGRAM];
  const strict = bench(...asked, '--json', '--strict');
  assert.notEqual(strict.stdout, '', strict.stderr);
  const { figures, verdicts } = JSON.parse(strict.stdout);
  assert.equal(figures.length, 4);
  assert.equal(strict.status, verdicts.every(({ isMet }: { isMet: boolean }) => isMet) ? 0 : 1, strict.stderr);
  const lenient = bench(...asked);
  assert.equal(lenient.status, 0, lenient.stderr);
  for (const name of ['pipeline-runner', 'floor: fsync', 'floor: journal', 'node -e 0', 'targets'])
    assert.ok(lenient.stdout.includes(name), lenient.stdout);
});

test('an interrupt ends all processes of the benchmark and leaves nothing behind', { timeout: 30_000 }, async () => {
  const folder = path.join(temporary, 'interrupted');
  mkdirSync(folder);
  const endless = path.join(temporary, 'endless.mjs');
  writeFileSync(endless, 'setInterval(() => {}, 1000);');
  const args = [path.join(root, 'bench/main.ts'), '--folder', folder, '--workloads', 'chain', '--cli', endless];
  const child = spawn(process.execPath, args, { env: cleanEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'close');
  await once(child.stderr, 'data');
  child.kill('SIGINT');
  assert.deepEqual(await ended, [130, null]);
  assert.deepEqual(readdirSync(folder), []);
});

test('invalid arguments are distinguished from failures', () => {
  for (const args of [['--workloads', 'strat'], ['--rounds', '0'], ['--fast']]) {
    const { status, stderr, stdout } = bench(...args);
    assert.deepEqual([status, stdout], [2, ''], stderr);
    assert.ok(stderr.includes('--workloads a,b'), stderr);
  }
});
