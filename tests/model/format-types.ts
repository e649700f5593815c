/**
 * Checked by tsc alone: the types of src/model and the JSON Schemas say the same of checkpoints and events.
 *
 * When a line below is an error, change both the type and schemas/*.schema.json, then type `npm run generate`.
 */

import type { LogEntry } from '../../src/adapters/event-log.ts';
import type { Brand } from '../../src/model/brand.ts';
import type { CheckpointStage, SealedCheckpoint } from '../../src/model/checkpoint.ts';
import type { Event } from '../../src/model/event.ts';
import type { Json } from '../../src/model/json.ts';
import type { CheckpointFile } from './generated/checkpoint-file.ts';
import type { RunEvent } from './generated/event-file.ts';
import type { LineOfTheLog } from './generated/log-file.ts';

/** As a schema sees it: brands are texts and numbers, a code is any text, any JSON value is unknown. */
type Plain<T, Opaque = never> = Json extends T
  ? unknown
  : [T] extends [Opaque]
    ? { readonly [k: string]: unknown }
    : T extends Brand<string, string>
      ? string
      : T extends Brand<number, string>
        ? number
        : T extends `${string}/${string}`
          ? string
          : T extends string | number | boolean | null | undefined
            ? T
            : { [K in keyof T]: Plain<T[K], Opaque> };

/** Also tells apart what is assignable both ways, such as an optional key that only one side has. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : never;

type Flat<T> = { [K in keyof T]: T[K] };

export const checkpointIsAsItsSchemaSays: Same<Plain<SealedCheckpoint>, Plain<CheckpointFile>> = true;
/** Of a fork: their form is that of the checkpoint, which the schema of events does not repeat. */
type Stages = Readonly<Record<string, CheckpointStage>>;

/** Where many runs are told of, each event says of which. */
type Told<E> = E extends { readonly run: unknown } ? E : { [K in keyof E]: E[K] } & { readonly run?: string };

export const eventIsAsItsSchemaSays: Same<Flat<Plain<Told<Event>, Stages>>, Flat<Plain<RunEvent>>> = true;

/** As the log has it. What only informs is not written. */
type Line<E> = E extends { readonly type: 'attempt-progressed' }
  ? never
  : E extends { readonly type: infer T }
    ? Omit<E, 'type' | 'at' | 'run'> & { readonly event: T; readonly run: string } & Head
    : Omit<E, 'at'> & Head;
type Head = { readonly level: 'info' | 'warn' | 'error'; readonly time: string };

export const logIsAsItsSchemaSays: Same<
  Flat<Plain<Line<Event>, Stages>> | Flat<Plain<Line<LogEntry>>>,
  Flat<Plain<LineOfTheLog>>
> = true;
