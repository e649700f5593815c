/**
 * Starts the fork server before the code that reads pipelines is loaded, if the text of the pipeline looks as if it had
 * many commands. The server takes as long to start as the runner needs for its first record, on another processor.
 *
 * Only a guess. If it is wrong, a server is started that ends unused, or the server is started once the pipeline has
 * been read (expected-commands.ts).
 */

import { readText } from '../adapters/disk/safe-read.ts';
import { forkServerOfThisProcess } from '../adapters/processes/fork-server.ts';
import type { Manifest } from '../model/manifest.ts';
import { pipelineFile } from '../parse/project-files.ts';
import type { Project } from './types.ts';

/** Bytes. A longer text is not worth reading twice. */
const MOST_READ = 1024 * 1024;
const COMMAND = /\buses['"]?\s*:\s*['"]?command\b/g;

/** @param expect takes the number of commands. */
export function guessCommands(
  { root }: Pick<Project, 'root'>,
  { pipeline, paused, cancelled }: Pick<Manifest, 'pipeline' | 'paused' | 'cancelled'>,
  expect: (commands: number) => void = (commands) => forkServerOfThisProcess().expect(commands),
): void {
  const file = paused || cancelled ? null : pipelineFile(pipeline);
  if (file === null) return;
  const text = readText(`${root}/${file}`, { maxBytes: MOST_READ });
  if (text.ok) expect(text.value.match(COMMAND)?.length ?? 0);
}
