/** Models that answer by a script, and keep what they were asked. */
import { readFileSync } from 'node:fs';
import { loadJsonSchemas, schemaMessages } from '../../src/adapters/json-schema.ts';
import { artifactFolder, nameInRun } from '../../src/adapters/task-paths.ts';
import { mediaDuration } from '../../src/adapters/workspace/media-duration.ts';
import { HEAD_BYTES, mediaTypeOf } from '../../src/adapters/workspace/media-type.ts';
import type { Failure } from '../../src/model/failure.ts';
import { isJsonObject } from '../../src/model/json.ts';
import type { Capability } from '../../src/model/provider.ts';
import type { ModelCall, ModelOutcome, Models } from '../../src/ports/models.ts';
import type { Answers, Requests, TextAnswer } from '../../src/ports/provider.ts';
import type { ModelDeps } from '../../src/stages/model-deps.ts';

type Scripted =
  | { readonly answer: unknown; readonly provider?: string }
  | { readonly failure: Failure }
  | 'stopped'
  | 'abort';

export interface ScriptedModels {
  readonly models: Models;
  readonly calls: (ModelCall<Capability> & { readonly capability: Capability })[];
  /** The request of the nth call, from 0, of which the test knows the kind. */
  request<C extends Capability>(capability: C, n?: number): Requests[C];
}

/** @param script one entry a call; a call beyond it is a mistake of the test. */
export function scripted(script: readonly Scripted[], abort: () => void = () => {}): ScriptedModels {
  const calls: ScriptedModels['calls'] = [];
  return {
    calls,
    models: {
      async call<C extends Capability>(capability: C, asked: ModelCall<C>): Promise<ModelOutcome<Answers[C]>> {
        calls.push({ capability, ...asked });
        const next = script[calls.length - 1];
        if (next === undefined) throw new Error(`call ${calls.length} (${asked.name}) is not in the script`);
        if (next === 'stopped') return { type: 'stopped' };
        if (next === 'abort') abort();
        if (next === 'abort' || 'failure' in next) {
          const failure: Failure = next === 'abort' ? { code: 'x', message: 'x', retry: 'never' } : next.failure;
          return { type: 'failure', failure };
        }
        const value = next.answer as Answers[C];
        return {
          type: 'answer',
          value,
          provider: next.provider ?? asked.provider,
          model: 'm-1',
          usage: {},
          usd: null,
          raw: null,
        };
      },
      identity: (name) => TYPES[name] ?? null,
    },
    request(capability, n = 0) {
      const call = calls[n];
      if (call?.capability !== capability) throw new Error(`call ${n} is no call for ${capability}`);
      return call.request as never;
    },
  };
}

const TYPES: Readonly<Record<string, ReturnType<Models['identity']>>> = {
  offline: { type: 'offline', model: 'offline', baseUrl: null },
  writer: { type: 'anthropic', model: 'claude', baseUrl: null },
  voice: { type: 'openai', model: 'tts', baseUrl: null },
};

export const said = (text: string, finish: TextAnswer['finish'] = 'stop'): { readonly answer: TextAnswer } => ({
  answer: { text, finish },
});

/** All but the models and the templates as the program has them. */
export const modelDeps: Omit<ModelDeps, 'renderTemplate'> = {
  models: scripted([]).models,
  async validate(schema, value) {
    const { check } = await loadJsonSchemas();
    return schemaMessages(check(schema, value), { schema, value, root: 'the answer' });
  },
  readSchema(file) {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isJsonObject(value) ? value : null;
  },
  media: {
    pathOf: (run, task, name) => `${artifactFolder(run, task)}/${name}`,
    nameOf: nameInRun,
    typeOf: (name, data) => mediaTypeOf(name, data.subarray(0, HEAD_BYTES)),
    secondsOf(data, mediaType) {
      const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
      const readAt = (position: number, length: number): Buffer => bytes.subarray(position, position + length);
      const ms = mediaDuration({ mediaType, bytes: bytes.length, readAt });
      return ms === null ? null : ms / 1000;
    },
  },
};
