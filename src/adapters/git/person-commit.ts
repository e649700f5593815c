/**
 * Adapter: commits files of a project as the user would with git: with their config, hooks and signature.
 *
 * 1. The commit contains only these files; other staged changes stay staged.
 * 2. No file name or message reaches a shell, or is taken for an option or a pattern.
 * 3. Processes that a hook leaves running are not awaited.
 */
import { err, ok, type ProjectPath, type Result } from '../../model/brand.ts';
import { anError, type Diagnostic } from '../../model/diagnostic.ts';
import { NotStarted, type PipedChild, startPiped } from '../processes/piped-child.ts';

export interface FilesToCommit {
  /** Absolute root of the project; its repository may begin above. */
  readonly root: string;
  /** Diagnostics point at the first one. */
  readonly files: readonly [ProjectPath, ...ProjectPath[]];
  readonly message: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export type Committed =
  | { readonly type: 'committed'; readonly commit: string }
  /** The last commit has these files as they are. */
  | { readonly type: 'same' };

export async function commitFiles(asked: FilesToCommit): Promise<Result<Committed, Diagnostic>> {
  const git = (args: readonly string[], input = ''): Promise<GitEnd> => runGit(args, { ...asked, input });
  const { files, message } = asked;
  const [file] = files;
  const inside = await git(['rev-parse', '--show-toplevel']);
  if (inside.type === 'missing') return err(noGit(file));
  if (inside.code === null) return err(refused(files, inside.output));
  if (inside.code !== 0) return err(noRepository(file, inside.output));
  for (const one of files) {
    const known = await git(['ls-files', '--error-unmatch', '--', one]);
    const added = known.code === 0 ? known : await git(['add', '--', one]);
    if (added.code !== 0) return err(refused(files, added.output));
  }
  const changed = await git(['status', '--porcelain', '--', ...files]);
  if (changed.code !== 0) return err(refused(files, changed.output));
  if (changed.stdout === '') return ok({ type: 'same' });
  // `--file=-` and `--cleanup=whitespace`: a message may have many lines, and lines that begin with `#`.
  const done = await git(['commit', '--quiet', '--cleanup=whitespace', '--file=-', '--only', '--', ...files], message);
  if (done.code !== 0) return err(refused(files, done.output));
  const { stdout } = await git(['rev-parse', '--short', 'HEAD']);
  return ok({ type: 'committed', commit: stdout.trim() });
}

interface GitEnd {
  readonly type: 'ended' | 'missing';
  /** null: a signal ended it, or it could not be started. */
  readonly code: number | null;
  readonly stdout: string;
  /** The last lines of all that it printed, its hooks included. */
  readonly output: string;
}

/** The most that is kept of the output of git and its hooks. */
const MOST_CHARS = 64 * 1024;
const LAST_LINES = 8;
/** After git has exited: processes that a hook left running may hold the pipes open for ever. */
const PIPES_MS = 250;

async function runGit(
  args: readonly string[],
  { root, env, input }: Pick<FilesToCommit, 'root' | 'env'> & { readonly input: string },
): Promise<GitEnd> {
  try {
    const child = await startPiped('git', ['--literal-pathspecs', ...args], { cwd: root, env: { ...env } });
    return await ended(child, input);
  } catch (error) {
    if (!(error instanceof NotStarted)) throw error;
    return { type: error.isMissing ? 'missing' : 'ended', code: null, stdout: '', output: error.message };
  }
}

function ended(child: PipedChild, input: string): Promise<GitEnd> {
  const { promise, resolve } = Promise.withResolvers<GitEnd>();
  let stdout = '';
  let all = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout = (stdout + text).slice(-MOST_CHARS);
    all = (all + text).slice(-MOST_CHARS);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    all = (all + text).slice(-MOST_CHARS);
  });
  child.once('exit', (code) => {
    const late = setTimeout(() => [child.stdout, child.stderr].forEach((pipe) => void pipe.destroy()), PIPES_MS);
    child.once('close', () => {
      clearTimeout(late);
      resolve({ type: 'ended', code, stdout, output: lastLines(all) });
    });
  });
  child.stdin.end(input);
  return promise;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a hook, which are dropped
const COLOURS = /\u001B\[[0-9;:]*m/g;

const lastLines = (text: string): string =>
  text
    .replace(COLOURS, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(-LAST_LINES)
    .join('\n');

/** Project paths need no quotes in a shell. */
const byHand = (files: readonly string[]): string => `commit it yourself: \`git commit --only -- ${files.join(' ')}\``;

const noGit = (file: ProjectPath): Diagnostic =>
  anError('commit/no-git', 'the file was changed but not committed: git is not installed', {
    at: { file },
    hint: 'install git, or leave out --commit',
  });

const noRepository = (file: ProjectPath, output: string): Diagnostic =>
  anError(
    'commit/no-repository',
    `the file was changed but not committed: the project is not in a git repository; git says:\n${output}`,
    { at: { file }, hint: 'create one with `git init`, or leave out --commit' },
  );

const refused = ([file, ...others]: FilesToCommit['files'], output: string): Diagnostic =>
  anError('commit/refused', `the file was changed but not committed; git says:\n${output}`, {
    at: { file },
    hint: `fix that and run the same command again, or ${byHand([file, ...others])}`,
  });
