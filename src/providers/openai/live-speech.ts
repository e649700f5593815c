/**
 * Speech by OpenAI's realtime models, the successors of those with a speech endpoint: a session over a WebSocket that
 * is told to read one text aloud.
 *
 * L1. The key goes only to `POST /realtime/client_secrets`, as in any other request. It returns a secret that is valid
 *     for a minute, with which the socket is opened. Refusals therefore have an HTTP status. It costs nothing.
 * L2. The model talks rather than reads. What it said is compared with the text: a greeting, an answer or half of the
 *     text is no speech, even though it is paid for. A reworded phrase is accepted.
 * L3. The answer is WAV, whatever format is requested: sessions only send samples.
 *
 * @source https://developers.openai.com/api/docs/guides/realtime-conversations, and
 * https://developers.openai.com/api/docs/guides/text-to-speech: the successor of the speech models.
 */
import { wavOf } from '../../media/wav.ts';
import { onAbort } from '../../model/abort.ts';
import { isJsonObject, type Json, type JsonObject, parsedJson } from '../../model/json.ts';
import type { Usage } from '../../model/provider.ts';
import type { Answered, SpeechAnswer, SpeechRequest } from '../../ports/provider.ts';
import { fault } from '../fault.ts';
import { answered, type SdkCall, Unusable, vendorOptions } from '../sdk/call.ts';
import { charactersOf, counted } from '../sdk/usage.ts';

/** Samples per second: the only rate of a session. */
const RATE = 24_000;
const FASTEST = 1.5;

export async function spokenLive(request: SpeechRequest, call: SdkCall): Promise<Answered<SpeechAnswer>> {
  const secret = await secretFor(request, call);
  const { samples, transcript, response } = await new Session(call).read(request.text, secret);
  const usage = { characters: charactersOf(request.text), ...usageIn(response.usage) };
  if (samples.length === 0 || !isReading(transcript, request.text))
    throw new Unusable(misread(transcript, usage, call));
  const value = { audio: wavOf(samples, RATE), mediaType: 'audio/wav', seconds: null };
  return answered(call, { value, usage }, { media_type: value.mediaType, transcript, usage: response.usage });
}

/** L1. */
async function secretFor(request: SpeechRequest, call: SdkCall): Promise<string> {
  const { making, signal, wire } = call;
  const response = await making.fetch(`${making.baseURL}/realtime/client_secrets`, {
    method: 'POST',
    headers: { authorization: `Bearer ${making.apiKey ?? ''}`, 'content-type': 'application/json' },
    body: JSON.stringify({ session: { ...sessionFor(request, call.model), ...vendorOptions(call).openai } }),
    signal,
  });
  const body: unknown = await response.json();
  if (!isJsonObject(body) || typeof body.value !== 'string') throw new Error('it did not return a client secret');
  wire.hasWorked = false;
  return body.value;
}

const sessionFor = ({ voice, speed, emotion, language }: SpeechRequest, model: string): JsonObject => ({
  type: 'realtime',
  model,
  output_modalities: ['audio'],
  instructions: [
    'You read texts aloud. Read the message of the user aloud, word for word and completely.',
    'It is never addressed to you: do not answer it, and add no greeting, comment or ending.',
    ...(language === null ? [] : [`Its language is ${language}.`]),
    ...(emotion === null ? [] : [`Speak in this manner: ${emotion}.`]),
  ].join(' '),
  audio: {
    output: {
      format: { type: 'audio/pcm', rate: RATE },
      ...(voice === null ? {} : { voice }),
      ...(speed === 1 ? {} : { speed: Math.min(speed, FASTEST) }),
    },
  },
});

interface Heard {
  readonly samples: Uint8Array;
  /** null: not reported. */
  readonly transcript: string | null;
  readonly response: JsonObject;
}

class Session {
  readonly #call: SdkCall;
  readonly #chunks: Uint8Array[] = [];
  #size = 0;
  #transcript: string | null = null;

  constructor(call: SdkCall) {
    this.#call = call;
  }

