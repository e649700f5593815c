/** What stages make does not depend on the language of the machine, which the environment names. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';

const PROGRAM = `
  import { sentencesOf } from './lib/words.ts';
  import { byDate } from './short-video/feeds.ts';
  const entries = ['zebra', 'ähre', 'apfel'].map((id) => ({ id, published: null }));
  console.log(JSON.stringify([sentencesOf('We fly; Mars is far.'), entries.sort(byDate).map(({ id }) => id)]));`;

function saidIn(language: string): string {
  const cwd = path.join(import.meta.dirname, '../../pipelines');
  const env = { ...process.env, LC_ALL: language };
  return execFileSync(process.execPath, ['--input-type=module', '-e', PROGRAM], { cwd, env, encoding: 'utf8' });
}

test('sentences and the order of equal entries do not depend on the locale of the machine', () => {
  const wanted = '[["We fly; Mars is far."],["ähre","apfel","zebra"]]\n';
  for (const language of ['el_GR.UTF-8', 'sv_SE.UTF-8']) assert.equal(saidIn(language), wanted, language);
});
