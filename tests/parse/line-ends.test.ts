/** Which line ends the texts of a task count with. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Digest, digest, projectPath } from '../../src/model/brand.ts';
import { type Ends, withEndsOfBefore } from '../../src/parse/task/line-ends.ts';

const printed = (ends: Ends) => ({ fingerprint: digest(`sha256:${ends}`), depends: {} });
const TEXTS = { files: [projectPath('templates/a.md')], outputSchema: null };
const printOf = (earlier: readonly Digest[], stage: Parameters<typeof withEndsOfBefore>[0] = TEXTS): string =>
  withEndsOfBefore(stage, earlier, printed).fingerprint;

test('a text is digested with LF, or as before where a result of that digest exists', () => {
  assert.equal(printOf([]), 'sha256:lf');
  assert.equal(printOf([digest('sha256:other')]), 'sha256:lf');
  assert.equal(printOf([digest('sha256:other'), digest('sha256:crlf')]), 'sha256:crlf');
  assert.equal(printOf([digest('sha256:as-it-lies')]), 'sha256:as-it-lies');
  assert.equal(printOf([digest('sha256:crlf'), digest('sha256:lf')]), 'sha256:lf');
});

test('a stage that reads no text is evaluated once', () => {
  assert.equal(printOf([digest('sha256:crlf')], { files: [], outputSchema: null }), 'sha256:lf');
});
