/**
 * Stage kind `http`: one call of a web service.
 *
 *   with: { url: https://api.example.org/items, json: { title: "${{ inputs.topic }}" }, bearer: "${{ secrets.KEY }}" }
 *
 * 1. http/guard.ts decides where it may connect to, again for every redirect.
 * 2. Secrets are allowed in headers only. They are sent to their intended origin only, and never logged.
 * 3. Nothing is retried here: a failure says whether and when to try again.
 */
import { err, ok, type Result } from '../model/brand.ts';
import type { Config } from '../model/config.ts';
import type { Failure } from '../model/failure.ts';
import { retryAfter } from '../model/retry-after.ts';
import { errorCode } from '../model/system-error.ts';
import type { StageCall, StageKind, StageOutcome } from '../ports/stage-kind.ts';
import { ABORTED, failed, failure } from './failures.ts';
import { type Answer, type BadBody, bodyValue, headerOf, plainHeaders, readAnswer } from './http/answer.ts';
import { bodyOf } from './http/content.ts';
import { exchange } from './http/exchange.ts';
import { ForbiddenHost, guardedLookup, PRIVATE_HINT, refusalOf } from './http/guard.ts';
import { type HttpPlan, type Planned, planRequest } from './http/plan.ts';
import type { ModelDeps } from './model-deps.ts';
import { asJson } from './output.ts';

export interface HttpDeps {
  readonly config: Pick<Config, 'http'>;
  readonly media: ModelDeps['media'];
}

const MAX_REDIRECTS = 5;
/** Number of characters of a response that are shown in a message, and of bytes read for that. */
const EXCERPT = 500;
const LOOKED_AT = 20_000;

export function createHttpKind(deps: HttpDeps): StageKind {
  return {
    async run(call, signal) {
      const planned = planRequest(call);
      if (!planned.ok) return failed(planned.error);
      const plan = await withBody(planned.value, { call, media: deps.media });
      if (!plan.ok) return failed(plan.error);
      try {
        return await execute({ plan: plan.value, rules: deps.config.http, call }, signal);
      } catch (error) {
        if (signal.aborted) return ABORTED;
        return failed(networkFailure(error, plan.value));
      }
    },
  };
}

async function withBody(
  { content, headers, ...plan }: Planned,
  reading: Parameters<typeof bodyOf>[1],
): Promise<Result<HttpPlan, Failure>> {
  const body = await bodyOf(content, reading);
  if (!body.ok) return body;
  const { bytes, mediaType } = body.value;
  const usual = mediaType === null ? [] : ([['content-type', mediaType]] as const);
  return ok({ ...plan, body: bytes, headers: new Map([...usual, ...headers]) });
}

interface Session {
  readonly plan: HttpPlan;
  readonly rules: Config['http'];
  readonly call: StageCall;
}

async function execute({ plan, rules, call }: Session, signal: AbortSignal): Promise<StageOutcome> {
  let hop = plan;
  for (let redirects = 0; ; redirects += 1) {
    const refusal = refusalOf(hop.url, rules);
    if (refusal !== null) {
      const { why, ...hint } = refusal;
      return failed(failure('http/host', `${shown(hop)} may not be called: ${why}`, hint));
    }
    const message = await exchange({ ...hop, lookup: guardedLookup(hop.url, rules) }, signal);
    const status = message.statusCode ?? 0;
    call.log(`${shown(hop)} -> ${status}\n`);
    const location = message.headers.location;
    if (!isRedirect(status) || location === undefined || plan.expect?.includes(status)) {
      const answer = await readAnswer(message, plan.maxBytes);
      if (answer.ok) return settle(hop, answer.value, call);
      const head = { status, statusText: message.statusMessage ?? '', headers: plainHeaders(message.headers) };
      return failed(
        isGood(hop, status) ? bodyFailure(hop, answer.error) : statusFailure(hop, { ...head, body: NOTHING }, call),
      );
    }
    message.destroy();
    if (redirects === MAX_REDIRECTS)
      return failed(failure('http/redirect', `${shown(plan)} redirects more than ${MAX_REDIRECTS} times`));
    const next = redirected(hop, { status, location });
    if (!next.ok) return failed(next.error);
    hop = next.value;
  }
}

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

