/**
 * Random pipelines as people write them: real expressions, and stages whose calls test-service.ts answers. A spec is
 * plain data, so an edit of a pipeline is a change of its spec.
 *
 * Every stage sends its address (`at`) and what it read. Every stage whose result may be null has an `otherwise`.
 */
import type { Json, JsonObject } from '../../../src/model/json.ts';
import type { Luck } from '../luck.ts';

type Kind = 'http' | 'llm' | 'write' | 'gate' | 'child';

export interface StageSpec {
  readonly id: string;
  readonly kind: Kind;
  /** Stages that it reads; for a gate its subject. */
  readonly reads: readonly string[];
  /** Stages that it waits for without reading them. */
  readonly needs: readonly string[];
  readonly when: 'flag' | 'reads' | null;
  readonly isSkippable: boolean;
  readonly onError: 'fail' | 'continue';
  /** `inputs`, or the stage whose output is the list. */
  readonly foreach: string | null;
  readonly isKeyed: boolean;
  readonly concurrency: number | null;
  readonly attempts: number;
  readonly version: number;
  readonly cache: boolean;
  /** It has a timeout, which a busy machine may exceed. */
  readonly isTimed: boolean;
  readonly gate: GateSpec | null;
  readonly child: string | null;
}

interface GateSpec {
  readonly rework: string | null;
  readonly editable: boolean;
  readonly maxRounds: number | null;
  readonly auto: boolean;
}

export interface PipelineSpec {
  readonly fail: 'early' | 'late';
  readonly stages: readonly StageSpec[];
  readonly finals: readonly StageSpec[];
}

/** By name; the manifest names `main`. */
export type ProjectSpec = Readonly<Record<string, PipelineSpec>>;

export interface Flavour {
  /** Probability that a stage is a gate. */
  readonly gates: number;
  /** Outcomes do not depend on the order in which things happen. */
  readonly isSteady: boolean;
}

export function randomProject(luck: Luck, flavour: Flavour): ProjectSpec {
  const inner = randomPipeline(luck, { flavour, size: luck.int(1, 2), children: [] });
  const child = randomPipeline(luck, { flavour, size: luck.int(1, 3), children: ['inner'] });
  const main = randomPipeline(luck, { flavour, size: luck.int(2, 6), children: ['child', 'child', 'inner'] });
  return { main, child, inner };
}

interface Shape {
  readonly flavour: Flavour;
  readonly size: number;
  readonly children: readonly string[];
}

function randomPipeline(luck: Luck, shape: Shape): PipelineSpec {
  const stages: StageSpec[] = [];
  for (let i = 0; i < shape.size; i++) stages.push(randomStage(luck, stages, shape));
  const finals = luck.chance(0.15) ? [{ ...plain('last'), attempts: 2 }] : [];
  return { fail: shape.flavour.isSteady || luck.chance(0.5) ? 'late' : 'early', stages, finals };
}

const plain = (id: string): StageSpec => ({
  id,
  ...{ kind: 'http', reads: [], needs: [], when: null, isSkippable: false, onError: 'fail', foreach: null },
  ...{ isKeyed: true, concurrency: null, attempts: 3, version: 1, cache: false, isTimed: false },
  ...{ gate: null, child: null },
});

function randomStage(luck: Luck, before: readonly StageSpec[], { flavour, children }: Shape): StageSpec {
  const id = `s${before.length}`;
  if (before.length > 0 && luck.chance(flavour.gates)) return randomGate(luck, before, id);
  const kind: Kind =
    children.length > 0 && luck.chance(0.3) ? 'child' : luck.pick(['http', 'http', 'http', 'llm', 'write'] as const);
  const reads = before.filter(() => luck.chance(0.45)).map((one) => one.id);
  const hasList = luck.chance(0.35);
  const lists = before.filter((one) => one.kind === 'http' && one.foreach === null).map((one) => one.id);
  const mayEnd = kind !== 'write';
  return {
    ...plain(id),
    kind,
    reads,
    needs: before.filter(() => luck.chance(0.1)).map((one) => one.id),
    when: mayEnd && luck.chance(0.15) ? luck.pick(['flag', 'reads'] as const) : null,
    isSkippable: mayEnd && luck.chance(0.15),
    onError: mayEnd && luck.chance(0.2) ? 'continue' : 'fail',
    foreach: hasList ? (lists.length > 0 && luck.chance(0.4) ? luck.pick(lists) : 'inputs') : null,
    isKeyed: kind === 'child' || luck.chance(0.7),
    concurrency: hasList && luck.chance(0.3) ? luck.int(1, 2) : null,
    attempts: Math.max(luck.pick([1, 2, 3, 3]), flavour.isSteady ? 3 : 1),
    cache: kind !== 'child' && luck.chance(0.1),
    child: kind === 'child' ? luck.pick(children) : null,
    isTimed: !flavour.isSteady && luck.chance(0.7),
  };
}

