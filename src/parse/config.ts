/** The project's settings: text to model, with defaults. Pure. */
import { didYouMean } from '../core/nearest.ts';
import { durationMs } from '../model/brand.ts';
import type { Config, NotifyEvent, NotifyHook } from '../model/config.ts';
import { anError, type Diagnostic, hasErrors } from '../model/diagnostic.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { microsOf } from '../model/money.ts';
import { ordered } from './diagnostic-list.ts';
import { durationAt } from './duration.ts';
import { configSchema, validateConfig } from './generated/config-validator.js';
import { booleanAt, choiceAt, listAt, mapAt, numberAt, numbersAt, textAt, textsAt } from './json/fields.ts';
import { providerMistakes } from './provider-mistakes.ts';
import { providersOf, secretSource, TYPES } from './providers.ts';
import { checkFormat } from './schema/format.ts';
import type { Mistake } from './schema/mistakes.ts';
import { readYaml, type YamlDocument } from './yaml/document.ts';

const CONCURRENCY = 4;
const GRACE = durationMs(5_000);
const RUNS = 20;
const INTERVAL = durationMs(10_000);
const SMALL_BYTES = 1_000_000;

export const DEFAULT_CONFIG: Config = configOf({});

export interface ParsedConfig {
  /** The parsed settings; the defaults if there are errors. */
  readonly config: Config;
  readonly diagnostics: readonly Diagnostic[];
}

/** @param bytes null: there is no file, and all settings have their defaults, as with an empty file. */
export function parseConfig(file: string, bytes: Uint8Array | string | null): ParsedConfig {
  if (bytes === null) return { config: DEFAULT_CONFIG, diagnostics: [] };
  const { document, diagnostics } = readYaml(file, bytes);
  const raw = document?.value ?? null;
  const format =
    document && raw !== null
      ? checkFormat(document, { validate: validateConfig, schema: configSchema, hint: configHint })
      : [];
  const more = document && isJsonObject(raw) ? CHECKS.flatMap((check) => check(document, raw)) : [];
  const all = ordered([...diagnostics, ...format, ...more]);
  if (hasErrors(all) || !isJsonObject(raw)) return { config: DEFAULT_CONFIG, diagnostics: all };
  return { config: configOf(raw), diagnostics: all };
}

function configOf(raw: JsonObject): Config {
  const http = mapAt(raw, 'http');
  const day = numberAt(mapAt(raw, 'budget'), 'day');
  return {
    concurrency: numberAt(raw, 'concurrency') ?? CONCURRENCY,
    pools: numbersAt(raw, 'pools'),
    vars: mapAt(raw, 'vars'),
    secrets: secretsOf(mapAt(raw, 'secrets')),
    providers: providersOf(mapAt(raw, 'providers')),
    dayBudget: day === null ? null : microsOf(day),
    env: textsAt(raw, 'env'),
    http: {
      allowHosts: 'allow_hosts' in http ? textsAt(http, 'allow_hosts') : null,
      allowPrivate: textsAt(http, 'allow_private'),
    },
    approvers: 'approvers' in raw ? textsAt(raw, 'approvers') : null,
    gates: choiceAt(raw, 'gates', ['keep', 'relax']),
    notify: listAt(raw, 'notify').filter(isJsonObject).map(hookOf),
    watch: { runs: numberAt(mapAt(raw, 'watch'), 'runs') ?? RUNS },
    git: gitOf(mapAt(raw, 'git')),
    artifacts: {
      inGit: choiceAt(mapAt(raw, 'artifacts'), 'in_git', ['small', 'all', 'none']),
      maxBytes: numberAt(mapAt(raw, 'artifacts'), 'max_bytes') ?? SMALL_BYTES,
    },
    machineFiles: textsAt(raw, 'machine_files'),
    grace: durationAt(raw, 'grace') ?? GRACE,
  };
}

function gitOf(git: JsonObject): Config['git'] {
  return {
    remote: textAt(git, 'remote') ?? 'origin',
    branch: textAt(git, 'branch') ?? 'main',
    interval: durationAt(git, 'interval') ?? INTERVAL,
    commit: choiceAt(git, 'commit', ['gate', 'stage', 'end']),
    daemons: booleanAt(git, 'single_daemon') === false ? 'any' : 'one',
    name: textAt(git, 'name') ?? 'pipeline-runner',
    email: textAt(git, 'email') ?? 'pipeline-runner@localhost',
  };
}

function secretsOf(secrets: JsonObject): Config['secrets'] {
  return Object.fromEntries(Object.keys(secrets).map((name) => [name, secretSource(mapAt(secrets, name))]));
}

const EVENTS: readonly NotifyEvent[] = ['question', 'reminder', 'budget', 'ended', 'trouble'];

function hookOf(raw: JsonObject): NotifyHook {
  const asked = textsAt(raw, 'on');
  const on = EVENTS.filter((event) => asked.includes(event));
  const url = textAt(raw, 'webhook');
  if (url === null) return { on, type: 'command', argv: textsAt(raw, 'command') };
  return { on, type: 'webhook', url, bearer: textAt(raw, 'secret') };
}

/** Checks that a JSON Schema cannot express. */
const CHECKS = [unknownSecrets, providerMistakes];

function unknownSecrets(document: YamlDocument, raw: JsonObject): readonly Diagnostic[] {
  const known = Object.keys(mapAt(raw, 'secrets'));
  return listAt(raw, 'notify').flatMap((hook, index): readonly Diagnostic[] => {
    const name = isJsonObject(hook) ? textAt(hook, 'secret') : null;
    if (name === null || known.includes(name)) return [];
    const at = document.at(['notify', index, 'secret']);
    const hint = didYouMean(name, known) ?? 'declare it under "secrets:"';
    return [anError('notify/unknown-secret', `there is no secret "${name}"`, { at, hint })];
  });
}

/** A hint for a type that is not a valid name, and for a key that is written in place of its source. */
function configHint({ path, type }: Mistake, value: Json | undefined): string | undefined {
  const isSecret = (path[0] === 'providers' && path[2] === 'api_key') || path[0] === 'secrets';
  if (isSecret && type === 'wrong-type' && typeof value === 'string') {
    const named = /^\$?\{?([A-Z][A-Z0-9_]*)\}?$/.exec(value)?.[1];
    const what = path[0] === 'secrets' ? 'the secret' : 'the key';
    return named === undefined
      ? `put ${what} into an environment variable, and write { env: NAME } with its name`
      : `write { env: ${named} }`;
  }
  if (path[0] === 'http' && type === 'bad-value' && typeof value === 'string') {
    const host = URL.parse(value.includes('://') ? value : `http://${value}`)?.host;
    return host ? `write ${path[1] === 'allow_hosts' ? host.replace(/:\d+$/, '') : host}` : undefined;
  }
  const variable = typeof value === 'string' ? /^\$\{?(\w+)\}?$/.exec(value)?.[1] : undefined;
  if (path.at(-1) === 'env' && variable !== undefined) return `write ${variable}`;
  const isType = path.length === 3 && path[0] === 'providers' && path[2] === 'type' && type === 'bad-value';
  return isType && typeof value === 'string' ? didYouMean(value, TYPES) : undefined;
}
