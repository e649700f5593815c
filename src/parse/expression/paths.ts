/** Static check of names and fields: `inputs.topic`, `stages.x.output.title`, `item['id']`. Pure. */
import { didYouMean } from '../../core/nearest.ts';
import type { JsonObject } from '../../model/json.ts';
import { isUnsafeKey } from '../json/unsafe-keys.ts';
import {
  type Absence,
  type Analysis,
  describe,
  type Env,
  expectKinds,
  holeOf,
  type Shape,
  type Span,
  shapeOf,
  textOf,
  UNKNOWN,
} from './analysis.ts';
import { BUILT_IN, type CelNode, literalIndex, pathOf } from './cel-ast.ts';
import { inputFact, isSummaryOutputs, isSureValue, optionalInputHint, stageFact } from './guards.ts';
import { isSizeName, otherName, otherPath } from './other-languages.ts';
import { entryOf, fieldOf, isLeftOpen, isOptional, kindsOf } from './schema.ts';
import { ARTIFACT_SCHEMA, type StageShape } from './scope-shape.ts';

const MEMBERS = ['output', 'artifacts', 'status'];

/** The last step of a path: `topik` in `inputs.topik`. */
function lastStep(node: CelNode): Span {
  if (node.op === '.' || node.op === '.?') return { start: node.pos, end: node.end };
  return node.op === '[]' || node.op === '[?]' ? node.args[1] : node;
}

type Access = Extract<CelNode, { op: '.' | '[]' | '.?' | '[?]' }>;

export function inferName(analysis: Analysis, node: Extract<CelNode, { op: 'id' }>, env: Env): Shape {
  const name = node.args;
  const variable = env.variables.get(name);
  if (variable) return variable;
  const { roots, stages } = analysis.names;
  const schema = roots.get(name);
  if (schema !== undefined) return shapeOf(schema);
  if (name === 'secrets') {
    const message = 'a secret must be the whole value';
    analysis.report(node, { code: 'expr/secret-in-text', message, hint: 'write only ${{ secrets.NAME }}' });
  } else if (name === 'stages' && stages) {
    analysis.report(node, {
      code: 'expr/unknown-stage',
      message: 'stages can only be read one by one',
      hint: 'write stages.<id>.output',
    });
  } else if (!BUILT_IN.has(name)) {
    reportUnknownName(analysis, node, name);
  }
  return UNKNOWN;
}

function reportUnknownName(analysis: Analysis, node: CelNode, name: string): void {
  if (name === 'item' || name === 'index') {
    const message = `"${name}" exists only in stages with foreach`;
    analysis.report(node, {
      code: 'expr/not-in-scope',
      message,
      hint: 'give the stage `foreach: ${{ a list }}`; its `with` and `key` see the item, `when` does not',
    });
    return;
  }
  if (name === 'feedback') {
    const message = '"feedback" exists only in stages that a gate names as `rework`';
    const hint = 'read it in `with`, `when`, `foreach` or `key` of the stage that the gate sends the run back to';
    analysis.report(node, { code: 'expr/unknown-name', message, hint });
    return;
  }
  const known = [...analysis.names.roots.keys(), ...(analysis.names.stages ? ['stages', 'secrets'] : [])];
  const stage = analysis.names.stages?.has(name) ? `write stages.${name}.output` : undefined;
  const path = otherPath(analysis.source.slice(node.start));
  const hint =
    stage ??
    inputNamed(analysis, name) ??
    (path === undefined ? undefined : `write ${path}`) ??
    otherName(name) ??
    didYouMean(name, known) ??
    `available names: ${known.join(', ')}; text needs quotes`;
  analysis.report(node, { code: 'expr/unknown-name', message: `there is no "${name}" here`, hint });
}

/** A hint for a name without `inputs.`, as in other tools. */
function inputNamed({ names: { roots } }: Analysis, name: string): string | undefined {
  const inputs = shapeOf(roots.get('inputs') ?? null);
  return fieldOf(inputs, name).type === 'known' ? `write inputs.${name}` : undefined;
}

/** `a.b`, `a[b]` and their optional forms. */
export function inferAccess(analysis: Analysis, node: Access, env: Env): Shape {
  const [base, step] = node.args;
  const stage = stageRead(analysis, node, env);
  if (stage) return stage;
  if (node.op === '.?' || node.op === '[?]') {
    analysis.infer(base, env);
    if (typeof step !== 'string') analysis.infer(step, env);
    return UNKNOWN;
  }
  const shape = analysis.demand(base, env);
  if (isSummaryOutputs(base) && !isSureValue(base, env.sure)) warnOfNoOutputs(analysis, node);
  if (typeof step === 'string') return inferField(analysis, { node, base, shape, name: step, env });
  const literal = literalIndex(step);
  if (typeof literal === 'string') return inferField(analysis, { node, base, shape, name: literal, env });
  return inferIndex(analysis, { node, step, shape, env });
}

