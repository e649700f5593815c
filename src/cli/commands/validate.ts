/** `validate`: reports all mistakes in pipelines and manifests, for people, programs and GitHub. */
import { pathFromRoot } from '../../app/project/typed-path.ts';
import { validateProject } from '../../app/validate.ts';
import { hasErrors } from '../../model/diagnostic.ts';
import { renderDiagnostics, summarize } from '../../report/diagnostics.ts';
import { counted } from '../../report/words.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { ValidateFlags } from '../flags.ts';
import { projectOf } from '../open.ts';
import { drawPaint } from '../show.ts';
import type { Terminal } from '../terminal.ts';

export async function validateCommand(
  terminal: Terminal,
  flags: ValidateFlags,
  ...paths: readonly string[]
): Promise<ExitCode> {
  const { format } = flags;
  const project = await projectOf(terminal, flags);
  const paint = drawPaint(terminal.paint.out);
  if (!project.ok) {
    terminal.out(renderDiagnostics(project.error, { format, paint }));
    return EXIT.invalid;
  }
  const { root } = project.value;
  const { diagnostics, pipelines, manifests } = await validateProject(
    project.value,
    paths.map((typed) => pathFromRoot(root, typed, terminal.cwd)),
  );
  terminal.out(renderDiagnostics(diagnostics, { format, paint }));
  if (format === 'text') {
    const checked = `${counted(pipelines, 'pipeline')} and ${counted(manifests, 'manifest')} checked`;
    terminal.out(`${checked}: ${summarize(diagnostics) ?? 'no errors'}\n`);
  }
  return hasErrors(diagnostics) ? EXIT.invalid : EXIT.completed;
}
