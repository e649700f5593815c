/**
 * Output of a module through `console` goes to the log of its attempt: on the terminal it would break the runner's own
 * lines, and the output of `--json` would no longer be JSON.
 *
 * The methods of `console` are replaced once per process. The new ones find the current attempt; outside of attempts
 * they work as usual. All other methods of `console` are built on these.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { formatWithOptions, type InspectOptions, inspect } from 'node:util';

type Log = (text: string) => void;

const current = new AsyncLocalStorage<Log>();
let isRouted = false;

/** @param log gets the console output of `work`, and of everything that it starts, until its promise is settled. */
export async function withConsole<T>(log: Log, work: () => Promise<T>): Promise<T> {
  if (!isRouted) route(globalThis.console);
  isRouted = true;
  let isOpen = true;
  const heard: Log = (text) => {
    if (isOpen) log(text);
  };
  try {
    return await current.run(heard, work);
  } finally {
    isOpen = false;
  }
}

const PREFIXES = { log: '', info: '', debug: '', warn: 'warning: ', error: 'error: ' } as const;

function route(target: Console): void {
  for (const [name, prefix] of Object.entries(PREFIXES) as [keyof typeof PREFIXES, string][]) {
    const usual = target[name];
    target[name] = (...values: unknown[]): void => {
      const log = current.getStore();
      if (log) log(`${prefix}${formatWithOptions({ colors: false }, ...values)}\n`);
      else usual.apply(target, values);
    };
  }
  const { dir } = target;
  target.dir = (value: unknown, options?: InspectOptions): void => {
    const log = current.getStore();
    if (log) log(`${inspect(value, { ...options, colors: false })}\n`);
    else dir.call(target, value, options);
  };
}
