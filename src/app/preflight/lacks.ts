/**
 * What a stage lacks on this machine, as far as is known without a call: keys, secrets, packages, capabilities of
 * its provider. A provider with a working fallback does not stop a stage.
 *
 * L1. Of a secret, only its existence is checked, never its value.
 * L2. A lack is lasting if only a restart of this process can end it; a file or a program may have the key by the
 *     time it is needed.
 * L3. With `look`, no package that a config names is loaded, and programs that print secrets are assumed to work.
 */
import type { Result } from '../../model/brand.ts';
import { isJsonObject, type Json } from '../../model/json.ts';
import { ownValue } from '../../model/own-value.ts';
import type { Stage } from '../../model/pipeline.ts';
import {
  type Capability,
  isOwnServer,
  type ProviderSettings,
  REPLAY,
  type SecretSource,
} from '../../model/provider.ts';
import { capabilityOf, providerNamed } from '../../parse/pipeline/model-settings.ts';
import { isBuiltIn, OFFLINE } from '../../parse/providers.ts';
import { isCapable, type Provider, type ProviderFault } from '../../ports/provider.ts';
import { chainOf } from '../../providers/gateway/chain.ts';
import { codeOf, incapable } from '../../providers/gateway/failures.ts';
import { lacking, sourceValue } from '../drive/secrets.ts';
import type { Providers } from '../pinned/run-providers.ts';
import type { Project } from '../types.ts';
import { FAILS, type Lack, NOT_YET } from './lack.ts';
import { Programs } from './programs.ts';

type Owner = Pick<Project, 'config' | 'root' | 'clock'>;

export interface Looking {
  /** `look`: L3. */
  readonly mode: 'work' | 'look';
  /** What the run does about a call of unknown price. */
  readonly unknownCost: 'block' | 'warn';
}

/** One per run: what it learned about a provider is reused for the next stages. */
export class Lacks {
  private readonly owner: Owner;
  private readonly providers: Providers;
  private readonly looking: Looking;
  private readonly known = new Map<string, Promise<Lack | null>>();
  private readonly programs = new Programs(process.env);

  constructor(owner: Owner, providers: Providers, looking: Looking) {
    this.owner = owner;
    this.providers = providers;
    this.looking = looking;
  }

  async of(stage: Stage): Promise<readonly Lack[]> {
    const capability = capabilityOf(stage);
    const models = capability === null ? [] : await this.ofModel(providerNamed(stage.with), capability);
    const program = this.programs.missing(stage);
    const secrets = secretsIn(stage.with).flatMap((name) => this.ofSecret(name) ?? []);
    return [...models, ...(program ? [program] : []), ...secrets];
  }

  private async ofModel(name: string, capability: Capability): Promise<readonly Lack[]> {
    const [first, ...others] = chainOf(name, this.providers);
    if (first === undefined) return [];
    const own = await this.ofProvider(first, capability);
    if (own === null) return [...(await this.ofPrice(first, capability)), ...(await this.ofEnd(first))];
    for (const other of others)
      if ((await this.ofProvider(other, capability)) === null)
        return [{ ...own, instead: other.name }, ...(await this.ofPrice(other, capability))];
    return [own];
  }

  private ofProvider(settings: ProviderSettings, capability: Capability): Promise<Lack | null> {
    const key = `${capability} ${settings.name}`;
    const known = this.known.get(key) ?? this.lackOf(settings, capability);
    this.known.set(key, known);
    return known;
  }

  private ofSecret(name: string): Lack | null {
    const source = ownValue(this.owner.config.secrets, name);
    if (!source || this.has(source)) return null; // an undeclared secret is an error of the pipeline
    return {
      ...FAILS,
      code: 'secret/not-set',
      text: `the secret ${name} has no value: ${lacking(source)}`,
      ...remedy(source),
    };
  }

  private async lackOf(settings: ProviderSettings, capability: Capability): Promise<Lack | null> {
    const { type, name, apiKey } = settings;
    if (type === REPLAY || (type === OFFLINE && capability !== 'transcription')) return null;
    const created = await this.created(settings);
    if (created === null) return null;
    const fault = created.ok ? refusalOf(created.value, settings, capability) : created.error;
    if (fault !== null) {
      const { kind, message, hint } = fault;
      return { ...FAILS, code: codeOf(kind), text: message, hint };
    }
    if (apiKey === null || this.has(apiKey)) return null;
    return {
      ...FAILS,
      code: 'model/auth',
      text: `the provider "${name}" has no key: ${lacking(apiKey)}`,
      ...remedy(apiKey),
    };
  }

