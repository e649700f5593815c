/**
 * When vendors shut down models, as they announced until 23 November 2026. Pure.
 *
 * R1. Only what a vendor announced with a date; a model that is not here may be retired as well.
 * R2. A vendor may postpone: past the date, too, a model is only doubtful.
 *
 * @source https://developers.openai.com/api/docs/deprecations,
 * https://platform.claude.com/docs/en/about-claude/model-deprecations, https://elevenlabs.io/docs/changelog/2026/6/8
 */
import type { EpochMs } from '../model/brand.ts';
import type { ProviderIdentity } from '../model/provider.ts';

export interface End {
  /** A clause: `will be shut down by its vendor on 2027-01-06`. */
  readonly told: string;
  readonly hint: string;
}

const NEWER = 'a newer model';
type Entry = readonly [date: string, models: string, instead: string];

/** Models without the date of their snapshot. */
const ANNOUNCED: Readonly<Record<string, readonly Entry[]>> = {
  openai: [
    ['2026-10-23', 'gpt-3.5-turbo gpt-4 gpt-4-turbo o1 o1-pro o3-mini o4-mini gpt-4.1-nano gpt-image-1', NEWER],
    [
      '2026-12-01',
      'gpt-image-1-mini gpt-image-1.5 chatgpt-image-latest',
      'gpt-image-2.6-flare or gpt-image-2.6-sunburst',
    ],
    ['2026-12-11', 'gpt-5 gpt-5-mini gpt-5-nano gpt-5-pro o3 o3-pro', 'gpt-6.1-sol or gpt-6.1-terra'],
    ['2027-01-06', 'tts-1 tts-1-hd gpt-4o-mini-tts', 'gpt-realtime-2.1-mini'],
    ['2027-01-14', 'gpt-4o gpt-4o-mini gpt-4.1 gpt-4.1-mini', 'gpt-6-luna'],
    ['2027-01-20', 'gpt-realtime', 'gpt-realtime-2.1'],
    ['2027-02-26', 'whisper-1 gpt-4o-transcribe gpt-4o-mini-transcribe gpt-4o-transcribe-diarize', 'gpt-transcribe'],
    ['2027-04-01', 'gpt-5.1 gpt-5.4-nano', NEWER],
  ],
  anthropic: [['2026-06-15', 'claude-sonnet-4 claude-opus-4', 'claude-sonnet-4-6 or claude-opus-4-8']],
  elevenlabs: [
    ['2026-07-09', 'eleven_monolingual_v1 eleven_multilingual_v1', 'eleven_multilingual_v2'],
    ['2026-07-09', 'scribe_v1', 'scribe_v2'],
  ],
};

/** `gpt-4o-2024-08-06`, `claude-sonnet-4-20250514`, `claude-sonnet-4-0` */
const SNAPSHOT = /-(\d{4}-\d\d-\d\d|\d{8}|0|0125|0613)$/;

/** null: none is known, or another server offers the model. */
export function endOf({ type, model, baseUrl }: ProviderIdentity, now: EpochMs): End | null {
  if (baseUrl !== null) return null;
  const name = model.replace(SNAPSHOT, '');
  const entries = ANNOUNCED[type.replace(/^@ai-sdk\//, '')] ?? [];
  const found = entries.find(([, models]) => models.split(' ').includes(name));
  if (found === undefined) return null;
  const [date, , instead] = found;
  const when = Date.parse(date) <= now ? 'was to be' : 'will be';
  return {
    told: `${when} shut down by its vendor on ${date}`,
    hint: `switch to ${instead}, which the vendor recommends, or to another provider`,
  };
}
