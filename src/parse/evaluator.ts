/**
 * The evaluator of a project's pipelines: everything that the engine needs of expressions. Pure, except for `deps`.
 *
 * It is called for every task, so its cost must not grow with the run: values are not copied, and digests and `foreach`
 * lists are cached by the identity of their sources.
 */
import {
  type Digest,
  err,
  hexOf,
  InternalError,
  type ItemKey,
  ok,
  type ProjectPath,
  type Result,
  runId,
} from '../model/brand.ts';
import type { Expansion } from '../model/event.ts';
import type { Failure } from '../model/failure.ts';
import type { Gate } from '../model/gate.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { type Pipeline, type Stage, stageCalled } from '../model/pipeline.ts';
import type { ProviderIdentity } from '../model/provider.ts';
import type { Prepared, Scope, TaskScope } from '../model/scope.ts';
import type { Fingerprinted } from '../model/state.ts';
import { compileExpression } from './expression/compile.ts';
import { evaluate, failure, resolve } from './expression/run.ts';
import { asksModels, providerNamed } from './pipeline/model-settings.ts';
import { fingerprintOf } from './task/fingerprint.ts';
import { gateFields, isAskable, questionText, subjectId } from './task/gate-task.ts';
import { filesOfProgram, givenFiles, isOpened } from './task/given-files.ts';
import { digestsOfFolders } from './task/given-folders.ts';
import { keysByDigest, keysByValue } from './task/item-keys.ts';
import { type Ends, withEndsOfBefore } from './task/line-ends.ts';
import { type OwnFingerprints, ownFingerprints } from './task/own-files.ts';
import { inputDocument, needDigest, seesInput, shownTo } from './task/stage-input.ts';

export interface EvaluatorDeps {
  /** Of the text's UTF-8 bytes. */
  sha256(text: string): Digest;
  /** Digest of a project file as the run is pinned to it, by default with LF line ends; null: there is no such file. */
  digestFile(path: ProjectPath, ends?: Ends): Digest | null;
  /** Digest over the files in a folder of the project; null: there is none. */
  digestFolder(path: ProjectPath): Digest | 'too-many' | null;
  env(name: string): string | undefined;
  /** Applies the defaults of a JSON Schema to a value, and checks it. `errors` is empty if it is valid. */
  applyDefaults(schema: JsonObject, value: Json): { readonly value: Json; readonly errors: readonly string[] };
  /** Version of a stage kind. */
  kindVersion(name: string): number;
  /** Environment variables that every command and module receives. */
  readonly declaredEnv: readonly string[];
  /** The provider with this name; null: there is none. */
  providerIdentity(name: string): ProviderIdentity | null;
}

const MAX_ITEMS = 100_000;

/**
 * Returns the engine's port `Evaluator`, which this layer may not import; the compiler compares the types where it is
 * used.
 */
export function createEvaluator(deps: EvaluatorDeps) {
  // Usually of one run, unless results of another run are predicted.
  const ofRuns = new Map<string, OwnFingerprints>();
  const fingerprintsOf = (run: string): OwnFingerprints => {
    const known = ofRuns.get(run) ?? ownFingerprints(runId(run), deps);
    ofRuns.set(run, known);
    return known;
  };
  const lists = new ForeachLists();
  return {
    expand: (pipeline: Pipeline, stage: Stage, scope: Scope) =>
      expand(pipeline, stage, { scope, fingerprints: fingerprintsOf(scope.run.id), lists, deps }),
    prepare: (pipeline: Pipeline, stage: Stage, scope: TaskScope) =>
      bounded(stage, () =>
        prepare(pipeline, stage, { scope, fingerprints: fingerprintsOf(scope.run.id), lists, deps }),
      ),
    childInputs: (child: Pipeline, given: JsonObject) => childInputs(child, given, deps),
    outputs: (pipeline: Pipeline, scope: Scope) => mapOf(resolve(pipeline.outputs ?? {}, { scope, item: null })),
    otherwise: (_: Pipeline, stage: Stage, scope: Scope) => resolve(stage.otherwise ?? null, { scope, item: null }),
    isRetryable,
  };
}

interface Parts {
  readonly fingerprints: OwnFingerprints;
  readonly lists: ForeachLists;
  readonly deps: EvaluatorDeps;
}

interface Expanding extends Parts {
  readonly scope: Scope;
}

