/**
 * Keys of providers and secrets of a project, planted in every place that could leak them: what a provider says when it
 * fails, what a model answers, headers, a feed, what programs and modules print and return. Afterwards no file below
 * the project, and nothing that was printed, holds one, in any form in which such a value is usually written.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { type ModelServer, modelServer } from '../rig/model-server.ts';
import { stageIn, TestProject } from '../rig/project.ts';

const LIMIT = { timeout: 120_000 };
/** With characters that JSON, URLs and base64 write in other ways. */
const KEYS = {
  env: 'planted-in-env+/"%=41f9c07e5d',
  file: 'planted-in-file+/"%=8b23a6d1c4',
  printed: 'planted-by-program+/"%=e7705b92f3',
  failing: 'planted-on-stderr+/"%=19ce84d6aa',
  bearer: 'planted-as-bearer+/"%=73ab06fe1d',
};
type KeyName = keyof typeof KEYS;
const ALL = Object.values(KEYS);

/** What of a key is seen in a text that holds it; made here again, not taken from the code that is tested. */
function tracesOf(key: string): readonly string[] {
  const [plain, json, url, hex, base64, shifted] = writtenOf(key);
  const inner = [base64.slice(0, -4), shifted.slice(2, -4)];
  return [plain, json, url, hex, ...inner];
}

const base64Of = (text: string): string => Buffer.from(text).toString('base64');
const writtenOf = (key: string) =>
  [
    key,
    JSON.stringify(key).slice(1, -1),
    encodeURIComponent(key),
    Buffer.from(key).toString('hex'),
    base64Of(key),
    base64Of(`x${key}y`),
  ] as const;

const leaksIn = (text: string): readonly string[] => ALL.flatMap(tracesOf).filter((trace) => text.includes(trace));
/** All keys in all forms; but nobody can tell what a program that failed should have printed. */
const EVERYTHING = ALL.filter((key) => key !== KEYS.failing)
  .flatMap(writtenOf)
  .join(' \n');

let outside = '';
let server: ModelServer;
let feed: ReturnType<typeof createServer>;
before(async () => {
  outside = mkdtempSync(path.join(tmpdir(), 'secrets-'));
  writeFileSync(path.join(outside, 'key.txt'), `${KEYS.file}\n`);
  writeFileSync(path.join(outside, 'print.cjs'), `process.stdout.write(${JSON.stringify(`${KEYS.printed}\n`)});`);
  writeFileSync(path.join(outside, 'fail.cjs'), `console.error(${JSON.stringify(KEYS.failing)}); process.exit(3);`);
  process.env.PLANTED_KEY = KEYS.env;
  process.env.PLANTED_BEARER = KEYS.bearer;
  server = await modelServer();
  feed = createServer((request, response) => {
    const isTold = request.headers.authorization === `Bearer ${KEYS.bearer}`;
    response.writeHead(isTold ? 200 : 401, { 'content-type': 'text/xml', 'x-echo': encodeURIComponent(KEYS.env) });
    response.end(`<rss><title>${EVERYTHING}</title></rss>`);
  });
  feed.listen(0, '127.0.0.1');
  await new Promise((resolve) => feed.once('listening', resolve));
});
after(async () => {
  await server[Symbol.asyncDispose]();
  feed.closeAllConnections();
  feed.close();
  rmSync(outside, { recursive: true, force: true });
});

const MODULE = `
import { readFileSync } from 'node:fs';
const told = readFileSync(${'FROM'}, 'utf8');
export function say({ secret }) {
  console.log(told);
  console.error(secret('BEARER'));
  return { output: { told, key: secret('BEARER') } };
}
export function fail({ secret }) {
  throw new TypeError('it came to ' + secret('BEARER') + ' and ' + told, { cause: new Error(told) });
}
export function stray({ secret }) {
  Promise.reject(new Error('nobody waits for ' + secret('BEARER')));
  return new Promise(() => {});
}
`;

