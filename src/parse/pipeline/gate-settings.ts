/** Settings of a gate that do not depend on other stages. Pure. */
import { durationMs } from '../../model/brand.ts';
import type { Gate } from '../../model/gate.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Graph } from '../../model/pipeline.ts';
import { durationAt } from '../duration.ts';
import { hasExpression } from '../expression/text.ts';
import { booleanAt, choiceAt, mapAt, numberAt, textAt, textsAt } from '../json/fields.ts';
import type { JsonPath } from '../yaml/document.ts';
import { type Reading, reportAt, reportKey } from './reading.ts';

/** A gate without the stages that it names. */
export type GateSettings = Omit<Gate, 'subject' | 'rework'>;

/** Keys without effect on a gate, which has no attempts or items, and is decided by people. */
const IDLE = [
  'retry',
  'timeout',
  'idle_timeout',
  'cache',
  'pool',
  'concurrency',
  'max_cost',
  'budget',
  'foreach',
  'key',
  'artifacts',
  'output',
  'on_error',
  'skippable',
  'before_approval',
];

const REMIND_AFTER = durationMs(7 * 24 * 60 * 60 * 1_000);

/** @param inherited default approvers; null: anybody. */
export function gateSettings(
  reading: Reading,
  stage: JsonObject,
  { path, inherited }: { path: JsonPath; inherited: readonly string[] | null },
): GateSettings {
  const raw = mapAt(stage, 'with');
  const at = [...path, 'with'];
  const gate: GateSettings = {
    editable: booleanAt(raw, 'editable') ?? false,
    maxRounds: numberAt(raw, 'max_rounds'),
    approvers: 'approvers' in raw ? textsAt(raw, 'approvers') : inherited,
    quorum: numberAt(raw, 'quorum') ?? 1,
    notAuthor: booleanAt(raw, 'not_author') ?? false,
    requireSigned: booleanAt(raw, 'require_signed') ?? false,
    autoApprove: choiceAt(raw, 'auto_approve', ['never', 'allowed']),
    remindAfter: raw.remind_after === 'never' ? null : (durationAt(raw, 'remind_after') ?? REMIND_AFTER),
    remindEvery: durationAt(raw, 'remind_every'),
  };
  checkIdle(reading, stage, path);
  checkCompanions(reading, raw, at);
  checkApproverNames(reading, raw, at);
  checkQuorum(reading, gate, at);
  checkAutoApprove(reading, gate, at);
  return gate;
}

function checkIdle(reading: Reading, stage: JsonObject, path: JsonPath): void {
  for (const key of IDLE.filter((name) => name in stage)) {
    const message = `"${key}" has no effect on a gate`;
    reportKey(reading, [...path, key], { code: 'gate/idle-key', message, hint: 'delete the key' });
  }
}

/** Reports keys that need another key, and reminders without an interval. */
function checkCompanions(reading: Reading, raw: JsonObject, at: JsonPath): void {
  if ('max_rounds' in raw && !('rework' in raw)) {
    const message = '"max_rounds" limits how often changes can be requested, but this gate does not accept changes';
    reportKey(reading, [...at, 'max_rounds'], {
      code: 'gate/idle-key',
      message,
      hint: 'add "rework", or delete the key',
    });
  }
  if (raw.remind_after === 'never' && durationAt(raw, 'remind_every') !== null) {
    const message = '"remind_every" counts from the first reminder, but there is none';
    const hint = 'set "remind_after" for the first reminder, or delete the key';
    reportKey(reading, [...at, 'remind_every'], { code: 'gate/idle-key', message, hint });
  }
  for (const key of ['remind_after', 'remind_every']) {
    if (durationAt(raw, key) !== 0) continue;
    const message = `"${key}" must be more than zero`;
    reportAt(reading, [...at, key], { code: 'duration/invalid', message, hint: 'write `never` for no reminder' });
  }
}

/** Approvers must be literal: data of a run must not change who may answer. */
export function checkApproverNames(reading: Reading, raw: JsonObject, at: JsonPath): void {
  for (const [index, name] of textsAt(raw, 'approvers').entries()) {
    if (!hasExpression(name)) continue;
    const message = 'an approver must be a fixed e-mail address or name, not an expression';
    reportAt(reading, [...at, 'approvers', index], { code: 'format/bad-value', message });
  }
}

function checkQuorum(reading: Reading, { approvers, quorum }: GateSettings, at: JsonPath): void {
  // An empty list of approvers is reported separately.
  if (approvers === null || approvers.length === 0 || quorum <= approvers.length) return;
  const people = approvers.length === 1 ? 'one person' : `${approvers.length} people`;
  reportAt(reading, [...at, 'quorum'], {
    code: 'gate/quorum-too-high',
    message: `${quorum} must approve, but only ${people} may: ${approvers.join(', ')}`,
    hint: `lower it to ${approvers.length}, or name more approvers`,
  });
}

function checkAutoApprove(reading: Reading, gate: GateSettings, at: JsonPath): void {
  if (gate.autoApprove === 'never') return;
  const asks = [
    gate.approvers === null ? '' : `its approvers are ${gate.approvers.join(', ')}`,
    gate.quorum > 1 ? `${gate.quorum} people must approve` : '',
    gate.notAuthor ? 'the author of the run may not approve' : '',
    gate.requireSigned ? 'only a signed commit can answer' : '',
  ].find((reason) => reason !== '');
  if (asks === undefined) return;
  reportAt(reading, [...at, 'auto_approve'], {
    code: 'gate/auto-approve-refused',
    message: `a manifest cannot waive this gate: ${asks}`,
    hint: 'delete "auto_approve"',
  });
}

/** Default approvers: those of the pipeline, else those of the config. */
export function inheritedApprovers(reading: Reading, pipeline: JsonObject): readonly string[] | null {
  return 'approvers' in pipeline ? textsAt(pipeline, 'approvers') : reading.parsing.config.approvers;
}

/** Id of the stage that a gate names; null: none. */
export const namedStage = (stage: JsonObject, key: 'subject' | 'rework'): string | null =>
  textAt(mapAt(stage, 'with'), key);

/** The gate with its stages as positions in the graph; null: not a gate, or a mistake was reported. */
export function gateOf(
  { gate, raw }: { readonly gate: GateSettings | null; readonly raw: JsonObject },
  indexOf: Graph['indexOf'],
): Gate | null {
  const subject = indexOf.get(namedStage(raw, 'subject') ?? '');
  if (!gate || subject === undefined) return null;
  return { ...gate, subject, rework: indexOf.get(namedStage(raw, 'rework') ?? '') ?? null };
}
