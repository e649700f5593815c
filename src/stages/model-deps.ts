/** Dependencies of the kinds that call models. */
import type { Result, RunId } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Models } from '../ports/models.ts';

export interface ModelDeps {
  readonly models: Models;
  /** Loads the template language when the first template is rendered. */
  readonly renderTemplate: (text: string, vars: JsonObject) => Promise<Result<string, Failure>>;
  /** @returns a sentence for each error; empty: the value is valid. */
  readonly validate: (schema: JsonObject, value: Json) => Promise<readonly string[]>;
  /** A JSON Schema by its absolute path, JSON or YAML; null: it cannot be read. */
  readonly readSchema: (file: string) => JsonObject | null;
  readonly media: {
    /** Project path at which an artifact of a task is published. */
    pathOf(run: RunId, task: string, name: string): string;
    /** The name of a file for the model: a file of the run is named by its path in the run's folder. */
    nameOf(run: RunId, path: string): string;
    /** Media type by the first bytes; if they are not conclusive, by the name. */
    typeOf(name: string, data: Uint8Array): string;
    /** Length of a recording in seconds; null: another type, or damaged. */
    secondsOf(data: Uint8Array, mediaType: string): number | null;
  };
}
