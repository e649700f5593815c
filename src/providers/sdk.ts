/**
 * A provider over the AI SDK, from the settings and what is special about its type.
 *
 * The model of a provider is the one of its settings; its type's own is asked only where they name none.
 */
import type { ProviderSettings } from '../model/provider.ts';
import type { Provider } from '../ports/provider.ts';
import type { SdkKind } from './sdk/kind.ts';
import { imageBy, speechBy, transcriptionBy, videoBy } from './sdk/media.ts';
import { textBy } from './sdk/text.ts';
import { videoJobsBy } from './sdk/video-jobs.ts';

export function sdkProvider(kind: SdkKind, settings: ProviderSettings): Provider {
  const asking = { kind, settings };
  const can = new Set(kind.capabilities);
  return {
    type: kind.type,
    model: kind.model ?? settings.model ?? '',
    ...(can.has('text') ? { text: textBy(asking) } : {}),
    ...(can.has('speech') ? { speech: speechBy(asking) } : {}),
    ...(can.has('image') ? { image: imageBy(asking) } : {}),
    ...(can.has('video') && kind.videos === 'jobs' ? { videoJobs: videoJobsBy(asking) } : {}),
    ...(can.has('video') && kind.videos !== 'jobs' ? { video: videoBy(asking) } : {}),
    ...(can.has('transcription') ? { transcription: transcriptionBy(asking) } : {}),
  };
}
