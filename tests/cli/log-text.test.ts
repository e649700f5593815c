/** The text of a log, piece by piece. */
import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { LogText, logSize } from '../../src/cli/log-text.ts';

function logFile(): { readonly file: string } & Disposable {
  const folder = mkdtempSync(path.join(tmpdir(), 'log-'));
  return { file: path.join(folder, 'a.log'), [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

const news = async (text: LogText): Promise<string> => (await Array.fromAsync(text.news())).join('');

test('only whole lines are shown, and a rest together with its completion', async () => {
  using log = logFile();
  const text = new LogText(log.file);
  assert.equal(await news(text), '', 'it is not there yet');
  writeFileSync(log.file, 'one\ntw');
  assert.equal(await news(text), 'one\n');
  appendFileSync(log.file, Buffer.from('o é').subarray(0, 3));
  assert.equal(await news(text), '');
  appendFileSync(log.file, Buffer.concat([Buffer.from('é').subarray(1), Buffer.from('\nend')]));
  assert.equal(await news(text), 'two é\n');
  assert.equal(text.end(), 'end\n');
  assert.equal(text.end(), '');
});

test('a large log is read in pieces, none of which contains all of it', async () => {
  using log = logFile();
  const line = `${'x'.repeat(99)}\n`;
  writeFileSync(log.file, line.repeat(20_000));
  let longest = 0;
  let total = 0;
  for await (const piece of new LogText(log.file).news()) {
    longest = Math.max(longest, piece.length);
    total += piece.length;
  }
  assert.equal(total, 2_000_000);
  assert.ok(longest <= 2 * 65_536, String(longest));
});

test('an endless line does not accumulate in memory', async () => {
  using log = logFile();
  writeFileSync(log.file, 'y'.repeat(1_000_000));
  const text = new LogText(log.file);
  const pieces = await Array.fromAsync(text.news());
  assert.ok(pieces.length > 5);
  assert.equal((pieces.join('') + text.end()).trimEnd().length, 1_000_000);
});

test('control characters in a log are escaped, and a log that is a link is not followed', async () => {
  using log = logFile();
  writeFileSync(log.file, 'a\u001b]0;title\u0007\u001b[31mred\n');
  assert.equal(await news(new LogText(log.file)), 'a\\u001B]0;title\\u0007red\n');
  symlinkSync('/etc/hosts', `${log.file}.link`);
  assert.equal(await logSize(`${log.file}.link`), null);
  assert.equal(await news(new LogText(`${log.file}.link`)), '');
});
