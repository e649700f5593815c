/** `init`: a new project. */
import path from 'node:path';
import { initProject } from '../../app/init.ts';
import { initText } from '../../report/init-text.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { InitFlags } from '../flags.ts';
import { packageFolder } from '../package-folder.ts';
import { refused } from '../show.ts';
import type { Terminal } from '../terminal.ts';

export async function initCommand(terminal: Terminal, flags: InitFlags, typed = '.'): Promise<ExitCode> {
  const { root = '.', template } = flags;
  const folder = path.resolve(terminal.cwd, root, typed);
  const made = initProject({ home: packageFolder(), folder, template });
  if (!made.ok) return refused(terminal, made.error);
  const there = path.relative(terminal.cwd, folder);
  terminal.out(initText({ ...made.value, folder: there === '' ? null : there }, terminal.paint.out));
  return EXIT.completed;
}
