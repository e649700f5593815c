import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Failure } from '../../src/model/failure.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { StageOutcome } from '../../src/ports/stage-kind.ts';
import { mp3, png, wav } from '../rig/tiny-media.ts';
import { createRig, failureOf, outputOf, type Rig } from './rig.ts';
import { type ScriptedModels, scripted } from './scripted-models.ts';

const heard = (audio: Uint8Array, seconds: number | null = null) => ({
  answer: { audio, mediaType: 'audio/wav', seconds },
});

const say = (rig: Rig, { models }: ScriptedModels, options: JsonObject): Promise<StageOutcome> =>
  rig.run('speech', options, { deps: { models } });

test('a text becomes an artifact with its length, its number of characters and its path', async () => {
  using rig = createRig();
  const double = scripted([heard(wav(2.5))]);
  const outcome = await say(rig, double, {
    provider: 'voice',
    text: ' Grüße, 🚀! ',
    speed: 1.5,
    emotion: 'excited',
    language: 'de',
    seed: 3,
    to: 'audio/line.wav',
  });
  assert.deepEqual(outputOf(outcome), {
    file: 'audio/line.wav',
    path: 'runs/2026/ep001.run/segments/intro/audio/line.wav',
    seconds: 2.5,
    characters: 9,
    media_type: 'audio/wav',
    provider: 'voice',
  });
  assert.deepEqual(double.request('speech'), {
    text: 'Grüße, 🚀!',
    voice: null,
    speed: 1.5,
    emotion: 'excited',
    language: 'de',
    format: 'wav',
    seed: 3,
  });
  assert.deepEqual(readFileSync(join(rig.staging, 'audio/line.wav')), wav(2.5));
});

test('a map of voices is passed on to the provider, with `default` for all others', async () => {
  using rig = createRig();
  const voiceFor = async (provider: string, voice: JsonObject | string) => {
    const double = scripted([heard(wav(1))]);
    await say(rig, double, { provider, text: 'Hi', voice });
    const { voice: usual, voices } = double.request('speech');
    return [usual, voices];
  };
  const voices = { offline: 'slt', openai: 'nova' };
  assert.deepEqual(await voiceFor('voice', voices), [null, voices]);
  assert.deepEqual(await voiceFor('voice', 'onyx'), ['onyx', undefined]);
  assert.deepEqual(await voiceFor('writer', { ...voices, default: 'alloy' }), ['alloy', voices]);
  assert.equal(rig.log(), '');
  assert.deepEqual(await voiceFor('writer', voices), [null, voices]);
  assert.match(rig.log(), /no voice is set for anthropic/);
});

test('the format is that of the settings, else of the file name, else wav', async () => {
  using rig = createRig();
  const formatFor = async (options: JsonObject): Promise<readonly unknown[]> => {
    const double = scripted([heard(mp3(100))]);
    const output = outputOf(await say(rig, double, { text: 'Hi', ...options }));
    return [double.request('speech').format, (output as JsonObject).file];
  };
  assert.deepEqual(await formatFor({ format: 'mp3' }), ['mp3', 'speech.mp3']);
  assert.deepEqual(await formatFor({ to: 'a.MP3' }), ['mp3', 'a.MP3']);
  assert.deepEqual(await formatFor({}), ['wav', 'speech.mp3']);
});

test('the artifact has the extension of what the provider returned, and the output says so', async () => {
  using rig = createRig();
  const double = scripted([{ ...heard(mp3(100)), provider: 'backup' }]);
  const output = outputOf(await say(rig, double, { provider: 'voice', text: 'Hi', to: 'vol.1.wav' })) as JsonObject;
  assert.deepEqual(
    [output.file, output.path, output.media_type, output.provider],
    ['vol.1.mp3', 'runs/2026/ep001.run/segments/intro/vol.1.mp3', 'audio/mpeg', 'backup'],
  );
  assert.ok(Math.abs(Number(output.seconds) - 2.6) < 0.1, String(output.seconds));
  assert.equal(existsSync(join(rig.staging, 'vol.1.wav')), false);
});

test('the length that the provider reports is used, if there is one', async () => {
  using rig = createRig();
  const output = outputOf(await say(rig, scripted([heard(wav(1), 1.25)]), { text: 'Hi' })) as JsonObject;
  assert.equal(output.seconds, 1.25);
});

