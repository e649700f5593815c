/**
 * What a function says by `console` goes into the log of its attempt: on the terminal it would tear the runner's own
 * lines apart, and `--json` would not be JSON any more.
 *
 * The methods of the one `console` are replaced, once a process, by some that ask whose attempt it is; outside of
 * attempts they do what they always did. All others of its methods are made of these.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { formatWithOptions, type InspectOptions, inspect } from 'node:util';

type Log = (text: string) => void;

const current = new AsyncLocalStorage<Log>();
let isRouted = false;

/** @param log hears what `work`, and all that it starts, says before its promise is settled. */
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
