/** Adapter: the editor of the person, in the person's terminal. */
import { spawn } from 'node:child_process';

export type Env = Readonly<Record<string, string | undefined>>;

/** The words of $VISUAL, else of $EDITOR: `code --wait`; quotes keep blanks in a word. null: neither is set. */
export function editorOf(env: Env): readonly [string, ...string[]] | null {
  for (const text of [env.VISUAL, env.EDITOR]) {
    const [program, ...args] = wordsOf(text ?? '');
    if (program !== undefined) return [program, ...args];
  }
  return null;
}

/** There is no shell: `$`, `;`, `*` and the like are ordinary characters. */
const wordsOf = (text: string): readonly string[] =>
  [...text.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)].map(([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? ''),
  );

export type EditorEnd =
  | { readonly type: 'ended'; readonly code: number }
  | { readonly type: 'signalled'; readonly signal: string }
  | { readonly type: 'not-started'; readonly message: string };

/** Waits until the editor ends. @param files absolute paths. */
export function runEditor(
  [program, ...args]: readonly [string, ...string[]],
  files: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: Env },
): Promise<EditorEnd> {
  const { promise, resolve } = Promise.withResolvers<EditorEnd>();
  const child = spawn(program, [...args, ...files], { cwd, env: { ...env }, stdio: 'inherit' });
  child.once('error', ({ message }) => resolve({ type: 'not-started', message }));
  child.once('exit', (code, signal) => {
    resolve(code === null ? { type: 'signalled', signal: signal ?? 'a signal' } : { type: 'ended', code });
  });
  return promise;
}
