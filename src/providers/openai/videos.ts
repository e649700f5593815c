/**
 * Videos as jobs: `POST /videos`, `GET /videos/{id}`, `GET /videos/{id}/content`, `DELETE /videos/{id}`.
 *
 * J1. A job is submitted with the idempotency key of its call; polling costs nothing.
 * J2. A job that ended without a video is a fault; its cost is unknown.
 * J3. OpenAI itself has shut down this API; vLLM-Omni and others offer it, so starting a job needs the address of
 *     theirs.
 *
 * @source https://developers.openai.com/api/docs/models/sora-2: shut down on 24 September 2026 without a replacement.
 */
import { wholeView } from '../../media/camera.ts';
import { loadCanvas } from '../../media/canvas.ts';
import { stillOf } from '../../media/pictures.ts';
import { durationMs, err } from '../../model/brand.ts';
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import type { FilePart, JobLook, Jobs, ProviderFault, VideoRequest } from '../../ports/provider.ts';
import { fault } from '../fault.ts';
import { type Asking, answered, callSdk, type SdkCall } from '../sdk/call.ts';
import { kindInside } from '../sdk/faults.ts';
import { videoIn } from '../sdk/media.ts';
import { saidBy } from '../sdk/said.ts';
import { counted } from '../sdk/usage.ts';
import { isParticular } from './sizes.ts';

const LOOK_AGAIN = durationMs(5_000);
/** Statuses of a job that ended without a video. The last ones come from compatible servers. */
const ENDED: readonly unknown[] = ['failed', 'cancelled', 'canceled', 'expired', 'rejected', 'error'];

export function videoJobs(asking: Asking): Jobs<'video'> {
  const video = { ...asking, capability: 'video' } as const;
  return {
    async submit(request, context) {
      if (asking.settings.baseUrl === null) return err(ended(asking.settings.name));
      return callSdk(video, context, (call) => submitted(request, call));
    },
    poll: (job, context) => callSdk(video, context, (call) => looked(job, call)),
    // The job may be over or unknown by now; nothing can be done about a failure.
    cancel: async (job, context) => void (await callSdk(video, context, (call) => deleted(job, call))),
  };
}

/** J3. */
const ended = (name: string): ProviderFault =>
  fault(
    'unsupported',
    `the provider "${name}" (openai) has no video: OpenAI shut down its video API in September 2026`,
    {
      hint: 'name another provider, or set `base_url:` to a server with the same API',
    },
  );

async function submitted(request: VideoRequest, call: SdkCall): Promise<{ readonly job: string }> {
  const form = new FormData();
  form.set('model', call.model);
  form.set('prompt', request.prompt);
  form.set('seconds', String(request.seconds));
  form.set('size', `${request.width}x${request.height}`);
  const [first] = request.images;
  if (first) {
    const { data, mediaType, name } = isParticular(call.model) ? await framed(first, request) : first;
    form.set('input_reference', new Blob([new Uint8Array(data)], { type: mediaType }), name);
  }
  const job = await json(call, '', { method: 'POST', body: form });
  // The ids of compatible servers may be numbers.
  const id = typeof job.id === 'number' ? String(job.id) : job.id;
  if (typeof id !== 'string' || id === '') throw new Error('it did not return a job id');
  return { job: id };
}

/** Crops the first frame to the frame size, since others are refused; unchanged if nothing can draw. */
async function framed(picture: FilePart, frame: { width: number; height: number }): Promise<FilePart> {
  const [still, canvas] = [await stillOf(picture.data, picture.name), await loadCanvas()];
  if (!still.ok || !canvas.ok) return picture;
  const shown = await still.value.open(frame);
  const drawn = canvas.value.createCanvas(frame.width, frame.height);
  const { x, y, width, height } = wholeView({ picture: shown, frame });
  drawn.getContext('2d').drawImage(shown, x, y, width, height, 0, 0, frame.width, frame.height);
  return { name: picture.name.replace(/(?:\.\w+)?$/, '.png'), mediaType: 'image/png', data: await drawn.encode('png') };
}

async function looked(id: string, call: SdkCall): Promise<JobLook<'video'>> {
  const job = await json(call, `/${encodeURIComponent(id)}`);
  if (ENDED.includes(job.status)) return { type: 'failed', fault: endedWithout(job, call) };
  if (job.status !== 'completed') {
    const fraction = typeof job.progress === 'number' ? Math.min(1, Math.max(0, job.progress / 100)) : null;
    return { type: 'working', afterMs: LOOK_AGAIN, fraction };
  }
  // Compatible servers may store the file elsewhere.
  const response = await ask(call, `/${encodeURIComponent(id)}/content`, { redirect: 'follow' });
  const { data: video, mediaType } = await videoIn(response);
  // A duration of 0 means that it was not reported.
  const seconds = Number(job.seconds) || Number.NaN;
  const value = { video, mediaType, seconds: Number.isFinite(seconds) ? seconds : null };
  return { type: 'done', ...answered(call, { value, usage: counted('seconds', seconds) }, { job }) };
}

function endedWithout(job: JsonObject, { settings, context }: SdkCall): ProviderFault {
  const said = saidBy(JSON.stringify({ error: job.error ?? null }), context.apiKey === null ? [] : [context.apiKey]);
  const words = isJsonObject(job.error) && said.message !== '' ? `: ${said.message}` : '';
  const message = `the provider "${settings.name}" produced no video, its job is ${String(job.status)}${words}`;
  const kind = kindInside(said);
  const hint = kind === 'bad-output' ? 'change the prompt, or try again later' : null;
  return fault(kind, message, { charged: 'maybe', hint });
}

async function deleted(id: string, call: SdkCall): Promise<void> {
  await ask(call, `/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

async function json(call: SdkCall, path: string, init?: RequestInit): Promise<JsonObject> {
  const value: unknown = await (await ask(call, path, init)).json();
  if (!isJsonObject(value)) throw new Error('it did not send an object');
  return value;
}

async function ask({ making, signal }: SdkCall, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${making.apiKey ?? ''}` };
  const response = await making.fetch(`${making.baseURL}/videos${path}`, { ...init, headers, signal });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response;
}
