/**
 * The door of the package `ai`, and how optional packages are loaded.
 *
 * 1. Only when a call needs them.
 * 2. Missing means that the package itself is not found; an installed but broken package reports its own error.
 */
import { err, ok, type Result } from '../../model/brand.ts';
import { isMissingModule } from '../../model/system-error.ts';
import type { ProviderFault } from '../../ports/provider.ts';
import { fault } from '../fault.ts';
import { shown } from './said.ts';

export type Ai = typeof import('ai');
export type {
  ImageModel,
  JSONValue,
  LanguageModel,
  ModelMessage,
  OutputInterface,
  SpeechModel,
  TranscriptionModel,
} from 'ai';
export type VideoModel = Parameters<Ai['experimental_generateVideo']>[0]['model'];

/** @param provider its name in the config, for the message. */
export async function loadAi(provider: string): Promise<Result<Ai, ProviderFault>> {
  const loaded = await loadPackage({ provider, package: 'ai', load: () => import('ai') });
  // Its warnings (an unknown setting of a model) belong in the answer's `raw`, not on the terminal.
  if (loaded.ok) globalThis.AI_SDK_LOG_WARNINGS = false;
  return loaded;
}

/** Loads a package that provides models, and `ai`, which it needs. */
export async function loadSdk<T>(wanted: Wanted<T>): Promise<Result<T, ProviderFault>> {
  const loaded = await loadPackage(wanted);
  if (!loaded.ok) return loaded;
  const ai = await loadAi(wanted.provider);
  return ai.ok ? loaded : ai;
}

interface Wanted<T> {
  readonly provider: string;
  readonly package: string;
  readonly load: () => Promise<T>;
}

async function loadPackage<T>({ provider, package: name, load }: Wanted<T>): Promise<Result<T, ProviderFault>> {
  try {
    return ok(await load());
  } catch (error) {
    if (!isMissing(error, name)) return err(broken(error, provider, name));
    const message = `the provider "${provider}" needs the package ${name}, which is not installed`;
    const all = name === 'ai' ? 'ai' : `ai ${name}`;
    return err(fault('missing', message, { hint: `npm install ${all}` }));
  }
}

function broken(error: unknown, provider: string, name: string): ProviderFault {
  const why = error instanceof Error ? shown(error.message, []) : 'unknown';
  return fault('missing', `the provider "${provider}" cannot load the package ${name}: ${why}`);
}

/** Is the package itself missing, and not one of its dependencies? */
function isMissing(error: unknown, name: string): boolean {
  return (
    error instanceof Error &&
    isMissingModule(error) &&
    error.message.startsWith(`Cannot find package '${name}' imported from`)
  );
}
