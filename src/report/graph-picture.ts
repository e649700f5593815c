/**
 * A pipeline as boxes and arrows, independent of the drawing language. Pure.
 *
 * 1. Names are made of stage ids only, so that they are equal in all pictures of the pipeline and never keywords of a
 *    drawing language: `s_mixing`, `s_episode_X_script`, `f_notify`. Ids have no capital letters.
 * 2. Texts are single lines without control characters; each drawing language escapes them as needed.
 */
import type { Checkpoint, CheckpointStage, StageStatus } from '../model/checkpoint.ts';
import type { Graph, Pipeline, Stage } from '../model/pipeline.ts';
import { oneLine } from './words.ts';

export interface Picture {
  /** Name of the pipeline or run. */
  readonly title: string;
  readonly stages: Boxes;
  /** `finally` stages, drawn separately. */
  readonly finals: Boxes;
}

export interface Boxes {
  /** In topological order. */
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

export interface Box {
  readonly name: string;
  /** Id of the stage. */
  readonly id: string;
  readonly kind: string;
  /** A `foreach` stage. */
  readonly isList: boolean;
  /** null: it is a picture of a pipeline, or the run does not have the stage. */
  readonly status: StageStatus | null;
  /** Lines below the id: kind and list, progress of the list, description. */
  readonly lines: readonly string[];
  /** Content of a sub-pipeline; null: it is not one. */
  readonly inner: { readonly stages: Boxes; readonly finals: Boxes } | null;
}

/** Names of boxes: `to` needs `from`. */
interface Arrow {
  readonly from: string;
  readonly to: string;
}

interface Colours {
  readonly fill: string;
  readonly line: string;
  readonly text: string;
}

const YELLOW: Colours = { fill: '#fef3c7', line: '#d97706', text: '#78350f' };
const RED: Colours = { fill: '#fee2e2', line: '#dc2626', text: '#7f1d1d' };

export const COLOURS: Readonly<Record<StageStatus, Colours>> = {
  pending: { fill: '#f3f4f6', line: '#9ca3af', text: '#374151' },
  running: { fill: '#dbeafe', line: '#2563eb', text: '#1e3a8a' },
  backoff: YELLOW,
  awaiting_approval: YELLOW,
  completed: { fill: '#dcfce7', line: '#16a34a', text: '#14532d' },
  skipped: { fill: '#f9fafb', line: '#d1d5db', text: '#6b7280' },
  failed: RED,
  rejected: RED,
  cancelled: { fill: '#ffedd5', line: '#ea580c', text: '#7c2d12' },
};

export const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

const MAX_DESCRIPTION = 60;

/** @param checkpoint of the run; null: a picture of the pipeline itself. */
export function pictureOf(title: string, pipeline: Pipeline, checkpoint: Checkpoint | null): Picture {
  return {
    title: oneLine(title),
    stages: boxesOf(pipeline.graph, { prefix: 's_', stages: checkpoint?.stages ?? null }),
    finals: boxesOf(pipeline.finals, { prefix: 'f_', stages: checkpoint?.finally ?? null }),
  };
}

interface Around {
  readonly prefix: string;
  /** Stages in the checkpoint; null: there is none. */
  readonly stages: Readonly<Record<string, CheckpointStage>> | null;
}

function boxesOf({ stages }: Graph, around: Around): Boxes {
  const nameOf = (id: string): string => around.prefix + id;
  const arrows = stages.flatMap((stage) =>
    stage.needs.flatMap((need) => {
      const needed = stages[need];
      return needed ? [{ from: nameOf(needed.id), to: nameOf(stage.id) }] : [];
    }),
  );
  return { boxes: stages.map((stage) => boxOf(stage, nameOf(stage.id), around.stages?.[stage.id] ?? null)), arrows };
}

function boxOf(stage: Stage, name: string, stands: CheckpointStage | null): Box {
  const { id, uses: kind, child } = stage;
  const isList = stage.foreach !== null;
  // In a list of sub-pipelines, inner stages have one status per item.
  const within = (isList ? null : stands?.stages) ?? null;
  const inner = child && {
    stages: boxesOf(child.graph, { prefix: `${name}_X_`, stages: within }),
    finals: boxesOf(child.finals, { prefix: `${name}_F_`, stages: null }),
  };
  return {
    name,
    id,
    kind,
    isList,
    status: stands?.status ?? null,
    lines: linesOf(stage, stands),
    inner: inner && inner.stages.boxes.length > 0 ? inner : null,
  };
}

function linesOf({ uses, foreach, when, description }: Stage, stands: CheckpointStage | null): readonly string[] {
  const { items_progress: progress } = stands ?? {};
  const list = progress ? `${progress.completed}/${progress.total} items` : 'each item';
  const facts = [uses, ...(foreach === null ? [] : [list]), ...(when === null ? [] : ['if'])];
  const lines = [facts.join(', ')];
  if (description !== null && description.trim() !== '') lines.push(inShort(oneLine(description, 1000)));
  return lines;
}

/** Shortens a text for a box: whole sentences if they fit, else words. */
function inShort(text: string): string {
  if (text.length <= MAX_DESCRIPTION) return text;
  const sentences = /^.{1,59}\.(?=\s+\p{Lu})/u.exec(text)?.[0];
  return sentences ?? `${text.slice(0, MAX_DESCRIPTION - 1).replace(/[\s\p{P}]+\S*$/u, '')}…`;
}
