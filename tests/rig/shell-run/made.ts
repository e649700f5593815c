/** What the stages of a random pipeline make of what they are given: the programs, and the same computed. */
import { createHash } from 'node:crypto';
import type { Checkpoint, CheckpointStage } from '../../../src/model/checkpoint.ts';
import { itemsOf } from '../../../src/report/checkpoint-tasks.ts';
import { type Inputs, type PipelineSpec, type ProjectSpec, type StageSpec, shownBy } from './spec.ts';

export const textOf = (said: string): string => `h${createHash('sha256').update(said).digest('hex').slice(0, 10)}`;
const sha256 = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** What the second program makes is too long for a checkpoint. */
const PADDING = '-'.repeat(4200);

/** Says what it does in effects.log; files below `broken/` and `flaky/` let it fail. */
export const program = (version: string): string => `T=${version} pad=${version.startsWith('b') ? PADDING : ''}
echo "start $PIPELINE_RUN $PIPELINE_RUNNER_TASK $PIPELINE_EFFECT_KEY $T $*" >> effects.log
[ -e slow ] && sleep 0.05
[ -e "broken/$1" ] && exit 64
[ -e "flaky/$1" ] && rm -f "flaky/$1" && exit 75
echo '{"cost":{"usd":0.001}}' >> "$PIPELINE_EVENTS"
v=h$(printf '%s' "$T $*" | sha256sum | cut -c1-10)$pad
echo "made $v" > "$PIPELINE_ARTIFACTS/out.txt"
echo "end $PIPELINE_RUN $PIPELINE_RUNNER_TASK $PIPELINE_EFFECT_KEY $T $*" >> effects.log
echo "$v"
`;

export const MODULE = `import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, rmSync } from 'node:fs';
import { M } from './lib.mjs';
export default async ({ args, cost, run, effectKey, artifacts }) => {
  const said = [M, ...args.words].join(' ');
  const [id] = args.words;
  appendFileSync(ROOT + 'effects.log', \`start \${run} module \${effectKey} \${said}\\n\`);
  if (existsSync(ROOT + 'broken/' + id)) throw new Error('broken');
  if (existsSync(ROOT + 'flaky/' + id)) {
    rmSync(ROOT + 'flaky/' + id, { force: true });
    throw new Error('flaky');
  }
  cost({ usd: 0.001 });
  const v = 'h' + createHash('sha256').update(said).digest('hex').slice(0, 10);
  await artifacts.write('out.txt', 'made ' + v + '\\n');
  appendFileSync(ROOT + 'effects.log', \`end \${run} module \${effectKey} \${said}\\n\`);
  return { output: { v } };
};
const ROOT = new URL('..', import.meta.url).pathname;
`;

/** Versions of programs that may have made a result. */
export interface Versions {
  readonly a: readonly string[];
  readonly b: readonly string[];
  readonly m: readonly string[];
}

export interface Making {
  readonly project: ProjectSpec;
  readonly versions: Versions;
  /** @throws when a stage has made something else than it was to make. */
  readonly differs: (address: string, made: string, allowed: readonly string[]) => void;
  /** Of an output that is a file. */
  readonly fileOf: (file: string) => string | null;
  /** Told of every result that was looked at. */
  readonly checked: () => void;
}

interface Frame {
  readonly pipeline: PipelineSpec;
  readonly stages: Readonly<Record<string, CheckpointStage>>;
  readonly inputs: Inputs;
  readonly prefix: string;
}

/** Looks at every completed task of a checkpoint whose definitions are known. */
export function checkMade(checkpoint: Checkpoint, inputs: Inputs, making: Making): void {
  frame({ pipeline: making.project.main, stages: checkpoint.stages, inputs, prefix: '' }, making);
}

function frame(one: Frame, making: Making): void {
  for (const stage of one.pipeline.stages) {
    const entry = one.stages[stage.id];
    if (!entry || entry.status === 'pending') continue;
    if (stage.kind === 'gate') continue;
    const reads = stage.reads.map((id) => given(one, id, making));
    if (reads.includes(null)) continue;
    const known = reads as readonly string[];
    if (!stage.foreach) task(one, { stage, entry, reads: known, n: null, address: one.prefix + stage.id }, making);
    else
      for (const { id, n } of one.inputs.items) {
        const item = itemsOf(entry)[id];
        if (item)
          task(one, { stage, entry: item, reads: known, n, address: `${one.prefix}${stage.id}[${id}]` }, making);
      }
  }
}

interface Task {
  readonly stage: StageSpec;
  readonly entry: CheckpointStage;
  readonly reads: readonly string[];
  readonly n: number | null;
  readonly address: string;
}

function task({ inputs }: Frame, { stage, entry, reads, n, address }: Task, making: Making): void {
  const words = [stage.id, `v${stage.version}`, inputs.topic, ...reads, ...(n === null ? [] : [String(n)])];
  const said = words.join(' ');
  if (stage.kind === 'child') {
    const inner = { ...inputs, topic: said.replaceAll(' ', '.') };
    if (entry.stages)
      frame({ pipeline: making.project.sub, stages: entry.stages, inputs: inner, prefix: `${address}/` }, making);
    return;
  }
  if (entry.status !== 'completed') return;
  const made = textIn(stage, entry, making);
  if (made === null) return;
  making.checked();
  const allowed = allowedOf(stage, said, making.versions);
  if (!allowed.includes(made)) making.differs(address, made, allowed);
}

function allowedOf({ kind, tool }: StageSpec, said: string, versions: Versions): readonly string[] {
  if (kind === 'command')
    return versions[tool].map((version) => textOf(`${version} ${said}`) + (tool === 'b' ? PADDING : ''));
  if (kind === 'module') return versions.m.map((version) => textOf(`${version} ${said}`));
  if (kind === 'write') return [sha256(said), sha256(`${said}\n`)];
  return [textOf(said)];
}

/** What a task made; null: it is not in the checkpoint itself. */
function textIn({ kind, id }: StageSpec, { result }: CheckpointStage, { fileOf }: Making): string | null {
  if (!result) return null;
  const text = 'value' in result.output ? JSON.stringify(result.output.value) : fileOf(result.output.file);
  if (text === null) return null;
  const value = JSON.parse(text) as { v: string; body: { v: string } };
  if (kind === 'write') return result.artifacts?.[`${id}.md`]?.sha256 ?? '';
  if (kind === 'command' || kind === 'llm') return String(value);
  return kind === 'http' ? value.body.v : value.v;
}

/** What its readers get of a stage; null: there is nothing yet. */
function given({ pipeline, stages, inputs }: Frame, id: string, making: Making): string | null {
  const shown = shownBy(pipeline.stages, id);
  const entry = stages[shown.id];
  const gate = stages[id];
  if (!entry || !gate) return null;
  if (gate.status === 'skipped' || gate.status === 'failed') return 'none';
  if (gate.status !== 'completed') return null;
  const isGate = id !== shown.id;
  if (!shown.foreach)
    return isGate && shown.kind !== 'write' ? textIn(shown, gate, making) : textIn(shown, entry, making);
  if (isGate && shown.kind === 'write') return String(inputs.items.length);
  const parts: string[] = [];
  for (const item of inputs.items) {
    const one = itemsOf(entry)[item.id];
    const text = one ? textIn(shown, one, making) : null;
    if (text === null) return null;
    parts.push(text);
  }
  return parts.join(',');
}
