/** The project's secrets: where their values come from, and what keeps them out of everything that is written. */
import { createRedactor, noSecrets, type Redactor, secretTrouble } from '../adapters/redact.ts';
import type { Config } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';

/** undefined: there is no such secret, or its variable is not set. */
export function secretValue({ secrets }: Config, name: string): string | undefined {
  const declared = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
  return declared && process.env[declared.env];
}

const valuesOf = (config: Config): readonly [string, string][] =>
  Object.keys(config.secrets).flatMap((name): [string, string][] => {
    const value = secretValue(config, name);
    return value === undefined ? [] : [[name, value]];
  });

/** Values that cannot be kept secret. */
export const secretMistakes = (config: Config): readonly Diagnostic[] =>
  valuesOf(config).flatMap(([name, value]) => secretTrouble(name, value) ?? []);

export function redactorFor(config: Config): Redactor {
  const values = valuesOf(config).map(([, value]) => value);
  return values.length === 0 ? noSecrets : createRedactor(values);
}
