/**
 * Disks that fail: every operation of a run that changes the disk is refused, once and from then on.
 *
 * D1. The run ends with the path, the cause and what to do; no failure is swallowed but of what is a convenience.
 * D2. The checkpoint that is there is whole, and no stage is blamed.
 * D3. When the disk works again the run goes on and completes; what was shown as completed is not executed again.
 * D4. No temporary file, no staging, no journal is left.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crashReport } from '../../src/cli/crash.ts';
import { type Fault, FaultyDisks, type Plan, TROUBLES } from '../rig/faulty-disk.ts';
import { isEvent, TestProject } from '../rig/project.ts';
import { sideBySide } from '../rig/side-by-side.ts';
import { inMemory, leftovers, SMALL_GRAPH } from './graph.ts';

const LIMIT = { timeout: 300_000 };
inMemory();

/** What a run can do without, and what a later start clears up. */
const CONVENIENCE =
  /\/logs\/[^/]*\.log$|\.pipeline-runner\/(log\.ndjson|config$|cache\/|index\/|history\/|staging\/|$)|\.lock\.json$|mkdir .*\/\.pipeline-runner$/;
const CLEARING = /^(remove|close) .*\/(journal|locks)\//;

function isForgivable(struck: string, { trouble, span }: Fault): boolean {
  // The rest of a short write is written, a folder is tried again when its parents are there.
  if (trouble === 'short' || (span === 'once' && struck.startsWith('mkdir '))) return true;
  return CONVENIENCE.test(struck) || CLEARING.test(struck);
}

/** How a run ended: what a person reads, or nothing where it completed. */
async function wordsOf(project: TestProject, shown: string[]): Promise<string | null> {
  try {
    const { checkpoint } = await project.drive({
      onEvent: (event) => void (isEvent('attempt-succeeded')(event) && shown.push(event.task)),
    });
    assert.equal(checkpoint.status, 'completed', JSON.stringify(checkpoint.errors));
    return null;
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
    return crashReport(error, 'words');
  }
}

function checkWords(words: string | null, { struck, fault }: Plan, project: TestProject): void {
  if (words === null) {
    assert.ok(!struck || !fault || isForgivable(struck, fault), `${struck} failed, and nobody heard of it`);
    return;
  }
  assert.match(words, /^error\[disk\/(full|read-only|too-many-files|failed)\]: /);
  assert.match(words, /\n {4}hint: \S/);
  assert.ok(words.includes(`file: ${project.root}/`), words);
  assert.doesNotMatch(words, /\n\s+at |internal error/);
}

async function tryFault(disks: FaultyDisks, fault: Fault): Promise<void> {
  await using project = await TestProject.make(SMALL_GRAPH);
  const plan = disks.set(project.root, fault);
  const shown: string[] = [];
  try {
    checkWords(await wordsOf(project, shown), plan, project);
    if (project.has('runs/r.checkpoint.json')) await project.checkpoint();
    const before = project.executions().length;
    disks.set(project.root, null);
    const outcome = await project.drive();
    assert.equal(outcome.checkpoint.status, 'completed');
    assert.deepEqual(outcome.notices, []);
    const again = project.executions().slice(before);
    assert.deepEqual(
      again.filter((line) => shown.some((task) => line === `start r ${task}`)),
      [],
    );
    // Staging that could not be removed when its task had completed is nobody's any more.
    const left = leftovers(project).filter((file) => !(plan.struck?.startsWith('remove') && file.includes('staging')));
    assert.deepEqual(left, []);
  } catch (error) {
    const { at, trouble, span } = fault;
    const where = `${trouble} ${span} at operation ${at} (${plan.struck?.replace(project.root, '')})`;
    throw new Error(`${where}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  } finally {
    disks.forget(project.root);
  }
}

/** Each operation meets one trouble a run of this file; another number, another one. */
const TURN = Number(process.env.TURN ?? 0);

for (const span of ['once', 'lasting'] as const) {
  test(
    `if the disk refuses any operation of a run ${span}, the run stops with a clear message and loses nothing`,
    LIMIT,
    async (t) => {
      using disks = new FaultyDisks();
      const operations = await operationsOf(disks);
      assert.ok(operations > 150);
      const faults = Array.from({ length: operations }, (_, i): Fault => {
        const nth = i + TURN + (span === 'once' ? 0 : 1);
        return { at: i + 1, span, trouble: TROUBLES[nth % TROUBLES.length] ?? 'EIO' };
      });
      t.diagnostic(`${faults.length} faults`);
      await sideBySide(3, faults, (fault) => tryFault(disks, fault));
    },
  );
}

async function operationsOf(disks: FaultyDisks): Promise<number> {
  await using project = await TestProject.make(SMALL_GRAPH);
  const plan = disks.set(project.root, null);
  assert.equal((await project.drive()).checkpoint.status, 'completed');
  return plan.operations.length;
}
