/** What the flags of the commands come to. */
import type { RunStatus } from '../model/checkpoint.ts';
import type { Format } from '../report/diagnostics.ts';

export interface SharedFlags {
  readonly root?: string;
  readonly debug?: boolean;
}
export type JsonFlags = SharedFlags & { readonly json?: boolean };
export type RunFlags = JsonFlags & { readonly quiet?: boolean };
export type ValidateFlags = SharedFlags & { readonly format: Format };
export type ListFlags = JsonFlags & { readonly status?: RunStatus };
export type LogsFlags = SharedFlags & { readonly attempt?: number };
export type RetryFlags = SharedFlags & { readonly from?: readonly string[] };
