/** Gateway: the providers of a call, in the order in which they are called. Pure. */
import type { ProviderSettings } from '../../model/provider.ts';

/** The provider and its fallbacks, each once, in the order in which they are called. */
export function chainOf(
  name: string,
  providers: ReadonlyMap<string, ProviderSettings>,
): readonly [ProviderSettings, ...ProviderSettings[]] | readonly [] {
  const chain = new Map<string, ProviderSettings>();
  const add = (next: string): void => {
    const settings = providers.get(next);
    if (settings === undefined || chain.has(next)) return;
    chain.set(next, settings);
    for (const other of settings.fallback) add(other);
  };
  add(name);
  const [first, ...others] = chain.values();
  return first === undefined ? [] : [first, ...others];
}
