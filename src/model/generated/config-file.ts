/** Generated from schemas/config.schema.json by `npm run generate`. Do not edit. */

/**
 * A duration: a number and a unit (`ms`, `s`, `m`, `h`, `d`), or several from the largest to the smallest.
 */
export type Duration = string;
/**
 * An amount in US dollars, exact to a millionth.
 */
export type Usd = number;

/**
 * The settings of a project: data only. `pipeline-runner.config.yaml` or `pipeline-runner.config.json` at the project root.
 */
export interface ConfigFile {
  /**
   * For editors: the location of the schema of this file.
   */
  readonly $schema?: string;
  /**
   * Concurrent attempts, over all runs of one process. Default: 4.
   */
  readonly concurrency?: number;
  /**
   * Named pools and how many concurrent attempts each allows.
   */
  readonly pools?: {
    /**
     * Concurrent attempts.
     */
    readonly [k: string]: number;
  };
  /**
   * Values available to expressions as `vars.<name>`.
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
   * Providers of models, by name. `offline` always exists: no network, no account, no cost.
   */
  readonly providers?: {
    readonly [k: string]: Provider;
  };
  /**
   * What all runs together may spend.
   */
  readonly budget?: {
    /**
     * The maximum per day (UTC), in US dollars.
     */
    readonly day?: number;
  };
  /**
   * Environment variables that every command gets from the runner's environment, in addition to the few it always gets.
   */
  readonly env?: readonly string[];
  /**
   * Which hosts `http` stages may call.
   */
  readonly http?: {
    /**
     * Host names; no others may be called. Default: any public host.
     */
    readonly allow_hosts?: readonly string[];
    /**
     * Hosts (`host` or `host:port`) on private, loopback or link-local addresses that may be called anyway.
     */
    readonly allow_private?: readonly string[];
  };
  /**
   * E-mail addresses or names of people who may answer gates whose pipeline does not set approvers. Default: anybody.
   *
   * @minItems 1
   */
  readonly approvers?: readonly string[];
  /**
   * `keep`: refuse a rerun whose definition removes or weakens a gate of the run. `relax`: allow it.
   */
  readonly gates?: 'keep' | 'relax';
  /**
   * Programs and web addresses to notify when a run waits for a person.
   */
  readonly notify?: readonly Hook[];
  /**
   * Time that a process has to stop before it is killed.
   */
  readonly grace?: string;
  readonly watch?: Watch;
  readonly git?: Git;
  readonly artifacts?: Artifacts;
  /**
   * Project files that stages may update (`write` with `upsert`). They belong to the runner: people read them, and the daemon commits them with its results. `*` matches anything but `/`.
   *
   * Items: A path from the project root.
   */
  readonly machine_files?: readonly string[];
}
/**
 * Where the value of a secret is; set exactly one.
 */
export interface Secret {
  /**
   * The environment variable that holds it.
   */
  readonly env?: string;
  /**
   * A file that contains only the secret; a path from the project root, or an absolute path.
   */
  readonly file?: string;
  /**
   * A program that prints it, and its arguments.
   *
   * @minItems 1
   */
  readonly command?: readonly string[];
}
/**
 * A provider of models.
 */
export interface Provider {
  /**
   * `offline`, `openai`, `anthropic`, `openai-compatible` (vLLM, Ollama, OpenRouter, LM Studio …), `elevenlabs`, or the package of another AI SDK provider.
   */
  readonly type: string;
  /**
   * The model. Types have a default if their provider has an obvious one.
   */
  readonly model?: string;
  /**
   * The address of the API, instead of the provider's own.
   */
  readonly base_url?: string;
  readonly api_key?: Secret1;
  /**
   * Maximum calls started per minute.
   */
  readonly requests_per_minute?: number;
  /**
   * Maximum tokens used per minute.
   */
  readonly tokens_per_minute?: number;
  /**
   * Concurrent calls.
   */
  readonly concurrency?: number;
  /**
   * When to stop calling a failing provider for a while.
   */
  readonly breaker?: {
    /**
     * Consecutive failures. Default: 5.
     */
    readonly failures?: number;
    /**
     * Time until one call is let through as a test. Default: 30s.
     */
    readonly cooldown?: string;
  };
  /**
   * Prices in US dollars, instead of the price list.
   */
  readonly prices?: {
    /**
     * Per call.
     */
    readonly per_request?: number;
    /**
     * Per million input tokens.
     */
    readonly input_per_million_tokens?: number;
    /**
     * Per million input tokens read from a cache. Default: as other input tokens.
     */
    readonly cached_input_per_million_tokens?: number;
    /**
     * Per million output tokens.
     */
    readonly output_per_million_tokens?: number;
    /**
     * Per thousand characters of speech.
     */
    readonly per_thousand_characters?: number;
    /**
     * Per second of audio or video.
     */
    readonly per_second?: number;
    /**
     * Per image.
     */
    readonly per_image?: number;
  };
  /**
   * Headers of every call. No secrets: keys belong in `api_key`.
   */
  readonly headers?: {
    /**
     * The value.
     */
    readonly [k: string]: string;
  };
  /**
   * The longest that one call may take.
   */
  readonly timeout?: string;
  /**
   * Providers to use instead, in this order, if this one fails for good or its breaker is open.
   *
   * @maxItems 8
   *
   * Items: A name of `providers:`, or `offline`.
   */
  readonly fallback?: readonly string[];
  /**
   * Settings of the provider type, passed on unchanged.
   */
  readonly options?: {
    readonly [k: string]: unknown;
  };
}
/**
 * Where the value of a secret is; set exactly one.
 */
