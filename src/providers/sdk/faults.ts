/**
 * Why a call failed: the only place that classifies status codes, words and broken connections.
 *
 * F1. It relies on what was seen on the wire, not on how an SDK interprets it.
 * F2. `charged` is `no` only if that is certain: refused with a status below 500 (except 408), or never connected; and
 *     never after a successful request of the same call, such as when the address of a finished image does not work.
 * F3. No message contains a key, a header or a request.
 *
 * @source OpenAI "Error codes", Anthropic "Errors", ElevenLabs "Errors"; the clients of the first two retry 408, 409,
 * 429 and 5xx.
 */
import type { DurationMs } from '../../model/brand.ts';
import { retryAfter } from '../../model/retry-after.ts';
import type { FaultKind, ProviderFault } from '../../ports/provider.ts';
import { fault } from '../fault.ts';
import { type Said, saidBy, shown } from './said.ts';
import { NotFetched, type Wire } from './wire.ts';

/** The known facts of a failed call. */
export interface Failed {
  /** Name of the provider in the config. */
  readonly provider: string;
  readonly wire: Wire;
  /** What aborted it; null: nothing did. */
  readonly stopped: 'timeout' | 'caller' | null;
  readonly timeout: DurationMs;
  readonly secrets: readonly string[];
  /** Name of the key for hints: `ANTHROPIC_API_KEY`. */
  readonly keyName: string | null;
}

/** @param error thrown by an SDK, or describing what was wrong with its answer. */
export function faultOf(error: unknown, failed: Failed): ProviderFault {
  const found = classified(error, failed);
  return failed.wire.hasWorked && found.charged === 'no' ? { ...found, charged: 'maybe' } : found;
}

function classified(error: unknown, failed: Failed): ProviderFault {
  const { wire, provider, stopped } = failed;
  const name = `the provider "${provider}"`;
  const wasAsked = wire.state !== 'unused';
  if (wire.isTooLarge) {
    const message = `${name} sent more than ${wire.maxBytes / MB} MB: the answer was cut off`;
    return fault('bad-output', message, { status: wire.status, charged: 'maybe' });
  }
  const notFetched = causesOf(error).find((cause) => cause instanceof NotFetched);
  if (notFetched) return byFile(notFetched, name);
  if (wire.status !== null && wire.status >= 300) return byStatus(wire.status, failed);
  if (stopped !== null) {
    const why = stopped === 'timeout' ? `did not answer within ${failed.timeout / 1000} s` : 'was not waited for';
    const hint = stopped === 'timeout' ? 'raise `timeout:` of the provider' : null;
    return fault('timeout', `${name} ${why}`, { charged: wasAsked ? 'maybe' : 'no', hint });
  }
  const network = networkFault(error, name);
  if (network) return network;
  return wasAsked ? byAnswer(error, failed) : bySettings(error, failed);
}

/** The result was produced, but a third party that stores it does not deliver it. */
const byFile = ({ message, status }: NotFetched, name: string): ProviderFault =>
  fault('bad-output', `${name} produced something that cannot be downloaded: ${message}`, {
    status,
    charged: 'maybe',
    hint: 'try again later: it may be back',
  });

const MB = 1024 * 1024;

/**
 * Words in codes or messages for an account that is empty or has reached its spend limit: every call fails until a
 * person has acted. A mere "quota" may be a rate limit: Google uses the word for both.
 *
 * @source https://help.openai.com/en/articles/6614457-troubleshooting-api-usage-and-spend-limits: status 429;
 * https://platform.claude.com/docs/en/api/errors: 400 "specified API usage limits", 429 `enforced_spend_limit_reached`.
 */
const NO_MONEY = new RegExp(
  [
    'insufficient_(quota|balance|funds|credits)|quota_exceeded|billing|credit.balance|out of credits|payment',
    '(spend|organization_usage)_limit_(exceeded|reached)|specified (workspace )?api usage limits',
  ].join('|'),
  'i',
);
/** More than the account may send in any minute: waiting does not help. @source OpenAI, on status 429. */
const TOO_LARGE = /^request too large for .*tokens per min/i;
const RATE = /rate.?limit|too_many_requests|too_many_concurrent|resource_exhausted/;
const OVERLOADED = /overloaded|server_error|api_error|internal|unavailable|busy/;
const REFUSED =
  /content_policy|content_filter|moderation|safety|content filtering policy|usage polic(y|ies)|(bio|cyber)_policy/i;

const BY_STATUS: Readonly<Record<number, FaultKind>> = {
  401: 'auth',
  402: 'quota',
  403: 'auth',
  408: 'timeout',
  // Two simultaneous requests about the same thing: both vendors' own clients retry.
  409: 'overloaded',
  425: 'overloaded',
  429: 'rate',
  501: 'unsupported',
};

const kindOf = (status: number): FaultKind => BY_STATUS[status] ?? (status >= 500 ? 'overloaded' : 'invalid');

