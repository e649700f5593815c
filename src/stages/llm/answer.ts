/**
 * JSON in the answer of a model. Pure.
 *
 * Models that were asked for JSON only may put a sentence before it or a code fence around it: both are accepted.
 * Invalid JSON is never repaired here: the model is asked to correct it.
 */
import { err, ok, type Result } from '../../model/brand.ts';
import type { Json } from '../../model/json.ts';
import { asJson } from '../output.ts';

/** The value, or a description of the error for the model. */
export function jsonIn(answer: string): Result<Json, string> {
  const text = answer.trim();
  if (text === '') return err('the answer is empty');
  const whole = parsed(text);
  if (whole.ok) return bounded(whole.value);
  for (const candidate of candidates(text)) {
    const part = parsed(candidate);
    if (part.ok && typeof part.value === 'object' && part.value !== null) return bounded(part.value);
  }
  return err(`the answer is no JSON: ${whole.error}`);
}

function parsed(text: string): Result<unknown, string> {
  try {
    const value: unknown = JSON.parse(text);
    return ok(value);
  } catch (error) {
    if (error instanceof SyntaxError) return err(error.message);
    throw error;
  }
}

function bounded(value: unknown): Result<Json, string> {
  const json = asJson(value, 'the answer');
  return json.ok ? json : err(json.error.message);
}

/** A limit, since a hostile answer may consist of braces only. */
const MOST_STARTS = 20;

/**
 * The content of code fences, then text from an opening brace or bracket to the closing one. Never a part inside of
 * that: an inner map of a broken answer may match the schema, but is not the answer.
 */
function* candidates(text: string): Generator<string> {
  yield* fenced(text);
  const bracket = /[{[]/g;
  for (let starts = 0; starts < MOST_STARTS; starts += 1) {
    const start = bracket.exec(text)?.index;
    const end = start === undefined ? null : endOf(text, start);
    if (end === null) return;
    yield text.slice(start, end);
    bracket.lastIndex = end;
  }
}

/** Line by line, so that the work is linear in the length of the answer. */
function* fenced(text: string): Generator<string> {
  let block: string[] | null = null;
  for (const line of text.split('\n')) {
    const isFence = line.trimStart().startsWith('```');
    if (!isFence) block?.push(line);
    else if (block === null) block = [];
    else {
      yield block.join('\n').trim();
      block = null;
    }
  }
}

/** Offset after the bracket that closes the one at `start`; null: there is none. */
function endOf(text: string, start: number): number | null {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return null;
}

/** Offset of the quote that ends the string at `start`; the end of the text if there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}
