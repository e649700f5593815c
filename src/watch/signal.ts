/** Wakes a single waiter. A signal that is set while nobody waits is not lost. */
export class Signal {
  #isSet = false;
  #waiter: (() => void) | null = null;

  set(): void {
    this.#isSet = true;
    this.#waiter?.();
  }

  /** Resolves when {@link set} is called, or was called since the last wait. */
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