function randomGate(luck: Luck, before: readonly StageSpec[], id: string): StageSpec {
  const subject = luck.chance(0.6) ? before.at(-1) : luck.pick(before);
  if (!subject) throw new RangeError('a gate asks about a stage');
  const makers = [...upstream(before, subject.id)].filter((one) =>
    before.some((s) => s.id === one && s.kind !== 'gate'),
  );
  const rework = makers.length > 0 && luck.chance(0.75) ? luck.pick(makers) : null;
  const gate: GateSpec = {
    rework,
    editable: luck.chance(0.5),
    maxRounds: rework !== null && luck.chance(0.3) ? luck.int(1, 3) : null,
    auto: luck.chance(0.3),
  };
  return { ...plain(id), kind: 'gate', reads: [subject.id], when: luck.chance(0.1) ? 'flag' : null, gate };
}

/** A stage and everything that it depends on. */
function upstream(stages: readonly StageSpec[], from: string): ReadonlySet<string> {
  const found = new Set([from]);
  for (const id of found) {
    const stage = stages.find((one) => one.id === id);
    if (stage) for (const need of needsOf(stage)) found.add(need);
  }
  return found;
}

const needsOf = ({ reads, needs, foreach, gate }: StageSpec): readonly string[] => [
  ...reads,
  ...needs,
  ...(foreach !== null && foreach !== 'inputs' ? [foreach] : []),
  ...(gate?.rework ? [gate.rework] : []),
];

/** @returns the project after one random edit by a person. */
export function edited(luck: Luck, project: ProjectSpec, flavour: Flavour): ProjectSpec {
  const name = luck.pick(['main', 'main', 'child', 'inner']);
  const spec = project[name];
  if (!spec) throw new RangeError(`no pipeline ${name}`);
  const stage = luck.pick(spec.stages);
  const replaced = (change: Partial<StageSpec>): ProjectSpec => ({
    ...project,
    [name]: { ...spec, stages: spec.stages.map((one) => (one.id === stage.id ? { ...one, ...change } : one)) },
  });
  const isGate = stage.kind === 'gate';
  switch (luck.int(1, 9)) {
    case 1:
      if (isGate) return replaced({ version: stage.version + 1 });
      return replaced({ foreach: stage.foreach === null ? 'inputs' : null, isKeyed: true });
    case 2:
      return replaced({ when: stage.kind === 'write' || stage.when ? null : 'flag' });
    case 3:
      if (isGate || stage.kind === 'write') return replaced({ version: stage.version + 1 });
      return replaced({ onError: stage.onError === 'fail' ? 'continue' : 'fail' });
    case 4: {
      const shape = { flavour, size: 0, children: name === 'main' ? ['child', 'inner'] : [] };
      const added = { ...randomStage(luck, spec.stages, shape), id: `n${luck.int(1, 3)}` };
      if (spec.stages.some(({ id }) => id === added.id)) return replaced({ version: stage.version + 1 });
      return { ...project, [name]: { ...spec, stages: [...spec.stages, added] } };
    }
    case 5: {
      const isRead = spec.stages.some((one) => needsOf(one).includes(stage.id));
      if (isRead || spec.stages.length === 1) return replaced({ version: stage.version + 1 });
      return { ...project, [name]: { ...spec, stages: spec.stages.filter(({ id }) => id !== stage.id) } };
    }
    case 6:
      return replaced({ isKeyed: stage.kind === 'child' || !stage.isKeyed });
    case 7:
      if (isGate || stage.kind === 'child') return replaced({ version: stage.version + 1 });
      return replaced({ kind: luck.pick(['http', 'llm'] as const) });
    default:
      return replaced({ version: stage.version + 1 });
  }
}

