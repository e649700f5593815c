import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkpointReader, openCheckpointFile, readCheckpoint } from '../../../src/adapters/checkpoint/file.ts';
import { loadCheckpointCheck } from '../../../src/adapters/checkpoint/schema.ts';
import { conflictSides, seal, type Verdict, verifyText, wholeVersions } from '../../../src/adapters/checkpoint/text.ts';
import { runPaths } from '../../../src/adapters/state-folder.ts';
import type { CheckpointTask } from '../../../src/model/checkpoint.ts';
import { anyCheckpoint, checkpointOf, failingFiles, RUN, temporaryFolder } from '../rig.ts';

const verify = (text: string): Verdict => verifyText(text, anyCheckpoint);
const damageOf = (text: string): string => {
  const verdict = verify(text);
  return verdict.type === 'damaged' ? verdict.damage : verdict.type;
};

test('a sealed checkpoint verifies, ends with its digest, and is JSON with two-space indentation in the given order', () => {
  const { bytes, digest } = seal(checkpointOf(7));
  const text = bytes.toString();
  const verdict = verify(text);
  assert.ok(verdict.type === 'good');
  assert.deepEqual(verdict.checkpoint, { ...checkpointOf(7), digest });
  assert.equal(text, `${JSON.stringify(verdict.checkpoint, null, 2)}\n`);
  assert.ok(text.endsWith(`"digest": "${digest}"\n}\n`));
  assert.equal(seal(verdict.checkpoint).bytes.toString(), text, 'sealing it again changes nothing');
});

test('a checkpoint may hold characters of any width', () => {
  const checkpoint = checkpointOf(7, { inputs: { title: 'Grüße, 火箭 🚀 \ud800' } });
  const text = seal(checkpoint).bytes.toString();
  const verdict = verify(text);
  assert.ok(verdict.type === 'good');
  assert.deepEqual(verdict.checkpoint.inputs, checkpoint.inputs);
  assert.equal(text, `${JSON.stringify(verdict.checkpoint, null, 2)}\n`);
});

test('a checkpoint still verifies after git has changed its line ends to CRLF', () => {
  assert.equal(damageOf(seal(checkpointOf(7)).bytes.toString().replaceAll('\n', '\r\n')), 'good');
});

test('a checkpoint that is cut off at any byte is detected as damaged', () => {
  const bytes = seal(checkpointOf(7)).bytes;
  for (let cut = 0; cut < bytes.length; cut += 1) {
    assert.notEqual(damageOf(bytes.subarray(0, cut).toString('utf8')), 'good', `cut at ${cut}`);
  }
});

test('any flipped bit is detected', () => {
  const bytes = seal(checkpointOf(7)).bytes;
  for (let at = 0; at < bytes.length; at += 1) {
    for (let bit = 0; bit < 8; bit += 1) {
      const bad = Buffer.from(bytes);
      bad[at] = (bad[at] ?? 0) ^ (1 << bit);
      assert.notEqual(damageOf(bad.toString('utf8')), 'good', `byte ${at}, bit ${bit}`);
    }
  }
});

test('any inserted or removed text is detected', () => {
  const text = seal(checkpointOf(7)).bytes.toString();
  const property = fc.property(fc.nat(text.length), fc.nat(40), fc.string({ maxLength: 10 }), (at, length, put) => {
    const changed = text.slice(0, at) + put + text.slice(at + length);
    fc.pre(changed.replaceAll('\r\n', '\n') !== text);
    assert.notEqual(damageOf(changed), 'good');
  });
  fc.assert(property, { seed: 4711, numRuns: 5000 });
});

test('each kind of damage is reported by its name', () => {
  const text = seal(checkpointOf(7)).bytes.toString();
  const resealed = (change: object): string => seal({ ...checkpointOf(7), ...change }).bytes.toString();
  assert.equal(damageOf(''), 'empty');
  assert.equal(damageOf(text.slice(0, 100)), 'truncated');
  assert.equal(damageOf(text.replace('"running"', '"completed"')), 'digest');
  assert.equal(damageOf(`${JSON.stringify(checkpointOf(7), null, 2)}\n`), 'no-digest');
  assert.equal(damageOf('hello }\n}\n'), 'not-json');
  assert.equal(damageOf(resealed({ version: 0 })), 'version');
});

