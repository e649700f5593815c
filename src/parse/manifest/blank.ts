/**
 * A manifest to fill in: the given values, and all other settings as comments. Pure.
 *
 * D1. Without the comments, it is the manifest of the given values. Removing "# " from a line activates that line.
 */
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import { mapAt, textAt, textsAt } from '../json/fields.ts';
import { flowText, keyText } from '../yaml/flow.ts';
import { manifestText } from './text.ts';

export interface ManifestDraft {
  /** Name of the pipeline, as in the manifest. */
  readonly name: string;
  readonly pipeline: Pipeline;
  readonly inputs: JsonObject;
}

/** @param run its id, for the commands in the comments. */
export function draftText({ name, pipeline, inputs }: ManifestDraft, run: string): string {
  const open = openInputs(pipeline.inputs ?? {}, inputs);
  const isGiven = Object.keys(inputs).length > 0;
  const lines = open.map((line) => (isGiven ? `  # ${line}\n` : `#   ${line}\n`));
  const inner = isGiven || open.length === 0 ? lines : ['# inputs:\n', ...lines];
  return manifestText({ pipeline: name, inputs }) + inner.join('') + gatesText(pipeline, run);
}

/** `topic: …  # required: what it is about`, for each input that is not given. */
function openInputs(schema: JsonObject, given: JsonObject): readonly string[] {
  const required = new Set(textsAt(schema, 'required'));
  return Object.entries(mapAt(schema, 'properties'))
    .filter(([name]) => !Object.hasOwn(given, name))
    .map(([name, declared]) => {
      const property = isJsonObject(declared) ? declared : {};
      const said = [required.has(name) ? 'required' : OPTIONAL, about(property)].filter((part) => part !== '');
      return fitting(`${keyText(name, 'plain')}: ${shownDefault(property)}  # ${said.join(': ')}`);
    });
}

const OPTIONAL = 'optional';

/** Makes a text safe for a comment, in which only line ends are special. */
function fitting(line: string): string {
  const flat = line.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trimEnd();
  return flat.length > WIDEST ? `${flat.slice(0, WIDEST - 1)}…` : flat;
}
const WIDEST = 110;

const shownDefault = (property: JsonObject): string =>
  property.default === undefined ? '…' : flowText(property.default, 'plain');

function about(property: JsonObject): string {
  const choices: readonly Json[] = Array.isArray(property.enum) ? property.enum : [];
  const text = textAt(property, 'description') ?? '';
  const listed = choices.length === 0 ? '' : `one of ${choices.map((choice) => flowText(choice, 'plain')).join(', ')}`;
  return [text.trim().replace(/\.$/, ''), listed].filter((part) => part !== '').join('; ');
}

/** Placeholder for the key of an item, which is not known before the run. */
const ANY_ITEM = '<item>';

/** Addresses of all gates, including those of sub-pipelines, in the order of the stages. */
export function gateAddresses({ graph }: Pipeline, prefix = ''): readonly string[] {
  return graph.stages.flatMap((stage) => {
    const address = prefix + stage.id + (stage.foreach === null ? '' : `[${ANY_ITEM}]`);
    if (stage.gate !== null) return [address];
    return stage.child ? gateAddresses(stage.child, `${address}/`) : [];
  });
}

/** Every gate with the answer "not yet"; empty if there are no gates. */
export function gatesText(pipeline: Pipeline, run: string): string {
  const gates = gateAddresses(pipeline);
  if (gates.length === 0) return '';
  const answers = gates.map((gate) => `#   ${keyText(gate, 'plain')}: { approved: false }\n`);
  const hasItems = gates.some((gate) => gate.includes(ANY_ITEM));
  const items = hasItems
    ? `# For ${ANY_ITEM} write its key; \`pipeline-runner status ${run}\` shows all waiting gates.\n`
    : '';
  return (
    '\n# Answers to gates. Remove "# " and write true, or run ' +
    `\`pipeline-runner approve ${run}\`.\n${items}# approvals:\n${answers.join('')}`
  );
}
