/** Codes of answers that come by commits, and of what became of them; see codes.ts. */
import type { CodeEntry } from './code-entry.ts';

export const verifyCodes = {
  'answer/before-question': {
    title: 'An answer was written before its question was published',
    help: 'With git as control plane an answer counts if its commit descends from the one that published the question: its author must have been able to read the question. Merging a branch that was started before the question does not make it newer. Write the answer again on top of the branch, or name its content with `of`.',
    example: 'git merge old-branch   # which holds approved: true',
  },
  'answer/by-daemon': {
    title: 'An answer is in a commit of a daemon',
    help: 'A daemon writes checkpoints and never answers for a person, so its commits (those with the trailer `Pipeline-Daemon`) cannot contain an answer. Remove it, and write it in a commit of your own.',
    example: 'git commit --trailer Pipeline-Daemon=build-7 runs/ep001.yaml   # with approved: true',
  },
  'answer/reverted': {
    title: 'An answer was removed after it had been used',
    help: 'It decided the gate and the run has continued; removing it from the manifest, or reverting its commit, undoes nothing. Restore the answer; or let the gate ask again with `reset --to <gate>`; or, to stop the run, write `cancelled: true`.',
    example: 'git revert 4f1d2ab   # the commit that approved outline_review',
  },
  'answer/untold': {
    title: 'It is unknown which commit brought an answer',
    help: 'The necessary history is not here: the clone is shallow, or was made without file contents, or the branch was rewritten and no longer contains the question. Or a merge includes a side that removed the answer and put it back. Fetch the full history (`git fetch --unshallow`, `git fetch --refetch --no-filter`) and start the daemon again, or answer again.',
    example: 'git clone --depth 1 https://git.example.org/podcast.git',
  },
} as const satisfies Record<string, CodeEntry>;