  /**
   * A budget that blocks unknown costs pauses the run at a call without a price. Otherwise, an unlisted model may be
   * misspelled, and costs that stay unknown are limited by no budget.
   */
  private async ofPrice(settings: ProviderSettings, capability: Capability): Promise<readonly Lack[]> {
    const { type, name } = settings;
    if (type === REPLAY || type === OFFLINE) return [];
    const model = await this.modelOf(settings);
    const { isListed, isPriced, isPricedAfterwards } = await import('../../providers/gateway/prices.ts');
    const asked = { identity: { type, model, baseUrl: settings.baseUrl }, capability, at: this.owner.clock.now() };
    const whose = `the model of the provider "${name}"`;
    if (this.looking.unknownCost === 'block') {
      if (await isPriced({ ...asked, settings })) return [];
      const text = `${model}, ${whose}, has no known price, and the budget blocks unknown costs`;
      const hint = 'give the provider `prices`, or set `unknown_cost: warn` in the budget';
      return [{ ...NOT_YET, code: 'budget/no-price', text, hint, effect: 'pauses' }];
    }
    if (isWellListed(settings, capability)) {
      if (await isListed(asked)) return [];
      const text = `the price list does not contain ${model}, ${whose}`;
      const hint = 'check the name of the model; if it is right, give the provider `prices`';
      return [{ ...NOT_YET, code: 'model/not-listed', text, hint, effect: 'doubtful' }];
    }
    if (isOwnServer(settings) || (await isPricedAfterwards({ ...asked, settings }))) return [];
    const text = `${model}, ${whose}, has no known price, and no budget limits it`;
    const hint = 'give the provider `prices`, or set `unknown_cost: block` in the budget';
    return [{ ...NOT_YET, code: 'budget/no-price', text, hint, effect: 'doubtful' }];
  }

  private async ofEnd(settings: ProviderSettings): Promise<readonly Lack[]> {
    const { type, name, baseUrl } = settings;
    if (type === REPLAY || type === OFFLINE) return [];
    const model = await this.modelOf(settings);
    const { endOf } = await import('../../providers/retirement.ts');
    const end = endOf({ type, model, baseUrl }, this.owner.clock.now());
    if (end === null) return [];
    const text = `${model}, the model of the provider "${name}", ${end.told}`;
    return [{ ...NOT_YET, code: 'model/retiring', text, hint: end.hint, effect: 'ends' }];
  }

  private async modelOf(settings: ProviderSettings): Promise<string> {
    const created = await this.created(settings);
    return settings.model ?? (created?.ok ? created.value.model : '');
  }

  /** null: not created because of L3. */
  private async created(settings: ProviderSettings): Promise<Result<Provider, ProviderFault> | null> {
    if (this.looking.mode === 'look' && !isBuiltIn(settings.type)) return null;
    const { createProvider } = await import('../../providers/registry.ts');
    return createProvider(settings);
  }

  /** L1. */
  private has(source: SecretSource): boolean {
    if (source.type === 'command' && this.looking.mode === 'look') return true;
    return sourceValue(this.owner, source) !== undefined;
  }
}

/** Vendors whose text models are all in the price list, except newer ones. */
const isWellListed = ({ type, baseUrl, prices }: ProviderSettings, capability: Capability): boolean =>
  capability === 'text' && (type === 'openai' || type === 'anthropic') && baseUrl === null && prices === null;

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

/** A reference to a secret is always an expression of its own. */
const REFERENCE = /^\s*\$\{\{\s*secrets(?:\.(\w+)|\[\s*["']([^"']+)["']\s*\])\s*\}\}\s*$/;

/** Names of the secrets that the settings of a stage use. */
function secretsIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') {
    const found = REFERENCE.exec(value);
    return found ? [found[1] ?? found[2] ?? ''] : [];
  }
  if (Array.isArray(value)) return value.flatMap(secretsIn);
  return isJsonObject(value) ? Object.values(value).flatMap(secretsIn) : [];
}
