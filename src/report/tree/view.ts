/**
 * The live tree of `run`: stages with what is in flight inside them, below a line for the whole run. Pure.
 *
 * T1. At most `height` lines, none wider than `width`: it can be redrawn in place.
 * T2. One pass over the stages of the run a drawing, none over what is inside those that are settled.
 */
import { isRunEnd } from '../../core/run-end.ts';
import { vecGet } from '../../core/vec.ts';
import { type Entry, fitted } from './fit.ts';
import { type Heading, headingText } from './heading.ts';
import { linesText } from './line.ts';
import { BLANK, type Row } from './row.ts';
import { type GraphPart, type Moment, stageRow, standingOf } from './rows.ts';

export interface TreeView extends Heading {
  readonly width: number;
  readonly height: number;
  /** The stages that the process keeps to; null or absent: all. */
  readonly part?: ReadonlySet<string> | null;
}

/** Lines are read easily up to here. */
const MAX_WIDTH = 140;

export function treeLines(view: TreeView): readonly string[] {
  const width = Math.max(1, Math.min(MAX_WIDTH, view.width));
  const entries = [...entriesOf(view)];
  const lines = fitted(entries, Math.max(0, view.height - 1));
  return [headingText(view, width), ...linesText(lines, width, view.look)].slice(0, Math.max(1, view.height));
}

function* entriesOf({ pipeline, state, now, part = null }: TreeView): Generator<Entry> {
  const isOver = (state.executions.at(-1)?.endedAt ?? null) !== null;
  const moment = { generation: state.generation, isOver, now, part };
  yield* graphEntries({ graph: pipeline.graph, state: state.graph, prefix: '' }, moment, 0);
  const { length } = pipeline.graph.stages;
  if (isRunEnd(state.phase))
    yield* graphEntries({ graph: pipeline.finals, state: state.finals, prefix: 'finally:' }, moment, length);
  const { pause } = state;
  if (pause) yield { standing: 'live', order: -1, row: () => pausedRow(pause.message) };
}

function* graphEntries(part: GraphPart, moment: Moment, from: number): Generator<Entry> {
  for (const stage of part.graph.stages)
    yield {
      standing: standingOf(stage, vecGet(part.state.stages, stage.index)),
      order: from + stage.index,
      row: () => stageRow(part, stage, moment),
    };
}

const pausedRow = (remark: string): Row => ({ ...BLANK, mark: 'asks', name: 'paused', remark });
