/** The answer to a request in the wire format of its path. */
import { MP4, mp3, PNG, pcm, wav } from '../tiny-media.ts';
import { SECRET } from './live.ts';
import { refusedBy } from './refusals.ts';
import type { ModelRequest } from './request.ts';
import { chatCompletion, messages, responses } from './text-answers.ts';
import type { AnswerStep } from './types.ts';

export interface Rendered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const json = (value: unknown, status = 200): Rendered => ({
  status,
  headers: { 'content-type': 'application/json', 'x-request-id': 'req-loopback' },
  body: Buffer.from(JSON.stringify(value)),
});
const bytes = (type: string, body: Buffer): Rendered => ({
  status: 200,
  headers: { 'content-type': type, 'x-request-id': 'req-loopback' },
  body,
});
const notFound = json({ error: { message: 'no such path', type: 'invalid_request_error', code: null } }, 404);

/** @param jobs for each video job by its id, the number of queries until it is done. */
export function render(request: ModelRequest, step: AnswerStep, jobs: Map<string, number>): Rendered {
  const [, path = ''] = /^\/v1(\/.*)$/.exec(request.path) ?? [];
  if (path.startsWith('/videos')) return video(request, path, step, jobs);
  if (request.method !== 'POST') return notFound;
  const refused = refusedBy(path, request.body);
  if (refused !== null)
    return json({ type: 'error', error: { message: refused, type: 'invalid_request_error', code: null } }, 400);
  switch (path) {
    case '/responses':
      return responses(request.body, step);
    case '/chat/completions':
      return chatCompletion(request.body, step);
    case '/messages':
      return messages(request.body, step);
    case '/realtime/client_secrets':
      return json({ value: SECRET, expires_at: 1_800_000_000, session: request.body.session });
    case '/audio/speech':
      return request.body?.response_format === 'wav'
        ? bytes('audio/wav', withUnknownLength(wav(0.5)))
        : bytes('audio/mpeg', mp3());
    case '/images/generations':
    case '/images/edits':
      return json({
        created: 1,
        data: [{ b64_json: PNG.toString('base64') }],
        usage: { input_tokens: 9, output_tokens: 100, total_tokens: 109 },
      });
    case '/audio/transcriptions':
    case '/speech-to-text':
      return transcription(path, request);
    default:
      return /^\/text-to-speech\/[^/]+$/.test(path) ? elevenLabsSpeech(request) : notFound;
  }
}

/** A WAV file as it is streamed: its header was sent before the length was known. */
function withUnknownLength(file: Buffer): Buffer {
  for (const at of [4, file.indexOf('data') + 4]) file.writeUInt32LE(0xffff_ffff, at);
  return file;
}

function transcription(path: string, { body }: ModelRequest): Rendered {
  if (path === '/speech-to-text')
    return json({
      language_code: 'en',
      language_probability: 1,
      text: 'hello there',
      words: [
        { text: 'hello', type: 'word', start: 0, end: 0.4, speaker_id: null },
        { text: ' ', type: 'spacing', start: 0.4, end: 0.5, speaker_id: null },
        { text: 'there', type: 'word', start: 0.5, end: 1, speaker_id: null },
      ],
    });
  if (String(body?.model).startsWith('gpt-transcribe'))
    return json({ text: 'hello there', languages: [{ code: 'en' }], usage: { type: 'duration', seconds: 2 } });
  return json({
    text: 'hello there',
    language: 'english',
    duration: 1.5,
    segments: [
      {
        ...{ id: 0, seek: 0, start: 0, end: 1.5, text: 'hello there', tokens: [1] },
        ...{ temperature: 0, avg_logprob: -0.1, compression_ratio: 1, no_speech_prob: 0 },
      },
    ],
  });
}

function elevenLabsSpeech(request: ModelRequest): Rendered {
  const format = request.query.get('output_format') ?? 'mp3';
  return format.startsWith('pcm') ? bytes('audio/pcm', pcm(0.5, 24_000)) : bytes('audio/mpeg', mp3());
}

function video(request: ModelRequest, path: string, step: AnswerStep, jobs: Map<string, number>): Rendered {
  const [, , id = '', part] = path.split('/');
  const job = (status: string, progress: number) => ({
    ...{ id, object: 'video', status, progress, model: 'sora-2', seconds: '4', size: '720x1280' },
    error: status === 'failed' ? (step.jobError ?? null) : null,
  });
  if (request.method === 'POST' && id === '') {
    const made = `video_${jobs.size + 1}`;
    jobs.set(made, step.polls ?? 1);
    return json({ ...job('queued', 0), id: made });
  }
  const left = jobs.get(id);
  if (left === undefined) return notFound;
  if (request.method === 'DELETE') {
    jobs.delete(id);
    return json({ id, object: 'video.deleted', deleted: true });
  }
  if (part === 'content') return bytes('video/mp4', MP4);
  if (step.jobError) return json(job('failed', 50));
  jobs.set(id, left - 1);
  return json(left > 0 ? job('in_progress', 50) : job('completed', 100));
}
