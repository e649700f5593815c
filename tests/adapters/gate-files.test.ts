/** The files of a question: each whole, a draft written once, nothing through a link. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { sha256Of } from '../../src/adapters/disk/digests.ts';
import { DurableError } from '../../src/adapters/disk/error.ts';
import {
  approvedFile,
  artifactsFile,
  artifactsText,
  askedFile,
  createGateFiles,
  draftFile,
  readAsked,
} from '../../src/adapters/gate-files.ts';
import type { TaskAddress } from '../../src/model/address.ts';
import { digest, projectPath } from '../../src/model/brand.ts';
import { subjectText } from '../../src/parse/draft/subject-digest.ts';
import { failingFiles, quickFiles, RUN, temporaryFolder } from './rig.ts';

const FILE = projectPath('runs/ep001.run/drafts/review.1.yaml');

function rig(fs = quickFiles) {
  const folder = temporaryFolder();
  return { ...folder, files: createGateFiles(folder.path, fs), at: (file: string) => join(folder.path, file) };
}

test('files of a gate are named by gate and round; those of an inner gate are in subfolders', () => {
  const place = (gate: string) => ({ run: RUN, gate: gate as TaskAddress, iteration: 2 });
  const inner = place('episodes[e1]/cut/review');
  assert.equal(askedFile(place('review'), 'md'), 'runs/ep001.run/asked/review.2.md');
  assert.equal(draftFile(inner, 'yaml'), 'runs/ep001.run/drafts/episodes/e1/cut/review.2.yaml');
  assert.equal(approvedFile(inner), 'runs/ep001.run/outputs/episodes/e1/cut/review.2.json');
  assert.equal(artifactsFile(askedFile(inner, 'md')), 'runs/ep001.run/asked/episodes/e1/cut/review.2.artifacts.yaml');
});

test('a published question is readable by everybody and is never overwritten', () => {
  using p = rig();
  p.files.publishOnce(FILE, 'a: 1\n');
  p.files.publishOnce(FILE, 'a: 2\n');
  assert.equal(readFileSync(p.at(FILE), 'utf8'), 'a: 1\n');
  assert.equal(statSync(p.at(FILE)).mode & 0o777, 0o644);
});

test('a draft that somebody creates during its publication is not overwritten, with and without hard links', () => {
  for (const code of ['EEXIST', 'EPERM']) {
    using p = rig({
      ...quickFiles,
      link: (_, to) => {
        writeFileSync(to, 'mine: 1\n');
        throw Object.assign(new Error(code), { code });
      },
    });
    p.files.publishOnce(FILE, 'a: 1\n');
    assert.equal(readFileSync(p.at(FILE), 'utf8'), 'mine: 1\n');
    assert.deepEqual(readdirSync(dirname(p.at(FILE))), ['review.1.yaml'], 'no temporary file is left');
  }
});

test('a draft can be published on a disk without hard links', () => {
  const refuse = (): never => {
    throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
  };
  using p = rig({ ...quickFiles, link: refuse });
  p.files.publishOnce(FILE, 'a: 1\n');
  assert.equal(readFileSync(p.at(FILE), 'utf8'), 'a: 1\n');
});

test('a file that is set aside gets an unused name, and nothing is lost', () => {
  using p = rig();
  assert.equal(p.files.setAside(FILE), null);
  for (const text of ['a: 1\n', 'a: 2\n']) {
    p.files.publishOnce(FILE, text);
    p.files.setAside(FILE);
  }
  const left = (n: number): string => readFileSync(p.at(`runs/ep001.run/drafts/review.1.before-${n}.yaml`), 'utf8');
  assert.deepEqual([left(1), left(2), p.files.isThere(FILE)], ['a: 1\n', 'a: 2\n', false]);
});

test('if the disk becomes full, no partial draft is left, so it can be offered again', () => {
  using p = rig(failingFiles({ operation: 'write', at: 1, trouble: 'ENOSPC' }));
  assert.throws(() => p.files.publishOnce(FILE, 'a: 1\n'), DurableError);
  assert.equal(p.files.isThere(FILE), false);
  p.files.publishOnce(FILE, 'a: 1\n');
  assert.equal(readFileSync(p.at(FILE), 'utf8'), 'a: 1\n');
});

test('a link in place of a gate folder is neither written nor read through', () => {
  using p = rig();
  using outside = temporaryFolder();
  mkdirSync(p.at('runs/ep001.run'), { recursive: true });
  symlinkSync(outside.path, p.at('runs/ep001.run/drafts'));
  writeFileSync(join(outside.path, 'review.1.yaml'), 'a: 1\n');
  assert.throws(() => p.files.publish(FILE, 'a: 2\n'), DurableError);
  const read = p.files.read(FILE, 100);
  assert.equal(!read.ok && read.error.reason, 'link');
});

test('a draft that is a link counts as existing but is not read', () => {
  using p = rig();
  mkdirSync(p.at('runs/ep001.run/drafts'), { recursive: true });
  symlinkSync('/etc/hostname', p.at(FILE));
  p.files.publishOnce(FILE, 'a: 1\n');
  const read = p.files.read(FILE, 100);
  assert.deepEqual([p.files.isThere(FILE), !read.ok && read.error.reason], [false, 'link']);
});

const ARTIFACT = { name: 'a.wav', sha256: digest(`sha256:${'1'.repeat(64)}`), mediaType: 'audio/wav' };
const asked = (value: string, artifacts = [ARTIFACT]) => ({
  read: projectPath('runs/ep001.run/asked/review.1.md'),
  subject: sha256Of(subjectText(value, artifacts)),
});

test('the subject of a question is read back with its artifacts, also after autocrlf', () => {
  using p = rig();
  const question = asked('one\ntwo');
  p.files.publish(artifactsFile(question.read), artifactsText([{ ...ARTIFACT, path: 'runs/x/a.wav', bytes: 5 }]));
  p.files.publish(question.read, 'one\r\ntwo\r\n');
  assert.equal(readAsked(p.files, question), 'one\ntwo');
});

test('a subject whose asked file or artifacts were changed is not read back', () => {
  using p = rig();
  const question = asked('one', []);
  assert.equal(readAsked(p.files, question), undefined);
  p.files.publish(question.read, 'two\n');
  assert.equal(readAsked(p.files, question), undefined);
  p.files.publish(question.read, 'one\n');
  assert.equal(readAsked(p.files, question), 'one');
  p.files.publish(artifactsFile(question.read), artifactsText([{ ...ARTIFACT, path: 'x', bytes: 5 }]));
  assert.equal(readAsked(p.files, question), undefined);
  p.files.publish(artifactsFile(question.read), 'no list\n');
  assert.equal(readAsked(p.files, question), undefined);
});
