/** Codes of reading files as text and as YAML; part of codes-format.ts. */
import type { CodeEntry } from './code-entry.ts';

export const yamlCodes = {
  'file/lfs-pointer': {
    title: 'A file is a git-lfs pointer, not the file itself',
    help: 'The repository keeps this file with git-lfs, which was not set up when it was cloned, or did not fetch the file: it contains only three lines, which would be sent to the model. Run `git lfs install`, then `git lfs pull`.',
  },
  'file/missing': {
    title: 'A referenced file does not exist',
    help: 'Paths are relative to the project root; template paths to `templates/`, schema paths to `schemas/`, and a pipeline named `x` is `pipelines/x.yaml`. Create the file or correct the path.',
    example: 'stages:\n  outline:\n    uses: write\n    with: { template: no-such-file.md, to: outline.md }',
  },
  'file/not-a-file': {
    title: 'A path leads to something that is not a regular file',
    help: 'Only regular files are read: no folders, devices, sockets or pipes. Under `files` of a command or a module, a folder stands for the files in it.',
    example: 'mkfifo runs/ep001.yaml',
  },
  'file/outside': {
    title: 'A path leads outside the project',
    help: 'Files of a pipeline must be inside the project: no absolute paths, no `..` beyond the root, no symbolic links that lead outside. A folder with its own config is another project: use --root.',
    example: 'with: { module: ../elsewhere/stage.ts }',
  },
  'file/too-large': {
    title: 'A file is too large to be read',
    help: 'Definitions and manifests can have 1 MiB. Keep data in separate files and let a stage read them.',
  },
  'file/too-many': {
    title: 'A folder under `files` holds too many files',
    help: 'A stage that names a folder under `files` runs again when a file in it changes, so all of them are looked at before it starts. A folder can hold 5,000 files and folders, including those in its subfolders. What begins with a dot does not count. Name a smaller folder, or one file that changes when they do, such as a list of their checksums.',
    example: 'with: { argv: [node, tools/site.mjs], files: [node_modules] }',
  },
  'file/unreadable': {
    title: 'A file cannot be read',
    help: 'The operating system refused to read it; the message says why. Check its permissions.',
  },
  'secret/looks-like': {
    title: 'A value looks like a secret',
    help: 'It has the format of a well-known key, or is under a name such as `password` and does not look like a word. Project files go into git and stay in its history. Put the value into the environment, a file outside the repository or a password manager, and name it: `secrets:` of the config for stages, `api_key:` for providers. If the file was ever pushed, revoke the key.',
    example: 'providers:\n  writer: { type: openai, headers: { authorization: "Bearer <a key>" } }',
  },
  'yaml/alias-limit': {
    title: 'Aliases repeat too much',
    help: 'A file can have 50 aliases (`*name`) that add 10,000 values at most, and none may contain itself. Write the values out, or move them to a separate file.',
    example: 'a: &a [*a]',
  },
  'yaml/bad-number': {
    title: 'A number that cannot be kept exactly',
    help: 'Whole numbers beyond 9007199254740991, infinity and not-a-number cannot be kept in JSON. Put the value in quotes to keep it as text.',
    example: 'inputs: { id: 12345678901234567890 }',
  },
  'yaml/conflict': {
    title: 'The file contains an unresolved merge conflict',
    help: 'Lines that start with `<<<<<<<` or `>>>>>>>` were left by git. Resolve the conflict. In a template or a prose context file it counts as a conflict if both kinds of line occur with `=======` between them: a model would receive both versions.',
    example: '<<<<<<< HEAD',
  },
  'yaml/control-character': {
    title: 'The file contains a character that is not text',
    help: 'NUL bytes and control characters other than tab and line ends are refused. Delete the character, or write it as an escape in double quotes: "\\u0007".',
  },
  'yaml/cut-text': {
    title: 'A `#` cuts off a text',
    help: 'After a space, `#` starts a comment in YAML: of `topic: The #1 rocket`, only `The` is left. Put the whole text in quotes. If a comment is meant, write a space after its `#`.',
    example: 'inputs:\n  topic: The #1 rocket   # put it in quotes: "The #1 rocket"',
  },
  'yaml/duplicate-key': {
    title: 'A key is given twice in one map',
    help: 'Only one of the two could count. Delete or rename one.',
    example: 'timeout: 5m\ntimeout: 10m',
  },
  'yaml/merge-key': {
    title: 'Merge keys are not supported',
    help: '`<<` is an extension of old YAML. Write the keys out; use `defaults:` of a pipeline for what stages share.',
    example: 'stage:\n  <<: *common',
  },
  'yaml/not-utf8': {
    title: 'The file is not UTF-8',
    help: 'Save it as UTF-8; a byte order mark is allowed.',
  },
  'yaml/several-documents': {
    title: 'The file contains several YAML documents',
    help: 'One file contains one pipeline, one run or one configuration. Split it at the `---`.',
    example: 'a: 1\n---\nb: 2',
  },
  'yaml/syntax': {
    title: 'The file is not valid YAML',
    help: 'The message says what is wrong at the place shown. Text that contains `: ` or ` #`, or starts with one of `[ ] { } * & ! % @ ` and a backtick, needs quotes.',
    example: 'title: Rockets: how they work',
  },
  'yaml/tab': {
    title: 'A tab indents a line',
    help: 'YAML allows only spaces as indentation.',
    example: 'stages:\n\toutline:',
  },
  'yaml/too-deep': {
    title: 'Lists and maps are nested too deeply',
    help: 'At most 64 levels are read.',
  },
  'yaml/unknown-alias': {
    title: 'An alias refers to nothing',
    help: '`*name` repeats a value marked with `&name` before it. Text that starts with `*` needs quotes.',
    example: 'artifacts: { text: { path: *.md } }',
  },
  'yaml/unsafe-key': {
    title: 'A key is not allowed for safety',
    help: '`__proto__`, `constructor` and `prototype` are refused as keys and as parts of dotted keys.',
    example: 'inputs: { __proto__: { admin: true } }',
  },
} as const satisfies Record<string, CodeEntry>;