/** @source RFC 9110, 15.4; headers are dropped as browsers and curl do. */
function redirected(
  from: HttpPlan,
  { status, location }: { status: number; location: string },
): Result<HttpPlan, Failure> {
  const url = URL.parse(location, from.url.href);
  if (url === null || url.username !== '' || url.password !== '')
    return err(failure('http/redirect', `${shown(from)} redirects to an address that cannot be called`));
  url.hash = '';
  const becomesGet = (status === 303 && from.method !== 'HEAD') || (status < 303 && from.method === 'POST');
  const headers = new Map(from.headers);
  if (becomesGet) for (const name of ['content-type', 'idempotency-key']) headers.delete(name);
  if (url.origin !== from.url.origin) for (const name of [...from.secretHeaders, ...CREDENTIALS]) headers.delete(name);
  return ok({ ...from, url, headers, ...(becomesGet ? { method: 'GET', body: null } : {}) });
}

const CREDENTIALS = ['authorization', 'cookie', 'proxy-authorization'];

const NOTHING = Buffer.alloc(0);

const isGood = ({ expect }: HttpPlan, status: number): boolean =>
  expect === null ? status >= 200 && status <= 299 : expect.includes(status);

function settle(hop: HttpPlan, answer: Answer, call: StageCall): StageOutcome {
  const { status, headers } = answer;
  if (!isGood(hop, status)) return failed(statusFailure(hop, answer, call));
  const value = bodyValue(answer);
  const body = value === undefined ? null : asJson(value, 'body');
  if (body?.ok) return { type: 'success', output: { status, headers, body: body.value } };
  const why = body === null ? 'it claims to be JSON but is not' : body.error.message;
  return failed(
    failure('http/body', `the response of ${shown(hop)} cannot be used: ${why}`, { retry: 'policy', status }),
  );
}

function statusFailure(hop: HttpPlan, answer: Answer, { redact }: StageCall): Failure {
  const { status, statusText, body } = answer;
  const isTransient = [408, 425, 429].includes(status) || (status >= 500 && status <= 599);
  const wait = isTransient ? retryAfter((name) => headerOf(answer, name), Date.now()) : null;
  const text = redact(body.toString('utf8', 0, LOOKED_AT));
  const isPage = /html/i.test(headerOf(answer, 'content-type') ?? '');
  const said = (isPage ? withoutTags(text) : text).slice(0, EXCERPT).trim();
  const message = `${shown(hop)} answered ${`${status} ${statusText}`.trim()}${said === '' ? '' : `: ${said}`}`;
  return failure('http/status', message, {
    retry: isTransient ? 'always' : 'never',
    status,
    ...(wait === null ? {} : { retryAfterMs: wait }),
  });
}

/** What a page of a server says to people. */
const withoutTags = (html: string): string =>
  html
    .replace(/<style\b[\s\S]*?<\/style>|<script\b[\s\S]*?<\/script>|<[^<>]*>/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim();

function bodyFailure(hop: HttpPlan, { problem, message }: BadBody): Failure {
  const hint = 'raise max_bytes, or download it with a command stage';
  if (problem === 'size') return failure('http/too-large', `${shown(hop)}: ${message}`, { hint });
  return failure('http/body', `${shown(hop)}: ${message}`);
}

function networkFailure(error: unknown, plan: HttpPlan): Failure {
  if (!(error instanceof Error)) throw error;
  if (error instanceof ForbiddenHost) {
    return failure('http/host', `${shown(plan)} may not be called: ${error.message}`, { hint: PRIVATE_HINT });
  }
  const code = errorCode(error);
  // Without a code it is not a network error but a bug.
  if (code === null) throw error;
  const details =
    code.startsWith('Z_') || code.startsWith('ERR_BROTLI') ? 'its compressed response is damaged' : reason(error, code);
  return failure('http/network', `${shown(plan)} failed: ${details}`, { retry: 'always' });
}

/** An AggregateError (every address of a name was tried) has no message of its own. */
function reason(error: Error, code: string): string {
  const [first] = error instanceof AggregateError ? error.errors : [];
  return first instanceof Error ? first.message : error.message || code;
}

/** Without the query, which may contain private data. */
const shown = ({ method, url }: HttpPlan): string => `${method} ${url.origin}${url.pathname}`;
