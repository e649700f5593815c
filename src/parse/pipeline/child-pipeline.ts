/**
 * Sub-pipelines: parses the file that `uses: pipeline` names, once and without recursion, and checks its inputs. Pure.
 */
import { didYouMean, nearest } from '../../core/nearest.ts';
import { hasErrors } from '../../model/diagnostic.ts';
import { isJsonObject, type Json, type JsonObject, textsIn } from '../../model/json.ts';
import { listNames } from '../../model/list-names.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import { hasExpression } from '../expression/text.ts';
import { mapAt, textAt } from '../json/fields.ts';
import { outside, pipelineFile, pipelineName, unknownPipeline, unreadable } from '../project-files.ts';
import { misfitOf } from '../schema/default-misfit.ts';
import { requiredInputs, undeclaredInputs } from '../schema/input-names.ts';
import { resolvePointer } from '../schema/shape.ts';
import { subjectOf } from '../schema/wording.ts';
import type { JsonPath } from '../yaml/document.ts';
import { type Reading, reportAt, reportKey } from './reading.ts';

const MAX_NESTING = 16;

/** null: an error was reported, here or for the child's own file. */
export function childPipeline(reading: Reading, settings: JsonObject, path: JsonPath): Pipeline | null {
  const name = textAt(settings, 'pipeline');
  if (name === null) return null;
  const at = [...path, 'pipeline'];
  if (hasExpression(name)) {
    const message = 'a sub-pipeline must be named by a fixed name, not by an expression';
    reportAt(reading, at, { code: 'format/bad-value', message });
    return null;
  }
  const child = parseChild(reading, name, at);
  if (child && stagesIn(child) > MOST_STAGES) {
    const message = `with its own sub-pipelines, ${child.name} has more than ${MOST_STAGES} stages`;
    reportAt(reading, at, {
      code: 'pipeline/recursive',
      message,
      hint: 'let fewer of its stages run another pipeline',
    });
    return null;
  }
  if (child) checkChildInputs(reading, child, { given: settings.inputs, path: [...path, 'inputs'] });
  return child;
}

/** Limits nesting: six stages that each use another pipeline of six, a dozen levels deep, are thousands of millions. */
const MOST_STAGES = 100_000;

/** Number of stages, counting sub-pipelines as often as they are used. */
function stagesIn(pipeline: Pipeline): number {
  const known = counted.get(pipeline);
  if (known !== undefined) return known;
  const stages = [...pipeline.graph.stages, ...pipeline.finals.stages];
  const all = stages.reduce((sum, { child }) => sum + 1 + (child === null ? 0 : stagesIn(child)), 0);
  counted.set(pipeline, all);
  return all;
}

const counted = new WeakMap<Pipeline, number>();

/** Keys about attempts, which a sub-pipeline itself does not have. */
const OF_ATTEMPTS = ['retry', 'timeout', 'idle_timeout', 'cache', 'pool', 'max_cost', 'budget', 'artifacts', 'output'];

/** Reports keys without effect: of the stage, and of the pipeline that it uses. */
export function checkIdleKeys(
  reading: Reading,
  raw: JsonObject,
  { path, child }: { path: JsonPath; child: Pipeline | null },
): void {
  for (const key of OF_ATTEMPTS.filter((name) => name in raw)) {
    reportKey(reading, [...path, key], {
      code: 'pipeline/idle-key',
      message: `"${key}" has no effect on a stage that uses a pipeline`,
      hint: `set it on the stages of ${child?.name ?? 'the pipeline'}`,
    });
  }
  const ignored = [child && child.finals.stages.length > 0 ? 'finally' : '', child?.budget ? 'budget' : ''];
  for (const key of ignored.filter((name) => name !== '')) {
    reportKey(reading, path, {
      code: 'pipeline/idle-key',
      severity: 'warning',
      message: `"${key}" of the pipeline ${child?.name} applies only when it runs on its own`,
      hint: 'set it in this pipeline too if you need it here',
    });
  }
}

