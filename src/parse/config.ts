/** The project's settings: text to model, with defaults. Pure. */
import configSchema from '../../schemas/config.schema.json' with { type: 'json' };
import { durationMs } from '../model/brand.ts';
import type { Config } from '../model/config.ts';
import { type Diagnostic, hasErrors } from '../model/diagnostic.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import { ordered } from './diagnostic-list.ts';
import { mapAt, numberAt, numbersAt, textAt, textsAt } from './fields.ts';
import { checkFormat } from './format.ts';
import { validateConfig } from './generated/validators.js';
import { durationAt } from './stage-settings.ts';
import { readYaml } from './yaml-document.ts';

const CONCURRENCY = 4;
const GRACE = durationMs(5_000);

export const DEFAULT_CONFIG: Config = configOf({});

export interface ParsedConfig {
  /** The defaults where there are errors. */
  readonly config: Config;
  readonly diagnostics: readonly Diagnostic[];
}

/** @param bytes null: there is no such file; all settings have their defaults. An empty file says the same. */
export function parseConfig(file: string, bytes: Uint8Array | string | null): ParsedConfig {
  if (bytes === null) return { config: DEFAULT_CONFIG, diagnostics: [] };
  const { document, diagnostics } = readYaml(file, bytes);
  const raw = document?.value ?? null;
  const format =
    document && raw !== null ? checkFormat(document, { validate: validateConfig, schema: configSchema }) : [];
  const all = ordered([...diagnostics, ...format]);
  if (hasErrors(all) || !isJsonObject(raw)) return { config: DEFAULT_CONFIG, diagnostics: all };
  return { config: configOf(raw), diagnostics: all };
}

function configOf(raw: JsonObject): Config {
  const http = mapAt(raw, 'http');
  return {
    concurrency: numberAt(raw, 'concurrency') ?? CONCURRENCY,
    pools: numbersAt(raw, 'pools'),
    vars: mapAt(raw, 'vars'),
    secrets: secretsOf(mapAt(raw, 'secrets')),
    env: textsAt(raw, 'env'),
    http: {
      allowHosts: 'allow_hosts' in http ? textsAt(http, 'allow_hosts') : null,
      allowPrivate: textsAt(http, 'allow_private'),
    },
    grace: durationAt(raw, 'grace') ?? GRACE,
  };
}

function secretsOf(secrets: JsonObject): Config['secrets'] {
  const named = Object.entries(secrets).map(([name, secret]) => {
    const env = isJsonObject(secret) ? textAt(secret, 'env') : null;
    return [name, { env: env ?? '' }] as const;
  });
  return Object.fromEntries(named);
}
