/**
 * Text and structured output over the AI SDK.
 *
 * T1. The answer is returned unchanged, whether or not it fits the schema: the stage judges it. Thoughts before it are
 *     not part of it.
 * T2. No tools, one step.
 */
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import type { ProviderSettings, Usage } from '../../model/provider.ts';
import type { Answered, TextAnswer, TextRequest } from '../../ports/provider.ts';
import { fault } from '../fault.ts';
import { answered, type SdkCall, timeoutOf, Unusable, vendorOptions } from './call.ts';
import type { Ai, ModelMessage, OutputInterface } from './loading.ts';
import { shown } from './said.ts';
import { isStrict, withoutMeta } from './strict-schema.ts';
import { withoutThoughts } from './thoughts.ts';
import { tokensOf, usdOf } from './usage.ts';

/** undici drops a connection that received no response head for five minutes. */
const LONGEST_SILENCE_MS = 290_000;

const isStreamed = (settings: ProviderSettings): boolean =>
  typeof settings.options.stream === 'boolean'
    ? settings.options.stream
    : timeoutOf('text', settings) > LONGEST_SILENCE_MS;

/** `prompt`: the schema is described in words. Vendors enforce schemas of objects only. */
const structureOf = ({ schema }: TextRequest, { options }: ProviderSettings): 'none' | 'native' | 'prompt' =>
  schema === null ? 'none' : options.structured === 'prompt' || schema.type !== 'object' ? 'prompt' : 'native';

/** Self-hosted servers may have a small context for prompt and answer together, and do not report that it is full. */
function fullIn({ finish, usage }: Said, { maxTokens }: TextRequest): readonly { readonly message: string }[] {
  const { outputTokens } = usage;
  if (finish !== 'length' || outputTokens === undefined || maxTokens === null || outputTokens >= maxTokens) return [];
  const message = `the answer was cut off after ${outputTokens} tokens, before max_tokens (${maxTokens}): the context of the model is full`;
  return [{ message }];
}

type Options = Parameters<Ai['generateText']>[0];

/** The common result of the two ways to ask. */
interface Said {
  readonly text: string;
  readonly finish: string;
  readonly rawFinish: string | undefined;
  /** The reason of a refusal, if the vendor gives one. */
  readonly why: string | null;
  readonly usage: Usage;
  readonly rawUsage: unknown;
  readonly id: string | undefined;
  readonly model: string | undefined;
  readonly warnings: readonly unknown[] | undefined;
}

export async function written(request: TextRequest, call: SdkCall): Promise<Answered<TextAnswer>> {
  const structure = structureOf(request, call.settings);
  const options = optionsFor(request, call, structure);
  const all = isStreamed(call.settings) ? await streamed(options, call) : await whole(options, call);
  const said = { ...all, text: withoutThoughts(all.text) };
  const finish = judged(said, call.settings.name);
  const text = structure === 'prompt' ? unfenced(said.text) : said.text;
  const { id, model, rawFinish, rawUsage } = said;
  const warnings = [...(said.warnings ?? []), ...fullIn(said, request)];
  return answered(
    call,
    { value: { text, finish }, usage: said.usage, usd: usdOf(rawUsage) },
    { id, model: model ?? call.model, finish: rawFinish ?? said.finish, usage: rawUsage, warnings },
  );
}

function optionsFor(request: TextRequest, call: SdkCall, structure: 'none' | 'native' | 'prompt'): Options {
  const { kind, models, model } = call;
  const schema = request.schema === null ? null : withoutMeta(request.schema);
  const strict = schema && structure === 'native' ? { strictJsonSchema: isStrict(schema) } : {};
  const system = [request.system, structure === 'prompt' && schema ? inWords(schema) : null].filter(
    (part) => part !== null,
  );
  if (!models.text) throw new Error(`${kind.type} has no text models`);
  return {
    model: models.text(model),
    messages: messagesOf(request),
    maxRetries: 0,
    abortSignal: call.signal,
    providerOptions: vendorOptions(call, { ...strict, ...kind.text }),
    ...(system.length > 0 ? { instructions: system.join('\n\n') } : {}),
    ...(request.temperature === null ? {} : { temperature: request.temperature }),
    ...(request.seed === null ? {} : { seed: request.seed }),
    ...(request.maxTokens === null ? {} : { maxOutputTokens: request.maxTokens }),
    ...(schema && structure === 'native' ? { output: asSaid(schema) } : {}),
  };
}

/** Requests the schema, and returns the text unchanged: T1. */
function asSaid(schema: JsonObject): OutputInterface<string, string, never> {
  return {
    name: 'object',
    responseFormat: Promise.resolve({ type: 'json', schema: JSON.parse(JSON.stringify(schema)), name: 'answer' }),
    parseCompleteOutput: async ({ text }) => text,
    parsePartialOutput: async ({ text }) => ({ partial: text }),
    createElementStreamTransform: () => undefined,
  };
}

