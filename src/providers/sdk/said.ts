/**
 * What a provider said about a failure, safe to show. Pure.
 *
 * 1. At most 300 printable characters of it; no header, no request body.
 * 2. The values of secrets, and anything that looks like a key, are removed before it is shortened.
 */
import { isJsonObject, parsedJson } from '../../model/json.ts';
import { LEAST_CHARACTERS, secretForms } from '../../model/secret-forms.ts';

export interface Said {
  /** Printable, without secrets, short; empty: nothing. */
  readonly message: string;
  /** `type`, `code`, `status` and `details.error_code` of its error, in lower case. */
  readonly words: readonly string[];
  /** HTTP status that is named inside an answer of another status. */
  readonly status: number | null;
}

/**
 * @param body text of an answer: a vendor's error as JSON, or anything else.
 * @param secrets values that must not be shown.
 */
export function saidBy(body: string, secrets: readonly string[]): Said {
  const error = errorIn(parsedJson(body));
  const message = typeof error.message === 'string' ? error.message : isMarkup(body) ? '' : body;
  // Anthropic's details are more specific than the type.
  const code = isJsonObject(error.details) ? error.details.error_code : null;
  const words = [error.type, error.code, error.status, code].filter((word) => typeof word === 'string');
  const status = [error.code, error.status].find((word) => typeof word === 'number') ?? null;
  return { message: shown(message, secrets), words: words.map((word) => word.toLowerCase()), status };
}

/** One line of printable characters, at most 300, without secrets. */
export function shown(text: string, secrets: readonly string[]): string {
  const known = secrets.filter((secret) => secret.length >= LEAST_CHARACTERS);
  // Before shortening: a truncated encoded key could no longer be recognised.
  const forms = known.flatMap(secretForms).toSorted((a, b) => b.length - a.length);
  const open = forms.reduce((rest, form) => rest.replaceAll(form, '***'), text.slice(0, FAR));
  const line = open
    .replace(LIKE_KEYS, '***')
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

const LONGEST = 300;
/** The rest is ignored. Well above {@link LONGEST}, so that no secret is cut in two and shown in part. */
const FAR = 20_000;
/** Keys that vendors quote in their messages, some with asterisks in the middle. */
const LIKE_KEYS = /\b(?:sk|pk|rk|ek|xai|gsk|key|AIza)[-_][\w*-]{6,}|\bBearer\s+\S{6,}/g;

const isMarkup = (text: string): boolean => /^\s*</.test(text);

/**
 * `{error: {…}}` of OpenAI, Anthropic, Google; `{detail: {…}}` of ElevenLabs; `{message}` and `{error: "…"}` of others.
 */
function errorIn(body: unknown): Readonly<Record<string, unknown>> {
  if (Array.isArray(body)) return errorIn(body[0]);
  if (!isJsonObject(body)) return {};
  const inner = body.error ?? body.detail ?? body;
  if (typeof inner === 'string') return { message: inner, ...(inner === body.error ? { code: inner } : {}) };
  if (Array.isArray(inner)) return errorIn(inner[0]);
  return isJsonObject(inner) ? { ...inner, message: inner.message ?? inner.msg } : {};
}