/** The expression by which other stages read a stage. */
function readOf(stages: readonly StageSpec[], id: string): string {
  const stage = stages.find((one) => one.id === id);
  if (!stage) throw new RangeError(`no stage ${id}`);
  const { shape, isList } = shapeOf(stages, stage);
  if (shape === 'file') {
    const file = `'${fileIn(stages, stage)}'`;
    return isList && stage.kind === 'write'
      ? `stages.${id}.artifacts.map(a, a[${file}].sha256)`
      : isList
        ? `stages.${id}.output`
        : `stages.${id}.artifacts[${file}].sha256`;
  }
  const path = { http: '.body.v', llm: '', child: '.v' }[shape];
  return isList ? `stages.${id}.output.map(o, o${path})` : `stages.${id}.output${path}`;
}

interface ShapeOf {
  readonly shape: 'http' | 'llm' | 'child' | 'file';
  readonly isList: boolean;
}

/** The output of a gate has the shape of its subject. */
function shapeOf(stages: readonly StageSpec[], stage: StageSpec): ShapeOf {
  if (stage.kind !== 'gate')
    return { shape: stage.kind === 'write' ? 'file' : stage.kind, isList: stage.foreach !== null };
  const subject = stages.find((one) => one.id === stage.reads[0]);
  if (!subject) throw new RangeError(`no subject of ${stage.id}`);
  return shapeOf(stages, subject);
}

function fileIn(stages: readonly StageSpec[], stage: StageSpec): string {
  if (stage.kind !== 'gate') return `${stage.id}.md`;
  const subject = stages.find((one) => one.id === stage.reads[0]);
  return subject ? fileIn(stages, subject) : '';
}

const EMPTY: Readonly<Record<ShapeOf['shape'], Json>> = {
  http: { body: { v: 'nothing', list: [] } },
  llm: 'nothing',
  child: { v: ['nothing'] },
  file: null,
};

const RETRY = { min: '1ms', max: '2ms', jitter: false, max_lost: 1000 };

export function yamlOf(spec: PipelineSpec): JsonObject {
  const { stages, finals, fail } = spec;
  const known = Object.fromEntries(stages.map((stage) => [stage.id, stageOf(stages, stage)]));
  return {
    inputs: {
      type: 'object',
      properties: {
        path: { type: 'string', default: '' },
        flag: { type: 'boolean', default: true },
        topic: { type: 'string', default: 'tides' },
        items: {
          type: 'array',
          default: [],
          items: {
            type: 'object',
            required: ['id', 'n'],
            properties: { id: { type: 'string' }, n: { type: 'integer' } },
          },
        },
      },
    },
    fail,
    stages: known,
    ...(finals.length > 0
      ? { finally: Object.fromEntries(finals.map((one) => [one.id, stageOf([], { ...one, id: `finally:${one.id}` })])) }
      : {}),
    outputs: {
      v: stages.flatMap((stage) => (isReadable(stages, stage) ? [`\${{ ${readOf(stages, stage.id)} }}`] : [])),
    },
  };
}

/** The subject of a gate must not be read behind the gate. */
const isReadable = (stages: readonly StageSpec[], { id }: StageSpec): boolean =>
  !stages.some(({ kind, reads }) => kind === 'gate' && reads[0] === id);

