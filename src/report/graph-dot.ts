/**
 * A picture in the DOT language of Graphviz. Pure.
 *
 * Every name and text is in double quotes, in which only `"`, `\` and `&` are special; all three are escaped. HTML
 * labels are not used.
 */
import type { StageStatus } from '../model/checkpoint.ts';
import { type Box, type Boxes, COLOURS, indented, type Picture } from './graph-picture.ts';

/** Shapes by `uses`; others are boxes. */
const SHAPES: Readonly<Record<string, string>> = {
  approval: 'hexagon',
  module: 'component',
  http: 'cds',
  write: 'note',
  pipeline: 'folder',
};

export function dot({ title, stages, finals }: Picture): string {
  const settings = [
    'compound=true;',
    'node [shape=box, style="filled", fillcolor=white, fontname="sans-serif"];',
    'graph [fontname="sans-serif"];',
  ];
  const lines = [...settings, ...drawn(stages)];
  if (finals.boxes.length > 0) lines.push(...apart('finally', finals));
  return `digraph ${quoted([title])} {\n${indented(lines).join('\n')}\n}\n`;
}

/** Lines of a label are separated by the two characters `\n`. */
const quoted = (texts: readonly string[]): string =>
  `"${texts.map((text) => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('&', '&amp;')).join('\\n')}"`;

function drawn({ boxes, arrows }: Boxes): readonly string[] {
  const byName = new Map(boxes.map((box) => [box.name, box]));
  const lines = arrows.flatMap(({ from, to }) => {
    const [tail, head] = [byName.get(from), byName.get(to)];
    return tail && head ? [arrow(tail, head)] : [];
  });
  return [...boxes.flatMap(drawnBox), ...lines];
}

const apart = (name: string, finals: Boxes): readonly string[] => [
  `subgraph ${quoted([`cluster_${name}`])} {`,
  ...indented(['label="finally";', 'style="dashed";', ...drawn(finals)]),
  '}',
];

/** An arrow cannot end at a cluster: it ends at a box inside and is clipped at the cluster. */
function arrow(tail: Box, head: Box): string {
  const cut = [
    ...(tail.inner === null ? [] : [`ltail=${quoted([`cluster_${tail.name}`])}`]),
    ...(head.inner === null ? [] : [`lhead=${quoted([`cluster_${head.name}`])}`]),
  ];
  const attributes = cut.length === 0 ? '' : ` [${cut.join(', ')}]`;
  return `${quoted([within(tail, -1)])} -> ${quoted([within(head, 0)])}${attributes};`;
}

/** The first (0) or last (-1) box in a sub-pipeline; the box itself if it is not one. */
function within(box: Box, at: 0 | -1): string {
  const next = box.inner?.stages.boxes.at(at);
  return next === undefined ? box.name : within(next, at);
}

function drawnBox(box: Box): readonly string[] {
  const label = `label=${quoted([box.id, ...box.lines])}`;
  const colour = box.status === null ? [] : colourOf(box.status);
  if (box.inner === null) {
    const shape = SHAPES[box.kind];
    const attributes = [label, shape && `shape=${shape}`, box.isList && 'peripheries=2', ...colour];
    return [`${quoted([box.name])} [${attributes.filter(Boolean).join(', ')}];`];
  }
  const { stages, finals } = box.inner;
  const frame = [label, box.isList ? 'peripheries=2' : 'peripheries=1', 'style="filled"', ...colour];
  const last = finals.boxes.length > 0 ? apart(`${box.name}_finally`, finals) : [];
  return [
    `subgraph ${quoted([`cluster_${box.name}`])} {`,
    ...indented([
      `graph [${frame.join(', ')}${colour.length > 0 ? '' : ', fillcolor=white'}];`,
      ...drawn(stages),
      ...last,
    ]),
    '}',
  ];
}

function colourOf(status: StageStatus): readonly string[] {
  const { fill, line } = COLOURS[status];
  return [`fillcolor="${fill}"`, `color="${line}"`, `tooltip="${status.replaceAll('_', ' ')}"`];
}
