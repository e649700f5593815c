import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { chooseEncoder } from '../../src/media/encode-video.ts';
import { findFfmpeg, inputFile, runFfmpeg } from '../../src/media/ffmpeg.ts';
import { asNobody, noPermissions } from '../rig/nobody.ts';

const NAME = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';

/** A folder with a file that could be ffmpeg, and one with a file that cannot be executed. */
function folders(): { readonly root: string; readonly good: string; readonly bad: string } & Disposable {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'ffmpeg-')));
  const [good, bad] = [path.join(root, 'good'), path.join(root, 'bad')];
  for (const folder of [good, bad]) {
    mkdirSync(folder);
    writeFileSync(path.join(folder, NAME), '');
  }
  chmodSync(path.join(good, NAME), 0o755);
  return { root, good, bad, [Symbol.dispose]: () => rmSync(root, { recursive: true }) };
}

test('ffmpeg is the first executable one in PATH', () => {
  using at = folders();
  const isWindows = process.platform === 'win32';
  const PATH = [at.root, isWindows ? at.root : at.bad, at.good].join(path.delimiter);
  assert.deepEqual(findFfmpeg({ PATH }, 'tag'), { file: path.join(at.good, NAME), tag: 'tag' });
});

test('a folder in PATH without permission is skipped', { skip: noPermissions }, async () => {
  using at = folders();
  chmodSync(at.root, 0o755);
  chmodSync(at.bad, 0o600);
  const PATH = [at.bad, at.good].join(path.delimiter);
  assert.equal((await asNobody(() => findFfmpeg({ PATH })))?.file, path.join(at.good, NAME));
});

test('without PATH, or with an empty or relative one, there is no ffmpeg', () => {
  for (const environment of [{}, { PATH: '' }, { PATH: `.${path.delimiter}bin${path.delimiter}` }])
    assert.equal(findFfmpeg(environment), null);
});

test('PIPELINE_RUNNER_FFMPEG turns ffmpeg off, or names it', () => {
  using at = folders();
  const file = path.join(at.good, NAME);
  assert.equal(findFfmpeg({ PATH: at.good, PIPELINE_RUNNER_FFMPEG: 'off' }), null);
  assert.equal(findFfmpeg({ PATH: '', PIPELINE_RUNNER_FFMPEG: file })?.file, file);
  assert.equal(findFfmpeg({ PATH: at.good, PIPELINE_RUNNER_FFMPEG: 'ffmpeg -i' }), null);
});

test('a file name cannot be mistaken for an option or a protocol, and its frames are limited', () => {
  const args = inputFile('/work/-i http:x.mp4');
  assert.deepEqual(args.slice(-2), ['-i', 'file:/work/-i http:x.mp4']);
  assert.equal(args[args.indexOf('-protocol_whitelist') + 1], 'file,pipe');
  assert.equal(args[args.indexOf('-max_pixels') + 1], '100000000');
});

const skip = process.platform === 'win32' ? 'the program is a shell script' : false;
test('an ffmpeg that failed to list its features is asked again by the next video', { skip }, async () => {
  using at = folders();
  const file = path.join(at.good, NAME);
  const chosen = async (script: string) => {
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    const encoder = await chooseEncoder('auto', { file, tag: null }, new AbortController().signal);
    return encoder.ok ? encoder.value.type : encoder.error.code;
  };
  assert.equal(await chosen('exit 1'), 'wasm');
  assert.equal(await chosen('echo libx264 aac'), 'ffmpeg');
  assert.equal(await chosen('exit 1'), 'ffmpeg');
});

test('error output of ffmpeg is shown without parts that vary by attempt or machine', { skip }, async () => {
  using at = folders();
  const file = path.join(at.good, NAME);
  writeFileSync(
    file,
    '#!/bin/sh\nfor arg; do last=$arg; done; echo "[mp3 @ 0x55a144512a00] bad frame\n$last: Invalid" >&2; exit 1\n',
  );
  const args = inputFile('/home/ada/a show/line 1.mp3');
  const ended = await runFfmpeg({ file, tag: null }, { args }, new AbortController().signal);
  assert.equal(ended.ok ? '' : ended.error.message, 'ffmpeg ended with 1: [mp3] bad frame\nline 1.mp3: Invalid');
});
