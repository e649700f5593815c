/** One waiter that is woken by whoever has news for it; news that come while nobody waits are not lost. */
export class Signal {
  #isSet = false;
  #waiter: (() => void) | null = null;

  set(): void {
    this.#isSet = true;
    this.#waiter?.();
  }

  /** Until {@link set} was called since the last wait. */
  async news(): Promise<void> {
    if (!this.#isSet) {
      await new Promise<void>((resolve) => {
        this.#waiter = resolve;
      });
    }
    this.#isSet = false;
    this.#waiter = null;
  }
}