test('a checkpoint whose digest matches but that cannot be read is reported as written by a later version', async () => {
  const check = await loadCheckpointCheck();
  const messageOf = (change: object): string => {
    const verdict = verifyText(seal({ ...checkpointOf(7), ...change }).bytes.toString(), check);
    return verdict.type === 'newer' ? verdict.message : verdict.type;
  };
  assert.equal(messageOf({ version: 2 }), 'has the format version 2, which this pipeline-runner does not know');
  assert.equal(
    messageOf({ mood: 'fine' }),
    'contains something this pipeline-runner does not know: the top level has the key "mood"',
  );
  assert.match(
    messageOf({ status: 'dreaming' }),
    /^contains something this pipeline-runner does not know: \/status breaks "enum"$/,
  );
});

const SHA = `sha256:${'0'.repeat(64)}`;

/** With each kind of path that a checkpoint can hold, and a name that becomes one; all but one lead into a run. */
function namingFiles(outside: string, which: number): object {
  const paths = [0, 1, 2, 3, 4, 5, 6].map((n) => (n === which ? outside : n === 6 ? 'x.txt' : 'runs/r.run/x'));
  const [output, artifact, log, read, draft, items, name = ''] = paths;
  const time = '2026-11-21T00:00:00.000Z';
  const stage = {
    status: 'completed',
    attempts: [{ n: 1, started_at: time, outcome: 'running', effect_key: '0'.repeat(32), log }],
    result: {
      at: time,
      fingerprint: SHA,
      depends: {},
      output: { file: output, sha256: SHA, bytes: 1, preview: '' },
      artifacts: { [name]: { path: artifact, sha256: SHA, bytes: 1, media_type: 'text/plain' } },
    },
    approval: { asked_at: time, iteration: 1, subject: SHA, fingerprint: SHA, question: 'q', how: 'h', read, draft },
  };
  const many = { status: 'running', items: { $file: items, sha256: SHA, count: 1 } };
  return { ...checkpointOf(7), digest: SHA, stages: { stage, many } };
}

test('no path in a checkpoint may leave the folders of runs, and no artifact name its folder', async () => {
  const check = await loadCheckpointCheck();
  const checked = (path: string, which: number): string => {
    const result = check(namingFiles(path, which));
    return result.ok ? 'good' : result.error;
  };
  const beyond = ['/etc/passwd', '../x', 'a/../../x', 'a/..', '..', '.', 'a//b', 'a/', 'a\\..\\x', 'a\0b', 'a\nb', ''];
  const others = [
    '.env',
    'inside',
    'runs/r.yaml',
    'runs/../x.run/y',
    'runs/.x.run/y',
    `runs/${'a.run/'.repeat(50_000)}`,
  ];
  const within = beyond.map((path) => `runs/2026/r.run/${path}`).filter((path) => !path.endsWith('//etc/passwd'));
  const [paths, name] = [[0, 1, 2, 3, 4, 5], 6];
  for (const which of paths) {
    for (const path of ['runs/r.run/a/.x', 'runs/2026/11/r-1.run/a/..too', 'runs/r.run/finally/ä b.txt'])
      assert.equal(checked(path, which), 'good');
    for (const path of [...beyond, ...others, ...within])
      assert.match(checked(path, which), /^\/stages\/(?:stage|many)\/.* breaks "/, `${which}: ${path.slice(0, 99)}`);
  }
  for (const path of ['x.txt', 'a/b/.x', '..too']) assert.equal(checked(path, name), 'good');
  for (const path of beyond) assert.match(checked(path, name), /^\/stages\/stage\/.* breaks "/, path);
});

test('a checkpoint that is nested thousands of levels deep is refused, because everything that uses it would fail', async () => {
  const check = await loadCheckpointCheck();
  const nested = (levels: number): unknown => {
    const value = `${'['.repeat(levels)}${']'.repeat(levels)}`;
    const text = JSON.stringify(checkpointOf(7, { inputs: { x: 'DEEP' } })).replace('"DEEP"', value);
    const result = check({ ...JSON.parse(text), digest: SHA });
    return result.ok ? 'good' : result.error;
  };
  assert.equal(nested(300), 'good');
  for (const levels of [600, 50_000]) assert.equal(nested(levels), 'it is nested too deep');
});

const serialsIn = (text: string): readonly (number | string)[] =>
  wholeVersions(conflictSides(text), anyCheckpoint).map((whole) =>
    whole.type === 'good' ? whole.checkpoint.serial : whole.type,
  );
const conflict = (ours: string, theirs: string): string => `<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> branch\n`;

test('both sides of a merge conflict are read, the higher serial first, and their common ancestor never', () => {
  const [five, nine] = [seal(checkpointOf(5)).bytes.toString(), seal(checkpointOf(9)).bytes.toString()];
  for (const text of [conflict(five, nine), conflict(nine, five), conflict(nine, five).replaceAll('\n', '\r\n')]) {
    assert.equal(damageOf(text), 'conflict');
    assert.deepEqual(serialsIn(text), [9, 5]);
  }
  const base = conflict(five, nine).replace(
    '=======\n',
    `||||||| base\n${seal(checkpointOf(99)).bytes.toString()}=======\n`,
  );
  assert.deepEqual(serialsIn(base), [9, 5]);
});

test('if git merged a conflict partly, the side that is still whole is used, or none', () => {
  const [five, nine] = [seal(checkpointOf(5)).bytes.toString(), seal(checkpointOf(9)).bytes.toString()];
  assert.deepEqual(serialsIn(conflict(five, nine.replace('podcast', 'other'))), [5]);
  assert.deepEqual(serialsIn(conflict(five.replace('podcast', 'x'), nine.replace('podcast', 'y'))), []);
  const later = seal(Object.assign(checkpointOf(3), { version: 2 })).bytes.toString();
  assert.deepEqual(serialsIn(conflict(nine, later)), ['newer', 9]);
});

const items = (count: number, ms: number): Record<string, CheckpointTask> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`key${i}`, { status: 'completed', duration_ms: ms + i }]),
  );
