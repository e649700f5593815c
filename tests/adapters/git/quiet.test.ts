/** What holds for every git that the runner calls by itself, whoever calls it: a program in place of git says how it was called. */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { versionsInGit } from '../../../src/adapters/checkpoint/merge-versions.ts';
import { gitReader } from '../../../src/adapters/git/evidence/reader.ts';
import { Git } from '../../../src/adapters/git/git.ts';
import { gitIdentity } from '../../../src/adapters/git/identity.ts';
import { fetchBranch, pushBranch, remoteTip } from '../../../src/adapters/git/remote.ts';
import { temporaryFolder } from '../rig.ts';

const skip = process.platform === 'win32' ? 'the program is a shell script' : false;

interface Asked {
  readonly root: string;
  readonly environment: NodeJS.ProcessEnv;
}

const door = ({ root, environment }: Asked): Git => new Git({ cwd: root, tag: 't', environment, protocols: ['https'] });

const CALLERS: Readonly<Record<string, (asked: Asked) => unknown>> = {
  'the daemon': (asked) => door(asked).run(['version']),
  'reading answers from commits': ({ root, environment }) => gitReader(root, environment)(['version']),
  'looking up names': ({ root, environment }) => gitIdentity(root, { environment }).me(),
  'looking for versions of a checkpoint': ({ root, environment }) => {
    const before = process.env.PATH;
    process.env.PATH = environment.PATH;
    try {
      versionsInGit(path.join(root, 'a.checkpoint.json'));
    } finally {
      process.env.PATH = before;
    }
  },
};

/** @returns a folder with a git that writes down its arguments and its environment, and what it wrote. */
function listening() {
  const { path: root, [Symbol.dispose]: dispose } = temporaryFolder();
  const [program, heard] = [path.join(root, 'bin/git'), path.join(root, 'heard')];
  mkdirSync(path.dirname(program));
  writeFileSync(program, `#!/bin/sh\n{ printf '%s\\n' "$@"; env; } > '${heard}'\n`);
  chmodSync(program, 0o755);
  const PATH = `${path.dirname(program)}${path.delimiter}${process.env.PATH}`;
  const environment = { ...process.env, PATH, GIT_TERMINAL_PROMPT: '1', GIT_DIR: '/nowhere' };
  const lines = (): readonly string[] => {
    const text = readFileSync(heard, 'utf8');
    rmSync(heard);
    return text.split('\n');
  };
  return { root, environment, lines, [Symbol.dispose]: dispose };
}

const SETTINGS = ['core.hooksPath=/dev/null', 'core.fsmonitor=false', 'protocol.allow=never'];

for (const [name, call] of Object.entries(CALLERS)) {
  test(`git runs without hooks, own transports, terminal questions and locks: ${name}`, { skip }, async () => {
    using git = listening();
    await call(git);
    const heard = git.lines();
    const wanted = [...SETTINGS, 'GIT_TERMINAL_PROMPT=0', 'GIT_OPTIONAL_LOCKS=0', 'LC_ALL=C'];
    assert.deepEqual(
      wanted.filter((line) => !heard.includes(line)),
      [],
    );
  });
}

test('commits of the daemon are synced to disk, and only the transports of its remote are allowed', {
  skip,
}, async () => {
  using git = listening();
  await door(git).run(['version']);
  const heard = git.lines();
  assert.ok(heard.includes('core.fsync=all'));
  assert.deepEqual(
    heard.filter((line) => /^protocol\./.test(line)),
    ['protocol.allow=never', 'protocol.https.allow=always'],
  );
});

test('names of remotes and branches are never taken for options', { skip }, async () => {
  using git = listening();
  const remote = { name: '--upload-pack=x', fetchUrl: '--upload-pack=x', pushUrl: '--receive-pack=x', from: git.root };
  const branch = { remote, branch: '-b', commit: 'HEAD', into: 'refs/ours' };
  for (const call of [fetchBranch, remoteTip, pushBranch]) {
    await call(door(git), branch, {});
    const heard = git.lines();
    const at = heard.findIndex((line) => /^--(upload|receive)-pack=x$/.test(line));
    assert.equal(heard[at - 1], '--end-of-options', call.name);
    assert.equal(heard.findIndex((line) => line.includes('refs/heads/-b')) > at, true, call.name);
  }
});