/**
 * The words decide where a status has several meanings.
 *
 * @param waits whether the response says how long to wait: with 402, OpenRouter does so if money is only reserved for
 * calls in flight. @source https://openrouter.ai/docs/api/reference/errors-and-debugging, "Retry-After header".
 */
function kindSaid(status: number, { words, message }: Said, waits: boolean): FaultKind {
  const all = [...words, message].join(' ');
  if (status === 402 && waits) return 'rate';
  if ([400, 401, 402, 403, 429].includes(status) && NO_MONEY.test(all)) return 'quota';
  if (status === 429 && TOO_LARGE.test(message)) return 'invalid';
  // The key is valid, but its project may not use this model.
  if (status === 403 && words.includes('model_not_found')) return 'invalid';
  if ([400, 403, 422].includes(status) && REFUSED.test(all)) return 'refused';
  return kindOf(status);
}

function byStatus(status: number, failed: Failed): ProviderFault {
  const { wire, provider, secrets } = failed;
  const said = saidBy(wire.errorBody, secrets);
  const retryAfterMs = retryAfter((name) => wire.headers.get(name), Date.now());
  const kind = kindSaid(status, said, retryAfterMs !== null);
  const redirect = status < 400 ? ' with a redirect, which is not followed' : '';
  const words = redirect || said.message === '' ? '' : `: ${said.message}`;
  return fault(kind, `the provider "${provider}" answered ${status}${redirect}${words}`, {
    status,
    retryAfterMs,
    charged: status === 408 || status >= 500 ? 'maybe' : 'no',
    hint: hintFor(kind, status, failed, said),
  });
}

/** The model does not exist (any more): OpenAI's code, Anthropic's `model: <name>`, and texts of other servers. */
const NO_MODEL =
  /^model: \S+$|model_(not_found|decommissioned)|\bmodel\b(?:[^.]|\.\S){0,80}\b(not (found|exist)|deprecated|retired|no longer)/i;

/** @source https://help.elevenlabs.io/hc/en-us/articles/19572237925521, with 400 and 404; `invalid_uid` for a bad id. */
const NO_VOICE = /^voice_|^invalid_uid$|\bvoice(_id)?\b[^.]{0,80}\b(not|invalid)\b/i;
const NAME_VOICE = 'set `voice:` of the stage to a voice that your account may use';

function hintFor(kind: FaultKind, status: number, { keyName }: Failed, { message, words }: Said): string | null {
  if (kind === 'auth' && /must be verified/i.test(message))
    return 'verify the organization at the provider, then retry';
  if (kind === 'auth') return keyName ? `check the key in ${keyName}` : 'check `api_key:` of the provider';
  if (words.includes('paid_plan_required')) return `upgrade the account, or ${NAME_VOICE}`;
  if (kind === 'quota')
    return "add credit to the provider's account or raise its limits, or switch to another provider";
  if (TOO_LARGE.test(message)) return 'ask for less: lower `max_tokens`, or shorten the prompt';
  if (status < 400) return 'set `base_url:` to the target of the redirect';
  if (kind === 'invalid' && [message, ...words].some((text) => NO_MODEL.test(text)))
    return 'check `model:` of the provider: it is misspelled, retired by its vendor, or not available to this account';
  if (kind === 'invalid' && [message, ...words].some((text) => NO_VOICE.test(text))) return NAME_VOICE;
  if (kind === 'rate' && words.some((word) => word.includes('concurrent')))
    return 'set `concurrency` of the provider to what the account allows';
  if (status === 404) return 'check `model:` and `base_url:` of the provider: the address usually ends in /v1';
  if (/response_format|json_schema|output_config/.test(message))
    return 'set `options: { structured: prompt }` for a provider that does not support structured output';
  return null;
}

/** Errors of the connection. `no`: they occur before any byte of the request can arrive. */
const NETWORK: Readonly<Record<string, 'no' | 'maybe'>> = {
  ...{ ECONNREFUSED: 'no', ENOTFOUND: 'no', EAI_AGAIN: 'no', EHOSTUNREACH: 'no', ENETUNREACH: 'no' },
  ...{ UND_ERR_CONNECT_TIMEOUT: 'no', EADDRNOTAVAIL: 'no', EBADPORT: 'no' },
  ...{ ECONNRESET: 'maybe', EPIPE: 'maybe', ETIMEDOUT: 'maybe', UND_ERR_SOCKET: 'maybe' },
  ...{ HPE_INVALID_CONSTANT: 'maybe', ERR_STREAM_PREMATURE_CLOSE: 'maybe' },
};
/** Timeouts of the network client itself, independent of `timeout`. */
const LATE = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'];
const SPEAK = 'stream text with `options: { stream: true }` at the provider; for anything else, request less at once';
const isTls = (code: string): boolean =>
  /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|EPROTO)/.test(code);

function networkFault(error: unknown, name: string): ProviderFault | null {
  const code = codeOf(error);
  if (code === null) return null;
  if (LATE.includes(code))
    return fault('timeout', `${name} sent nothing for 5 minutes`, { charged: 'maybe', hint: SPEAK });
  const isMade = NETWORK[code] === 'maybe';
  const what = isMade ? `the connection to ${name} was cut` : `${name} cannot be reached`;
  if (NETWORK[code] === undefined && !isTls(code)) return null;
  return fault('network', `${what} (${code})`, { charged: isMade ? 'maybe' : 'no' });
}

