/** A pipeline is parsed without the packages of languages that it does not use, and with those that it does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withLanguages } from '../../src/app/pinned/languages.ts';
import { MissingLanguage } from '../../src/parse/languages.ts';

test('work that needs a language is repeated after loading it, and other errors are passed on', async () => {
  const lacked = ['expressions', 'templates', 'expressions'] as const;
  let begun = 0;
  const work = (): string => {
    const language = lacked[begun++];
    if (language) throw new MissingLanguage(language);
    return 'done';
  };
  assert.equal(await withLanguages(work), 'done');
  assert.equal(begun, 4);
  const broken = withLanguages(() => {
    throw new RangeError('other');
  });
  await assert.rejects(broken, RangeError);
});
