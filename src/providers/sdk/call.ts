/**
 * One call over the AI SDK: everything around it that is the same for all capabilities.
 *
 * C1. One request, no retry; the key lives as long as the call.
 * C2. Whatever is thrown inside becomes a fault, classified in `faults.ts`.
 * C3. An answer that came is not lost for what it says of its usage: it is read again, without asking again.
 */
import { type DurationMs, durationMs, err, ok, type Result } from '../../model/brand.ts';
import type { Json } from '../../model/json.ts';
import type { Capability, ProviderSettings } from '../../model/provider.ts';
import type { Answered, ProviderContext, ProviderFault } from '../../ports/provider.ts';
import { fault } from '../fault.ts';
import { causesOf, type Failed, faultOf } from './faults.ts';
import type { Making, Models, SdkKind, VendorOptions } from './kind.ts';
import { type Ai, type JSONValue, loadAi } from './loading.ts';
import { withSoundUsage } from './reread.ts';
import { TimeLimit } from './time-limit.ts';
import { usdInHeaders } from './usage.ts';
import { Wire } from './wire.ts';

/** The two together say who is asked. */
export interface Asking {
  readonly kind: SdkKind;
  readonly settings: ProviderSettings;
}

interface Purpose extends Asking {
  readonly capability: Capability;
  /** Absent: for work, which is paid. */
  readonly asks?: 'look';
}

/** What a capability works with during its call. */
export interface SdkCall extends Asking {
  readonly ai: Ai;
  readonly model: string;
  readonly models: Models;
  readonly wire: Wire;
  readonly making: Making;
  readonly signal: AbortSignal;
  readonly context: ProviderContext;
}

/** Thrown by a capability for an answer that came and is none. */
export class Unusable extends Error {
  readonly fault: ProviderFault;
  constructor(fault: ProviderFault) {
    super(fault.message);
    this.fault = fault;
  }
}

const MB = 1024 * 1024;
/** Most bytes of an answer. */
const MAX_TEXT_BYTES = 32 * MB;
const MAX_MEDIA_BYTES = 256 * MB;
/** The longest that needs no stream: a model that thinks first takes minutes, and a call given up is paid for. */
const TEXT_TIMEOUT = durationMs(290_000);
const MEDIA_TIMEOUT = durationMs(10 * 60_000);

const isMedia = (capability: Capability): boolean => capability !== 'text' && capability !== 'transcription';

export const timeoutOf = (capability: Capability, { timeout }: ProviderSettings): DurationMs =>
  timeout ?? (capability === 'text' ? TEXT_TIMEOUT : MEDIA_TIMEOUT);

/**
 * @param work may throw anything: it is classified.
 */
export async function callSdk<T>(
  asking: Purpose,
  context: ProviderContext,
  work: (call: SdkCall) => Promise<T>,
): Promise<Result<T, ProviderFault>> {
  const { kind, settings, capability } = asking;
  const ready = readiness(asking, context.apiKey !== null);
  if (!ready.ok) return ready;
  const ai = await loadAi(settings.name);
  if (!ai.ok) return ai;
  const timeout = timeoutOf(capability, settings);
  using limit = new TimeLimit(timeout);
  const late = limit.signal;
  const wire = wireFor(asking, context);
  const making = makingFor(asking, context, wire);
  const { model } = ready.value;
  try {
    const signal = AbortSignal.any([context.signal, late]);
    signal.throwIfAborted();
    const models = kind.models(making);
    const call = { kind, settings, ai: ai.value, model, models, wire, making, signal, context };
    return ok(await work(call).catch((error) => reread(error, call, work)));
  } catch (error) {
    if (error instanceof Unusable) return err({ ...error.fault, status: wire.status });
    const stopped = context.signal.aborted ? 'caller' : late.aborted ? 'timeout' : null;
    const keyName = kind.keyName;
    const failed: Failed = {
      provider: settings.name,
      wire,
      stopped,
      timeout,
      secrets: secretsOf(asking, context),
      keyName,
    };
    return err(faultOf(error, failed));
  }
}

