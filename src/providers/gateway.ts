/**
 * The gateway: the single path from stages to providers.
 *
 *   known answer? -> breaker -> limits -> budgets -> ledger -> the provider -> ledger -> the run's costs -> the answer
 *
 * G1. Never paid twice: a call with a known answer is not made again; a job in progress is found again; a call that is
 *     only known to have begun is repeated with the same idempotency key.
 * G2. No budget is reserved while a call waits for a limit, and a call that the budget refuses uses up no limit.
 * G3. One provider after the other: a fallback is called when the previous provider fails permanently, fails the last
 *     attempt, or has an open breaker; never while a job of the previous one is in progress, which is paid for.
 * G4. The most that a call may cost is computed before it is made, or recorded as unknown.
 */
import { onAbort } from '../model/abort.ts';
import { type EpochMs, err, ok, type Result, type UsdMicros } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import type { Capability, ProviderIdentity, ProviderSettings, SecretSource } from '../model/provider.ts';
import type { CallKey, CallLedger, LedgerEntry } from '../ports/call-ledger.ts';
import type { Clock } from '../ports/clock.ts';
import type { ModelCall, ModelOutcome, Models } from '../ports/models.ts';
import { type Answers, isCapable, type Provider, type ProviderFault } from '../ports/provider.ts';
import type { StageCall } from '../ports/stage-kind.ts';
import { fault } from './fault.ts';
import { unkept } from './gateway/answers.ts';
import { askOnce, type Tried, triedBy } from './gateway/ask-once.ts';
import { addressed, bounded, fitted } from './gateway/ceiling.ts';
import { chainOf } from './gateway/chain.ts';
import { aborted, failed, failureOf, incapable, joined, unknownProvider } from './gateway/failures.ts';
import { reattach } from './gateway/flight.ts';
import { type GracePeriod, isAwaited, untilAbort } from './gateway/grace.ts';
import { callKeyOf } from './gateway/keys.ts';
import type { Order } from './gateway/order.ts';
import { isCounted, tariffFor } from './gateway/prices.ts';
import type { SharedLimits } from './gateway/shared.ts';
import { byBytes, tokenCounter } from './gateway/tokens.ts';

export interface ModelsDeps {
  /** By name, with the overrides of the run's manifest applied. */
  readonly providers: ReadonlyMap<string, ProviderSettings>;
  readonly create: (settings: ProviderSettings) => Promise<Result<Provider, ProviderFault>>;
  /** Opened at the first call. */
  readonly ledger: () => CallLedger;
  readonly shared: SharedLimits;
  readonly clock: Clock;
  /** null: it is not set. */
  readonly secret: (source: SecretSource) => Promise<string | null>;
  /** Called with the source of a key that its provider refused. */
  readonly distrust?: (source: SecretSource) => void;
  /** Removes the values of the project's secrets from a text; absent: there are none besides the keys of providers. */
  readonly redact?: (text: string) => string;
  readonly dayBudget: UsdMicros | null;
  /** Writes one line to the program's log. */
  readonly log: (line: string) => void;
}

/** Disposing of it aborts the calls that are still in flight for attempts that have ended. */
export interface Gateway extends Models, Disposable {
  /** Waits until no call is in flight, since all are paid for. @param enough ends the wait. */
  landed(enough: AbortSignal): Promise<void>;
  /** Waits until all calls in flight, except jobs, are answered. @param enough ends the wait. */
  answered(enough: AbortSignal): Promise<'none' | 'some'>;
}

export const createModels = (deps: ModelsDeps): Gateway => new ModelsGateway(deps);

/** A call as a stage makes it. */
interface Call<C extends Capability> {
  readonly capability: C;
  readonly asked: ModelCall<C>;
  readonly stage: StageCall;
  readonly signal: AbortSignal;
}

class ModelsGateway implements Gateway {
  private readonly deps: ModelsDeps;
  private readonly created = new Map<string, Promise<Result<Provider, ProviderFault>>>();
  private readonly since: EpochMs;
  /** Calls in flight by flight id, including those whose attempt has ended: an identical call waits for them. */
  private readonly flights = new Map<string, Promise<unknown>>();
  private readonly open = new Set<GracePeriod>();

  constructor(deps: ModelsDeps) {
    this.deps = deps;
    this.since = deps.clock.now();
  }

  identity(provider: string): ProviderIdentity | null {
    const settings = this.deps.providers.get(provider);
    return settings === undefined ? null : identityOf(settings);
  }

