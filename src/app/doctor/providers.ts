/** `doctor`: the providers of the config (can they be created, is there a key, what can they do), and its secrets. */
import { CAPABILITIES, type ProviderSettings, type SecretSource } from '../../model/provider.ts';
import { isCapable, type Provider } from '../../ports/provider.ts';
import { endOf } from '../../providers/retirement.ts';
import { type Finding, finding } from '../../report/doctor-text.ts';
import { sourceValue } from '../drive/secrets.ts';
import type { Project } from '../types.ts';

/** A provider that can be called. */
export interface Callable {
  readonly settings: ProviderSettings;
  readonly provider: Provider;
}

export async function lookAtProviders(project: Project, types: ReadonlySet<string>) {
  const { createProvider } = await import('../../providers/registry.ts');
  const findings: Finding[] = [];
  const callable: Callable[] = [];
  for (const settings of Object.values(project.config.providers)) {
    const created = await createProvider(settings);
    const key = keyTrouble(project, settings, created.ok ? created.value : null);
    if (created.ok && key === null) callable.push({ settings, provider: created.value });
    if (!created.ok) findings.push(missing(settings, created.error.message, created.error.hint));
    else if (key !== null) findings.push(missing(settings, `${whoIs(settings, created.value)}; ${key.text}`, key.hint));
    else findings.push(standing(project, settings, created.value));
  }
  if (types.size === 1 && types.has('offline')) findings.push(ONLY_OFFLINE);
  findings.push(...lookAtSecrets(project));
  return { findings, callable };
}

function standing({ clock }: Project, settings: ProviderSettings, provider: Provider): Finding {
  const { type, name, baseUrl } = settings;
  const model = settings.model ?? provider.model;
  const end = endOf({ type, model, baseUrl }, clock.now());
  const words = wordsOf(settings, provider);
  if (end === null) return finding('providers', name, words);
  return finding('providers', name, `${words}; ${model} ${end.told}`, { state: 'optional', hint: end.hint });
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
  { apiKey }: ProviderSettings,
  provider: Provider | null,
): { readonly text: string; readonly hint: string } | null {
  if (apiKey !== null)
    return isSet(project, apiKey) ? null : { text: `its key is missing: ${placeOf(apiKey)}`, hint: remedy(apiKey) };
  const capability = CAPABILITIES.find((one) => provider && isCapable(provider, one));
  // Some types need no key, and none needs one at a custom address.
  if (capability === undefined || provider?.unready?.(capability, false)?.kind !== 'auth') return null;
  return { text: 'no key is configured', hint: 'give it `api_key: { env: … }` in pipeline-runner.config.yaml' };
}

const isSet = (project: Project, source: SecretSource): boolean => sourceValue(project, source) !== undefined;

/** The secrets of `secrets:`, for stages and hooks. */
const lookAtSecrets = (project: Project): readonly Finding[] =>
  Object.entries(project.config.secrets).map(([name, source]) =>
    isSet(project, source)
      ? finding('secrets', name, `is set: ${placeOf(source)}`)
      : finding('secrets', name, `has no value: ${placeOf(source)}`, { state: 'missing', hint: remedy(source) }),
  );

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
