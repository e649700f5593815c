/** The lines of the log: what is written is what its schema says, and every kind of line is written. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { type LogEntry, openEventLog } from '../../src/adapters/event-log.ts';
import { digest, epochMs, projectPath, runId, runUid } from '../../src/model/brand.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Event } from '../../src/model/event.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { everyEvent } from '../core/every-state.ts';
import { address } from '../rig/story.ts';

const RUN = runId('ep001');
const SHA = digest(`sha256:${'0123456789abcdef'.repeat(4)}`);
const SCHEMA = path.join(import.meta.dirname, '../../schemas/log.schema.json');
const at = epochMs(1_795_249_800_000);

const { ofRuns, ofStages, ofTasks } = everyEvent;
const story = [
  ...ofRuns({ run: RUN, uid: runUid('0123456789abcdefghij') }),
  ...ofStages(address('a')),
  ...ofTasks(address('a')),
];
/** With digests of full length. */
const EVENTS: readonly Event[] = JSON.parse(JSON.stringify(story).replaceAll(/"sha256:[^"]*"/g, JSON.stringify(SHA)));

const diagnostic: Diagnostic = {
  code: 'checkpoint/older',
  severity: 'warning',
  message: 'older',
  at: { file: 'runs/ep001.checkpoint.json' },
  hint: 'look at it',
};
/** What is no event of a run. */
const ENTRIES: readonly LogEntry[] = [
  { event: 'run-taken-over', at, run: RUN, from: { host: 'laptop', pid: 1, started_at: new Date(at).toISOString() } },
  { event: 'diagnostic', at, run: null, diagnostic, digest: null, commit: null },
  { event: 'diagnostic', at, run: RUN, diagnostic, digest: SHA, commit: 'abc' },
  { event: 'config-changed', at, file: null, digest: null, before: SHA },
  { event: 'config-changed', at, file: projectPath('pipeline-runner.config.yaml'), digest: SHA, before: null },
  { event: 'checkpoint-adopted', at, run: RUN, had: 7, knew: 9, serial: 10 },
];

function written(): readonly JsonObject[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'log-'));
  const file = path.join(folder, 'log.ndjson');
  const log = openEventLog(file);
  for (const event of EVENTS) log.write(RUN, event);
  for (const entry of ENTRIES) log.note(entry);
  log[Symbol.dispose]();
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  rmSync(folder, { recursive: true });
  return lines.map((line): JsonObject => JSON.parse(line));
}

test('every kind of log line fits its schema, and each kind occurs', async () => {
  const schema: JsonObject = JSON.parse(readFileSync(SCHEMA, 'utf8'));
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const check = new Ajv2020({ allowUnionTypes: true, strictTypes: false, strictRequired: false }).compile(schema);
  const kinds = new Set();
  for (const line of written()) {
    kinds.add(line.event);
    assert.ok(check(line), JSON.stringify([line, check.errors?.filter(({ keyword }) => keyword !== 'required')]));
    const { time: _, ...timeless } = line;
    for (const other of [{ ...line, surprise: 1 }, { ...line, level: 'loud' }, timeless])
      assert.ok(!check(other), JSON.stringify(other));
  }
  assert.ok(Array.isArray(schema.oneOf));
  assert.equal(kinds.size, schema.oneOf.length);
});
