/**
 * `init`: adapts files of this package to a project that has the package installed. Pure.
 */
import { parsedJson } from '../../model/json.ts';
import { VERSION } from '../project/version.ts';

const HOME = 'node_modules/pipeline-runner';
/** `$schema=../schemas/pipeline.schema.json`: these schemas are in the package; those of outputs are in the project. */
const FORMATS = /(\$schema=)((?:\.\.\/)*)(schemas\/(?:pipeline|run|config|checkpoint|event)\.schema\.json)/g;
const PAGES = /(?<![\w/-])docs\/(?=[\w-]+\.md)/g;
/** What a show remembers of its runs. The runner writes these files: see `machine_files` of the config. */
const RECORD = /^shows\/[^/]+\/(?:concepts_covered|episodes|themes)\.json$/;
/** All entries of a manifest except its pipeline and inputs. */
const STEERING = /^(?!(?:pipeline|inputs):)[\w"'].*\n(?:[ \t]+.*\n)*/gm;
/** The only file with an import of the runner. */
const DOOR = 'pipelines/lib/stage.ts';
const EXPORTS =
  "/** The one file of these pipelines that imports the runner. */\nexport { defineStage, PermanentError } from 'pipeline-runner';\n";

/** @param to its path in the project. @param run id of the first run. */
export function adapted(to: string, text: string, { run }: Pick<PackageFacts, 'run'>): string {
  if (to === DOOR) return EXPORTS;
  if (RECORD.test(to)) return emptyRecord(text);
  if (!/\.ya?ml$/.test(to)) return text;
  // In the project, the file is already in its place.
  if (to.startsWith('.github/')) return text.replace(` Copy it to ${to}.`, '').replace(PAGES, `${HOME}/docs/`);
  // An existing package.json has no `npm start`.
  return unsteered(to, text)
    .replace(FORMATS, (_, key: string, up: string, file: string) => `${key}${up}${HOME}/${file}`)
    .replace(PAGES, `${HOME}/docs/`)
    .replaceAll(/npm run demo:\w+|npm start/g, `npx pipeline-runner run ${run}`);
}

/** The package may contain results of its author's runs: runs and shows of a new project start empty. */
const unsteered = (to: string, text: string): string =>
  /^runs\/[^/]+\.ya?ml$/.test(to) ? text.replaceAll(STEERING, '') : text;

const emptyRecord = (text: string): string => {
  const keys = Object.keys(parsed(text) ?? {});
  return `${JSON.stringify(Object.fromEntries(keys.map((key) => [key, {}])), null, 2)}\n`;
};

export interface PackageFacts {
  /** Name of the folder. */
  readonly name: string;
  readonly run: string;
  /** Name -> range. */
  readonly packages: Readonly<Record<string, string>>;
}

export function packageText({ name, run, packages }: PackageFacts): string {
  const manifest = {
    name: packageName(name),
    private: true,
    type: 'module',
    scripts: {
      start: `pipeline-runner run runs/${run}.yaml --waiting-ok`,
      validate: 'pipeline-runner validate',
      watch: 'pipeline-runner watch',
    },
    dependencies: { 'pipeline-runner': `^${VERSION}`, ...packages },
    devDependencies: { [NODE_TYPES]: '^24' },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Named in the tsconfig: without it, editors do not know the modules of Node in stages. Not needed to run. */
const NODE_TYPES = '@types/node';

/** A valid package name for npm. */
function packageName(folder: string): string {
  const name = folder
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+|[-]+$/g, '');
  return name === '' || name === 'pipeline-runner' ? 'my-pipelines' : name.slice(0, 214);
}

/** What an existing package.json must contain so that the stages of a template work. */
export function packageNotes(text: string, { packages }: Pick<PackageFacts, 'packages'>): readonly string[] {
  const manifest = parsed(text);
  if (manifest === null) return ['package.json cannot be read: it must list pipeline-runner under "dependencies"'];
  const named = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((key) => keysOf(manifest[key]));
  const missing = ['pipeline-runner', ...Object.keys(packages)].filter((name) => !named.includes(name));
  return [
    ...(missing.length > 0
      ? [`package.json already exists: it does not list ${missing.join(', ')}; npm install ${missing.join(' ')}`]
      : []),
    ...(named.includes(NODE_TYPES)
      ? []
      : [`package.json already exists: for editor support in your own stages, npm install --save-dev ${NODE_TYPES}`]),
    ...(manifest.type === 'module'
      ? []
      : ['package.json already exists: add "type": "module" to it (npm pkg set type=module)']),
  ];
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  const value = parsedJson(text);
  return typeof value === 'object' && value !== null ? { ...value } : null;
}

const keysOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null ? Object.keys(value) : [];
