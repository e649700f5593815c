/**
 * Makes an answer readable whose usage an SDK cannot parse, because the answer is paid for. Pure.
 *
 * R1. Counts given as strings of digits become numbers; other invalid counts are left out. Only the usage is changed.
 * R2. Missing counts that SDKs insist on become 0, which counts as not reported (`usage.ts`).
 */
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';

/** @param body of an answer: JSON, or a stream of events. */
export function withSoundUsage(body: string): string {
  const whole = objectIn(body);
  if (whole !== null) return JSON.stringify({ ...whole, usage: soundUsage(whole.usage) });
  return body.split('\n').map(soundLine).join('\n');
}

const EVENT = 'data:';

function soundLine(line: string): string {
  const event = line.startsWith(EVENT) ? objectIn(line.slice(EVENT.length)) : null;
  return event === null ? line : `${EVENT} ${JSON.stringify(soundEvent(event))}`;
}

/** Vendors report usage at the end, in a separate event or with the whole response. */
function soundEvent(event: JsonObject): JsonObject {
  const { type, response } = event;
  // The message began with its input counted; a count in this event would replace that one.
  if (type === 'message_delta') return { ...event, usage: { output_tokens: 0, ...soundIn(event.usage) } };
  if ('usage' in event) return { ...event, usage: soundUsage(event.usage) };
  return isJsonObject(response) && 'usage' in response
    ? { ...event, response: { ...response, usage: soundUsage(response.usage) } }
    : event;
}

/** R2. Names of OpenAI's responses and Anthropic, then of chat completions. */
const UNSAID = { input_tokens: 0, output_tokens: 0, prompt_tokens: 0, completion_tokens: 0 };

const soundUsage = (said: Json | undefined): JsonObject => ({ ...UNSAID, ...soundIn(said) });

const soundIn = (said: Json | undefined): JsonObject =>
  Object.fromEntries(
    Object.entries(isJsonObject(said) ? said : {}).flatMap(([key, value]) => {
      const sound = isJsonObject(value) ? soundIn(value) : soundCount(key, value);
      return sound === null ? [] : [[key, sound]];
    }),
  );

/** R1. */
function soundCount(key: string, value: Json): number | boolean | null {
  if (typeof value === 'boolean') return value;
  const count = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof count === 'number' && count >= 0 && !key.endsWith('_details') ? count : null;
}

function objectIn(text: string): JsonObject | null {
  try {
    const value: Json = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
