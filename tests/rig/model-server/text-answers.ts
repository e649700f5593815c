/** Answers of language models, whole and as server-sent events, in the formats of OpenAI and Anthropic. Pure. */
import { fill } from './fill.ts';
import type { Rendered } from './render.ts';
import type { AnswerStep, Tokens } from './types.ts';

const TOKENS: Tokens = { input: 11, cached: 3, output: 7, reasoning: 2 };
const REFUSAL = 'I cannot help with that.';

// biome-ignore lint/suspicious/noExplicitAny: requests of three formats, of which few fields are read
type Body = any;

interface Answer {
  readonly text: string | null;
  readonly finish: 'stop' | 'length' | 'refused';
  readonly usage: Tokens;
}

function answerTo(step: AnswerStep, schema: Body, asked: string): Answer {
  const { finish = 'stop', usage = TOKENS } = step;
  const own = schema ? JSON.stringify(fill(schema)) : `An answer to: ${asked.slice(0, 60)}`;
  const text = finish === 'refused' ? REFUSAL : step.text === undefined ? own : step.text;
  return { text, finish, usage };
}

/** Three pieces, so that the reader has to join them. */
function pieces(text: string | null): readonly string[] {
  if (!text) return [];
  const size = Math.ceil(text.length / 3);
  return [text.slice(0, size), text.slice(size, 2 * size), text.slice(2 * size)].filter((piece) => piece !== '');
}

const headers = { 'x-request-id': 'req-loopback', 'request-id': 'req-loopback' };
const whole = (value: unknown): Rendered => ({
  status: 200,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify(value)),
});

interface Named {
  readonly type?: string;
  readonly [key: string]: unknown;
}
/** Server-sent events; those of OpenAI's chat completions have no name, all others are named by their `type`. */
function events(list: readonly (Named | string)[], naming: 'named' | 'bare'): Rendered {
  const lines = list.map((event) => {
    if (typeof event === 'string') return `data: ${event}\n\n`;
    return `${naming === 'named' ? `event: ${event.type}\n` : ''}data: ${JSON.stringify(event)}\n\n`;
  });
  return {
    status: 200,
    headers: { 'content-type': 'text/event-stream', ...headers },
    body: Buffer.from(lines.join('')),
  };
}

const lastText = (content: Body): string =>
  typeof content === 'string' ? content : (content?.findLast?.((part: Body) => part.text)?.text ?? '');

export function chatCompletion(body: Body, step: AnswerStep): Rendered {
  const schema = body.response_format?.json_schema?.schema;
  const { text, finish, usage } = answerTo(step, schema, lastText(body.messages?.at(-1)?.content));
  const counted = {
    prompt_tokens: usage.input,
    completion_tokens: usage.output,
    total_tokens: usage.input + usage.output,
    prompt_tokens_details: { cached_tokens: usage.cached },
    completion_tokens_details: { reasoning_tokens: usage.reasoning },
    ...(step.cost === undefined ? {} : { cost: step.cost }),
  };
  const reason = finish === 'length' ? 'length' : finish === 'refused' ? 'content_filter' : 'stop';
  const common = { id: 'chatcmpl-1', created: 1, model: body.model };
  if (!body.stream) {
    const message = { role: 'assistant', content: text };
    return whole({
      ...common,
      object: 'chat.completion',
      choices: [{ index: 0, message, finish_reason: reason }],
      usage: counted,
    });
  }
  const chunk = (delta: Body, ended: string | null = null) => ({
    ...common,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: ended }],
  });
  return events(
    [
      chunk({ role: 'assistant' }),
      ...pieces(text).map((content) => chunk({ content })),
      chunk({}, reason),
      ...(body.stream_options?.include_usage
        ? [{ ...common, object: 'chat.completion.chunk', choices: [], usage: counted }]
        : []),
      '[DONE]',
    ],
    'bare',
  );
}

