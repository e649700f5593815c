/**
 * Provider `offline`: text, speech, images and video made on this machine; no network, no account, no price.
 *
 * O1. The same request gives the same answer on every machine: it depends on no clock and no randomness.
 * O2. It does not pose as a model: its type is `offline`, its model `offline-1`, its price 0.
 * O3. Its answers come from the request: it selects, orders and rephrases, and invents no facts.
 * O4. Drills (offline/drill.ts) act before the work, equally for all capabilities.
 */
import { err, ok, type UsdMicros } from '../model/brand.ts';
import type { ProviderSettings } from '../model/provider.ts';
import type { Provider, ProviderContext, Reply } from '../ports/provider.ts';
import { DrillLog, readDrill } from './offline/drill.ts';

type Call<Q, A> = (request: Q, context: ProviderContext) => Reply<A>;

export function createOffline(settings: ProviderSettings): Provider {
  const drill = readDrill(settings.options);
  const log = drill.ok ? new DrillLog(drill.value, settings.timeout) : null;
  const seeded = <Q extends { readonly seed: number | null }>(request: Q): Q =>
    request.seed === null && drill.ok && drill.value.seed !== 0 ? { ...request, seed: drill.value.seed } : request;

  function drilled<Q extends { readonly seed: number | null }, A>(work: Call<Q, A>): Call<Q, A> {
    return async (request, context) => {
      if (!drill.ok) return drill;
      const fault = (await log?.next(context.signal)) ?? null;
      if (fault !== null) return err(fault);
      return charged(await work(seeded(request), context), drill.value.cost);
    };
  }

  return {
    type: 'offline',
    model: 'offline-1',
    text: drilled(async (request, context) => (await import('./offline/text.ts')).write(request, context)),
    speech: drilled(async (request, context) => (await import('./offline/speech.ts')).speak(request, context)),
    image: drilled(async (request, context) => (await import('./offline/image.ts')).draw(request, context)),
    video: drilled(async (request, context) => (await import('./offline/video.ts')).film(request, context)),
  };
}

/** An answer with its price: 0, unless a drill sets another. */
const charged = <A>(reply: Awaited<Reply<A>>, usd: UsdMicros): Awaited<Reply<A>> =>
  reply.ok ? ok({ ...reply.value, usd }) : reply;
