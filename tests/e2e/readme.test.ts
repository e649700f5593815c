/** README.md is true: its tour is typed as it stands there, and what it shows still appears. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { readmeSession } from './readme.ts';
import { NPX_AT_ONCE, workCopy } from './work-copy.ts';

const root = path.join(import.meta.dirname, '../..');

/** What is the same whenever and over whatever history a command ran: no times, sizes, counts, hashes. */
const lasting = (line: string): string =>
  line
    .replace(/ {2}about [^\]]* left/, '')
    .replace(/\b(?:sha256:)?[0-9a-f]{7,}\b/g, '<hash>')
    .replace(/\d+(?:\.\d+)? ?(?:ms|s|B|KB)\b/g, '<amount>')
    .replace(/\d+/g, '#')
    .replace(/\s+/g, ' ')
    .trim();

test('the tour in the readme works as written, and prints what the readme shows', () => {
  using copy = workCopy('cloned');
  const session = readmeSession();
  assert.ok(session.length > 10, 'the readme has no tour');
  const first = session.find(({ command }) => command.startsWith('npx '));
  for (const step of session) {
    const { command, shown } = step;
    // One of them, and `npm start`, go the whole way: through npm, to the sources of a checkout.
    const said = copy.shell(step === first ? command : NPX_AT_ONCE + command);
    assert.equal(said.status, 0, `$ ${command}\n${said.shown}`);
    const printed = new Set(said.shown.split('\n').map(lasting));
    const missing = shown.filter((line) => !printed.has(lasting(line)));
    assert.deepEqual(missing, [], `$ ${command}\n${said.shown}`);
  }
});

test('the two commands for newcomers come before everything else in the readme', () => {
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, text]) => text);
  assert.deepEqual(blocks.slice(0, 2), ['npm ci && npm start\n', 'npm cit\n']);
  assert.ok(readme.indexOf('npm cit\n') < readme.indexOf('\n## '));
});
