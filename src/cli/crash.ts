/**
 * Reports of unexpected errors: disk errors, which the user can fix, and our bugs. Values of secrets that this process
 * has looked up are removed.
 */
import { type DurableError, diskDiagnostic, diskErrorOf, firstError } from '../adapters/disk/error.ts';
import { withoutKnownSecrets } from '../app/drive/secrets.ts';
import { VERSION } from '../app/project/version.ts';
import { InternalError } from '../model/brand.ts';
import { harmless } from '../report/words.ts';

export type CrashDetail = 'words' | 'stack';

export const crashReport = (thrown: unknown, detail: CrashDetail): string =>
  withoutKnownSecrets(reportOf(thrown, detail));

function reportOf(thrown: unknown, detail: CrashDetail): string {
  const error = firstError(thrown);
  const stack = detail === 'stack' && error instanceof Error ? `${harmless(String(error.stack))}\n` : '';
  const onDisk = diskErrorOf(error);
  if (onDisk !== null) return diskReport(onDisk) + stack;
  if (isSystemError(error)) return systemReport(error) + stack;
  return bugReport(error) + stack;
}

/** Report of an error outside of any awaited call. Only its stack shows where it came from. */
export function strayReport(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? String(error)) : `${typeof error} was thrown`;
  return [
    `error: thrown outside of any awaited call: ${harmless(withoutKnownSecrets(text))}`,
    'If a stage module did this, it must await everything it starts. If not, it is a bug in pipeline-runner.',
    'Nothing recorded is lost: run it again to resume where it left off.',
    '',
  ].join('\n');
}

function diskReport(error: DurableError): string {
  const { code, message, hint } = diskDiagnostic(error);
  return [
    `error[${code}]: ${harmless(message)}`,
    `    file: ${error.path}`,
    `    hint: ${hint ?? 'run it again'}`,
    'Nothing recorded is lost: run it again to resume where it left off.',
    '',
  ].join('\n');
}

interface SystemError extends Error {
  readonly code: string;
  readonly syscall: string;
  readonly path?: string;
}

const isSystemError = (error: unknown): error is SystemError =>
  error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';

const systemReport = ({ code, syscall, path }: SystemError): string =>
  [
    `error[disk/failed]: the system refused ${syscall}${path === undefined ? '' : ` of ${harmless(path)}`}: ${code}`,
    '    hint: check that the file exists and that you have access to it, then run the command again',
    'Nothing recorded is lost.',
    '',
  ].join('\n');

function bugReport(error: unknown): string {
  const name = error instanceof InternalError || !(error instanceof Error) ? '' : `${error.name}: `;
  const message = error instanceof Error ? error.message : String(error);
  return [
    `internal error: ${name}${harmless(message)}`,
    'This is a bug in pipeline-runner, not a mistake of yours. Nothing recorded is lost.',
    'Please report it with the line above, the command you typed, what the same command prints with --debug, and',
    `    pipeline-runner ${VERSION}, node ${process.version}, ${process.platform} ${process.arch}`,
    '',
  ].join('\n');
}