function parseChild(reading: Reading, name: string, at: JsonPath): Pipeline | null {
  const { parsing, document } = reading;
  const file = pipelineFile(name);
  if (file === null) {
    reading.diagnostics.push(outside('pipeline', name, document.at(at)));
    return null;
  }
  if (parsing.chain.includes(file) || parsing.chain.length >= MAX_NESTING) {
    reportCircle(
      reading,
      [...parsing.chain.slice(Math.max(0, parsing.chain.indexOf(file))), file].map(pipelineName),
      at,
    );
    return null;
  }
  const read = parsing.read(file);
  if (!read.ok) {
    const missing = unreadable({ what: 'pipeline', path: file, error: read.error }, document.at(at));
    reading.diagnostics.push(
      read.error.reason === 'missing' ? unknownPipeline(name, document.at(at), parsing.names) : missing,
    );
    return null;
  }
  const parsed = parsing.parsed.get(file) ?? parsing.parse(file, read.value, parsing.chain);
  parsing.parsed.set(file, parsed);
  reading.diagnostics.push(...parsed.diagnostics);
  reading.reached.push(...parsed.reached);
  for (const source of parsed.pipeline?.sources ?? [file]) reading.sources.add(source);
  return hasErrors(parsed.diagnostics) ? null : parsed.pipeline;
}

function reportCircle(reading: Reading, names: readonly string[], at: JsonPath): void {
  const inCircle = names[0] === names.at(-1);
  reportAt(reading, at, {
    code: 'pipeline/recursive',
    message: inCircle
      ? `this pipeline contains itself: ${names.join(' -> ')}`
      : `sub-pipelines are nested more than ${MAX_NESTING} deep`,
    hint: inCircle ? 'remove one of these stages' : 'flatten the pipelines',
  });
}

function checkChildInputs(
  reading: Reading,
  child: Pipeline,
  { given, path }: { given: JsonObject[string] | undefined; path: JsonPath },
): void {
  if (given !== undefined && !isJsonObject(given)) return;
  const names = Object.keys(given ?? {});
  const known = Object.keys(mapAt(child.inputs ?? {}, 'properties'));
  const unknown = undeclaredInputs(child.inputs, names);
  for (const name of unknown) {
    reportKey(reading, [...path, name], {
      code: 'input/unknown',
      message: `the pipeline ${child.name} has no input "${name}"`,
      hint: didYouMean(name, known) ?? (known.length > 0 ? `its inputs: ${listNames(known)}` : 'it has no inputs'),
    });
  }
  for (const name of names) checkWrittenInput(reading, child, { value: given?.[name] ?? null, path: [...path, name] });
  const misspelt = new Set(unknown.map((name) => nearest(name, known)));
  for (const name of requiredInputs(child.inputs)) {
    if (names.includes(name) || misspelt.has(name)) continue;
    const message = `the pipeline ${child.name} needs the input "${name}"`;
    reportKey(reading, path, { code: 'input/missing', message, hint: `add "${name}:" under "inputs:"` });
  }
}

/** Checks a literal input; one with an expression is not known before the run. */
function checkWrittenInput(reading: Reading, child: Pipeline, { value, path }: { value: Json; path: JsonPath }): void {
  const schema = mapAt(mapAt(child.inputs ?? {}, 'properties'), String(path.at(-1)));
  const target = typeof schema.$ref === 'string' ? resolvePointer(child.inputs ?? {}, schema.$ref) : schema;
  if (!isJsonObject(target) || textsIn(value).some(hasExpression)) return;
  const misfit = misfitOf(value, target, path);
  if (misfit === null) return;
  const input = `the input "${path.at(-1)}" of the pipeline ${child.name}`;
  const part = misfit.path.length > path.length ? `${subjectOf(misfit.path, '')} in ${input}` : input;
  const message = `${part} must be ${misfit.must}`;
  reportAt(reading, misfit.path, { code: 'input/bad-value', message, hint: misfit.hint });
}
