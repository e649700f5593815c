/**
 * The context of a module stage's function.
 *
 * 1. Data that the runner still needs is frozen: a function cannot change the run through its inputs.
 * 2. After the attempt has ended, reports of the function are ignored.
 * 3. A stage can only read secrets that its `args` name.
 */
import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isArtifactName } from '../../model/artifact-name.ts';
import type { StageReport } from '../../model/event.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { StageCall } from '../../ports/stage-kind.ts';
import {
  PermanentError,
  type StageArtifacts,
  type StageContext,
  type StageFeedback,
  type StageFiles,
  type StageLog,
  type StageNeed,
} from '../define-stage.ts';
import { secretNames } from '../fields.ts';
import { costReport, externalReport, isAmount, progressReport } from '../reports.ts';

export interface OpenContext extends Disposable {
  readonly context: StageContext<Json>;
}

/** The context works until it is disposed. */
export function openContext(call: StageCall, signal: AbortSignal): OpenContext {
  let isOpen = true;
  const report = (told: StageReport): void => {
    if (isOpen) call.report(told);
  };
  const log = (text: string): void => {
    if (isOpen) call.log(text);
  };
  const args: Json = call.with.args ?? {};
  const { inputs, context, needs, feedback } = call.input;
  return {
    context: {
      inputs: frozen(isJsonObject(inputs) ? inputs : {}),
      context: frozen(isJsonObject(context) ? context : {}),
      item: frozen(call.item),
      needs: needsOf(frozen(isJsonObject(needs) ? needs : {})),
      args: frozen(args),
      run: call.run,
      stage: call.stage,
      project: call.project,
      feedback: frozen(feedbackIn(feedback)),
      attempt: call.attempt,
      effectKey: call.effectKey,
      signal,
      ...reporting(report, call.redact),
      log: logging(log),
      artifacts: new Artifacts(call),
      secret: (name) => secretFor(call, args, name),
    },
    [Symbol.dispose]() {
      isOpen = false;
    },
  };
}

/** @param clean redacts secrets in a text before it is shortened. */
function reporting(
  report: (told: StageReport) => void,
  clean: (text: string) => string,
): Pick<StageContext, 'progress' | 'cost' | 'externalId'> {
  return {
    progress(done, total, label) {
      if (!isAmount(done) || (total !== undefined && !isAmount(total)))
        throw new TypeError('progress(done, total) takes numbers from 0');
      report(progressReport(done, total ?? null, label == null ? null : clean(label)));
    },
    cost({ usd, tokens = 0 }) {
      if ((usd !== undefined && !isAmount(usd)) || !isAmount(tokens))
        throw new TypeError('cost({ usd, tokens }) takes numbers from 0');
      report(costReport(usd ?? null, tokens));
    },
    externalId(id) {
      if (typeof id !== 'string' || id === '') throw new TypeError('externalId(id) takes text');
      report(externalReport(clean(id)));
    },
  };
}

function logging(log: (text: string) => void): StageLog {
  return {
    info: (text) => log(`${text}\n`),
    warn: (text) => log(`warning: ${text}\n`),
    error: (text) => log(`error: ${text}\n`),
  };
}

/** The folder is created on first access: most modules have no artifacts. */
class Artifacts implements StageArtifacts {
  readonly #call: Pick<StageCall, 'staging'>;

  constructor(call: Pick<StageCall, 'staging'>) {
    this.#call = call;
  }

  get dir(): string {
    return this.#call.staging;
  }

  readonly path = (name: string): string => {
    if (!isArtifactName(name)) throw new TypeError(`${JSON.stringify(name)} is not a safe name for an artifact`);
    const file = join(this.dir, name);
    if (name.includes('/')) mkdirSync(dirname(file), { recursive: true });
    return file;
  };

  readonly write: StageArtifacts['write'] = async (name, data) => writeFile(this.path(name), data);
}

function secretFor(call: StageCall, args: Json, name: string): string {
  if (!secretNames(args).includes(name)) {
    const hint = `add it to the args of the stage: args: { key: "\${{ secrets.${name} }}" }`;
    throw new PermanentError(`the stage does not declare the secret ${name}; ${hint}`);
  }
  const value = call.secret(name);
  if (!value.ok) throw new PermanentError(`the secret ${name} has no value: ${value.error}`);
  return value.value;
}

function needsOf(needs: JsonObject): Readonly<Record<string, StageNeed>> {
  const views = Object.entries(needs).map(([id, need]): [string, StageNeed] => {
    const { output = null, artifacts } = isJsonObject(need) ? need : {};
    const items = Array.isArray(artifacts) ? artifacts.map((entry: Json) => filesOf(entry)) : [];
    return [id, { output, artifacts: filesOf(artifacts), itemArtifacts: items }];
  });
  return Object.freeze(Object.fromEntries(views));
}

function feedbackIn(given: Json | undefined): StageFeedback[] {
  if (!Array.isArray(given)) return [];
  return given.flatMap((entry: Json) => {
    if (!isJsonObject(entry)) return [];
    const { gate, iteration, text, output = null, edited } = entry;
    const said = { gate: String(gate), iteration: Number(iteration), text: String(text), output };
    return [edited === true ? { ...said, edited } : said];
  });
}

function filesOf(artifacts: Json | undefined): StageFiles {
  if (!isJsonObject(artifacts) || Object.keys(artifacts).length === 0) return {};
  return Object.fromEntries(
    Object.entries(artifacts).filter((entry): entry is [string, JsonObject] => isJsonObject(entry[1])),
  );
}

/** Freezes a value deeply. Frozen values are skipped, so the context of a run is walked once. */
function frozen<T extends Json | readonly StageFeedback[] | undefined>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const entry of Object.values(value)) frozen(entry);
  return Object.freeze(value);
}
