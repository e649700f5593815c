/** `watch --git` with keys, without credentials, on other branches, and when what it works with goes away. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmdirSync, rmSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Notice } from '../../src/app/notify.ts';
import { inMemory } from '../crash/graph.ts';
import { KEYGEN, NO_SSH } from '../rig/branch.ts';
import { stageIn } from '../rig/project.ts';
import { gated, HOLD, noted, stopped, Team } from './git-team.ts';

const LIMIT = { timeout: 60_000 };
inMemory();

/** Makes a key for its person, signs all that they commit from now on, and gives the line that allows it. */
function signs({ forge, ann }: Team): string {
  const key = path.join(forge.root, 'key');
  execFileSync(KEYGEN, ['-q', '-t', 'ed25519', '-N', '', '-C', 'ann', '-f', key]);
  for (const [name, value] of [
    ['gpg.format', 'ssh'],
    ['user.signingkey', key],
    ['commit.gpgsign', 'true'],
  ] as const)
    ann.git('config', name, value);
  return `ann@example.org ${execFileSync(KEYGEN, ['-y', '-f', key], { encoding: 'utf8' })}`;
}

test('where a signature is required, the signed commit opens the gate', {
  ...LIMIT,
  skip: NO_SSH,
}, async () => {
  await using team = new Team({
    pipelines: { main: gated({ require_signed: true, approvers: ['ann@example.org'] }) },
  });
  const daemon = await team.watching();
  team.asks(['r']);
  await team.reaches('r', 'awaiting_approval');
  team.answers(team.ann, 'r');
  await team.reaches('r', ({ stages }) => stages.review?.approval?.remark?.code === 'gate/unsigned');
  const allowed = signs(team);
  team.answers(team.ann, 'r', '', { allowed_signers: allowed });
  const commit = team.answers(team.ann, 'r');
  const done = await team.reaches('r', 'completed');
  await stopped(daemon);
  assert.deepEqual(stageIn(done, 'review').approval?.by, [{ who: 'ann@example.org', assurance: 'signed', commit }]);
  assert.deepEqual(team.notes(), ['r outline', 'r last']);
});

/** The remote by an ssh that lets in who has the key. @returns the file that is the key. */
function bySsh({ forge, host }: Team): string {
  const [key, ssh] = ['id', 'ssh'].map((name) => path.join(forge.root, name));
  assert.ok(key && ssh);
  writeFileSync(key, '');
  const refuse = 'echo "git@forge.example.org: Permission denied (publickey)." >&2; exit 255';
  writeFileSync(ssh, `#!/bin/sh\n[ -e "${key}" ] || { ${refuse}; }\nfor command; do :; done\nexec sh -c "$command"\n`);
  chmodSync(ssh, 0o755);
  host.git('config', 'core.sshCommand', ssh);
  host.git('config', 'ssh.variant', 'simple');
  host.git('remote', 'set-url', 'origin', `ssh://git@forge.example.org${forge.bare}`);
  return key;
}

test(
  'without credentials the daemon goes on working and says so; when they are back, everything is pushed',
  LIMIT,
  async () => {
    const stages = { one: noted('1', {}, HOLD), two: noted('2', { needs: ['one'] }) };
    await using team = new Team({ pipelines: { main: { stages } } });
    const key = bySsh(team);
    const daemon = await team.watching();
    team.asks(['r']);
    await daemon.said(/started +one/);
    rmSync(key);
    await daemon.said(/git\/credentials.*denies access/);
    team.letGo();
    await daemon.said(/r +completed/);
    assert.equal(team.checkpoint('r'), null);
    writeFileSync(key, '');
    await team.reaches('r', 'completed');
    await daemon.said(/denies access.*\n[\d:]+ {2}git: (?!.*denies access)/s);
    await stopped(daemon);
    assert.deepEqual([team.said('r'), team.notes()], [['Run r: completed'], ['r one', 'r two']]);
  },
);

test('a disk that refuses to list runs for a while does not end the daemon', LIMIT, async () => {
  await using team = new Team({ pipelines: { main: { stages: { one: noted('done') } } } });
  const daemon = await team.watching();
  team.asks(['first']);
  await team.reaches('first', 'completed');
  // A journal that cannot be read: what it records must not be passed over.
  const journal = path.join(team.tree, '.pipeline-runner/journal/strange.1.ndjson');
  mkdirSync(journal);
  team.asks(['second']);
  await daemon.said(/second: error\[daemon\/disk\]/);
  rmdirSync(journal);
  await team.reaches('second', 'completed');
  await stopped(daemon);
  assert.deepEqual(team.notes(), ['first one', 'second one']);
});

