import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { test } from 'node:test';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { isJsonObject } from '../../src/model/json.ts';
import { createRig, failureOf, outputOf, type RigOptions } from './rig.ts';

type Handler = (request: IncomingMessage & { text: string }, response: ServerResponse) => void;

/** A real server on 127.0.0.1, reachable also as `localhost`. */
async function serve(handler: Handler) {
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += String(chunk);
    });
    request.on('end', () => handler(Object.assign(request, { text }), response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const allow = (...allowPrivate: string[]): RigOptions => ({
    deps: { config: { env: [], http: { allowHosts: null, allowPrivate } } },
  });
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    allow,
    allowed: allow(`127.0.0.1:${port}`),
    [Symbol.dispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const json = (response: ServerResponse, value: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'set-cookie': 'session=1' });
  response.end(JSON.stringify(value));
};

test('a request has method, query, headers, JSON body, bearer token and an idempotency key', async () => {
  using server = await serve((request, response) => {
    const { method, url, headers, text } = request;
    json(response, {
      method,
      url,
      text,
      type: headers['content-type'],
      x: headers['x-a'],
      auth: headers.authorization,
      key: headers['idempotency-key'],
    });
  });
  using rig = createRig();
  const options = {
    url: `${server.url}/items?a=1`,
    query: { b: 'x y', c: [1, 2] },
    headers: { 'X-A': { $secret: 'X' } },
    bearer: { $secret: 'TOKEN' },
    json: { title: 'Grüße' },
  };
  const output = outputOf(
    await rig.run('http', options, { ...server.allowed, secrets: { X: 'x-value', TOKEN: 'tok-123' } }),
  );
  assert.ok(isJsonObject(output) && isJsonObject(output.headers));
  assert.deepEqual(output.body, {
    method: 'POST',
    url: '/items?a=1&b=x+y&c=1&c=2',
    text: '{"title":"Grüße"}',
    type: 'application/json',
    x: 'x-value',
    auth: 'Bearer tok-123',
    key: 'effect-7',
  });
  assert.equal(output.headers['set-cookie'], undefined);
  assert.equal(rig.log(), `POST ${server.url}/items -> 200\n`);
});

test('text stays text, and JSON is parsed if the server says so, and must then be valid', async () => {
  using server = await serve((request, response) => {
    if (request.url === '/text') return void response.end('{"a":1}');
    if (request.url === '/zip') return void response.setHeader('content-encoding', 'gzip').end(gzipSync('zipped'));
    if (request.url === '/problem') response.setHeader('content-type', 'application/problem+json');
    else response.setHeader('content-type', 'application/json');
    response.end(request.url === '/broken' ? '{"a":' : request.url === '/empty' ? '' : '{"a":1}');
  });
  using rig = createRig();
  const body = async (path: string) => {
    const output = outputOf(await rig.run('http', { url: server.url + path }, server.allowed));
    return isJsonObject(output) ? output.body : undefined;
  };
  assert.equal(await body('/text'), '{"a":1}');
  assert.deepEqual(await body('/problem'), { a: 1 });
  assert.equal(await body('/empty'), null);
  assert.equal(await body('/zip'), 'zipped');
  assert.equal(failureOf(await rig.run('http', { url: `${server.url}/broken` }, server.allowed)).code, 'http/body');
});

test('an id with more digits than a number can hold stays a text', async () => {
  using server = await serve((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(
      '{"id":1234567890123456789,"of":["-98765432109876543210",-98765432109876543210,0.1234567890123456,7]}',
    );
  });
  using rig = createRig();
  const output = outputOf(await rig.run('http', { url: server.url }, server.allowed));
  assert.deepEqual(isJsonObject(output) && output.body, {
    id: '1234567890123456789',
    of: ['-98765432109876543210', '-98765432109876543210', 0.1234567890123456, 7],
  });
});

test('statuses decide whether to retry, and when', async () => {
  using server = await serve((request, response) => {
    response.setHeader('date', 'Sat, 21 Nov 2026 10:00:00 GMT');
    if (request.url === '/429') response.setHeader('retry-after', '7');
    if (request.url === '/503') response.setHeader('retry-after', 'Sat, 21 Nov 2026 10:01:00 GMT');
    response.statusCode = Number(request.url?.slice(1));
    response.end('why \u001b[31m');
  });
  using rig = createRig();
  const why = async (status: number) =>
    failureOf(await rig.run('http', { url: `${server.url}/${status}` }, server.allowed));
  for (const status of [408, 425, 429, 500, 502, 503])
    assert.equal((await why(status)).retry, 'always', String(status));
  for (const status of [400, 401, 404, 304]) assert.equal((await why(status)).retry, 'never', String(status));
  assert.equal((await why(429)).retryAfterMs, 7_000);
  assert.equal((await why(503)).retryAfterMs, 60_000);
  const missing = await why(404);
  assert.deepEqual(
    [missing.status, missing.message],
    [404, `GET ${server.url}/404 answered 404 Not Found: why \\x1b[31m`],
  );
  assert.equal(
    outputOf(await rig.run('http', { url: `${server.url}/404`, expect: [200, 404] }, server.allowed)) === null,
    false,
  );
});

test('of an HTML error page only the text is shown', async () => {
  using server = await serve((_, response) => {
    response.writeHead(404, { 'content-type': 'text/html' });
    response.end(
      '<html><style>p { color: red }</style>\n<body><h1>Gone</h1>\n<p>Try <a href="/">home</a></p></body></html>',
    );
  });
  using rig = createRig();
  const { message } = failureOf(await rig.run('http', { url: server.url }, server.allowed));
  assert.match(message, / answered 404 Not Found: Gone Try home$/);
});

test('an answer over the limit is not read to its end, compressed or not', async () => {
  using server = await serve((request, response) => {
    if (request.url === '/zip')
      return void response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(5_000_000)));
    if (request.url === '/500') response.statusCode = 500;
    const more = (): void => {
      while (response.write(Buffer.alloc(65_536)));
    };
    response.on('drain', more);
    more();
  });
  using rig = createRig();
  const code = async (path: string) =>
    failureOf(await rig.run('http', { url: server.url + path, max_bytes: 1_000_000 }, server.allowed)).code;
  assert.equal(await code('/endless'), 'http/too-large');
  assert.equal(await code('/zip'), 'http/too-large');
  assert.equal(await code('/500'), 'http/status');
});

