/** `doctor`: the providers of the config: whether each can be made here, has its key, and what it can do. */
import { CAPABILITIES, type ProviderSettings, type SecretSource } from '../../model/provider.ts';
import { isCapable, type Provider } from '../../ports/provider.ts';
import { type Finding, finding } from '../../report/doctor-text.ts';
import { sourceValue } from '../drive/secrets.ts';
import type { Project } from '../types.ts';

/** A provider that a call can be made of. */
export interface Callable {
  readonly settings: ProviderSettings;
  readonly provider: Provider;
}

/** They have no use without a key. */
const KEYED = ['openai', 'anthropic', 'elevenlabs'];

export async function lookAtProviders(project: Project, types: ReadonlySet<string>) {
  const { createProvider } = await import('../../providers/registry.ts');
  const findings: Finding[] = [];
  const callable: Callable[] = [];
  for (const settings of Object.values(project.config.providers)) {
    const created = await createProvider(settings);
    const key = keyTrouble(project, settings);
    if (created.ok && key === null) callable.push({ settings, provider: created.value });
    if (!created.ok) findings.push(missing(settings, created.error.message, created.error.hint));
    else if (key !== null) findings.push(missing(settings, `${whoIs(settings, created.value)}; ${key.text}`, key.hint));
    else findings.push(finding('providers', settings.name, wordsOf(settings, created.value)));
  }
  if (types.size === 1 && types.has('offline')) findings.push(ONLY_OFFLINE);
  return { findings, callable };
}

const ONLY_OFFLINE = finding(
  'providers',
  '(real models)',
  'none configured: all calls are answered offline, on this machine, at no cost',
  { state: 'optional' },
);

const missing = ({ name }: ProviderSettings, text: string, hint: string | null): Finding =>
  finding('providers', name, text, { state: 'missing', hint });

const whoIs = ({ type, model, baseUrl }: ProviderSettings, provider: Provider): string =>
  type === 'offline' ? type : [type, model ?? provider.model, ...(baseUrl === null ? [] : [`at ${baseUrl}`])].join(' ');

function wordsOf(settings: ProviderSettings, provider: Provider): string {
  const { apiKey, fallback } = settings;
  const can = CAPABILITIES.filter((capability) => isCapable(provider, capability)).join(', ');
  return [
    `${whoIs(settings, provider)}: ${can}`,
    ...(apiKey === null ? [] : [`key in ${placeOf(apiKey)}`]),
    ...(fallback.length === 0 ? [] : [`else ${fallback.join(', ')}`]),
  ].join('; ');
}

/** D2 of doctor.ts. */
function keyTrouble(
  project: Project,
  { type, apiKey }: ProviderSettings,
): { readonly text: string; readonly hint: string } | null {
  if (apiKey === null && KEYED.includes(type))
    return { text: 'no key is configured', hint: 'give it `api_key: { env: … }` in pipeline-runner.config.yaml' };
  if (apiKey === null || (sourceValue(project, apiKey) ?? '') !== '') return null;
  return { text: `its key is missing: ${placeOf(apiKey)}`, hint: remedy(apiKey) };
}

function placeOf(source: SecretSource): string {
  switch (source.type) {
    case 'env':
      return source.name;
    case 'file':
      return `the file ${source.path}`;
    case 'command':
      return `the output of ${source.argv[0] ?? ''}`;
  }
}

function remedy(source: SecretSource): string {
  switch (source.type) {
    case 'env':
      return `set the variable: export ${source.name}=…`;
    case 'file':
      return `write it into ${source.path}`;
    case 'command':
      return `run it to see why: ${source.argv.join(' ')}`;
  }
}
