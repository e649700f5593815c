/**
 * JSON in the answer of a model. Pure.
 *
 * Models that were asked for nothing but JSON say a sentence before it, or put it into a code fence: that is let pass.
 * What JSON is there is never mended in here: that is asked of the model.
 */
import { err, ok, type Result } from '../../model/brand.ts';
import type { Json } from '../../model/json.ts';
import { asJson } from '../output.ts';

/** The value, or what is wrong as a sentence that a model can go by. */
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

/** A hostile answer may consist of nothing but braces. */
const MOST_STARTS = 20;

/**
 * What stands in code fences, then what begins with a brace or a bracket and ends where that is closed. Never a part of
 * such a stretch: an inner map of a broken answer may fit the schema, and is not the answer.
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

/** Line by line: the work must not grow faster than an answer, whatever is in it. */
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

/** Offset behind the bracket that closes the one at `start`; null: none does. */
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

/** Offset of the quote that ends the string which begins at `start`; of the last character where none does. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}
