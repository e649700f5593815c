/** `version` and `--version`. */
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { ownPackage } from '../package-folder.ts';
import type { Terminal } from '../terminal.ts';

export const versionText = (): string => ownPackage().version;

export async function versionCommand(terminal: Terminal): Promise<ExitCode> {
  terminal.out(`pipeline-runner ${versionText()} (node ${process.version}, ${process.platform} ${process.arch})\n`);
  return EXIT.completed;
}
