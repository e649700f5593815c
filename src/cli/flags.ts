/** Parsed flags of the commands. */
import type { Template } from '../app/init/files.ts';
import type { CostKey } from '../core/cost-lines.ts';
import type { DurationMs } from '../model/brand.ts';
import type { RunStatus } from '../model/checkpoint.ts';
import type { Format } from '../report/diagnostics.ts';
import type { Label } from '../report/list.ts';

export interface SharedFlags {
  readonly root?: string;
  readonly debug?: boolean;
}
export type JsonFlags = SharedFlags & { readonly json?: boolean };
export type CostFlags = JsonFlags & {
  readonly by?: CostKey;
  readonly since?: PointInTime;
};
/** Flags of `run` and `plan`. */
export type AskFlags = JsonFlags & {
  readonly input?: readonly string[];
  readonly only?: readonly string[];
  readonly until?: readonly string[];
  readonly from?: readonly string[];
  readonly provider?: readonly Label[];
};
export type RunFlags = AskFlags & {
  readonly quiet?: boolean;
  readonly dryRun?: boolean;
  readonly keep?: boolean;
  readonly waitingOk?: boolean;
  readonly record?: boolean;
};
export type WatchFlags = JsonFlags & {
  readonly poll?: boolean;
  readonly git?: boolean;
  readonly remote?: string;
  readonly branch?: string;
};
export type NewFlags = SharedFlags & { readonly input?: readonly string[]; readonly id?: string };
export type InitFlags = SharedFlags & { readonly template: Template };
export type DoctorFlags = JsonFlags & { readonly call?: boolean; readonly maxCost?: number };
export type ForkFlags = SharedFlags & {
  readonly from: string;
  readonly as: string;
  readonly input?: readonly string[];
};
export type ValidateFlags = SharedFlags & { readonly format: Format };
export type ListFlags = JsonFlags & {
  readonly waiting?: boolean;
  readonly status?: readonly RunStatus[];
  readonly pipeline?: string;
  readonly label?: readonly Label[];
  readonly since?: PointInTime;
  readonly limit?: number;
  readonly all?: boolean;
};
export type LogsFlags = SharedFlags & { readonly attempt?: number; readonly follow?: boolean };
export type GcFlags = JsonFlags & {
  readonly dryRun?: boolean;
  readonly keepCache?: DurationMs;
  readonly keepGone?: DurationMs;
  readonly artifacts?: boolean;
  readonly pinned?: boolean;
  readonly recorded?: boolean;
};
export type GraphFlags = SharedFlags & { readonly format: 'mermaid' | 'dot' };
export type RetryFlags = CommitFlags & { readonly from?: readonly string[] };
/** Flags of every command that edits a manifest. */
export type CommitFlags = SharedFlags & { readonly commit?: boolean; readonly message?: string };
export type ResetFlags = CommitFlags & { readonly to: readonly string[] };
export type ApproveFlags = CommitFlags & { readonly feedback?: string };
export type RejectFlags = CommitFlags & { readonly feedback?: string };
export type ChangesFlags = CommitFlags & { readonly feedback?: string; readonly item?: readonly ItemText[] };
export type DiffFlags = JsonFlags & { readonly gate?: string; readonly stage?: string };

/** `scene_3=closer`: requested changes of one item. */
export interface ItemText {
  readonly key: string;
  readonly text: string;
}

/** A time as typed: a number of milliseconds ago, or a point in time. */
export type PointInTime = { readonly type: 'ago'; readonly ms: number } | { readonly type: 'at'; readonly at: number };
