/** Resolves the revisions of the run to commits, or says in plain words why there is no history to work on. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { defineStage, PermanentError } from '../../src/stages/define-stage.ts';

interface Args {
  /** Empty: from the first commit. */
  readonly since: string;
  readonly until: string;
}

type Git = (...args: readonly string[]) => Promise<string>;

export default defineStage<Args>(async ({ args, project, signal }) => {
  const git: Git = async (...argv) => {
    const { stdout } = await promisify(execFile)('git', argv, { cwd: project, signal });
    return stdout.trim();
  };
  await refuseCutOff(git);
  const until = await commitOf(git, args.until);
  if ((await git('ls-tree', '--name-only', until, '.')) === '')
    throw new PermanentError(
      'git does not know this folder: the history here is that of a folder above it. Get the project by `git clone`',
    );
  if (args.since === '') return { output: { range: until } };
  return { output: { range: `${await commitOf(git, args.since)}..${until}` } };
});

/** A shallow clone would make notes that look whole and are not. */
async function refuseCutOff(git: Git): Promise<void> {
  const answer = await git('rev-parse', '--is-shallow-repository').catch((error: unknown) => {
    throw new PermanentError(whyNoHistory(error));
  });
  if (answer === 'true')
    throw new PermanentError(
      'this clone has only the newest part of the history (a shallow clone). Type `git fetch --unshallow`',
    );
}

function whyNoHistory(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  if (said.includes('ENOENT')) return 'the program `git` was not found. Install it';
  if (said.includes('not a git repository'))
    return 'this folder has no git history: it was unpacked or copied. Get the project by `git clone`';
  return said;
}

async function commitOf(git: Git, revision: string): Promise<string> {
  return await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`).catch(() => {
    const why = revision === 'HEAD' ? 'there is no commit here yet' : `git knows no revision "${revision}"`;
    throw new PermanentError(`${why}; look at \`since\` and \`until\` of the manifest`);
  });
}
