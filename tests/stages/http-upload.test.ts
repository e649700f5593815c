/** Files that an http stage sends. */
import assert from 'node:assert/strict';
import { truncateSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { test } from 'node:test';
import type { JsonObject } from '../../src/model/json.ts';
import { PNG } from '../rig/tiny-media.ts';
import { createRig, failureOf, outputOf, type Rig } from './rig.ts';

interface Received {
  readonly message: IncomingMessage;
  readonly body: Buffer;
}

/** Sends what is asked for; the first request is answered with `status`. */
async function sent(rig: Rig, options: JsonObject, status = 204): Promise<readonly Received[]> {
  const received: Received[] = [];
  const server = createServer((message, response) => {
    const pieces: Buffer[] = [];
    message.on('data', (piece: Buffer) => pieces.push(piece));
    message.on('end', () => {
      received.push({ message, body: Buffer.concat(pieces) });
      response.writeHead(received.length === 1 ? status : 204, { location: '/moved' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  try {
    const deps = { config: { env: [], http: { allowHosts: null, allowPrivate: [host] } } };
    outputOf(await rig.run('http', { url: `http://${host}/`, ...options }, { deps }));
    return received;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function one(rig: Rig, options: JsonObject): Promise<Received> {
  const [first] = await sent(rig, options);
  assert.ok(first);
  return first;
}

const failed = async (rig: Rig, options: JsonObject) => {
  const { code, message } = failureOf(await rig.run('http', { url: 'https://example.org/', ...options }));
  return `${code}: ${message}`;
};

function withFiles(): Rig {
  const rig = createRig();
  writeFileSync(rig.put('frames/1.png', ''), PNG);
  rig.put('notes.txt', 'a\r\nb');
  return rig;
}

test('a file is sent as body, byte for byte, with its media type unless the stage sets another', async () => {
  using rig = withFiles();
  const { message, body } = await one(rig, { file: 'frames/1.png' });
  assert.deepEqual(
    [message.method, message.headers['content-type'], message.headers['content-length']],
    ['POST', 'image/png', String(PNG.length)],
  );
  assert.deepEqual(body, PNG);
  const headers = { 'Content-Type': 'application/octet-stream' };
  const put = await one(rig, { method: 'put', file: 'notes.txt', headers });
  assert.deepEqual(
    [put.message.method, put.message.headers['content-type'], put.body.toString()],
    ['PUT', 'application/octet-stream', 'a\r\nb'],
  );
});

test('a form has its texts and files, in order and under their own names', async () => {
  using rig = withFiles();
  const form = { purpose: 'vision', n: 3, image: [{ file: 'frames/1.png' }, { file: 'notes.txt' }] };
  const { message, body } = await one(rig, { form });
  const type = message.headers['content-type'] ?? '';
  const read = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  assert.deepEqual([...read.keys()], ['purpose', 'n', 'image', 'image']);
  assert.deepEqual([read.get('purpose'), read.get('n')], ['vision', '3']);
  const files = read.getAll('image').map((file) => (typeof file === 'string' ? null : file));
  assert.deepEqual(
    files.map((file) => [file?.name, file?.type]),
    [
      ['1.png', 'image/png'],
      ['notes.txt', 'text/plain'],
    ],
  );
  assert.deepEqual(Buffer.from((await files[0]?.arrayBuffer()) ?? new ArrayBuffer(0)), PNG);
});

test('a file is sent again where a redirect keeps the method, and not where it becomes a GET', async () => {
  using rig = withFiles();
  const kept = await sent(rig, { file: 'frames/1.png' }, 307);
  assert.deepEqual(
    kept.map(({ body }) => body.length),
    [PNG.length, PNG.length],
  );
  const [, got] = await sent(rig, { file: 'frames/1.png' }, 303);
  assert.deepEqual(
    [got?.message.method, got?.body.length, got?.message.headers['content-type']],
    ['GET', 0, undefined],
  );
});

test('only regular files of the project are sent, none that is hidden, and no more than fits into memory', async () => {
  using rig = withFiles();
  rig.put('.env', 'KEY=1');
  truncateSync(rig.put('large.bin', ''), 60_000_000);
  for (const [options, said] of [
    [{ file: 'none.png' }, '"none.png" does not exist'],
    [{ file: '../secret' }, '"../secret" is not a path inside the project'],
    [{ form: { image: { file: '.env' } } }, '".env" has a hidden part that begins with a dot'],
    [{ file: 'frames' }, '"frames" is not a regular file'],
    [
      { form: { a: { file: 'large.bin' }, b: { file: 'large.bin' } } },
      '"large.bin" has 60000000 bytes; at most 40000000 can be sent',
    ],
  ] as const)
    assert.equal(await failed(rig, options), `http/file: ${said}`);
});

test('contradictory settings are refused before anything is sent', async () => {
  using rig = withFiles();
  assert.match(await failed(rig, { file: 'notes.txt', json: {} }), /: json and file cannot be used together$/);
  const headers = { 'content-type': 'multipart/form-data' };
  assert.match(await failed(rig, { form: { a: 'b' }, headers }), /: headers\.content-type cannot be used with form/);
  assert.match(await failed(rig, { form: { a: { file: null } } }), /: form\.a\.file is null, but must be text$/);
});

test('an artifact in place of its path is answered with what to add', async () => {
  using rig = withFiles();
  const artifact = { name: '1.png', path: 'frames/1.png', sha256: 'sha256:00' };
  for (const options of [{ file: artifact }, { form: { a: artifact } }, { form: { a: { file: artifact } } }]) {
    const { hint } = failureOf(await rig.run('http', { url: 'https://example.org/', ...options }));
    assert.match(hint ?? '', /^add \.path to the expression/);
  }
});
