/** SIGKILL of a process that syncs, at random instants, while people push: nothing lost, nothing doubled. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { Forge, FROM_SOURCES, personSide, point, syncOf } from '../rig/git.ts';
import { turnOf } from '../rig/git-syncer.ts';
import { Luck } from '../rig/luck.ts';

const KILLS = 14;
/** So often one lives to the end of a turn, on however slow a machine. */
const WHOLE = 5;
/** From the first look at the repository to the second round of a whole exchange. */
const FIRST_CALL = 2;
const LAST_CALL = 56;
const SYNCER = path.join(import.meta.dirname, '../rig/git-syncer.ts');

/** Lets it live for a while after its first word, or after its first whole turn, then kills it and nothing else: its gits live on. */
async function killedAfter(root: string, ms: number, since: 'start' | 'turn'): Promise<void> {
  const child = spawn(process.execPath, [SYNCER, root], { env: FROM_SOURCES, stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  const words = child.stdout.setEncoding('utf8')[Symbol.asyncIterator]();
  let said = '';
  while (!said.includes(since === 'start' ? 'works\n' : 'turn\n')) {
    const { value, done } = await words.next();
    assert.ok(!done, 'it ended by itself');
    said += value;
  }
  await delay(ms);
  child.kill('SIGKILL');
  const [, signal] = await exit;
  assert.equal(signal, 'SIGKILL', 'it ended by itself');
}

test('after random kills between and during git commands, the next start continues without help', async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  const luck = new Luck(seed);
  const told = (text: string): string => `${text} (SEED=${seed})`;
  using forge = new Forge();
  const people = [forge.clone('ada'), forge.clone('ben')];
  const host = forge.clone('host');
  host.put('pipelines/main.yaml', 'my: edit\n');
  const before = personSide(host);
  const published: Record<string, string> = {};
  for (let n = 0; n < KILLS; n += 1) {
    const killed = killedAfter(host.root, luck.int(0, 600), n % WHOLE === 0 ? 'turn' : 'start');
    await delay(luck.int(100, 400));
    const file = `runs/by-hand-${n}.yaml`;
    const content = `inputs: { n: ${n} }\n`;
    published[file] = content;
    luck.pick(people).publish({ [file]: content });
    await killed;
  }
  await using sync = await syncOf(host);
  const left = await sync.unrecorded();
  const state = await sync.sync(left.map((run) => point(run, 'gate', `Run ${run}: turn ${turnOf(sync, run)}`)));
  assert.ok(['in-step', 'rebased'].includes(state.type), told(state.sentence));
  assert.deepEqual(state.conflicts, []);
  for (const [file, content] of Object.entries(published)) {
    assert.equal(forge.show(file), content.trimEnd(), told(file));
    assert.equal(personFile(sync.tree, file), content, told(file));
  }
  const subjects = forge.git('log', '--reverse', '--format=%s', '--grep=^Run r', 'main').split('\n');
  assert.deepEqual(subjects, [...new Set(subjects)], told('a commit is there twice'));
  for (const run of ['r1', 'r2']) {
    const turn = turnOf(sync, run);
    assert.ok(turn > 3, told(`${run} came to turn ${turn} only`));
    assert.equal(forge.show(`runs/${run}.checkpoint.json`), `{"run":"${run}","turn":${turn}}`, told(run));
    const outputs = forge.git('ls-tree', '--name-only', `main:runs/${run}.run/outputs`).split('\n');
    assert.equal(outputs.length, turn, told('outputs'));
  }
  assert.equal(forge.git('rev-list', '--count', '--merges', 'main'), '0');
  assert.equal(personSide(host), before);
  forge.git('fsck', '--strict', '--no-dangling');
  host.git('fsck', '--no-dangling');
});

const personFile = (tree: string, file: string): string => readFileSync(path.join(tree, file), 'utf8');

/** Kills whoever calls it at its n-th call, before or after git has done the work; n stands in a file. */
const KILLER = (bin: string): string => `#!/bin/sh
n=$(cat ${bin}/calls); n=$((n - 1)); echo $n > ${bin}/calls
if [ $n -eq 0 ]; then
  if [ -e ${bin}/late ]; then "$REAL_GIT" "$@"; fi
  kill -9 $PPID; exit 137
fi
exec "$REAL_GIT" "$@"
`;

test('after a kill before or after any git command, the next start continues without help', async () => {
  using forge = new Forge();
  const ada = forge.clone('ada');
  const host = forge.clone('host');
  const before = personSide(host);
  const bin = path.join(forge.root, 'bin');
  mkdirSync(bin);
  writeFileSync(path.join(bin, 'git'), KILLER(bin), { mode: 0o755 });
  const REAL_GIT = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const env = { ...FROM_SOURCES, REAL_GIT, PATH: `${bin}:${process.env.PATH}` };
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  const luck = new Luck(seed);
  for (let call = FIRST_CALL; call <= LAST_CALL; call += luck.int(1, 7)) {
    writeFileSync(path.join(bin, 'calls'), String(call));
    if (luck.chance(0.5)) writeFileSync(path.join(bin, 'late'), '');
    else rmSync(path.join(bin, 'late'), { force: true });
    ada.publish({ [`runs/by-hand-${call}.yaml`]: `inputs: { n: ${call} }\n` });
    const child = spawn(process.execPath, [SYNCER, host.root], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    const [, signal] = await once(child, 'exit');
    assert.equal(signal, 'SIGKILL', `at call ${call} (SEED=${seed})`);
    await using sync = await syncOf(host);
    const left = await sync.unrecorded();
    const state = await sync.sync(left.map((run) => point(run, 'gate', `Run ${run}: turn ${turnOf(sync, run)}`)));
    assert.ok(['in-step', 'rebased'].includes(state.type), `at call ${call} (SEED=${seed}): ${state.sentence}`);
    assert.equal(personFile(sync.tree, `runs/by-hand-${call}.yaml`), `inputs: { n: ${call} }\n`);
    for (const run of ['r1', 'r2'])
      if (turnOf(sync, run) > 0)
        assert.equal(forge.show(`runs/${run}.checkpoint.json`), `{"run":"${run}","turn":${turnOf(sync, run)}}`);
  }
  const subjects = forge.git('log', '--format=%s', '--grep=^Run r', 'main').split('\n');
  assert.deepEqual(subjects, [...new Set(subjects)]);
  assert.equal(personSide(host), before);
});