async function project(stages: Readonly<Record<string, unknown>>): Promise<TestProject> {
  const { port } = feed.address() as AddressInfo;
  const provider = (api_key: unknown) => ({ type: 'openai-compatible', base_url: server.url, model: 'm', api_key });
  const told = path.join(outside, 'told.txt');
  writeFileSync(told, EVERYTHING);
  return TestProject.make({
    config: {
      providers: {
        env: provider({ env: 'PLANTED_KEY' }),
        file: { ...provider({ file: path.join(outside, 'key.txt') }), type: 'anthropic' },
        printed: { ...provider({ command: ['node', path.join(outside, 'print.cjs')] }), type: 'openai' },
      },
      secrets: {
        BEARER: { env: 'PLANTED_BEARER' },
        FAILING: { command: ['node', path.join(outside, 'fail.cjs')] },
      },
      http: { allow_private: [`127.0.0.1:${port}`] },
    },
    files: {
      'stages/leaky.mjs': MODULE.replace('FROM', JSON.stringify(told)),
      'tools/leaky.cjs': `const { readFileSync, writeFileSync } = require('node:fs');
const told = readFileSync(${JSON.stringify(told)}, 'utf8');
console.log(told); console.error(told, process.env.KEY);
writeFileSync(${JSON.stringify(path.join(outside, 'process.json'))}, JSON.stringify({ argv: process.argv, env: process.env }));
writeFileSync(process.env.PIPELINE_OUTPUT, JSON.stringify({ told, [process.env.KEY]: 1 }));
process.exitCode = process.argv[2] === 'fail' ? 1 : 0;`,
    },
    pipeline: { defaults: { retry: { attempts: 2, min: '1ms', max: '1ms' } }, stages },
  });
}

const llm = (provider: string, more: Readonly<Record<string, unknown>> = {}) => ({
  uses: 'llm',
  with: { provider, text: 'Write {{ about }}.', vars: { about: 'of tides' } },
  ...more,
});
const leakyModule = (name: string) => ({
  uses: 'module',
  with: { module: 'stages/leaky.mjs', export: name, args: { key: '${{ secrets.BEARER }}' } },
});
const leakyCommand = (...args: readonly string[]) => ({
  uses: 'command',
  with: { argv: ['node', 'tools/leaky.cjs', ...args], env: { KEY: '${{ secrets.BEARER }}' } },
});

/** Of the runner's own files; what the test put there is outside. */
function assertClean(project: TestProject, said: string): void {
  assert.deepEqual(leaksIn(said), [], 'printed');
  for (const file of project.files()) {
    if (file === 'control.sock') continue;
    assert.deepEqual(leaksIn(project.bytes(file).toString('latin1')), [], file);
  }
}

/** All that commands print about a run that is over. */
async function printed(project: TestProject, ...runArguments: readonly string[]): Promise<string> {
  const commands = [
    ['run', 'r', ...runArguments],
    ['status', 'r', '--json'],
    ['status', 'r'],
    ['logs', 'r'],
    ['explain', 'r'],
    ['cost', 'r', '--json'],
    ['validate'],
  ];
  let said = '';
  for (const command of commands) {
    const { out, err } = await project.start('--debug', ...command).ended;
    said += out + err;
  }
  return said;
}

test('keys that models, headers and feeds echo appear in no file and no output', LIMIT, async () => {
  const { port } = feed.address() as AddressInfo;
  const providers: readonly KeyName[] = ['env', 'file', 'printed'];
  const asked = providers.map((name) => [`by_${name}`, llm(name)] as const);
  await using p = await project({
    ...Object.fromEntries(asked),
    feed: { uses: 'http', with: { url: `http://127.0.0.1:${port}/feed.xml`, bearer: '${{ secrets.BEARER }}' } },
    about_feed: {
      uses: 'llm',
      with: { provider: 'env', text: '{{ feed }}', vars: { feed: '${{ stages.feed.output.body }}' } },
    },
    review: { uses: 'approval', with: { subject: 'by_env', editable: true, question: 'Good?' } },
  });
  const headers = { 'x-request-id': KEYS.env.replaceAll('"', ''), 'x-ratelimit-remaining-requests': KEYS.env };
  const repeated = { type: 'answer', text: `It is ${EVERYTHING}`, headers } as const;
  server.next(repeated, repeated, repeated, repeated);
  const from = server.ledger.length;
  const said = await printed(p, '--json');
  const credentials = server.ledger.slice(from).map(({ credential }) => credential);
  assert.deepEqual([...new Set(credentials)].sort(), [KEYS.env, KEYS.file, KEYS.printed].sort());
  const checkpoint = await p.checkpoint();
  assert.equal(checkpoint.status, 'awaiting_approval', said.slice(0, 3_000));
  assert.ok(p.files('runs/r.run').some((file) => file.includes('/drafts/')));
  assert.ok(p.has('.pipeline-runner/calls.db'));
  assertClean(p, said);
});

