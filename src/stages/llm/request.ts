/** Assembles the request to a language model from the settings of a stage. */
import { join } from 'node:path';
import { err, ok, type Result, type UsdMicros } from '../../model/brand.ts';
import type { Failure } from '../../model/failure.ts';
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import type { TextRequest } from '../../ports/provider.ts';
import type { StageCall } from '../../ports/stage-kind.ts';
import { objectOf, together, withoutSecretRefs } from '../fields.ts';
import type { ModelDeps } from '../model-deps.ts';
import { maxCostIn, numberIn, providerIn, seedIn, textsIn } from '../model-fields.ts';
import { readParts } from '../model-files.ts';
import { materialOf, type Prompt, promptOf } from '../model-prompt.ts';
import { templateOf } from '../template-file.ts';

export interface LlmAsk {
  readonly provider: string;
  readonly maxCost: UsdMicros | null;
  readonly request: TextRequest;
  /** Maximum number of corrections. */
  readonly repairs: number;
  readonly cut: 'taken' | 'failed';
}

export async function askOf(call: StageCall, deps: ModelDeps): Promise<Result<LlmAsk, Failure>> {
  const secrets = withoutSecretRefs(call.with, 'with');
  if (!secrets.ok) return secrets;
  const settings = settingsIn(call.with);
  if (!settings.ok) return settings;
  const said = await saidIn(call, deps);
  if (!said.ok) return said;
  const shown = shownIn(call, deps);
  if (!shown.ok) return shown;
  const schema = schemaOf(call, deps);
  if (!schema.ok) return schema;
  const { provider, repairs, ...sampling } = settings.value;
  return ok({
    provider,
    repairs,
    maxCost: maxCostIn(call.with),
    cut: call.with.allow_cut === true ? 'taken' : 'failed',
    request: { ...said.value, ...shown.value, ...sampling, schema: schema.value, repair: null },
  });
}

const REPAIRS = 2;

const settingsIn = (settings: JsonObject) =>
  together({
    provider: providerIn(settings),
    temperature: numberIn(settings, 'temperature', { min: 0, max: 2, otherwise: null }),
    seed: seedIn(settings),
    maxTokens: numberIn(settings, 'max_tokens', { min: 1, max: 10_000_000, whole: true, otherwise: null }),
    repairs: numberIn(settings, 'repair', { min: 0, max: 10, whole: true, otherwise: REPAIRS }),
  });

type Said = Pick<TextRequest, 'system' | 'prompt' | 'material'>;

async function saidIn(call: StageCall, deps: ModelDeps): Promise<Result<Said, Failure>> {
  const prompt = await promptOf(call, deps);
  if (!prompt.ok) return prompt;
  const { text, vars } = prompt.value;
  const prelude = await preludeOf(call, deps);
  if (!prelude.ok) return prelude;
  const system =
    call.with.system === undefined
      ? ok('')
      : templateOf(call, call.with.system, { key: 'system', code: 'prompt/template' });
  if (!system.ok) return system;
  const rendered = await deps.renderTemplate(system.value, vars);
  if (!rendered.ok) return rendered;
  const parts = [prelude.value.text, rendered.value.trim()].filter((part) => part !== '');
  return ok({
    system: parts.length === 0 ? null : parts.join('\n\n'),
    prompt: text,
    material: materialOf(call, { ...prelude.value.vars, ...vars }),
  });
}

async function preludeOf(call: StageCall, deps: ModelDeps): Promise<Result<Prompt, Failure>> {
  const { prelude } = call.with;
  if (!isJsonObject(prelude)) return ok({ text: '', vars: {} });
  const vars = objectOf(prelude.vars, 'prelude.vars');
  if (!vars.ok) return vars;
  const template = templateOf(call, prelude.template ?? null, { key: 'prelude.template', code: 'prompt/template' });
  if (!template.ok) return template;
  const text = await deps.renderTemplate(template.value, vars.value);
  return text.ok ? ok({ text: text.value.trim(), vars: vars.value }) : text;
}

function shownIn(call: StageCall, { media }: ModelDeps): Result<Pick<TextRequest, 'images' | 'files'>, Failure> {
  const named = together({ images: textsIn(call.with, 'images'), files: textsIn(call.with, 'files') });
  if (!named.ok) return named;
  const { images, files } = named.value;
  return together({
    images: readParts(images, 'image/', { call, media }),
    files: readParts(files, '', { call, media }),
  });
}

/** `schema`, the project path of `output.schema`, is added to `with` when the pipeline is parsed. */
function schemaOf(call: StageCall, { readSchema }: ModelDeps): Result<JsonObject | null, Failure> {
  const path = call.with.schema;
  if (typeof path !== 'string') return ok(null);
  const schema = readSchema(join(call.definitions, path));
  return schema === null
    ? err({ code: 'output/schema-unreadable', message: `the schema ${path} cannot be read`, retry: 'never' })
    : ok(schema);
}
