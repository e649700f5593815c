import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  createRedactor,
  growingRedactor,
  noSecrets,
  type RedactingStream,
  secretTrouble,
} from '../../src/adapters/redact.ts';

const SECRET = 'p@ss "wörd"/+ 1?';
const redactor = createRedactor([SECRET]);

function through(stream: RedactingStream, bytes: Uint8Array, cuts: readonly number[]): Buffer {
  const ends = [...cuts, bytes.length].sort((a, b) => a - b);
  const parts = ends.map((end, i) => Buffer.from(stream.push(bytes.subarray(ends[i - 1] ?? 0, end))));
  return Buffer.concat([...parts, stream.end()]);
}

test('a secret is masked in every form in which programs print it', () => {
  const bytes = Buffer.from(SECRET);
  const forms = [
    SECRET,
    JSON.stringify({ key: SECRET }),
    JSON.stringify({ key: SECRET }).replaceAll('/', '\\/'),
    encodeURIComponent(SECRET),
    new URLSearchParams({ SECRET }).toString(),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    Buffer.from(`user:${SECRET}`).toString('base64'),
    Buffer.from(`me:${SECRET}:x`).toString('base64'),
  ];
  for (const form of forms) {
    const clean = redactor.text(`before ${form} after`);
    assert.match(clean, /^before .*\*\*\*.* after$/, form);
    assert.ok(!clean.includes(form) && clean.length < 60, `${form} -> ${clean}`);
  }
});

test('a secret in URL-safe base64 is masked', () => {
  const secret = '>>>???~~~';
  const text = Buffer.from(secret).toString('base64url');
  assert.match(text, /-.*_/);
  assert.equal(createRedactor([secret]).text(text), '***');
});

test('a secret is masked in any URL encoding, and in JSON inside JSON', () => {
  const key = `it's/(~k*e!y+)"==`;
  const forms = {
    curl: 'it%27s%2F%28~k%2Ae%21y%2B%29%22%3D%3D',
    'urllib.parse.quote': 'it%27s/%28~k%2Ae%21y%2B%29%22%3D%3D',
    URLSearchParams: new URLSearchParams({ key }).toString().slice(4),
    'urlencode of PHP': 'it%27s%2F%28%7Ek%2Ae%21y%2B%29%22%3D%3D',
    'the same in lower case': 'it%27s%2f%28%7ek%2ae%21y%2b%29%22%3d%3d',
    encodeURI: encodeURI(key),
    'JSON in JSON': JSON.stringify(JSON.stringify(key)).slice(3, -3),
  };
  const clean = createRedactor([key]);
  for (const [by, form] of Object.entries(forms)) assert.equal(clean.text(`a${form}b`), 'a***b', by);
});

test('a secret is masked without its surrounding white space, which programs leave out', () => {
  const clean = createRedactor(['s3cr3t-k3y\n', '   ']);
  assert.equal(clean.text('key=s3cr3t-k3y&a=   '), 'key=***&a=   ');
  assert.equal(secretTrouble('KEY', '12345\n')?.code, 'secret/too-short');
});

test('a numeric secret is masked where it is a number, and no other number is changed', () => {
  const value = { pin: 4815162342, others: [48, 1.5, 815162342], '4815162342': null };
  const clean = createRedactor(['4815162342\n', SECRET]).json(value);
  assert.deepEqual(clean, { pin: '***', others: [48, 1.5, 815162342], '***': null });
});

test('in a stream a secret is masked across chunk borders, and nothing else is changed', () => {
  const noise = fc.uint8Array({ maxLength: 40 });
  const part = fc.oneof(
    noise,
    fc.constantFrom(SECRET, SECRET.slice(0, 7), encodeURIComponent(SECRET)).map((text) => Buffer.from(text)),
  );
  const property = fc.property(
    fc.array(part, { maxLength: 8 }),
    fc.array(fc.nat(400), { maxLength: 12 }),
    (parts, cuts) => {
      const bytes = Buffer.concat(parts);
      const inside = cuts.map((cut) => Math.min(cut, bytes.length));
      const whole = through(redactor.stream(), bytes, []);
      assert.deepEqual(through(redactor.stream(), bytes, inside), whole);
      assert.ok(!whole.includes(SECRET));
      if (!parts.some((one) => Buffer.from(one).includes(SECRET) || Buffer.from(one).includes('%22w'))) {
        if (!bytes.includes(SECRET)) assert.deepEqual(whole, bytes);
      }
    },
  );
  fc.assert(property, { seed: 4711, numRuns: 3000 });
});

test('of two secrets with the same beginning the longer one is masked whole, even across chunks', () => {
  const both = createRedactor(['password', 'password-and-more']);
  const bytes = Buffer.from('x password-and-more y password z');
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    assert.equal(through(both.stream(), bytes, [cut]).toString(), 'x *** y *** z', `cut at ${cut}`);
  }
});

test('a secret that overlaps itself is masked completely', () => {
  const self = createRedactor(['abcabc']);
  const bytes = Buffer.from('-abcabc-');
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    assert.equal(through(self.stream(), bytes, [cut]).toString(), '-***-', `cut at ${cut}`);
  }
});

test('text that cannot be the beginning of a secret is not held back', () => {
  const stream = redactor.stream();
  assert.equal(Buffer.from(stream.push(Buffer.from('hello\n'))).toString(), 'hello\n');
});

