/** The config comes with the change that somebody proposes: it is read as a file of the project, and nothing in it runs. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { readConfig } from '../../src/app/project/read-config.ts';
import { PROGRAM } from '../rig/program.ts';

const above = realpathSync(mkdtempSync(path.join(tmpdir(), 'config-')));
const root = path.join(above, 'project');
const at = (name: string): string => path.join(root, name);
beforeEach(() => {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root);
});
after(() => rmSync(above, { recursive: true }));

const CONFIG = 'pipeline-runner.config.yaml';
const SECRET = 'password hunter22';

async function told(): Promise<string> {
  const read = await readConfig(root);
  return read.ok ? 'read' : JSON.stringify(read.error);
}

test('a config that is a link out of the project, or to a hidden file, shows nothing of the target', async () => {
  writeFileSync(path.join(above, 'elsewhere'), SECRET);
  mkdirSync(at('.git'));
  writeFileSync(at('.git/config'), SECRET);
  for (const [target, why] of [
    ['../elsewhere', 'a link leads out of the project'],
    ['/proc/self/environ', 'a link leads out of the project'],
    ['.git/config', 'a link leads to a hidden file'],
  ] as const) {
    rmSync(at(CONFIG), { force: true });
    symlinkSync(target, at(CONFIG));
    const all = await told();
    assert.ok(all.includes('file/outside') && all.includes(why), all);
    assert.ok(all.includes('replace the link by a file of the project'), all);
    assert.ok(!all.includes('hunter22'));
  }
});

test('a pipe, a folder or an endless file in place of a config is refused without waiting', async () => {
  execFileSync('mkfifo', [at(CONFIG)]);
  assert.match(await told(), /file\/not-a-file/);
  rmSync(at(CONFIG));
  mkdirSync(at(CONFIG));
  assert.match(await told(), /file\/not-a-file/);
  rmSync(at(CONFIG), { recursive: true });
  writeFileSync(at(CONFIG), '#'.repeat(2 ** 20 + 1));
  assert.match(await told(), /file\/too-large/);
});

test('a config in a parent folder is ignored, and one in JavaScript is not run', async () => {
  writeFileSync(path.join(above, CONFIG), 'nonsense: true');
  for (const ending of ['js', 'cjs', 'mjs', 'ts']) writeFileSync(at(`pipeline-runner.config.${ending}`), 'throw 1');
  assert.equal(await told(), 'read');
});

test('`validate` does not run code that other config loaders look for', () => {
  writeFileSync(at(CONFIG), 'concurrency: 2');
  mkdirSync(at('.config'));
  const code = 'require("node:fs").writeFileSync("ran", "")';
  for (const ending of ['js', 'cjs', 'ts']) writeFileSync(at(`.config/config.${ending}`), code);
  execFileSync(process.execPath, [PROGRAM, 'validate'], { cwd: root });
  assert.ok(!existsSync(at('ran')));
});

test('a config may be a link within the project, and of several files the first non-empty one counts', async () => {
  writeFileSync(at(CONFIG), '');
  writeFileSync(at('shared.yaml'), 'env: [SHARED]');
  symlinkSync('shared.yaml', at('pipeline-runner.config.yml'));
  const read = await readConfig(root);
  assert.deepEqual(read.ok && read.value.config.env, ['SHARED']);
});