test('private addresses are refused, in any notation and as names', async () => {
  using server = await serve((_, response) => json(response, 1));
  using rig = createRig();
  for (const host of [
    '127.0.0.1',
    'localhost',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '0x7f.1',
    '2130706433',
    '0.0.0.0',
    '169.254.169.254',
    'LOCALHOST',
  ]) {
    const why = failureOf(await rig.run('http', { url: `http://${host}:${server.port}/` }));
    assert.equal(why.code, 'http/host', `${host}: ${why.message}`);
  }
  assert.match(
    failureOf(await rig.run('http', { url: `http://localhost:${server.port}/` })).message,
    /"localhost" resolves to/,
  );
});

test('a private host can be allowed by name, with or without its port', async () => {
  using server = await serve((_, response) => json(response, 1));
  using rig = createRig();
  const run = (options: RigOptions) => rig.run('http', { url: `http://localhost:${server.port}/` }, options);
  assert.equal((await run(server.allow('localhost'))).type, 'success');
  assert.equal((await run(server.allow(`localhost:${server.port}`))).type, 'success');
  assert.equal((await run(server.allow('localhost:1'))).type, 'failure');
  assert.equal((await run(server.allow('127.0.0.1'))).type, 'failure');
});

test('redirects are followed, five at most, without the headers for the first origin', async () => {
  using other = await serve((request, response) =>
    json(response, [
      request.method,
      request.headers.authorization,
      request.headers['x-key'],
      request.headers['x-plain'],
      request.text,
    ]),
  );
  let requests = 0;
  using server = await serve((request, response) => {
    requests += 1;
    const to = {
      '/same': '/echo',
      '/other': `${other.url}/`,
      '/loop': '/loop',
      '/file': 'file:///etc/passwd',
      '/user': 'http://a:b@example.org/',
    }[request.url ?? ''];
    if (to === undefined) return json(response, [request.method, request.headers.authorization, request.text]);
    response.writeHead(request.headers['x-status'] ? Number(request.headers['x-status']) : 302, { location: to }).end();
  });
  using rig = createRig();
  const options = { ...server.allow('127.0.0.1'), secrets: { K: 'key-value' } };
  const run = (path: string, more = {}) =>
    rig.run(
      'http',
      {
        url: server.url + path,
        bearer: { $secret: 'K' },
        headers: { 'X-Key': { $secret: 'K' }, 'X-Plain': 'p' },
        ...more,
      },
      options,
    );
  const body = async (path: string, more = {}) => {
    const output = outputOf(await run(path, more));
    return isJsonObject(output) ? output.body : null;
  };
  assert.deepEqual(await body('/same'), ['GET', 'Bearer key-value', '']);
  assert.deepEqual(await body('/same', { method: 'POST', body: 'b' }), ['GET', 'Bearer key-value', '']);
  assert.deepEqual(await body('/same', { method: 'POST', body: 'b', headers: { 'x-status': 307 } }), [
    'POST',
    'Bearer key-value',
    'b',
  ]);
  assert.deepEqual(await body('/other'), ['GET', null, null, 'p', '']);
  requests = 0;
  assert.equal(failureOf(await run('/loop')).code, 'http/redirect');
  assert.equal(requests, 6);
  assert.equal(failureOf(await run('/file')).code, 'http/host');
  assert.equal(failureOf(await run('/user')).code, 'http/redirect');
  assert.equal(outputOf(await run('/loop', { expect: [302] })) === null, false);
});

