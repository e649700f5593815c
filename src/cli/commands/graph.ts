/** `graph`: draws the stages of a pipeline or run for Mermaid or Graphviz. */
import { graphOf } from '../../app/graph-of.ts';
import { pathFromRoot } from '../../app/project/typed-path.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { GraphFlags } from '../flags.ts';
import { projectOf } from '../open.ts';
import { refused } from '../show.ts';
import type { Terminal } from '../terminal.ts';

export async function graphCommand(terminal: Terminal, flags: GraphFlags, typed: string): Promise<ExitCode> {
  const project = await projectOf(terminal, flags);
  if (!project.ok) return refused(terminal, project.error);
  const picture = await graphOf(project.value, typed, pathFromRoot(project.value.root, typed, terminal.cwd));
  if (!picture.ok) return refused(terminal, picture.error);
  if (flags.format === 'dot') terminal.out((await import('../../report/graph-dot.ts')).dot(picture.value));
  else terminal.out((await import('../../report/graph-mermaid.ts')).mermaid(picture.value));
  return EXIT.completed;
}