const withItems = (serial: number, count: number) =>
  checkpointOf(serial, {
    stages: {
      audio: {
        status: 'running',
        items: items(count, serial),
        items_progress: { completed: count, failed: 0, total: count },
      },
    },
  });

function placeIn(root: string) {
  mkdirSync(join(root, 'runs'), { recursive: true });
  return { root, run: RUN, paths: runPaths(root, RUN) };
}

test('a copy of equal bytes is not verified again; one that differs, or did not verify, is', () => {
  using folder = temporaryFolder();
  const place = placeIn(folder.path);
  const [good, other] = [seal(checkpointOf(7)).bytes.toString(), seal(checkpointOf(8)).bytes.toString()];
  const files = { good, copy: good, other, bad: good.slice(0, -20), bad2: good.slice(0, -20) };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder.path, name), text);
  let checks = 0;
  const read = checkpointReader(place, (value) => {
    checks++;
    return anyCheckpoint(value);
  });
  const found = ['good', 'copy', 'other', 'bad', 'bad2', 'none'].map((name) => read(join(folder.path, name)));
  assert.deepEqual(
    found.map(({ type }) => type),
    ['good', 'good', 'good', 'damaged', 'damaged', 'missing'],
  );
  assert.deepEqual(found[1], found[0]);
  assert.notDeepEqual(found[2], found[0]);
  assert.equal(checks, 2);
});

test("a checkpoint equal to this machine's copy counts as unchanged without computing its digest", () => {
  using folder = temporaryFolder();
  const place = placeIn(folder.path);
  const wrong = seal(checkpointOf(7))
    .bytes.toString()
    .replace(/.{8}"\n\}\n$/, '00000000"\n}\n');
  const { checkpoint, backup } = place.paths;
  const readWith = (copy: string | Uint8Array, path: string, trustsCopy = true): string => {
    mkdirSync(dirname(backup), { recursive: true });
    writeFileSync(checkpoint, wrong);
    writeFileSync(backup, copy);
    return checkpointReader({ ...place, trustsCopy }, anyCheckpoint)(path).type;
  };
  assert.equal(readWith(wrong, checkpoint), 'good');
  assert.equal(readWith(seal(checkpointOf(7)).bytes, checkpoint), 'damaged');
  assert.equal(readWith('', checkpoint), 'damaged');
  assert.equal(readWith(wrong, backup), 'damaged');
  assert.equal(readWith(wrong, checkpoint, false), 'damaged');
});

