/** Reports stages and outputs that use the subject of a gate without waiting for the answer. Pure. */
import { bypassing } from '../../core/bypass.ts';
import type { Place } from '../../model/diagnostic.ts';
import type { Graph, Stage } from '../../model/pipeline.ts';
import { type Reading, report, reportKey } from './reading.ts';
import type { StageDraft } from './stage-draft.ts';
import type { StageReads } from './stage-expressions.ts';
import type { ReadyDraft } from './stage-graph.ts';

/** Reports stages that bypass a gate, and stages that declare it without doing so. */
export function checkBypasses(reading: Reading, graph: Graph, ready: readonly ReadyDraft[]): void {
  const allowed = new Map(ready.filter(({ draft }) => draft.raw.before_approval === true).map((r) => [r.draft.id, r]));
  const needs = new Map(ready.map((one) => [one.draft.id, one.needs]));
  const around = new Set<string>();
  for (const gate of graph.stages.filter((stage) => stage.gate)) {
    for (const stage of bypassing(graph, gate)) {
      around.add(stage.id);
      if (!allowed.has(stage.id)) reportBypass(reading, { graph, gate, stage, needs });
    }
  }
  for (const [id, { draft }] of allowed)
    if (!around.has(id) && draft.raw.uses !== 'approval') reportIdleAllowance(reading, draft);
}

interface Bypass {
  readonly graph: Graph;
  readonly gate: Stage;
  readonly stage: Stage;
  readonly needs: ReadonlyMap<string, ReadonlyMap<string, Place>>;
}

function reportBypass(reading: Reading, { graph, gate, stage, needs }: Bypass): void {
  const subject = gate.gate ? (graph.stages[gate.gate.subject]?.id ?? '') : '';
  const at = needs.get(stage.id)?.get(subject) ?? stage.at;
  report(reading, at, {
    code: 'gate/bypassed',
    message: `stage "${stage.id}" uses the result of "${subject}" before the gate "${gate.id}" has approved it`,
    hint: `read stages.${gate.id}.${memberAt(at, subject)} instead, or set "before_approval: true" if that is intended`,
    related: [{ message: `the gate "${gate.id}"`, at: gate.at }],
  });
}

/** The part of the subject that is read there; the gate has the same part. */
const memberAt = (at: Place, subject: string): 'output' | 'artifacts' =>
  'excerpt' in at && at.excerpt.includes(`stages.${subject}.artifacts`) ? 'artifacts' : 'output';

function reportIdleAllowance(reading: Reading, { path }: StageDraft): void {
  reportKey(reading, [...path, 'before_approval'], {
    code: 'gate/idle-before-approval',
    severity: 'warning',
    message:
      '"before_approval" has no effect: this stage uses nothing that a gate asks about without waiting for the gate',
    hint: 'delete the key',
  });
}

/** Reports `outputs:` of the pipeline that use the subject of a gate but not the gate. */
export function checkOutputs(reading: Reading, { stages }: Graph, reads: StageReads): void {
  for (const { id, gate } of stages) {
    const subject = gate && stages[gate.subject];
    const at = subject && reads.stages.get(subject.id);
    if (!at || reads.stages.has(id)) continue;
    report(reading, at, {
      code: 'gate/bypassed',
      severity: 'warning',
      message: `the pipeline returns the result of "${subject.id}", not what the gate "${id}" approved`,
      hint: `read stages.${id}.${memberAt(at, subject.id)} instead`,
    });
  }
}
