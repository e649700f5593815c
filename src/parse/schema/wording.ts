/** Words for values, types and constraints of JSON Schema. Pure. */
import { didYouMean } from '../../core/nearest.ts';
import type { Json } from '../../model/json.ts';
import { withoutSecrets } from '../text/secret-like.ts';
import type { JsonPath } from '../yaml/document.ts';

/** `"argv"`, `entry 2 of "argv"`. The map around it is not named: the squiggle shows the place. */
export function subjectOf(path: JsonPath, root: string): string {
  const last = path.at(-1);
  if (last === undefined) return root;
  if (typeof last === 'string') return `"${last}"`;
  return `entry ${last + 1} of ${subjectOf(path.slice(0, -1), root)}`;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  null: 'empty',
};

export const describeType = (types: readonly string[]): string => joined(types.map((type) => TYPES[type] ?? type));

function joined(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

const MAX_SHOWN = 40;

/** Hides what looks like a secret: a message is printed, and kept in logs. */
export function describeValue(value: Json | undefined): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return `the text ${JSON.stringify(shortened(withoutSecrets(value)))}`;
  return typeof value === 'number' ? `the number ${value}` : String(value);
}

const shortened = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);

interface Constraint {
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string | undefined;
}
interface Wording {
  readonly message: string;
  readonly hint?: string | undefined;
}
interface About {
  readonly subject: string;
  readonly value: Json | undefined;
}

/** Describes a value of the right type that violates `keyword`. */
export function describeConstraint({ keyword, params, message = '' }: Constraint, { subject, value }: About): Wording {
  const limit = String(params.limit);
  switch (keyword) {
    case 'enum':
      return ofList(params.allowedValues, { subject, value });
    case 'const':
      return { message: `${subject} must be ${JSON.stringify(params.allowedValue)}` };
    case 'minLength':
      return {
        message: limit === '1' ? `${subject} must not be empty` : `${subject} must have at least ${limit} characters`,
      };
    case 'maxLength':
      return { message: `${subject} must have at most ${limit} characters` };
    case 'minItems':
    case 'minProperties':
      return {
        message: limit === '1' ? `${subject} needs at least one entry` : `${subject} needs at least ${limit} entries`,
      };
    case 'maxItems':
    case 'maxProperties':
      return { message: `${subject} can have at most ${limit === '1' ? 'one entry' : `${limit} entries`}` };
    case 'minimum':
      return { message: `${subject} must be at least ${limit}, but it is ${String(value)}` };
    case 'maximum':
      return { message: `${subject} must be at most ${limit}, but it is ${String(value)}` };
    case 'exclusiveMinimum':
      return { message: `${subject} must be more than ${limit}, but it is ${String(value)}` };
    case 'exclusiveMaximum':
      return { message: `${subject} must be less than ${limit}, but it is ${String(value)}` };
    case 'multipleOf':
      if (params.multipleOf === 1) return { message: `${subject} must be a whole number, but it is ${String(value)}` };
      return { message: `${subject} must be a multiple of ${String(params.multipleOf)}` };
    case 'uniqueItems':
      return {
        message: `entries ${Number(params.j) + 1} and ${Number(params.i) + 1} of ${subject} are equal`,
        hint: 'delete one',
      };
    case 'pattern':
      return {
        message: `${subject} does not have the form that is asked for`,
        hint: `it must match ${String(params.pattern)}`,
      };
    case 'format':
      return { message: `${subject} must be of the format "${String(params.format)}"` };
    case 'false schema':
      return {
        message: `${subject} cannot stand here beside the other keys`,
        hint: 'delete it or the key that it contradicts',
      };
    case 'anyOf':
    case 'oneOf':
      return { message: `${subject} has none of the forms that are allowed here` };
    default:
      return { message: `${subject} ${message || `breaks the rule "${keyword}"`}` };
  }
}

function ofList(allowed: unknown, { subject, value }: About): Wording {
  const values = Array.isArray(allowed) ? allowed.map(String) : [];
  return {
    message: `${subject} must be ${joined(values)}, but it is ${describeValue(value)}`,
    hint: typeof value === 'string' ? didYouMean(value, values) : undefined,
  };
}
