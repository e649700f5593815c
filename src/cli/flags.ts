/** What the flags of the commands come to. */
import type { DurationMs } from '../model/brand.ts';
import type { RunStatus } from '../model/checkpoint.ts';
import type { Format } from '../report/diagnostics.ts';
import type { Label } from '../report/list.ts';

export interface SharedFlags {
  readonly root?: string;
  readonly debug?: boolean;
}
export type JsonFlags = SharedFlags & { readonly json?: boolean };
/** Of `run` and `plan`: what is asked of a run. */
export type AskFlags = JsonFlags & {
  readonly input?: readonly string[];
  readonly only?: readonly string[];
  readonly until?: readonly string[];
  readonly from?: readonly string[];
};
export type RunFlags = AskFlags & { readonly quiet?: boolean; readonly dryRun?: boolean };
export type ValidateFlags = SharedFlags & { readonly format: Format };
export type ListFlags = JsonFlags & {
  readonly status?: readonly RunStatus[];
  readonly pipeline?: string;
  readonly label?: readonly Label[];
  readonly since?: PointInTime;
  readonly limit?: number;
};
export type LogsFlags = SharedFlags & { readonly attempt?: number; readonly follow?: boolean };
export type GcFlags = JsonFlags & {
  readonly dryRun?: boolean;
  readonly keepCache?: DurationMs;
  readonly keepGone?: DurationMs;
  readonly artifacts?: boolean;
  readonly pinned?: boolean;
};
export type GraphFlags = SharedFlags & { readonly format: 'mermaid' | 'dot' };
export type RetryFlags = SharedFlags & { readonly from?: readonly string[] };

/** A time as it is typed: so many milliseconds ago, or at this time. */
export type PointInTime = { readonly type: 'ago'; readonly ms: number } | { readonly type: 'at'; readonly at: number };
