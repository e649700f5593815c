/**
 * `init`: what is changed in a file of this package so that it is right in a project that has the package installed. Pure.
 */
import { parsedJson } from '../../model/json.ts';
import { VERSION } from '../project/version.ts';

const HOME = 'node_modules/pipeline-runner';
/** `$schema=../schemas/pipeline.schema.json`: the formats are in the package; schemas of outputs are the project's own. */
const FORMATS = /(\$schema=)((?:\.\.\/)*)(schemas\/(?:pipeline|run|config|checkpoint|event)\.schema\.json)/g;
const PAGES = /(?<![\w/-])docs\/(?=[\w-]+\.md)/g;
/** What a show remembers of its runs: the runner's, see `machine_files` of the config. */
const RECORD = /^shows\/[^/]+\/(?:concepts_covered|episodes|themes)\.json$/;
/** Entries of a manifest but those that say what is wanted, and of which pipeline. */
const STEERING = /^(?!(?:pipeline|inputs):)[\w"'].*\n(?:[ \t]+.*\n)*/gm;
/** The one file that knows where the runner is. */
const DOOR = 'pipelines/lib/stage.ts';
const EXPORTS =
  "/** The one file of these pipelines that imports the runner. */\nexport { defineStage, PermanentError } from 'pipeline-runner';\n";

/** @param to where it goes in the project. @param run the one that it begins with. */
export function adapted(to: string, text: string, { run }: Pick<PackageFacts, 'run'>): string {
  if (to === DOOR) return EXPORTS;
  if (RECORD.test(to)) return emptyRecord(text);
  if (!/\.ya?ml$/.test(to)) return text;
  // Who reads it has it where it belongs.
  if (to.startsWith('.github/')) return text.replace(` Copy it to ${to}.`, '').replace(PAGES, `${HOME}/docs/`);
  // A package.json that was there before has no `npm start`.
  return unsteered(to, text)
    .replace(FORMATS, (_, key: string, up: string, file: string) => `${key}${up}${HOME}/${file}`)
    .replace(PAGES, `${HOME}/docs/`)
    .replaceAll(/npm run demo:\w+|npm start/g, `npx pipeline-runner run ${run}`);
}

/** Whoever packed this package may have worked with it: runs and shows of a new project begin at the beginning. */
const unsteered = (to: string, text: string): string =>
  /^runs\/[^/]+\.ya?ml$/.test(to) ? text.replaceAll(STEERING, '') : text;

const emptyRecord = (text: string): string => {
  const keys = Object.keys(parsed(text) ?? {});
  return `${JSON.stringify(Object.fromEntries(keys.map((key) => [key, {}])), null, 2)}\n`;
};

export interface PackageFacts {
  /** Of the folder. */
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

/** What the tsconfig names: without it an editor knows no module of Node in stages. Nothing needs it to run. */
const NODE_TYPES = '@types/node';

/** As npm takes it. */
function packageName(folder: string): string {
  const name = folder
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+|[-]+$/g, '');
  return name === '' || name === 'pipeline-runner' ? 'my-pipelines' : name.slice(0, 214);
}

/** What a package.json that was there before needs, so that the stages of a template work. */
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
