/**
 * Random pipelines of real programs, modules, services and models, each of which makes a text of what it was given and
 * of nothing else: what a stage has made tells what it was made of.
 *
 * A spec is plain data; {@link yamlOf} is the file, tests/rig/shell-run/made.ts computes what comes of it.
 */
import type { JsonObject } from '../../../src/model/json.ts';
import type { Luck } from '../luck.ts';

type Kind = 'command' | 'module' | 'write' | 'llm' | 'http' | 'child' | 'gate';

export interface StageSpec {
  readonly id: string;
  readonly kind: Kind;
  /** Stages that it reads; of a gate: its subject. */
  readonly reads: readonly string[];
  readonly when: boolean;
  readonly isSkippable: boolean;
  readonly onError: 'fail' | 'continue';
  readonly foreach: boolean;
  readonly version: number;
  readonly cache: boolean;
  readonly attempts: number;
  readonly tool: 'a' | 'b';
  readonly hasMost: boolean;
  readonly rework: boolean;
  readonly quorum: number;
}

export interface PipelineSpec {
  readonly fail: 'early' | 'late';
  readonly stages: readonly StageSpec[];
}

export interface ProjectSpec {
  readonly main: PipelineSpec;
  readonly sub: PipelineSpec;
}

export interface Inputs {
  readonly topic: string;
  readonly flag: boolean;
  readonly items: readonly { readonly id: string; readonly n: number }[];
}

export function randomProject(luck: Luck): ProjectSpec {
  const gates = luck.pick([0, 0.25, 0.5]);
  return {
    sub: randomPipeline(luck, luck.int(1, 3), { gates: gates / 2, isSub: true }),
    main: randomPipeline(luck, luck.int(2, 6), { gates, isSub: false }),
  };
}

interface Shape {
  readonly gates: number;
  readonly isSub: boolean;
}

function randomPipeline(luck: Luck, size: number, shape: Shape): PipelineSpec {
  const stages: StageSpec[] = [];
  for (let n = 0; n < size; n++)
    stages.push(randomStage(luck, stages, { ...shape, id: `${shape.isSub ? 't' : 's'}${n}` }));
  return { fail: luck.chance(0.5) ? 'late' : 'early', stages };
}

function randomStage(
  luck: Luck,
  before: readonly StageSpec[],
  { gates, isSub, id }: Shape & { id: string },
): StageSpec {
  const readable = readableOf(before);
  const fresh = readable.filter((one) => one.kind !== 'gate' && !before.some(({ reads }) => reads.includes(one.id)));
  if (fresh.length > 0 && luck.chance(gates)) {
    const subject = luck.pick(fresh);
    const quorum = luck.chance(0.25) ? 2 : 1;
    return { ...PLAIN, id, kind: 'gate', reads: [subject.id], rework: luck.chance(0.5), quorum };
  }
  const kinds: readonly Kind[] = ['command', 'command', 'command', 'module', 'write', 'llm', 'http'];
  const kind = luck.pick<Kind>(isSub ? kinds : [...kinds, 'child', 'child']);
  const foreach = luck.chance(0.3);
  const mayEnd = kind !== 'write' && !foreach;
  return {
    ...PLAIN,
    id,
    kind,
    reads: readable.filter(() => luck.chance(0.45)).map((one) => one.id),
    when: mayEnd && luck.chance(0.15),
    isSkippable: mayEnd && luck.chance(0.15),
    onError: mayEnd && luck.chance(0.2) ? 'continue' : 'fail',
    foreach,
    cache: kind !== 'child' && luck.chance(0.2),
    attempts: luck.int(1, 3),
    tool: luck.pick(['a', 'b'] as const),
    hasMost: luck.chance(0.4),
  };
}

const PLAIN: Omit<StageSpec, 'id' | 'kind'> = {
  ...{ reads: [], when: false, isSkippable: false, onError: 'fail', foreach: false, version: 1, cache: false },
  ...{ attempts: 1, tool: 'a', hasMost: false, rework: false, quorum: 1 },
};

/** Past a gate, the gate is read and not what it asks about. */
const readableOf = (stages: readonly StageSpec[]): readonly StageSpec[] =>
  stages.filter(({ id }) => !stages.some((one) => one.kind === 'gate' && one.reads[0] === id));

/** One edit that a person makes. */
export function edited(luck: Luck, project: ProjectSpec): ProjectSpec {
  const name = luck.pick(['main', 'main', 'sub'] as const);
  const { stages, fail } = project[name];
  const stage = luck.pick(stages);
  const put = (changed: readonly StageSpec[]): ProjectSpec => ({ ...project, [name]: { fail, stages: changed } });
  const replaced = (change: Partial<StageSpec>): ProjectSpec =>
    put(stages.map((one) => (one === stage ? { ...one, ...change } : one)));
  const isRead = stages.some(({ reads }) => reads.includes(stage.id));
  const later = { version: stage.version + 1 };
  switch (luck.int(1, 8)) {
    case 1:
      return isRead || stages.length === 1 ? replaced(later) : put(stages.filter((one) => one !== stage));
    case 2: {
      const id = `n${luck.int(1, 3)}`;
      if (stages.some((one) => one.id === id)) return replaced(later);
      return put([...stages, randomStage(luck, stages, { gates: 0, isSub: name === 'sub', id })]);
    }
    case 3:
      return replaced(stage.kind === 'gate' ? later : { reads: stage.reads.filter(() => luck.chance(0.5)) });
    case 4:
      return replaced(stage.kind === 'gate' ? later : { cache: stage.kind !== 'child' && !stage.cache });
    case 5:
      return replaced(stage.kind === 'command' ? { ...stage, kind: 'module' } : later);
    case 6: {
      const canBe = stage.kind !== 'gate' && !isRead && !stage.when && !stage.isSkippable && stage.onError === 'fail';
      return replaced(canBe ? { foreach: !stage.foreach } : later);
    }
    default:
      return replaced(later);
  }
}

