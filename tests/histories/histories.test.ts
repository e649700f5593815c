/**
 * Runs of every released version, as they lie in git, in the hands of this one. `scripts/record-history.ts` makes them.
 */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { parse, stringify } from 'yaml';
import { readState } from '../../src/app/pinned/stored-state.ts';
import { openProject } from '../../src/app/project.ts';
import { readRun } from '../../src/app/read-run.ts';
import { driveRun } from '../../src/app/run-session.ts';
import type { Project } from '../../src/app/types.ts';
import { encode } from '../../src/core/encode.ts';
import { type Result, type RunId, runId } from '../../src/model/brand.ts';
import type { Checkpoint, RunStatus } from '../../src/model/checkpoint.ts';
import { checkpointTasks } from '../../src/report/checkpoint-tasks.ts';
import { openGates } from '../../src/report/gates.ts';

const VERSIONS = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'project')
  .map(({ name }) => name);
const ENDING = '.checkpoint.json';

function must<T>(result: Result<T, unknown>): T {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

/** As another machine gets it: nothing of what the first one kept for itself. */
async function clone(version: string): Promise<Project & Disposable> {
  const root = mkdtempSync(path.join(tmpdir(), 'history-'));
  cpSync(path.join(import.meta.dirname, version), root, { recursive: true });
  const project = must(await openProject(root));
  return { ...project, [Symbol.dispose]: () => rmSync(root, { recursive: true }) };
}

async function read(project: Project, run: RunId): Promise<Checkpoint> {
  const { checkpoint, notices } = must(await readRun(project, run));
  assert.deepEqual(notices, []);
  assert.ok(checkpoint);
  return checkpoint;
}

/** Address -> status and number of attempts, of all tasks. */
const tasksOf = (checkpoint: Checkpoint) =>
  new Map(
    Array.from(checkpointTasks(checkpoint), ({ address, task: { status, attempts = [] } }) => [
      address,
      `${status} after ${attempts.length}`,
    ]),
  );

/** What a person adds to the manifest so that the run goes on. */
function addition(checkpoint: Checkpoint): object {
  const [open] = openGates(checkpoint);
  if (!open) return checkpoint.status === 'budget_exceeded' ? { budget: { usd: 1 } } : {};
  const { subject, iteration } = open.approval;
  return { approvals: { [open.gate]: { approved: true, of: subject, round: iteration } } };
}

const ENDS: Readonly<Partial<Record<RunStatus, RunStatus>>> = {
  running: 'completed',
  awaiting_approval: 'completed',
  budget_exceeded: 'completed',
};

for (const version of VERSIONS) {
  const runs = readdirSync(path.join(import.meta.dirname, version, 'runs')).filter((name) => name.endsWith(ENDING));
  for (const run of runs.map((name) => runId(name.slice(0, -ENDING.length)))) {
    test(`${version}: the run "${run}" is read back as it was written`, async () => {
      using project = await clone(version);
      const { digest: _, ...written } = JSON.parse(
        readFileSync(path.join(project.root, `runs/${run}${ENDING}`), 'utf8'),
      ) as Checkpoint & { readonly digest: string };
      const stored = must(await readState(project, run));
      assert.ok(stored);
      const now = encode(stored.definitions.pipeline, stored.state);
      assert.deepEqual([now.status, now.cost, tasksOf(now)], [written.status, written.cost, tasksOf(written)]);
    });

    test(`${version}: the run "${run}" continues, and no finished work is repeated`, async () => {
      using project = await clone(version);
      const before = await read(project, run);
      const manifest = path.join(project.root, `runs/${run}.yaml`);
      const own = parse(readFileSync(manifest, 'utf8')) as object;
      writeFileSync(manifest, stringify({ ...own, ...addition(before) }));
      const { checkpoint } = must(await driveRun(project, run, { observers: [], stop: new AbortController().signal }));
      assert.equal(checkpoint.status, ENDS[before.status] ?? before.status);
      const after = tasksOf(checkpoint);
      for (const [address, task] of tasksOf(before))
        if (task.startsWith('completed')) assert.equal(after.get(address), task);
    });
  }
}
