/**
 * What a stage lacks on this machine, as far as it can be known without calling anybody: keys, secrets, packages, what its
 * provider cannot do. A provider that another one stands in for keeps no stage from its work.
 *
 * L1. The value of a secret is never looked at beyond whether there is one.
 * L2. What only this process would have to be started anew for is lasting; a file or a program may have the key by the time
 *     it is needed.
 * L3. Who only looks loads no package that a config names, and takes programs that print secrets to print them.
 */
import type { DiagnosticCode } from '../../model/codes.ts';
import { isJsonObject, type Json } from '../../model/json.ts';
import { ownValue } from '../../model/own-value.ts';
import type { Stage } from '../../model/pipeline.ts';
import { type Capability, type ProviderSettings, REPLAY, type SecretSource } from '../../model/provider.ts';
import { capabilityOf, providerNamed } from '../../parse/pipeline/model-settings.ts';
import { isBuiltIn, OFFLINE } from '../../parse/providers.ts';
import { isCapable, type Provider } from '../../ports/provider.ts';
import { chainOf } from '../../providers/gateway/chain.ts';
import { codeOf, incapable } from '../../providers/gateway/failures.ts';
import { lacking, sourceValue } from '../drive/secrets.ts';
import type { Providers } from '../pinned/run-providers.ts';
import type { Project } from '../types.ts';

export interface Lack {
  readonly code: DiagnosticCode;
  /** A clause: `the provider "voice" has no key: the variable VOICE_KEY is not set`. */
  readonly text: string;
  readonly hint: string | null;
  /** L2. */
  readonly isLasting: boolean;
  /** Name of the provider that is asked instead; null: the stage fails. */
  readonly instead: string | null;
}

type Owner = Pick<Project, 'config' | 'root'>;

/** One of a run: what it found out of a provider is not looked up again for the next stage. */
export class Lacks {
  private readonly owner: Owner;
  private readonly providers: Providers;
  private readonly mode: 'work' | 'look';
  private readonly known = new Map<string, Promise<Lack | null>>();

  /** @param mode `look`: L3. */
  constructor(owner: Owner, providers: Providers, mode: 'work' | 'look') {
    this.owner = owner;
    this.providers = providers;
    this.mode = mode;
  }

  async of(stage: Stage): Promise<readonly Lack[]> {
    const capability = capabilityOf(stage);
    const model = capability === null ? null : await this.ofModel(providerNamed(stage.with), capability);
    return [...(model ? [model] : []), ...secretsIn(stage.with).flatMap((name) => this.ofSecret(name) ?? [])];
  }

  private async ofModel(name: string, capability: Capability): Promise<Lack | null> {
    const [first, ...others] = chainOf(name, this.providers);
    const own = first ? await this.ofProvider(first, capability) : null;
    if (own === null) return null;
    for (const other of others)
      if ((await this.ofProvider(other, capability)) === null) return { ...own, instead: other.name };
    return own;
  }

  private ofProvider(settings: ProviderSettings, capability: Capability): Promise<Lack | null> {
    const key = `${capability} ${settings.name}`;
    const known = this.known.get(key) ?? this.lackOf(settings, capability);
    this.known.set(key, known);
    return known;
  }

  private ofSecret(name: string): Lack | null {
    const source = ownValue(this.owner.config.secrets, name);
    if (!source || this.has(source)) return null; // what is not declared is an error of the pipeline
    const text = `the secret ${name} has no value: ${lacking(source)}`;
    return { code: 'secret/not-set', text, ...remedy(source), instead: null };
  }

  private async lackOf(settings: ProviderSettings, capability: Capability): Promise<Lack | null> {
    const { type, name, apiKey } = settings;
    if (type === REPLAY || (type === OFFLINE && capability !== 'transcription')) return null;
    if (this.mode === 'look' && !isBuiltIn(type)) return null;
    const { createProvider } = await import('../../providers/registry.ts');
    const created = await createProvider(settings);
    const fault = created.ok ? refusalOf(created.value, settings, capability) : created.error;
    if (fault !== null) {
      const { kind, message, hint } = fault;
      return { code: codeOf(kind), text: message, hint, isLasting: true, instead: null };
    }
    if (apiKey === null || this.has(apiKey)) return null;
    const text = `the provider "${name}" has no key: ${lacking(apiKey)}`;
    return { code: 'model/auth', text, ...remedy(apiKey), instead: null };
  }

  /** L1. */
  private has(source: SecretSource): boolean {
    if (source.type === 'command' && this.mode === 'look') return true;
    return (sourceValue(this.owner, source) ?? '') !== '';
  }
}

function refusalOf(provider: Provider, settings: ProviderSettings, capability: Capability) {
  if (!isCapable(provider, capability)) return incapable(settings, capability);
  return provider.unready?.(capability, settings.apiKey !== null) ?? null;
}

function remedy(source: SecretSource): Pick<Lack, 'hint' | 'isLasting'> {
  switch (source.type) {
    case 'env':
      return { hint: `set the variable ${source.name} where pipeline-runner is started`, isLasting: true };
    case 'file':
      return { hint: `write the value into ${source.path}`, isLasting: false };
    case 'command':
      return { hint: `run the program to see why: ${source.argv.join(' ')}`, isLasting: false };
  }
}

/** A reference is always an expression of its own. */
const REFERENCE = /^\s*\$\{\{\s*secrets(?:\.(\w+)|\[\s*["']([^"']+)["']\s*\])\s*\}\}\s*$/;

/** Names of the secrets that the settings of a stage refer to. */
function secretsIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') {
    const found = REFERENCE.exec(value);
    return found ? [found[1] ?? found[2] ?? ''] : [];
  }
  if (Array.isArray(value)) return value.flatMap(secretsIn);
  return isJsonObject(value) ? Object.values(value).flatMap(secretsIn) : [];
}
