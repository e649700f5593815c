/**
 * Evaluates expressions during a run. Pure: the scope provides the results of the stages that are named.
 *
 * R1. A value is evaluated once: the result of an expression is never searched for `${{`.
 * R2. A secret is a reference, `{ "$secret": NAME }`, and only `${{ secrets.NAME }}` makes one.
 */
import { err, ok, type Result } from '../../model/brand.ts';
import type { Failure } from '../../model/failure.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Artifact } from '../../model/result.ts';
import { type Scope, SECRET_KEY, type StageView } from '../../model/scope.ts';
import type { PathStep } from './cel-ast.ts';
import { type Compiled, compileExpression, compileText } from './compile.ts';
import { optionalInputHint } from './guards.ts';
import { toJson } from './value.ts';

/** The scope and, in a `foreach`, the item. */
export interface Names {
  readonly scope: Scope;
  readonly item: { readonly value: Json; readonly index: number } | null;
}

export function evaluate(source: string, names: Names): Result<Json, Failure> {
  const compiled = compileExpression(source);
  if (!compiled.ok)
    return err(
      failure(
        source,
        compiled.error.message,
        compiled.error.type === 'too-complex' ? 'expr/too-complex' : 'expr/failed',
      ),
    );
  if (compiled.value.names.has('secrets')) return secretReference(compiled.value, names.scope);
  const value = compiled.value.path ? walk(compiled.value.path, names) : run(compiled.value, names);
  if (!value.ok)
    return err({ ...failure(source, saidPlainly(value.error), 'expr/failed'), ...hintOf(value.error, source, names) });
  const json = toJson(value.value);
  return json.ok ? json : err(failure(source, json.error.message, CODES[json.error.type]));
}

/** Evaluates every string of a value; maps and lists are copied only if something in them changes. */
export function resolve(value: Json, names: Names): Result<Json, Failure> {
  if (typeof value === 'string') return resolveText(value, names);
  if (Array.isArray(value)) return resolveList(value, names);
  return isJsonObject(value) ? resolveMap(value, names) : ok(value);
}

const noEntry = (list: string, size: number, step: string): string =>
  `${list} has ${size} ${size === 1 ? 'entry' : 'entries'}, so there is no [${step}]`;

const OUT_OF_BOUNDS = /index out of bounds, index (\d+) >= size (\d+)$/;

function saidPlainly(message: string): string {
  const [, index, size] = OUT_OF_BOUNDS.exec(message) ?? [];
  return index === undefined ? message : noEntry('the list', Number(size), index);
}

/** A hint for an input that the run does not give, a field that an output lacks, or an entry that a list lacks. */
function hintOf(message: string, source: string, { scope }: Names): Pick<Failure, 'hint'> {
  if (OUT_OF_BOUNDS.test(message))
    return { hint: 'if the list was edited at a gate, use `foreach` over the output of the gate' };
  const [, name] = /^(?:inputs has no field "|No such key: )(\w+)/.exec(message) ?? [];
  const [, at, field] = /^((?!inputs )\S+) has no field "(\w+)"$/.exec(message) ?? [];
  if (field !== undefined) return { hint: `write has(${at}.${field}) ? ${at}.${field} : …` };
  const isAsked = name !== undefined && new RegExp(`\\binputs\\.${name}\\b`).test(source);
  return isAsked && !Object.hasOwn(scope.inputs, name) ? { hint: optionalInputHint(name) } : {};
}

const CODES = { failed: 'expr/failed', 'too-complex': 'expr/too-complex', forged: 'expr/forged-secret' } as const;

export const failure = (source: string, message: string, code: string): Failure => ({
  code,
  message: `\${{ ${shorten(source.trim())} }}: ${message}`,
  retry: 'never',
});

const shorten = (text: string): string => (text.length > 120 ? `${text.slice(0, 117)}…` : text);

function secretReference({ path, source }: Compiled, { secrets }: Scope): Result<Json, Failure> {
  const name = path?.length === 2 && path[0] === 'secrets' ? String(path[1]) : null;
  if (name === null) return err(failure(source, 'a secret must be the whole value', 'expr/secret-in-text'));
  if (secrets.includes(name)) return ok({ [SECRET_KEY]: name });
  return err(failure(source, `there is no secret "${name}"`, 'expr/failed'));
}

function run({ program, stages, names: used }: Compiled, { scope, item }: Names): Result<unknown, string> {
  const context: Record<string, unknown> = {};
  for (const name of used) {
    const value = name === 'stages' ? stagesOf(stages, scope) : rootValue(name, { scope, item });
    if (value !== undefined) context[name] = value;
  }
  const result = program.evaluate(context);
  return result.ok ? result : err(result.error.message);
}

function stagesOf(ids: ReadonlySet<string>, scope: Scope): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...ids].map((id) => [id, stageValue(scope.stage(id))]));
}

/** With getters, since an output may have to be read from a file. */
function stageValue(view: StageView): { readonly status: string; readonly output: Json; readonly artifacts: Json } {
  return {
    status: view.status,
    get output() {
      return view.output;
    },
    get artifacts() {
      return artifactsValue(view);
    },
  };
}

