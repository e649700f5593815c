/** `version` and `--version`. */
import { VERSION } from '../../app/version.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';

export async function versionCommand(terminal: Terminal): Promise<ExitCode> {
  terminal.out(`pipeline-runner ${VERSION} (node ${process.version}, ${process.platform} ${process.arch})\n`);
  return EXIT.completed;
}