  async call<C extends Capability>(
    capability: C,
    asked: ModelCall<C>,
    stage: StageCall,
    signal: AbortSignal,
  ): Promise<ModelOutcome<Answers[C]>> {
    const gone = Promise.withResolvers<ModelOutcome<Answers[C]>>();
    // The call continues without its attempt; if the attempt's end waits for the answer, so does this.
    using _listening = onAbort(signal, () => {
      if (!isAwaited(signal)) gone.resolve({ type: 'failure', failure: aborted });
    });
    return await Promise.race([this.through({ capability, asked, stage, signal }), gone.promise]);
  }

  async landed(enough: AbortSignal): Promise<void> {
    await untilAbort(Promise.allSettled(this.flights.values()), enough);
  }

  async answered(enough: AbortSignal): Promise<'none' | 'some'> {
    if (this.open.size === 0) return 'none';
    await untilAbort(Promise.all([...this.open].map(({ over }) => over)), enough);
    return 'some';
  }

  [Symbol.dispose](): void {
    for (const grace of this.open) grace.end();
  }

  /** G1, G3. */
  private async through<C extends Capability>(call: Call<C>): Promise<ModelOutcome<Answers[C]>> {
    const { providers } = this.deps;
    const chain = chainOf(call.asked.provider, providers);
    if (chain.length === 0) return failed(unknownProvider(call.asked.provider, [...providers.keys()]));
    const known = await this.known(call, chain);
    if (known !== null) return known;
    const failures: Failure[] = [];
    for (const [index, settings] of chain.entries()) {
      const tried = await this.ask(call, settings);
      if (tried.type !== 'failed') return outcomeOf(tried, settings.name);
      failures.push(tried.failure);
      if (tried.fails === 'left' || (tried.fails === 'passing' && !call.stage.isLast)) break;
      this.tellFallback(call.stage, tried.failure, chain[index + 1]);
    }
    const [first, ...others] = failures;
    return failed(first === undefined ? aborted : joined([first, ...others]));
  }

  private tellFallback(stage: StageCall, { code, message }: Failure, next: ProviderSettings | undefined): void {
    if (next === undefined) return;
    stage.log(`${message} (${code}); asking ${next.name} instead\n`);
    this.deps.log(`${stage.run} ${stage.task}: ${code}; asking ${next.name} instead`);
  }

  /** The answer of an earlier attempt, or that of its job; null: neither exists. */
  private async known<C extends Capability>(
    call: Call<C>,
    chain: readonly ProviderSettings[],
  ): Promise<ModelOutcome<Answers[C]> | null> {
    for (const settings of chain) {
      const key = keyOf(call, settings);
      await this.landing(key, call.signal);
      if (call.signal.aborted) return failed(aborted);
      const entry = this.deps.ledger().find(key);
      if (entry === null) continue;
      const found = await this.found(call, settings, entry);
      if (found !== null) return found;
    }
    return null;
  }

  private async found<C extends Capability>(
    call: Call<C>,
    settings: ProviderSettings,
    entry: LedgerEntry,
  ): Promise<ModelOutcome<Answers[C]> | null> {
    const { stage, capability } = call;
    const { attempt, call: number, record, answer, job } = entry;
    if (record !== null) {
      // The run's own costs may lack this call, lost together with its attempt.
      if (attempt !== stage.attempt) stage.settle({ attempt, call: number }, record);
      const kept = answer === null ? null : unkept(capability, answer);
      if (kept === null) return null;
      const { provider, model, usage, usd } = record;
      return { type: 'answer', ...kept, provider, model, usage, usd };
    }
    return job === null ? null : this.again(call, settings, { ...entry, job });
  }

  /** Continues to follow a job. */
  private async again<C extends Capability>(
    call: Call<C>,
    settings: ProviderSettings,
    entry: LedgerEntry & { readonly job: string },
  ): Promise<ModelOutcome<Answers[C]> | null> {
    const { clock, ledger } = this.deps;
    const order = await this.order(call, settings);
    if (!order.ok) return failed(failureOf(order.error, settings.name));
    const { key } = order.value;
    const { attempt, call: number, job, startedAt: began } = entry;
    const parts = { clock, ledger: ledger(), signal: call.signal, open: this.open, job, began };
    call.stage.log(`${settings.name}: checking the job ${job} of attempt ${attempt} again\n`);
    const landed = await this.flying(key, reattach(order.value, { ...key, attempt, call: number }, parts));
    return landed === null ? null : outcomeOf(this.seen(triedBy(order.value, landed), settings), settings.name);
  }

  private async ask<C extends Capability>(call: Call<C>, settings: ProviderSettings): Promise<Tried<C>> {
    const { shared, clock, ledger, dayBudget } = this.deps;
    const { asked, signal } = call;
    const order = await this.order(call, settings);
    if (!order.ok) return { type: 'failed', failure: failureOf(order.error, settings.name), fails: 'lasting' };
    const { maxCost } = asked;
    const { since, open } = this;
    const parts = { shared, clock, ledger: ledger(), dayBudget, maxCost, signal, since, open };
    return this.seen(await this.flying(order.value.key, askOnce(order.value, parts)), settings);
  }

