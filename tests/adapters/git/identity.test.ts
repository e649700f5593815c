/** Who works here and who began a run, as git says. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gitIdentity, identityText } from '../../../src/adapters/git/identity.ts';
import { projectPath } from '../../../src/model/brand.ts';
import { temporaryFolder } from '../rig.ts';

const MANIFEST = projectPath('runs.yaml');

/** Of nobody: no config but that of the repository. */
const environmentIn = (folder: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: folder,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: join(folder, 'gitconfig'),
  GIT_CEILING_DIRECTORIES: join(folder, '..'),
});

function repository() {
  const folder = temporaryFolder();
  const environment = environmentIn(folder.path);
  const git = (...args: string[]): void => {
    execFileSync('git', args, { cwd: folder.path, env: environment, stdio: 'ignore' });
  };
  const commitAs = (name: string, text: string): void => {
    writeFileSync(join(folder.path, MANIFEST), text);
    git('add', MANIFEST);
    git('-c', `user.name=${name}`, '-c', `user.email=${name.toLowerCase()}@example.org`, 'commit', '-m', text);
  };
  git('init');
  return { ...folder, environment, git, commitAs };
}

test("the person's name comes from the git config", () => {
  using at = repository();
  at.git('config', 'user.name', 'Ada Lovelace');
  at.git('config', 'user.email', 'ada@example.org');
  assert.equal(gitIdentity(at.path, at).me(), 'Ada Lovelace <ada@example.org>');
});

test("outside a repository the name comes from the user's git config", () => {
  using folder = temporaryFolder();
  const environment = environmentIn(folder.path);
  writeFileSync(join(folder.path, 'gitconfig'), '[user]\n\temail = ada@example.org\n');
  assert.equal(gitIdentity(folder.path, { environment }).me(), 'ada@example.org');
});

test('the config of the repository has priority over that of the user', () => {
  using at = repository();
  writeFileSync(join(at.path, 'gitconfig'), '[user]\n\tname = Everybody\n');
  at.git('config', 'user.name', 'Ada');
  assert.equal(gitIdentity(at.path, at).me(), 'Ada');
});

test('variables of the environment have priority over the config, as in git', () => {
  using at = repository();
  at.git('config', 'user.name', 'Ada');
  at.git('config', 'user.email', 'ada@example.org');
  const environment = { ...at.environment, GIT_AUTHOR_NAME: 'Grace' };
  assert.equal(gitIdentity(at.path, { environment }).me(), 'Grace <ada@example.org>');
});

test('if a manifest was deleted and added again, its author is who added it first', () => {
  using at = repository();
  at.commitAs('Ada', 'one');
  at.git('rm', MANIFEST);
  at.git('-c', 'user.name=Bob', '-c', 'user.email=b', 'commit', '-m', 'gone');
  at.commitAs('Bob', 'two');
  assert.equal(gitIdentity(at.path, at).authorOf(MANIFEST), 'Ada <ada@example.org>');
});

test('the author of a manifest is who added it, not who changed it last', () => {
  using at = repository();
  at.commitAs('Ada', 'one');
  at.commitAs('Bob', 'two');
  assert.equal(gitIdentity(at.path, at).authorOf(MANIFEST), 'Ada <ada@example.org>');
});

test('in a hook of another repository, that of the project counts', () => {
  using at = repository();
  using other = repository();
  at.git('config', 'user.name', 'Ada');
  other.git('config', 'user.name', 'Somebody');
  at.commitAs('Grace', 'a: 1\n');
  const environment = {
    ...at.environment,
    GIT_DIR: join(other.path, '.git'),
    GIT_INDEX_FILE: join(other.path, 'index'),
  };
  const identity = gitIdentity(at.path, { environment });
  assert.deepEqual([identity.me(), identity.authorOf(MANIFEST)], ['Ada', 'Grace <grace@example.org>']);
});

test('the author of an uncommitted manifest is the person of the git config', () => {
  using at = repository();
  at.git('config', 'user.name', 'Ada');
  writeFileSync(join(at.path, MANIFEST), 'one');
  assert.equal(gitIdentity(at.path, at).authorOf(MANIFEST), 'Ada');
});

test('without git or a configured name, no person is known', () => {
  using at = repository();
  const none = gitIdentity(at.path, { ...at, program: join(at.path, 'no-such-git') });
  assert.deepEqual([gitIdentity(at.path, at).me(), none.me(), none.authorOf(MANIFEST)], [null, null, null]);
});

test('git is asked only once for the name of the person', () => {
  using at = repository();
  at.git('config', 'user.name', 'Ada');
  const git = gitIdentity(at.path, at);
  git.me();
  at.git('config', 'user.name', 'Bob');
  assert.equal(git.me(), 'Ada');
});

test('control characters and a second address are removed from a name', () => {
  assert.equal(
    identityText('\u001B[2JAda\n\u202E <boss@example.org>', 'a\u0000da@example.org>'),
    '[2JAda boss@example.org <ada@example.org>',
  );
  assert.deepEqual([identityText('', ''), identityText('\u0007', ' ')], [null, null]);
});
