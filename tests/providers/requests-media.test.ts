/** What providers send for speech, pictures, transcriptions and videos, and what they make of an answer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VideoRequest } from '../../src/ports/provider.ts';
import { modelServer } from '../rig/model-server.ts';
import { contextOf, imageRequest, speechRequest, transcriptionRequest, videoRequest } from '../rig/provider.ts';
import { PNG } from '../rig/tiny-media.ts';
import { first, made, served } from './over-the-wire.ts';

test('speech by openai: voice, speed, manner and format are sent, characters are counted', async () => {
  await using it = await served({ type: 'openai', model: 'gpt-4o-mini-tts' });
  const request = speechRequest({ text: 'Grüße 🚀', voice: 'nova', speed: 1.2, emotion: 'excited' });
  const result = await it.provider.speech?.(request, contextOf({ apiKey: 'a-test-key' }));
  assert.ok(result?.ok);
  assert.deepEqual([result.value.value.mediaType, result.value.usage], ['audio/wav', { characters: 7 }]);
  const { body } = first(it.server);
  assert.deepEqual([body.voice, body.speed, body.response_format, body.input], ['nova', 1.2, 'wav', 'Grüße 🚀']);
  assert.match(body.instructions, /excited/);
});

test('a streamed WAV is stored with its true length', async () => {
  await using it = await served({ type: 'openai', model: 'gpt-4o-mini-tts' });
  const result = await it.provider.speech?.(speechRequest(), contextOf({ apiKey: 'a-test-key' }));
  assert.ok(result?.ok);
  const file = Buffer.from(result.value.value.audio);
  assert.equal(file.readUInt32LE(4), file.length - 8);
  assert.equal(file.readUInt32LE(file.indexOf('data') + 4), file.length - file.indexOf('data') - 8);
});

test('speech by elevenlabs: samples become a WAV, and the configured address is used', async () => {
  await using server = await modelServer();
  server.next({ type: 'answer', headers: { 'character-cost': '6' } });
  const provider = await made({ type: 'elevenlabs', baseUrl: server.url.replace(/\/v1$/, '/') });
  const request = speechRequest({ voice: 'some-voice', seed: 7, language: 'en-GB' });
  const result = await provider.speech?.(request, contextOf({ apiKey: 'a-test-key' }));
  assert.ok(result?.ok, result && !result.ok ? result.error.message : '');
  const { value, usage } = result.value;
  assert.deepEqual(
    [value.mediaType, Buffer.from(value.audio.subarray(0, 4)).toString(), usage],
    ['audio/wav', 'RIFF', { characters: 6 }],
  );
  const { path, body, query, credential } = first(server);
  assert.deepEqual(
    [path, credential, body.seed, body.language_code],
    ['/v1/text-to-speech/some-voice', 'a-test-key', 7, 'en'],
  );
  assert.equal(query.get('output_format'), 'pcm_24000');
});

test('speech by elevenlabs needs a voice: none is asked for in the name of one that its vendor has retired', async () => {
  await using it = await served({ type: 'elevenlabs' });
  const result = await it.provider.speech?.(speechRequest(), contextOf({ apiKey: 'a-test-key' }));
  assert.ok(result && !result.ok);
  const { kind, charged, message, hint } = result.error;
  assert.deepEqual([kind, charged, it.server.ledger.length], ['invalid', 'no', 0]);
  assert.match(`${message}; ${hint}`, /has no default voice.*; .*`elevenlabs:`/);
});

const SPEECH_TROUBLES: readonly (readonly [
  what: string,
  status: number,
  code: string,
  told: string,
  advice: RegExp,
])[] = [
  ['a voice that is gone', 404, 'voice_not_found', 'invalid', /^set `voice:` of the stage/],
  ['an id of a voice that the plan does not include', 400, 'invalid_uid', 'invalid', /^set `voice:` of the stage/],
  ['a voice that needs a paid plan', 402, 'paid_plan_required', 'quota', /^upgrade the account, or set `voice:`/],
  ['too many calls at once', 429, 'too_many_concurrent_requests', 'rate', /^set `concurrency`/],
  ['a busy service', 429, 'system_busy', 'rate', /^$/],
  ['credits that are used up', 401, 'quota_exceeded', 'quota', /^add credit/],
  ['a wrong key', 401, 'invalid_api_key', 'auth', /ELEVENLABS_API_KEY/],
  ['too long a text', 400, 'max_character_limit_exceeded', 'invalid', /^$/],
];
for (const [what, status, code, told, advice] of SPEECH_TROUBLES) {
  test(`elevenlabs refuses ${what}: what to do is said`, async () => {
    await using it = await served({ type: 'elevenlabs' });
    it.server.next({ type: 'status', status, code });
    const result = await it.provider.speech?.(speechRequest({ voice: 'v' }), contextOf({ apiKey: 'a-test-key' }));
    assert.ok(result && !result.ok);
    assert.deepEqual([result.error.kind, result.error.charged], [told, 'no']);
    assert.match(result.error.hint ?? '', advice);
  });
}

test('speech by elevenlabs: a file in place of samples is kept as it is', async () => {
  await using it = await served({ type: 'elevenlabs' });
  const mp3 = `ID3${'\0'.repeat(7)}${'x'.repeat(2000)}`;
  it.server.next({ type: 'body', body: mp3, mediaType: 'audio/mpeg' });
  const result = await it.provider.speech?.(speechRequest({ voice: 'v' }), contextOf({ apiKey: 'a-test-key' }));
  assert.ok(result?.ok);
  assert.equal(Buffer.from(result.value.value.audio).toString(), mp3);
});

test('the address of elevenlabs may contain its version, like those of the other types', async () => {
  await using it = await served({ type: 'elevenlabs' });
  const result = await it.provider.speech?.(speechRequest({ voice: 'v' }), contextOf({ apiKey: 'a-test-key' }));
  assert.ok(result?.ok, result && !result.ok ? result.error.message : '');
  assert.equal(first(it.server).path, '/v1/text-to-speech/v');
});

test('an image is requested in the nearest size that the model supports, with its reference', async () => {
  await using it = await served({ type: 'openai', model: 'gpt-image-2' });
  const reference = { name: 'hero.png', mediaType: 'image/png', data: PNG };
  const request = imageRequest({ width: 1080, height: 1920, reference });
  const result = await it.provider.image?.(request, contextOf({ apiKey: 'a-test-key' }));
  assert.ok(result?.ok);
  assert.deepEqual([result.value.value.mediaType, result.value.usage.images], ['image/png', 1]);
  const { path, body } = first(it.server);
  assert.deepEqual([path, body.size], ['/v1/images/edits', '1088x1920']);
});

test('an image given as a data URL is decoded', async () => {
  await using it = await served({ type: 'openai-compatible', model: 'sd' });
  const base64 = Buffer.from(PNG).toString('base64');
  for (const b64_json of [base64, `data:image/png;base64,${base64}`, `data:;base64,${base64}`]) {
    it.server.next({ type: 'body', body: JSON.stringify({ created: 1, data: [{ b64_json }] }) });
    const result = await it.provider.image?.(imageRequest(), contextOf({ apiKey: 'a-test-key' }));
    assert.ok(result?.ok, result && !result.ok ? result.error.message : '');
    assert.deepEqual(result.value.value, { image: new Uint8Array(PNG), mediaType: 'image/png' });
  }
});

test('an image that is missing at its URL may have been charged', async () => {
  await using it = await served({ type: 'openai-compatible', model: 'sd' });
  const data = [{ url: `${it.server.url}/files/picture.png` }];
  it.server.next({ type: 'body', body: JSON.stringify({ created: 1, data }) });
  const result = await it.provider.image?.(imageRequest(), contextOf({ apiKey: 'a-test-key' }));
  assert.deepEqual(
    it.server.ledger.map(({ method }) => method),
    ['POST', 'GET'],
  );
  assert.ok(result && !result.ok);
  assert.deepEqual([result.error.status, result.error.charged], [404, 'maybe']);
});

test('a paid image whose download fails is downloaded again, and not requested again', async () => {
  await using it = await served({ type: 'openai-compatible', model: 'sd' });
  const data = [{ url: `${it.server.url}/files/picture.png` }];
  it.server.next({ type: 'body', body: JSON.stringify({ created: 1, data }) });
  it.server.next({ type: 'status', status: 503, jobQueries: true }, { type: 'body', body: 'drawn', jobQueries: true });
  const result = await it.provider.image?.(imageRequest(), contextOf({ apiKey: 'a-test-key' }));
  assert.ok(result?.ok, result && !result.ok ? result.error.message : '');
  assert.deepEqual(
    it.server.ledger.map(({ method }) => method),
    ['POST', 'GET', 'GET'],
  );
});

test('a transcription has its parts with seconds, and the text', async () => {
  await using it = await served({ type: 'openai', model: 'whisper-1' });
  const result = await it.provider.transcription?.(
    transcriptionRequest({ language: 'en-US' }),
    contextOf({ apiKey: 'k' }),
  );
  assert.ok(result?.ok);
  const { value, usage } = result.value;
  assert.deepEqual(value, { text: 'hello there', segments: [{ start: 0, end: 1.5, text: 'hello there' }] });
  assert.deepEqual([usage, first(it.server).body.language], [{ seconds: 1.5 }, 'en']);
  it.server.next({ type: 'body', body: JSON.stringify({ text: 'hello there', duration: 0 }) });
  const unsaid = await it.provider.transcription?.(transcriptionRequest(), contextOf({ apiKey: 'k' }));
  assert.deepEqual(unsaid?.ok && unsaid.value.usage, {}, 'no recording lasts no time');
});

test('the newer transcription of openai accepts several languages, and counts seconds without parts', async () => {
  await using it = await served({ type: 'openai', model: 'gpt-transcribe' });
  const request = transcriptionRequest({ language: 'en-US' });
  const result = await it.provider.transcription?.(request, contextOf({ apiKey: 'a-test-key' }));
  assert.ok(result?.ok, result && !result.ok ? result.error.message : '');
  assert.deepEqual(result.value.value, { text: 'hello there', segments: [] });
  assert.deepEqual([result.value.usage, first(it.server).body['languages[]']], [{ seconds: 2 }, 'en']);
});

test('a transcription by elevenlabs has words as parts, without the spaces between them', async () => {
  await using it = await served({ type: 'elevenlabs', model: 'scribe_v2' });
  const result = await it.provider.transcription?.(transcriptionRequest(), contextOf({ apiKey: 'a-test-key' }));
  assert.ok(result?.ok, result && !result.ok ? result.error.message : '');
  assert.deepEqual(
    result.value.value.segments.map(({ text }) => text),
    ['hello', 'there'],
  );
});

test('OpenAI itself no longer makes videos: nothing is sent, and another address is suggested', async () => {
  const { videoJobs } = await made({ type: 'openai', model: 'sora-2', baseUrl: null });
  const submitted = await videoJobs?.submit(videoRequest(), contextOf({ apiKey: 'a-test-key' }));
  assert.ok(submitted && !submitted.ok);
  assert.deepEqual([submitted.error.kind, submitted.error.charged], ['unsupported', 'no']);
  assert.match(submitted.error.hint ?? '', /base_url/);
});

test('a video is a job: submitted once, queried until it is done, fetched, deleted', async () => {
  await using it = await served({ type: 'openai', model: 'sora-2' }, { honourKeys: true });
  const jobs = it.provider.videoJobs ?? assert.fail('no jobs');
  const context = contextOf({ apiKey: 'a-test-key' });
  it.server.next({ type: 'answer', polls: 1 });
  const submitted = await jobs.submit(videoRequest({ seconds: 4, width: 720, height: 1280 }), context);
  const again = await jobs.submit(videoRequest({ seconds: 4, width: 720, height: 1280 }), context);
  assert.ok(submitted.ok && again.ok);
  assert.equal(again.value.job, submitted.value.job);
  const working = await jobs.poll(submitted.value.job, context);
  assert.ok(working.ok && working.value.type === 'working');
  assert.equal(working.value.fraction, 0.5);
  const done = await jobs.poll(submitted.value.job, context);
  assert.ok(done.ok && done.value.type === 'done');
  assert.deepEqual([done.value.value.mediaType, done.value.usage], ['video/mp4', { seconds: 4 }]);
  await jobs.cancel(submitted.value.job, context);
  assert.deepEqual(
    it.server.ledger.map(({ method, charged, key }) => [method, charged, key]),
    [
      ['POST', 1000, 'key-1'],
      ['POST', 0, 'key-1'],
      ['GET', 0, null],
      ['GET', 0, null],
      ['GET', 0, null],
      ['DELETE', 0, null],
    ],
  );
});

test('a job with a numeric id is accepted', async () => {
  await using it = await served({ type: 'openai', model: 'sora-2' });
  it.server.next({ type: 'body', body: '{"id":17,"status":"queued"}' });
  const submitted = await it.provider.videoJobs?.submit(videoRequest(), contextOf({ apiKey: 'a-test-key' }));
  assert.deepEqual(submitted, { ok: true, value: { job: '17' } });
});

test('a video is requested in the nearest size and length of the model, with its first frame cut to that', async () => {
  await using it = await served({ type: 'openai', model: 'sora-2' });
  const fit = it.provider.fits?.video ?? assert.fail('it takes whatever is asked for');
  const shape = ({ width, height, seconds }: VideoRequest) => [width, height, seconds];
  for (const [asked, done] of [
    [{ width: 1080, height: 1920, seconds: 5 }, [720, 1280, 4]],
    [{ width: 1920, height: 1080, seconds: 6.5 }, [1280, 720, 8]],
    [{ width: 1280, height: 720, seconds: 30 }, [1280, 720, 12]],
  ] as const)
    assert.deepEqual(shape(fit(videoRequest(asked))), done);
  const context = contextOf({ apiKey: 'a-test-key' });
  await it.provider.videoJobs?.submit(fit(videoRequest({ width: 1080, height: 1920 })), context);
  const { body } = first(it.server);
  assert.deepEqual([body.size, body.seconds], ['720x1280', '4']);
  assert.match(body.input_reference, /^\[start\.png image\/png 720x1280 /);
  const { fits } = await made({ type: 'openai', model: 'my-video', baseUrl: it.server.url });
  const own = videoRequest({ seconds: 5 });
  assert.equal(fits?.video?.(own), own, 'of another model nobody knows what it does');
});

test('an HTML page in place of a finished video is no video, and the job is queried again', async () => {
  await using it = await served({ type: 'openai', model: 'sora-2' });
  it.server.next({ type: 'body', body: '{"id":"video_1","status":"completed","seconds":"4"}', jobQueries: true });
  it.server.next({ type: 'body', body: '{"error":{"message":"not yet"}}', jobQueries: true });
  const looked = await it.provider.videoJobs?.poll('video_1', contextOf({ apiKey: 'a-test-key' }));
  assert.ok(looked && !looked.ok, JSON.stringify(looked));
  assert.match(looked.error.message, /expected a video, got 31 bytes of application\/json/);
});

test('a job that ends without a video has failed, with its reason', async () => {
  await using it = await served({ type: 'openai', model: 'sora-2' });
  const jobs = it.provider.videoJobs ?? assert.fail('no jobs');
  const context = contextOf({ apiKey: 'a-test-key' });
  const submitted = await jobs.submit(videoRequest(), context);
  assert.ok(submitted.ok);
  const jobError = { code: 'moderation_blocked', message: 'blocked by our moderation' };
  it.server.next({ type: 'answer', jobQueries: true, jobError });
  const looked = await jobs.poll(submitted.value.job, context);
  assert.ok(looked.ok && looked.value.type === 'failed');
  const { kind, charged, message } = looked.value.fault;
  assert.deepEqual([kind, charged], ['refused', 'maybe'], message);
});

test('an expired job has ended and is not waited for', async () => {
  await using it = await served({ type: 'openai', model: 'sora-2' });
  it.server.next({ type: 'body', body: '{"id":"video_1","status":"expired"}', jobQueries: true });
  const looked = await it.provider.videoJobs?.poll('video_1', contextOf({ apiKey: 'a-test-key' }));
  assert.ok(looked?.ok && looked.value.type === 'failed');
  assert.match(looked.value.fault.message, /its job is expired/);
});
