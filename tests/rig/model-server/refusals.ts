/**
 * What vendors refuse with 400 according to their references, so that a request that they would refuse fails in tests as
 * well. Pure.
 *
 * @source https://developers.openai.com/api/docs/guides/image-generation (sizes),
 * https://developers.openai.com/api/docs/guides/speech-to-text (`languages` of gpt-transcribe),
 * https://developers.openai.com/api/docs/guides/structured-outputs (strict schemas),
 * https://developers.openai.com/api/docs/models/gpt-6-luna (reasoning models take no sampling parameters),
 * https://developers.openai.com/api/docs/guides/realtime-conversations (sessions, their voices and speeds),
 * https://platform.claude.com/docs/en/models/sonnet-5-5/migration-guide (settings that return an error).
 */
import type { ModelRequest } from './request.ts';

type Body = ModelRequest['body'];

/** @returns what is wrong with the request; null: nothing. */
export function refusedBy(path: string, body: Body): string | null {
  const model = String(body?.model ?? '');
  switch (path) {
    case '/images/generations':
    case '/images/edits':
      return imageRefused(model, body);
    case '/audio/transcriptions':
      return transcriptionRefused(model, body);
    case '/realtime/client_secrets':
      return sessionRefused(body.session);
    case '/audio/speech':
      return model.startsWith('gpt-realtime') ? `${model} is not supported by this endpoint.` : null;
    case '/messages':
      return messagesRefused(model, body);
    case '/responses':
      return reasoningRefused(model, body) ?? schemaRefused(body.text?.format);
    case '/chat/completions':
      return reasoningRefused(model, body) ?? schemaRefused(body.response_format?.json_schema);
    case `/text-to-speech/${RETIRED_VOICE}`:
      return `A voice with the voice_id ${RETIRED_VOICE} was not found.`;
    default:
      return null;
  }
}

/** The default of the AI SDK. @source https://github.com/vercel/ai/pull/11742: retired on 28 February 2026. */
const RETIRED_VOICE = '21m00Tcm4TlvDq8ikWAM';

function imageRefused(model: string, body: Body): string | null {
  if (!model.startsWith('gpt-image-')) return null;
  if (body.response_format !== undefined) return "Unknown parameter: 'response_format'.";
  const [width = 0, height = 0] = String(body.size).split('x').map(Number);
  if (model.startsWith('gpt-image-1'))
    return ['1024x1024', '1536x1024', '1024x1536'].includes(body.size) ? null : `Invalid value: '${body.size}'.`;
  const [long, short, area] = [Math.max(width, height), Math.min(width, height), width * height];
  const isFit =
    width % 16 === 0 && height % 16 === 0 && long <= 3840 && long <= 3 * short && area >= 655_360 && area <= 8_294_400;
  return isFit ? null : `Invalid size '${body.size}'.`;
}

const LIVE_VOICES = ['alloy', 'ash', 'ballad', 'cedar', 'coral', 'echo', 'marin', 'sage', 'shimmer', 'verse'];

function sessionRefused(session: Body): string | null {
  if (session?.type !== 'realtime') return "Missing required parameter: 'session.type'.";
  if (session.output_modalities?.join() !== 'audio') return "Invalid value: 'session.output_modalities'.";
  const { format, voice = 'marin', speed = 1 } = session.audio?.output ?? {};
  if (format?.type !== 'audio/pcm' || format.rate !== 24_000) return "Invalid value: 'session.audio.output.format'.";
  if (!LIVE_VOICES.includes(voice)) return `Invalid value: '${voice}'. The voice is not supported.`;
  return speed >= 0.25 && speed <= 1.5 ? null : "Invalid value: 'session.audio.output.speed'.";
}

function transcriptionRefused(model: string, body: Body): string | null {
  if (!model.startsWith('gpt-transcribe')) return null;
  if (body.language !== undefined) return "'language' is not supported with this model: use 'languages'.";
  const format = body.response_format ?? 'json';
  return format === 'json' ? null : `response_format '${format}' is not compatible with model '${model}'.`;
}

function messagesRefused(model: string, body: Body): string | null {
  if (typeof body.max_tokens !== 'number') return 'max_tokens: Field required';
  if (!/^claude-\w+-5/.test(model)) return null;
  if ([body.temperature, body.top_p, body.top_k].some((sampling) => sampling !== undefined))
    return 'sampling parameters are not supported by this model';
  if (body.thinking?.type === 'enabled') return 'thinking.type: enabled is not supported by this model';
  if (body.messages?.at(-1)?.role === 'assistant') return 'prefilling is not supported by this model';
  if (!model.endsWith('-5-5')) return null;
  if (body.thinking?.type === 'disabled') return 'thinking.type: disabled is not supported by this model';
  return ['any', 'tool'].includes(body.tool_choice?.type) ? 'tool_choice forces tool use' : null;
}

function reasoningRefused(model: string, body: Body): string | null {
  if (!/^(gpt-[5-9]|o\d)/.test(model)) return null;
  if (body.reasoning?.summary) return 'Your organization must be verified to generate reasoning summaries.';
  const own = ['temperature', 'top_p', 'max_tokens'].find((name) => body[name] !== undefined);
  return own === undefined ? null : `Unsupported parameter: '${own}' is not supported with this model.`;
}

const FORMATS = ['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uuid'];

/** What strict mode does not accept in a schema. */
function schemaRefused(format: Body): string | null {
  if (format?.strict !== true) return null;
  const named = JSON.stringify(format.schema).match(/"format":"[^"]+"/g) ?? [];
  const unknown = named.map((pair) => pair.slice(10, -1)).find((name) => !FORMATS.includes(name));
  return unknown === undefined
    ? null
    : `Invalid schema for response_format 'answer': '${unknown}' is not a valid format.`;
}
