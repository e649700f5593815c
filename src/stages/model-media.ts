/** Common part of the kinds whose model makes one file: calls it, checks the answer, and writes the artifact. */
import type { Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import type { Json } from '../model/json.ts';
import type { Answers, Requests } from '../ports/provider.ts';
import type { StageCall, StageOutcome } from '../ports/stage-kind.ts';
import { ABORTED, failed } from './failures.ts';
import { stageFile } from './model-artifact.ts';
import type { ModelDeps } from './model-deps.ts';
import { maxCostIn } from './model-fields.ts';
import { progressReport } from './reports.ts';

type Making = 'speech' | 'image' | 'video';

export interface MediaAsk<C extends Making> {
  readonly provider: string;
  readonly request: Requests[C];
  /** Name of the artifact. */
  readonly to: string;
  /** For progress reports: `makes an image`. */
  readonly doing: string;
}

/** The checked answer. */
export interface MadeMedia {
  readonly data: Uint8Array;
  readonly mediaType: string;
  /** Additional fields of the output. */
  readonly facts: Readonly<Record<string, Json>>;
}

export interface MediaCall<C extends Making> {
  readonly call: StageCall;
  readonly deps: ModelDeps;
  readonly signal: AbortSignal;
  readonly lookAt: (answer: Answers[C], request: Requests[C]) => Result<MadeMedia, Failure>;
}

export async function madeByModel<C extends Making>(
  capability: C,
  asked: Result<MediaAsk<C>, Failure>,
  { call, deps, signal, lookAt }: MediaCall<C>,
): Promise<StageOutcome> {
  if (!asked.ok) return failed(asked.error);
  const { provider, request, to, doing } = asked.value;
  if ('prompt' in request) call.log(`prompt:\n${request.prompt}\n`);
  call.report(progressReport(0, null, `${provider} ${doing}`));
  const modelCall = { provider, request, name: capability, maxCost: maxCostIn(call.with) };
  const outcome = await deps.models.call(capability, modelCall, call, signal);
  if (signal.aborted) return ABORTED;
  if (outcome.type !== 'answer') return outcome;
  const seen = lookAt(outcome.value, request);
  if (!seen.ok) return failed(seen.error);
  const { data, mediaType, facts } = seen.value;
  const made = stageFile(call, { to, data, mediaType }, deps.media);
  return { type: 'success', output: { ...made, ...facts, media_type: mediaType, provider: outcome.provider } };
}