test('a redirect to a private address is refused', async () => {
  using inner = await serve((_, response) => json(response, 'secret'));
  using server = await serve((_, response) => void response.writeHead(302, { location: inner.url }).end());
  using rig = createRig();
  const why = failureOf(await rig.run('http', { url: server.url }, server.allowed));
  assert.equal(why.code, 'http/host');
});

test('an unreachable server, or one that hangs up, is retried', async () => {
  using server = await serve((request) => request.socket.destroy());
  using rig = createRig();
  const cut = failureOf(await rig.run('http', { url: server.url }, server.allowed));
  assert.deepEqual([cut.code, cut.retry], ['http/network', 'always']);
  const port = server.port;
  server[Symbol.dispose]();
  assert.equal(
    failureOf(await rig.run('http', { url: `http://127.0.0.1:${port}` }, server.allowed)).code,
    'http/network',
  );
});

test('an abort ends a call without an answer', async () => {
  const abort = new AbortController();
  using server = await serve(() => abort.abort());
  using rig = createRig();
  const outcome = await rig.run('http', { url: server.url }, { ...server.allowed, signal: abort.signal });
  assert.equal(failureOf(outcome).code, 'stage/aborted');
});

test('a secret is refused where it would be recorded, and masked in messages', async () => {
  using server = await serve(
    (request, response) => void response.writeHead(401).end(`bad ${request.headers.authorization}`),
  );
  using rig = createRig();
  const secret = { $secret: 'K' };
  const secrets = { K: 'key-value' };
  for (const more of [{ url: secret }, { query: { k: secret } }, { json: { a: [secret] } }, { body: secret }])
    assert.equal(failureOf(await rig.run('http', { url: server.url, ...more }, { secrets })).code, 'secret/misplaced');
  const why = failureOf(await rig.run('http', { url: server.url, bearer: secret }, { ...server.allowed, secrets }));
  assert.match(why.message, /401 Unauthorized: bad Bearer \*\*\*/);
});

