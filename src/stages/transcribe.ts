/**
 * Stage kind `transcribe`: writes down what is said in a recording.
 *
 *   with: { provider: ears, file: "${{ stages.mixing.artifacts.episode.path }}", language: en }
 */
import type { StageCall, StageKind, StageOutcome } from '../ports/stage-kind.ts';
import { ABORTED, failed } from './failures.ts';
import { textOf, withoutSecretRefs } from './fields.ts';
import type { ModelDeps } from './model-deps.ts';
import { maxCostIn, providerIn, textIn } from './model-fields.ts';
import { readPart } from './model-files.ts';
import { progressReport } from './reports.ts';

export function createTranscribeKind(deps: ModelDeps): StageKind {
  return { run: (call, signal) => run(call, deps, signal) };
}

async function run(call: StageCall, { models, media }: ModelDeps, signal: AbortSignal): Promise<StageOutcome> {
  const secrets = withoutSecretRefs(call.with, 'with');
  if (!secrets.ok) return failed(secrets.error);
  const provider = providerIn(call.with);
  if (!provider.ok) return failed(provider.error);
  const language = textIn(call.with, 'language', null);
  if (!language.ok) return failed(language.error);
  const file = textOf(call.with.file, 'file');
  if (!file.ok) return failed(file.error);
  const audio = readPart(file.value, 'audio/|video/', { call, media });
  if (!audio.ok) return failed(audio.error);
  // Of a damaged one it may come to nothing, which is no length.
  const seconds = media.secondsOf(audio.value.data, audio.value.mediaType) || null;
  const request = { audio: audio.value, seconds, language: language.value };
  call.report(progressReport(0, null, `${provider.value} listens to ${file.value}`));
  const asked = { provider: provider.value, request, name: 'transcription', maxCost: maxCostIn(call.with) };
  const outcome = await models.call('transcription', asked, call, signal);
  if (signal.aborted) return ABORTED;
  if (outcome.type !== 'answer') return outcome;
  const { text, segments } = outcome.value;
  const spans = segments.map(({ start, end, text: said }) => ({ start, end, text: said }));
  return { type: 'success', output: { text: text.trim(), segments: spans } };
}
