/**
 * Door to re2js: regular expressions in linear time, whatever the pattern. Pure.
 *
 * Patterns are from repositories, and texts from models and programs: a backtracking pattern could block the runner.
 */
import { RE2JS } from 're2js';
import { err, ok, type Result } from '../../model/brand.ts';

const MAX_PATTERN_LENGTH = 1_000;
const MAX_KEPT = 200;

type Compiled = Result<RE2JS, string>;
const kept = new Map<string, Compiled>();

/** Does the pattern (RE2 syntax) match anywhere in the text? The error says what is wrong with the pattern. */
export function matchesPattern(text: string, pattern: string): Result<boolean, string> {
  const compiled = compile(pattern);
  return compiled.ok ? ok(compiled.value.matcher(text).find()) : compiled;
}

function compile(pattern: string): Compiled {
  const known = kept.get(pattern);
  if (known) return known;
  const compiled = compileNew(pattern);
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(pattern, compiled);
  return compiled;
}

function compileNew(pattern: string): Compiled {
  if (pattern.length > MAX_PATTERN_LENGTH) return err(`the pattern is longer than ${MAX_PATTERN_LENGTH} characters`);
  try {
    return ok(RE2JS.compile(pattern));
  } catch (error) {
    // All errors are about the pattern. Look-around and back-references are not supported by design.
    return err(error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : String(error));
  }
}
