/** Sends the response that a step describes: whole, cut off, slowly, or never. */
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { unreachable } from '../../../src/model/brand.ts';
import type { Rendered } from './render.ts';
import type { ModelRequest } from './request.ts';
import type { Step } from './types.ts';

interface Playing {
  readonly request: ModelRequest;
  readonly response: ServerResponse;
  readonly rendered: Rendered;
  /** Aborts when the server is closed. */
  readonly closed: AbortSignal;
}

export async function play(step: Step, playing: Playing): Promise<void> {
  const { response, rendered, request } = playing;
  switch (step.type) {
    case 'answer':
      return whole(response, { ...rendered, headers: { ...rendered.headers, ...step.headers } });
    case 'status':
      return whole(response, refusal(request, step));
    case 'body':
      return whole(response, {
        status: 200,
        headers: { 'content-type': step.mediaType ?? 'application/json' },
        body: Buffer.from(step.body),
      });
    case 'redirect':
      return whole(response, { status: 307, headers: { location: step.to }, body: Buffer.alloc(0) });
    case 'cut':
      if (step.when === 'in-body') await half(response, rendered);
      return void response.destroy();
    case 'hang':
      if (step.when === 'in-body') await half(response, rendered);
      return;
    case 'drip':
      return drip(step, playing);
    case 'huge':
      return huge(response, rendered, step.bytes);
    case 'hold':
      await step.until;
      return play(step.then, playing);
    default:
      return unreachable(step);
  }
}

function whole(response: ServerResponse, { status, headers, body }: Rendered): void {
  response.writeHead(status, { ...headers, 'content-length': body.length });
  response.end(body);
}

async function half(response: ServerResponse, { status, headers, body }: Rendered): Promise<void> {
  response.writeHead(status, headers);
  await new Promise((resolve) => response.write(body.subarray(0, Math.floor(body.length / 2)), resolve));
}

async function drip({ everyMs, pieces = 20 }: { everyMs: number; pieces?: number }, playing: Playing): Promise<void> {
  const { response, rendered, closed } = playing;
  response.writeHead(rendered.status, rendered.headers);
  const size = Math.ceil(rendered.body.length / pieces);
  for (let at = 0; at < rendered.body.length && !response.destroyed; at += size) {
    response.write(rendered.body.subarray(at, at + size));
    await delay(everyMs, undefined, { signal: closed });
  }
  response.end();
}

async function huge(response: ServerResponse, { status, headers }: Rendered, bytes: number): Promise<void> {
  response.writeHead(status, headers);
  const piece = Buffer.alloc(64 * 1024, ' ');
  await pipeline(
    (function* () {
      for (let sent = 0; sent < bytes; sent += piece.length) yield piece;
    })(),
    response,
  );
}

/** An error in the format of the vendor that the path belongs to. */
function refusal(request: ModelRequest, step: Extract<Step, { type: 'status' }>): Rendered {
  const { status, message = `status ${status} of a test step`, code = null } = step;
  const isAnthropic = request.path.endsWith('/messages');
  const error = isAnthropic
    ? { type: 'error', error: { type: code ?? 'api_error', message } }
    : { error: { message, type: code ?? 'error', code, param: null } };
  const detail = { detail: { status: code ?? 'error', message } };
  const isElevenLabs = /text-to-speech|speech-to-text/.test(request.path);
  const body = Buffer.from(step.body ?? JSON.stringify(isElevenLabs ? detail : error));
  return { status, headers: { 'content-type': 'application/json', ...step.headers }, body };
}
