/** `doctor`: what is there and what is missing, without a value of a key anywhere; test calls within a budget. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import fs, { existsSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { createServer } from 'node:net';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import type { Finding } from '../../src/report/doctor-text.ts';
import { modelServer } from '../rig/model-server.ts';
import { project, type TestProject } from './rig.ts';

const KEY = 'PIPELINE_RUNNER_TEST_DOCTOR_KEY';
const PIPELINE = { 'pipelines/a.yaml': 'stages:\n  a: { uses: command, with: { argv: [echo, hi] } }\n' };

const here = (providers: string, more = ''): TestProject =>
  project({ ...PIPELINE, 'pipeline-runner.config.yaml': `providers:\n${providers}${more}` });

interface Examined {
  readonly code: number;
  readonly out: string;
  readonly about: (area: Finding['area'], name: string) => Finding | undefined;
}

async function doctor(p: TestProject, ...flags: string[]): Promise<Examined> {
  const { code, out, err } = await p.cli('doctor', '--json', ...flags);
  assert.ok(out.startsWith('{'), err);
  const { findings }: { readonly findings: readonly Finding[] } = JSON.parse(out);
  return { code, out, about: (area, name) => findings.find((one) => one.area === area && one.name === name) };
}

test('`doctor` reports nothing for a project that only uses offline providers', async () => {
  using p = here('  writer: { type: offline }\n');
  const { code, about } = await doctor(p);
  assert.equal(code, 0);
  assert.equal(about('providers', 'writer')?.state, 'ok');
  assert.equal(about('system', 'node')?.text, process.versions.node);
});

test('`doctor` leaves nothing behind', async () => {
  using p = here('  writer: { type: offline }\n');
  await doctor(p);
  assert.equal(existsSync(path.join(p.root, '.pipeline-runner')), false);
});

test('a missing key is reported, with how to set it', async () => {
  using p = here(`  writer: { type: anthropic, model: any, api_key: { env: ${KEY} } }\n`);
  delete process.env[KEY];
  const { code, about } = await doctor(p);
  assert.equal(code, 1);
  assert.equal(about('providers', 'writer')?.state, 'missing');
  assert.match(about('providers', 'writer')?.hint ?? '', new RegExp(KEY));
});

test('the value of a key is never shown', async () => {
  using p = here(
    `  writer: { type: openai-compatible, model: any, base_url: "http://127.0.0.1:9/v1", api_key: { env: ${KEY} } }\n`,
  );
  process.env[KEY] = 'sk-value-of-the-test-key';
  try {
    const { out, code } = await doctor(p);
    assert.equal(code, 0, out);
    assert.doesNotMatch(out, /sk-value/);
    assert.match(out, new RegExp(KEY));
  } finally {
    delete process.env[KEY];
  }
});

test('a secret that stages or hooks name is reported if it has no value', async () => {
  using p = here('  writer: { type: offline }\n', `secrets: { hook: { env: ${KEY} }, path: { env: PATH } }\n`);
  delete process.env[KEY];
  const { code, about } = await doctor(p);
  assert.equal(code, 1);
  assert.deepEqual([about('secrets', 'hook')?.state, about('secrets', 'path')?.state], ['missing', 'ok']);
});

test('a provider with its own base_url needs no key', async () => {
  using p = here('  writer: { type: openai, model: any, base_url: "http://127.0.0.1:9/v1" }\n');
  assert.equal((await doctor(p)).about('providers', 'writer')?.state, 'ok');
});

test('a provider that needs a key but names none is reported', async () => {
  using p = here('  writer: { type: openai, model: any }\n');
  const { code, about } = await doctor(p);
  assert.equal(code, 1);
  assert.match(about('providers', 'writer')?.text ?? '', /no key/);
});

test('a provider type whose package is not installed is reported with the command that installs it', async () => {
  using p = here('  writer: { type: "@ai-sdk/nobody-has-this", model: any }\n');
  const { code, about } = await doctor(p);
  assert.equal(code, 1);
  assert.equal(about('providers', 'writer')?.state, 'missing');
  assert.match(about('providers', 'writer')?.hint ?? '', /npm install .*@ai-sdk\/nobody-has-this/);
});

test('an unreachable server is reported as such', async () => {
  // A port of the user range on which nothing listens: it was bound a moment ago, and closed.
  using p = here(
    `  writer: { type: openai-compatible, model: any, base_url: "http://127.0.0.1:${await freePort()}/v1" }\n`,
  );
  const { code, about } = await doctor(p, '--call');
  assert.equal(code, 1);
  assert.match(about('calls', 'writer')?.text ?? '', /model\/network/);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

test('with --call each provider is called, and time and cost are shown', async () => {
  using p = here('  writer: { type: offline, options: { cost: 0.004 } }\n');
  const { code, about } = await doctor(p, '--call');
  assert.equal(code, 0);
  assert.match(about('calls', 'writer')?.text ?? '', /answered in .* for \$0\.004/);
});

test('a provider whose speech needs a voice gets no test call, and that is no failure', async () => {
  await using server = await modelServer();
  using p = here(`  voice: { type: elevenlabs, base_url: "${server.url}" }\n`);
  const { code, about } = await doctor(p, '--call');
  assert.deepEqual([code, about('calls', 'voice')?.state, server.ledger.length], [0, 'optional', 0]);
  assert.match(about('calls', 'voice')?.text ?? '', /not called: a voice is required/);
});

test('calls that the budget does not cover are not made, which is no failure', async () => {
  using p = here(
    '  one: { type: offline, options: { cost: 0.004 } }\n  two: { type: offline, options: { cost: 0.004 } }\n',
  );
  const { code, about } = await doctor(p, '--call', '--max-cost', '0.006');
  assert.equal(code, 0);
  assert.equal(about('calls', 'one')?.state, 'ok');
  assert.equal(about('calls', 'two')?.state, 'optional');
  assert.match(about('calls', 'two')?.text ?? '', /not called/);
});

test('the budget of the day also limits test calls', async () => {
  using p = here('  writer: { type: offline, options: { cost: 0.004 } }\n', 'budget: { day: 0.001 }\n');
  const { about } = await doctor(p, '--call');
  assert.match(about('calls', 'writer')?.text ?? '', /budget of the day/);
});

test('a failing provider is reported with its code, without using its fallback', async () => {
  using p = here('  writer: { type: offline, options: { fail: [auth] }, fallback: [offline] }\n');
  const { code, about } = await doctor(p, '--call');
  assert.equal(code, 1);
  assert.match(about('calls', 'writer')?.text ?? '', /model\/auth/);
  assert.equal(about('calls', 'offline')?.state, 'ok');
});

test('a second `doctor --call` calls the provider again', async () => {
  using p = here('  writer: { type: offline, options: { cost: 0.001 } }\n');
  await doctor(p, '--call');
  await doctor(p, '--call');
  assert.match((await doctor(p)).about('project', 'ledger')?.text ?? '', /^\$0\.002/);
});

test('a damaged ledger is reported and not changed', async () => {
  using p = here('  writer: { type: offline }\n');
  await doctor(p, '--call');
  const file = path.join(p.root, '.pipeline-runner/calls.db');
  writeFileSync(file, 'no database at all');
  const { code, about } = await doctor(p);
  assert.equal(code, 1);
  assert.equal(about('project', 'ledger')?.state, 'missing');
  assert.equal(existsSync(file), true);
});

test('a disk that is full or read-only is reported', async (t) => {
  using p = here('  writer: { type: offline }\n');
  await doctor(p, '--call');
  /** What it finds while the system answers so. */
  const found = async (name: 'statfsSync' | 'accessSync', answer: () => unknown): Promise<string> => {
    const mocked = t.mock.method(fs, name, answer);
    syncBuiltinESMExports();
    try {
      const { code, about } = await doctor(p);
      assert.equal(code, 1);
      return about('project', 'folder')?.text ?? '';
    } finally {
      mocked.mock.restore();
      syncBuiltinESMExports();
    }
  };
  assert.match(await found('statfsSync', () => ({ blocks: 100, bavail: 0, bsize: 4096 })), /is full: 0 B left$/);
  const noInodes = { blocks: 100, bavail: 1_000_000, bsize: 4096, files: 5_000, ffree: 3 };
  assert.match(await found('statfsSync', () => noInodes), /is full: it can take only 3 more files$/);
  const refused = Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS' });
  assert.match(
    await found('accessSync', () => {
      throw refused;
    }),
    /read-only disk$/,
  );
});

