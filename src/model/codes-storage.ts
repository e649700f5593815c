/** Codes of what is kept on the disk: locks, checkpoints, journals, artifacts; part of codes-runtime.ts. */
import type { CodeEntry } from './code-entry.ts';

export const storageCodes = {
  'disk/full': {
    title: 'The disk is full, or a quota is used up',
    help: 'The runner could not record what happened, so it stopped: it starts nothing that it cannot record. What was recorded before is intact. Free some space and run it again; it resumes where it left off.',
    example: 'runs/ep001.checkpoint.json error[disk/full]: the disk is full: write failed with ENOSPC',
  },
  'disk/read-only': {
    title: 'The disk is read-only',
    help: 'The runner writes beside the manifest and in .pipeline-runner. Systems also make a disk read-only after a hardware error: check the system log.',
  },
  'disk/too-many-files': {
    title: 'Too many files are open',
    help: 'The system refused to open one more file. Raise the limit (`ulimit -n 4096`) or lower `concurrency` in pipeline-runner.config.yaml.',
  },
  'disk/denied': {
    title: 'The system denies the runner access to a file',
    help: 'The file or its folder belongs to another user or is protected. This happens if the runner was once started as another user, for example with sudo or in a container.',
    example: 'sudo chown -R "$USER" runs .pipeline-runner',
  },
  'disk/in-the-way': {
    title: 'Something is in the way of a file or folder of the runner',
    help: 'Where it needs a folder there is a file or a link, or where it needs a file there is a folder. The message names it. It is not touched: move it away, or delete it if nobody needs it, and run it again.',
    example: 'touch runs/ep001.run/drafts   # a file, where drafts are to lie',
  },
  'disk/failed': {
    title: 'The disk reported an error',
    help: 'Something could not be written or made durable, so the runner stopped. What was recorded before is intact. Check the system log, then run it again. With `ENOENT` the disk is fine: somebody removed what the runner needed, such as `.pipeline-runner`, while it was running.',
  },
  'lock/damaged': {
    title: 'A lock file contains something other than a lock',
    help: 'Lock files (`.pipeline-runner/locks/*.lock`, `daemon.lock`, `trial.lock`) are empty and hold no data of runs. An editor, a sync program or a failing disk wrote into the named one, so it is unclear whether a process is working there. Make sure that no `watch` and no `run` of this project is running, delete the file, and run it again. `*.lock.json` beside it says who held it last; that file is only for people, and garbage in it does no harm.',
    example: 'rm .pipeline-runner/locks/ep001.lock',
  },
  'lock/gone': {
    title: 'A run was taken over because its lock file was removed',
    help: 'Somebody deleted or replaced `.pipeline-runner/locks/<run>.lock` while a process worked on the run, and another process has taken the run since. The first one stops as soon as it has something to record, and writes nothing more; its unfinished work is repeated by the other. If the lock file was only removed, it is created again without further effect. Never delete one: the system frees a lock when its process ends.',
    example: 'rm .pipeline-runner/locks/ep001.lock   # while `run ep001` works, and then `run ep001` again',
  },
  'run/locked': {
    title: 'Another process is working on this run',
    help: 'Only one process at a time can work on a run. The message names it. The system frees the lock when that process ends, however it ends: there is no lock file to delete. A stopped process (Ctrl-Z) still holds it.',
    example: 'pipeline-runner run runs/ep001.yaml   # in two terminals at once',
  },
  'run/duplicate-uid': {
    title: 'A checkpoint was copied',
    help: 'Two checkpoints claim to be the same run, because one was copied together with its manifest. Delete the copy of the checkpoint: the copied manifest then starts a separate run.',
    example:
      'cp runs/ep001.yaml runs/ep002.yaml\ncp runs/ep001.checkpoint.json runs/ep002.checkpoint.json   # not this one',
  },
  'run/renamed': {
    title: 'A run continues under a new name',
    help: 'The checkpoint was written under another name, and nothing of that name is left: manifest and checkpoint were renamed together. The run keeps its results. If its folder `runs/<run>.run/` was renamed too, the paths of its files follow; otherwise they stay the same.',
    example:
      'git mv runs/ep001.yaml runs/pilot.yaml\ngit mv runs/ep001.checkpoint.json runs/pilot.checkpoint.json\ngit mv runs/ep001.run runs/pilot.run',
  },
  'run/copied': {
    title: 'A new manifest has the same content as that of another run',
    help: 'The manifest was copied and not changed, so the new run does, and pays for, the same again. Change the inputs that should be different. To make a variant of a run that takes over its results, use `pipeline-runner fork`. If you want the same again, ignore the warning.',
    example: 'cp runs/ep001.yaml runs/ep002.yaml   # and the topic is still that of ep001',
  },
  'run/renamed-alone': {
    title: 'A manifest may have been renamed without its run',
    help: 'A new run has the same pipeline and inputs as a run whose manifest is missing. If only the manifest was renamed, its results stay with the old name, and the new run does, and pays for, everything again. Stop it, delete what it has made (its checkpoint and its folder), and rename the checkpoint and the folder of the old run. If a new run is what you want, ignore the warning, or delete the checkpoint of the old one.',
    example:
      'git mv runs/ep001.yaml runs/pilot.yaml   # and the two below\ngit mv runs/ep001.checkpoint.json runs/pilot.checkpoint.json\ngit mv runs/ep001.run runs/pilot.run',
  },
  'checkpoint/damaged': {
    title: 'A checkpoint is damaged',
    help: 'The checkpoint was cut off, edited by hand, changed by a disk error or by a merge: its last line holds a digest of the rest, so any change is detected. The damaged file is kept in .pipeline-runner/damaged. If this machine has a good copy, the run resumes from it and this is a warning. If not, nothing is started: restore an older version of the file with git, or delete it together with the folder of the run, and let the run start from scratch.',
    example: 'git checkout HEAD -- runs/ep001.checkpoint.json',
  },
  'checkpoint/conflict': {
    title: 'A merge conflict in a checkpoint was resolved',
    help: 'Two machines continued the same run. Checkpoints are never merged line by line: the version with the higher serial is used in full. Stages that only the other version had finished are reused where their fingerprints are equal. Its answers to gates and its costs are dropped. The original file is kept in .pipeline-runner/damaged.',
  },
  'checkpoint/older': {
    title: 'A checkpoint was older than what this machine knows, and was restored',
    help: 'The file in `runs/` was replaced by an earlier version, for example by git checkout. The runner knows later results of the same run and resumes from those, because work that is done and paid for is not repeated. To go back on purpose, raise `rerun` in the manifest and name the stage.',
    example: 'rerun: { n: 2, from: outlining }',
  },
  'checkpoint/gone': {
    title: 'A run has made files, but its checkpoint is gone',
    help: 'The folder `runs/<run>.run/` has files of the run, and neither a checkpoint nor the journal of this machine says what was done: the checkpoint was deleted or not committed, and this is another machine or a fresh clone. Starting would do, and pay for, everything again, and overwrite the files. Bring the checkpoint back from git or from the machine that ran it. To start over, delete the folder, or give the manifest a new name.',
    example:
      'git log --all --oneline -- runs/ep001.checkpoint.json\ngit checkout <commit> -- runs/ep001.checkpoint.json',
  },
  'checkpoint/missing': {
    title: 'A checkpoint was deleted, and was restored',
    help: 'The manifest is there, the checkpoint is not, and this machine knows the progress of the run, so it resumes from there. To run everything again, raise `rerun` in the manifest, or give the manifest a new name.',
    example: 'rerun: { n: 2, from: [ideation] }',
  },
  'checkpoint/newer-version': {
    title: 'A checkpoint was written by a later version of pipeline-runner',
    help: 'The digest of the checkpoint holds, so nothing is damaged, but it contains something this version does not know. It is not changed, and the run does not resume from an older state instead: the work of the later version would be done, and paid for, again. Update the program here. If nobody has a later version, the file was written by hand: restore an older version with git.',
    example: 'npm install pipeline-runner@latest',
  },
  'checkpoint/unreadable': {
    title: 'A checkpoint cannot be read',
    help: 'At the path of the checkpoint there is something that is a link, a folder or a device, is larger than 64 MiB, or belongs to another user. Nothing was changed.',
  },
  'checkpoint/too-large': {
    title: 'The checkpoint of a run would be too large',
    help: 'A checkpoint can have 64 MiB at most. The run stopped before that; what was done is in the journal of this machine. Outputs over 4 KB are in separate files, and so are the items of a `foreach` with more than 500: split a run with more results into several runs.',
  },
  'journal/damaged': {
    title: 'The journal of a run has a gap',
    help: 'The journal holds what happened since the last checkpoint. A record in the middle is missing or damaged, which a crash cannot cause, but a disk error or a manual edit can. The run resumes from the last record before the gap; later work is repeated.',
  },
  'artifact/not-a-file': {
    title: 'A stage left something that is not a regular file',
    help: 'Only regular files can be artifacts: no links, sockets, pipes or devices. Copy what the link points to. PIPELINE_ARTIFACTS itself must also stay a folder.',
    example: 'ln -s /data/music.mp3 "$PIPELINE_ARTIFACTS/music.mp3"   # use cp',
  },
  'artifact/unreadable': {
    title: 'A file that a stage left cannot be read',
    help: 'The stage removed read permission, or a process it left running removed the file after the stage had ended. Wait for everything you start, and leave the files readable.',
    example: 'make -j4 & make_pid=$!; …; wait $make_pid',
  },
  'artifact/name': {
    title: 'An artifact has a name that cannot be used',
    help: 'Artifact names must be valid UTF-8 without control characters and backslashes, at most 1,000 characters with their folders.',
  },
  'artifact/too-many': {
    title: 'A stage left more files than a run can keep',
    help: 'The checkpoint names each artifact with its digest, so an attempt publishes at most 10,000 files and folders, with 1,000,000 characters in their names. Pack them into an archive.',
    example: 'tar -cf "$PIPELINE_ARTIFACTS/frames.tar" frames',
  },
  'artifact/too-few': {
    title: 'A stage left fewer files than its artifacts rule requires',
    help: 'Each rule under `artifacts:` names a glob; at least `min_count` files (default: 1) must match it when the stage succeeds. The message lists what was there. For stages whose files are known in advance, `validate` finds rules that cannot be met.',
    example: 'artifacts:\n  - { path: "*.mp3", min_count: 2 }',
  },
  'artifact/size': {
    title: 'An artifact is smaller or larger than its rule allows',
    help: '`min_bytes` and `max_bytes` of a rule under `artifacts:` apply to each file that matches its glob.',
    example: 'artifacts:\n  - { path: episode.mp3, min_bytes: 100000 }',
  },
  'artifact/media-type': {
    title: 'An artifact has a different media type from its rule',
    help: 'The type is detected from the first bytes of the file, and from its name only if the content is inconclusive. An error page saved as episode.mp3 is not audio.',
    example: 'artifacts:\n  - { path: episode.mp3, media_type: audio/* }',
  },
  'artifact/duration': {
    title: 'A recording is shorter or longer than its rule allows',
    help: '`duration` of a rule under `artifacts:` sets the minimum and maximum length of each matching file.',
    example: 'artifacts:\n  - { path: episode.mp3, duration: { min: 5m, max: 20m } }',
  },
  'artifact/duration-unknown': {
    title: 'The length of a recording cannot be determined',
    help: 'The length of WAV, MP3, MP4 and M4A files is read from their headers. This file has another format or is damaged.',
  },
  'artifact/missing': {
    title: 'A file made by an earlier stage is missing or was changed',
    help: 'The checkpoint names the file with its SHA-256: an output that is kept in a file, or a file that passed a gate. At that path there is now nothing, or different content. Restore the file (git checkout), or let the stage that made it run again. A stage that needs another artifact that is missing fails with its own message; a changed one is `artifact/changed`. As a warning it names the stages that a `retry` runs again because their files are missing.',
    example: 'rerun: { n: 2, from: segments }',
  },
  'artifact/changed': {
    title: 'A file made by an earlier stage has changed',
    help: 'Between two executions of the run somebody edited, cut off or replaced an artifact, git gave it other line ends, or git-lfs put a pointer in its place. The next stage was to read it by its path, and would have worked, and been paid, on something that no stage made and no digest knows. Bring the file back and `retry`, or have it made again with `retry --from` and the stage that made it. A text that people are to edit belongs behind a gate with `editable: true`. `pipeline-runner verify` finds all such files of a run.',
    example: 'git checkout HEAD -- runs/ep001.run/cut/cut.wav',
  },
  'secret/too-short': {
    title: 'A secret is too short to be kept out of logs',
    help: 'Secrets are replaced by *** wherever they would be written. A value of fewer than 6 characters also occurs in ordinary text, so it cannot be a secret.',
    example: 'API_KEY=abc pipeline-runner run runs/ep001.yaml',
  },
  'manifest/missing': {
    title: 'The manifest of a run is missing',
    help: 'The file was deleted or renamed. Running stages finish, and the run is on hold until the manifest is back. No results of the run are deleted. `pipeline-runner status ep001` shows how to restore it: from the latest commit that has it, even if the deletion is already committed. If it was never committed, restore a copy, or write it again: the pipeline and the inputs are in the checkpoint.',
    example: 'git checkout HEAD -- runs/ep001.yaml',
  },
  'manifest/misnamed': {
    title: 'A file in runs/ is named almost like a manifest',
    help: 'A manifest must end in `.yaml`, in lower case; the runner ignores `.yml`. Rename the file, or keep it elsewhere if it is not a manifest.',
    example: 'mv runs/ep001.yml runs/ep001.yaml',
  },
  'manifest/dangling': {
    title: 'A broken link in runs/',
    help: 'It is named like a manifest, but its target is missing or cannot be read. Put the file there, or delete the link.',
    example: 'ln -s ../drafts/ep001.yaml runs/ep001.yaml   # and no such draft',
  },
  'runs/missing': {
    title: 'The folder runs/ is missing',
    help: 'It contained runs that this machine has worked on. Somebody moved or deleted the folder, or a disk is not mounted. Nothing is done until it is back, and finished work is not repeated: restore it with its checkpoints and `.run` folders, with `git checkout HEAD -- runs` if it was only deleted.',
    example: 'mv runs old-runs   # beside `pipeline-runner watch`',
  },
} as const satisfies Record<string, CodeEntry>;
