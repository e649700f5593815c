/** Second pass over a stage: checks its expressions with the names in scope. Pure. */
import type { Place } from '../../model/diagnostic.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { ownValue } from '../../model/own-value.ts';
import { lookalikes } from '../expression/lookalike.ts';
import { itemSchemaOf, type ScopeShape } from '../expression/scope-shape.ts';
import { type CheckOptions, checkText, type ExpressionCheck, madeSureBy } from '../expression.ts';
import { stringsOf } from '../json/fields.ts';
import type { JsonPath } from '../yaml/document.ts';
import type { Settings } from './model-settings.ts';
import { isHopeless, type Reading } from './reading.ts';
import type { StageDraft } from './stage-draft.ts';

export interface StageReads {
  /** Stages that are read, each with a place where it is read. */
  readonly stages: ReadonlyMap<string, Place>;
  /** The stages among them that are read in `with`. */
  readonly shown: ReadonlySet<string>;
  /** Schemas of the strings in `with`, by their path as JSON. */
  readonly results: ReadonlyMap<string, JsonObject | null>;
}

/** State of a walk over the expressions of a stage. */
interface Walk {
  readonly reading: Reading;
  readonly stages: Map<string, Place>;
  readonly shown: Set<string>;
  readonly results: Map<string, JsonObject | null>;
}

/** @param settings of the kind, with the places where they are written. */
export function checkStageExpressions(
  reading: Reading,
  draft: StageDraft,
  { scope: outer, settings }: { readonly scope: ScopeShape; readonly settings: Settings },
): StageReads {
  const walk: Walk = { reading, stages: new Map(), shown: new Set(), results: new Map() };
  const { raw, path } = draft;
  checkWhole(walk, raw.when, [...path, 'when'], { scope: outer, expected: 'bool', secrets: 'refused' });
  // If `when` is false, only `otherwise` is evaluated, so everything else can rely on the condition.
  const scope = typeof raw.when === 'string' ? { ...outer, sure: madeSureBy(raw.when) } : outer;
  const list = checkWhole(walk, raw.foreach, [...path, 'foreach'], { scope, expected: 'list', secrets: 'refused' });
  const inner = 'foreach' in raw ? { ...scope, item: itemSchemaOf(list?.resultSchema ?? null) } : scope;
  checkWhole(walk, raw.key, [...path, 'key'], { scope: inner, expected: 'any', secrets: 'refused' });
  // It is evaluated for any round, without feedback.
  const plain = outer.reworked ? { ...outer, reworked: false } : outer;
  checkStrings(walk, raw.otherwise ?? null, [...path, 'otherwise'], {
    scope: plain,
    expected: 'any',
    secrets: 'refused',
  });
  for (const [key, value] of Object.entries(settings.with)) {
    if (isFixed(raw.uses, key)) continue;
    const read = key === 'prelude' ? varsAlone(value) : value;
    checkStrings(walk, read, settings.pathOf(key), { scope: inner, ...standing(raw.uses, key) });
  }
  return walk;
}

/** The variables of a prelude; its template is a literal name. */
const varsAlone = (prelude: Json): Json => (isJsonObject(prelude) ? { vars: prelude.vars ?? null } : null);

/** Settings that name or are definitions. They must not contain expressions, which is reported elsewhere. */
const FIXED: Keys = {
  module: ['module', 'export'],
  write: ['template', 'text'],
  llm: ['provider', 'prompt', 'text', 'system'],
  speech: ['provider'],
  image: ['provider', 'prompt', 'text'],
  video: ['provider', 'prompt', 'text'],
  transcribe: ['provider'],
  pipeline: ['pipeline'],
  approval: ['subject', 'rework', 'approvers', 'auto_approve', 'remind_after', 'remind_every'],
};

type Keys = Readonly<Record<string, readonly string[]>>;

const isAmong = (keys: Keys, kind: Json | undefined, key: string): boolean =>
  typeof kind === 'string' && (ownValue(keys, kind)?.includes(key) ?? false);

const isFixed = (kind: Json | undefined, key: string): boolean => isAmong(FIXED, kind, key);

/** Settings that are passed on as text, so lists and maps are not allowed. */
const WORDS: Keys = { command: ['argv', 'env', 'cwd'], http: ['url', 'method', 'headers', 'bearer', 'body'] };
/** Settings in which secrets are allowed. */
const SECRET: Keys = { command: ['env'], http: ['headers', 'bearer'], module: ['args'] };

/** What is allowed in a setting. */
const standing = (kind: Json | undefined, key: string): Pick<CheckOptions, 'expected' | 'secrets'> => ({
  expected: kind === 'approval' ? 'text' : isAmong(WORDS, kind, key) ? 'word' : 'any',
  secrets: isAmong(SECRET, kind, key) ? 'allowed' : 'refused',
});

/** The form that the schema requires; other forms are reported there. */
const WHOLE = /^\s*\$\{\{[\s\S]*\}\}\s*$/;

function checkWhole(walk: Walk, text: Json | undefined, path: JsonPath, options: CheckOptions): ExpressionCheck | null {
  if (typeof text !== 'string' || !WHOLE.test(text)) return null;
  return checkOne(walk, text, path, options);
}

/** Checks every string of a value. */
function checkStrings(walk: Walk, value: Json, at: JsonPath, options: CheckOptions): void {
  for (const [path, text] of stringsOf(value, at)) {
    if (isHopeless(walk.reading)) return;
    checkOne(walk, text, path, options);
  }
}

function checkOne(
  { reading, stages, shown, results }: Walk,
  text: string,
  path: JsonPath,
  options: CheckOptions,
): ExpressionCheck {
  const within = reading.document.within(path);
  const check = checkText(text, within, options);
  reading.diagnostics.push(...check.diagnostics, ...lookalikes(text, within, options.scope));
  results.set(JSON.stringify(path), check.resultSchema);
  const isShown = path[2] === 'with' || path[0] === 'prelude';
  for (const id of check.stages) {
    if (!stages.has(id)) stages.set(id, reading.document.at(path));
    if (isShown) shown.add(id);
  }
  return check;
}

/** Checks values outside of stages: `outputs:` of a pipeline, names of context files. */
export function checkValue(reading: Reading, value: Json, path: JsonPath, scope: ScopeShape): StageReads {
  const walk: Walk = { reading, stages: new Map(), shown: new Set(), results: new Map() };
  checkStrings(walk, value, path, { scope, expected: 'any', secrets: 'refused' });
  return walk;
}
