/**
 * An answer whose usage an SDK does not understand, as it can be read after all: it is paid for. Pure.
 *
 * R1. Counts that are texts of digits are those numbers; what is none is left out. Nothing but the usage is touched.
 * R2. What SDKs insist on and nobody said stands there as 0, which counts as not said (`usage.ts`).
 */
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';

/** @param body of an answer, JSON or a stream of events. */
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

/** Vendors say it at the end, in an event of its own or with the whole response. */
function soundEvent(event: JsonObject): JsonObject {
  const { type, response } = event;
  // Of a message that began with its input counted; what this says of the input would take the place of that.
  if (type === 'message_delta') return { ...event, usage: { output_tokens: 0, ...soundIn(event.usage) } };
  if ('usage' in event) return { ...event, usage: soundUsage(event.usage) };
  return isJsonObject(response) && 'usage' in response
    ? { ...event, response: { ...response, usage: soundUsage(response.usage) } }
    : event;
}

/** R2. In the words of OpenAI's responses and Anthropic, and in those of chat completions. */
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