function expand(pipeline: Pipeline, stage: Stage, parts: Expanding): Result<Expansion, Failure> {
  const { scope } = parts;
  const wanted = stage.when === null ? ok(true) : evaluate(stage.when, { scope, item: null });
  if (!wanted.ok) return wanted;
  if (wanted.value === false) return ok({ type: 'skip', reason: 'when' });
  if (wanted.value !== true) return err(failure(stage.when ?? '', 'when must be true or false', 'expr/type-clash'));
  if (stage.gate && !isAskable(scope.stage(subjectId(pipeline, stage.gate)))) {
    return ok({ type: 'skip', reason: 'no-subject' });
  }
  if (stage.foreach === null) return ok({ type: 'single' });
  const list = parts.lists.of(stage, stage.foreach, scope);
  if (!list.ok) return list;
  if (list.value === null) return ok({ type: 'skip', reason: 'null-foreach' });
  const keys = keysOf(stage, { list: list.value, scope }, parts);
  return keys.ok ? ok({ type: 'items', keys: keys.value }) : keys;
}

function keysOf(
  stage: Stage,
  { list, scope }: { readonly list: readonly Json[]; readonly scope: Scope },
  { fingerprints, deps }: Parts,
): Result<readonly ItemKey[], Failure> {
  if (list.length > MAX_ITEMS) {
    return err(failure(stage.foreach ?? '', `${list.length} items are more than ${MAX_ITEMS}`, 'expr/too-many-items'));
  }
  const { key } = stage;
  if (key === null) return ok(keysByDigest(list.map((value) => hexOf(fingerprints.asText.canonical(value)))));
  const values: Json[] = [];
  for (const [index, value] of list.entries()) {
    const result = evaluate(key, { scope, item: { value, index } });
    if (!result.ok) return result;
    values.push(result.value);
  }
  return keysByValue(values, (text) => hexOf(deps.sha256(text)));
}

/**
 * Caches the list of a `foreach` for each state of what it reads: otherwise a filter over thousands of entries would
 * run again for each item.
 */
class ForeachLists {
  private readonly known = new WeakMap<
    JsonObject,
    WeakMap<Stage, { reads: readonly unknown[]; list: readonly Json[] }>
  >();

  private readonly places = new WeakMap<readonly Json[], Result<ReadonlyMap<ItemKey, number>, Failure>>();

  /** Places of the items by key; the keys of a list are computed once. */
  placesIn(list: readonly Json[], make: () => Result<readonly ItemKey[], Failure>) {
    const known = this.places.get(list);
    if (known) return known;
    const keys = make();
    const places = keys.ok ? ok(new Map(keys.value.map((key, index) => [key, index]))) : keys;
    this.places.set(list, places);
    return places;
  }

  /** null: the expression evaluated to null. */
  of(stage: Stage, source: string, scope: Scope): Result<readonly Json[] | null, Failure> {
    const reads = this.reads(source, scope);
    const ofRun = this.known.get(scope.inputs) ?? new WeakMap();
    const before = ofRun.get(stage);
    const isSame = before?.reads.every((one: unknown, index: number) => Object.is(one, reads[index])) ?? false;
    if (before && isSame && before.reads.length === reads.length) return ok(before.list);
    const value = evaluate(source, { scope, item: null });
    if (!value.ok) return value;
    if (value.value === null) return ok(null);
    if (!Array.isArray(value.value)) return err(failure(source, 'foreach must be a list or null', 'expr/type-clash'));
    this.known.set(scope.inputs, ofRun.set(stage, { reads, list: value.value }));
    return ok(value.value);
  }

  private reads(source: string, scope: Scope): readonly unknown[] {
    const compiled = compileExpression(source);
    const stages = compiled.ok ? [...compiled.value.stages] : [];
    const values = stages
      .map((id) => scope.stage(id))
      .flatMap(({ status, output, artifacts }) => [status, output, artifacts]);
    // It only grows, so its length distinguishes two states of it.
    const feedback = compiled.ok && compiled.value.names.has('feedback') ? scope.feedback?.length : undefined;
    return [scope.context, scope.vars, scope.run.uid, scope.run.generation, scope.run.summary, feedback, ...values];
  }
}

interface Preparation extends Parts {
  readonly scope: TaskScope;
}

function prepare(pipeline: Pipeline, stage: Stage, preparation: Preparation): Result<Prepared, Failure> {
  if (stage.gate) return prepareGate(pipeline, { stage, gate: stage.gate }, preparation);
  const item = itemOf(stage, preparation);
  if (!item.ok) return item;
  const scope = ofItem(preparation.scope);
  const resolved = mapOf(resolve(stage.with, { scope, item: item.value }));
  if (!resolved.ok) return resolved;
  const folders = digestsOfFolders(stage, resolved.value, { ...preparation.fingerprints, ...preparation.deps });
  if (!folders.ok) return folders;
  const task = { stage, item: item.value, with: resolved.value, folders: folders.value };
  const printed = (ends: Ends): Fingerprinted =>
    fingerprintOf(dependsOf(pipeline, task, { ...preparation, scope, ends }), (text) => preparation.deps.sha256(text));
  return ok({
    ...withEndsOfBefore(stage, scope.earlier ?? [], printed),
    with: item.value ? itsOwn(pipeline, stage, { given: resolved.value, index: item.value.index }) : resolved.value,
    item: item.value?.value,
    input: seesInput(stage) ? inputDocument(pipeline, { stage, item: item.value, scope }) : {},
  });
}