test('audio that is empty, damaged, no audio, or too short for its text is a failure and no artifact', async () => {
  using rig = createRig();
  const long = 'A sentence that nobody can say in a tenth of a second.';
  const bad: [Uint8Array, string][] = [
    [new Uint8Array(), 'Hi'],
    [wav(1).subarray(0, 20), 'Hi'],
    [png(10, 10), 'Hi'],
    [Buffer.from('{"error":"sorry"}'), 'Hi'],
    [wav(0), '…'],
    [wav(0.1), long],
  ];
  for (const [audio, text] of bad) {
    const failure = failureOf(await say(rig, scripted([heard(audio)]), { text, to: 'line.wav' }));
    assert.deepEqual([failure.code, failure.retry], ['speech/bad-audio', 'policy'], failure.message);
  }
  const picture = failureOf(await say(rig, scripted([heard(png(10, 10), 2)]), { text: 'Hi', to: 'line.wav' }));
  assert.match(picture.message, /image\/png/);
  assert.equal(existsSync(join(rig.staging, 'line.wav')), false);
});

test('a faster voice may speak the same text in less time', async () => {
  using rig = createRig();
  const text = 'A sentence of forty letters or a few more.';
  assert.equal(failureOf(await say(rig, scripted([heard(wav(0.4))]), { text })).code, 'speech/bad-audio');
  outputOf(await say(rig, scripted([heard(wav(0.4))]), { text, speed: 4 }));
});

test('resolved settings are checked before a provider is called', async () => {
  using rig = createRig();
  const code = async (options: JsonObject) => failureOf(await say(rig, scripted([]), { text: 'Hi', ...options })).code;
  assert.equal(await code({ text: ' \n' }), 'stage/with');
  assert.equal(await code({ text: null }), 'stage/with');
  assert.equal(await code({ to: '../line.wav' }), 'stage/with');
  assert.equal(await code({ speed: 9 }), 'stage/with');
  assert.equal(await code({ format: 'ogg' }), 'stage/with');
  assert.equal(await code({ voice: ['slt'] }), 'stage/with');
  assert.equal(await code({ voice: { offline: 7 } }), 'stage/with');
  assert.equal(await code({ voice: { $secret: 'KEY' } }), 'secret/misplaced');
});

test('a refused budget stops the stage, and a failure of the provider is passed on', async () => {
  using rig = createRig();
  const failure: Failure = { code: 'model/auth', message: 'no key', retry: 'never' };
  assert.deepEqual(await say(rig, scripted(['stopped']), { text: 'Hi' }), { type: 'stopped' });
  assert.deepEqual(failureOf(await say(rig, scripted([{ failure }]), { text: 'Hi' })), failure);
});

test('a recording is transcribed with the times of its parts', async () => {
  using rig = createRig();
  rig.put('runs/a.run/mix/episode.wav', '');
  writeFileSync(join(rig.project, 'runs/a.run/mix/episode.wav'), wav(1));
  const segments = [{ start: 0, end: 0.8, text: 'Hello there' }];
  const double = scripted([{ answer: { text: ' Hello there ', segments } }]);
  const options = { provider: 'voice', file: 'runs/a.run/mix/episode.wav', language: 'en' };
  const outcome = await rig.run('transcribe', options, { deps: { models: double.models } });
  assert.deepEqual(outputOf(outcome), { text: 'Hello there', segments });
  const { audio, seconds, language } = double.request('transcription');
  assert.deepEqual([audio.mediaType, audio.data.length, seconds, language], ['audio/wav', wav(1).length, 1, 'en']);
});

test('only recordings inside the project are transcribed, and only within the budget', async () => {
  using rig = createRig();
  rig.put('notes.md', 'x');
  const code = async (options: JsonObject) =>
    failureOf(await rig.run('transcribe', options, { deps: { models: scripted([]).models } })).code;
  assert.equal(await code({ file: 'notes.md' }), 'prompt/file');
  assert.equal(await code({ file: '../a.wav' }), 'prompt/file');
  assert.equal(await code({}), 'stage/with');
  assert.equal(await code({ file: { $secret: 'KEY' } }), 'secret/misplaced');
  writeFileSync(join(rig.project, 'a.wav'), wav(1));
  const outcome = await rig.run('transcribe', { file: 'a.wav' }, { deps: { models: scripted(['stopped']).models } });
  assert.deepEqual(outcome, { type: 'stopped' });
});