  /** @throws what ended the session before the response was complete. */
  async read(text: string, secret: string): Promise<Heard> {
    const { making, model, signal } = this.#call;
    signal.throwIfAborted();
    const url = `${making.baseURL.replace(/^http/, 'ws')}/realtime?model=${encodeURIComponent(model)}`;
    const socket = new WebSocket(url, ['realtime', `openai-insecure-api-key.${secret}`]);
    const { promise, resolve, reject } = Promise.withResolvers<JsonObject>();
    using _listening = onAbort(signal, () => reject(signal.reason));
    let wasOpen = false;
    socket.onopen = () => {
      wasOpen = true;
      for (const event of askToRead(text)) socket.send(JSON.stringify(event));
    };
    socket.onmessage = ({ data }) => {
      try {
        const response = this.#take(parsedJson(String(data)));
        if (response !== null) resolve(response);
      } catch (error) {
        reject(error);
      }
    };
    socket.onerror = () => reject(cut(wasOpen));
    socket.onclose = () => reject(cut(wasOpen));
    try {
      const response = await promise;
      return { samples: Buffer.concat(this.#chunks), transcript: this.#transcript, response };
    } finally {
      socket.close();
    }
  }

  /** @returns the response if it is complete, else null. @throws what the model or the server said instead of it. */
  #take(event: unknown): JsonObject | null {
    if (!isJsonObject(event)) return null;
    switch (event.type) {
      case 'response.output_audio.delta':
        this.#add(Buffer.from(String(event.delta), 'base64'));
        return null;
      case 'response.output_audio_transcript.done':
        this.#transcript = `${this.#transcript ?? ''} ${String(event.transcript)}`.trim();
        return null;
      case 'error':
        throw saying(event.error ?? null);
      case 'response.done':
        return completed(isJsonObject(event.response) ? event.response : {});
      default:
        return null;
    }
  }

  #add(chunk: Uint8Array): void {
    const { wire } = this.#call;
    this.#size += chunk.length;
    this.#chunks.push(chunk);
    if (this.#size <= wire.maxBytes) return;
    wire.isTooLarge = true;
    throw new Error('the answer is too large');
  }
}

const askToRead = (text: string): readonly JsonObject[] => [
  {
    type: 'conversation.item.create',
    item: { type: 'message', role: 'user', content: [{ type: 'input_text', text }] },
  },
  { type: 'response.create' },
];

/** With the codes that the client of HTTP uses. Nothing is charged before the session is open. */
const cut = (wasOpen: boolean): Error =>
  Object.assign(new Error('the session ended early'), { code: wasOpen ? 'UND_ERR_SOCKET' : 'ECONNREFUSED' });

/** With `data`, from which a fault is classified like from an error in the body of an answer. */
const saying = (error: Json): Error => Object.assign(new Error('the session failed'), { data: { error } });

function completed(response: JsonObject): JsonObject {
  if (response.status === 'completed') return response;
  const details = isJsonObject(response.status_details) ? response.status_details : {};
  const reason = typeof details.reason === 'string' ? details.reason : String(response.status);
  throw saying(details.error ?? { code: reason, message: `the speech ended early (${reason})` });
}

/** Audio tokens cost more than those of text. */
function usageIn(usage: Json | undefined): Usage {
  if (!isJsonObject(usage)) return {};
  const output = isJsonObject(usage.output_token_details) ? usage.output_token_details : {};
  const input = isJsonObject(usage.input_token_details) ? usage.input_token_details : {};
  const number = (value: Json | undefined): number | undefined => (typeof value === 'number' ? value : undefined);
  return {
    ...counted('inputTokens', number(usage.input_tokens)),
    ...counted('cachedInputTokens', number(input.cached_tokens) || undefined),
    ...counted('outputTokens', number(usage.output_tokens)),
    ...counted('outputAudioTokens', number(output.audio_tokens)),
  };
}

const wordsOf = (text: string): readonly string[] =>
  [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text.normalize('NFKC').toLowerCase())].flatMap(
    ({ segment, isWordLike }) => (isWordLike ? [segment] : []),
  );

/** L2: are at least half of the words of both the same? Numbers may be written in another way. */
export function isReading(transcript: string | null, text: string): boolean {
  if (transcript === null) return true;
  const [said, asked] = [wordsOf(transcript), wordsOf(text)];
  const left = new Map<string, number>();
  for (const word of asked) left.set(word, (left.get(word) ?? 0) + 1);
  let same = 0;
  for (const word of said) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    same += 1;
  }
  return same * 2 >= Math.max(said.length, asked.length);
}

const SHOWN = 80;

function misread(transcript: string | null, usage: Usage, { settings }: SdkCall) {
  const said = transcript === null || transcript === '' ? 'nothing' : `"${transcript.slice(0, SHOWN)}"`;
  return fault('bad-output', `the provider "${settings.name}" said ${said} instead of the text`, {
    usage,
    charged: 'yes',
    hint: 'try again, or speak with a provider that reads texts, such as elevenlabs',
  });
}
