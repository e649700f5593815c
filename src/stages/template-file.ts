/** Reads the templates that the run is pinned to: edits during the run have no effect. */
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { err, ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import type { Json } from '../model/json.ts';
import { forgiving } from '../model/system-error.ts';
import type { StageCall } from '../ports/stage-kind.ts';
import { failure } from './failures.ts';
import { safeSegments, textOf } from './fields.ts';

interface Named {
  /** The key of `with` that names the template. */
  readonly key: string;
  /** Code of the failure when the template does not exist. */
  readonly code: 'prompt/template' | 'write/template';
}

/** Some editors write it at the beginning of a file; it must not be in the result. */
const BYTE_ORDER_MARK = /^\uFEFF/;

/**
 * The text of a template, with LF line ends.
 *
 * @param value a path from `templates/`: `../shared/a.md` is a file beside it, as a parser reads it.
 */
export function templateOf(call: StageCall, value: Json, { key, code }: Named): Result<string, Failure> {
  const path = textOf(value, key);
  if (!path.ok) return path;
  const name = posix.normalize(`templates/${path.value}`);
  const segments = safeSegments(name);
  const missing = err(failure(code, `the template ${name} does not exist`));
  if (segments === null) return missing;
  const file = join(call.definitions, ...segments);
  const text = forgiving(['ENOENT', 'ENOTDIR', 'EISDIR'], () => readFileSync(file, 'utf8'));
  return text === null ? missing : ok(text.replace(BYTE_ORDER_MARK, '').replaceAll('\r\n', '\n'));
}
