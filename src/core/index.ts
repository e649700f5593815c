/**
 * `pipeline-runner/core`: the pure part, importable anywhere: deciding, evolving, and checkpoints to and fro.
 * No file, no clock, no package.
 */
export type { TaskAddress } from '../model/address.ts';
export { formatAddress, parseAddress } from '../model/address.ts';
export type { Checkpoint, SealedCheckpoint } from '../model/checkpoint.ts';
export type { Command, Facts } from '../model/command.ts';
export type { Event } from '../model/event.ts';
export type { Graph, Pipeline, Stage } from '../model/pipeline.ts';
export type { GraphState, RunState, StageState, TaskState } from '../model/state.ts';
export { decide, nextWake } from './decide.ts';
export { decode } from './decode.ts';
export { compareDepends } from './depends.ts';
export { encode } from './encode.ts';
export { evolve } from './evolve.ts';
export { layout } from './graph.ts';
export { progressOf } from './progress.ts';
