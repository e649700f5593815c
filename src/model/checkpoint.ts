/**
 * The checkpoint as JSON: exactly what stands in `runs/<id>.checkpoint.json` (schemas/checkpoint.schema.json).
 *
 * Snake case and ISO times, because people read it in diffs. Optional keys are left out when they say nothing.
 */
import type { Diagnostic } from './diagnostic.ts';
import type { Json, JsonObject } from './json.ts';
import type { BudgetScope, Capability, CostSource, UncoveredCall } from './provider.ts';

export const RUN_STATUSES = [
  'invalid',
  'pending',
  'running',
  'awaiting_approval',
  'paused',
  'budget_exceeded',
  'completed',
  'failed',
  'rejected',
  'cancelled',
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];
export type StageStatus =
  | 'pending'
  | 'running'
  | 'backoff'
  | 'awaiting_approval'
  | 'completed'
  | 'skipped'
  | 'failed'
  | 'rejected'
  | 'cancelled';

export interface CheckpointFile {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly preview: string;
}
export interface CheckpointArtifact {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly media_type: string;
}
export interface CheckpointFailure {
  readonly code: string;
  readonly message: string;
  readonly retry?: 'always' | 'never' | 'policy';
  readonly exit_code?: number;
  readonly http_status?: number;
  readonly hint?: string;
}
export interface CheckpointCost {
  /** null: a cost arose that nobody could name. */
  readonly usd_micros: number | null;
  readonly tokens?: number;
}
/** One call of a model. */
export interface CheckpointCall {
  readonly n?: number;
  readonly capability?: Capability;
  readonly provider: string;
  readonly type?: string;
  readonly model: string;
  readonly at?: string;
  readonly duration_ms?: number;
  /** null: nobody could tell. Left out while it is not known how the call ended. */
  readonly usd_micros?: number | null;
  readonly source?: CostSource;
  readonly usage?: Readonly<Record<string, number>>;
  readonly prices?: string;
  readonly error?: string;
  readonly at_most_usd_micros?: number;
  readonly reserved_usd_micros?: number;
}
export interface CheckpointAttempt {
  readonly n: number;
  readonly generation?: number;
  readonly started_at: string;
  readonly ended_at?: string;
  readonly duration_ms?: number;
  readonly outcome: 'running' | 'success' | 'failure' | 'timeout' | 'cancellation' | 'lost';
  readonly error?: CheckpointFailure;
  readonly reason?: string;
  readonly retry_at?: string;
  readonly cost?: CheckpointCost;
  readonly calls?: readonly CheckpointCall[];
  readonly external_id?: string;
  readonly effect_key: string;
  readonly log?: string;
}
export interface CheckpointPerson {
  readonly who: string;
  readonly assurance: 'signed' | 'unsigned' | 'unverified';
  readonly commit?: string;
}
/** One question of a gate. */
export interface CheckpointApproval {
  readonly iteration: number;
  readonly generation?: number;
  readonly question: string;
  /** `how`, `accepts` and `quorum` are left out when the question is closed. */
  readonly how?: string;
  readonly accepts?: readonly ('approve' | 'changes' | 'item_changes' | 'reject')[];
  readonly quorum?: number;
  readonly read: string;
  readonly draft?: string;
  readonly asked_at: string;
  readonly subject: string;
  readonly fingerprint: string;
  readonly author?: string;
  readonly remark?: Diagnostic;
  readonly decision?: 'approve' | 'changes' | 'reject' | 'superseded';
  readonly at?: string;
  readonly by?: readonly CheckpointPerson[];
  readonly feedback?: string;
  readonly items?: Readonly<Record<string, string>>;
  readonly edited?: string;
  readonly waived?: true;
  readonly reminders?: number;
  readonly standing?: readonly string[];
  readonly given?: readonly { readonly answer: string; readonly of: string; readonly at: string }[];
  readonly consumed?: readonly string[];
}
export interface CheckpointResult {
  readonly fingerprint: string;
  readonly depends: Readonly<Record<string, string>>;
  readonly at: string;
  readonly origin?: 'cached' | 'reused';
  readonly from?: string;
  readonly replaced?: true;
  readonly output: { readonly value: Json } | CheckpointFile;
  readonly artifacts?: Readonly<Record<string, CheckpointArtifact>>;
}
/** One stage that is a single task, or one item. */
export interface CheckpointTask {
  readonly status: StageStatus;
  readonly round?: number;
  readonly started_at?: string;
  readonly ended_at?: string;
  readonly duration_ms?: number;
  readonly prepared?: { readonly fingerprint: string; readonly depends: Readonly<Record<string, string>> };
  readonly retry_at?: string;
  readonly progress?: { readonly done: number; readonly total?: number; readonly label?: string };
  readonly result?: CheckpointResult;
  readonly error?: CheckpointFailure;
  readonly cost?: CheckpointCost;
  readonly attempts?: readonly CheckpointAttempt[];
  /** The newest question of a gate. */
  readonly approval?: CheckpointApproval;
  /** Its older ones, the oldest first. */
  readonly earlier_approvals?: readonly CheckpointApproval[];
  /** Of a rejected gate or sub-pipeline: which gate, and why. */
  readonly rejected?: { readonly gate: string; readonly feedback?: string };
  /** Results of earlier generations or rounds that may still be reused. */
  readonly earlier?: readonly CheckpointResult[];
  /** Stages of a sub-pipeline. */
  readonly inputs?: JsonObject;
  readonly context?: JsonObject;
  /** By name in `context`: the files of it that runs write (`machine_files`). */
  readonly context_files?: Readonly<Record<string, string>>;
  readonly stages?: Readonly<Record<string, CheckpointStage>>;
  /** The same of an earlier generation, of `context` what `context_files` names, while the sub-pipeline is not open again. */
  readonly earlier_stages?: Readonly<Record<string, CheckpointStage>>;
}
export interface CheckpointStage extends CheckpointTask {
  /** When it was expanded: absent while pending, and once completed. */
  readonly expanded_at?: string;
  readonly skipped?: 'when' | 'manifest' | 'null-foreach' | 'no-subject';
  readonly blocked_by?: readonly string[];
  /** It, or an item of it, failed, and the run goes on without. */
  readonly on_error?: 'continue';
  readonly items?: InlineItems | ItemsFile;
  /** Keys in the order of the list; left out when `items` itself has it (JSON puts keys that are numbers first). */
  readonly items_order?: readonly string[];
  /** Items of earlier generations that the list does not have now, or does not have yet. */
  readonly earlier_items?: Readonly<Record<string, CheckpointTask>>;
  readonly items_progress?: { readonly completed: number; readonly failed: number; readonly total: number };
}
export type InlineItems = Readonly<Record<string, CheckpointTask>>;
/** Of a long list: they are a file of their own. */
export interface ItemsFile {
  readonly $file: string;
  readonly sha256: string;
  readonly count: number;
}
export const isItemsFile = (items: InlineItems | ItemsFile | undefined): items is ItemsFile =>
  items !== undefined && typeof items.$file === 'string';