export interface Secret1 {
  /**
   * The environment variable that holds it.
   */
  readonly env?: string;
  /**
   * A file that contains only the secret; a path from the project root, or an absolute path.
   */
  readonly file?: string;
  /**
   * A program that prints it, and its arguments.
   *
   * @minItems 1
   */
  readonly command?: readonly string[];
}
/**
 * A program that receives the event as JSON on standard input, or a web address to post it to.
 */
export interface Hook {
  /**
   * When to call it: a question of a gate, a reminder of one, the end of a run.
   *
   * @minItems 1
   */
  readonly on: readonly ('question' | 'reminder' | 'ended')[];
  /**
   * The program and its arguments. Either this or `webhook`.
   *
   * @minItems 1
   */
  readonly command?: readonly string[];
  /**
   * The address. Either this or `command`.
   */
  readonly webhook?: string;
  /**
   * With `webhook`: name of the secret that is sent as `Authorization: Bearer …`. Declared under `secrets`.
   */
  readonly secret?: string;
}
/**
 * The daemon.
 */
export interface Watch {
  /**
   * Concurrent runs; others are queued. Default: 20.
   */
  readonly runs?: number;
}
/**
 * The daemon with a git repository as its control plane: `watch --git`.
 */
export interface Git {
  /**
   * The remote to follow. Default: `origin`.
   */
  readonly remote?: string;
  /**
   * The branch to follow. Default: `main`.
   */
  readonly branch?: string;
  /**
   * How often to check the remote. Default: 10s.
   */
  readonly interval?: string;
  /**
   * When the runner commits results: at each gate and at the end of a run (`gate`), also after each stage (`stage`), or only at the end (`end`). Default: `gate`.
   */
  readonly commit?: 'gate' | 'stage' | 'end';
  /**
   * Stop when another daemon commits to the branch.
   */
  readonly single_daemon?: boolean;
  /**
   * Author name of the runner's commits. Default: `pipeline-runner`.
   */
  readonly name?: string;
  /**
   * Author e-mail address of the runner's commits.
   */
  readonly email?: string;
}
/**
 * Which files made by runs are committed.
 */
export interface Artifacts {
  /**
   * `small`: files up to `max_bytes`; others are recorded only by digest. `all`, or `none`. Default: `small`.
   */
  readonly in_git?: 'small' | 'all' | 'none';
  /**
   * The largest file that is committed with `small`. Default: 1000000.
   */
  readonly max_bytes?: number;
}
/**
 * The daemon.
 */
export interface Watch1 {
  /**
   * Concurrent runs; others are queued. Default: 20.
   */
  readonly runs?: number;
}
/**
 * How the daemon follows a branch.
 */
export interface Git1 {
  /**
   * The remote to follow. Default: `origin`.
   */
  readonly remote?: string;
  /**
   * The branch to follow. Default: `main`.
   */
  readonly branch?: string;
  /**
   * How often to check the remote. Default: 10s.
   */
  readonly interval?: string;
  /**
   * When the runner commits results: at each gate and at the end of a run (`gate`), also after each stage (`stage`), or only at the end (`end`). Default: `gate`.
   */
  readonly commit?: 'gate' | 'stage' | 'end';
  /**
   * Stop when another daemon commits to the branch.
   */
  readonly single_daemon?: boolean;
  /**
   * Author name of the runner's commits. Default: `pipeline-runner`.
   */
  readonly name?: string;
  /**
   * Author e-mail address of the runner's commits.
   */
  readonly email?: string;
}
/**
 * Which files made by runs are committed.
 */
export interface Artifacts1 {
  /**
   * `small`: files up to `max_bytes`; others are recorded only by digest. `all`, or `none`. Default: `small`.
   */
  readonly in_git?: 'small' | 'all' | 'none';
  /**
   * The largest file that is committed with `small`. Default: 1000000.
   */
  readonly max_bytes?: number;
}
