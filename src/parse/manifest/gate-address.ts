/** Finds the gate that a manifest names, or suggests one. Pure. */
import { didYouMean, nearest } from '../../core/nearest.ts';
import { type AddressStep, formatAddress, type ParsedAddress, parseAddress } from '../../model/address.ts';
import type { Gate } from '../../model/gate.ts';
import { listNames } from '../../model/list-names.ts';
import { type Pipeline, type Stage, stageCalled } from '../../model/pipeline.ts';

export type NamedGate =
  | {
      readonly type: 'gate';
      readonly gate: Gate;
      readonly stage: Stage;
      /** Its subject. */
      readonly subject: Stage | undefined;
    }
  /** The address is a stage that is not a gate. */
  | { readonly type: 'stage'; readonly hint: string }
  | { readonly type: 'unknown'; readonly hint: string };

/** @param address `outline_review`, `episode/review`, `episodes[e1]/review`: the existence of items is not checked. */
export function gateAt(pipeline: Pipeline, address: string): NamedGate {
  const parsed = parseAddress(address);
  if (parsed?.graph !== 'stages') return unknown(pipeline, didYouMean(address, gateNames(pipeline)));
  let inner = pipeline;
  for (const [depth, step] of parsed.steps.entries()) {
    const isLast = depth === parsed.steps.length - 1;
    const stage = stageCalled(inner.graph, step.stage);
    if (!stage || (!isLast && !stage.child)) return unknown(pipeline, mended(pipeline, inner, { parsed, depth }));
    const better = rewritten(stage, step, isLast);
    if (better !== null) return unknown(pipeline, `write "${withStep({ parsed, depth }, better)}"`);
    if (isLast) return stageAsGate(stage, pipeline, { parsed, inner });
    inner = stage.child ?? inner;
  }
  return unknown(pipeline);
}

/** The correct form of a step with a key for a stage without items, or without a key for one with items. */
function rewritten({ foreach, id }: Stage, { item }: AddressStep, isLast: boolean): string | null {
  if (item !== null) return foreach === null ? id : null;
  return foreach !== null && !isLast ? `${id}[key]` : null;
}

interface Inside {
  readonly parsed: ParsedAddress;
  readonly inner: Pipeline;
}

function stageAsGate(stage: Stage, pipeline: Pipeline, { parsed, inner: { graph } }: Inside): NamedGate {
  const { gate } = stage;
  if (gate) return { type: 'gate', gate, stage, subject: graph.stages[gate.subject] };
  const asking = graph.stages.find((other) => other.gate?.subject === stage.index);
  if (!asking) return { type: 'stage', hint: withKey(known(pipeline)) };
  const name = withStep({ parsed, depth: parsed.steps.length - 1 }, asking.id);
  return { type: 'stage', hint: `the gate that asks about it is "${name}"` };
}

const unknown = (pipeline: Pipeline, hint: string = known(pipeline)): NamedGate => ({
  type: 'unknown',
  hint: withKey(hint),
});

const withKey = (hint: string): string =>
  hint.includes('[key]') ? `${hint} (key: that of an item, as \`status\` shows it)` : hint;

function known(pipeline: Pipeline): string {
  const names = gateNames(pipeline);
  return names.length === 0 ? 'delete it: this pipeline has no gates' : `gates: ${listNames(names)}`;
}

interface Misspelt {
  readonly parsed: ParsedAddress;
  readonly depth: number;
}

/** The address with the misspelt step corrected; else the most similar gate, if there is one. */
function mended(pipeline: Pipeline, { graph }: Pipeline, misspelt: Misspelt): string | undefined {
  const { parsed, depth } = misspelt;
  const isLast = depth === parsed.steps.length - 1;
  const { stage = '', item = null } = parsed.steps[depth] ?? {};
  const candidates = graph.stages
    .filter(({ gate, child, foreach }) => (isLast ? gate : child && (foreach === null) === (item === null)))
    .map(({ id }) => id);
  const near = nearest(stage, candidates);
  if (near === null) return didYouMean(formatAddress(parsed), gateNames(pipeline));
  return `did you mean "${withStep(misspelt, item === null ? near : `${near}[${item}]`)}"?`;
}

const withStep = ({ parsed, depth }: Misspelt, text: string): string =>
  parsed.steps.map((step, i) => (i === depth ? text : formatAddress({ graph: 'stages', steps: [step] }))).join('/');

/** Maximum number of names: a sub-pipeline that is used often repeats its gates. */
const MOST_NAMES = 100;

/** Addresses of gates, including those of sub-pipelines: `review`, `episode/review`, `episodes[key]/review`. */
export function gateNames(pipeline: Pipeline, seen = new Map<Pipeline, readonly string[]>()): readonly string[] {
  const before = seen.get(pipeline);
  if (before) return before;
  const names = pipeline.graph.stages.flatMap(({ id, gate, child, foreach }) => {
    if (gate) return [id];
    const step = foreach === null ? id : `${id}[key]`;
    return child ? gateNames(child, seen).map((name) => `${step}/${name}`) : [];
  });
  seen.set(pipeline, names.slice(0, MOST_NAMES));
  return names.slice(0, MOST_NAMES);
}