function rootValue(name: string, { scope, item }: Names): Json | undefined {
  switch (name) {
    case 'inputs':
    case 'context':
    case 'vars':
    case 'feedback':
      return scope[name];
    case 'run':
      return { ...scope.run };
    case 'item':
      return item?.value;
    case 'index':
      return item?.index;
    default:
      return undefined;
  }
}

function walk(path: readonly PathStep[], names: Names): Result<unknown, string> {
  const [root, ...steps] = path;
  const isStage = root === 'stages' && steps.length > 1;
  const start: unknown = isStage ? stageValue(names.scope.stage(String(steps[0]))) : rootValue(String(root), names);
  if (start === undefined) return err(`there is no "${String(root)}" here`);
  let value = start;
  let at = isStage ? `stages.${String(steps.shift())}` : String(root);
  for (const step of steps) {
    const next = entry(value, step);
    if (next === undefined) return err(missing(at, { value, step }));
    value = next;
    at = typeof step === 'number' ? `${at}[${step}]` : `${at}.${step}`;
  }
  return ok(value);
}

function entry(value: unknown, step: PathStep): unknown {
  if (Array.isArray(value)) return typeof step === 'number' ? value[step] : undefined;
  const isField = typeof step === 'string' && typeof value === 'object' && value !== null && Object.hasOwn(value, step);
  return isField ? Reflect.get(value, step) : undefined;
}

const WORDS: Readonly<Record<string, string>> = { string: 'text', number: 'a number', boolean: 'true or false' };

function missing(at: string, { value, step }: { value: unknown; step: PathStep }): string {
  if (value === null) return `${at} is null`;
  if (Array.isArray(value) && typeof step === 'number') return noEntry(at, value.length, String(step));
  if (typeof value !== 'object' || Array.isArray(value)) {
    return `${at} is ${Array.isArray(value) ? 'a list' : (WORDS[typeof value] ?? typeof value)}, which has no field "${step}"`;
  }
  const twins = at.endsWith('.artifacts') ? Object.keys(value).filter((name) => stemOf(name) === step) : [];
  if (twins.length < 2) return `${at} has no field "${step}"`;
  return `${at} has ${twins.join(' and ')}: write ${at}['${twins[0]}']`;
}

/** By full name, and by name without extension if that is unique. */
function artifactsValue({ artifacts, items }: StageView): Json {
  return items ? items.map((item) => namedArtifacts(item.artifacts)) : namedArtifacts(artifacts);
}

function namedArtifacts(artifacts: readonly Artifact[]): JsonObject {
  const byName = new Map(artifacts.map((artifact) => [artifact.name, artifactValue(artifact)]));
  const stems = Map.groupBy(byName, ([name]) => stemOf(name));
  for (const [stem, named] of stems) {
    const [only] = named;
    if (named.length === 1 && only && !byName.has(stem)) byName.set(stem, only[1]);
  }
  return Object.fromEntries(byName);
}

/** The name without extension. */
export const stemOf = (name: string): string => name.replace(/(?<=[^/])\.[^./]*$/, '');

export const artifactValue = ({ path, sha256, bytes, mediaType }: Artifact): JsonObject => ({
  path,
  sha256,
  bytes,
  media_type: mediaType,
});

function resolveText(text: string, names: Names): Result<Json, Failure> {
  const compiled = compileText(text);
  if (!compiled.ok) return err(failure(text, 'this ${{ is never closed', 'expr/failed'));
  switch (compiled.value.type) {
    case 'constant':
      return ok(text);
    case 'whole':
      return evaluate(compiled.value.source, names);
    default: {
      let joined = '';
      for (const part of compiled.value.parts) {
        const written = part.type === 'text' ? ok(part.text) : writtenOut(part.source, names);
        if (!written.ok) return written;
        joined += written.value;
      }
      return ok(joined);
    }
  }
}

/** Converts the value to text: text stays unchanged, other values become JSON. */
function writtenOut(source: string, names: Names): Result<string, Failure> {
  const value = evaluate(source, names);
  if (!value.ok) return value;
  if (isJsonObject(value.value) && Object.hasOwn(value.value, SECRET_KEY)) {
    return err(failure(source, 'a secret must be the whole value', 'expr/secret-in-text'));
  }
  return ok(typeof value.value === 'string' ? value.value : JSON.stringify(value.value));
}

function resolveList(list: readonly Json[], names: Names): Result<Json, Failure> {
  const resolved: Json[] = [];
  for (const entryValue of list) {
    const result = resolve(entryValue, names);
    if (!result.ok) return result;
    resolved.push(result.value);
  }
  return ok(resolved.every((one, index) => one === list[index]) ? list : resolved);
}

function resolveMap(map: JsonObject, names: Names): Result<JsonObject, Failure> {
  const resolved: [string, Json][] = [];
  for (const [key, value] of Object.entries(map)) {
    if (key === SECRET_KEY) {
      return err({
        code: 'expr/forged-secret',
        message: `"${SECRET_KEY}" is a reserved key: write \${{ secrets.NAME }}`,
        retry: 'never',
      });
    }
    const result = resolve(value, names);
    if (!result.ok) return result;
    resolved.push([key, result.value]);
  }
  return ok(resolved.every(([key, value]) => value === map[key]) ? map : Object.fromEntries(resolved));
}
