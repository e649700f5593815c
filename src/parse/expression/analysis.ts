/** Shared parts of the static check: shapes, the environment of a node, and reporting. Pure. */
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
  /** Of a list: the stage whose failed items are null in it; absent: none. */
  readonly holes?: string;
}

export interface Absence {
  readonly stage: string;
  /** What can be absent: the output of a stage, its files, or the output of a failed item in a list. */
  readonly of: 'output' | 'files' | 'item';
}

/** A range of the source. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is known at a place in an expression. */
export interface Env {
  /** Variables of the enclosing macros, which hide names of the scope. */
  readonly variables: ReadonlyMap<string, Shape>;
  readonly sure: Facts;
}

/** The names of one scope. */
export interface Names {
  /** Schemas by name; null: not known. */
  readonly roots: ReadonlyMap<string, JsonObject | null>;
  /** null: no stages can be read here. */
  readonly stages: ReadonlyMap<string, StageShape> | null;
  /** For `finally` stages, which can only read each other. */
  readonly finals: boolean;
  /** Facts that are known before the expression. */
  readonly sure: Facts;
}

export interface Analysis {
  readonly source: string;
  readonly names: Names;
  report(at: Span, finding: Finding): void;
  infer(node: CelNode, env: Env): Shape;
  /** Infers the shape, and reports a value that may be null. */
  demand(node: CelNode, env: Env): Shape;
}

const EMPTY: JsonObject = {};
export const UNKNOWN: Shape = { schema: null, root: EMPTY, nullable: null };

/** Why an entry of the list may be null; null: it is not. */
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

/** Reports a value that is certainly not of an allowed kind. */
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
