/** The project's settings, checked, with defaults. `pipeline-runner.config.yaml` or `.json` at the root. */
import type { DurationMs, UsdMicros } from './brand.ts';
import type { JsonObject } from './json.ts';
import type { ProviderSettings, SecretSource } from './provider.ts';

/** The occasions on which a hook is called. */
export type NotifyEvent = 'question' | 'reminder' | 'budget' | 'ended' | 'trouble';

/** A notification: a program that gets JSON on stdin, or a URL that JSON is posted to. */
export type NotifyHook = { readonly on: readonly NotifyEvent[] } & (
  | { readonly type: 'command'; readonly argv: readonly string[] }
  | { readonly type: 'webhook'; readonly url: string; readonly bearer: string | null }
);

/** Settings of the daemon with a repository as its control plane. */
export interface GitSettings {
  readonly remote: string;
  readonly branch: string;
  /** Time between two fetches. */
  readonly interval: DurationMs;
  /** When to commit: at gates and ends, after every stage too, or only when the run comes to rest. */
  readonly commit: 'gate' | 'stage' | 'end';
  /** `one`: stop when another daemon commits to the branch. */
  readonly daemons: 'one' | 'any';
  /** Author of the commits. */
  readonly name: string;
  readonly email: string;
}

/** Which of a run's files are committed. */
interface ArtifactPolicy {
  readonly inGit: 'small' | 'all' | 'none';
  /** Largest file that `small` commits. */
  readonly maxBytes: number;
}

export interface Config {
  /** Maximum number of concurrent attempts, over all runs of one process. */
  readonly concurrency: number;
  /** Named pools and how many attempts each admits at once. */
  readonly pools: Readonly<Record<string, number>>;
  /** `vars.<name>` of expressions. */
  readonly vars: JsonObject;
  /** `secrets.<name>` -> where its value comes from. */
  readonly secrets: Readonly<Record<string, SecretSource>>;
  /** By name; the built-in `offline` is always among them. */
  readonly providers: Readonly<Record<string, ProviderSettings>>;
  /** Most that all runs together may spend on a day (UTC); null: no limit. */
  readonly dayBudget: UsdMicros | null;
  /** Environment variables that every command stage receives besides the built-in ones. */
  readonly env: readonly string[];
  readonly http: {
    /** Host names that `http` stages may call; null: any public one. */
    readonly allowHosts: readonly string[] | null;
    /** `host` or `host:port` on private, loopback or link-local addresses that may be called all the same. */
    readonly allowPrivate: readonly string[];
  };
  /** Who may answer gates whose pipeline does not say; null: anybody. */
  readonly approvers: readonly string[] | null;
  /** `keep`: a rerun must not remove or weaken a gate of the run. */
  readonly gates: 'keep' | 'relax';
  readonly notify: readonly NotifyHook[];
  readonly watch: {
    /** Maximum number of runs that the daemon drives at once. */
    readonly runs: number;
  };
  readonly git: GitSettings;
  readonly artifacts: ArtifactPolicy;
  /** Globs of project files that stages may update. They belong to the runner and are committed with its results. */
  readonly machineFiles: readonly string[];
  /** Time between SIGTERM and SIGKILL. */
  readonly grace: DurationMs;
}
