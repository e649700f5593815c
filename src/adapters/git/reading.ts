/**
 * Adapter: options for every call that only reads from git, and how to parse what is read. No hook or monitor runs, git
 * never prompts, and nothing is fetched or written.
 */

/** Options before the command. */
export const READ_ONLY: readonly string[] = [
  '--no-pager',
  ...['core.hooksPath=/dev/null', 'core.fsmonitor=false', 'protocol.allow=never', 'log.showSignature=false'].flatMap(
    (setting) => ['-c', setting],
  ),
];

const READ_ONLY_ENV = { GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };
/** Variables that select another repository; git sets them for hooks and aliases, which may have started us. */
const REPOSITORY_VARIABLES: ReadonlySet<string> = new Set([
  ...['GIT_DIR', 'GIT_COMMON_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_OBJECT_DIRECTORY', 'GIT_SHALLOW_FILE'],
  ...['GIT_ALTERNATE_OBJECT_DIRECTORIES', 'GIT_NAMESPACE', 'GIT_PREFIX'],
]);

/** The environment of a call that only reads, in the repository that contains its folder. */
export const readOnlyEnvironment = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(environment).filter(([name]) => !REPOSITORY_VARIABLES.has(name))),
  ...READ_ONLY_ENV,
});

/** The trailer with the daemon's id, in every commit of a daemon. */
export const DAEMON_TRAILER = 'Pipeline-Daemon';
/** A placeholder for `git log --format`: the id of the daemon that made the commit; empty: a person made it. */
export const DAEMON_FORMAT = trailer(DAEMON_TRAILER);
/** The trailer of a commit by which a daemon announces which one it replaces. */
export const TAKEOVER_TRAILER = 'Pipeline-Takes-Over';
/** A placeholder: the id of the daemon that is replaced; empty: the commit announces nothing. */
export const TAKEOVER_FORMAT = trailer(TAKEOVER_TRAILER);

function trailer(key: string): string {
  return `%(trailers:key=${key},valueonly,separator=%x20)`;
}

export interface Blob {
  readonly id: string;
  readonly bytes: Buffer;
}

/**
 * Parses the output of `cat-file --batch`: `<id> blob <size>`, a line end, the bytes, a line end; or a line that ends
 * in `missing` or the like.
 */
export function* blobsIn(out: Buffer): Generator<Blob> {
  for (let at = 0; at < out.length; ) {
    const end = out.indexOf('\n', at);
    if (end < 0) return;
    const [, id, size] = /^([0-9a-f]+) blob (\d+)$/.exec(out.toString('latin1', at, end)) ?? [];
    at = end + 1;
    if (id === undefined) continue;
    yield { id, bytes: out.subarray(at, at + Number(size)) };
    at += Number(size) + 1;
  }
}