test('each long line of a multi-line secret is masked', () => {
  const key = `-----BEGIN KEY-----\n${'A1b2'.repeat(10)}\n${'C3d4'.repeat(10)}\n-----END KEY-----\n`;
  const clean = createRedactor([key]).text(`key: ${'C3d4'.repeat(10)}\r\n-----BEGIN KEY-----`);
  assert.equal(clean, 'key: ***\r\n-----BEGIN KEY-----');
});

test('a whole key file can be a secret without making output slower', () => {
  const line = (n: number): string => createHash('sha512').update(`${n}`).digest('base64').slice(0, 80);
  const keys = Array.from({ length: 750 }, (_, n) => line(n)).join('\n');
  const stream = createRedactor([keys]).stream();
  // With a look at the whole of the secret for each line this test takes ten minutes.
  for (let n = 0; n < 50_000; n += 1) stream.push(Buffer.from(`line ${n} of a long log, with ordinary words in it\n`));
  const said = Buffer.concat([stream.push(Buffer.from(`all: ${keys}\none: ${line(500)}\n`)), stream.end()]);
  assert.equal(said.toString(), 'all: ***\none: ***\n');
});

test('strings and keys anywhere in a value are masked, everything else is unchanged', () => {
  const value = { list: [1, null, `a ${SECRET} b`], [SECRET]: true };
  assert.deepEqual(redactor.json(value), { list: [1, null, 'a *** b'], '***': true });
  assert.equal(noSecrets.json(value), value);
});

test('a secret of fewer than six characters is refused', () => {
  assert.equal(secretTrouble('KEY', '12345')?.code, 'secret/too-short');
  assert.equal(secretTrouble('KEY', '123456'), null);
  assert.equal(createRedactor(['12345']).text('a 12345 b'), 'a 12345 b');
});

test('a secret that becomes known in the middle of a stream is masked from there on, and no text is lost', () => {
  const values = new Set(['hunter22']);
  const redactor = growingRedactor(values);
  const stream = redactor.stream();
  const told = ['a hunt', 'er22 hun', 'ger rota', 'ted33 b hunt'].map((text, i) => {
    if (i === 2) values.add('rotated33');
    return Buffer.from(stream.push(Buffer.from(text))).toString();
  });
  assert.equal([...told, Buffer.from(stream.end()).toString()].join(''), 'a *** hunger *** b hunt');
  assert.deepEqual([redactor.text('rotated33'), redactor.json({ hunter22: 1 })], ['***', { '***': 1 }]);
});

/** As `base64` prints what is given to it. */
const wrapped = (text: string, width: number, line = '\n'): string =>
  (
    Buffer.from(text)
      .toString('base64')
      .match(new RegExp(`.{1,${width}}`, 'g')) ?? []
  ).join(line) + line;

test('base64 with line breaks is masked like base64 without them, wherever the breaks are', () => {
  const unbroken = (text: string): string => text.replaceAll(/[\r\n]|\\+[rn]/g, '');
  for (const width of [60, 64, 76]) {
    for (const line of ['\n', '\r\n', '\\n', '\\r\\n', '\\\\r\\\\n']) {
      for (let above = 0; above < 2 * width; above++) {
        const printed = wrapped(`${'k'.repeat(above)}${SECRET}${'z'.repeat(90)}`, width, line);
        const clean = redactor.text(`before${line}${printed}after`);
        assert.ok(clean.includes('***') && clean.startsWith(`before${line}`) && clean.endsWith(`${line}after`), clean);
        assert.equal(unbroken(clean), `before${redactor.text(unbroken(printed))}after`);
      }
    }
  }
});

test('a long secret in base64 or hexadecimal over many lines is replaced by one mask', () => {
  const key = Array.from({ length: 40 }, (_, i) => `line ${i} of a long key`).join(' ');
  const hex = (
    Buffer.from(key)
      .toString('hex')
      .match(/.{1,60}/g) ?? []
  ).join('\n');
  const long = createRedactor([key]);
  assert.match(long.text(wrapped(key, 76)), /^\*\*\*\w?=*\n$/);
  assert.equal(long.text(`${hex}\n`), '***\n');
});

test('in a stream such lines are masked across chunk borders, and other text passes unchanged', () => {
  const values = [SECRET, 'x'.repeat(70), Array.from({ length: 200 }, (_, i) => i).join('')];
  const several = createRedactor(values);
  const part = fc.oneof(
    fc.constantFrom('\n', '\r', '\r\n', '\\', '\\n', '\\r', ' ', 'A'.repeat(59), 'B'.repeat(60), 'eHh4'.repeat(15)),
    fc
      .tuple(
        fc.nat(80),
        fc.constantFrom(...values),
        fc.constantFrom(60, 64, 76),
        fc.constantFrom('\n', '\r\n', '\\n', '\\r\\n'),
      )
      .map(([above, value, width, line]) => wrapped(`${'k'.repeat(above)}${value}${'z'.repeat(30)}`, width, line)),
  );
  const property = fc.property(
    fc.array(part, { maxLength: 6 }),
    fc.array(fc.nat(), { maxLength: 12 }),
    (parts, cuts) => {
      const bytes = Buffer.from(parts.join(''));
      const inside = cuts.map((cut) => cut % (bytes.length + 1));
      const whole = several.text(bytes.toString());
      assert.equal(through(several.stream(), bytes, inside).toString(), whole);
      assert.ok(
        !Buffer.from(whole.replaceAll(/\r?\n|\\+[rn]/g, ''), 'base64')
          .toString()
          .includes(SECRET),
      );
    },
  );
  fc.assert(property, { seed: 4712, numRuns: 2000 });
});
