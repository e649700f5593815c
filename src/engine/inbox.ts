/**
 * Effects post events here, and turns wait here (law E4).
 *
 * Events keep the order in which they were posted. A wake requests a turn without an event: a retry is due, the
 * manifest changed, the process has to stop.
 */
import type { Event } from '../model/event.ts';

export class Inbox {
  private events: Event[] = [];
  private isWoken = false;
  private notify: (() => void) | null = null;

  get hasEvents(): boolean {
    return this.events.length > 0;
  }

  post(event: Event): void {
    this.events.push(event);
    this.wake();
  }

  wake(): void {
    this.isWoken = true;
    this.notify?.();
  }

  /** All events since the last call. */
  drain(): readonly Event[] {
    const events = this.events;
    this.events = [];
    this.isWoken = false;
    return events;
  }

  /** Resolves at the next post or wake, or immediately if there was one since the last drain. */
  async arrival(): Promise<void> {
    if (this.isWoken) return;
    await new Promise<void>((resolve) => {
      this.notify = resolve;
    });
    this.notify = null;
  }
}
