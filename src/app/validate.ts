/**
 * Checks pipelines and manifests without running anything: given files and folders, or all of the project.
 *
 * Every file is read and parsed once, however many files use it. Code of a repository is never executed.
 */
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { dangling, misnamed } from '../adapters/runs/words.ts';
import { didYouMean } from '../core/nearest.ts';
import { err, ok, type ProjectPath, projectPath, type Result } from '../model/brand.ts';
import { anError, aWarning, type Diagnostic, hasErrors } from '../model/diagnostic.ts';
import type { JsonObject } from '../model/json.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Pipeline } from '../model/pipeline.ts';
import { ABSENT, forgiving } from '../model/system-error.ts';
import { ordered } from '../parse/diagnostic-list.ts';
import { checkInputs } from '../parse/manifest/inputs.ts';
import { checkManifest, checkPipelineName, parseManifest } from '../parse/manifest.ts';
import type { ParsedPipeline, ReadText } from '../parse/pipeline.ts';
import { outside, pipelineFile, remembered, unreadable } from '../parse/project-files.ts';
import { CHECKPOINT, FOLDER, RUNS, runFolderOf } from '../parse/run-files.ts';
import { caseClashes, runOfFile } from '../parse/run-id.ts';
import { decode } from '../parse/text/decode.ts';
import { secretsIn } from '../parse/text/secret-like.ts';
import { placeAt } from '../parse/text/source-text.ts';
import type { YamlDocument } from '../parse/yaml/document.ts';
import { shellWord } from '../report/words.ts';
import { parseWithLanguages } from './pinned/languages.ts';
import { defaultsFor } from './project/input-defaults.ts';
import { PIPELINES } from './project/names.ts';
import { otherProject } from './project/other-project.ts';
import { pipelineNames } from './project/pipeline-names.ts';
import { PLACES } from './project/read-config.ts';
import type { Project } from './types.ts';
import { refusals } from './validate/reached.ts';

export interface Validation {
  readonly diagnostics: readonly Diagnostic[];
  readonly pipelines: number;
  readonly manifests: number;
}

/** @param paths relative to the root, with `/`; none: all pipelines and manifests of the project. */
export async function validateProject(project: Project, paths: readonly string[]): Promise<Validation> {
  const checks = new FileChecks(project);
  const { files, missing } = paths.length === 0 ? wholeProject(project.root) : named(project.root, paths);
  const manifests = files.filter((file) => runOfFile(file) !== null);
  const pipelines = files.filter((file) => runOfFile(file) === null);
  const texts = paths.length === 0 ? [...files, ...otherTexts(project.root, new Set(files))] : files;
  const diagnostics: Diagnostic[] = [...missing, ...texts.flatMap((file) => checks.secrets(file))];
  for (const file of pipelines) diagnostics.push(...(await checks.pipelineFile(file)));
  for (const file of manifests) diagnostics.push(...(await checks.manifest(file)));
  diagnostics.push(...caseClashes(manifests.flatMap((file) => runOfFile(file) ?? [])));
  // Whoever names a manifest is told only the errors of its pipeline.
  const elsewhere = paths.length === 0 ? checks.pipelines().filter((file) => !pipelines.includes(file)) : [];
  for (const file of elsewhere) diagnostics.push(...(await checks.pipelineFile(file)));
  const checked = pipelines.length + elsewhere.length;
  return { diagnostics: ordered(diagnostics), pipelines: checked, manifests: manifests.length };
}

class FileChecks {
  private readonly project: Project;
  private readonly read: ReadText;
  private readonly parsed = new Map<ProjectPath, ParsedPipeline>();
  private readonly told = new Map<ProjectPath, readonly Diagnostic[]>();
  private known: readonly string[] | null = null;

  constructor(project: Project) {
    this.project = project;
    this.read = remembered(project.read);
  }

  /** What was parsed so far: also those that manifests name by a path outside of pipelines/. */
  pipelines(): readonly ProjectPath[] {
    return [...this.parsed.keys()];
  }

  async pipeline(file: ProjectPath): Promise<ParsedPipeline> {
    const known = this.parsed.get(file);
    if (known) return known;
    const parsed = await parseWithLanguages(file, this.read, {
      config: this.project.config,
      names: () => this.names(),
    });
    this.parsed.set(file, parsed);
    return parsed;
  }

  /** Checks the pipeline, and the files of its context whose paths do not depend on inputs. */
  async pipelineFile(file: ProjectPath): Promise<readonly Diagnostic[]> {
    const known = this.told.get(file);
    if (known) return known;
    const { pipeline, diagnostics, reached } = await this.pipeline(file);
    const refused = await refusals(reached, { ...this.project, read: this.read });
    const told = [...diagnostics, ...refused, ...(pipeline ? await this.context(pipeline, null) : [])];
    this.told.set(file, told);
    return told;
  }

