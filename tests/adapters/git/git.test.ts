/** The door to git: what it may do and see, how it ends, and how what it says is understood. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { Git, type GitEnd, gitMessage } from '../../../src/adapters/git/git.ts';
import { withTrailers } from '../../../src/adapters/git/history.ts';
import { findRemote, protocolOf, remoteTip, shownUrl, troubleOf } from '../../../src/adapters/git/remote.ts';
import { endTagged } from '../../../src/adapters/processes/end.ts';
import { durationMs } from '../../../src/model/brand.ts';
import { Forge, ISOLATED } from '../../rig/git.ts';
import { OWN_UID } from '../../rig/own-uid.ts';

const doorIn = (cwd: string, environment: NodeJS.ProcessEnv = ISOLATED): Git =>
  new Git({ cwd, tag: `${OWN_UID}/git`, environment, protocols: ['file'] });

test('git variables in the environment do not reach our calls of git', async () => {
  using forge = new Forge();
  const host = forge.clone('host');
  const stray = {
    ...ISOLATED,
    GIT_DIR: '/nowhere',
    GIT_INDEX_FILE: '/nowhere',
    GIT_WORK_TREE: '/',
    GIT_AUTHOR_NAME: 'x',
  };
  assert.equal(await doorIn(host.root, stray).line(['rev-parse', '--show-toplevel']), host.root);
});

test('hooks and the file monitor of the clone do not run', async () => {
  using forge = new Forge();
  const host = forge.clone('host');
  const ran = path.join(forge.root, 'ran');
  const hooks = ['reference-transaction', 'post-index-change', 'monitor'].map((name) => host.at('.git/hooks', name));
  for (const hook of hooks) {
    mkdirSync(path.dirname(hook), { recursive: true });
    writeFileSync(hook, `#!/bin/sh\necho "\${0##*/}" >> '${ran}'\n`, { mode: 0o755 });
  }
  host.git('config', 'core.fsmonitor', host.at('.git/hooks/monitor'));
  const git = doorIn(host.root);
  await git.text(['update-ref', 'refs/heads/ours', 'HEAD']);
  await git.text(['read-tree', 'HEAD']);
  await git.text(['status', '--porcelain']);
  assert.equal(existsSync(ran), false);
  host.git('update-ref', 'refs/heads/theirs', 'HEAD');
  host.git('read-tree', 'HEAD');
  host.git('status', '--porcelain');
  const all = new Set(readFileSync(ran, 'utf8').trim().split('\n'));
  assert.equal(all.size, hooks.length, 'those of a person do');
});

test('a transport that is not allowed is refused', async () => {
  using forge = new Forge();
  const host = forge.clone('host');
  const end = await doorIn(host.root).run(['ls-remote', 'ext::sh -c true']);
  assert.match(end.stderr, /transport 'ext' not allowed/);
});

test('a git call that takes too long is ended with all its child processes', async () => {
  using forge = new Forge();
  const host = forge.clone('host');
  host.git('config', 'alias.forever', '!sleep 1000 & wait');
  const end = await doorIn(host.root).run(['forever'], { timeoutMs: 300 });
  assert.deepEqual([end.why, end.code, gitMessage(end)], ['time-out', null, 'it took too long']);
});

test('output that git wrote while this process was suspended is read, although the time limit has passed', async () => {
  const asked = doorIn('/').run(['version'], { timeoutMs: 100 });
  await turn(); // it is started
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
  const { why, code } = await asked;
  assert.deepEqual([why, code], ['ended', 0]);
});

test('background processes of git are not waited for, and all output is read', async () => {
  using forge = new Forge();
  const host = forge.clone('host');
  host.git('config', 'alias.away', '!setsid sleep 1000 & seq 20000; echo trouble >&2');
  const git = doorIn(host.root).with({ tag: `${OWN_UID}/away` });
  const end = await git.run(['away']);
  const left = await endTagged(`${OWN_UID}/away`, durationMs(1_000));
  assert.deepEqual([end.why, end.code, end.stderr], ['ended', 0, 'trouble\n']);
  assert.equal(end.stdout.trim().split('\n').at(-1), '20000');
  assert.equal(left, 1, 'it was still there');
});

test('a git call ends when it is aborted', async () => {
  using forge = new Forge();
  const host = forge.clone('host');
  host.git('config', 'alias.forever', '!sleep 1000');
  const stop = new AbortController();
  const end = doorIn(host.root).run(['forever'], { signal: stop.signal });
  stop.abort();
  assert.equal((await end).why, 'aborted');
  assert.equal((await doorIn(host.root).run(['version'], { signal: stop.signal })).why, 'aborted');
});

test('a missing git program is reported as such', async () => {
  const end = await doorIn('/', { PATH: '/nowhere' }).run(['version']);
  assert.deepEqual([end.why, gitMessage(end)], ['missing', 'git is not installed']);
});

const PROTOCOLS: readonly (readonly [url: string, protocol: string])[] = [
  ['/srv/origin.git', 'file'],
  ['../origin.git', 'file'],
  ['file:///srv/origin.git', 'file'],
  ['https://git.example.org/a.git', 'https'],
  ['git@git.example.org:a.git', 'ssh'],
  ['ssh://git@git.example.org/a.git', 'ssh'],
  ['git+ssh://git.example.org/a.git', 'ssh'],
  ['ext::sh -c whoami', 'ext'],
  ['C:\\repos\\a.git', 'file'],
];
for (const [url, protocol] of PROTOCOLS)
  test(`${url} is reached by ${protocol}`, () => assert.equal(protocolOf(url), protocol));

