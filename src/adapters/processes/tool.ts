/** Adapter: short programs of the system (`ps`, `taskkill`) run to their end by execa, whose door this is. */

export interface ToolResult {
  /** null: it could not be started, or a signal or the time limit ended it. */
  readonly code: number | null;
  readonly stdout: string;
}

const TIME_LIMIT_MS = 10_000;
const OUTPUT_LIMIT_CHARS = 16 * 1024 * 1024;

/** Never rejects: a tool that is missing or fails gives its code and what it printed. */
export async function runTool(argv: readonly [string, ...string[]]): Promise<ToolResult> {
  const { execa } = await import('execa'); // 130 ms: only who ends a tree without /proc pays for it
  const [file, ...args] = argv;
  const done = await execa(file, args, {
    reject: false,
    stdin: 'ignore',
    timeout: TIME_LIMIT_MS,
    maxBuffer: OUTPUT_LIMIT_CHARS,
    windowsHide: true,
  });
  return { code: done.exitCode ?? null, stdout: done.stdout };
}
