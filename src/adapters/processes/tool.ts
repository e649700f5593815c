/** Adapter: runs short system programs (`ps`, `taskkill`) to their end. The door to execa. */

export interface ToolResult {
  /** null: it could not be started, or a signal or the time limit ended it. */
  readonly code: number | null;
  readonly stdout: string;
}

const TIME_LIMIT_MS = 10_000;
const OUTPUT_LIMIT_CHARS = 16 * 1024 * 1024;

/** Never rejects: if a tool is missing or fails, the result contains its code and its output. */
export async function runTool(argv: readonly [string, ...string[]]): Promise<ToolResult> {
  const { execa } = await import('execa'); // 130 ms: only ending a tree without /proc needs it
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
