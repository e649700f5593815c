/**
 * Prompts of kinds that call models, rendered from the templates that the run is pinned to.
 *
 * R1. A prompt contains no secret: a reference to one anywhere in `with` fails the attempt.
 * R2. Feedback of editors is in the prompt whether its template names it or not.
 */
import { err, ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { laidOutJson } from '../model/laid-out.ts';
import type { StageCall } from '../ports/stage-kind.ts';
import { failure } from './failures.ts';
import { objectOf, textOf, wrongField } from './fields.ts';
import type { ModelDeps } from './model-deps.ts';
import { templateOf } from './template-file.ts';

type Renderer = Pick<ModelDeps, 'renderTemplate'>;

export interface Prompt {
  readonly text: string;
  readonly vars: JsonObject;
}

/** The prompt from `prompt` or `text`, with the editors' feedback at its end. */
export async function promptOf(call: StageCall, deps: Renderer): Promise<Result<Prompt, Failure>> {
  const vars = objectOf(call.with.vars, 'vars');
  if (!vars.ok) return vars;
  const template = promptText(call);
  if (!template.ok) return template;
  const rendered = await deps.renderTemplate(template.value, vars.value);
  if (!rendered.ok) return rendered;
  if (rendered.value.trim() === '') return err(failure('prompt/empty', 'the prompt is empty'));
  return ok({ text: withFeedback(rendered.value.trim(), call.with.feedback), vars: vars.value });
}

/** The material for a provider without a model: the variables, and the editors' feedback. */
export function materialOf(call: StageCall, vars: JsonObject): JsonObject {
  const { feedback } = call.with;
  return Array.isArray(feedback) && feedback.length > 0 ? { feedback, ...vars } : vars;
}

function promptText(call: StageCall): Result<string, Failure> {
  const { prompt, text } = call.with;
  if ((prompt === undefined) === (text === undefined)) return wrongField('set either prompt or text');
  return prompt === undefined
    ? textOf(text, 'text')
    : templateOf(call, prompt, { key: 'prompt', code: 'prompt/template' });
}

/** Maximum number of characters of the previous output that are shown to the model. */
const MOST_SHOWN = 20_000;

/** R2. */
function withFeedback(prompt: string, feedback: Json | undefined): string {
  const rounds = Array.isArray(feedback) ? feedback.filter(isJsonObject) : [];
  const last = rounds.at(-1);
  if (!last) return prompt;
  const said = rounds.map(({ iteration, text }) => `${Number(iteration)}. ${String(text).trim()}`).join('\n');
  const title =
    last.edited === true ? 'What was offered before, with the edits of the editor' : 'What was offered before';
  const before = last.output === undefined || last.output === null ? '' : `\n\n## ${title}\n\n${shown(last.output)}`;
  return `${prompt}\n\n## What the editor asked for\n\n${said}${before}`;
}

function shown(output: Json): string {
  const text = typeof output === 'string' ? output : laidOutJson(output);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}\n… (cut)` : text;
}