test("a key in a provider's error message appears in no file and no output", LIMIT, async () => {
  await using p = await project({ idea: llm('env') });
  const written = writtenOf(KEYS.env);
  const failing = { type: 'status', status: 500, message: `no: ${written.join(' ')}`, code: KEYS.env } as const;
  // Cut where a key would be shown in part.
  const long = { type: 'status', status: 400, message: `${'x '.repeat(130)}${written.slice(1).join(' ')}` } as const;
  server.next(failing, long);
  const said = await printed(p);
  const checkpoint = await p.checkpoint();
  assert.deepEqual([checkpoint.status, stageIn(checkpoint, 'idea').attempts?.length], ['failed', 2]);
  assertClean(p, said);
  const seen = said + JSON.stringify(checkpoint);
  for (const trace of tracesOf(KEYS.env)) assert.ok(!seen.includes(trace.slice(0, 8)), `a part of a key: ${trace}`);
});

test('keys that programs and modules print, return or throw appear in no file and no output', LIMIT, async () => {
  await using p = await project({
    say: leakyModule('say'),
    command: leakyCommand('well'),
    broken: { ...leakyCommand('fail'), on_error: 'continue' },
    thrown: { ...leakyModule('fail'), on_error: 'continue' },
  });
  const said = await printed(p, '--json');
  const checkpoint = await p.checkpoint();
  assert.deepEqual(
    ['say', 'command', 'broken', 'thrown'].map((id) => stageIn(checkpoint, id).status),
    ['completed', 'completed', 'failed', 'failed'],
    said.slice(0, 3_000),
  );
  assertClean(p, said);
});

test('a program gets only the secrets that it was given, and none in its arguments', LIMIT, async () => {
  await using p = await project({ command: leakyCommand('well') });
  await p.start('run', 'r').ended;
  const { argv, env } = JSON.parse(readFileSync(path.join(outside, 'process.json'), 'utf8')) as {
    readonly argv: readonly string[];
    readonly env: Readonly<Record<string, string>>;
  };
  assert.deepEqual(leaksIn(argv.join(' ')), []);
  const { KEY, ...others } = env;
  assert.equal(KEY, KEYS.bearer);
  assert.deepEqual(leaksIn(JSON.stringify(others)), []);
});

test('an unhandled error is reported without the key that it contains', LIMIT, async () => {
  await using p = await project({ stray: leakyModule('stray') });
  const { err, out } = await p.start('--debug', 'run', 'r').ended;
  assert.match(err, /nobody waits for \*\*\*/);
  assertClean(p, err + out);
});

test('a secret that is too short to be masked reliably is refused, wherever it comes from', LIMIT, async () => {
  const short = (api_key: unknown) => ({ writer: { type: 'openai', base_url: server.url, api_key } });
  await using p = await project({ idea: { uses: 'llm', with: { provider: 'writer', text: 'x' } } });
  p.put('short.txt', 'abc\n');
  process.env.SHORT_KEY = 'abc';
  const from = server.ledger.length;
  for (const source of [{ env: 'SHORT_KEY' }, { file: 'short.txt' }, { command: ['echo', 'abc'] }]) {
    p.change({ config: { providers: short(source) } });
    const { code, err } = await p.start('run', 'r').ended;
    assert.equal(code, 2, JSON.stringify(source));
    assert.match(err, /secret\/too-short/);
  }
  assert.equal(server.ledger.length, from);
});
