/**
 * A picture as a Mermaid flowchart, for Markdown and GitHub. Pure.
 *
 * Texts are in quotes, and every ASCII character that is special in Mermaid, Markdown or HTML is written as a character
 * code, so that a description can neither end its label nor contain a directive (`%%{init: …}%%`).
 */
import { type Box, type Boxes, COLOURS, indented, type Picture } from './graph-picture.ts';

/** Shapes by `uses`; others are rectangles. */
const SHAPES: Readonly<Record<string, readonly [open: string, close: string]>> = {
  approval: ['{{', '}}'],
  module: ['(', ')'],
  http: ['([', '])'],
  write: ['[/', '/]'],
  pipeline: ['[[', ']]'],
};
const RECTANGLE = ['[', ']'] as const;
/** The shape of every list: a stack. */
const STACK = ['[[', ']]'] as const;

export function mermaid({ title, stages, finals }: Picture): string {
  const lines = [`%% ${title.replace(/[^\w ./:-]/g, '?')}`, 'flowchart TB', ...indented(drawn(stages))];
  if (finals.boxes.length > 0) lines.push(...indented(apart('finally', finals)));
  lines.push(...indented(colours([stages, finals])));
  return `${lines.join('\n')}\n`;
}

const drawn = ({ boxes, arrows }: Boxes): readonly string[] => [
  ...boxes.flatMap(drawnBox),
  ...arrows.map(({ from, to }) => `${from} --> ${to}`),
];

const apart = (name: string, finals: Boxes): readonly string[] => [
  `subgraph ${name}["finally"]`,
  ...indented(drawn(finals)),
  'end',
];

function drawnBox(box: Box): readonly string[] {
  const label = [box.id, ...box.lines].map(escaped).join('<br/>');
  if (box.inner === null) {
    const [open, close] = box.isList ? STACK : (SHAPES[box.kind] ?? RECTANGLE);
    return [`${box.name}${open}"${label}"${close}`];
  }
  const { stages, finals } = box.inner;
  const last = finals.boxes.length > 0 ? apart(`${box.name}_finally`, finals) : [];
  return [`subgraph ${box.name}["${label}"]`, ...indented([...drawn(stages), ...last]), 'end'];
}

/** Letters of all languages stay unchanged. */
const escaped = (text: string): string =>
  text.replace(/[\u0021-\u007e]/g, (sign) => (/[A-Za-z0-9,./_()+=-]/.test(sign) ? sign : `#${sign.charCodeAt(0)};`));

/** Colours of the statuses that occur. */
function colours(all: readonly Boxes[]): readonly string[] {
  const byStatus = Map.groupBy(all.flatMap(everyBox), ({ status }) => status);
  const statuses = [...byStatus.keys()].filter((status) => status !== null).sort();
  return statuses.flatMap((status) => {
    const { fill, line, text } = COLOURS[status];
    const dashes = status === 'skipped' ? ',stroke-dasharray:4' : '';
    return [
      `classDef ${status} fill:${fill},stroke:${line},color:${text}${dashes}`,
      `class ${(byStatus.get(status) ?? []).map(({ name }) => name).join(',')} ${status}`,
    ];
  });
}

const everyBox = ({ boxes }: Boxes): readonly Box[] =>
  boxes.flatMap((box) => [
    box,
    ...(box.inner === null ? [] : [...everyBox(box.inner.stages), ...everyBox(box.inner.finals)]),
  ]);
