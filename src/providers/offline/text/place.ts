/** The place of a value in an answer, and what is known there. Types. */
import type { Json, JsonObject } from '../../../model/json.ts';
import type { Turn } from './dialogue.ts';
import type { Material } from './material.ts';
import type { Subject } from './plan.ts';

/** Place of a value in the answer. */
export interface At {
  readonly name: string;
  readonly subject: Subject;
  /** In the enclosing list; 0 of 1 without one. */
  readonly index: number;
  readonly count: number;
  readonly depth: number;
  readonly within: 'list' | 'whole';
  /** How often each reference was followed on the way to this place. */
  readonly refs: ReadonlyMap<string, number>;
  /** Texts that are already in the enclosing list, by role. */
  readonly used: Map<string, Set<string>>;
  readonly turn: Turn | null;
  readonly words: number | null;
  readonly seconds: number | null;
  readonly lean: 'all' | 'required';
}

export interface FillPlan {
  readonly schema: JsonObject;
  readonly material: Material;
  readonly whole: Subject;
  readonly seed: number;
  /** For counts and lengths: below 1 for less. */
  readonly scale: number;
}

export interface ListFiller {
  readonly plan: FillPlan;
  readonly root: JsonObject;
  value(schema: Json | undefined, at: At): Json;
}