test('`doctor` only reads the ledger, so a read-only one is no problem', async () => {
  using p = here('  writer: { type: offline, options: { cost: 0.001 } }\n');
  await doctor(p, '--call');
  const file = path.join(p.root, '.pipeline-runner/calls.db');
  const begun = new DatabaseSync(file);
  begun.exec('BEGIN EXCLUSIVE; ROLLBACK; BEGIN IMMEDIATE');
  try {
    assert.match((await doctor(p)).about('project', 'ledger')?.text ?? '', /^\$0\.001/);
  } finally {
    begun.close();
  }
});

test('the report is grouped by area, with what to do about each problem', async () => {
  using p = here(`  writer: { type: anthropic, model: any, api_key: { env: ${KEY} } }\n`);
  const { code, out } = await p.cli('doctor');
  assert.equal(code, 1);
  for (const title of ['System', 'Packages', 'Project', 'Providers']) assert.match(out, new RegExp(`^${title}$`, 'm'));
  assert.match(out, /^Missing, .*: writer$/m);
});

test('an invalid config is reported as a mistake of the config', async () => {
  using p = here('  writer: { model: any }\n');
  assert.equal((await p.cli('doctor')).code, 2);
});

test('an unreadable lock is reported together with everything else', async () => {
  using p = here('  writer: { type: offline }\n');
  p.write('.pipeline-runner/daemon.lock', 'not a lock\n'.repeat(100));
  const { code, about } = await doctor(p);
  assert.deepEqual([code, about('daemon', 'process')?.state], [1, 'missing']);
  assert.match(about('daemon', 'process')?.text ?? '', /daemon\.lock/);
  assert.equal(about('providers', 'writer')?.state, 'ok');
});