interface FieldRead {
  readonly node: CelNode;
  readonly base: CelNode;
  readonly shape: Shape;
  readonly name: string;
  readonly env: Env;
}

function inferField(analysis: Analysis, read: FieldRead): Shape {
  const { base, shape, name } = read;
  const at = isUnsafeKey(name) ? ({ type: 'missing', names: [] } as const) : fieldOf(shape, name);
  if (at.type === 'known') {
    warnOfOptionalInput(analysis, read);
    warnOfOptionalField(analysis, read);
    return { schema: at.schema, root: shape.root, nullable: null };
  }
  if (at.type === 'missing') reportUnknownField(analysis, { ...read, names: at.names, text: textOf(analysis, base) });
  return UNKNOWN;
}

const among = (names: string, other: string | undefined): string | undefined =>
  names === '' ? other : `it has: ${names}${other === undefined ? '' : `; ${other}`}`;

/** A hint for a field of `run` that exists in other tools, or elsewhere here. */
const elsewhere = (text: string, name: string): string | undefined =>
  text === 'run' && ['status', 'outputs', 'cost', 'errors', 'duration_ms'].includes(name)
    ? `write run.summary.${name}, in a stage under "finally:"`
    : undefined;

function undeclared(text: string): string | undefined {
  if (text === 'vars') return 'declare it under "vars:" in pipeline-runner.config.yaml';
  return text === 'inputs' ? 'declare it under `properties:` of `inputs:`' : undefined;
}

function reportUnknownField(analysis: Analysis, read: FieldRead & { names: readonly string[]; text: string }): void {
  const { node, shape, name, names, text } = read;
  const kinds = kindsOf(shape);
  if (kinds && !kinds.has('object')) {
    const size = isSizeName(name) && (kinds.has('array') || kinds.has('string')) ? `write size(${text})` : undefined;
    const list = kinds.has('array') ? `write ${text}[0].${name}, or ${text}.map(x, x.${name})` : undefined;
    const message = `${text} is ${describe(kinds)} and has no field "${name}"`;
    analysis.report(lastStep(node), { code: 'expr/unknown-field', message, hint: size ?? list });
    return;
  }
  if (text === 'run' && name === 'summary') {
    const message = '"run.summary" exists only in `finally` stages, after the run has ended';
    analysis.report(lastStep(node), { code: 'expr/not-in-scope', message });
    return;
  }
  const shown = names.slice(0, 12).join(', ') + (names.length > 12 ? ', …' : '');
  const hyphened = names.find((known) => known.startsWith(`${name}-`));
  const quoted = hyphened === undefined ? undefined : `a hyphen is a minus here: write ${text}['${hyphened}']`;
  const hint = quoted ?? elsewhere(text, name) ?? didYouMean(name, names) ?? among(shown, undeclared(text));
  analysis.report(lastStep(node), { code: 'expr/unknown-field', message: `${text} has no field "${name}"`, hint });
}

function warnOfNoOutputs(analysis: Analysis, node: CelNode): void {
  analysis.report(node, {
    code: 'expr/may-be-null',
    severity: 'warning',
    message: 'run.summary.outputs is null if the run did not complete',
    hint: `write run.summary.outputs != null ? ${textOf(analysis, node)} : …`,
  });
}

function warnOfOptionalInput(analysis: Analysis, { node, base, shape, name, env }: FieldRead): void {
  const isInput = base.op === 'id' && base.args === 'inputs' && !env.variables.has('inputs');
  if (!isInput || env.sure.has(inputFact(name)) || !isOptional(shape, name)) return;
  const message = `inputs.${name} may be missing: it is not required and has no default`;
  analysis.report(node, { code: 'expr/may-be-null', severity: 'warning', message, hint: optionalInputHint(name) });
}

/** Warns about an optional field of an output whose schema requires other fields. */
function warnOfOptionalField(analysis: Analysis, { node, base, shape, name, env }: FieldRead): void {
  const isInput = base.op === 'id' && base.args === 'inputs';
  if (isInput || isSureValue(node, env.sure) || !isLeftOpen(shape, name)) return;
  const text = textOf(analysis, node);
  analysis.report(node, {
    code: 'expr/may-be-null',
    severity: 'warning',
    message: `${text} may be missing: the schema does not require "${name}"`,
    hint: `write has(${text}) ? ${text} : …, or require it in the schema`,
  });
}