test('with `commit: stage` each stage is on the branch while the next one runs', LIMIT, async () => {
  const stages = { one: noted('1'), two: noted('2', { needs: ['one'] }, HOLD) };
  const config = { git: { interval: '200ms', commit: 'stage' } };
  await using team = new Team({ pipelines: { main: { stages } }, config });
  const daemon = await team.watching();
  team.asks(['r']);
  const first = await team.reaches('r', ({ stages: { one } }) => one?.status === 'completed');
  assert.equal(first.status, 'running');
  team.letGo();
  await team.reaches('r', 'completed');
  await stopped(daemon);
  assert.equal(team.said('r').length, 2);
});

test('--remote and --branch select what is followed', LIMIT, async () => {
  await using team = new Team({ pipelines: { main: { stages: { one: noted('done') } } } });
  team.ann.git('push', '--quiet', 'origin', 'HEAD:ops');
  team.host.git('remote', 'rename', 'origin', 'upstream');
  const daemon = await team.watching(team.host, '--remote', 'upstream', '--branch', 'ops');
  team.asks(['elsewhere']);
  team.ann.git('checkout', '--quiet', '-b', 'ops', 'HEAD~1');
  team.ann.put('runs/here.yaml', 'pipeline: main\n');
  team.ann.commit('Ask for a run');
  team.ann.git('push', '--quiet', 'origin', 'ops');
  await team.until(() => team.forge.git('ls-tree', '-r', '--name-only', 'ops').includes('runs/here.checkpoint.json'));
  await stopped(daemon);
  assert.deepEqual(team.notes(), ['here one']);
  assert.equal(team.checkpoint('elsewhere'), null);
});

test('a second daemon on the same clone names the first one and ends without waiting', LIMIT, async () => {
  await using team = new Team();
  const first = await team.watching();
  for (const second of [await team.start().ended, await team.reconciling().ended]) {
    assert.equal(second.code, 2, second.err);
    assert.match(second.err, new RegExp(`daemon/running.*process ${first.pid} `));
  }
  await stopped(first);
});

test("commands about runs in the daemon's clone say that the clone is behind, until it is not", LIMIT, async () => {
  await using team = new Team({ pipelines: { main: { stages: { one: noted('done') } } } });
  const daemon = await team.watching();
  team.asks(['r']);
  await team.reaches('r', 'completed');
  const said = async (...argv: readonly string[]) => (await team.typing(...argv).ended).err;
  team.host.put('runs/r.yaml', 'pipeline: main\n');
  for (const argv of [['status'], ['status', 'r'], ['list'], ['cost'], ['explain', 'r'], ['approve', 'r']])
    assert.match(
      await said(...argv),
      /daemon\/ahead.*follows the branch main, which is 2 commits ahead/,
      argv.join(' '),
    );
  rmSync(team.host.at('runs/r.yaml'));
  team.host.git('pull', '--quiet', 'origin', 'main');
  assert.equal(await said('status', 'r'), '');
  await stopped(daemon);
});

test("`run` in the daemon's clone refuses what the daemon does on the branch, without waiting", LIMIT, async () => {
  await using team = new Team({ pipelines: { main: { stages: { one: noted('done') } } } });
  const daemon = await team.watching();
  team.asks(['r']);
  await team.reaches('r', 'completed');
  team.host.put('runs/r.yaml', 'pipeline: main\n');
  const { code, err } = await team.running('r').ended;
  assert.equal(code, 2, err);
  assert.match(err, new RegExp(`daemon/follows-branch.*process ${daemon.pid}\\) follows the branch main`));
  await stopped(daemon);
  assert.deepEqual(team.notes(), ['r one']);
});

