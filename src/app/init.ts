/**
 * `init`: creates a project with everything that its first run needs, from the files of this package.
 *
 * I1. No file is overwritten; existing files are reported.
 * I2. Nothing is written outside of the folder, whatever links it contains; this is checked before anything is written.
 * I3. Nothing is downloaded or executed.
 */
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { createFile, makeFolder, makeFolderInside } from '../adapters/disk/durable-file.ts';
import { nodeFileSystem } from '../adapters/disk/file-system.ts';
import { statIfThere } from '../adapters/disk/if-there.ts';
import { linkAbove, readText } from '../adapters/disk/safe-read.ts';
import { err, InternalError, ok } from '../model/brand.ts';
import { anError, type Diagnosed, type Diagnostic } from '../model/diagnostic.ts';
import type { InitWords } from '../report/init-text.ts';
import { type Template, templateFiles } from './init/files.ts';
import { adapted, type PackageFacts, packageNotes, packageText } from './init/text.ts';
import { otherProject } from './project/other-project.ts';

export interface InitAsk {
  /** Absolute path of the folder where this package is installed. */
  readonly home: string;
  /** Absolute path of the project; created if it does not exist. */
  readonly folder: string;
  readonly template: Template;
}

/** What was created, what existed, and what remains to be done. */
export type InitReport = Omit<InitWords, 'folder'>;

const PACKAGE = 'package.json';
const MOST_BYTES = 4_000_000;

/** @throws DurableError */
export function initProject({ home, folder, template }: InitAsk): Diagnosed<InitReport> {
  const { copied, run, asks, packages } = templateFiles(template);
  const facts: PackageFacts = { name: path.basename(folder), run, packages: rangesIn(home, packages) };
  const texts = new Map(copied.flatMap(([from, to]) => textsOf(home, from, { to, run })));
  texts.set(PACKAGE, packageText(facts));
  const root = openFolder(folder);
  if (!root.ok) return root;
  const barred = [...texts.keys()].flatMap((file) => barrier(root.value, file));
  if (barred.length > 0) return err(barred);
  const { made, kept } = written(root.value, texts);
  const notes = kept.includes(PACKAGE) ? packageNotes(textOf(path.join(root.value, PACKAGE)), facts) : [];
  const isInstalled = isAbove(root.value, 'node_modules/pipeline-runner');
  const around = otherProject(null, path.dirname(root.value));
  return ok({ made, kept, notes, run, asks, isInstalled, isInGit: isAbove(root.value, '.git'), around });
}

interface Target {
  readonly to: string;
  readonly run: string;
}

/** Project path -> text. */
function textsOf(home: string, from: string, { to, run }: Target): readonly (readonly [string, string])[] {
  const source = path.join(home, from);
  const stat = statSync(source, { throwIfNoEntry: false });
  if (stat === undefined) throw new InternalError(`the package lacks ${from}`);
  if (stat.isFile()) return [[to, adapted(to, ownText(source), { run })]];
  const names = readdirSync(source).toSorted();
  return names.flatMap((name) => textsOf(home, `${from}/${name}`, { to: to === '' ? name : `${to}/${name}`, run }));
}

/** Reads a file of this package, following links, since some installers use them. */
const ownText = (file: string): string => readFileSync(file, 'utf8');

/** Empty if the file cannot be read. */
function textOf(file: string): string {
  const read = readText(file, { maxBytes: MOST_BYTES });
  return read.ok ? read.value : '';
}

/** Version ranges of packages that stages of a template import, from this package's own package.json. */
function rangesIn(home: string, names: readonly string[]): Readonly<Record<string, string>> {
  const manifest: { readonly optionalDependencies?: Readonly<Record<string, string>> } = JSON.parse(
    ownText(path.join(home, PACKAGE)),
  );
  return Object.fromEntries(names.map((name) => [name, `^${manifest.optionalDependencies?.[name] ?? '0'}`]));
}

/** Links in the path of the folder are allowed; links inside of it are not followed. */
function openFolder(folder: string): Diagnosed<string> {
  if (!existsSync(folder)) makeFolder(folder);
  const root = realpathSync(folder);
  const isFolder = statIfThere(nodeFileSystem, root)?.type === 'folder';
  return isFolder ? ok(root) : err([refusal(`${folder} is not a folder`, 'choose another folder')]);
}

/** I2: a file or link where a folder is needed. */
function barrier(root: string, file: string): readonly Diagnostic[] {
  const above = linkAbove(root, file);
  if (above === null) return [];
  const isLink = statIfThere(nodeFileSystem, path.join(root, above))?.type === 'link';
  const what = isLink ? 'a symbolic link' : 'not a folder';
  return [refusal(`${above} is ${what}, and ${file} must go there`, `move ${above} away`)];
}

/** I1. */
function written(root: string, texts: ReadonlyMap<string, string>): Pick<InitReport, 'made' | 'kept'> {
  const made: string[] = [];
  const kept: string[] = [];
  for (const file of [...texts.keys()].toSorted()) {
    const isThere = statIfThere(nodeFileSystem, path.join(root, file)) !== null;
    makeFolderInside(root, file.split('/').slice(0, -1));
    const isMade = !isThere && createFile(path.join(root, file), texts.get(file) ?? '');
    (isMade ? made : kept).push(file);
  }
  return { made, kept };
}

function isAbove(root: string, name: string): boolean {
  for (let folder = root; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, name))) return true;
    if (path.dirname(folder) === folder) return false;
  }
}

const refusal = (message: string, hint: string): Diagnostic => anError('cli/usage', message, { hint });