export function responses(body: Body, step: AnswerStep): Rendered {
  const { text, finish, usage } = answerTo(step, body.text?.format?.schema, lastText(body.input?.at?.(-1)?.content));
  const part =
    finish === 'refused' ? { type: 'refusal', refusal: text } : { type: 'output_text', text, annotations: [] };
  const item = {
    ...{ type: 'message', id: 'msg-1', role: 'assistant', status: 'completed' },
    content: text === null ? [] : [part],
  };
  const response = {
    ...{ id: 'resp-1', object: 'response', created_at: 1, model: body.model, service_tier: 'default' },
    status: finish === 'length' ? 'incomplete' : 'completed',
    incomplete_details: finish === 'length' ? { reason: 'max_output_tokens' } : null,
    output: [item],
    usage: {
      input_tokens: usage.input,
      input_tokens_details: { cached_tokens: usage.cached },
      output_tokens: usage.output,
      output_tokens_details: { reasoning_tokens: usage.reasoning },
      total_tokens: usage.input + usage.output,
    },
  };
  if (!body.stream) return whole(response);
  const at = { item_id: 'msg-1', output_index: 0, content_index: 0 };
  const kind = finish === 'refused' ? 'refusal' : 'output_text';
  return events(
    [
      { type: 'response.created', response: { ...response, status: 'in_progress', output: [], usage: null } },
      { type: 'response.output_item.added', output_index: 0, item: { ...item, status: 'in_progress', content: [] } },
      ...pieces(text).map((delta) => ({ type: `response.${kind}.delta`, ...at, delta })),
      ...(finish === 'refused' ? [{ type: 'response.refusal.done', ...at, refusal: text }] : []),
      { type: 'response.output_item.done', output_index: 0, item },
      { type: finish === 'length' ? 'response.incomplete' : 'response.completed', response },
    ].map((event, index) => ({ ...event, sequence_number: index })),
    'named',
  );
}

export function messages(body: Body, step: AnswerStep): Rendered {
  const { text, finish, usage } = answerTo(step, schemaOf(body), lastText(body.messages?.at(-1)?.content));
  const reason = finish === 'length' ? 'max_tokens' : finish === 'refused' ? 'refusal' : 'end_turn';
  // Anthropic counts cached tokens apart from the rest of the input.
  const input = { input_tokens: usage.input - usage.cached, cache_read_input_tokens: usage.cached };
  const common = { id: 'msg-1', type: 'message', role: 'assistant', model: body.model };
  const block = answerBlock(body, text);
  const why = { type: 'refusal', category: 'cyber', explanation: 'It could enable cyber harm.' };
  const ended = { stop_sequence: null, ...(finish === 'refused' ? { stop_details: why } : {}) };
  if (!body.stream)
    return whole({
      ...common,
      content: block ? [block] : [],
      stop_reason: block?.type === 'tool_use' ? 'tool_use' : reason,
      ...ended,
      usage: { ...input, cache_creation_input_tokens: 0, output_tokens: usage.output },
    });
  const start = { ...common, content: [], stop_reason: null, stop_sequence: null };
  return events(
    [
      { type: 'message_start', message: { ...start, usage: { ...input, output_tokens: 1 } } },
      ...(block ? blockEvents(block, text) : []),
      {
        type: 'message_delta',
        delta: { stop_reason: block?.type === 'tool_use' ? 'tool_use' : reason, ...ended },
        usage: { output_tokens: usage.output },
      },
      { type: 'message_stop' },
    ],
    'named',
  );
}

/** The schema of a structured output: native, or that of a tool for models without native support. */
const schemaOf = (body: Body): Body =>
  body.output_config?.format?.schema ?? body.output_format?.schema ?? body.tools?.[0]?.input_schema;

function answerBlock(body: Body, text: string | null): Body {
  if (text === null) return null;
  const [tool] = body.tools ?? [];
  if (!tool || text === REFUSAL) return { type: 'text', text };
  return { type: 'tool_use', id: 'tool-1', name: tool.name, input: JSON.parse(text) };
}

function blockEvents(block: Body, text: string | null): readonly Named[] {
  const isTool = block.type === 'tool_use';
  return [
    {
      type: 'content_block_start',
      index: 0,
      content_block: isTool ? { ...block, input: {} } : { type: 'text', text: '' },
    },
    ...pieces(text).map((piece) => ({
      type: 'content_block_delta',
      index: 0,
      delta: isTool ? { type: 'input_json_delta', partial_json: piece } : { type: 'text_delta', text: piece },
    })),
    { type: 'content_block_stop', index: 0 },
  ] as readonly Named[];
}