export interface Checkpoint {
  readonly version: 1;
  readonly run: string;
  readonly uid: string;
  readonly serial: number;
  readonly pipeline: { readonly name: string; readonly digest: string };
  readonly status: RunStatus;
  readonly cancelling?: true;
  readonly pause?: {
    readonly reason: 'manifest' | 'budget';
    readonly message: string;
    readonly needs_usd_micros?: number;
    /** Which budget; left out: that of the run. */
    readonly scope?: BudgetScope;
    /** Whose budget it is, where it is that of a stage. */
    readonly stage?: string;
    /** The call that the budget does not cover. */
    readonly call?: UncoveredCall;
    /** What the manifest said of it, where it is that of a stage or attempt. */
    readonly limit_usd_micros?: number;
    readonly at?: string;
  };
  readonly generation: number;
  /** Gates that this generation waives. */
  readonly auto_approve?: readonly string[];
  readonly created_at: string;
  readonly ended_at?: string;
  readonly outputs?: JsonObject;
  readonly progress: { readonly completed: number; readonly total: number; readonly percent: number };
  readonly cost: {
    readonly usd_micros: number;
    readonly at_most_usd_micros: number;
    readonly unknown?: number;
    readonly tokens: number;
  };
  readonly inputs?: JsonObject;
  readonly executions: readonly {
    readonly started_at: string;
    readonly ended_at?: string;
    readonly duration_ms?: number;
    readonly host: string;
    readonly pid: number;
    readonly version: string;
    readonly reason?: string;
    /** Tasks that ended in it, in order of time: the step log. */
    readonly done: readonly string[];
  }[];
  readonly stages: Readonly<Record<string, CheckpointStage>>;
  readonly finally?: Readonly<Record<string, CheckpointStage>>;
  readonly finally_ended?: boolean;
  readonly errors?: readonly {
    readonly task: string;
    readonly attempt?: number;
    readonly at: string;
    readonly code: string;
    readonly message: string;
  }[];
  readonly diagnostics?: readonly Diagnostic[];
}
/** As it stands in the file: the digest over all the rest is the last line. */
export interface SealedCheckpoint extends Checkpoint {
  readonly digest: string;
}
