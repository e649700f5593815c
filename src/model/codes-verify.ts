/** Codes of answers that come by commits, and of what became of them; see codes.ts. */
import type { CodeEntry } from './code-entry.ts';

export const verifyCodes = {
  'answer/before-question': {
    title: 'An answer was written before its question was published',
    help: 'With git as control plane an answer counts if the commit that brought it descends from the one that published the question: who wrote it must have been able to read what is asked. A merge of a branch that was begun before the question does not make it newer. Write the answer anew on top of the branch, or name the content that is meant with `of`.',
    example: 'git merge old-branch   # which holds approved: true',
  },
  'answer/by-daemon': {
    title: 'An answer stands in a commit of a daemon',
    help: 'A daemon writes checkpoints and never answers for a person, so what its commits (those with the trailer `Pipeline-Daemon`) bring is no answer. Take it out, and write it in a commit of your own.',
    example: 'git commit --trailer Pipeline-Daemon=build-7 runs/ep001.yaml   # with approved: true',
  },
  'answer/reverted': {
    title: 'An answer was taken back after it had been used',
    help: 'The gate was decided by it and the run has gone on; taking it out of the manifest, or reverting its commit, undoes nothing. To have the stage done again ask for a rerun from it; to stop the run write `cancelled: true`.',
    example: 'git revert 4f1d2ab   # the commit that approved outline_review',
  },
  'answer/untold': {
    title: 'It cannot be told which commit brought an answer',
    help: 'The history that would tell is not here: the clone is shallow, or was made without the contents of files, or the branch was rewritten and does not hold the question any more. Or a merge joins a side that had taken the answer out and put it back. Fetch the whole history (`git fetch --unshallow`, `git fetch --refetch --no-filter`) and start the daemon again, or answer anew.',
    example: 'git clone --depth 1 https://git.example.org/podcast.git',
  },
} as const satisfies Record<string, CodeEntry>;