function inferIndex(
  analysis: Analysis,
  { node, step, shape, env }: { node: Access; step: CelNode; shape: Shape; env: Env },
): Shape {
  const index = analysis.demand(step, env);
  const kinds = kindsOf(shape);
  if (kinds && !kinds.has('array') && !kinds.has('object')) {
    const message = `${textOf(analysis, node.args[0])} is ${describe(kinds)} and has no entries`;
    analysis.report(node, { code: 'expr/type-clash', message });
    return UNKNOWN;
  }
  if (kinds && !kinds.has('object'))
    expectKinds(analysis, step, { shape: index, allowed: ['number'], by: 'an index of a list' });
  const entry = kinds && !kinds.has('object') ? entryOf(shape) : null;
  return { schema: entry, root: shape.root, nullable: holeOf(shape) };
}

/** Infers `stages.<id>` and `stages.<id>.<member>`; null: another node. */
function stageRead(analysis: Analysis, node: Access, env: Env): Shape | null {
  const { stages } = analysis.names;
  const { roots } = analysis.names;
  if (!stages || env.variables.has('stages') || roots.has('stages')) return null;
  const [base, step] = node.args;
  const path = pathOf(base);
  if (path?.[0] !== 'stages' || path.length > 2) return null;
  const name = typeof step === 'string' ? step : literalIndex(step);
  if (path.length === 1) return bareStage(analysis, node, typeof name === 'string' ? name : null);
  const id = String(path[1]);
  const stage = knownStage(analysis, base, id);
  if (!stage) return UNKNOWN;
  if (typeof name !== 'string' || !MEMBERS.includes(name)) {
    const message = `stages.${id} has no field "${name ?? textOf(analysis, node)}"`;
    const hint =
      didYouMean(String(name), MEMBERS) ?? `write stages.${id}.output${typeof name === 'string' ? `.${name}` : ''}`;
    analysis.report(lastStep(node), { code: 'expr/unknown-field', message, hint });
    return UNKNOWN;
  }
  return memberShape(stage, { id, member: name, isSure: env.sure.has(stageFact(id)) });
}

function bareStage(analysis: Analysis, node: CelNode, id: string | null): Shape {
  if (id === null) {
    const message = 'the stage to read must be known before the run';
    analysis.report(node, { code: 'expr/unknown-stage', message, hint: 'write stages.<id>.output' });
  } else if (knownStage(analysis, node, id)) {
    const message = `stages.${id} is not a value itself`;
    analysis.report(lastStep(node), { code: 'expr/unknown-field', message, hint: `write stages.${id}.output` });
  }
  return UNKNOWN;
}

function knownStage(analysis: Analysis, node: CelNode, id: string): StageShape | null {
  const stages = analysis.names.stages ?? new Map<string, StageShape>();
  const stage = stages.get(id);
  if (stage) return stage;
  const known = [...stages.keys()];
  const list =
    known.length > 0
      ? `stages here are ${known.slice(0, 12).join(', ')}`
      : 'before the run starts, only `inputs` can be read';
  const { finals } = analysis.names;
  const message = finals ? `"finally" has no stage "${id}"` : `there is no stage "${id}"`;
  const hint = didYouMean(id, known) ?? (finals ? FINALLY : list);
  analysis.report(lastStep(node), { code: 'expr/unknown-stage', message, hint });
  return null;
}

const FINALLY =
  '"finally" stages see only each other and run.summary: put what they need under `outputs:` and read run.summary.outputs';

function memberShape(
  stage: StageShape,
  { id, member, isSure }: { id: string; member: string; isSure: boolean },
): Shape {
  if (member === 'status')
    return shapeOf({ type: 'string', enum: ['completed', 'skipped', ...(stage.mayFail ? ['failed'] : [])] });
  const nullable: Absence | null = stage.nullable && !isSure ? { stage: id, of: 'output' } : null;
  if (member === 'output') {
    const root = stage.outputSchema ?? {};
    const schema = stage.foreach !== 'single' ? { type: 'array', items: stage.outputSchema ?? {} } : stage.outputSchema;
    return { schema, root, nullable, ...(stage.someFail ? { holes: id } : {}) };
  }
  const files: JsonObject = stage.artifacts ?? { type: 'object', additionalProperties: ARTIFACT_SCHEMA };
  const missing: Absence | null = (stage.nullable || stage.mayLackFiles) && !isSure ? { stage: id, of: 'files' } : null;
  return { ...shapeOf(stage.foreach === 'items' ? { type: 'array', items: files } : files), nullable: missing };
}
