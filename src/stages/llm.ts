/**
 * Stage kind `llm`: asks a language model, and asks it to correct answers that do not match the schema.
 *
 *   with: { provider: writer, prompt: podcast/ideation.md, vars: { topic: "${{ inputs.topic }}" } }
 *
 * L1. Every question, including each correction, is a separate call: granted, counted and priced.
 * L2. The number of corrections is limited; an answer that was cut off or refused is not corrected.
 * L3. Prompts and the last answer are artifacts: `prompt.md`, in round n `prompt.<n>.md`. Values of secrets are
 *     redacted.
 */
import { err, ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { TextAnswer, TextRequest } from '../ports/provider.ts';
import type { StageCall, StageKind, StageOutcome } from '../ports/stage-kind.ts';
import { ABORTED, failed, failure } from './failures.ts';
import { jsonIn } from './llm/answer.ts';
import { promptPage } from './llm/page.ts';
import { askOf, type LlmAsk } from './llm/request.ts';
import type { ModelDeps } from './model-deps.ts';
import { writeStaged } from './own-file.ts';
import { progressReport } from './reports.ts';

export function createLlmKind(deps: ModelDeps): StageKind {
  return { run: (call, signal) => run(call, deps, signal) };
}

async function run(call: StageCall, deps: ModelDeps, signal: AbortSignal): Promise<StageOutcome> {
  const ask = await askOf(call, deps);
  if (!ask.ok) return failed(ask.error);
  let { request } = ask.value;
  for (let round = 1; ; round += 1) {
    const outcome = await askOnce(call, { ask: ask.value, request, round }, { deps, signal });
    if (outcome.type !== 'answer') return outcome;
    const judged = await judge(outcome.answer, ask.value, deps);
    if (judged.ok) return { type: 'success', output: judged.value };
    const { errors } = judged.error;
    call.log(`${judged.error.failure.message}\n${outcome.answer.text}\n`);
    if (errors === null || round > ask.value.repairs) return failed(judged.error.failure);
    request = { ...request, repair: { answer: outcome.answer.text, errors } };
  }
}

interface Round {
  readonly ask: LlmAsk;
  readonly request: TextRequest;
  /** From 1. */
  readonly round: number;
}

type Asked = { readonly type: 'answer'; readonly answer: TextAnswer } | Exclude<StageOutcome, { type: 'success' }>;

/** L1, L3. */
async function askOnce(
  call: StageCall,
  { ask, request, round }: Round,
  { deps, signal }: { readonly deps: ModelDeps; readonly signal: AbortSignal },
): Promise<Asked> {
  const { provider, maxCost } = ask;
  const what =
    round === 1 ? `asking ${provider}` : `asking ${provider} to correct its answer (${round - 1} of ${ask.repairs})`;
  call.report(progressReport(round - 1, null, what));
  writeStaged(call, round === 1 ? 'prompt.md' : `prompt.${round}.md`, call.redact(promptPage(request)));
  const name = round === 1 ? 'draft' : `repair-${round - 1}`;
  const outcome = await deps.models.call('text', { provider, request, name, maxCost }, call, signal);
  if (signal.aborted) return ABORTED;
  if (outcome.type !== 'answer') return outcome;
  const { value: answer } = outcome;
  call.log(`${outcome.provider} (${outcome.model}) answered ${answer.text.length} characters\n`);
  writeStaged(call, request.schema === null ? 'answer.md' : 'answer.json', call.redact(answer.text));
  return { type: 'answer', answer };
}

interface Fault {
  readonly failure: Failure;
  /** The errors that the model is told to correct; null: it cannot. */
  readonly errors: readonly string[] | null;
}

const hopeless = (why: Failure): Result<never, Fault> => err({ failure: why, errors: null });

async function judge(answer: TextAnswer, { request, cut }: LlmAsk, deps: ModelDeps): Promise<Result<Json, Fault>> {
  if (answer.finish === 'refused') {
    const said = answer.text.trim() === '' ? '' : `: ${answer.text.trim()}`;
    return hopeless(failure('model/refused', `the model refused to answer${said}`));
  }
  if (request.schema !== null) return judgeJson(answer, request.schema, deps);
  const text = answer.text.trim();
  if (answer.finish === 'length' && (cut === 'failed' || text === '')) return hopeless(cutOff(text));
  if (text !== '') return ok(text);
  return hopeless(failure('llm/empty', 'the answer is empty', { retry: 'policy' }));
}

/** The thoughts of a model count in `max_tokens`: they may leave nothing for the answer. */
function cutOff(text: string): Failure {
  const hasBegun = text.trim() !== '';
  const message = hasBegun
    ? 'the answer was cut off before it was complete'
    : 'the model used all its tokens before its answer began';
  const hint = hasBegun
    ? 'raise `max_tokens`, or ask for less'
    : 'raise `max_tokens`, or reduce thinking with `provider_options`';
  return failure('llm/cut-off', message, { hint });
}

/** L2. */
async function judgeJson(
  { text, finish }: TextAnswer,
  schema: JsonObject,
  { validate }: ModelDeps,
): Promise<Result<Json, Fault>> {
  const value = jsonIn(text);
  const errors = value.ok ? await validate(schema, value.value) : [value.error];
  if (value.ok && errors.length === 0) return value;
  return finish === 'length' ? hopeless(cutOff(text)) : err({ errors, failure: misfit(errors) });
}

const MOST_SAID = 5;

function misfit(errors: readonly string[]): Failure {
  const more = errors.length > MOST_SAID ? [`and ${errors.length - MOST_SAID} more`] : [];
  const said = [...errors.slice(0, MOST_SAID), ...more].join('; ');
  const hint =
    'use a better model, raise `repair`, or put the schema into the prompt: `options: { structured: prompt }` at the provider';
  return failure('llm/bad-output', `the answer does not match its schema: ${said}`, { retry: 'policy', hint });
}