test('no part of a secret is shown from a long answer that repeats it', async () => {
  using server = await serve(
    (request, response) => void response.writeHead(401).end(`${'x'.repeat(495)}${request.headers['x-key']} is bad`),
  );
  using rig = createRig();
  const options = { url: server.url, headers: { 'X-Key': { $secret: 'K' } } };
  const why = failureOf(await rig.run('http', options, { ...server.allowed, secrets: { K: 'key-value' } }));
  assert.match(why.message, /x\*\*\* i?/);
  assert.doesNotMatch(why.message, /key/);
});

test('invalid URLs, methods and headers are reported by name', async () => {
  using rig = createRig();
  const code = async (options: object) =>
    failureOf(await rig.run('http', { url: 'http://example.org', ...options })).code;
  assert.equal(await code({ url: 'example.org' }), 'http/url');
  assert.equal(await code({ url: 'file:///etc/passwd' }), 'http/url');
  assert.equal(await code({ url: 'http://user:pass@example.org' }), 'http/url');
  assert.equal(await code({ method: 'CONNECT' }), 'stage/with');
  assert.equal(await code({ headers: { 'a b': 'x' } }), 'stage/with');
  assert.equal(await code({ headers: { a: 'x\r\ny: z' } }), 'stage/with');
  assert.equal(await code({ headers: { Host: 'x' } }), 'stage/with');
  assert.equal(await code({ json: 1, body: 'x' }), 'stage/with');
});

test('an answer without a body may have a content encoding, and "deflate" works with and without its header', async () => {
  using server = await serve((request, response) => {
    const bodies: Readonly<Record<string, Buffer>> = {
      '/bare': deflateRawSync('bare'),
      '/framed': deflateSync('framed'),
    };
    response.statusCode = request.method === 'DELETE' ? 204 : 200;
    response.setHeader('content-encoding', request.url === '/none' ? 'gzip' : 'deflate');
    response.end(bodies[request.url ?? '']);
  });
  const bodyOf = async (path: string, method = 'GET'): Promise<unknown> => {
    using rig = createRig();
    const output = outputOf(await rig.run('http', { url: server.url + path, method }, server.allowed));
    return isJsonObject(output) ? output.body : undefined;
  };
  // A deletion that was done would else count as failed, and be sent again.
  assert.deepEqual(
    [await bodyOf('/none', 'HEAD'), await bodyOf('/none', 'DELETE'), await bodyOf('/none')],
    ['', '', ''],
  );
  assert.deepEqual([await bodyOf('/bare'), await bodyOf('/framed')], ['bare', 'framed']);
});

test('a body is decoded with the encoding in its headers or its XML declaration, else as UTF-8', async () => {
  const xml = '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>';
  const bodies: readonly (readonly [type: string, body: Buffer, text: unknown])[] = [
    ['text/plain; charset=windows-1252', Buffer.from([0x93, 0xe9, 0x94]), '“é”'],
    ['application/rss+xml', Buffer.from(xml, 'latin1'), xml],
    [
      'text/xml',
      Buffer.from('<?xml version="1.0" encoding="UTF-16"?><a>é</a>'),
      '<?xml version="1.0" encoding="UTF-16"?><a>é</a>',
    ],
    ['text/plain; charset=klingon', Buffer.from('é'), 'é'],
    ['application/json', Buffer.from('\ufeff{"a":"é"}'), { a: 'é' }],
  ];
  for (const [type, body, text] of bodies) {
    using server = await serve((_, response) => void response.writeHead(200, { 'content-type': type }).end(body));
    using rig = createRig();
    const output = outputOf(await rig.run('http', { url: server.url }, server.allowed));
    assert.deepEqual(isJsonObject(output) && output.body, text, type);
  }
});
