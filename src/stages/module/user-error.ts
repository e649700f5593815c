/** Describes errors of user code, with the place in the user's file and without a stack. Pure. */
import { relative, sep } from 'node:path';
import { inspect } from 'node:util';
import { withoutVersions } from './versions.ts';

const CAUSES = 3;

/** `message (stages/group.ts:12:5)`. @param project absolute. */
export function describeError(error: unknown, project: string): string {
  if (!(error instanceof Error)) return `${shown(error)} was thrown`;
  const place = placeOf(error, project);
  const message = messages(error).join(': ');
  const inProject = withoutVersions(message).replaceAll(project + sep, '');
  return place === null || inProject.includes(place) ? inProject : `${inProject} (${place})`;
}

function messages(error: Error): readonly string[] {
  const texts: string[] = [];
  for (let cause: unknown = error; cause instanceof Error && texts.length < CAUSES; cause = cause.cause) {
    const name = GENERIC.has(cause.name) ? '' : `${cause.name}: `;
    // Loaders add lists of files below the first line.
    const [first = ''] = textOf(cause.message)
      .replace(/^Transform failed with \d+ errors?:\n/, '')
      .split('\nRequire stack:');
    texts.push(name + (first.trim() || innerMessage(cause) || 'no message'));
  }
  return texts;
}

/** The message of the first inner error: an AggregateError often has none. */
function innerMessage(error: Error): string {
  const [first]: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  return first instanceof Error ? textOf(first.message).trim() : '';
}

/** User code may put any value into the fields of an error. */
const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : inspect(value, { breakLength: Infinity });

const GENERIC: ReadonlySet<string> = new Set(['Error', 'PermanentError', 'RetryableError']);

/** The first place in a file of the project, in the stack or in the excerpt above it. */
function placeOf(error: Error, project: string): string | null {
  const root = project + sep;
  for (const line of withoutVersions(textOf(error.stack ?? '')).split('\n')) {
    const match = /(?:^|\s|\()((?:[A-Za-z]:)?[\\/][^()]*?):(\d+)(?::(\d+))?\)?$/.exec(line);
    const file = match?.[1];
    if (file === undefined || !file.startsWith(root) || file.includes(`${sep}node_modules${sep}`)) continue;
    const at = [relative(project, file).split(sep).join('/'), match?.[2], match?.[3]];
    return at.filter((part) => part !== undefined).join(':');
  }
  return null;
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'object' && value !== null) return 'an object that is not an Error';
  return String(value);
}
