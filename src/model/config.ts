/** The project's settings, checked, with defaults. `pipeline-runner.config.yaml` or `.json` at the root. */
import type { DurationMs } from './brand.ts';
import type { JsonObject } from './json.ts';

export interface Config {
  /** Attempts at once, in all runs of one process. */
  readonly concurrency: number;
  /** Named pools and how many attempts each admits at once. */
  readonly pools: Readonly<Record<string, number>>;
  /** `vars.<name>` of expressions. */
  readonly vars: JsonObject;
  /** `secrets.<name>` -> the environment variable that holds it. */
  readonly secrets: Readonly<Record<string, { readonly env: string }>>;
  /** Environment variables that every command stage receives beside the built-in few. */
  readonly env: readonly string[];
  readonly http: {
    /** Host names that `http` stages may call; null: any public one. */
    readonly allowHosts: readonly string[] | null;
    /** `host` or `host:port` on private, loopback or link-local addresses that may be called all the same. */
    readonly allowPrivate: readonly string[];
  };
  /** Time between SIGTERM and SIGKILL. */
  readonly grace: DurationMs;
}
