/** The result of a command: its output, or a failure with the last lines that it printed. */
import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { err, ok, type Result } from '../../model/brand.ts';
import type { Failure } from '../../model/failure.ts';
import { type Json, parsedJson } from '../../model/json.ts';
import { errorCode } from '../../model/system-error.ts';
import type { Exit } from '../../ports/processes.ts';
import { failure } from '../failures.ts';
import { asJson, type NotJson, OUTPUT_LIMIT_BYTES } from '../output.ts';
import { READ_SAFELY } from '../own-file.ts';
import { losesDigits } from '../whole-numbers.ts';
import type { Head, Tail } from './capture.ts';
import { isThere } from './is-there.ts';
import { lastWordsIn } from './last-words.ts';

/** sysexits: EX_TEMPFAIL is retried; EX_USAGE, EX_DATAERR and EX_CONFIG are permanent. */
const RETRYABLE_EXIT = 75;
const PERMANENT_EXITS: readonly number[] = [64, 65, 78];

export interface Said {
  /** The program as the user wrote it. */
  readonly program: string;
  /** The path that was started. Replaced in messages, since paths of this machine do not belong in a checkpoint. */
  readonly started: string;
  /** Redacts secrets in the output before it is cut to its last lines. */
  readonly clean: (text: string) => string;
  readonly stdout: Head;
  readonly lastStdout: Tail;
  readonly lastStderr: Tail;
}

/** null: the command succeeded. */
export function exitFailure(exit: Exit, said: Said): Failure | null {
  switch (exit.type) {
    case 'exited':
      return exit.code === 0 ? null : codeFailure(exit.code, said);
    case 'signalled': {
      const hint = exit.signal === 'SIGKILL' ? 'check whether the system ran out of memory' : null;
      const message = `"${said.program}" was killed by ${exit.signal}${lastWords(said)}`;
      return failure('command/signal', message, { retry: 'policy', ...(hint === null ? {} : { hint }) });
    }
    case 'not-started': {
      const isScarce = ['EAGAIN', 'EMFILE', 'ENFILE', 'ENOMEM'].includes(exit.code);
      const isTransient = isScarce || exit.code === 'ETXTBSY';
      const hint = exit.code === 'E2BIG' ? { hint: NOT_AS_ARGUMENT } : isScarce ? { hint: SCARCE } : {};
      const message = exit.message.replaceAll(`"${said.started}"`, `"${said.program}"`);
      return failure('command/not-started', message, { retry: isTransient ? 'always' : 'never', ...hint });
    }
  }
}

const SCARCE =
  'it was tried for a minute: end other processes, raise the limit (`ulimit -u`, `ulimit -n`, TasksMax of the service), or set a lower `concurrency`';

const NOT_AS_ARGUMENT =
  'on Linux one argument or variable can have 128 KB: read larger values from standard input or PIPELINE_INPUT, which contain the outputs of the stages it needs';

function codeFailure(code: number, said: Said): Failure {
  const retry = code === RETRYABLE_EXIT ? 'always' : PERMANENT_EXITS.includes(code) ? 'never' : 'policy';
  const message = `"${said.program}" ended with exit code ${code}${lastWords(said)}`;
  const hint = OPENS_A_SOCKET.test(said.lastStderr.text(said.clean)) ? { hint: NOT_BY_NAME } : {};
  return failure('command/exit', message, { retry, exitCode: code, ...hint });
}

/** Node gives its children sockets, which cannot be opened by name. Programs report this in different orders. */
const OPENS_A_SOCKET =
  /\/dev\/std(?:out|err)\b.*no such device or address|no such device or address.*\/dev\/std(?:out|err)\b/i;
const NOT_BY_NAME =
  'write `>&2` instead of `> /dev/stderr`: the output of a command goes to a socket, which cannot be opened by name';

/** Many programs report errors on stdout, so it is shown when stderr is empty. */
function lastWords({ lastStderr, lastStdout, clean }: Said): string {
  const words = lastWordsIn(lastStderr.text(clean)) || lastWordsIn(lastStdout.text(clean));
  return words === '' ? ' and printed nothing' : `:\n${words}`;
}

