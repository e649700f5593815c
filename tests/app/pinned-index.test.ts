/** What a generation is pinned to came through git: its index is not believed where it names what no pipeline can. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { INDEX, readIndex } from '../../src/app/pinned/pinned.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'pinned-'));
after(() => rmSync(folder, { recursive: true }));

const SHA = `sha256:${'0'.repeat(64)}`;
const PIPELINE = 'pipelines/p.yaml';

function isRead(text: string): boolean {
  writeFileSync(path.join(folder, INDEX), text);
  return readIndex(folder) !== null;
}

const naming = (pipeline: string, source: string): string =>
  JSON.stringify({ pipeline, sources: { [source]: SHA }, context: SHA, approvers: null, providers: {} });

test('a pinned index that names a file outside the project is refused', () => {
  assert.ok(isRead(naming(PIPELINE, PIPELINE)));
  for (const file of ['../p.yaml', '/etc/passwd', 'pipelines/../../p.yaml']) {
    assert.ok(!isRead(naming(PIPELINE, file)), file);
    assert.ok(!isRead(naming(file, PIPELINE)), file);
  }
});

test('a pinned index that is nested thousands of levels deep is refused', () => {
  const nested = (levels: number): string =>
    naming(PIPELINE, PIPELINE).replace('{}', `{"x":${'['.repeat(levels)}${']'.repeat(levels)}}`);
  assert.ok(isRead(nested(100)));
  assert.ok(!isRead(nested(50_000)));
});
