/** Settings of a stage that depend only on the stage and the defaults: timeouts, artifacts, pool. Pure. */
import { didYouMean } from '../../core/nearest.ts';
import { artifactNameHint, isArtifactName } from '../../model/artifact-name.ts';
import { type DurationMs, durationMs } from '../../model/brand.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { ArtifactRule } from '../../model/pipeline.ts';
import { durationAt } from '../duration.ts';
import { hasExpression, splitText } from '../expression/text.ts';
import { numberAt, textAt } from '../json/fields.ts';
import type { JsonPath } from '../yaml/document.ts';
import { type Reading, reportAt, reportKey } from './reading.ts';

/** Default timeout, so that a server that never answers does not hold a slot for ever. */
const HTTP_TIMEOUT = durationMs(10 * 60_000);

interface TimeLimits {
  readonly timeout: DurationMs | null;
  readonly idleTimeout: DurationMs | null;
}

/** Timeouts of the stage, else of the defaults, else of its kind; null: none. */
export function timeLimits(stage: JsonObject, defaults: JsonObject): TimeLimits {
  const said = (key: string): DurationMs | null => durationAt(stage, key) ?? durationAt(defaults, key);
  const ofKind = stage.uses === 'http' ? HTTP_TIMEOUT : null;
  return { timeout: said('timeout') ?? ofKind, idleTimeout: said('idle_timeout') };
}

/** @param said the stage, or the defaults. */
export function checkTimeLimits(reading: Reading, said: JsonObject, path: JsonPath): void {
  for (const key of ['timeout', 'idle_timeout']) {
    if (durationAt(said, key) !== 0) continue;
    reportAt(reading, [...path, key], {
      code: 'duration/invalid',
      message: `"${key}" must be more than zero`,
      hint: 'set a limit, or leave the key out',
    });
  }
}

export function checkPool(reading: Reading, stage: JsonObject, path: JsonPath): void {
  const pool = textAt(stage, 'pool');
  const known = Object.keys(reading.parsing.config.pools);
  if (pool === null || known.includes(pool)) return;
  reportAt(reading, [...path, 'pool'], {
    code: 'pipeline/unknown-pool',
    message: `there is no pool "${pool}"`,
    hint: didYouMean(pool, known) ?? 'declare it under "pools:" of pipeline-runner.config.yaml',
  });
}

/** Rules in `artifacts:`, which is a list or a map. */
export function artifactRules(reading: Reading, artifacts: Json | undefined, path: JsonPath): readonly ArtifactRule[] {
  const entries = Array.isArray(artifacts)
    ? [...artifacts.entries()]
    : Object.entries(isJsonObject(artifacts) ? artifacts : {});
  const seen = new Map<string, JsonPath>();
  const rules: ArtifactRule[] = [];
  for (const [key, raw] of entries) {
    if (!isJsonObject(raw)) continue;
    const at = [...path, key];
    const rule = artifactRule(raw);
    checkRule(reading, rule, at);
    const first = seen.get(rule.glob);
    if (first) reportSameRule(reading, rule.glob, { at: [...at, 'path'], first });
    else seen.set(rule.glob, [...at, 'path']);
    rules.push(rule);
  }
  return rules;
}

function artifactRule(raw: JsonObject): ArtifactRule {
  const duration = raw.duration;
  return {
    glob: textAt(raw, 'path') ?? '',
    minBytes: numberAt(raw, 'min_bytes'),
    maxBytes: numberAt(raw, 'max_bytes'),
    mediaType: textAt(raw, 'media_type'),
    minCount: numberAt(raw, 'min_count') ?? 1,
    duration: isJsonObject(duration) ? { min: durationAt(duration, 'min'), max: durationAt(duration, 'max') } : null,
  };
}

function checkRule(reading: Reading, rule: ArtifactRule, at: JsonPath): void {
  const { minBytes, maxBytes, duration } = rule;
  reportOutside(reading, rule.glob, [...at, 'path']);
  if (minBytes !== null && maxBytes !== null && minBytes > maxBytes) {
    reportAt(reading, [...at, 'min_bytes'], { code: 'format/bad-value', message: '"min_bytes" is above "max_bytes"' });
  }
  if (duration?.min != null && duration.max != null && duration.min > duration.max) {
    reportAt(reading, [...at, 'duration', 'min'], { code: 'format/bad-value', message: '"min" is above "max"' });
  }
}

/** Kinds whose `to` is the name of an artifact. Their output only names that file. */
const NAMING: ReadonlySet<Json | undefined> = new Set(['write', 'speech', 'image', 'video', 'media']);
export const namesArtifact = (stage: JsonObject): boolean => NAMING.has(stage.uses);

const LEADS_OUT = /^\/|(^|\/)\.{1,2}(\/|$)|\\|^[A-Za-z]:[\\/]/;

/** Checks the literal parts of `to`. The values of its expressions are checked during the run. */
export function checkArtifactName(reading: Reading, name: string, at: JsonPath): void {
  const split = splitText(name);
  if (reportOutside(reading, name, at) || !split.ok) return;
  const example = split.value.map((part) => (part.type === 'text' ? part.text : SOME_PATH)).join('');
  if (isArtifactName(example)) return;
  reportAt(reading, at, {
    code: 'artifact/unsafe-name',
    message: `${JSON.stringify(name)} is not a safe name for an artifact`,
    hint: artifactNameHint(hasExpression(name) ? '' : name),
  });
}

/** Stands for the value of an expression; safe next to any safe text. */
const SOME_PATH = 'x/x';

/** Reports a name or glob that leads out of the folder of the stage. @returns whether it does. */
function reportOutside(reading: Reading, name: string, at: JsonPath): boolean {
  if (!LEADS_OUT.test(name)) return false;
  reportAt(reading, at, {
    code: 'artifact/unsafe-name',
    message: `${JSON.stringify(name)} leads outside the artifact folder of the stage`,
    hint: 'write a relative path with /, without ".."',
  });
  return true;
}

function reportSameRule(reading: Reading, glob: string, { at, first }: { at: JsonPath; first: JsonPath }): void {
  reportAt(reading, at, {
    code: 'pipeline/duplicate-artifact',
    message: `two rules of this stage are for the same artifact "${glob}"`,
    hint: 'merge them into one rule',
    related: [{ message: 'the first one', at: reading.document.at(first) }],
  });
}

/** Reports keys that need another key. */
export function checkCompanions(reading: Reading, stage: JsonObject, path: JsonPath): void {
  for (const key of ['key', 'concurrency']) {
    if (!(key in stage) || 'foreach' in stage) continue;
    const message = `"${key}" applies to the items of a "foreach", which this stage does not have`;
    reportKey(reading, [...path, key], {
      code: 'pipeline/no-foreach',
      message,
      hint: 'add "foreach", or delete the key',
    });
  }
  if (!mayHaveNoOutput(stage) && !('foreach' in stage)) reportIdleOtherwise(reading, stage, path);
}

/** Reports `otherwise` of a stage that always has an output. */
export function reportIdleOtherwise(reading: Reading, stage: JsonObject, path: JsonPath): void {
  if (!('otherwise' in stage)) return;
  reportKey(reading, [...path, 'otherwise'], {
    code: 'pipeline/no-reader-value',
    severity: 'warning',
    message: '"otherwise" is never used: this stage always has an output of its own',
    hint:
      stage.uses === 'approval'
        ? 'add "when", or delete the key'
        : 'add "when", "skippable: true" or "on_error: continue", or delete the key',
  });
}

export const mayHaveNoOutput = (stage: JsonObject): boolean =>
  'when' in stage || stage.skippable === true || stage.on_error === 'continue';