interface GivenItem {
  readonly given: JsonObject;
  readonly index: number;
}

/** Limits the previous output in feedback to the task's own item, if the gate asked about the same stage. */
function itsOwn({ graph }: Pipeline, stage: Stage, { given, index }: GivenItem): JsonObject {
  if (!Array.isArray(given.feedback)) return given;
  const feedback = given.feedback.map((entry): Json => {
    if (!isJsonObject(entry) || !Array.isArray(entry.output)) return entry;
    const gate = stageCalled(graph, String(entry.gate))?.gate;
    return gate?.subject === stage.index ? { ...entry, output: entry.output[index] ?? null } : entry;
  });
  return { ...given, feedback };
}

/** The list is evaluated for the whole stage; everything else sees only the feedback for its item. */
const ofItem = (scope: TaskScope): TaskScope =>
  scope.itemFeedback ? { ...scope, feedback: scope.itemFeedback } : scope;

/** Of the settings of a gate, only the question may contain expressions. */
function prepareGate(
  pipeline: Pipeline,
  { stage, gate }: { readonly stage: Stage; readonly gate: Gate },
  { scope, deps }: Preparation,
): Result<Prepared, Failure> {
  const question = resolve(stage.with.question ?? null, { scope, item: null });
  if (!question.ok) return question;
  const subject = scope.subject(subjectId(pipeline, gate));
  const sha256 = (text: string): Digest => deps.sha256(text);
  const asked = questionText(question.value);
  const words: [string, string][] = asked === null ? [] : [['gate.question', sha256(asked)]];
  const fields = new Map([
    ...gateFields(pipeline, gate, { subject, sha256 }),
    ...words,
    ['round', String(scope.round)] as const,
  ]);
  return ok({
    ...fingerprintOf(fields, sha256),
    with: { question: asked },
    item: undefined,
    input: {},
  });
}

function itemOf(stage: Stage, preparation: Preparation): Result<{ value: Json; index: number } | null, Failure> {
  const { scope, lists } = preparation;
  if (stage.foreach === null || scope.item === null) return ok(null);
  const list = lists.of(stage, stage.foreach, scope);
  if (!list.ok) return list;
  const { index, key } = scope.item;
  const place = readsVars(stage) ? placeOf(stage, list.value ?? [], preparation) : ok(index);
  if (!place.ok) return place;
  const value = list.value?.[place.value];
  if (value !== undefined) return ok({ value, index });
  if (!readsVars(stage)) throw new InternalError(`stage ${stage.id} has no item ${index} (${key})`);
  const message = `the list no longer has the item "${key}": vars in the config changed since this stage started`;
  const hint = 'undo the change, or retry: the next generation uses the list as it is then';
  return err({ ...failure(stage.foreach, message, 'expr/failed'), hint });
}

/** `vars` are in the config, which may change while a run waits; everything else that a list reads is frozen. */
const readsVars = ({ foreach, key }: Stage): boolean =>
  [foreach, key].some((source) => {
    const compiled = source === null ? null : compileExpression(source);
    return compiled?.ok === true && compiled.value.names.has('vars');
  });

/** Index of the item with that key; -1: there is none. */
function placeOf(stage: Stage, list: readonly Json[], preparation: Preparation): Result<number, Failure> {
  const { scope, lists } = preparation;
  const { item, ...shared } = scope;
  const places = lists.placesIn(list, () => keysOf(stage, { list, scope: shared }, preparation));
  return places.ok ? ok((item && places.value.get(item.key)) ?? -1) : places;
}

interface ResolvedTask {
  readonly stage: Stage;
  readonly item: { readonly value: Json; readonly index: number } | null;
  readonly with: JsonObject;
  readonly folders: ReadonlyMap<ProjectPath, Digest>;
}

