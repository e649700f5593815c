/** Reads the response of a server, with a limit for its body. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { type Duplex, pipeline, Readable } from 'node:stream';
import { err, ok, type Result } from '../../model/brand.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { withAllDigits } from '../whole-numbers.ts';

export interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: JsonObject;
  readonly body: Buffer;
}

/** A body that is larger than the limit, or compressed in a way that cannot be read. */
export interface BadBody {
  readonly problem: 'size' | 'encoding';
  readonly message: string;
}

/** @throws network errors. */
export async function readAnswer(message: IncomingMessage, maxBytes: number): Promise<Result<Answer, BadBody>> {
  const encoding = message.headers['content-encoding'];
  const stream = await decoded(message, encoding);
  if (stream === null) {
    message.destroy();
    return err({ problem: 'encoding', message: `the response is compressed as "${encoding}", which is not supported` });
  }
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      size += chunk.length;
      if (size > maxBytes) return err({ problem: 'size', message: `the response is larger than ${maxBytes} bytes` });
      chunks.push(chunk);
    }
  } finally {
    // Otherwise an abandoned decoder would keep waiting for its source.
    message.destroy();
  }
  const { statusCode = 0, statusMessage = '' } = message;
  return ok({
    status: statusCode,
    statusText: statusMessage,
    headers: plainHeaders(message.headers),
    body: Buffer.concat(chunks),
  });
}

/**
 * Some servers compress although they were asked not to. Responses without a body (to HEAD, 204, 304) may name an
 * encoding too. null: unknown encoding.
 */
async function decoded(message: IncomingMessage, encoding: string | undefined): Promise<Readable | null> {
  const name = encoding?.trim().toLowerCase() ?? 'identity';
  if (name === 'identity' || name === '') return message;
  const chunks: AsyncIterator<Buffer> = message[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done) return Readable.from([]);
  const decoder = await decoderOf(name, first.value);
  // An error of either stream ends the reading, so the callback has nothing to do.
  return decoder && pipeline(continued(first.value, chunks), decoder, () => {});
}

async function* continued(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* { [Symbol.asyncIterator]: () => rest };
}

/** The lower half of the first byte of a zlib frame. Some servers send "deflate" without the frame. */
const ZLIB = 8;

async function decoderOf(name: string, [begin = 0]: Buffer): Promise<Duplex | null> {
  const { createBrotliDecompress, createInflateRaw, createUnzip } = await import('node:zlib');
  if (name === 'deflate' && (begin & 0x0f) !== ZLIB) return createInflateRaw();
  if (name === 'gzip' || name === 'deflate' || name === 'x-gzip') return createUnzip();
  return name === 'br' ? createBrotliDecompress() : null;
}

/** Headers for the output, without cookies, which are secrets. */
export function plainHeaders(headers: IncomingHttpHeaders): JsonObject {
  const plain: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(headers)) {
    if (name !== 'set-cookie' && value !== undefined) plain[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return plain;
}

/** @param name in lower case. */
export function headerOf({ headers }: Pick<Answer, 'headers'>, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' ? value : null;
}

/**
 * JSON if the server declares it, with all digits of large numbers; else text. undefined: declared as JSON, but
 * invalid.
 */
export function bodyValue(answer: Answer): Json | undefined {
  const { body } = answer;
  const said = headerOf(answer, 'content-type') ?? '';
  const type = said.split(';')[0]?.trim().toLowerCase() ?? '';
  const text = decodedBody(said, body);
  if (!/^(application|text)\/(json|[^;]+\+json)$/.test(type)) return text;
  if (text.trim() === '') return null;
  try {
    return withAllDigits(text) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const XML_HEAD_BYTES = 200;
/** A text that could be read byte by byte up to the declaration is not UTF-16, even if it says so. */
const XML_ENCODING = /^<\?xml[^>]*?\sencoding=["'](?!utf-16)([\w.:-]+)/i;

/** Decodes by the encoding in the header or the XML declaration; UTF-8 if there is none, or it is unknown. */
function decodedBody(type: string, body: Buffer): string {
  const head = body.toString('latin1', 0, XML_HEAD_BYTES);
  const [, name] = /;\s*charset="?([\w.:-]+)/i.exec(type) ?? XML_ENCODING.exec(head) ?? [];
  try {
    return new TextDecoder(name).decode(body);
  } catch (error) {
    if (error instanceof RangeError) return new TextDecoder().decode(body);
    throw error;
  }
}
