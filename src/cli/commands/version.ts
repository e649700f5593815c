/** `version`: versions of this program and of Node, and the platform. */
import { VERSION } from '../../app/project/version.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { JsonFlags } from '../flags.ts';
import type { Terminal } from '../terminal.ts';

export async function versionCommand(terminal: Terminal, { json }: JsonFlags): Promise<ExitCode> {
  const { version: node, platform, arch } = process;
  const text = `pipeline-runner ${VERSION} (node ${node}, ${platform} ${arch})\n`;
  terminal.out(json ? `${JSON.stringify({ version: VERSION, node: node.slice(1), platform, arch })}\n` : text);
  return EXIT.completed;
}
