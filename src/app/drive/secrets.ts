/**
 * The project's secrets: where their values come from, and how they are kept out of everything that is written.
 *
 * S1. Keys of providers are secrets like those of `secrets:`: their values are used for nothing but the call.
 * S2. A program that prints a secret is run once per process and project, by {@link prepareSecrets}, even if several
 *     runs begin at the same time; until then its secret is unset. It is run again if it failed, since its source
 *     may have been locked or away, and if a provider refused the secret, which may have been replaced.
 * S3. Each value that was looked up in this process is kept out of crash reports, which know no project.
 * S4. A file may change its value: each value that was ever looked up is kept out of everything written afterwards.
 */
import path from 'node:path';
import { readBytes } from '../../adapters/disk/safe-read.ts';
import { createRedactor, growingRedactor, noSecrets, type Redactor, secretTrouble } from '../../adapters/redact.ts';
import { err, ok, type Result } from '../../model/brand.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { ownValue } from '../../model/own-value.ts';
import type { SecretSource } from '../../model/provider.ts';
import type { Project } from '../types.ts';

type Owner = Pick<Project, 'config' | 'root'>;

const MAX_BYTES = 64 * 1024;
const TIMEOUT_MS = 30_000;

/** Printed values, by {@link askedIn}. */
const printed = new Map<string, string>();
/** Keys of the secrets that were refused. */
const refused = new Set<string>();
/** Programs that have not answered yet, by the same keys. */
const asking = new Map<string, Promise<void>>();

/** Includes the root: programs run in the project, so the same command can print another secret elsewhere. */
const askedIn = ({ root }: Owner, argv: readonly string[]): string => JSON.stringify([root, ...argv]);

/** The value, or why there is none. */
export function secretValue(owner: Owner, name: string): Result<string, string> {
  const { secrets } = owner.config;
  const source = ownValue(secrets, name);
  if (source === undefined) return err('the config does not declare it');
  const value = sourceValue(owner, source);
  return value === undefined ? err(lacking(source)) : ok(value);
}

/** Why there is no value. */
export function lacking(source: SecretSource): string {
  switch (source.type) {
    case 'env':
      return `the variable ${source.name} is not set`;
    case 'file':
      return `the file ${source.path} cannot be read`;
    case 'command':
      return `the program ${source.argv[0] ?? ''} did not print it`;
  }
}

interface Known {
  readonly values: Set<string>;
  readonly redactor: Redactor;
}

/** S3, S4: by the root of the project. */
const known = new Map<string, Known>();

function knownIn({ root }: Owner): Known {
  const before = known.get(root);
  if (before) return before;
  const values = new Set<string>();
  const made = { values, redactor: growingRedactor(values) };
  known.set(root, made);
  return made;
}

/** undefined: none, or an empty one, as containers and shells pass on for unset variables. */
export function sourceValue(owner: Owner, source: SecretSource): string | undefined {
  const value = lookedUp(owner, source);
  if (value === undefined || value === '') return undefined;
  knownIn(owner).values.add(value);
  return value;
}

function lookedUp(owner: Owner, source: SecretSource): string | undefined {
  switch (source.type) {
    case 'env':
      return process.env[source.name];
    case 'file': {
      const read = readBytes(path.resolve(owner.root, source.path), { maxBytes: MAX_BYTES });
      return read.ok ? withoutLineEnd(Buffer.from(read.value).toString('utf8')) : undefined;
    }
    case 'command':
      return printed.get(askedIn(owner, source.argv));
  }
}

const withoutLineEnd = (text: string): string => text.replace(/\r?\n$/, '');

function sourcesOf({ config }: Owner): readonly (readonly [name: string, source: SecretSource])[] {
  const keys = Object.values(config.providers).flatMap(({ name, apiKey }) =>
    apiKey ? [[`api_key of ${name}`, apiKey] as const] : [],
  );
  return [...Object.entries(config.secrets), ...keys];
}

/** S2. A secret whose program fails is unset, like a variable. */
export async function prepareSecrets(owner: Owner): Promise<void> {
  for (const [, source] of sourcesOf(owner)) {
    if (source.type !== 'command') continue;
    const key = askedIn(owner, source.argv);
    if (!printed.has(key) || refused.has(key)) await (asking.get(key) ?? ask(owner, source.argv));
  }
}

/** S2. Those who already work with the value keep it. */
export function distrust(owner: Owner, source: SecretSource): void {
  if (source.type === 'command') refused.add(askedIn(owner, source.argv));
}

function ask(owner: Owner, argv: readonly string[]): Promise<void> {
  const key = askedIn(owner, argv);
  const asked = print(owner, argv)
    .then((value) => {
      if (value === null) return;
      printed.set(key, value);
      refused.delete(key);
    })
    .finally(() => asking.delete(key));
  asking.set(key, asked);
  return asked;
}

/** null: the program failed. */
async function print({ root }: Owner, [file, ...args]: readonly string[]): Promise<string | null> {
  if (file === undefined) return null;
  const { execFile } = await import('node:child_process');
  const { promisify } = await import('node:util');
  try {
    const { stdout } = await promisify(execFile)(file, args, { cwd: root, timeout: TIMEOUT_MS, maxBuffer: MAX_BYTES });
    return withoutLineEnd(stdout);
  } catch (error) {
    // Its message may contain the secret, so it is not passed on.
    if (error instanceof Error) return null;
    throw error;
  }
}

const valuesOf = (owner: Owner): readonly (readonly [string, string])[] =>
  sourcesOf(owner).flatMap(([name, source]) => {
    const value = sourceValue(owner, source);
    return value === undefined ? [] : [[name, value] as const];
  });

/** Diagnostics about values that cannot be kept secret. */
export const secretMistakes = (owner: Owner): readonly Diagnostic[] =>
  valuesOf(owner).flatMap(([name, value]) => secretTrouble(name, value) ?? []);

/** S4. */
export function redactorFor(owner: Owner): Redactor {
  if (sourcesOf(owner).length === 0) return noSecrets;
  valuesOf(owner); // adds them to the known values
  return knownIn(owner).redactor;
}

/** S3. */
export const withoutKnownSecrets = (text: string): string =>
  createRedactor([...known.values()].flatMap(({ values }) => [...values])).text(text);
