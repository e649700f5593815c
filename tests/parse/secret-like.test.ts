/** Which values of a file look like secrets, and which do not. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { secretsIn, withoutSecrets } from '../../src/parse/text/secret-like.ts';
import { Luck } from '../rig/luck.ts';

/** Made here, so that no file of ours holds anything that looks like a key. */
const luck = new Luck(20261121);
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const random = (length: number, from = LETTERS): string =>
  `${Array.from({ length: length - 1 }, () => luck.pick([...from])).join('')}7`;

const KEYS: Readonly<Record<string, string>> = {
  openai: `sk-proj-${random(40)}`,
  anthropic: `sk-ant-api03-${random(40)}`,
  stripe: `sk_live_${random(24)}`,
  github: `ghp_${random(36)}`,
  'fine-grained github': `github_pat_${random(60)}`,
  gitlab: `glpat-${random(20)}`,
  aws: `AKIA${random(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`,
  slack: `xoxb-${random(12, '0123456789')}-${random(24)}`,
  google: `AIza${random(35)}`,
  jwt: `eyJ${random(30)}.eyJ${random(40)}.${random(43)}`,
  bearer: `Bearer ${random(32)}`,
  'private key': `-----BEGIN ${'OPENSSH'} PRIVATE KEY-----`,
  address: `https://me:${random(12)}@example.org/x`,
};

for (const [kind, key] of Object.entries(KEYS)) {
  test(`the format of a key is recognised anywhere: ${kind}`, () => {
    for (const text of [`a: ${key}\n`, `a: { b: ["${key}"] }`, `# ${key}`, `{"a": "x ${key} y"}`]) {
      const [found, ...more] = secretsIn(text);
      assert.ok(found && more.length === 0, JSON.stringify(text));
      assert.ok(key.includes(text.slice(found.offset, found.offset + found.length)));
      assert.ok(!found.what.includes(key));
      assert.ok(!withoutSecrets(text).includes(key));
    }
  });
}

const NAMED = ['password', 'db_password', 'API_KEY', 'apiKey', 'access-token', 'client_secret', 'private_key', 'token'];

test('a random value is recognised as a secret by the name of its key', () => {
  const value = random(24);
  for (const name of NAMED) {
    for (const text of [`${name}: ${value}`, `x: { "${name}": "${value}" }`, `- ${name}: '${value}'\n`]) {
      const found = secretsIn(text).map(({ offset, length }) => text.slice(offset, offset + length));
      assert.deepEqual(found, [value], text);
      assert.ok(!withoutSecrets(text).includes(value));
    }
  }
});

test('a short password is recognised as well', () => {
  assert.equal(secretsIn('password: hunter2x').length, 1);
});

test('a value that only has the name of a secret is accepted', () => {
  const harmless = [
    'api_key: { env: ANTHROPIC_API_KEY_2 }',
    'api_key: ANTHROPIC_API_KEY_2',
    "token: '${{ secrets.TOKEN_OF_2026 }}'",
    'token: "{{ token_of_the_show_1 }}"',
    'secret: secrets/provider-key-2.txt',
    'token: https://example.org/token/12345678',
    'max_tokens: 200000000000',
    'tokens_per_minute: 100000',
    'password: { type: string, minLength: 8 }',
    'password: your-password-1234',
    'api_key: sk-...',
    'api_key: sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxx1',
    `secret: sha256:${random(64, '0123456789abcdef')}`,
    'bearer: "${{ secrets.UPLOAD }}"',
    'text: the secret of tides: they are pulled by the moon of 1969',
  ];
  for (const text of harmless) assert.deepEqual(secretsIn(text), [], text);
});

test('digests, uids, model names and URLs are no secrets', () => {
  const harmless = [
    `digest: sha256:${random(64, '0123456789abcdef')}`,
    `commit: ${random(40, '0123456789abcdef')}`,
    'uid: 0mwqx04trbs494q2ouug',
    `effect_key: ${random(32, '0123456789abcdef')}`,
    'model: claude-sonnet-4-5-20250929',
    'model: sk-learn-model-of-many-words',
    'base_url: http://127.0.0.1:11434/v1',
    'git: git@github.com:someone/something2.git',
    'url: https://example.org:8443/@user12345678',
  ];
  for (const text of harmless) assert.deepEqual(secretsIn(text), [], text);
});

test('a line is shown with asterisks of the same length in place of the possible secret', () => {
  const { openai = '' } = KEYS;
  const line = `  api_key: ${openai} # of ours`;
  assert.equal(withoutSecrets(line), `  api_key: ${'*'.repeat(openai.length)} # of ours`);
  assert.equal(withoutSecrets('  model: m'), '  model: m');
});

test('checking a long line takes time proportional to its length', () => {
  for (const text of [
    'token: '.repeat(50_000),
    `sk-${'-'.repeat(300_000)}`,
    `${'eyJ'.repeat(100_000)}.`,
    '://a:'.repeat(60_000),
  ])
    assert.deepEqual(secretsIn(text), []);
});

const ROOT = path.join(import.meta.dirname, '../..');
const FOLDERS = ['pipelines', 'runs', 'shows', 'schemas', 'templates', 'docs', 'tests/parse/bad'];

test('no file of this repository looks as if it contained a secret', () => {
  const all = FOLDERS.flatMap((folder) => textsIn(path.join(ROOT, folder)));
  assert.ok(all.length > 50);
  for (const file of all) assert.deepEqual(secretsIn(readFileSync(file, 'utf8')), [], file);
});

function textsIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(?:ya?ml|json|md)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}