  async manifest(file: ProjectPath): Promise<readonly Diagnostic[]> {
    const content = this.read(file);
    // It was listed, so it is a dangling link.
    if (!content.ok && content.error.reason === 'missing') return [{ ...dangling(file), severity: 'error' }];
    if (!content.ok) return [unreadable({ what: 'manifest', path: file, error: content.error }, { file })];
    const { manifest, document, diagnostics } = parseManifest(file, content.value);
    if (!manifest || !document) return diagnostics;
    const found = await this.againstPipeline(manifest, document);
    const kept = hasErrors(found) && this.hasBegun(manifest) ? await this.againstPinned(manifest, document) : null;
    const copied = this.hasBegun(manifest) ? null : await this.copied(manifest);
    return [...diagnostics, ...(kept ?? found), ...(copied ? [copied] : [])];
  }

  private async copied(manifest: Manifest): Promise<Diagnostic | null> {
    const { copiedManifest } = await import('./preflight/copied-manifest.ts');
    return manifest.fork === null ? await copiedManifest(this.project, manifest) : null;
  }

  /** Files that cannot be read are reported by the other checks. */
  secrets(file: ProjectPath): readonly Diagnostic[] {
    const content = this.read(file);
    const { source } = content.ok ? decode(file, content.value) : { source: null };
    if (!source) return [];
    return secretsIn(source.text).map(({ offset, length, what }) =>
      aWarning('secret/looks-like', `this looks like ${what}`, {
        at: placeAt(source, offset, length),
        hint: 'keep the value in the environment and name it under "secrets:" or "api_key:" in the config; revoke it if the file was ever shared',
      }),
    );
  }

  private async againstPipeline(manifest: Manifest, document: YamlDocument): Promise<readonly Diagnostic[]> {
    const misnamed = checkPipelineName(document, this.read, () => this.names());
    const file = pipelineFile(manifest.pipeline);
    if (misnamed.length > 0 || file === null) return misnamed;
    const { pipeline } = await this.pipeline(file);
    const told = await this.pipelineFile(file);
    if (!pipeline) return told;
    const inputs = checkInputs(pipeline, document, await defaultsFor(pipeline));
    const errors = told.filter(({ severity }) => severity === 'error');
    const found = [...errors, ...checkManifest(document, pipeline, this.project.config), ...inputs.diagnostics];
    // The context of a run that has begun is frozen: the files may be gone by now.
    if (inputs.inputs === null || this.hasBegun(manifest)) return found;
    const asked = { message: 'used by this run', at: document.at(['inputs']) };
    const context = await this.context(pipeline, inputs.inputs);
    return [...found, ...context.map((mistake) => ({ ...mistake, related: [asked] }))];
  }

  /**
   * Checks the manifest against the pipeline that the run began with, which the run keeps using.
   *
   * @returns null: it has not begun, asks for the current pipeline, or its pinned pipeline cannot be read.
   */
  private async againstPinned({ id, rerun }: Manifest, document: YamlDocument): Promise<readonly Diagnostic[] | null> {
    const { readState } = await import('./pinned/stored-state.ts');
    const stored = await readState(this.project, id);
    if (!stored.ok || !stored.value) return null;
    const { state, definitions } = stored.value;
    if ((rerun?.n ?? 0) > state.generation) return null;
    const { pipeline } = definitions;
    const inputs = checkInputs(pipeline, document, await defaultsFor(pipeline));
    return [...checkManifest(document, pipeline, this.project.config), ...inputs.diagnostics];
  }

  private hasBegun({ id }: Manifest): boolean {
    return existsSync(path.join(this.project.root, runFolderOf(id)));
  }

  private async context(pipeline: Pipeline, inputs: JsonObject | null): Promise<readonly Diagnostic[]> {
    if (pipeline.context.length === 0) return [];
    const { contextMistakes } = await import('./pinned/frozen-context.ts');
    return await contextMistakes(this.project, pipeline, inputs);
  }

  /** Names of the project's pipelines, for suggestions. */
  private names(): readonly string[] {
    this.known ??= pipelineNames(this.project.root);
    return this.known;
  }
}

const YAML = /\.ya?ml$/i;

interface Chosen {
  readonly files: readonly ProjectPath[];
  readonly missing: readonly Diagnostic[];
}

const everything = (root: string): readonly ProjectPath[] => [...yamlFiles(root, PIPELINES), ...manifestFiles(root)];

/** Warns if there is nothing to check: the user may be in the wrong folder. */
function wholeProject(root: string): Chosen {
  const files = everything(root);
  const missing = files.length === 0 ? [nothingIn(root)] : yamlFiles(root, RUNS).filter(isMisnamed).map(misnamed);
  return { files, missing };
}

const nothingIn = (folder: string): Diagnostic =>
  aWarning('file/missing', `there is nothing to check in ${folder}: no ${PIPELINES}/*.yaml and no ${RUNS}/*.yaml`, {
    hint: 'go to the folder of a project, pass it with --root, or create one with `pipeline-runner init`',
  });

