/**
 * Stage kind `write`: renders a Liquid template to an artifact, or updates an entry of a project file.
 *
 *   with: { template: release/notes.md, vars: { sections: "${{ stages.sections.output }}" }, to: notes.md }
 *
 *   with: { upsert: { file: shows/x/episodes.json, at: /episodes, key: "${{ run.id }}", value: { … } } }
 *
 * The template is the copy that the run is pinned to: edits during the run have no effect.
 */
import { artifactNameHint, isArtifactName } from '../model/artifact-name.ts';
import { ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { StageCall, StageKind, StageOutcome } from '../ports/stage-kind.ts';
import { failed, failure } from './failures.ts';
import { objectOf, optionalText, textOf, together, withoutSecretRefs, wrongField } from './fields.ts';
import { writeStaged } from './own-file.ts';
import { templateOf } from './template-file.ts';

/** An entry of a project file. */
export interface Upsert {
  readonly file: string;
  /** JSON Pointer of the map or list that contains it; empty: the whole document. */
  readonly at: string;
  readonly key: string;
  readonly value: Json;
}

export interface UpsertDone {
  readonly file: string;
  /** There was no entry with this key before. */
  readonly created: boolean;
}

export interface WriteDeps {
  readonly upsert: (edit: Upsert) => Promise<Result<UpsertDone, Failure>>;
  /** Loads the template language when the first template is rendered. */
  readonly renderTemplate: (text: string, vars: JsonObject) => Promise<Result<string, Failure>>;
}

export function createWriteKind(deps: WriteDeps): StageKind {
  return { run: (call) => run(call, deps) };
}

async function run(call: StageCall, deps: WriteDeps): Promise<StageOutcome> {
  return call.with.upsert === undefined ? render(call, deps) : keep(call, deps);
}

async function keep(call: StageCall, { upsert }: WriteDeps): Promise<StageOutcome> {
  const secrets = withoutSecretRefs(call.with, 'with');
  if (!secrets.ok) return failed(secrets.error);
  const edit = upsertOf(call.with.upsert);
  if (!edit.ok) return failed(edit.error);
  const done = await upsert(edit.value);
  if (!done.ok) return failed(done.error);
  return { type: 'success', output: { file: done.value.file, key: edit.value.key, created: done.value.created } };
}

function upsertOf(value: Json | undefined): Result<Upsert, Failure> {
  const raw = objectOf(value, 'upsert');
  if (!raw.ok) return raw;
  return together({
    file: textOf(raw.value.file, 'upsert.file'),
    at: pointerOf(raw.value.at),
    key: textOf(raw.value.key, 'upsert.key'),
    value: ok(raw.value.value ?? null),
  });
}

function pointerOf(value: Json | undefined): Result<string, Failure> {
  const at = optionalText(value, 'upsert.at', '');
  if (!at.ok || at.value === '' || at.value.startsWith('/')) return at;
  return wrongField('upsert.at is not a JSON Pointer, which begins with /');
}

async function render(call: StageCall, { renderTemplate }: WriteDeps): Promise<StageOutcome> {
  const to = textOf(call.with.to, 'to');
  if (!to.ok) return failed(to.error);
  if (!isArtifactName(to.value)) {
    const hint = artifactNameHint(to.value);
    return failed(failure('write/to', `"${to.value}" is not a safe name for an artifact`, { hint }));
  }
  const said = together({
    secrets: withoutSecretRefs(call.with, 'with'),
    vars: objectOf(call.with.vars, 'vars'),
    text: templateText(call),
  });
  if (!said.ok) return failed(said.error);
  const rendered = await renderTemplate(said.value.text, said.value.vars);
  if (!rendered.ok) return failed(rendered.error);
  writeStaged(call, to.value, rendered.value);
  return { type: 'success', output: { artifact: to.value, bytes: Buffer.byteLength(rendered.value) } };
}

function templateText(call: StageCall): Result<string, Failure> {
  const { template, text: inline } = call.with;
  if ((template === undefined) === (inline === undefined)) return wrongField('set either template or text');
  if (template === undefined) return optionalText(inline, 'text', '');
  return templateOf(call, template, { key: 'template', code: 'write/template' });
}