/**
 * PIPELINE_OUTPUT if it was written, else stdout: as JSON if it is, else as text without its last line break.
 *
 * @param note writes a line to the log.
 */
export function commandOutput(
  file: string,
  { stdout, clean }: Pick<Said, 'stdout' | 'clean'>,
  note: (line: string) => void,
): Result<Json, Failure> {
  const written = readOutputFile(file);
  if (!written.ok) return written;
  if (written.value !== null) return fromFile(written.value, { clean, note });
  const bytes = stdout.bytes();
  if (bytes === null) return tooLarge('what it printed');
  const text = bytes.toString('utf8');
  if (!isUtf8(bytes)) note(GARBLED);
  const value = parsed(text);
  if (value === undefined || (typeof value === 'number' && !isNumeral(value, text)))
    return ok(text.replace(/\r?\n$/, ''));
  if (losesDigits(text)) note(ROUNDED);
  return checked(value);
}

/**
 * Is the output meant as a number? An id may have more digits than a number can hold, and `12e3456` may be the
 * beginning of a commit hash: no program prints an integer that it knows exactly with an exponent.
 */
const isNumeral = (value: number, text: string): boolean =>
  (Number.isSafeInteger(value) || !Number.isInteger(value)) && Number.isFinite(value) && !/^\s*\d+e\d+\s*$/i.test(text);

const ROUNDED =
  '\nThe output has whole numbers with too many digits, so the last ones are lost. Write such ids as text, in quotes.\n';

const GARBLED =
  '\nThe printed output is not UTF-8: some bytes were replaced by \uFFFD. Write binary data as files into the folder PIPELINE_ARTIFACTS.\n';

function fromFile(
  bytes: Buffer,
  { clean, note }: Pick<Said, 'clean'> & { readonly note: (line: string) => void },
): Result<Json, Failure> {
  const text = decoded(bytes);
  if (text === null) return notJson('it is not UTF-8');
  const value = parsed(text);
  if (value !== undefined && losesDigits(text)) note(ROUNDED);
  if (value !== undefined) return checked(value);
  return notJson(text.trim() === '' ? 'it is empty' : `it begins with ${JSON.stringify(clean(text).slice(0, 60))}`);
}

function checked(value: unknown): Result<Json, Failure> {
  const json = asJson(value, 'output');
  return json.ok ? json : outputFailure(json.error);
}

function outputFailure({ problem, message }: NotJson): Result<never, Failure> {
  return problem === 'size' ? tooLarge('its JSON') : err(failure('command/output-invalid', message));
}

const notJson = (why: string): Result<never, Failure> =>
  err(failure('command/output-invalid', `the file at PIPELINE_OUTPUT is not JSON: ${why}`, { retry: 'policy' }));

const tooLarge = (what: string): Result<never, Failure> =>
  err(
    failure('command/output-too-large', `the output of the command is too large: ${what} is over 16 MiB`, {
      hint: 'write large results as files into the folder PIPELINE_ARTIFACTS',
    }),
  );

function decoded(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** undefined: not JSON. */
function parsed(text: string): unknown {
  // The first character shows that most text is not JSON; an exception is more expensive.
  if (!/^\s*[[{"\-\dtfn]/.test(text)) return undefined;
  return parsedJson(text);
}

/** null: the command wrote no output file. Only a regular file is read, whatever the command made of the path. */
function readOutputFile(file: string): Result<Buffer | null, Failure> {
  if (!isThere(file)) return ok(null);
  let handle: number;
  try {
    handle = openSync(file, READ_SAFELY);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') return ok(null);
    if (code === 'ELOOP' || code === 'EACCES' || code === 'ENXIO')
      return notJson(`it is not a readable file (${code})`);
    throw error;
  }
  try {
    const stat = fstatSync(handle);
    if (!stat.isFile()) return notJson('it is not a regular file');
    return stat.size > OUTPUT_LIMIT_BYTES ? tooLarge('the file at PIPELINE_OUTPUT') : ok(readFileSync(handle));
  } finally {
    closeSync(handle);
  }
}
