/** `context:` of a pipeline: the files that are frozen into a run, and their schemas. Pure. */
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import type { ContextEntry } from '../../model/pipeline.ts';
import type { ScopeShape } from '../expression/scope-shape.ts';
import { hasExpression } from '../expression/text.ts';
import { mapAt, textAt } from '../json/fields.ts';
import type { Reading } from './reading.ts';
import { checkValue } from './stage-expressions.ts';
import { namedFile, schemaNamed } from './stage-files.ts';

/** Names of context files may only use inputs, since the files are read before anything runs. */
export function contextEntries(reading: Reading, raw: JsonObject, inputs: JsonObject | null): readonly ContextEntry[] {
  const scope: ScopeShape = {
    inputs,
    context: [],
    stages: new Map(),
    item: undefined,
    vars: {},
    secrets: [],
    finals: false,
    reworked: false,
  };
  return Object.entries(mapAt(raw, 'context')).flatMap(([name, entry]) => {
    const file = isJsonObject(entry) ? textAt(entry, 'file') : null;
    if (file === null) return [];
    const path = ['context', name, 'file'];
    if (hasExpression(file)) checkValue(reading, file, path, scope);
    else namedFile(reading, file, path, { what: 'context file', base: '' });
    const schema = schemaNamed(reading, textAt(mapAt(mapAt(raw, 'context'), name), 'schema'), [
      'context',
      name,
      'schema',
    ]);
    return [{ name, file, schema: schema?.schema ?? null, at: reading.document.at(path) }];
  });
}