function stageOf(stages: readonly StageSpec[], stage: StageSpec): JsonObject {
  const { kind, gate, needs, when, isSkippable, onError, foreach, isKeyed, concurrency } = stage;
  const isNull = mayBeNull(stages, stage);
  const { shape, isList } = shapeOf(stages, stage);
  const makesAttempts = kind !== 'gate' && kind !== 'child';
  const reads = stage.reads.filter((one) => one !== undefined);
  const first = reads[0];
  const condition =
    when === 'reads' && first !== undefined && kind !== 'gate' ? sized(readOf(stages, first)) : 'inputs.flag';
  return {
    uses: { gate: 'approval', child: 'pipeline', http: 'http', llm: 'llm', write: 'write' }[kind],
    with: gate ? gateWith(stage, gate) : kindWith(stages, stage),
    ...(needs.length > 0 ? { needs: [...needs] } : {}),
    ...(when !== null ? { when: `\${{ ${condition} }}` } : {}),
    ...(isNull ? { otherwise: isList && kind !== 'gate' ? EMPTY[shape] : isList ? [EMPTY[shape]] : EMPTY[shape] } : {}),
    ...(isSkippable ? { skippable: true } : {}),
    ...(onError === 'continue' ? { on_error: onError } : {}),
    ...(foreach !== null
      ? { foreach: foreach === 'inputs' ? '${{ inputs.items }}' : `\${{ stages.${foreach}.output.body.list }}` }
      : {}),
    ...(foreach !== null && isKeyed ? { key: '${{ item.id }}' } : {}),
    ...(foreach !== null && concurrency !== null ? { concurrency } : {}),
    ...(makesAttempts ? { retry: { ...RETRY, attempts: stage.attempts } } : {}),
    ...(kind === 'http' && stage.isTimed ? { timeout: '150ms' } : {}),
    ...(makesAttempts && stage.cache ? { cache: true } : {}),
    ...(startsBeforeApproval(stages, stage) ? { before_approval: true } : {}),
  };
}

/** A gate is skipped if its subject has no result, so it may be null whenever its subject may be. */
function mayBeNull(stages: readonly StageSpec[], stage: StageSpec): boolean {
  const { when, isSkippable, onError, kind, reads } = stage;
  const subject = kind === 'gate' ? stages.find(({ id }) => id === reads[0]) : undefined;
  return (
    when !== null || isSkippable || onError === 'continue' || (subject !== undefined && mayBeNull(stages, subject))
  );
}

const sized = (read: string): string => `size(${read}) > 0`;

/** It uses the subject of a gate without waiting for the gate. */
function startsBeforeApproval(stages: readonly StageSpec[], stage: StageSpec): boolean {
  if (stage.kind === 'gate') return false;
  return stages.some((gate) => {
    const subject = gate.kind === 'gate' ? gate.reads[0] : undefined;
    if (subject === undefined || !needsOf(stage).includes(subject)) return false;
    return !upstream(stages, stage.id).has(gate.id);
  });
}

function gateWith({ reads, version }: StageSpec, { rework, editable, maxRounds, auto }: GateSpec): JsonObject {
  return {
    subject: reads[0] ?? '',
    ...(rework !== null ? { rework } : {}),
    ...(editable ? { editable } : {}),
    ...(maxRounds !== null ? { max_rounds: maxRounds } : {}),
    ...(auto ? { auto_approve: 'allowed' } : {}),
    ...(version > 1 ? { question: `Good, version ${version}?` } : {}),
  };
}

function kindWith(stages: readonly StageSpec[], stage: StageSpec): JsonObject {
  const { id, kind, foreach, version, child } = stage;
  const isRework = stages.some(({ gate }) => gate?.rework === id);
  const isList = foreach !== null;
  const at =
    isList && stage.isKeyed ? `\${{ inputs.path + '${id}[' + item.id + ']' }}` : `\${{ inputs.path + '${id}' }}`;
  const reads = Object.fromEntries(stage.reads.map((one) => [one, `\${{ ${readOf(stages, one)} }}`]));
  const report = {
    at,
    version: String(version),
    reads,
    ...(isList ? { item: '${{ item }}' } : {}),
    ...(stage.reads.length === 0 ? { topic: '${{ inputs.topic }}' } : {}),
    ...(kind === 'http' && stage.isTimed ? { isTimed: true } : {}),
    ...(isRework ? { feedback: '${{ feedback.map(f, f.text) }}' } : {}),
  };
  switch (kind) {
    case 'llm':
      return { provider: 'writer', text: '{{ report }}', vars: { report } };
    case 'write':
      return { text: '{{ report }}', vars: { report }, to: `${id}.md` };
    case 'child':
      return {
        pipeline: child ?? '',
        inputs: {
          path: isList ? `\${{ inputs.path + '${id}[' + item.id + ']/' }}` : `\${{ inputs.path + '${id}/' }}`,
          flag: '${{ inputs.flag }}',
          topic: `\${{ inputs.topic + '${version > 1 ? version : ''}' }}`,
          items:
            isList && id.endsWith('1') ? "${{ [{'id': 'k' + string(item.n), 'n': item.n}] }}" : '${{ inputs.items }}',
        },
      };
    default:
      return { url: '${{ vars.server }}', json: report };
  }
}
