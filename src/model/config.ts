/** The project's settings, checked, with defaults. `pipeline-runner.config.yaml` or `.json` at the root. */
import type { DurationMs, UsdMicros } from './brand.ts';
import type { JsonObject } from './json.ts';
import type { ProviderSettings, SecretSource } from './provider.ts';

/** What a hook is called for. */
export type NotifyEvent = 'question' | 'reminder' | 'budget' | 'ended' | 'trouble';

/** Whom to tell that a run waits for a person: a program that gets JSON on stdin, or a URL that it is posted to. */
export type NotifyHook = { readonly on: readonly NotifyEvent[] } & (
  | { readonly type: 'command'; readonly argv: readonly string[] }
  | { readonly type: 'webhook'; readonly url: string; readonly bearer: string | null }
);

/** The daemon with a repository as its control plane. */
export interface GitSettings {
  readonly remote: string;
  readonly branch: string;
  /** Between two looks at the remote. */
  readonly interval: DurationMs;
  /** Which points become commits: gates as they ask and ends, stages too, or only where the run comes to rest. */
  readonly commit: 'gate' | 'stage' | 'end';
  /** `one`: stop when another daemon commits to the branch. */
  readonly daemons: 'one' | 'any';
  /** Author of the commits. */
  readonly name: string;
  readonly email: string;
}

/** What of a run's files is committed. */
interface ArtifactPolicy {
  readonly inGit: 'small' | 'all' | 'none';
  /** Largest file that `small` commits. */
  readonly maxBytes: number;
}

export interface Config {
  /** Attempts at once, in all runs of one process. */
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
  /** Environment variables that every command stage receives beside the built-in few. */
  readonly env: readonly string[];
  readonly http: {
    /** Host names that `http` stages may call; null: any public one. */
    readonly allowHosts: readonly string[] | null;
    /** `host` or `host:port` on private, loopback or link-local addresses that may be called all the same. */
    readonly allowPrivate: readonly string[];
  };
  /** Who may answer gates whose pipeline does not say; null: anybody. */
  readonly approvers: readonly string[] | null;
  /** `keep`: a rerun must not take a gate of the run away or weaken it. */
  readonly gates: 'keep' | 'relax';
  readonly notify: readonly NotifyHook[];
  readonly watch: {
    /** Runs that the daemon carries out at once. */
    readonly runs: number;
  };
  readonly git: GitSettings;
  readonly artifacts: ArtifactPolicy;
  /** Globs of project files that stages may keep up to date; the runner's own, committed with what it makes. */
  readonly machineFiles: readonly string[];
  /** Time between SIGTERM and SIGKILL. */
  readonly grace: DurationMs;
}
