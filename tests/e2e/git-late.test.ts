/**
 * What a run writes in the middle of a round of git: between the look at its files and the moment in which those of the
 * branch take their place. A git that stands before the real one writes just then.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { GitSync } from '../../src/app/git-sync/types.ts';
import { Forge, ISOLATED, point, syncOf } from '../rig/git.ts';

const CHECKPOINT = 'runs/ep001.checkpoint.json';
const turn = (n: number): string => `{"run":"ep001","turn":${n}}\n`;
const REAL = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trimEnd();

function begin() {
  const forge = new Forge();
  const [ada, host] = [forge.clone('ada'), forge.clone('host')];
  const at = (name: string): string => path.join(forge.root, name);
  const target = host.at('.pipeline-runner/git/tree', CHECKPOINT);
  mkdirSync(at('bin'));
  const script = [
    '#!/bin/sh',
    // what lies in `before-<command>` becomes the checkpoint before git does that, once
    `for at in "${at('before-')}"*; do`,
    '  [ -e "$at" ] || continue',
    `  case " $* " in *" \${at##*before-} "*) mv "$at" "${target}";; esac`,
    'done',
    `case " $* " in *" checkout-index "*) "${REAL}" "$@"; end=$?; cat "${host.at('.pipeline-runner/git/tree')}/runs/ep002.yaml" > "${at('meanwhile')}" 2>&1; exit $end;; esac`,
    `exec "${REAL}" "$@"`,
  ];
  writeFileSync(at('bin/git'), `${script.join('\n')}\n`);
  chmodSync(at('bin/git'), 0o755);
  const environment = { ...ISOLATED, PATH: `${at('bin')}:${process.env.PATH}` };
  return {
    forge,
    ada,
    host,
    at,
    open: (daemons: 'one' | 'many' = 'one'): Promise<GitSync> =>
      syncOf(host, { environment, singleDaemon: daemons === 'one' }),
    /** What the run has on disk. */
    work: (n: number): void => {
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, turn(n));
    },
    workBefore: (command: string, n: number): void => writeFileSync(at(`before-${command}`), turn(n)),
    now: (): string | null => (existsSync(target) ? readFileSync(target, 'utf8') : null),
    [Symbol.dispose]: () => forge[Symbol.dispose](),
  };
}

const edit = (place: ReturnType<typeof begin>, how: 'edits' | 'deletes'): string => {
  place.ada.git('pull', '--quiet');
  if (how === 'edits') place.ada.put(CHECKPOINT, 'by hand\n');
  else place.ada.remove(CHECKPOINT);
  return place.ada.publish({});
};

for (const [how, command, daemons] of [
  ['edits', 'diff-index', 'one'],
  ['deletes', 'diff-index', 'one'],
  // Of one alone nothing would be checked out.
  ['edits', 'checkout-index', 'many'],
] as const) {
  test(`somebody who ${how} a checkpoint that changes just before ${command} stops that run; neither side is lost`, async () => {
    using place = begin();
    await using sync = await place.open(daemons);
    place.work(1);
    await sync.sync([point('ep001')]);
    const theirs = edit(place, how);
    place.workBefore(command, 2);
    const state = await sync.sync([]);
    assert.deepEqual(
      state.conflicts.map(({ run, files }) => [run, files]),
      [['ep001', [CHECKPOINT]]],
    );
    assert.equal(place.now(), turn(2), 'ours is on disk');
    place.work(3);
    assert.equal((await sync.sync([point('ep001')])).type, 'conflict');
    assert.equal(place.forge.git('rev-parse', 'main'), theirs, 'and theirs on the branch');
    place.ada.git('revert', '--no-edit', 'HEAD');
    place.ada.push();
    assert.deepEqual((await sync.sync([])).conflicts, []);
    assert.equal(place.forge.show(CHECKPOINT), turn(3).trimEnd(), 'which can be taken back');
  });
}

test("a kill after the branch and before its files were updated does not hide somebody's edit", async () => {
  using place = begin();
  const first = await place.open();
  place.work(1);
  await first.sync([point('ep001')]);
  const theirs = edit(place, 'edits');
  await first[Symbol.asyncDispose]();
  place.host.git('fetch', '--quiet');
  for (const ref of ['ours', 'pushed', 'remote'])
    place.host.git('update-ref', `refs/pipeline-runner/main/${first.daemon}/${ref}`, theirs);
  place.work(2);
  await using sync = await place.open();
  const state = await sync.sync([point('ep001')]);
  assert.deepEqual(
    state.conflicts.map(({ run }) => run),
    ['ep001'],
  );
  assert.deepEqual([place.now(), place.forge.git('rev-parse', 'main')], [turn(2), theirs]);
});

test('what a run wrote after its own commit is no conflict at the next start', async () => {
  using place = begin();
  const first = await place.open();
  place.work(1);
  await first.sync([point('ep001')]);
  place.work(2);
  await first.sync([point('ep001')]);
  place.work(3);
  await first[Symbol.asyncDispose]();
  await using sync = await place.open();
  const state = await sync.sync([point('ep001')]);
  assert.deepEqual([state.type, state.conflicts], ['in-step', []]);
  assert.equal(place.forge.show(CHECKPOINT), turn(3).trimEnd());
});

test('a file that the branch replaces exists the whole time, in the old or the new version', async () => {
  using place = begin();
  place.ada.publish({ 'runs/ep002.yaml': 'pipeline: main # 1\n' });
  await using sync = await place.open();
  place.ada.publish({ 'runs/ep002.yaml': 'pipeline: main # 2\n' });
  await sync.sync([]);
  assert.equal(readFileSync(place.at('meanwhile'), 'utf8'), 'pipeline: main # 1\n', 'when git has written it');
  assert.equal(readFileSync(path.join(sync.tree, 'runs/ep002.yaml'), 'utf8'), 'pipeline: main # 2\n');
  assert.ok(!existsSync(`${sync.tree}.incoming`));
});
