/** `schema`: the file formats as JSON Schema, exactly as they are published. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { didYouMean } from '../../core/nearest.ts';
import { anError } from '../../model/diagnostic.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { SharedFlags } from '../flags.ts';
import { packageFolder } from '../package-folder.ts';
import { showDiagnostics } from '../show.ts';
import type { Terminal } from '../terminal.ts';

const SCHEMAS: ReadonlyMap<string, string> = new Map([
  ['pipeline', 'a stage graph: pipelines/*.yaml'],
  ['run', 'a manifest: runs/<id>.yaml'],
  ['checkpoint', 'the state of a run: runs/<id>.checkpoint.json'],
  ['config', 'settings of a project: pipeline-runner.config.yaml'],
  ['call', 'a recorded call, in the folder that `replay` of a manifest names'],
  ['event', 'one line of `run --json`'],
  ['log', 'one line of .pipeline-runner/log.ndjson'],
]);

export async function schemaCommand(terminal: Terminal, _flags: SharedFlags, name?: string): Promise<ExitCode> {
  if (name === undefined) {
    for (const [known, meaning] of SCHEMAS) terminal.out(`${known.padEnd(12)}${meaning}\n`);
    return EXIT.completed;
  }
  if (!SCHEMAS.has(name)) {
    const hint = didYouMean(name, SCHEMAS.keys()) ?? `the schemas are ${[...SCHEMAS.keys()].join(', ')}`;
    await showDiagnostics(terminal, [anError('cli/usage', `there is no schema "${name}"`, { hint })]);
    return EXIT.invalid;
  }
  terminal.out(readFileSync(path.join(packageFolder(), 'schemas', `${name}.schema.json`), 'utf8'));
  return EXIT.completed;
}
