/**
 * One call over the AI SDK: everything that is the same for all capabilities.
 *
 * C1. One request, no retry; the key is held only during the call.
 * C2. Everything thrown inside becomes a fault, classified in `faults.ts`.
 * C3. An answer is not lost because its usage cannot be parsed: the body is read again, without another request.
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

/** Provider type and settings. */
export interface Asking {
  readonly kind: SdkKind;
  readonly settings: ProviderSettings;
}

interface Purpose extends Asking {
  readonly capability: Capability;
  /** Without an idempotency key. Absent: for work, which is paid. */
  readonly asks?: 'look';
}

/** What the code of a capability gets for one call. */
export interface SdkCall extends Asking {
  readonly ai: Ai;
  readonly model: string;
  readonly models: Models;
  readonly wire: Wire;
  readonly making: Making;
  readonly signal: AbortSignal;
  readonly context: ProviderContext;
}

/** Thrown for an answer that arrived but is unusable. */
export class Unusable extends Error {
  readonly fault: ProviderFault;
  constructor(fault: ProviderFault) {
    super(fault.message);
    this.fault = fault;
  }
}

const MB = 1024 * 1024;
/** Limits for the size of an answer, in bytes. */
const MAX_TEXT_BYTES = 32 * MB;
const MAX_MEDIA_BYTES = 256 * MB;
/** As long as is possible without a stream: a thinking model takes minutes, and an aborted call is still charged. */
const TEXT_TIMEOUT = durationMs(290_000);
const MEDIA_TIMEOUT = durationMs(10 * 60_000);

const isMedia = (capability: Capability): boolean => capability !== 'text' && capability !== 'transcription';

export const timeoutOf = (capability: Capability, { timeout }: ProviderSettings): DurationMs =>
  timeout ?? (capability === 'text' ? TEXT_TIMEOUT : MEDIA_TIMEOUT);

/** @param work may throw anything: it becomes a fault. */
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

/** C3. @throws `error` if its usage was not the reason, or if reading it again fails as well. */
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

/** Checks everything that can be checked before a package is loaded. */
export function readiness(
  { kind, settings, capability }: Purpose,
  hasKey: boolean,
): Result<{ readonly model: string }, ProviderFault> {
  const name = `the provider "${settings.name}"`;
  // The default model is for the first capability of the type; for others its price and name would be wrong.
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
  // A key must be given, or SDKs take one from the environment; the wire removes this one.
  const none = kind.credentials === 'own' ? undefined : 'none';
  return { apiKey: apiKey ?? none, baseURL: trimmed(settings.baseUrl ?? kind.baseUrl ?? ''), fetch: wire.fetch };
}

const trimmed = (url: string): string => url.replace(/\/+$/, '');

/** With `/v1`, whether or not it was written: the addresses of other types include a version. */
const versioned = (url: string): string => `${trimmed(url).replace(/\/v1$/, '')}/v1`;

/** The key, and the values of configured headers, which may be credentials as well. */
const secretsOf = ({ settings }: Asking, { apiKey }: ProviderContext): readonly string[] => [
  ...(apiKey === null ? [] : [apiKey]),
  ...Object.values(settings.headers),
];

/** Settings for the SDK: those of the type, overridden by the config's `options.provider_options`. */
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
