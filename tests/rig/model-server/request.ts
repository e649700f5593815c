/** A request to the model server, as its ledger keeps it. */
import type { IncomingMessage } from 'node:http';

export interface ModelRequest {
  readonly method: string;
  /** Without the query, from `/v1`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** `Idempotency-Key` */
  readonly key: string | null;
  /** The API key, from whichever header. */
  readonly credential: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON, or the fields of a form: text as it is, files as `[name type bytes]`, a PNG with its size; null: none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of many shapes
  readonly body: any;
}

export async function readRequest(request: IncomingMessage): Promise<ModelRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const url = new URL(request.url ?? '/', 'http://loopback');
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : `${value}`,
    ]),
  );
  const bearer = headers.authorization?.replace(/^Bearer /, '');
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    key: headers['idempotency-key'] ?? null,
    credential: bearer ?? headers['x-api-key'] ?? headers['xi-api-key'] ?? null,
    headers,
    body: await bodyOf(Buffer.concat(chunks), headers['content-type'] ?? ''),
  };
}

async function bodyOf(bytes: Buffer, type: string): Promise<unknown> {
  if (bytes.length === 0) return null;
  if (!type.startsWith('multipart/')) return JSON.parse(bytes.toString('utf8'));
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  return Object.fromEntries(
    await Promise.all(
      [...form].map(
        async ([name, value]) => [name, typeof value === 'string' ? value : await describeFile(value)] as const,
      ),
    ),
  );
}

async function describeFile(file: File): Promise<string> {
  const bytes = Buffer.from(await file.arrayBuffer());
  const isPng = bytes.toString('latin1', 1, 4) === 'PNG';
  const size = isPng ? ` ${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}` : '';
  return `[${file.name} ${file.type}${size} ${file.size} bytes]`;
}
