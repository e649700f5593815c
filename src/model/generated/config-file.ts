/** Generated from schemas/config.schema.json by `npm run generate`. Do not edit. */

/**
 * A length of time: a number and a unit (`ms`, `s`, `m`, `h`, `d`), or several from the largest to the smallest.
 */
export type Duration = string;

/**
 * The settings of a project: data only. `pipeline-runner.config.yaml` or `pipeline-runner.config.json` at its root.
 */
export interface ConfigFile {
  /**
   * For editors: where the schema of this file is.
   */
  readonly $schema?: string;
  /**
   * Attempts at once, in all runs of one process. 4 by default.
   */
  readonly concurrency?: number;
  /**
   * Named pools and how many attempts each admits at once.
   */
  readonly pools?: {
    /**
     * Attempts at once.
     */
    readonly [k: string]: number;
  };
  /**
   * Values that expressions see as `vars.<name>`.
   */
  readonly vars?: {
    readonly [k: string]: unknown;
  };
  /**
   * Secrets by name. Their values stay in the environment; expressions see references, `secrets.<name>`.
   */
  readonly secrets?: {
    readonly [k: string]: Secret;
  };
  /**
   * Environment variables that every command gets from the runner's own environment, beside the few that it always gets.
   */
  readonly env?: readonly string[];
  /**
   * Which hosts `http` stages may call.
   */
  readonly http?: {
    /**
     * Host names; nothing else may be called. Any public host by default.
     */
    readonly allow_hosts?: readonly string[];
    /**
     * Hosts (`host` or `host:port`) on private, loopback or link-local addresses that may be called all the same.
     */
    readonly allow_private?: readonly string[];
  };
  /**
   * Time that a process has between being asked to end and being killed.
   */
  readonly grace?: string;
}
/**
 * Where the value of a secret is.
 */
export interface Secret {
  /**
   * The environment variable that holds it.
   */
  readonly env: string;
}