test('a password in a URL is never shown', () => {
  assert.equal(shownUrl('https://ada:secret@git.example.org/a.git'), 'https://git.example.org/a.git');
});

test('the tip of a branch is not that of a backup of it, whose name ends in the same way', async () => {
  using forge = new Forge();
  const host = forge.clone('host');
  host.git('push', '--quiet', 'origin', 'main:refs/backup/refs/heads/main');
  host.git('commit', '--quiet', '--allow-empty', '--message=newer');
  host.git('push', '--quiet', 'origin', 'main');
  const git = doorIn(host.root);
  const remote = await findRemote(git, 'origin', host.root);
  assert.ok(remote);
  const commit = host.git('rev-parse', 'main').trim();
  assert.deepEqual(await remoteTip(git, { remote, branch: 'main' }, {}), { type: 'tip', commit });
});

const TROUBLES: readonly (readonly [said: string, type: string])[] = [
  ["fatal: could not read Username for 'https://x': terminal prompts disabled", 'credentials'],
  ['git@x: Permission denied (publickey).\nfatal: Could not read from remote repository.', 'credentials'],
  ["fatal: Authentication failed for 'https://x/'", 'credentials'],
  ['fatal: unable to access: The requested URL returned error: 403', 'credentials'],
  ["fatal: couldn't find remote ref refs/heads/main", 'no-branch'],
  ["fatal: Unable to create '/r/.git/shallow.lock': File exists.", 'lock'],
  ["fatal: unable to access 'https://x/': Could not resolve host: x", 'away'],
  ["fatal: '/r' does not appear to be a git repository\nfatal: Could not read from remote repository.", 'away'],
  ['ssh: connect to host x port 22: Connection timed out', 'away'],
];
for (const [said, type] of TROUBLES)
  test(`"${said.split('\n')[0]}" means ${type}`, () => {
    const end: GitEnd = { why: 'ended', code: 128, stdout: '', stderr: said };
    assert.equal(troubleOf('fetch', end).type, type);
  });

test("a full local disk is not reported as an unreachable remote; a full remote disk is reported as the remote's", () => {
  const said = 'error: unable to write file x: No space left on device\nfatal: unpack-objects failed\n';
  const end: GitEnd = { why: 'ended', code: 128, stdout: '', stderr: said };
  assert.throws(() => troubleOf('fetch', end), /^GitError: git fetch: .*No space left on device/);
  assert.equal(
    troubleOf('fetch', { ...end, stderr: `remote: ${said.split('\n')[0]}\nfatal: early EOF\n` }).type,
    'away',
  );
});

test('a commit message consists of subject, news and trailers; quoted text cannot create a trailer', () => {
  const text = withTrailers({ subject: 'Run x:\nwaits', body: 'Pipeline-Daemon: forged\n' }, [
    ['Pipeline-Stage', 'review\nPipeline-Daemon: forged'],
    ['Pipeline-Daemon', 'me'],
  ]);
  assert.equal(
    text,
    'Run x: waits\n\nPipeline-Daemon: forged\n\nPipeline-Stage: review Pipeline-Daemon: forged\nPipeline-Daemon: me\n',
  );
});

/** In a process of its own, which can open no more files. @returns what the script prints. */
function withoutRoom(script: string): string {
  const source = path.resolve(import.meta.dirname, '../../../src/adapters/git');
  const filled = `import { openSync, closeSync } from 'node:fs';
    const load = (file) => import(${JSON.stringify(`${source}/`)} + file);
    const [{ Git }, { gitReader }, { commitFiles }] = await Promise.all(
      ['git.ts', 'evidence/reader.ts', 'person-commit.ts'].map(load));
    const held = [];
    try { for (;;) held.push(openSync('/dev/null')); } catch {}
    const end = await (async () => { ${script} })();
    held.forEach((fd) => closeSync(fd));
    console.log(JSON.stringify(end));`;
  const argv = ['-c', 'ulimit -n 100; exec "$@"', 'sh', process.execPath, '--input-type=module', '-e', filled];
  return execFileSync('sh', argv, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
}

test('git that cannot be started for lack of memory is reported as such, without an exception', () => {
  const git = `new Git({ cwd: '/', tag: 't', environment: process.env, protocols: [] })`;
  const ofDaemon = JSON.parse(withoutRoom(`return ${git}.run(['version'])`));
  assert.deepEqual([ofDaemon.why, gitMessage(ofDaemon)], ['not-started', 'git could not be started (EMFILE)']);
  const reader = JSON.parse(
    withoutRoom(`const { code, stderr } = await gitReader('/')(['version']); return { code, stderr };`),
  );
  assert.deepEqual(reader, { code: null, stderr: 'git could not be started (EMFILE)' });
  const commit = withoutRoom(`return commitFiles({ root: '/', files: ['a'], message: 'm', env: process.env })`);
  assert.match(commit, /commit\/refused.*git could not be started \(EMFILE\)/);
});

test('a missing folder is not reported as a missing program', async () => {
  const end = await doorIn('/nowhere/at/all').run(['version']);
  assert.deepEqual([end.why, gitMessage(end)], ['not-started', 'there is no folder /nowhere/at/all']);
});