/** Meant as a manifest, but its file name does not end in `.yaml`. */
const isMisnamed = (file: string): boolean => file.startsWith(`${RUNS}/`) && YAML.test(file) && !file.endsWith('.yaml');

function named(root: string, paths: readonly string[]): Chosen {
  const all = everything(root);
  const found = paths.map((given) => filesAt(root, given, all));
  const files = new Set(found.flatMap((one) => (one.ok ? one.value : [])));
  return { files: [...files], missing: found.flatMap((one) => (one.ok ? [] : [one.error])) };
}

function filesAt(root: string, given: string, all: readonly ProjectPath[]): Result<readonly ProjectPath[], Diagnostic> {
  const file = path.posix.normalize(given === root ? '.' : given).replace(/\/$/, '');
  const absolute = path.resolve(root, file);
  const stat = lstatSync(absolute, { throwIfNoEntry: false });
  const elsewhere = stat ? otherProject(root, absolute) : null;
  if (elsewhere !== null) return err(other(given, elsewhere));
  if (file === '..' || file.startsWith('../') || path.isAbsolute(file)) return err(outside('path', given, null));
  if (!stat) return err(notThere(given, all));
  // The config was read before anything else; what the runner wrote is not for people to mend.
  if (PLACES.includes(file) || isRunners(file)) return ok([]);
  if (stat.isDirectory()) return ok(inFolder(root, file, all));
  return isMisnamed(file) ? err(misnamed(file)) : ok([projectPath(file)]);
}

/** A folder without known pipelines and manifests is taken for a folder of pipelines. */
function inFolder(root: string, folder: string, all: readonly ProjectPath[]): readonly ProjectPath[] {
  if (folder === '.') return all;
  const inside = all.filter((file) => file.startsWith(`${folder}/`));
  return inside.length > 0 || folder === RUNS ? inside : yamlFiles(root, folder);
}

/** Suggests the file if the id of a run or the name of a pipeline was given, as for other commands. */
function byName(given: string, all: readonly ProjectPath[]): string | undefined {
  const file = [RUNS, PIPELINES]
    .map((folder) => `${folder}/${given}.yaml`)
    .find((path) => all.some((one) => one === path));
  return file === undefined ? undefined : `did you mean "${file}"?`;
}

const notThere = (given: string, all: readonly ProjectPath[]): Diagnostic =>
  anError('file/missing', `there is no file or folder ${given}`, {
    hint:
      byName(given, all) ??
      didYouMean(given, all) ??
      'paths are relative to the current folder or to the root of the project',
  });

const other = (given: string, project: string): Diagnostic =>
  anError('file/outside', `${given} belongs to another project`, {
    hint: `check it with \`pipeline-runner validate --root ${shellWord(project)}\``,
  });

/** A checkpoint or a file in a run's folder, which a shell includes in `runs/*`. */
const isRunners = (file: string): boolean =>
  file.startsWith(`${RUNS}/`) && (file.endsWith(CHECKPOINT) || file.split('/').some((part) => part.endsWith(FOLDER)));

const TEXTS = /\.(?:ya?ml)$|^pipeline-runner\.config\.json$/;
/** Folders with copies of files that are checked elsewhere, and with other people's files. */
const NOT_OURS = new Set(['node_modules', 'pinned', 'logs']);
const MOST_TEXTS = 20_000;
/** Errors of folders that belong to other users (a database's) or disappear during a build. */
const CLOSED = [...ABSENT, 'EACCES', 'EPERM'];

/** All other YAML files of the project, and the config. */
function otherTexts(root: string, known: ReadonlySet<ProjectPath>): readonly ProjectPath[] {
  const found: ProjectPath[] = [];
  const look = (folder: string): void => {
    const entries = forgiving(CLOSED, () => readdirSync(path.join(root, folder), { withFileTypes: true })) ?? [];
    for (const entry of entries) {
      const file = projectPath(folder === '' ? entry.name : `${folder}/${entry.name}`);
      if (entry.name.startsWith('.') || NOT_OURS.has(entry.name) || found.length >= MOST_TEXTS) continue;
      if (entry.isDirectory()) look(file);
      else if (entry.isFile() && TEXTS.test(entry.name) && !known.has(file)) found.push(file);
    }
  };
  look('');
  return found.toSorted();
}

/** Without files in the folders of runs, which the runner wrote. */
const manifestFiles = (root: string): ProjectPath[] => yamlFiles(root, RUNS).filter((file) => runOfFile(file) !== null);

function yamlFiles(root: string, folder: string): ProjectPath[] {
  const absolute = path.join(root, folder);
  if (!lstatSync(absolute, { throwIfNoEntry: false })?.isDirectory()) return [];
  const entries = readdirSync(absolute, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const inside = `${folder}/${entry.name}`;
    if (entry.name.startsWith('.') || entry.name.endsWith('.run')) return [];
    if (entry.isDirectory()) return yamlFiles(root, inside);
    return YAML.test(entry.name) ? [projectPath(inside)] : [];
  });
}
