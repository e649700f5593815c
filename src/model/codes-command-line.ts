/** Codes of the command line: runs that are named, manifests that are edited by commands; part of codes.ts. */
import type { CodeEntry } from './code-entry.ts';

export const commandLineCodes = {
  'cli/usage': {
    title: 'The command line cannot be understood',
    help: 'A command, a flag or an argument is unknown or missing. `pipeline-runner help` lists the commands, `pipeline-runner <command> --help` what a command accepts.',
    example: 'pipeline-runner rn runs/ep001.yaml',
  },
  'cli/unknown-run': {
    title: 'There is no such run',
    help: 'Name a run by its id or by the path of its manifest: `ep001`, `ep001.yaml` and `runs/ep001.yaml` all mean the manifest runs/ep001.yaml. `pipeline-runner list` shows all runs.',
    example: 'pipeline-runner status ep0001',
  },
  'cli/unknown-stage': {
    title: 'The run has no such stage or item',
    help: 'Name a stage by its id, an item of a `foreach` as `clips[scene_3]`, a stage of a sub-pipeline as `episode/script`. `pipeline-runner status <run>` lists them.',
    example: 'pipeline-runner logs ep001 clips[scene_99]',
  },
  'cli/not-started': {
    title: 'The run has not started yet',
    help: 'There is a manifest but no checkpoint: nothing can be shown, retried or reset before the first `pipeline-runner run`.',
    example: 'pipeline-runner retry ep001   # before its first run',
  },
  'cli/no-log': {
    title: 'There is no log',
    help: 'A log belongs to one attempt of a stage that executes something. Stages that were skipped, reused or taken from the cache have none, and logs are not always committed: they stay where the stage ran.',
    example: 'pipeline-runner logs ep001 music --attempt 7',
  },
  'cli/no-lineage': {
    title: 'No run made or used this file',
    help: 'Lineage is recorded for artifacts and outputs that a run of this project published, by path or by content (sha256), and for the runs and stages themselves.',
    example: 'pipeline-runner lineage README.md',
  },
  'edit/by-hand': {
    title: 'A command cannot make this edit',
    help: 'Commands such as `approve`, `retry` and `cancel` set one value in the manifest and leave every other byte unchanged. If that is not possible (the value is marked with &, or is where a map is expected), edit the file yourself.',
    example: 'cancelled: &flag false\npaused: *flag',
  },
  'edit/changed-meanwhile': {
    title: 'The manifest changed while a command edited it',
    help: 'Somebody saved the file between reading and writing. Nothing was written; run the command again.',
  },
  'cli/no-open-gate': {
    title: 'No gate is waiting for an answer',
    help: 'Only a question that was asked can be answered: the gate is `awaiting_approval`, and there is a file to read. A gate that was answered asks again only after `pipeline-runner reset`. `pipeline-runner list --waiting` shows everything that waits.',
    example: 'pipeline-runner approve ep001   # while it is still running',
  },
  'cli/which-gate': {
    title: 'The command does not say which of several gates it means',
    help: 'Without a name `approve`, `reject` and `request-changes` answer the only waiting gate; `diff` shows that one too, or else the only one that ever asked. Name the gate you mean.',
    example: 'pipeline-runner approve ep001 outline_review',
  },
  'cli/no-editor': {
    title: 'No editor can be opened',
    help: '`pipeline-runner edit` opens the program in $VISUAL or $EDITOR, on a terminal. The value is a program with arguments, not a shell command. You can edit the files with any program: only their content matters.',
    example: "EDITOR='code --wait' pipeline-runner edit ep001",
  },
  'commit/no-git': {
    title: 'Git is not installed',
    help: '`--commit` calls git. The edit was made and is kept; only the commit failed.',
  },
  'commit/no-repository': {
    title: 'The project is not in a git repository',
    help: '`--commit` commits into the repository that holds the project. The edit was made and is kept; only the commit failed. Git also says this about a repository it does not trust because it belongs to another user.',
    example: 'pipeline-runner approve ep001 --commit   # in a folder that git does not know',
  },
  'commit/refused': {
    title: 'Git refused the commit',
    help: 'A hook refused it, git does not know your name, the file is ignored, or a merge is under way: the last lines that git printed say which. The edit was made and is kept. Fix the cause and run the same command again with `--commit`: it commits what is in the file.',
    example: 'git config user.email you@example.org',
  },
} as const satisfies Record<string, CodeEntry>;