/** C3. @throws what was thrown before, if it was not that. */
async function reread<T>(error: unknown, call: SdkCall, work: (call: SdkCall) => Promise<T>): Promise<T> {
  const { ai, wire, kind } = call;
  const isMisfit = causesOf(error).some((cause) => ai.TypeValidationError.isInstance(cause));
  if (!isMisfit) throw error;
  const headers = { 'content-type': wire.headers.get('content-type') ?? 'application/json' };
  const body = withSoundUsage(wire.text);
  const making = { ...call.making, fetch: async () => new Response(body, { headers }) };
  try {
    return await work({ ...call, making, models: kind.models(making) });
  } catch (again) {
    throw again instanceof Unusable ? again : error;
  }
}

/** What is wrong before anything is loaded. */
export function readiness(
  { kind, settings, capability }: Purpose,
  hasKey: boolean,
): Result<{ readonly model: string }, ProviderFault> {
  const name = `the provider "${settings.name}"`;
  // The default is one for text (or for what the type is made for): its price and name are not those of other models.
  const model = settings.model ?? (kind.capabilities[0] === capability ? kind.model : null);
  if (model === null) {
    const example = kind.examples?.[capability];
    const hint = example ? `for example \`model: ${example}\`` : 'set `model:` at the provider';
    return err(fault('invalid', `${name} (${kind.type}) has no model for ${capability}`, { hint }));
  }
  const isOpen = kind.credentials === 'own' || kind.keyName === null || settings.baseUrl !== null;
  if (!hasKey && !isOpen) {
    const hint = `set \`api_key: { env: ${kind.keyName} }\``;
    return err(fault('auth', `${name} (${kind.type}) has no key`, { hint }));
  }
  return ok({ model });
}

function wireFor({ kind, settings, capability, asks }: Purpose, { idempotencyKey, apiKey }: ProviderContext): Wire {
  const { fixedUrl } = kind;
  const baseUrl = settings.baseUrl;
  const configured = baseUrl ?? kind.baseUrl;
  return new Wire({
    host: configured === null ? null : (URL.parse(configured)?.hostname ?? null),
    headers: settings.headers,
    idempotencyKey: asks === 'look' ? null : idempotencyKey,
    maxBytes: isMedia(capability) ? MAX_MEDIA_BYTES : MAX_TEXT_BYTES,
    credentials: apiKey === null && kind.credentials === 'configured' ? 'drop' : 'send',
    ...(fixedUrl !== undefined && baseUrl !== null ? { rewrite: { from: fixedUrl, to: versioned(baseUrl) } } : {}),
  });
}

function makingFor({ kind, settings }: Asking, { apiKey }: ProviderContext, wire: Wire): Making {
  // A key must be there, or SDKs take one from the environment; the wire drops this one.
  const none = kind.credentials === 'own' ? undefined : 'none';
  return { apiKey: apiKey ?? none, baseURL: trimmed(settings.baseUrl ?? kind.baseUrl ?? ''), fetch: wire.fetch };
}

const trimmed = (url: string): string => url.replace(/\/+$/, '');

/** With the version that the addresses of other types have in them, whether or not it was written. */
const versioned = (url: string): string => `${trimmed(url).replace(/\/v1$/, '')}/v1`;

/** Values of headers may be credentials as well. */
const secretsOf = ({ settings }: Asking, { apiKey }: ProviderContext): readonly string[] => [
  ...(apiKey === null ? [] : [apiKey]),
  ...Object.values(settings.headers),
];

/** Settings for the SDK that the config gives as `options.provider_options`, over those of the type. */
export function vendorOptions(
  { kind, settings }: Asking,
  own: VendorOptions = {},
): Record<string, Record<string, JSONValue>> {
  const given = settings.options.provider_options;
  const merged = { ...own, ...(typeof given === 'object' && given !== null && !Array.isArray(given) ? given : {}) };
  return JSON.parse(JSON.stringify({ [kind.namespace]: merged }));
}

/** @param said facts of the answer, without bytes; `undefined` members are left out. */
export function answered<T>(
  { wire, model }: SdkCall,
  answer: Pick<Answered<T>, 'value' | 'usage'> & Partial<Answered<T>>,
  said: Readonly<Record<string, unknown>>,
): Answered<T> {
  const limits = wire.limits();
  const raw: Json = JSON.parse(
    JSON.stringify({
      model,
      request_id: wire.requestId ?? undefined,
      ...said,
      ...(Object.keys(limits).length > 0 ? { limits } : {}),
    }),
  );
  return { requestId: wire.requestId, raw, ...answer, usd: answer.usd ?? usdInHeaders(wire.headers) };
}
