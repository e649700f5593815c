/**
 * Videos as jobs over the AI SDK, by packages that can start one and poll it later (`doStart`, `doStatus`).
 *
 * J1. The id of a job is the package's operation as JSON; nothing else reads it.
 * J2. A poll has no idempotency key, since some packages poll by POST, and an earlier result is not wanted.
 * J3. Some packages report `error` for a job if only the poll was refused or redirected: the wire's status decides. Of
 *     the statuses that refuse a poll, only 422 is about the job (fal uses it for a failed one); 400 may be the key.
 */
import { durationMs, ok } from '../../model/brand.ts';
import type { JobLook, Jobs, ProviderFault, VideoRequest } from '../../ports/provider.ts';
import { fault } from '../fault.ts';
import { type Asking, answered, callSdk, type SdkCall } from './call.ts';
import { kindInside } from './faults.ts';
import type { Ai } from './loading.ts';
import { downloaded, videoModel, videoOptions } from './media.ts';
import { saidBy } from './said.ts';

const LOOK_AGAIN = durationMs(5_000);
const FAILED = 422;

export function videoJobsBy(asking: Asking): Jobs<'video'> {
  const video = { ...asking, capability: 'video' } as const;
  return {
    submit: (request, context) => callSdk(video, context, (call) => begun(request, call)),
    async poll(job, context) {
      const look = await callSdk({ ...video, asks: 'look' }, context, (call) => looked(job, call));
      if (look.ok || look.error.status !== FAILED) return look;
      return ok({ type: 'failed', fault: { ...look.error, charged: 'maybe' } });
    },
    // The SDK has no way to cancel.
    cancel: async () => {},
  };
}

async function begun(request: VideoRequest, call: SdkCall): Promise<{ readonly job: string }> {
  const { operation } = await call.ai.experimental_startVideo(videoOptions(request, call));
  return { job: JSON.stringify(operation) };
}

async function looked(job: string, call: SdkCall): Promise<JobLook<'video'>> {
  const { ai, wire, signal } = call;
  const about = { operation: JSON.parse(job), abortSignal: signal, maxRetries: 0 };
  const found = await ai.experimental_getVideoStatus(videoModel(call), about);
  switch (found.status) {
    case 'pending':
      return { type: 'working', afterMs: LOOK_AGAIN, fraction: null };
    case 'error':
      if (wire.status !== null && wire.status >= 300) throw new Error(found.error); // J3
      return { type: 'failed', fault: endedWithout(found.error, call) };
    case 'completed':
      return done(found.videos, call);
  }
}

type Videos = Extract<Awaited<ReturnType<Ai['experimental_getVideoStatus']>>, { status: 'completed' }>['videos'];

async function done([video]: Videos, call: SdkCall): Promise<JobLook<'video'>> {
  const bytes = video === undefined ? null : await bytesOf(video, call);
  if (video === undefined || bytes === null)
    return { type: 'failed', fault: endedWithout('it contains no video', call) };
  const { mediaType } = video;
  const value = { video: bytes, mediaType, seconds: null };
  return { type: 'done', ...answered(call, { value, usage: {} }, { media_type: mediaType }) };
}

/** null: stored in a form that only the vendor can read. */
async function bytesOf(video: Videos[number], call: SdkCall): Promise<Uint8Array | null> {
  switch (video.type) {
    case 'url':
      return (await downloaded(new URL(video.url), call)).data;
    case 'base64':
      return new Uint8Array(Buffer.from(video.data, 'base64'));
    case 'binary':
      return video.data;
    case 'uploaded':
      return null;
  }
}

function endedWithout(why: string, { settings, context }: SdkCall): ProviderFault {
  const said = saidBy(JSON.stringify({ error: { message: why } }), context.apiKey === null ? [] : [context.apiKey]);
  return fault(kindInside(said), `the provider "${settings.name}" produced no video: ${said.message}`, {
    charged: 'maybe',
    hint: 'change the prompt, or try again later',
  });
}
