/**
 * `node scripts/record-history.ts`, once before a release: executes runs that come to rest in all possible ways, and
 * stores them as `tests/histories/<version>/`, where every later version must be able to continue them.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import type { RunOutcome } from '../src/app/types.ts';
import { InternalError, type RunId, runId } from '../src/model/brand.ts';
import { openGates } from '../src/report/gates.ts';

// The host name is written to checkpoints: replaced before any module asks for it.
os.hostname = () => 'recorder';
syncBuiltinESMExports();
const [{ openProject }, { VERSION }, { driveRun }] = await Promise.all([
  import('../src/app/project.ts'),
  import('../src/app/project/version.ts'),
  import('../src/app/run-session.ts'),
]);

const HISTORIES = path.join(import.meta.dirname, '../tests/histories');
const root = mkdtempSync(path.join(os.tmpdir(), 'history-'));
cpSync(path.join(HISTORIES, 'project'), root, { recursive: true });
mkdirSync(path.join(root, 'runs'));
await completed();
await waiting();
await approved(runId('failed'), 'inputs: { ending: fail }');
await approved(runId('interrupted'), 'inputs: { ending: wait }', { stop: new AbortController() });
await overBudget();
await ended('rejected', 'approvals: { review: { rejected: "not for this show" } }');
await ended('cancelled', 'cancelled: true');
const kept = path.join(HISTORIES, VERSION);
rmSync(kept, { recursive: true, force: true });
cpSync(root, kept, { recursive: true, filter: (file) => !/[/\\](?:\.pipeline-runner|logs)$/.test(file) });
rmSync(root, { recursive: true });

/** Writes the manifest, and works on the run until it is at rest. */
async function drive(
  run: RunId,
  manifest: string,
  hooks: { readonly stop?: AbortController } = {},
): Promise<RunOutcome> {
  writeFileSync(path.join(root, `runs/${run}.yaml`), `pipeline: story\n${manifest}\n`);
  const project = await openProject(root);
  if (!project.ok) throw new InternalError(JSON.stringify(project.error));
  const { stop = new AbortController() } = hooks;
  const saw = (event: { readonly type: string; readonly task?: string }): void => {
    if (hooks.stop && event.type === 'attempt-started' && event.task === 'ending') stop.abort();
  };
  const outcome = await driveRun(project.value, run, { observers: [{ saw }], stop: stop.signal, hurry: stop.signal });
  if (!outcome.ok) throw new InternalError(JSON.stringify(outcome.error));
  return outcome.value;
}

/** An answer to the open question, about its content. */
function answer({ checkpoint }: RunOutcome, said: string): string {
  const [open] = openGates(checkpoint);
  if (!open) throw new InternalError(`run ${checkpoint.run} asks nothing`);
  const { subject, iteration } = open.approval;
  return `approvals: { review: { ${said}, of: "${subject}", round: ${iteration} } }`;
}

/** A run up to a question, sent back, asked again, approved; and a second generation. */
async function completed(): Promise<void> {
  const run = runId('completed');
  const inputs = 'inputs: { ending: say, long: true }';
  const asked = await drive(run, inputs);
  const again = await drive(run, `${inputs}\n${answer(asked, 'changes: { b: "shorter" }')}`);
  const approved = `${inputs}\n${answer(again, 'approved: true')}`;
  await drive(run, approved);
  await drive(run, `${approved}\nrerun: { n: 2, from: ending }`);
}

async function waiting(): Promise<void> {
  const run = runId('waiting');
  const asked = await drive(run, 'inputs: { ending: say }');
  await drive(run, `inputs: { ending: say }\n${answer(asked, 'changes: "shorter"')}`);
}

/** Runs to the end, with `manifest` and an approval. */
async function approved(run: RunId, manifest: string, hooks: { readonly stop?: AbortController } = {}): Promise<void> {
  const asked = await drive(run, manifest);
  await drive(run, `${manifest}\n${answer(asked, 'approved: true')}`, hooks);
}

/** The first execution of the last stage exceeds the budget, and the next generation has nothing to start with. */
async function overBudget(): Promise<void> {
  const run = runId('over-budget');
  const manifest = 'inputs: { ending: pay }\nbudget: { usd: 0.01 }';
  await approved(run, manifest);
  const now = readFileSync(path.join(root, `runs/${run}.yaml`), 'utf8').replace('pipeline: story\n', '');
  await drive(run, `${now}rerun: { n: 2, from: pages }`);
}

async function ended(name: string, last: string): Promise<void> {
  const run = runId(name);
  await drive(run, 'inputs: { ending: say }');
  await drive(run, `inputs: { ending: say }\n${last}`);
}
