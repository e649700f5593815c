/**
 * Stage kind `module`: calls a function of a TypeScript or JavaScript file of the project, in this process.
 *
 *   with: { module: stages/group.ts, export: group, args: { depth: 2 } }
 *
 * The function is trusted like other code of the project. Its context contains what it needs, and its result is copied.
 * It cannot be killed: after an abort its result is ignored.
 */
import { realpathSync, statSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { sep } from 'node:path';
import { onAbort } from '../model/abort.ts';
import { durationMs, err, ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import { ownValue } from '../model/own-value.ts';
import { errorCode } from '../model/system-error.ts';
import type { StageCall, StageKind, StageOutcome } from '../ports/stage-kind.ts';
import { withConsole } from './console.ts';
import { retryOf } from './define-stage.ts';
import { ABORTED, failed, failure } from './failures.ts';
import { kindOf, optionalText, safeSegments, textOf } from './fields.ts';
import { openContext } from './module/context.ts';
import { noExport } from './module/exports.ts';
import { loadModule } from './module/loader.ts';
import { missingPackageHint } from './module/missing-package.ts';
import { isSameFile, type Look } from './module/stamp.ts';
import { describeError } from './module/user-error.ts';
import { asJson, tagOf } from './output.ts';

export interface ModuleDeps {
  /** Absolute path of an existing folder that only its owner can write to, since Node runs code from it. null: none. */
  readonly codeCache: () => string | null;
}

export function createModuleKind({ codeCache }: ModuleDeps): StageKind {
  // Stripping the types of the first file takes 80 ms, reading it from the cache 5 ms. An existing cache is kept.
  const folder = codeCache();
  if (folder !== null) enableCompileCache(folder);
  return { run };
}

type AnyFunction = (context: unknown) => unknown;

const run = (call: StageCall, signal: AbortSignal): Promise<StageOutcome> =>
  withConsole(
    (text) => call.log(text),
    () => carriedOut(call, signal),
  );

async function carriedOut(call: StageCall, signal: AbortSignal): Promise<StageOutcome> {
  const stage = await stageFunction(call);
  if (!stage.ok) return failed(stage.error);
  if (signal.aborted) return ABORTED;
  using open = openContext(call, signal);
  const outcome = execute(call, () => stage.value(open.context));
  return await orAborted(outcome, signal);
}

async function stageFunction(call: StageCall): Promise<Result<AnyFunction, Failure>> {
  const path = textOf(call.with.module, 'module');
  if (!path.ok) return path;
  const name = optionalText(call.with.export, 'export', 'default');
  if (!name.ok) return name;
  const file = fileOf(path.value, call.project);
  if (!file.ok) return file;
  let namespace: Readonly<Record<string, unknown>>;
  try {
    namespace = await loadModule(file.value.path, file.value.look);
  } catch (error) {
    const message = `${path.value} could not be loaded: ${describeError(error, realProject(call.project))}`;
    const hint = missingPackageHint(error, call.project);
    return err(failure('module/load', message, hint === null ? {} : { hint }));
  }
  const exported = exportOf(namespace, name.value);
  return isFunction(exported)
    ? ok(exported)
    : err(noFunction({ path: path.value, name: name.value, namespace, exported }));
}

function fileOf(path: string, project: string): Result<RealFile, Failure> {
  const segments = safeSegments(path);
  const missing = (why: string): Result<never, Failure> => err(failure('module/not-found', `module "${path}" ${why}`));
  if (segments === null) return missing('is not a path inside the project');
  try {
    const file = realFile([project, ...segments].join(sep));
    return file.path.startsWith(realProject(project) + sep) ? ok(file) : missing('leads out of the project');
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return missing('does not exist');
    if (code === 'ELOOP' || code === 'EACCES') return missing(`cannot be read (${code})`);
    throw error;
  }
}

interface RealFile {
  readonly path: string;
  readonly look: Look;
}

const realFiles = new Map<string, RealFile>();

/**
 * The real path is resolved again only if the path leads to another file than before, which one `stat` shows. Changes
 * of the content are noticed by the loader.
 */
function realFile(path: string): RealFile {
  const look = statSync(path);
  const known = realFiles.get(path);
  const real = known && isSameFile(known.look, look) ? known.path : realpathSync.native(path);
  const file = { path: real, look };
  realFiles.set(path, file);
  return file;
}

const realProjects = new Map<string, string>();

/** Resolved once: a project is not moved while its runner works. */
function realProject(project: string): string {
  const real = realProjects.get(project) ?? realpathSync.native(project);
  realProjects.set(project, real);
  return real;
}

const isFunction = (value: unknown): value is AnyFunction => typeof value === 'function';

/** A CommonJS module compiled from an ES module has its exports in an object called `default`. */
function exportOf(namespace: Readonly<Record<string, unknown>>, name: string): unknown {
  const direct = ownValue(namespace, name);
  const inner = namespace.default;
  if (isFunction(direct) || typeof inner !== 'object' || inner === null) return direct;
  return Reflect.get(inner, name) ?? direct;
}

interface Wanted {
  readonly path: string;
  readonly name: string;
  readonly namespace: Readonly<Record<string, unknown>>;
  readonly exported: unknown;
}

function noFunction({ path, name, namespace, exported }: Wanted): Failure {
  if (exported !== undefined) return failure('module/export', `the export "${name}" of ${path} is not a function`);
  const others = Object.keys(namespace).filter((key) => isFunction(namespace[key]));
  return noExport({ path, name, others });
}

async function execute(call: StageCall, work: () => unknown): Promise<StageOutcome> {
  try {
    return outcomeOf(await work());
  } catch (error) {
    try {
      return failed(threw(call, error));
    } catch {
      // Even fields of an error may be user code that throws.
      return failed(failure('module/threw', 'an unreadable value was thrown', { retry: 'policy' }));
    }
  }
}

function threw(call: StageCall, error: unknown): Failure {
  const { retry, afterMs } = retryOf(error);
  const message = call.redact(describeError(error, realProject(call.project)));
  const after = afterMs === undefined ? {} : { retryAfterMs: durationMs(afterMs) };
  // `needs.<id>` is undefined for a stage that is not in `needs`.
  const isOfNeeds = /Cannot read properties of undefined \(reading '(?:output|artifacts|itemArtifacts)'\)/.test(
    message,
  );
  return failure('module/threw', message, { retry, ...after, ...(isOfNeeds ? { hint: NEEDS } : {}) });
}

const NEEDS = '`needs.<id>` is there for stages under "needs:" of the stage, and those that its "with:" reads';

function outcomeOf(returned: unknown): StageOutcome {
  if (returned === undefined || returned === null) return { type: 'success', output: null };
  if (typeof returned !== 'object' || Array.isArray(returned) || !isReturn(returned)) {
    const what = typeof returned === 'object' ? describeReturn(returned) : `a ${typeof returned}`;
    const message = `the function returned ${what}, not { output: … }`;
    return failed(failure('module/output', message, { hint: 'write `return { output: … }` around it' }));
  }
  const output = asJson(returned.output, 'output');
  if (output.ok) return { type: 'success', output: output.value };
  return failed(failure('module/output', output.error.message));
}

/** Another key is a mistake: the function returned the output itself. So is a generator, which has not run yet. */
const isReturn = (value: object): value is { readonly output?: unknown } =>
  ['Object', 'Module'].includes(tagOf(value)) && Object.keys(value).every((key) => key === 'output');

function describeReturn(value: object): string {
  if (Array.isArray(value)) return kindOf([]);
  const tag = tagOf(value);
  return tag === 'Object' ? `an object with ${Object.keys(value).slice(0, 3).join(', ')}` : `a ${tag}`;
}

/** Ends the attempt even if the function ignores the signal. */
async function orAborted(outcome: Promise<StageOutcome>, signal: AbortSignal): Promise<StageOutcome> {
  const aborted = Promise.withResolvers<StageOutcome>();
  using _listening = onAbort(signal, () => aborted.resolve(ABORTED));
  return await Promise.race([aborted.promise, outcome]);
}
