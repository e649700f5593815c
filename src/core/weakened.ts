/**
 * Finds the gates of one definition that another definition removes or weakens. Pure.
 *
 * W1. Gates are compared by address, including those of sub-pipelines; a renamed gate counts as removed.
 * W2. Stages are compared by id: positions in the two graphs are unrelated.
 * W3. A changed condition counts as weaker, since it cannot be known whether it is.
 */
import type { Gate } from '../model/gate.ts';
import { type Graph, type Pipeline, type Stage, stageCalled } from '../model/pipeline.ts';
import { bypassing, waitersOf } from './bypass.ts';

export interface Weakening {
  /** Address without items: `review`, `episode/review`. */
  readonly gate: string;
  /** What is weaker, without a full stop, fit for a list: `its quorum is 1 instead of 2`. */
  readonly what: string;
}

/** @returns in the order of `before`; empty: all gates are unchanged or stricter. */
export function weakened(before: Pipeline, after: Pipeline): readonly Weakening[] {
  return inGraph({ before: before.graph, after: after.graph }, '');
}

interface Graphs {
  readonly before: Graph;
  readonly after: Graph | null;
}

/** @param within address of the sub-pipeline with its `/`; empty: the run itself. */
function inGraph({ before, after }: Graphs, within: string): readonly Weakening[] {
  return before.stages.flatMap((stage): readonly Weakening[] => {
    const now = (after && stageCalled(after, stage.id)) ?? null;
    const address = within + stage.id;
    if (stage.child) return inGraph({ before: stage.child.graph, after: now?.child?.graph ?? null }, `${address}/`);
    if (!stage.gate) return [];
    if (!after || !now?.gate) return [{ gate: address, what: 'it is gone' }];
    const gates = { was: { stage, gate: stage.gate }, is: { stage: now, gate: now.gate } };
    return differences({ before, after }, gates).map((what) => ({ gate: address, what }));
  });
}

interface Placed {
  readonly stage: Stage;
  readonly gate: Gate;
}
interface Both {
  readonly was: Placed;
  readonly is: Placed;
}

function differences(graphs: { readonly before: Graph; readonly after: Graph }, both: Both): readonly string[] {
  const { was, is } = both;
  return [
    ...ofSubject(graphs, both),
    ...ofPeople(was.gate, is.gate),
    ...(was.gate.notAuthor && !is.gate.notAuthor ? ['the author of the run may approve'] : []),
    ...(was.gate.requireSigned && !is.gate.requireSigned ? ['an answer need not be signed'] : []),
    ...(was.gate.autoApprove === 'never' && is.gate.autoApprove === 'allowed' ? ['a manifest may waive it'] : []),
    ...ofCondition(was.stage, is.stage),
    ...ofReaders(graphs, both),
  ];
}

function ofSubject({ before, after }: { readonly before: Graph; readonly after: Graph }, { was, is }: Both) {
  const [old, now] = [before.stages[was.gate.subject]?.id, after.stages[is.gate.subject]?.id];
  return old === now ? [] : [`it asks about "${now}" instead of "${old}"`];
}

function ofPeople(was: Gate, is: Gate): readonly string[] {
  const fewer = is.quorum < was.quorum ? [`its quorum is ${is.quorum} instead of ${was.quorum}`] : [];
  if (was.approvers === null) return fewer;
  if (is.approvers === null) return [...fewer, 'anybody may answer'];
  const { approvers } = was;
  return [...fewer, ...is.approvers.filter((one) => !approvers.includes(one)).map((one) => `${one} may answer`)];
}

function ofCondition({ when: was }: Stage, { when: is }: Stage): readonly string[] {
  if (is === null || is.trim() === was?.trim()) return [];
  return [was === null ? 'it asks only `when` a condition is true' : 'it asks `when` another condition is true'];
}

/** Stages that only used approved content, and stages that waited for the answer without using it. */
function ofReaders({ before, after }: { readonly before: Graph; readonly after: Graph }, { was, is }: Both) {
  const known = new Set<string>(bypassing(before, was.stage).map(({ id }) => id));
  const around = bypassing(after, is.stage).filter(({ id }) => !known.has(id));
  const reading = new Set<string>(around.map(({ id }) => id));
  const waiting = waitersOf(after, is.stage.index);
  const freed = [...waitersOf(before, was.stage.index)].flatMap((index) => {
    const id = before.stages[index]?.id;
    const now = id === undefined ? undefined : after.indexOf.get(id);
    const isFree = now !== undefined && !waiting.has(now);
    return isFree && id !== undefined && !reading.has(id) ? [id] : [];
  });
  return [
    ...around.map(
      ({ id }) => `stage "${id}" uses the result of "${after.stages[is.gate.subject]?.id}" without waiting for it`,
    ),
    ...freed.map((id) => `stage "${id}" no longer waits for it`),
  ];
}