/** The dependencies of a task, in the order in which `explain` shows them. */
function dependsOf(
  pipeline: Pipeline,
  task: ResolvedTask,
  { scope, fingerprints, deps, ends }: Preparation & { readonly ends: Ends },
): ReadonlyMap<string, string> {
  const { stage, item } = task;
  const fields = new Map<string, string>([['kind', `${stage.uses}@${deps.kindVersion(stage.uses)}`]]);
  for (const key of Object.keys(task.with).toSorted()) {
    // The cost limit does not change the result.
    if (key === 'max_cost' && asksModels({ uses: stage.uses })) continue;
    const { byContent, byPlace, asText } = fingerprints;
    const by = seesInput(stage) ? byContent : isOpened(stage.uses, key) ? byPlace : asText;
    fields.set(`with.${key}`, by.of(task.with[key] ?? null));
  }
  const identity = asksModels({ uses: stage.uses }) ? deps.providerIdentity(providerNamed(task.with)) : null;
  if (identity) fields.set('provider', identityText(identity));
  // A kind that is not a program only sees the parts of the item that its settings contain.
  if (item) fields.set('item', fingerprints[seesInput(stage) ? 'byContent' : 'byPlace'].of(item.value));
  if (stage.outputSchema !== null) fields.set('schema', deps.digestFile(stage.outputSchema, ends) ?? 'missing');
  for (const path of stage.files.toSorted()) {
    if (path !== stage.outputSchema) fields.set(`file:${path}`, deps.digestFile(path, ends) ?? 'missing');
  }
  // The run's own files that a program is given are in the fields above.
  const named = filesOfProgram(stage, task.with).filter((path) => !fingerprints.isOwn(path));
  for (const path of [...named, ...givenFiles(stage.uses, task.with)]) {
    const content = deps.digestFile(path);
    if (content !== null) fields.set(fingerprints.fieldOf(path), content);
  }
  for (const [path, content] of task.folders) fields.set(`folder:${path}`, content);
  if (seesInput(stage)) {
    const { byContent } = fingerprints;
    fields.set('inputs', byContent.of(scope.inputs));
    fields.set('context', byContent.of(scope.context));
    for (const id of shownTo(pipeline, stage)) fields.set(`needs.${id}`, needDigest(scope.stage(id), byContent));
    for (const name of deps.declaredEnv.toSorted()) {
      const value = deps.env(name);
      fields.set(`env:${name}`, value === undefined ? 'unset' : deps.sha256(value));
    }
  }
  if (scope.feedback && scope.feedback.length > 0) fields.set('feedback', fingerprints.asText.of(scope.feedback));
  return fields.set('round', String(scope.round));
}

/** Shown in diffs and by `explain`. */
const identityText = ({ type, model, baseUrl }: ProviderIdentity): string =>
  [type, model, baseUrl ?? ''].filter((part) => part !== '').join(' ');

function childInputs(child: Pipeline, given: JsonObject, deps: EvaluatorDeps): Result<JsonObject, Failure> {
  const broken = (message: string): Result<never, Failure> =>
    err({ code: 'expr/child-inputs', message: `inputs of pipeline ${child.name}: ${message}`, retry: 'never' });
  if (child.inputs === null) {
    const [extra] = Object.keys(given);
    return extra === undefined ? ok({}) : broken(`it takes none, but "${extra}" is given`);
  }
  const { value, errors } = deps.applyDefaults(child.inputs, given);
  if (errors.length > 0) return broken(errors.join('; '));
  return isJsonObject(value) ? ok(value) : broken('they must be a map');
}

/**
 * Without `on`, the failure itself decides. With it, failures that `on` names are retried whatever they say, and
 * besides these only failures that request it (`always`: exit code 75, a Retry-After header).
 */
function isRetryable({ retry }: Stage, failed: Failure): boolean {
  if (retry.on === null) return failed.retry !== 'never';
  const { exitCodes, codes, expression } = retry.on;
  if (failed.retry === 'always' || codes.includes(failed.code)) return true;
  if (failed.exitCode !== undefined && exitCodes.includes(failed.exitCode)) return true;
  return expression !== null && isTrueOf(expression, failed);
}

function isTrueOf(expression: string, { code, message, exitCode, status }: Failure): boolean {
  const compiled = compileExpression(expression);
  if (!compiled.ok) return false;
  const error = { code, message, exit_code: exitCode ?? null, status: status ?? null };
  const result = compiled.value.program.evaluate({ error });
  // If the expression cannot be evaluated, there is no other attempt.
  return result.ok && result.value === true;
}

function mapOf(value: Result<Json, Failure>): Result<JsonObject, Failure> {
  if (!value.ok) return value;
  if (isJsonObject(value.value)) return ok(value.value);
  throw new InternalError('a map was resolved to something else');
}

/** A value that is nested too deep for the stack is a failure that the user can fix. */
function bounded(stage: Stage, work: () => Result<Prepared, Failure>): Result<Prepared, Failure> {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return err({
      code: 'expr/too-complex',
      message: `a value that stage ${stage.id} reads is nested too deep`,
      retry: 'never',
    });
  }
}
