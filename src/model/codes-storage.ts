/** Codes of what is kept on the disk: locks, checkpoints, journals, artifacts; part of codes-runtime.ts. */
import type { CodeEntry } from './code-entry.ts';

export const storageCodes = {
  'disk/full': {
    title: 'The disk is full, or a quota is used up',
    help: 'The runner could not write down what happened, so it stopped: it starts nothing that it could not record. What was recorded before is whole. Free some space and run it again; it goes on where it was.',
    example: 'runs/ep001.checkpoint.json error[disk/full]: the disk is full: write failed with ENOSPC',
  },
  'disk/read-only': {
    title: 'The disk can only be read',
    help: 'The runner writes beside the manifest and below .pipeline-runner. Systems also turn a disk read-only after an error of the hardware: look at the system log.',
  },
  'disk/too-many-files': {
    title: 'Too many files are open',
    help: 'The system refused to open one more file. Raise the limit (`ulimit -n 4096`) or lower `concurrency` in pipeline-runner.config.yaml.',
  },
  'disk/denied': {
    title: 'The system does not let the runner use a file',
    help: 'The file or its folder belongs to another user or is protected. This happens when the runner was once started as another user, for example with sudo or in a container.',
    example: 'sudo chown -R "$USER" runs .pipeline-runner',
  },
  'disk/in-the-way': {
    title: 'Something stands where the runner must write',
    help: 'Where it needs a folder there is a file or a link, or where it needs a file there is a folder. The message names it. Nothing of it is touched: move it away, or delete it if nobody needs it, and run it again.',
    example: 'touch runs/ep001.run/drafts   # a file, where drafts are to lie',
  },
  'disk/failed': {
    title: 'The disk reported an error',
    help: 'Something could not be written or made durable, so the runner stopped. What was recorded before is whole. Look at the system log, then run it again. With `ENOENT` the disk is well: somebody removed what the runner needed, such as `.pipeline-runner`, while it worked.',
  },
  'lock/damaged': {
    title: 'Something else than a lock stands in a lock file',
    help: 'Lock files (`.pipeline-runner/locks/*.lock`, `daemon.lock`, `trial.lock`) are empty, and nothing of a run is kept in them. An editor, a sync program or a failing disk wrote into the one that is named, so nobody can tell whether somebody works there. Look that no `watch` and no `run` of this project is left, delete the file, and run it again. Who held it last stands beside it in `*.lock.json`; that file is for people only, and garbage in it does no harm.',
    example: 'rm .pipeline-runner/locks/ep001.lock',
  },
  'lock/gone': {
    title: 'A run was taken over because its lock file was removed',
    help: 'Somebody deleted or replaced `.pipeline-runner/locks/<run>.lock` while a process worked on the run, and another process took the run since. The first one stops as soon as it has something to record, and writes nothing any more; what it had in work is done again by the other. A lock file that is only removed is made anew, and nothing happens. Never delete one: a lock is freed by the system when its process ends.',
    example: 'rm .pipeline-runner/locks/ep001.lock   # while `run ep001` works, and then `run ep001` again',
  },
  'run/locked': {
    title: 'Another process drives this run',
    help: 'A run is driven by one process at a time. The message names the one that has it. The lock is freed by the system when that process ends, in whatever way: there is no lock file to delete. A stopped process (Ctrl-Z) still holds it.',
    example: 'pipeline-runner run runs/ep001.yaml   # in two terminals at once',
  },
  'run/duplicate-uid': {
    title: 'A checkpoint was copied',
    help: 'Two checkpoints say that they are the same run, because one was copied together with its manifest. Delete the copy of the checkpoint: the copied manifest then starts a run of its own.',
    example:
      'cp runs/ep001.yaml runs/ep002.yaml\ncp runs/ep001.checkpoint.json runs/ep002.checkpoint.json   # not this one',
  },
  'run/renamed': {
    title: 'A run goes on under a new name',
    help: 'The checkpoint was written for another name, and nothing of that name is left: manifest and checkpoint were renamed together. The run keeps its results. Where its folder `runs/<run>.run/` was renamed too, the paths of its files follow; else they stay what they were.',
    example:
      'git mv runs/ep001.yaml runs/pilot.yaml\ngit mv runs/ep001.checkpoint.json runs/pilot.checkpoint.json\ngit mv runs/ep001.run runs/pilot.run',
  },
  'checkpoint/damaged': {
    title: 'A checkpoint is damaged',
    help: 'The checkpoint was cut off, edited by hand, changed by a disk error or by a merge: its last line holds a digest of all the rest, so any change shows. The damaged file is kept below .pipeline-runner/damaged. If this machine has a good copy the run goes on from it and this is a warning. If not, nothing is started: bring back an older version of the file with git, or delete it and let the run start from nothing.',
    example: 'git checkout HEAD -- runs/ep001.checkpoint.json',
  },
  'checkpoint/conflict': {
    title: 'A merge conflict in a checkpoint was resolved',
    help: 'Two machines went on with the same run. Checkpoints are never merged line by line: the version with the higher serial was taken whole. Stages that only the other one had finished are not done again where they come to the same: their results are used. Its answers to gates and its costs are not taken over. The file as it was is kept below .pipeline-runner/damaged.',
  },
  'checkpoint/older': {
    title: 'A checkpoint was older than what this machine knows, and was put back',
    help: 'The file in `runs/` was replaced by an earlier version, for example by git checkout. The runner knows later results of the same run and goes on from those, because work that is done and paid for is not done again. To go back on purpose, raise `rerun` in the manifest and say from which stage.',
    example: 'rerun: { n: 2, from: outlining }',
  },
  'checkpoint/missing': {
    title: 'A checkpoint was deleted, and was put back',
    help: 'The manifest is there, the checkpoint is not, and this machine knows how far the run had come, so it goes on from there. To run everything again, raise `rerun` in the manifest, or give the manifest a new name.',
    example: 'rerun: { n: 2, from: [ideation] }',
  },
  'checkpoint/newer-version': {
    title: 'A checkpoint was written by a later version of pipeline-runner',
    help: 'The digest of the checkpoint holds, so nothing is damaged, but it has what this version does not know. It is not touched, and the run does not go on from an older state in its place: what the later version did would be done, and paid for, again. Update the program here to the version of the others. If nobody has a later one, somebody wrote it by hand: bring back an older version of the file with git.',
    example: 'npm install pipeline-runner@latest',
  },
  'checkpoint/unreadable': {
    title: 'A checkpoint cannot be read',
    help: 'What stands at the path of the checkpoint is a link, a folder or a device, is larger than 64 MiB, or belongs to another user. Nothing was changed.',
  },
  'checkpoint/too-large': {
    title: 'The checkpoint of a run would be too large',
    help: 'A checkpoint has at most 64 MiB, because nobody reads a larger one, the runner included. The run stopped before that; what was done is in the journal of this machine. Outputs over 4 KB stand in files of their own, and so do the items of a `foreach` with more than 500: a run of more results than that is to be several runs.',
  },
  'journal/damaged': {
    title: 'The journal of a run has a hole',
    help: 'The journal holds what happened since the last checkpoint. A record in the middle is missing or damaged, which a crash cannot do; a disk error or a hand can. The run goes on from the last record before the hole; what came after it is done again.',
  },
  'artifact/not-a-file': {
    title: 'A stage left something that is no regular file',
    help: 'Only regular files can be artifacts: no links, sockets, pipes or devices. Copy what the link points to. The folder at PIPELINE_ARTIFACTS itself stays a folder too.',
    example: 'ln -s /data/music.mp3 "$PIPELINE_ARTIFACTS/music.mp3"   # use cp',
  },
  'artifact/unreadable': {
    title: 'A file that a stage left cannot be read',
    help: 'The stage took the permission to read it away, or something that it left running removed the file while the stage had ended already. Wait for what was started, and leave the files readable.',
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
    title: 'A stage left fewer files than its artifacts rule asks for',
    help: 'Each rule under `artifacts:` names a glob; at least `min_count` files (1 if not said) must match it when the stage succeeds. The message lists what was there. Of stages whose files are known, `validate` finds a rule that none of them can meet.',
    example: 'artifacts:\n  - { path: "*.mp3", min_count: 2 }',
  },
  'artifact/size': {
    title: 'An artifact is smaller or larger than its rule allows',
    help: '`min_bytes` and `max_bytes` of a rule under `artifacts:` hold for each file that matches its glob.',
    example: 'artifacts:\n  - { path: episode.mp3, min_bytes: 100000 }',
  },
  'artifact/media-type': {
    title: 'An artifact is of another media type than its rule asks for',
    help: 'The type is found by the first bytes of the file, and by its name only where the content does not tell. A page with an error message saved as episode.mp3 is no audio.',
    example: 'artifacts:\n  - { path: episode.mp3, media_type: audio/* }',
  },
  'artifact/duration': {
    title: 'A recording is shorter or longer than its rule allows',
    help: '`duration` of a rule under `artifacts:` gives the least and the greatest length of each file that matches.',
    example: 'artifacts:\n  - { path: episode.mp3, duration: { min: 5m, max: 20m } }',
  },
  'artifact/duration-unknown': {
    title: 'The length of a recording cannot be found',
    help: 'The length of WAV, MP3, MP4 and M4A files is read from their headers. This file is of another kind or damaged.',
  },
  'artifact/missing': {
    title: 'A file that an earlier stage made is gone or was changed',
    help: 'The checkpoint names the file with its SHA-256: an output that is kept in a file, or a file that a gate let pass. At that path there is now nothing, or other content. Bring the file back (git checkout), or let the stage that made it run again. Of other artifacts a stage that cannot do without one that is gone fails in its own words; one that was changed is `artifact/changed`. As a warning it says which stages a `retry` makes again, because files of theirs are gone.',
    example: 'rerun: { n: 2, from: segments }',
  },
  'artifact/changed': {
    title: 'A file that an earlier stage made is another file now',
    help: 'Between two executions of the run somebody edited, cut off or replaced an artifact, git gave it other line ends, or git-lfs put a pointer in its place. The next stage was to read it by its path, and would have worked, and been paid, on something that no stage made and no digest knows. Bring the file back and `retry`, or have it made again with `retry --from` and the stage that made it. A text that people are to edit belongs behind a gate with `editable: true`. `pipeline-runner verify` finds all such files of a run.',
    example: 'git checkout HEAD -- runs/ep001.run/cut/cut.wav',
  },
  'secret/too-short': {
    title: 'A secret is too short to be kept out of logs',
    help: 'Secrets are replaced by *** wherever they would be written. A value of fewer than 6 characters occurs in ordinary text, so it cannot be a secret.',
    example: 'API_KEY=abc pipeline-runner run runs/ep001.yaml',
  },
  'manifest/missing': {
    title: 'The manifest of a run is gone',
    help: 'The file was deleted or renamed. What is in work ends, and the run rests until the manifest is back. Nothing that the run made is deleted. `pipeline-runner status ep001` says how to bring it back: out of the newest commit that has it, also when the deletion is committed already. A manifest that was never committed is put back from a copy, or written anew: the pipeline and the inputs stand in the checkpoint.',
    example: 'git checkout HEAD -- runs/ep001.yaml',
  },
  'manifest/misnamed': {
    title: 'A file in runs/ is named almost like a manifest',
    help: 'A manifest ends in `.yaml`, in small letters; `.yml` is something else to the runner, so nobody carries out what such a file asks for. Rename it, or keep it elsewhere if it is none.',
    example: 'mv runs/ep001.yml runs/ep001.yaml',
  },
  'manifest/dangling': {
    title: 'A link in runs/ leads nowhere',
    help: 'It is named like a manifest, and there is no file at its other end, or none that may be read. Put the file there, or delete the link.',
    example: 'ln -s ../drafts/ep001.yaml runs/ep001.yaml   # and no such draft',
  },
  'runs/missing': {
    title: 'The folder runs/ is gone',
    help: 'There were runs in it, and this machine has carried them out. Somebody moved or deleted the folder, or a disk is not mounted. Nothing is done before it is back, and nothing that is finished is done again then: bring it back with its checkpoints and `.run` folders, by `git checkout HEAD -- runs` if it was only deleted.',
    example: 'mv runs old-runs   # beside `pipeline-runner watch`',
  },
} as const satisfies Record<string, CodeEntry>;