test(
  'the end of a run is reported once; later notices, and their withdrawal, are reported as such',
  LIMIT,
  async () => {
    const main = { stages: { one: noted('done') } };
    await using team = new Team({ pipelines: { main, other: main } });
    const daemon = await team.watching();
    team.asks(['r']);
    await team.reaches('r', 'completed');
    const edits = (text: string): void => {
      team.ann.git('pull', '--quiet', '--rebase', 'origin', 'main');
      team.asks(['r'], text);
    };
    edits('pipeline: other\n');
    await team.reaches('r', ({ diagnostics = [] }) => diagnostics.length === 1);
    edits('pipeline: main\n');
    await team.reaches('r', ({ diagnostics = [] }) => diagnostics.length === 0);
    await stopped(daemon);
    assert.deepEqual(team.said('r'), [
      'Run r: completed',
      'Run r: run/frozen-changed reported after its end',
      'Run r: run/frozen-changed resolved',
    ]);
  },
);

test('a daemon whose worktree is removed calls its hooks from where it was started before it ends', LIMIT, async () => {
  await using team = new Team({
    config: { notify: [{ on: ['trouble'], command: ['sh', '-c', 'cat >> "$PWD/called.json"'] }] },
  });
  const daemon = await team.watching();
  const ours = 'git log -1 --format=%B "$new" | grep -q ^Pipeline-Daemon';
  team.forge.hook('pre-receive', `read old new ref; ! ${ours}`);
  team.asks(['r']);
  await daemon.said(/git\/refused/);
  const inTrouble = new Date().toISOString();
  rmSync(team.tree, { recursive: true, maxRetries: 10 });
  assert.equal((await daemon.ended).code, 1);
  const { event, run, status, why, since = '' }: Notice = JSON.parse(team.host.text('called.json'));
  assert.deepEqual([event, run, status], ['trouble', null, 'stopped']);
  assert.ok(since !== '' && since <= inTrouble, 'since the branch refused its commits');
  assert.match(why ?? '', /^(?:git\/tree|daemon\/state)-gone: /);
});

test('a daemon whose worktree is removed stops with a message, and the next one creates it again', LIMIT, async () => {
  await using team = new Team({ pipelines: { main: gated() } });
  const daemon = await team.watching();
  team.asks(['r']);
  await team.reaches('r', 'awaiting_approval');
  rmSync(team.tree, { recursive: true, maxRetries: 10 });
  const gone = await daemon.ended;
  assert.equal(gone.code, 1);
  assert.match(gone.out + gone.err, /error\[git\/tree-gone\]: .*was removed, emptied or pruned/);
  const second = await team.watching();
  rmSync(path.join(team.tree, 'runs'), { recursive: true, maxRetries: 10 });
  assert.equal((await second.ended).code, 1, 'nor with the runs removed, of which it has no copies');
  const third = await team.watching();
  rmSync(team.host.at('.git/worktrees'), { recursive: true });
  assert.match((await third.ended).err, /error\[git\/tree-gone\]: .*was removed, emptied or pruned/);
  const next = await team.watching();
  team.answers(team.ann, 'r');
  await team.reaches('r', 'completed');
  await stopped(next);
  assert.deepEqual(team.notes(), ['r outline', 'r last']);
});

test('a hanging remote does not delay a daemon that is told to leave at once; the next one pushes', LIMIT, async () => {
  await using team = new Team({ pipelines: { main: { stages: { one: noted('1') } } } });
  const daemon = await team.watching();
  const held = path.join(team.forge.bare, 'held');
  const folder = watch(team.forge.bare);
  const isOurs = 'git log -1 --format=%B "$new" | grep -q ^Pipeline-Daemon';
  team.forge.hook(
    'pre-receive',
    `read old new ref; ${isOurs} || exit 0; : > held; while [ -e held ]; do sleep 0.02; done; exit 1`,
  );
  team.asks(['r']);
  while (!existsSync(held)) await once(folder, 'change');
  folder.close();
  daemon.signal('SIGTERM');
  await daemon.said(/^.*Stopping after SIG[A-Z]+: nothing new starts/m);
  daemon.signal('SIGTERM');
  const { code, err } = await daemon.ended;
  assert.deepEqual([code, /git\/away.*will be pushed later/.test(err)], [0, true], err);
  rmSync(held);
  rmSync(path.join(team.forge.bare, 'hooks/pre-receive'));
  const next = await team.watching();
  await team.reaches('r', 'completed');
  await stopped(next);
  assert.deepEqual(team.notes(), ['r one']);
});

