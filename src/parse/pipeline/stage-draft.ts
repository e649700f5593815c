/**
 * First pass over a stage: everything that does not depend on other stages. Pure.
 *
 * Malformed parts were reported by the schema and count as absent, so that one mistake does not hide another.
 */
import type { ProjectPath } from '../../model/brand.ts';
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import { type ArtifactRule, hasGates, type Pipeline } from '../../model/pipeline.ts';
import type { StageShape } from '../expression/scope-shape.ts';
import { mapAt, textAt } from '../json/fields.ts';
import { OWN_FOLDERS } from '../run-files.ts';
import type { JsonPath } from '../yaml/document.ts';
import { builtInOutput } from './built-in-output.ts';
import { checkIdleKeys, childPipeline } from './child-pipeline.ts';
import { type GateSettings, gateSettings, inheritedApprovers } from './gate-settings.ts';
import { checkGiven } from './given-settings.ts';
import { checkKnownRules, checkMediaName, knownArtifacts } from './known-artifacts.ts';
import { checkProvider, checkSpeechName, checkVoice } from './model-settings.ts';
import { isHopeless, type Reading, reportAt, reportKey } from './reading.ts';
import { checkRetry } from './retry.ts';
import { filesOf, outputSchema } from './stage-files.ts';
import {
  artifactRules,
  checkArtifactName,
  checkCompanions,
  checkPool,
  checkTimeLimits,
  mayHaveNoOutput,
  namesArtifact,
} from './stage-settings.ts';

export interface StageDraft {
  readonly id: string;
  readonly raw: JsonObject;
  readonly path: JsonPath;
  readonly shape: StageShape;
  readonly outputSchema: ProjectPath | null;
  readonly artifacts: readonly ArtifactRule[];
  readonly files: readonly ProjectPath[];
  readonly child: Pipeline | null;
  /** Settings of `uses: approval`; null also if a gate is not allowed here. */
  readonly gate: GateSettings | null;
}

function draftStage(reading: Reading, raw: JsonObject, path: JsonPath): StageDraft {
  checkCompanions(reading, raw, path);
  checkPool(reading, raw, path);
  checkTimeLimits(reading, raw, path);
  checkRetry(reading, mapAt(raw, 'retry'), [...path, 'retry']);
  const to = textAt(mapAt(raw, 'with'), 'to');
  if (to !== null && namesArtifact(raw)) checkArtifactName(reading, to, [...path, 'with', 'to']);
  checkGiven(reading, raw, path);
  checkProvider(reading, raw, path);
  checkSpeechName(reading, raw, path);
  checkVoice(reading, raw, path);
  checkMediaName(reading, raw, path);
  checkKnownRules(reading, raw, path);
  const output = outputSchema(reading, raw, path);
  const child = raw.uses === 'pipeline' ? childPipeline(reading, mapAt(raw, 'with'), [...path, 'with']) : null;
  if (raw.uses === 'pipeline') checkIdleKeys(reading, raw, { path, child });
  if (path[0] === 'finally' && child && hasGates(child)) {
    const message = `${child.name} has a gate, which nothing in "finally" can: when its stages run, nothing is left that could wait`;
    reportAt(reading, [...path, 'with', 'pipeline'], { code: 'gate/in-finally', message, hint: 'move it to "stages"' });
  }
  return {
    id: String(path.at(-1)),
    raw,
    path,
    shape: shapeOf(raw, output?.schema ?? builtInOutput(raw, child), path),
    outputSchema: output?.path ?? null,
    artifacts: artifactRules(reading, raw.artifacts, [...path, 'artifacts']),
    files: [...(output ? [output.path] : []), ...filesOf(reading, raw, path)],
    child,
    gate: null,
  };
}

/** A gate has the shape of its subject, which is another stage. */
function draftGate(reading: Reading, raw: JsonObject, { path, inherited }: GatePlace): StageDraft {
  const inFinally = path[0] === 'finally';
  if (inFinally) {
    const message = 'a gate cannot be in "finally": the run has already ended when its stages run';
    reportAt(reading, [...path, 'uses'], { code: 'gate/in-finally', message, hint: 'move it to "stages"' });
  }
  return {
    id: String(path.at(-1)),
    raw,
    path,
    shape: { outputSchema: null, artifacts: null, foreach: 'single', nullable: false, mayFail: false },
    outputSchema: null,
    artifacts: [],
    files: [],
    child: null,
    gate: inFinally ? null : gateSettings(reading, raw, { path, inherited }),
  };
}

interface GatePlace {
  readonly path: JsonPath;
  /** Default approvers of gates. */
  readonly inherited: readonly string[] | null;
}

function checkId(reading: Reading, path: JsonPath): void {
  const id = String(path.at(-1));
  if (!OWN_FOLDERS.includes(id)) return;
  const message = `the id "${id}" is reserved for a folder of the run`;
  reportKey(reading, path, { code: 'pipeline/reserved-id', message, hint: `use another id, such as "${id}_stage"` });
}

function shapeOf(raw: JsonObject, schema: JsonObject | null, [graph]: JsonPath): StageShape {
  // `otherwise: null` counts as absent.
  const isList = 'foreach' in raw;
  const goesOn = raw.on_error === 'continue';
  const mayLackFiles = 'when' in raw || raw.skippable === true || (goesOn && !isList);
  const replaced = mayHaveNoOutput(raw) && raw.otherwise != null;
  return {
    // The replacement of the output has other fields.
    outputSchema: replaced ? null : schema,
    artifacts: knownArtifacts(raw),
    foreach: isList ? 'items' : 'single',
    nullable: mayLackFiles && !replaced,
    mayLackFiles,
    someFail: goesOn && isList && !replaced,
    mayFail: goesOn || graph === 'finally',
  };
}

/** The stages of `stages:` or `finally:` in the order of the file. */
export function draftStages(reading: Reading, pipeline: JsonObject, key: 'stages' | 'finally'): readonly StageDraft[] {
  const inherited = inheritedApprovers(reading, pipeline);
  return Object.entries(mapAt(pipeline, key)).flatMap(([id, raw]) => {
    if (!isJsonObject(raw) || isHopeless(reading)) return [];
    const path = [key, id];
    checkId(reading, path);
    return [raw.uses === 'approval' ? draftGate(reading, raw, { path, inherited }) : draftStage(reading, raw, path)];
  });
}
