/** `retry:` of a stage and of the defaults: the policy, and its mistakes. Pure. */
import { didYouMean } from '../../core/nearest.ts';
import { durationMs } from '../../model/brand.ts';
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import { listNames } from '../../model/list-names.ts';
import type { RetryOn, RetryPolicy } from '../../model/pipeline.ts';
import { durationAt } from '../duration.ts';
import { checkRetryExpression, unwrap } from '../expression.ts';
import { FAILURE_CODES } from '../generated/failure-codes.ts';
import { booleanAt, choiceAt, listAt, mapAt, numberAt, textAt, textsAt } from '../json/fields.ts';
import type { JsonPath } from '../yaml/document.ts';
import { type Reading, reportAt } from './reading.ts';

const MIN = durationMs(2_000);
const MAX = durationMs(10_000);
const ATTEMPTS = 3;
const MAX_LOST = 3;

/** @param defaults `defaults.retry`; null: absent. Without any `retry` there is one attempt. */
export function retryPolicy(own: JsonObject | null, defaults: JsonObject | null): RetryPolicy {
  const said = { ...defaults, ...own };
  const min = durationAt(said, 'min') ?? MIN;
  return {
    attempts: numberAt(said, 'attempts') ?? (own || defaults ? ATTEMPTS : 1),
    backoff: choiceAt(said, 'backoff', ['exponential', 'fixed']),
    min,
    max: durationAt(said, 'max') ?? durationMs(Math.max(MAX, min)),
    jitter: booleanAt(said, 'jitter') ?? true,
    maxLost: numberAt(said, 'max_lost') ?? MAX_LOST,
    on: isJsonObject(said.on) ? retryOn(said.on) : null,
  };
}

const retryOn = (on: JsonObject): RetryOn => ({
  exitCodes: listAt(on, 'exit_codes').filter((code) => typeof code === 'number'),
  codes: textsAt(on, 'codes'),
  expression: unwrap(textAt(on, 'expression') ?? ''),
});

/** @param retry of a stage, or of the defaults. */
export function checkRetry(reading: Reading, retry: JsonObject, path: JsonPath): void {
  const on = mapAt(retry, 'on');
  checkWaits(reading, retry, path);
  checkCodes(reading, on, [...path, 'on']);
  checkExpression(reading, on, [...path, 'on']);
}

/** Reports a minimum wait that exceeds the maximum. */
function checkWaits(reading: Reading, retry: JsonObject, path: JsonPath): void {
  const [min, max] = [durationAt(retry, 'min'), durationAt(retry, 'max')];
  if (min === null || max === null || min <= max) return;
  reportAt(reading, [...path, 'min'], {
    code: 'format/bad-value',
    message: `"min" (${textAt(retry, 'min')}) is above "max" (${textAt(retry, 'max')})`,
    hint: 'swap them',
  });
}

function checkExpression(reading: Reading, on: JsonObject, path: JsonPath): void {
  const text = textAt(on, 'expression');
  const source = text === null ? null : unwrap(text);
  if (text === null || source === null) return;
  const within = reading.document.within([...path, 'expression']);
  const start = text.indexOf(source);
  const { diagnostics } = checkRetryExpression(source, (offset, length) => within(start + offset, length));
  reading.diagnostics.push(...diagnostics);
}

/** Reports codes that no attempt can fail with: the stage would not be retried. */
function checkCodes(reading: Reading, on: JsonObject, path: JsonPath): void {
  for (const [index, code] of listAt(on, 'codes').entries()) {
    if (typeof code !== 'string' || FAILURE_CODES.includes(code)) continue;
    reportAt(reading, [...path, 'codes', index], {
      code: 'format/bad-value',
      message: `no attempt fails with the code "${code}"`,
      hint: meantCode(code) ?? `use one from docs/errors.md: ${some(sharing(code))}`,
    });
  }
}

function some(codes: readonly string[]): string {
  const list = listNames(codes);
  return list.endsWith(' more') ? list : `${list} …`;
}

/** The code that was probably meant: `model/rate` for `model/rate-limited`. */
function meantCode(code: string): string | undefined {
  const longer = FAILURE_CODES.filter(
    (known) => code.startsWith(known) || (known.startsWith(code) && !code.endsWith('/')),
  );
  const [only] = longer;
  return longer.length === 1 && only !== undefined ? `did you mean "${only}"?` : didYouMean(code, FAILURE_CODES);
}

/** Codes of the same family, or with the same name in another family. */
function sharing(code: string): readonly string[] {
  const [family = '', name] = code.toLowerCase().split('/');
  const like = FAILURE_CODES.filter((known) => known.startsWith(`${family}/`) || known.endsWith(`/${name ?? family}`));
  return like.length > 0 ? like : ['http/status', 'command/exit'];
}
