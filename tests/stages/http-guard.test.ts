import assert from 'node:assert/strict';
import dns, { type LookupOptions } from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { type TestContext, test } from 'node:test';
import { guardedLookup, isPrivateAddress, refusalOf } from '../../src/stages/http/guard.ts';

test('addresses in private and special ranges are refused', () => {
  const bad =
    '10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 100.64.0.1 198.18.0.1 224.0.0.1 255.255.255.255 :: ::1 fe80::1 fe80::1%eth0 fc00::1 fd12::1 ff02::1 ::ffff:10.0.0.1 ::ffff:a00:1 64:ff9b::a00:1 2002:a00:1:: ::10.0.0.1 ::ffff:0:10.0.0.1 192.0.0.8 192.0.2.1 192.88.99.1 198.51.100.1 203.0.113.1 240.0.0.1 64:ff9b:1::1 100::1 2001::1 2001:db8::1 3fff::1 5f00::1 fec0::1 nonsense';
  const good = '8.8.8.8 172.32.0.1 100.128.0.1 192.169.0.1 2606:4700::1111 ::ffff:8.8.8.8';
  assert.deepEqual(
    bad.split(' ').filter((address) => !isPrivateAddress(address)),
    [],
  );
  assert.deepEqual(good.split(' ').filter(isPrivateAddress), []);
});

test('an allow-list of hosts applies to names and to everything below a star', () => {
  const refusal = (url: string) =>
    refusalOf(new URL(url), { allowHosts: ['api.example.org', '*.trusted.org'], allowPrivate: ['box:8080'] });
  assert.equal(refusal('https://api.example.org/x'), null);
  assert.equal(refusal('https://API.example.org./x'), null);
  assert.equal(refusal('https://a.trusted.org/'), null);
  assert.equal(refusal('http://box:8080/'), null);
  assert.match(refusal('https://trusted.org/')?.hint ?? '', /allow_hosts/);
  assert.match(refusal('https://api.example.org.evil.org/')?.hint ?? '', /allow_hosts/);
  assert.match(refusal('ftp://api.example.org/')?.why ?? '', /neither/);
});

test('a private host is reported as private, with and without an allow-list, and one line allows it', () => {
  for (const url of ['http://10.0.0.1/', 'http://localhost:8080/', 'http://app.localhost/'])
    for (const allowHosts of [null, ['api.example.org'], ['localhost']]) {
      const host = new URL(url).hostname;
      assert.match(refusalOf(new URL(url), { allowHosts, allowPrivate: [] })?.hint ?? '', /http\.allow_private/);
      assert.equal(refusalOf(new URL(url), { allowHosts, allowPrivate: [host] }), null);
    }
});

const ANYWHERE = { allowHosts: null, allowPrivate: [] };

interface Told {
  readonly failure: unknown;
  readonly address: unknown;
  readonly family: unknown;
}

/** What a connection to the name is told. */
function lookedUp(name: string, options: LookupOptions): Promise<Told> {
  const lookup = guardedLookup(new URL(`http://${name}/`), ANYWHERE);
  return new Promise((resolve) =>
    lookup(name, options, (failure, address, family) => resolve({ failure, address, family })),
  );
}

/** Names lead there, each time that somebody asks to the next of these. @returns how often somebody asked. */
function leadingTo(t: TestContext, ...answers: readonly (readonly string[])[]): () => number {
  let asked = 0;
  t.mock.method(dns, 'lookup', (_: string, __: object, tell: (...told: unknown[]) => void) => {
    const addresses = answers[asked] ?? [];
    asked += 1;
    tell(
      null,
      addresses.map((address) => ({ address, family: 4 })),
    );
  });
  syncBuiltinESMExports();
  t.after(() => {
    t.mock.restoreAll();
    syncBuiltinESMExports();
  });
  return () => asked;
}

test('a name with a public and a private address may not be called', async (t) => {
  leadingTo(t, ['8.8.8.8', '10.0.0.1']);
  const { failure } = await lookedUp('a.example', {});
  assert.match(String(failure), /"a.example" resolves to 10.0.0.1/);
});

for (const all of [true, false])
  test(`the connection uses the checked addresses, ${all ? 'all of them' : 'the first one'}, without another lookup`, async (t) => {
    const asked = leadingTo(t, ['8.8.8.8', '8.8.4.4'], ['10.0.0.1']);
    const { failure, address, family } = await lookedUp('a.example', { all });
    const [first, second] = ['8.8.8.8', '8.8.4.4'].map((one) => ({ address: one, family: 4 }));
    assert.deepEqual(all ? address : { address, family }, all ? [first, second] : first);
    assert.deepEqual([failure, asked()], [null, 1]);
  });

test('a name of this machine may not be called, however its addresses are looked up', async () => {
  for (const all of [true, false])
    assert.match(String((await lookedUp('localhost', { all })).failure), /"localhost" resolves to/);
});
