/** What the parts of the static check share: shapes, the environment of a node, and how to object. Pure. */
import type { JsonObject } from '../../model/json.ts';
import type { Finding } from '../finding.ts';
import type { CelNode } from './cel-ast.ts';
import type { Facts } from './guards.ts';
import { type Kind, type Kinds, kindsOf, type Typed } from './schema.ts';
import type { StageShape } from './scope-shape.ts';

/** What is known of a value. */
export interface Shape extends Typed {
  /** What can make the value null (or artifacts missing); null: nothing. */
  readonly nullable: Absence | null;
  /** Of a list: the stage whose failed items leave null in it; nothing by default. */
  readonly holes?: string;
}

export interface Absence {
  readonly stage: string;
  /** The stage can end without an output, without files, or an item of it that failed has left null in a list. */
  readonly of: 'output' | 'files' | 'item';
}

/** A stretch of the source. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What holds at one place of an expression. */
export interface Env {
  /** Variables of the macros around. They hide names of the scope. */
  readonly variables: ReadonlyMap<string, Shape>;
  readonly sure: Facts;
}

/** The names of one scope. */
export interface Names {
  /** null: nothing is known of it. */
  readonly roots: ReadonlyMap<string, JsonObject | null>;
  /** null: no stages can be read here. */
  readonly stages: ReadonlyMap<string, StageShape> | null;
  /** Of stages of `finally`, which see one another only. */
  readonly finals: boolean;
  /** What holds before the expression is looked at. */
  readonly sure: Facts;
}

export interface Analysis {
  readonly source: string;
  readonly names: Names;
  report(at: Span, finding: Finding): void;
  infer(node: CelNode, env: Env): Shape;
  /** Infers, and objects when the value may be null. */
  demand(node: CelNode, env: Env): Shape;
}

const EMPTY: JsonObject = {};
export const UNKNOWN: Shape = { schema: null, root: EMPTY, nullable: null };

/** Of an entry of the list. */
export const holeOf = ({ holes }: Shape): Absence | null => (holes === undefined ? null : { stage: holes, of: 'item' });

export const shapeOf = (schema: JsonObject | null): Shape => ({ schema, root: schema ?? EMPTY, nullable: null });
export const shapeOfKind = (kind: Kind): Shape => shapeOf({ type: kind });

const WORDS: Readonly<Record<Kind, string>> = {
  null: 'null',
  boolean: 'true or false',
  number: 'a number',
  string: 'text',
  array: 'a list',
  object: 'a map',
};

export const describe = (kinds: Kinds): string => [...kinds].map((kind) => WORDS[kind]).join(' or ');

/** Objects when the value is surely none of `allowed`. */
export function expectKinds(
  analysis: Analysis,
  node: CelNode,
  check: { shape: Shape; allowed: readonly Kind[]; by: string },
): void {
  const kinds = kindsOf(check.shape);
  if (!kinds || check.allowed.some((kind) => kinds.has(kind))) return;
  const message = `${check.by} needs ${describe(new Set(check.allowed))}, but this is ${describe(kinds)}`;
  analysis.report(node, { code: 'expr/type-clash', message });
}

export const textOf = (analysis: Analysis, node: CelNode): string => analysis.source.slice(node.start, node.end);