const MOST_CAUSES = 8;

/** The error, its cause, the cause of that … */
export function causesOf(error: unknown): readonly Error[] {
  const causes: Error[] = [];
  for (let at = error; at instanceof Error && causes.length < MOST_CAUSES; at = at.cause) causes.push(at);
  return causes;
}

/** The first network error code in the chain of causes. */
function codeOf(error: unknown): string | null {
  for (const at of causesOf(error)) {
    const inner = at instanceof AggregateError ? at.errors[0] : at;
    const code = inner instanceof Error && 'code' in inner ? inner.code : null;
    if (typeof code === 'string' && (code in NETWORK || LATE.includes(code) || isTls(code))) return code;
    // The fetch standard forbids some ports; nothing was sent.
    if (at.message === 'bad port') return 'EBADPORT';
    // undici: the body ended too early; the outer error has no code.
    if (at instanceof TypeError && at.message === 'terminated' && !(at.cause instanceof Error)) return 'UND_ERR_SOCKET';
  }
  return null;
}

/** The status was a success but the answer is none: it contains an error, or cannot be parsed. */
function byAnswer(error: unknown, { provider, wire, secrets }: Failed): ProviderFault {
  const said = saidInside(error, secrets);
  const kind = said === null ? 'bad-output' : kindInside(said);
  const why = misfitOf(error) ?? (error instanceof Error ? error.message : '');
  const text = said?.message ?? shown(why, secrets);
  const isUnusable = kind === 'bad-output';
  const what = isUnusable ? 'sent an answer that cannot be used' : 'did not finish its answer';
  const seen = isUnusable ? beginningOf(wire, secrets) : '';
  const message = `the provider "${provider}" ${what}${text === '' ? '' : `: ${text}`}${seen}`;
  const retryAfterMs = retryAfter((name) => wire.headers.get(name), Date.now());
  return fault(kind, message, { status: wire.status, retryAfterMs, charged: 'maybe' });
}

/**
 * The first mismatch with the SDK's schema: `usage.prompt_tokens: expected number, received string`. null: not found.
 */
function misfitOf(error: unknown): string | null {
  for (const at of causesOf(error)) {
    const [issue] = 'issues' in at && Array.isArray(at.issues) ? at.issues : [];
    if (issue && Array.isArray(issue.path) && typeof issue.message === 'string')
      return `${issue.path.join('.')}: ${issue.message.replace(/^Invalid input: /, '')}`;
  }
  return null;
}

const SHOWN_OF_ANSWER = 120;

function beginningOf({ beginning }: Wire, secrets: readonly string[]): string {
  const text = shown(beginning, secrets);
  return text === ''
    ? ''
    : `; it begins with ${text.length > SHOWN_OF_ANSWER ? `${text.slice(0, SHOWN_OF_ANSWER)}…` : text}`;
}

/** @param said words of an error inside of an answer, or of a job. */
export function kindInside(said: Said): FaultKind {
  const all = [...said.words, said.message].join(' ');
  if (NO_MONEY.test(all)) return 'quota';
  if (REFUSED.test(all)) return 'refused';
  if (said.words.some((word) => RATE.test(word))) return 'rate';
  if (said.words.some((word) => OVERLOADED.test(word))) return 'overloaded';
  if (said.status !== null && said.status >= 400 && said.status < 600) return kindOf(said.status);
  return 'bad-output';
}

/** Errors that an SDK found in a stream or in a body: `data`, `responseBody`, or the error itself. */
function saidInside(error: unknown, secrets: readonly string[]): Said | null {
  if (typeof error !== 'object' || error === null) return null;
  for (const key of ['data', 'responseBody', 'type', 'code'] as const) {
    if (!(key in error)) continue;
    const value: unknown = Reflect.get(error, key);
    const body = typeof value === 'string' ? value : JSON.stringify(value);
    const said =
      key === 'type' || key === 'code' ? saidBy(JSON.stringify(error), secrets) : saidBy(body ?? '', secrets);
    if (said.words.length > 0 || said.status !== null) return said;
  }
  return null;
}

/** Nothing was sent: the SDK cannot work with the settings or the request. */
function bySettings(error: unknown, { provider, secrets, keyName }: Failed): ProviderFault {
  const name = error instanceof Error ? error.name : '';
  const message = `the provider "${provider}" was not called: ${error instanceof Error ? shown(error.message, secrets) : 'unknown'}`;
  if (name === 'AI_LoadAPIKeyError')
    return fault('auth', message, { hint: `set \`api_key: { env: ${keyName ?? 'NAME'} }\`` });
  const isUnsupported = name === 'AI_UnsupportedFunctionalityError' || name === 'AI_NoSuchModelError';
  return fault(isUnsupported ? 'unsupported' : 'invalid', message);
}