const inWords = (schema: JsonObject): string =>
  `Answer with one JSON value and nothing else: no explanation, no code fence. It must fit this JSON Schema:\n${JSON.stringify(schema)}`;

function messagesOf({ prompt, images, files, repair }: TextRequest): ModelMessage[] {
  const shown = [...images, ...files].map(({ data, mediaType, name }) => ({
    type: 'file' as const,
    data,
    mediaType,
    filename: name,
  }));
  const first: ModelMessage = { role: 'user', content: [...shown, { type: 'text', text: prompt }] };
  if (repair === null) return [first];
  return [
    first,
    { role: 'assistant', content: repair.answer === '' ? '(nothing)' : repair.answer },
    { role: 'user', content: mendText(repair.errors) },
  ];
}

const mendText = (errors: readonly string[]): string =>
  `That answer cannot be used:\n${errors.map((error) => `- ${error}`).join('\n')}\nGive the whole answer again, with these mistakes mended and everything else as it was.`;

/** Characters. */
const PROGRESS_EVERY = 1000;

async function whole(options: Options, { ai }: SdkCall): Promise<Said> {
  const result = await ai.generateText(options);
  const { text, finishReason, rawFinishReason, usage, warnings, response, providerMetadata } = result;
  return {
    ...{ text, finish: finishReason, rawFinish: rawFinishReason, why: whyIn(providerMetadata), warnings },
    ...{ usage: tokensOf(usage, text !== ''), rawUsage: usage.raw, id: response.id, model: response.modelId },
  };
}

async function streamed(options: Options, { ai, context }: SdkCall): Promise<Said> {
  const failures: unknown[] = [];
  const result = ai.streamText({ ...options, onError: ({ error }) => void failures.push(error) });
  let text = '';
  for await (const part of result.stream) {
    if (part.type === 'text-delta') {
      const steps = Math.floor(text.length / PROGRESS_EVERY);
      text += part.text;
      if (Math.floor(text.length / PROGRESS_EVERY) > steps) context.progress(text.length, null, 'characters');
    }
    if (part.type === 'error') throw part.error;
    if (part.type === 'abort') throw new Error('aborted');
  }
  if (failures.length > 0) throw failures[0];
  const [finish, rawFinish, usage, response, warnings, metadata] = await Promise.all([
    ...([result.finishReason, result.rawFinishReason, result.usage, result.response, result.warnings] as const),
    result.providerMetadata,
  ]);
  return {
    ...{ text, finish, rawFinish, why: whyIn(metadata), warnings },
    ...{ usage: tokensOf(usage, text !== ''), rawUsage: usage.raw, id: response.id, model: response.modelId },
  };
}

/** @source https://platform.claude.com/docs/en/test-and-evaluate/strengthen-guardrails/handle-streaming-refusals */
function whyIn(metadata: unknown): string | null {
  const own = isJsonObject(metadata) ? metadata.anthropic : null;
  const details = isJsonObject(own) ? own.stopDetails : null;
  return isJsonObject(details) && typeof details.explanation === 'string' ? details.explanation : null;
}

/** @throws {Unusable} for an unusable answer: refused, broken off, or empty. */
function judged({ text, finish, why, usage }: Said, provider: string): TextAnswer['finish'] {
  const charged = usage.outputTokens === undefined ? 'maybe' : 'yes';
  const told = { charged, usage } as const;
  if (finish === 'content-filter') {
    const said = shown((why ?? text).slice(0, 200), []);
    const words = said === '' ? '' : `: ${said}`;
    throw new Unusable(fault('refused', `the provider "${provider}" refused${words}`, told));
  }
  // The stream ended without its last event: an incomplete answer looks like a complete one.
  if (finish === 'error' || finish === 'interrupted') {
    const message = `the provider "${provider}" did not finish its answer`;
    const hint = 'a server that never ends its stream needs `options: { stream: false }`';
    throw new Unusable(fault('bad-output', message, { ...told, hint }));
  }
  // An answer cut off before its first character counts as cut off.
  if (text.trim() === '' && finish !== 'length')
    throw new Unusable(fault('bad-output', `the provider "${provider}" returned an empty answer`, told));
  return finish === 'stop' || finish === 'length' ? finish : 'other';
}

const FENCE = '```';

/**
 * The inside of an answer that is one code fence and nothing else. No pattern for the whole text: some models end with
 * blank lines up to the limit of tokens.
 */
function unfenced(text: string): string {
  const whole = text.trim();
  const first = whole.indexOf('\n');
  if (first < 0 || !/^```[a-z]*\s*$/i.test(whole.slice(0, first)) || !whole.endsWith(FENCE)) return text;
  const inside = whole.slice(first + 1, -FENCE.length);
  return inside.includes(FENCE) ? text : inside.trim();
}
