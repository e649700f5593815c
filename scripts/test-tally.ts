/** A reporter of `node --test` for scripts/test.ts: the results of the tests, as one line of JSON at the end. */
import type { TestEvent } from 'node:test/reporters';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** Each with its reason. */
  readonly skipped: readonly string[];
}

export default async function* tally(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let [passed, failed] = [0, 0];
  const skipped: string[] = [];
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details.type === 'suite') continue;
    const { skip, name } = data;
    if (skip !== undefined && skip !== false) skipped.push(typeof skip === 'string' ? `${name}: ${skip}` : name);
    else if (type === 'test:pass') passed++;
    else failed++;
  }
  yield `${JSON.stringify({ passed, failed, skipped } satisfies Tally)}\n`;
}
