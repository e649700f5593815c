/** The stage kinds of a project, with their dependencies. */
import { loadJsonSchemas, schemaMessages } from '../../adapters/json-schema.ts';
import { createProcesses } from '../../adapters/processes.ts';
import { artifactFolder, nameInRun } from '../../adapters/task-paths.ts';
import { codeFolder, readyFolder } from '../../adapters/user-cache.ts';
import { mediaDuration } from '../../adapters/workspace/media-duration.ts';
import { HEAD_BYTES, mediaTypeOf } from '../../adapters/workspace/media-type.ts';
import type { Models } from '../../ports/models.ts';
import type { StageKind } from '../../ports/stage-kind.ts';
import { createStageKinds, type StageDeps } from '../../stages/registry.ts';
import type { Project } from '../types.ts';
import { readSchema } from './output-check.ts';

export const kindsOf = (project: Project, models: Models): ReadonlyMap<string, StageKind> =>
  createStageKinds({
    processes: createProcesses(),
    environment: process.env,
    config: project.config,
    codeCache: () => readyFolder(codeFolder(process.env)),
    // Liquid takes 20 ms to load, so it is loaded only to render a template.
    renderTemplate: async (text, vars) => (await import('../../parse/template.ts')).renderTemplate(text, vars),
    upsert: async (edit) => (await import('./upsert.ts')).upsertEntry(project, edit),
    models,
    validate: async (schema, value) => {
      const schemas = await loadJsonSchemas();
      return schemaMessages(schemas.check(schema, value), { schema, value, root: 'the answer' });
    },
    readSchema,
    media: {
      pathOf: (run, task, name) => `${artifactFolder(run, task)}/${name}`,
      nameOf: nameInRun,
      typeOf: (name, data) => mediaTypeOf(name, data.subarray(0, HEAD_BYTES)),
      secondsOf,
    },
  });

const secondsOf: StageDeps['media']['secondsOf'] = (data, mediaType) => {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const readAt = (position: number, length: number): Buffer => bytes.subarray(position, position + length);
  const ms = mediaDuration({ mediaType, bytes: bytes.length, readAt });
  return ms === null ? null : ms / 1_000;
};
