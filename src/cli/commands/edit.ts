/** `edit`: opens the drafts of waiting gates, and the manifest, in the person's editor. */
import path from 'node:path';
import { type EditorEnd, editorOf, runEditor } from '../../adapters/processes/editor.ts';
import { type FileToEdit, filesToEdit, lookAtEdit, textNow } from '../../app/steer/files-to-edit.ts';
import type { Project } from '../../app/types.ts';
import type { RunId } from '../../model/brand.ts';
import { anError, type Diagnostic, hasErrors } from '../../model/diagnostic.ts';
import { commandText } from '../../report/gates.ts';
import { lineDiff } from '../../report/line-diff.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { SharedFlags } from '../flags.ts';
import { runOf } from '../open.ts';
import { programName } from '../program-name.ts';
import { refused, showDiagnostics } from '../show.ts';
import type { Terminal } from '../terminal.ts';

export async function editCommand(terminal: Terminal, flags: SharedFlags, typed: string): Promise<ExitCode> {
  const named = await runOf(terminal, flags, typed);
  if (!named.ok) return refused(terminal, named.error);
  const { project, run } = named.value;
  const files = await filesToEdit(project, run);
  const editor = editorOf(terminal.env);
  if (editor === null) {
    const message = 'neither $VISUAL nor $EDITOR names an editor';
    return refused(terminal, [noEditor(message, files, 'set EDITOR, as in `EDITOR=nano`, or ')]);
  }
  if (terminal.screen === null)
    return refused(terminal, [noEditor('an editor needs a terminal, and this is not one', files)]);
  const paths = files.map(({ file }) => path.join(project.root, file));
  const end = await runEditor(editor, paths, { cwd: project.root, env: terminal.env });
  const problem = problemOf(end);
  if (problem !== null) return refused(terminal, [noEditor(`the editor ${editor[0]} ${problem}`, files)]);
  return told(terminal, { project, run, files });
}

function problemOf(end: EditorEnd): string | null {
  if (end.type === 'not-started') return `cannot be started: ${end.message}`;
  if (end.type === 'signalled') return `was killed by ${end.signal}`;
  return end.code === 0 ? null : `exited with code ${end.code}`;
}

/** @param first what to do before that, if there is anything. */
const noEditor = (message: string, files: readonly FileToEdit[], first = ''): Diagnostic =>
  anError('cli/no-editor', message, {
    hint: `${first}open the files yourself: ${files.map(({ file }) => file).join(', ')}`,
  });

interface Edited {
  readonly project: Project;
  readonly run: RunId;
  readonly files: readonly FileToEdit[];
}

async function told(terminal: Terminal, { project, run, files }: Edited): Promise<ExitCode> {
  const changed = files.filter(({ file, text }) => textNow(project, file) !== text);
  for (const { file, text } of changed) {
    const lines = lineDiff(text, textNow(project, file), terminal.paint.out);
    terminal.out(`${terminal.paint.out('bold', file)}\n${lines}`);
  }
  const { mistakes, unanswered } = await lookAtEdit(project, run);
  await showDiagnostics(terminal, mistakes);
  const program = programName(terminal);
  // Editing a draft does not approve it: the run would keep waiting.
  const approvals = unanswered.map((gate) => commandText(program, 'approve', { run, gate }));
  if (hasErrors(mistakes)) terminal.out(`Next: ${program} edit ${run}\n`);
  else if (changed.length === 0) terminal.out('Nothing was changed.\n');
  else if (approvals.length > 0) terminal.out(`Next: ${approvals.join(', ')}\n`);
  else terminal.out(`Next: ${program} run ${run}, unless a process is already working on it\n`);
  return hasErrors(mistakes) ? EXIT.invalid : EXIT.completed;
}