  private seen<C extends Capability>(tried: Tried<C>, { apiKey }: ProviderSettings): Tried<C> {
    const isRefused = tried.type === 'failed' && tried.failure.code === 'model/auth';
    if (isRefused && apiKey !== null) this.deps.distrust?.(apiKey);
    return tried;
  }

  private async flying<T>(key: CallKey, flight: Promise<T>): Promise<T> {
    const id = flightId(key);
    this.flights.set(id, flight);
    try {
      return await flight;
    } finally {
      this.flights.delete(id);
    }
  }

  /** Waits for an identical call that is still in flight for an attempt that has ended. */
  private async landing(key: CallKey, signal: AbortSignal): Promise<void> {
    const flight = this.flights.get(flightId(key));
    // Its failure is reported to its own attempt.
    if (flight !== undefined) await untilAbort(Promise.allSettled([flight]), signal);
  }

  private async order<C extends Capability>(
    call: Call<C>,
    settings: ProviderSettings,
  ): Promise<Result<Order<C>, ProviderFault>> {
    const { capability, stage } = call;
    const provider = await this.provider(settings);
    if (!provider.ok) return provider;
    if (!isCapable(provider.value, capability)) return err(incapable(settings, capability));
    const keyNow = async () => (settings.apiKey === null ? null : this.deps.secret(settings.apiKey));
    const apiKey = await keyNow();
    if (settings.apiKey !== null && apiKey === null) return err(keyless(settings.name, settings.apiKey));
    const identity = { ...identityOf(settings), model: settings.model ?? provider.value.model };
    const asked = { settings, identity, capability, at: this.deps.clock.now() };
    const say = (line: string): void => stage.log(`${settings.name}: ${line}\n`);
    const whole = addressed(call.asked.request, settings.type);
    return ok({
      capability,
      request: bounded(capability, fitted(capability, whole, { provider: provider.value, say }), settings),
      settings,
      provider: provider.value,
      identity,
      apiKey,
      keyNow,
      clean: cleaner(apiKey, this.deps.redact),
      key: keyOf(call, settings),
      tariff: await tariffFor(asked),
      count: (await isCounted(asked)) ? await tokenCounter(identity) : byBytes,
      stage,
    });
  }

  private async provider(settings: ProviderSettings): Promise<Result<Provider, ProviderFault>> {
    const creating = this.created.get(settings.name) ?? this.deps.create(settings);
    this.created.set(settings.name, creating);
    const created = await creating;
    // Something that is missing now may be there at the next call.
    if (!created.ok) this.created.delete(settings.name);
    return created;
  }
}

const identityOf = ({ type, model, baseUrl }: ProviderSettings): ProviderIdentity => ({
  type,
  model: model ?? 'default',
  baseUrl,
});

const keyOf = <C extends Capability>({ capability, asked, stage }: Call<C>, settings: ProviderSettings): CallKey =>
  callKeyOf(
    { effectKey: stage.effectKey, name: asked.name, capability, provider: settings.name },
    identityOf(settings),
    asked.request,
  );

/** Redacts the current key too; it may be newer than the secrets that `redact` knows. */
const cleaner =
  (apiKey: string | null, redact: (text: string) => string = (text) => text) =>
  (text: string): string =>
    redact(apiKey === null || apiKey === '' ? text : text.replaceAll(apiKey, '***'));

const flightId = ({ key, request }: CallKey): string => `${key} ${request}`;

function outcomeOf<C extends Capability>(tried: Tried<C>, provider: string): ModelOutcome<Answers[C]> {
  switch (tried.type) {
    case 'answer': {
      const { value, raw } = tried.answered;
      const { model, usage, usd } = tried.record;
      return { type: 'answer', value, provider, model, usage, usd, raw };
    }
    case 'failed':
      return failed(tried.failure);
    case 'stopped':
      return tried;
    case 'aborted':
      return failed(aborted);
  }
}

function keyless(name: string, source: SecretSource): ProviderFault {
  const what = `the provider "${name}" was not called: its key`;
  switch (source.type) {
    case 'env':
      return fault('auth', `${what} is not set: ${source.name}`, { hint: `set the variable ${source.name}` });
    case 'file':
      return fault('auth', `${what} cannot be read: ${source.path}`, { hint: 'write the key into that file' });
    case 'command':
      return fault('auth', `${what} was not printed by ${source.argv[0] ?? ''}`, { hint: 'run that program by hand' });
  }
}
