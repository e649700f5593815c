/**
 * A provider over the AI SDK, made from its settings and the specifics of its type.
 *
 * The model is the one in the settings; the default of the type is used only if they name none.
 */
import type { Capability, ProviderSettings } from '../model/provider.ts';
import type { Answered, Answers, Provider, ProviderContext, Reply, Requests } from '../ports/provider.ts';
import { callSdk, readiness, type SdkCall } from './sdk/call.ts';
import type { SdkKind } from './sdk/kind.ts';
import { drawn, filmed, heard, spoken } from './sdk/media.ts';
import { written } from './sdk/text.ts';
import { videoJobsBy } from './sdk/video-jobs.ts';

type Work<C extends Capability> = (request: Requests[C], call: SdkCall) => Promise<Answered<Answers[C]>>;

export function sdkProvider(kind: SdkKind, settings: ProviderSettings): Provider {
  const asking = { kind, settings };
  const can = new Set(kind.capabilities);
  const by =
    <C extends Capability>(capability: C, work: Work<C>) =>
    (request: Requests[C], context: ProviderContext): Reply<Answers[C]> =>
      callSdk({ ...asking, capability }, context, (call) => work(request, call));
  return {
    type: kind.type,
    model: kind.model ?? settings.model ?? '',
    unready: (capability, hasKey) => {
      const ready = readiness({ ...asking, capability }, hasKey);
      return ready.ok ? null : ready.error;
    },
    ...(can.has('text') ? { text: by('text', written) } : {}),
    ...(can.has('speech') ? { speech: by('speech', spoken) } : {}),
    ...(can.has('image') ? { image: by('image', drawn) } : {}),
    ...(can.has('video') && kind.videos === 'jobs' ? { videoJobs: videoJobsBy(asking) } : {}),
    ...(can.has('video') && kind.videos !== 'jobs' ? { video: by('video', filmed) } : {}),
    ...(can.has('transcription') ? { transcription: by('transcription', heard) } : {}),
  };
}
