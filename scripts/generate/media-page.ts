/** The operations of the stage kind `media`, from schemas/pipeline.schema.json -> docs/media.md. */
import { isSchema, type Schema } from './schemas.ts';

const INTRODUCTION = `<!-- Generated from schemas/pipeline.schema.json by \`npm run generate\`. Do not edit. -->
# Media: audio and video

The stage kind \`media\` processes audio, images and video without calling a model. Each stage performs one operation, named
by \`op\`. This page lists all operations and their keys. Files are paths in the project: of artifacts, such as
\`\${{ stages.speech.artifacts['line.wav'].path }}\`, or of existing files. \`validate\` reports files that do not exist.

- Encoding and decoding use \`ffmpeg\` if it is on the PATH, else included packages, which are slower. They decode WAV, MP3
  and videos made by pipeline-runner (H.264 baseline, without their sound), but not AAC: convert \`.m4a\` files to WAV or MP3.
  Operations that need ffmpeg say so.
- Every result is checked before it is accepted: the container opens, streams and duration are as expected, and it is
  neither silent nor black.
- Progress is reported in frames of a video, and in seconds of a sound. A cancelled stage ends within a second. Memory stays
  below 500 MB for a minute of 1080x1920.
- Sounds of up to four hours are read and written piece by piece, so their length hardly matters for memory: without
  ffmpeg, an hour of stereo MP3 is mixed with music in less than 450 MB, and probed in 300 MB. They take disk space while the stage
  runs: 1.3 GB per hour of stereo, twice that if the sample rate is not 44.1 kHz.
- A WAV or MP3 file that is cut off or damaged is used as far as it can be decoded. The log of the attempt says where it ends,
  or is damaged first.
- Music and jingles are synthesized from a seed and a mood, so there is nothing to license. For the fonts, see
  \`assets/fonts/README.md\`.
`;

const OPERATIONS = ['mix', 'clip', 'compose', 'concat', 'normalise', 'caption', 'thumbnail', 'music', 'probe'];
const PARTS = ['track', 'chapter', 'scene', 'clip_file', 'sound', 'caption_entry'];

/** @param schema of pipelines. */
export function mediaPage(schema: Schema): string {
  const definitions = mapAt(schema, '$defs');
  const contents = OPERATIONS.map(
    (op) => `- [\`${op}\`](#${op}): ${firstSentence(textAt(mapAt(definitions, `media_${op}`), 'description'))}\n`,
  );
  const operations = OPERATIONS.map((op) => section(op, mapAt(definitions, `media_${op}`)));
  const parts = PARTS.map((name) => section(titleOf(name), mapAt(definitions, `media_${name}`)));
  const given = `Types of values: ${PARTS.map(linkTo).join(', ')}.\n`;
  return `${INTRODUCTION}\n${contents.join('')}\n${given}\n${operations.join('\n')}\n# Types of values\n\n${parts.join('\n')}`;
}

const titleOf = (part: string): string => part.replace('_', ' ');
const linkTo = (part: string): string => `[${titleOf(part)}](#${part.replace('_', '-')})`;

function section(name: string, definition: Schema): string {
  const required: readonly unknown[] = Array.isArray(definition.required) ? definition.required : [];
  const rows = Object.entries(mapAt(definition, 'properties'))
    .filter(([key]) => key !== 'op')
    .map(([key, property]) =>
      row(key, isSchema(property) ? property : {}, required.includes(key) ? 'required' : 'optional'),
    );
  const table = `| key | example | meaning |\n|---|---|---|\n${rows.join('')}`;
  return `## ${name}\n\n${textAt(definition, 'description')}\n\n${table}`;
}

function row(key: string, property: Schema, need: 'required' | 'optional'): string {
  const [example]: readonly unknown[] = Array.isArray(property.examples) ? property.examples : [];
  const shown = example === undefined ? '' : `\`${cell(flow(example))}\``;
  const must = need === 'required' ? ' Required.' : '';
  return `| \`${key}\` | ${shown} | ${cell(textAt(property, 'description'))}${choices(property)}${partOf(property)}${must} |\n`;
}

/** The possible values, unless the description lists them. */
function choices(property: Schema): string {
  const alternatives: readonly unknown[] = Array.isArray(property.anyOf) ? property.anyOf : [];
  const names = alternatives.flatMap((one) => (isSchema(one) && Array.isArray(one.enum) ? one.enum.map(String) : []));
  const told = textAt(property, 'description');
  if (names.every((name) => told.includes(`\`${name}\``))) return '';
  return ` One of ${names.map((name) => `\`${name}\``).join(', ')}.`;
}

/** Where the form of its value is described. */
function partOf(property: Schema): string {
  const isList = isSchema(property.items);
  const [, part = ''] = /media_(\w+)$/.exec(textAt(isList ? mapAt(property, 'items') : property, '$ref')) ?? [];
  if (!PARTS.includes(part)) return '';
  return isList ? ` A list of ${linkTo(part)}.` : ` See ${linkTo(part)}.`;
}

/** As YAML on one line. */
function flow(value: unknown): string {
  if (typeof value === 'string') return /[{}[\],:#'"]/.test(value) ? JSON.stringify(value) : value;
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{ ${Object.entries(value as Schema)
    .map(([key, entry]) => `${key}: ${flow(entry)}`)
    .join(', ')} }`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const firstSentence = (text: string): string => `${text.split('. ')[0]}.`.replace('..', '.');
function textAt(map: Schema, key: string): string {
  const text = map[key];
  return typeof text === 'string' ? text : '';
}

function mapAt(map: Schema, key: string): Schema {
  const value = map[key];
  return isSchema(value) ? value : {};
}
