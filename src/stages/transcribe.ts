/**
 * Stage kind `transcribe`: converts speech in a recording to text.
 *
 *   with: { provider: ears, file: "${{ stages.mixing.artifacts.episode.path }}", language: en }
 */
import type { StageCall, StageKind, StageOutcome } from '../ports/stage-kind.ts';
import { ABORTED, failed } from './failures.ts';
import { textOf, together, withoutSecretRefs } from './fields.ts';
import type { ModelDeps } from './model-deps.ts';
import { maxCostIn, providerIn, textIn } from './model-fields.ts';
import { readPart } from './model-files.ts';
import { progressReport } from './reports.ts';

export function createTranscribeKind(deps: ModelDeps): StageKind {
  return { run: (call, signal) => run(call, deps, signal) };
}

async function run(call: StageCall, { models, media }: ModelDeps, signal: AbortSignal): Promise<StageOutcome> {
  const said = together({
    secrets: withoutSecretRefs(call.with, 'with'),
    provider: providerIn(call.with),
    language: textIn(call.with, 'language', null),
    file: textOf(call.with.file, 'file'),
  });
  if (!said.ok) return failed(said.error);
  const { provider, language, file } = said.value;
  const audio = readPart(file, 'audio/|video/', { call, media });
  if (!audio.ok) return failed(audio.error);
  // For a damaged recording it may be 0, which is not a length.
  const seconds = media.secondsOf(audio.value.data, audio.value.mediaType) || null;
  const request = { audio: audio.value, seconds, language };
  call.report(progressReport(0, null, `${provider} transcribes ${file}`));
  const asked = { provider, request, name: 'transcription', maxCost: maxCostIn(call.with) };
  const outcome = await models.call('transcription', asked, call, signal);
  if (signal.aborted) return ABORTED;
  if (outcome.type !== 'answer') return outcome;
  const { text, segments } = outcome.value;
  const spans = segments.map(({ start, end, text: said }) => ({ start, end, text: said }));
  return { type: 'success', output: { text: text.trim(), segments: spans } };
}
