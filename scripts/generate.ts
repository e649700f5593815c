/**
 * `npm run generate`: writes everything that is derived from schemas/*.schema.json, src/model/codes.ts,
 * src/cli/declared and src/core/transitions.ts.
 *
 * With `--check` it writes nothing, and fails if a file is out of date.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { allRoutes } from '../src/cli/commands.ts';
import { commandsIn } from '../src/cli/stricli.ts';
import { codes } from '../src/model/codes.ts';
import { madeBy, storyTitles } from '../tests/core/transition-stories.ts';
import { commandsPage } from './generate/commands-page.ts';
import { errorsPage } from './generate/errors-page.ts';
import { logSchema, schemaText } from './generate/log-schema.ts';
import { mediaPage } from './generate/media-page.ts';
import { readSchemas, schemaOf } from './generate/schemas.ts';
import { statesPage } from './generate/states-page.ts';
import { fileTypes } from './generate/types.ts';
import {
  metaValidatorDeclaration,
  metaValidatorModule,
  schemaDeclaration,
  schemaFunction,
  validatorDeclaration,
  validatorModule,
} from './generate/validators.ts';

const root = path.join(import.meta.dirname, '..');

/** Files that people write: one module each, because few commands need all of them. */
const PEOPLE = ['pipeline', 'run', 'config', 'call'];
/**
 * Files that the runner writes. `src/model` declares their types by hand; `tests/model/format-types.ts` compares both.
 */
const RUNNER = ['checkpoint', 'event', 'log'];

/** Path relative to the root -> content. */
async function generated(): Promise<ReadonlyMap<string, string>> {
  const written = await readSchemas(path.join(root, 'schemas'));
  const log = logSchema(written);
  const schemas = new Map([...written, ['log', log]]);
  const files = new Map([
    ['schemas/log.schema.json', schemaText(log)],
    ['src/parse/generated/meta-validator.js', metaValidatorModule()],
    ['src/parse/generated/meta-validator.d.ts', metaValidatorDeclaration()],
    ['docs/errors.md', errorsPage(codes)],
    ['src/parse/generated/failure-codes.ts', namesModule(Object.keys(codes).filter(endsAttempt))],
    ['docs/commands.md', commandsPage(commandsIn(await allRoutes()))],
    ['docs/media.md', mediaPage(schemaOf(schemas, 'pipeline'))],
    ['docs/states.md', statesPage(new Map(storyTitles.map((title) => [title, madeBy(title)])))],
  ]);
  for (const name of [...PEOPLE, 'checkpoint']) {
    const told = PEOPLE.includes(name);
    files.set(
      `src/parse/generated/${name}-validator.js`,
      validatorModule(schemas, name) + (told ? schemaFunction(schemas, name) : ''),
    );
    files.set(
      `src/parse/generated/${name}-validator.d.ts`,
      validatorDeclaration(name) + (told ? schemaDeclaration(name) : ''),
    );
  }
  for (const name of RUNNER) files.set(`tests/model/generated/${name}-file.ts`, await fileTypes(name, schemas));
  return files;
}

/** Failures of attempts; docs/pipelines.md lists the same families. */
const OF_ATTEMPTS =
  /^(?:artifact|command|http|image|llm|media|model|module|output|prompt|secret|speech|stage|template|video|write)\/|^attempt\/timeout$/;

/** Codes of these families that are found before any attempt, or are never read. */
const NO_FAILURES = [
  'artifact/changed',
  'artifact/unsafe-name',
  'command/shell-word',
  'model/not-listed',
  'secret/looks-like',
  'secret/too-short',
  'stage/aborted',
];

const endsAttempt = (code: string): boolean => OF_ATTEMPTS.test(code) && !NO_FAILURES.includes(code);

/** Their names without the help pages, for checking `retry.on.codes` at every start. */
const namesModule = (names: readonly string[]): string =>
  `/** Generated from src/model/codes.ts by \`npm run generate\`. Do not edit. */
export const FAILURE_CODES: readonly string[] = [
${names
  .toSorted()
  .map((name) => `  '${name}',`)
  .join('\n')}
];
`;

async function current(file: string): Promise<string | null> {
  try {
    return await readFile(path.join(root, file), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

const isCheck = process.argv.includes('--check');
for (const [file, content] of await generated()) {
  if ((await current(file)) === content) continue;
  if (isCheck) {
    process.stderr.write(`${file} is not up to date: type \`npm run generate\`\n`);
    process.exitCode = 1;
    continue;
  }
  await mkdir(path.dirname(path.join(root, file)), { recursive: true });
  await writeFile(path.join(root, file), content);
  process.stdout.write(`${file}\n`);
}
