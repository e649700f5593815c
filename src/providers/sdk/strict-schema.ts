/** Which JSON Schemas vendors can enforce strictly. Pure. */
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';

/** Removes keywords about the schema itself, which vendors do not know and some refuse. */
export function withoutMeta(schema: JsonObject): JsonObject {
  const { $schema: _schema, $id: _id, $comment: _comment, ...rest } = schema;
  return rest;
}

/**
 * The `strict` mode of vendors refuses a schema with one of these.
 *
 * @source https://developers.openai.com/api/docs/guides/structured-outputs, "Supported schemas".
 */
const NOT_STRICT = new Set([
  ...['oneOf', 'allOf', 'not', 'if', 'then', 'else', 'prefixItems', 'contains', 'uniqueItems'],
  ...['patternProperties', 'propertyNames', 'dependentRequired', 'dependentSchemas', 'unevaluatedProperties'],
  ...['minProperties', 'maxProperties', '$dynamicRef', 'default'],
]);
/** The only known formats; for others the error is `'uri' is not a valid format`. */
const FORMATS = new Set(['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uuid']);
/** Keywords that contain schemas by names that are not keywords. */
const BY_NAME = new Set(['properties', '$defs', 'definitions']);
/** Keywords that contain values, not schemas. */
const VALUES = new Set(['const', 'enum', 'examples', 'required']);

/** Is every object closed, with all properties required, and every keyword supported? */
export function isStrict(schema: Json): boolean {
  if (Array.isArray(schema)) return schema.every(isStrict);
  if (!isJsonObject(schema)) return true;
  if (Object.keys(schema).some((key) => NOT_STRICT.has(key))) return false;
  if (typeof schema.format === 'string' && !FORMATS.has(schema.format)) return false;
  if (isObjectType(schema) && !isClosed(schema)) return false;
  return Object.entries(schema).every(([key, inner]) => {
    if (VALUES.has(key)) return true;
    return BY_NAME.has(key) && isJsonObject(inner) ? Object.values(inner).every(isStrict) : isStrict(inner);
  });
}

const isObjectType = ({ type, properties }: JsonObject): boolean =>
  type === 'object' || (Array.isArray(type) && type.includes('object')) || properties !== undefined;

function isClosed({ properties, required, additionalProperties }: JsonObject): boolean {
  const names = isJsonObject(properties) ? Object.keys(properties) : [];
  const asked: readonly Json[] = Array.isArray(required) ? required : [];
  return additionalProperties === false && names.every((name) => asked.includes(name));
}
