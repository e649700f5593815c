/** The environment of a command: a built-in allow-list, variables from the config, and those of the stage. Pure. */
import { err, ok, type Result } from '../../model/brand.ts';
import { refusedVariable } from '../../model/environment.ts';
import type { Failure } from '../../model/failure.ts';
import type { JsonObject } from '../../model/json.ts';
import type { StageCall } from '../../ports/stage-kind.ts';
import { failure } from '../failures.ts';
import { secretName, secretValue, textOf } from '../fields.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const INHERITED = new Set(
  `PATH HOME USER LOGNAME SHELL LANG LANGUAGE TZ TMPDIR TMP TEMP
   SystemRoot SystemDrive windir ComSpec PATHEXT USERPROFILE USERNAME APPDATA LOCALAPPDATA ProgramData ProgramFiles
   ProgramFiles(x86) CommonProgramFiles NUMBER_OF_PROCESSORS PROCESSOR_ARCHITECTURE`
    .split(/\s+/)
    .map((name) => name.toUpperCase()),
);

/** The part of the runner's own environment that a command inherits. */
export function inheritedEnvironment(environment: Environment, alsoAllowed: readonly string[]): Record<string, string> {
  const passed: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(environment)) {
    const upper = name.toUpperCase();
    const isAllowed = INHERITED.has(upper) || upper.startsWith('LC_') || alsoAllowed.includes(name);
    if (isAllowed && value !== undefined) passed[name] = value;
  }
  return passed;
}

/** `with.env`, with the values of secrets. */
export function declaredEnvironment(
  declared: JsonObject,
  secret: StageCall['secret'],
): Result<Readonly<Record<string, string>>, Failure> {
  const values: Record<string, string> = Object.create(null);
  for (const [name, entry] of Object.entries(declared)) {
    const refusal = refuseName(name);
    if (refusal !== null) return err(refusal);
    const reference = secretName(entry);
    const value = reference === null ? textOf(entry, `env.${name}`) : secretValue(reference, secret);
    if (!value.ok) return value;
    if (value.value.includes('\0')) return err(failure('stage/with', `env.${name} contains a NUL character`));
    values[name] = value.value;
  }
  return ok(values);
}

function refuseName(name: string): Failure | null {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    return failure('stage/with', `"${name}" is not a valid name for an environment variable`);
  const refused = refusedVariable(name);
  return refused && failure('command/env-refused', refused.message, { hint: refused.hint });
}
