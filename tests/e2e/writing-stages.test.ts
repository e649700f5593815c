/** docs/writing-stages.md: what it shows is compiled as a part of the program, and run. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { StageFunction } from '../../src/index.ts';
import type { Provider } from '../../src/ports/provider.ts';
import { preparedBy, type StageCall, type StageKind } from '../../src/ports/stage-kind.ts';
import { contextOf, settingsOf, textRequest } from '../rig/provider.ts';

const root = path.join(import.meta.dirname, '../..');
const copy = realpathSync(mkdtempSync(path.join(tmpdir(), 'writing-')));
const shown = new Map<string, string>();

/** The program with the files of the page in it: all others are links. */
before(() => {
  const page = readFileSync(path.join(root, 'docs/writing-stages.md'), 'utf8');
  for (const [, file = '', code = ''] of page.matchAll(/<!-- file: (\S+) -->\n```ts\n([\s\S]*?)```/g))
    shown.set(file, code);
  for (const name of ['package.json', 'tsconfig.json', 'schemas', 'node_modules']) link(name);
  mkdirSync(path.join(copy, 'src'));
  for (const name of readdirSync(path.join(root, 'src'))) {
    if (!['stages', 'providers'].includes(name)) link(`src/${name}`);
  }
  for (const folder of ['src/stages', 'src/providers']) {
    mkdirSync(path.join(copy, folder));
    for (const name of readdirSync(path.join(root, folder))) link(`${folder}/${name}`);
  }
  for (const [file, code] of shown) put(file, code.replace("'pipeline-runner'", "'../src/index.ts'"));
});
after(() => rmSync(copy, { recursive: true, force: true }));

function link(name: string): void {
  symlinkSync(path.join(root, name), path.join(copy, name));
}

function put(file: string, text: string): void {
  mkdirSync(path.join(copy, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(copy, file), text);
}

/** An export of a shown file, as it was loaded. */
async function exported<T>(file: string, name: string): Promise<T> {
  const loaded: Readonly<Record<string, T>> = await import(pathToFileURL(path.join(copy, file)).href);
  const found = loaded[name];
  assert.ok(found !== undefined, `${file} exports ${name}`);
  return found;
}

test('the types on the page are those of the program', () => {
  assert.deepEqual([...shown.keys()], ['stages/words.ts', 'src/stages/checksum.ts', 'src/providers/house.ts']);
  // What says the types of packages that come without any is found by name only.
  const files = [...shown.keys(), 'src/media/tinyh264.d.ts'];
  put('tsconfig.shown.json', JSON.stringify({ extends: './tsconfig.json', include: [], files }));
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const options = { cwd: copy, encoding: 'utf8' } as const;
  const { status, stdout } = spawnSync(process.execPath, [tsc, '--noEmit', '-p', 'tsconfig.shown.json'], options);
  assert.equal(status, 0, stdout);
});

test('the module stage of the page counts words', async () => {
  const words = await exported<StageFunction<{ text: string }>>('stages/words.ts', 'default');
  const written: string[] = [];
  const context = {
    args: { text: ' How rockets\nwork ' },
    progress: () => {},
    artifacts: { write: async (name: string, data: string) => void written.push(name, data) },
  };
  const outcome = await words(context as unknown as Parameters<typeof words>[0]);
  assert.deepEqual(outcome, { output: { count: 3 } });
  assert.deepEqual(written, ['words.txt', 'How\nrockets\nwork\n']);
});

test('the stage kind of the page makes a checksum, and reads only files of the project', async () => {
  const kind = (await exported<() => StageKind>('src/stages/checksum.ts', 'createChecksumKind'))();
  put('data.txt', 'abc');
  const callOf = (file: string) => ({ project: copy, with: { file } }) as unknown as StageCall;
  const run = async (file: string) => (await preparedBy(kind, callOf(file)))(never);
  const output = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  assert.deepEqual(await run('data.txt'), { type: 'success', output });
  for (const file of ['../data.txt', 'missing.txt', 'src']) {
    const refused = await run(file);
    assert.equal(refused.type === 'failure' ? refused.failure.code : null, 'stage/with', file);
  }
});

const never = new AbortController().signal;

test('the provider of the page calls its server, and reports errors', async () => {
  const create = await exported<(settings: ReturnType<typeof settingsOf>) => Provider>(
    'src/providers/house.ts',
    'createHouse',
  );
  const seen: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers.authorization);
    response.statusCode = [200, 429, 503][seen.length - 1] ?? 200;
    request.resume().on('end', () => response.end('Hello.'));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const baseUrl = `http://127.0.0.1:${address.port}`;
  try {
    const { text } = create({ ...settingsOf({ type: 'house' }), baseUrl });
    assert.ok(text);
    const context = { ...contextOf(), apiKey: 'the-key-of-the-house' };
    const first = await text(textRequest({ prompt: 'Hi' }), context);
    assert.equal(first.ok ? first.value.value.text : null, 'Hello.');
    assert.equal(seen[0], 'Bearer the-key-of-the-house');
    const second = await text(textRequest({ prompt: 'Hi' }), context);
    assert.equal(second.ok ? null : second.error.kind, 'rate');
    const third = await text(textRequest({ prompt: 'Hi' }), context);
    assert.deepEqual(third.ok ? null : [third.error.kind, third.error.charged], ['overloaded', 'maybe']);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