test('a run whose result cannot be pushed does not make the daemon call the remote all the time', LIMIT, async () => {
  const slow = { stages: { one: noted('1', {}, 'sleep 3;') } };
  await using team = new Team({ pipelines: { main: gated(), slow }, config: { git: { interval: '1h' } } });
  const asked = path.join(team.forge.root, 'asked');
  team.asks(['bad']);
  assert.equal((await team.reconciling().ended).code, 3);
  for (const file of ['runs/bad.checkpoint.json', '.pipeline-runner/backup/bad.json'])
    writeFileSync(path.join(team.tree, file), '{\n');
  team.ann.git('pull', '--quiet', '--rebase', 'origin', 'main');
  team.asks(['r'], 'pipeline: slow\n');
  const upload = `#!/bin/sh\necho asked >> "${asked}"\nexec git-upload-pack "$@"\n`;
  writeFileSync(path.join(team.forge.root, 'upload'), upload, { mode: 0o755 });
  team.host.git('config', 'remote.origin.uploadpack', path.join(team.forge.root, 'upload'));
  const daemon = await team.watching();
  await daemon.said(/bad: .*checkpoint\/damaged/);
  await team.reaches('r', 'completed');
  await stopped(daemon);
  // At the start (the tip, and what is new), for what is damaged, and at the end of the run.
  assert.ok(readFileSync(asked, 'utf8').split('\n').length <= 6, readFileSync(asked, 'utf8'));
});

test("a manifest that is removed in the daemon's worktree but not on the branch is restored", LIMIT, async () => {
  await using team = new Team();
  const daemon = await team.watching();
  team.asks(['deep/r']);
  await team.reaches('deep/r', 'awaiting_approval');
  rmSync(path.join(team.tree, 'runs/deep/r.yaml'));
  await daemon.said(/runs\/deep\/r\.yaml: removed in .* but still on the branch, so restored/);
  team.answers(team.ann, 'deep/r');
  await team.reaches('deep/r', 'completed');
  team.asks(['other']);
  await team.reaches('other', 'awaiting_approval');
  team.ann.git('pull', '--quiet', '--rebase', 'origin', 'main');
  team.ann.remove('runs/other.yaml');
  team.ann.commit('Not this one');
  team.ann.push();
  await team.reaches('other', 'paused');
  const { err } = await stopped(daemon);
  assert.equal(err.match(/so restored/g)?.length, 1, err);
  assert.deepEqual(team.said('deep/r'), ['Run deep/r: waits for review', 'Run deep/r: completed']);
});

test('a daemon whose lock in its clone is removed stops as well, because another one could start', LIMIT, async () => {
  await using team = new Team();
  const daemon = await team.watching();
  rmSync(team.host.at('.pipeline-runner/daemon.lock'));
  const { code, err } = await daemon.ended;
  assert.deepEqual([code, /daemon\/state-gone/.test(err)], [1, true], err);
});

test(
  'a manifest that disappeared with all files of its run is not restored alone, as the run would start anew',
  LIMIT,
  async () => {
    await using team = new Team({ pipelines: { main: gated() }, config: { git: { interval: '1h' } } });
    team.asks(['r']);
    assert.equal((await team.reconciling().ended).code, 3);
    const daemon = await team.watching();
    rmSync(path.join(team.tree, 'runs'), { recursive: true, maxRetries: 10 });
    await daemon.said(/error\[runs\/missing\]/);
    daemon.signal('SIGTERM');
    const { code, err } = await daemon.ended;
    assert.deepEqual([code, /put back/.test(err), /git\/tree-gone/.test(err)], [1, false, true], err);
    assert.deepEqual(team.notes(), ['r outline']);
  },
);

test('a git failure at the start of the daemon is reported as such, not as a bug', LIMIT, async () => {
  await using team = new Team();
  const bin = path.join(team.forge.root, 'bin');
  mkdirSync(bin);
  const real = execFileSync('which', ['git'], { encoding: 'utf8' }).trim();
  const script = `case "$*" in *"ls-files --others"*) echo "fatal: out of memory" >&2; exit 128;; esac\nexec ${real} "$@"\n`;
  writeFileSync(path.join(bin, 'git'), `#!/bin/sh\n${script}`, { mode: 0o755 });
  const before = process.env.PATH;
  process.env.PATH = `${bin}:${before}`;
  const daemon = team.start();
  process.env.PATH = before;
  const { code, err } = await daemon.ended;
  assert.deepEqual([code, /error\[git\/failed\]: git ls-files: out of memory/.test(err)], [2, true], err);
});
