/**
 * A copy of this work tree in a folder of its own, with packages installed and a small history of its own: what a
 * person has after `git clone` and `npm ci`, whether these tests run in a clone, a shallow clone or an unpacked archive.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PROGRAM, sharedCode } from '../rig/program.ts';
import { environment, PERSON } from './workflow-job.ts';

const root = path.join(import.meta.dirname, '../..');

const COPIED = [
  ...['assets', 'bin', 'docs', 'pipelines', 'schemas', 'scripts', 'shows', 'src', 'templates'],
  ...['podcast', 'release-notes', 'short-video', 'storyboard'].map((run) => `runs/${run}.yaml`),
  ...['.gitignore', '.npmrc', 'CHANGELOG.md', 'LICENSE', 'README.md', 'package.json', 'pipeline-runner.config.yaml'],
];

/** Subject of a commit -> what it adds. */
const HISTORY: readonly (readonly [subject: string, paths: readonly string[]])[] = [
  ['Say what pipelines, runs and checkpoints look like', ['src/model', 'src/parse', 'schemas']],
  ['Decide what to do next, and do it', ['src/core', 'src/ports', 'src/engine', 'src/app']],
  ['Keep what was done where a crash cannot reach it', ['src/adapters', 'src/media', 'src/providers', 'src/stages']],
  ['Show runs on the command line', ['src/cli', 'src/report', 'src/index.ts', 'bin']],
  ['Make release notes of the history', ['pipelines', 'shows', 'templates', 'runs']],
  ['Document it', ['docs', 'README.md', 'CHANGELOG.md']],
  ['Pack it', ['.']],
];

/**
 * Before a line for the shell: its `npx` starts what is built. npm takes longer to find the program than the program to
 * start, and the sources of the copy longer than what is built; readme.test.ts goes through both.
 */
export const NPX_AT_ONCE = `npx() { shift; npm_command=exec '${process.execPath}' '${PROGRAM}' "$@"; }\n`;

/** Neither a branch nor a tag, which people would see. */
const MADE = 'refs/made/HEAD';

export interface Said {
  readonly status: number | null;
  readonly stdout: string;
  /** stdout and stderr as a terminal shows them. */
  readonly shown: string;
}

export interface WorkCopy extends Disposable {
  readonly folder: string;
  /** A line for the shell, without anything to read. */
  shell(line: string, env?: Readonly<Record<string, string>>): Said;
  write(file: string, text: string): void;
  /** As it was made; of one with a history. To make another takes seconds, most of them to load its sources. */
  afresh(): WorkCopy;
}

/** @param kind `unpacked`: as from an archive, without any history. */
export function workCopy(kind: 'cloned' | 'unpacked'): WorkCopy {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'work-copy-')), 'pipeline-runner');
  for (const name of COPIED) cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  // A link is no folder: `node_modules/` in .gitignore does not mean it.
  writeFileSync(path.join(folder, '.gitignore'), 'node_modules\n.pipeline-runner/\n');
  const code = sharedCode(path.dirname(folder));
  const copy: WorkCopy = {
    folder,
    shell: (line, env = {}) => shell(folder, line, { ...code, ...env }),
    write: (file, text) => writeFileSync(path.join(folder, file), text),
    afresh() {
      const { status, shown } = copy.shell(`git reset -q --hard ${MADE} && git clean -fdxq -e node_modules`);
      if (status !== 0) throw new Error(shown);
      return copy;
    },
    [Symbol.dispose]: () => rmSync(path.dirname(folder), { recursive: true, force: true }),
  };
  if (kind === 'cloned') commitAll(copy);
  return copy;
}

function commitAll({ shell }: WorkCopy): void {
  const lines = HISTORY.map(([subject, paths]) => `git add ${paths.join(' ')} && git commit -q -m "${subject}"`);
  const { status, shown } = shell(['git init -q', ...lines, `git update-ref ${MADE} HEAD`].join(' && '));
  if (status !== 0) throw new Error(shown);
}

const DATE = '2026-11-01T12:00:00Z';

function shell(folder: string, line: string, env: Readonly<Record<string, string>>): Said {
  const dates = { GIT_AUTHOR_DATE: DATE, GIT_COMMITTER_DATE: DATE };
  const { status, stdout, stderr, error } = spawnSync('sh', ['-c', line], {
    cwd: folder,
    // A repository above the folder for temporary files must not be found.
    env: environment({ ...PERSON, ...dates, GIT_CEILING_DIRECTORIES: path.dirname(folder), ...env }),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (error) throw error;
  return { status, stdout, shown: stdout + stderr };
}
