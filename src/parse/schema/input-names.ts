/** Names of inputs in a pipeline's schema. Pure. */
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import { ownValue } from '../../model/own-value.ts';

const propertiesOf = (schema: JsonObject | null): JsonObject => {
  const properties = schema?.properties;
  return isJsonObject(properties) ? properties : {};
};

/**
 * Undeclared inputs are errors unless the schema allows them, so that a typing error in an optional input is not
 * ignored.
 *
 * @returns the given names that are neither declared nor allowed by `additionalProperties`, `patternProperties` ….
 */
export function undeclaredInputs(schema: JsonObject | null, given: readonly string[]): readonly string[] {
  if (schema && OPENING.some((keyword) => keyword in schema && schema[keyword] !== false)) return [];
  const declared = propertiesOf(schema);
  return given.filter((name) => !Object.hasOwn(declared, name));
}

/** Keywords that may declare names besides `properties`. */
const OPENING = [
  'additionalProperties',
  'unevaluatedProperties',
  'patternProperties',
  '$ref',
  'allOf',
  'anyOf',
  'oneOf',
  'if',
];

/** Required inputs without a default. */
export function requiredInputs(schema: JsonObject | null): readonly string[] {
  const required = schema?.required;
  const names = Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [];
  const declared = propertiesOf(schema);
  return names.filter((name) => {
    const property = ownValue(declared, name);
    return !(isJsonObject(property) && 'default' in property);
  });
}
