/**
 * A session of a realtime model over a WebSocket (RFC 6455, no more of it than the tests need): it reads the message
 * of the user aloud, or does what the step says. Unknown events and secrets are refused.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { pcm } from '../tiny-media.ts';
import type { AnswerStep, Step } from './types.ts';

export const SECRET = 'ek_of-the-loopback';
const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
/** Before a session may start. */
const PROTOCOLS = ['realtime', `openai-insecure-api-key.${SECRET}`];

/** Of a session that was asked to answer. @returns the step for it. */
export type Asking = (text: string, model: string) => Step;

export function serveLive(request: IncomingMessage, socket: Duplex, asked: Asking): void {
  const url = new URL(request.url ?? '/', 'http://loopback');
  const given = (request.headers['sec-websocket-protocol'] ?? '').split(/,\s*/);
  const isKnown = url.pathname === '/v1/realtime' && PROTOCOLS.every((protocol) => given.includes(protocol));
  socket.on('error', () => {});
  if (!isKnown) return void socket.end('HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n');
  const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}${MAGIC}`).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n` +
      `sec-websocket-accept: ${accept}\r\nsec-websocket-protocol: realtime\r\n\r\n`,
  );
  const say = (event: object): void => void socket.write(frameOf(JSON.stringify(event)));
  say({ type: 'session.created', session: { id: 'sess_1' } });
  let text = '';
  onMessages(socket, (message) => {
    const event = JSON.parse(message);
    if (event.type === 'conversation.item.create') text = event.item.content[0].text;
    else if (event.type === 'response.create')
      play(asked(text, url.searchParams.get('model') ?? ''), text, { say, socket });
    else say({ type: 'error', error: { type: 'invalid_request_error', code: 'unknown_event', message: event.type } });
  });
}

interface Line {
  readonly say: (event: object) => void;
  readonly socket: Duplex;
}

function play(step: Step, text: string, { say, socket }: Line): void {
  if (step.type === 'hang') return;
  const delta = pcm(0.25, 24_000).toString('base64');
  say({ type: 'response.output_audio.delta', delta });
  if (step.type === 'cut') return void socket.destroy();
  if (step.type === 'status') {
    const error = { type: step.code ?? 'server_error', code: step.code ?? null, message: step.message ?? 'as told' };
    say({ type: 'response.done', response: { status: 'failed', status_details: { type: 'failed', error } } });
    return;
  }
  say({ type: 'response.output_audio.delta', delta });
  const answer: AnswerStep = step.type === 'answer' ? step : {};
  say({ type: 'response.output_audio_transcript.done', transcript: answer.text ?? text });
  const isWhole = answer.finish === undefined || answer.finish === 'stop';
  const reason = answer.finish === 'refused' ? 'content_filter' : 'max_output_tokens';
  const usage = {
    ...{ total_tokens: 160, input_tokens: 100, output_tokens: 60 },
    input_token_details: { text_tokens: 100, audio_tokens: 0, cached_tokens: 0 },
    output_token_details: { text_tokens: 10, audio_tokens: 50 },
  };
  const status = isWhole
    ? { status: 'completed' }
    : { status: 'incomplete', status_details: { type: 'incomplete', reason } };
  say({ type: 'response.done', response: { ...status, usage } });
}

/** Short or medium, unmasked. */
function frameOf(text: string): Buffer {
  const data = Buffer.from(text);
  const head = Buffer.alloc(data.length < 126 ? 2 : 4);
  head[0] = 0x81;
  if (data.length < 126) head[1] = data.length;
  else {
    head[1] = 126;
    head.writeUInt16BE(data.length, 2);
  }
  return Buffer.concat([head, data]);
}

/** Calls back for each text; a client closes with another kind of frame, which is answered in kind. */
function onMessages(socket: Duplex, take: (text: string) => void): void {
  let rest = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      if (rest.length < 2) return;
      const [first = 0, second = 0] = rest;
      const short = second & 0x7f;
      const at = short === 126 ? 4 : 2;
      if (rest.length < at + 4) return;
      const length = short === 126 ? rest.readUInt16BE(2) : short;
      if (rest.length < at + 4 + length) return;
      const mask = rest.subarray(at, at + 4);
      const data = Buffer.from(rest.subarray(at + 4, at + 4 + length)).map(
        (byte, index) => byte ^ (mask[index % 4] ?? 0),
      );
      rest = rest.subarray(at + 4 + length);
      if ((first & 0x0f) === 8) return void socket.end(Buffer.from([0x88, 0]));
      take(Buffer.from(data).toString('utf8'));
    }
  });
}
