/** Adapter: the door to `node:sqlite`, loaded on first use. */

type Sqlite = typeof import('node:sqlite');

let loaded: Sqlite | null = null;

/** Early versions of Node 24 warn that the module is experimental: that one warning is suppressed. */
export function sqlite(): Sqlite {
  if (loaded !== null) return loaded;
  const emit = process.emitWarning;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]): void => {
    if (String(warning).includes('SQLite is an experimental feature')) return;
    Reflect.apply(emit, process, [warning, ...rest]);
  };
  try {
    loaded = process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = emit;
  }
  return loaded;
}