/** The stage whose content a stage shows: itself, or what a gate asks about. */
export function shownBy(stages: readonly StageSpec[], id: string): StageSpec {
  const stage = stages.find((one) => one.id === id);
  if (!stage) throw new RangeError(`no stage ${id}`);
  return stage.kind === 'gate' ? shownBy(stages, stage.reads[0] ?? '') : stage;
}

const PATHS = { command: '', module: '.v', llm: '', http: '.body.v', child: '.v' } as const;
const NONE = {
  ...{ command: 'none', module: { v: 'none' }, llm: 'none', http: { body: { v: 'none' } }, child: { v: 'none' } },
} as const;

/** Text of what a stage gives, as an expression. */
function readOf(stages: readonly StageSpec[], id: string): string {
  const { kind, foreach, id: source } = shownBy(stages, id);
  if (kind === 'gate') throw new RangeError('a gate shows a stage');
  if (kind === 'write') {
    const file = `'${source}.md'`;
    if (!foreach) return `stages.${id}.artifacts[${file}].sha256`;
    // Of a list, a gate has one map of all files; the outputs name those of a stage.
    return id === source
      ? `stages.${id}.artifacts.map(a, a[${file}].sha256).join(',')`
      : `string(size(stages.${id}.output))`;
  }
  const path = PATHS[kind];
  return foreach ? `stages.${id}.output.map(o, o${path}).join(',')` : `stages.${id}.output${path}`;
}

const mayBeNull = ({ when, isSkippable, onError }: StageSpec): boolean => when || isSkippable || onError === 'continue';

const INPUTS = {
  type: 'object',
  properties: {
    topic: { type: 'string', default: 'tides' },
    flag: { type: 'boolean', default: true },
    items: {
      ...{ type: 'array', default: [] },
      items: {
        type: 'object',
        required: ['id', 'n'],
        properties: { id: { type: 'string' }, n: { type: 'integer' } },
      },
    },
  },
};

export function yamlOf({ stages, fail }: PipelineSpec): JsonObject {
  const texts = readableOf(stages).map(({ id }) => readOf(stages, id));
  return {
    inputs: INPUTS,
    fail,
    stages: Object.fromEntries(stages.map((stage) => [stage.id, stageOf(stages, stage)])),
    outputs: { v: `\${{ [${texts.join(', ')}].join('+') }}` },
  } as JsonObject;
}

function stageOf(stages: readonly StageSpec[], stage: StageSpec): JsonObject {
  const { kind, foreach, attempts, hasMost } = stage;
  if (kind === 'gate') return gateOf(stages, stage);
  return {
    uses: kind === 'child' ? 'pipeline' : kind,
    with: withOf(stages, stage),
    ...(stage.when ? { when: '${{ inputs.flag }}' } : {}),
    ...(stage.isSkippable ? { skippable: true } : {}),
    ...(stage.onError === 'continue' ? { on_error: 'continue' } : {}),
    ...(mayBeNull(stage) && kind !== 'write' ? { otherwise: NONE[kind] } : {}),
    ...(foreach ? { foreach: '${{ inputs.items }}', key: '${{ item.id }}' } : {}),
    ...(kind === 'child' ? {} : { retry: { attempts, min: '1ms', max: '2ms', jitter: false, max_lost: 1000 } }),
    ...(stage.cache ? { cache: true } : {}),
    ...(hasMost && (kind === 'command' || kind === 'module') ? { max_cost: 0.002 } : {}),
  } as JsonObject;
}

function gateOf(stages: readonly StageSpec[], { reads, rework, quorum, version }: StageSpec): JsonObject {
  const subject = shownBy(stages, reads[0] ?? '');
  return {
    uses: 'approval',
    with: {
      subject: subject.id,
      ...(rework ? { rework: subject.id } : {}),
      ...(quorum > 1 ? { quorum, approvers: ['ann@example.org', 'bob@example.org', 'cleo@example.org'] } : {}),
      ...(version > 1 ? { question: `Good, version ${version}?` } : {}),
    },
    ...(mayBeNull(subject) && subject.kind !== 'write' && subject.kind !== 'gate'
      ? { otherwise: NONE[subject.kind] }
      : {}),
  };
}

/** What a stage is told, as expressions, in order. */
function wordsOf(stages: readonly StageSpec[], { id, version, reads, foreach }: StageSpec): readonly string[] {
  const parts = ['inputs.topic', ...reads.map((one) => readOf(stages, one)), ...(foreach ? ['string(item.n)'] : [])];
  return [id, `v${version}`, ...parts.map((part) => `\${{ ${part} }}`)];
}

function withOf(stages: readonly StageSpec[], stage: StageSpec): JsonObject {
  const words = wordsOf(stages, stage);
  const said = words.join(' ');
  switch (stage.kind) {
    case 'command':
      return { argv: ['sh', `tools/${stage.tool}.sh`, ...words] };
    case 'module':
      return { module: 'stages/m.mjs', args: { words: [...words] } };
    case 'llm':
      return { provider: 'writer', text: '{{ said }}', vars: { said } };
    case 'write':
      return { text: '{{ said }}', vars: { said }, to: `${stage.id}.md` };
    case 'http':
      return { url: '${{ vars.server }}', json: said };
    default:
      return {
        pipeline: 'sub',
        inputs: { topic: words.join('.'), flag: '${{ inputs.flag }}', items: '${{ inputs.items }}' },
      };
  }
}