test('every checkpoint that is written can be read back, however large; what could not be is not written', async () => {
  using folder = temporaryFolder();
  const place = placeIn(folder.path);
  const { write } = await openCheckpointFile(place, new Map());
  const large = (megabytes: number, serial: number) => ({
    ...checkpointOf(serial),
    labels: { a: 'x'.repeat(megabytes * 1e6) },
  });
  await write(large(20, 1));
  const good = readCheckpoint(place.paths.checkpoint, place, anyCheckpoint);
  assert.equal(good.type, 'good');
  await assert.rejects(write(large(70, 2)), { code: 'ETOOLARGE' });
  assert.deepEqual(readCheckpoint(place.paths.checkpoint, place, anyCheckpoint), good);
});

test('up to 500 items stay in the checkpoint; more are stored in a file beside it and come back in their order', async () => {
  for (const count of [500, 501, 2000]) {
    using folder = temporaryFolder();
    const place = placeIn(folder.path);
    const file = await openCheckpointFile(place, new Map());
    await file.write(withItems(3, count));
    const text = readFileSync(place.paths.checkpoint, 'utf8');
    assert.equal(text.includes('"$file": "runs/ep001.run/items/audio.jsonl"'), count > 500);
    const read = readCheckpoint(place.paths.checkpoint, place, anyCheckpoint);
    assert.ok(read.type === 'good');
    const { digest: _digest, ...rest } = read.checkpoint;
    assert.equal(JSON.stringify(rest), JSON.stringify(withItems(3, count)));
  }
});

test('an items file that was changed, cut or deleted is detected', async () => {
  using folder = temporaryFolder();
  const place = placeIn(folder.path);
  await (await openCheckpointFile(place, new Map())).write(withItems(3, 600));
  const path = join(place.paths.folder, 'items', 'audio.jsonl');
  const text = readFileSync(path, 'utf8');
  for (const bad of [text.slice(0, -5), text.replace('key7"', 'key8"'), '']) {
    writeFileSync(path, bad);
    const read = readCheckpoint(place.paths.checkpoint, place, anyCheckpoint);
    assert.ok(read.type === 'damaged' && /audio\.jsonl, which is missing or was changed/.test(read.message));
  }
});

test('after any failure during publishing, the checkpoint finds the items file that it refers to', async () => {
  for (const operation of ['open', 'write', 'sync', 'rename', 'makeFolder', 'close', 'stat'] as const) {
    for (let at = 1; ; at += 1) {
      using folder = temporaryFolder();
      const place = placeIn(folder.path);
      await (await openCheckpointFile(place, new Map())).write(withItems(3, 600));
      const before = readCheckpoint(place.paths.checkpoint, place, anyCheckpoint);
      assert.ok(before.type === 'good');
      const fs = failingFiles({ operation, at, trouble: 'ENOSPC' });
      const file = await openCheckpointFile({ ...place, fs }, before.files);
      const error = await file.write(withItems(9, 700)).then(
        () => null,
        (reason: unknown) => reason,
      );
      const after = readCheckpoint(place.paths.checkpoint, place, anyCheckpoint);
      assert.ok(after.type === 'good', `${operation} ${at}: ${JSON.stringify(after).slice(0, 200)}`);
      assert.ok(error === null ? after.checkpoint.serial === 9 : [3, 9].includes(after.checkpoint.serial));
      if ((fs.calls.get(operation) ?? 0) < at) break;
    }
  }
});

test('the generated schema accepts a checkpoint with its items file', async () => {
  const check = await loadCheckpointCheck();
  const good = verifyText(seal(checkpointOf(7)).bytes.toString(), check);
  assert.equal(good.type, 'good', JSON.stringify(good));
  using folder = temporaryFolder();
  const place = placeIn(folder.path);
  await (await openCheckpointFile(place, new Map())).write(withItems(3, 600));
  assert.equal(readCheckpoint(place.paths.checkpoint, place, check).type, 'good');
});
