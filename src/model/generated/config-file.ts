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
 * The settings of a project: data only. `pipeline-runner.config.yaml` or `pipeline-runner.config.json` at its root.
 */
export interface ConfigFile {
  /**
   * For editors: the location of this file's schema.
   */
  readonly $schema?: string;
  /**
   * Concurrent attempts in all runs of one process. 4 by default.
   */
  readonly concurrency?: number;
  /**
   * Named pools, each with the number of attempts that it admits at once.
   */
  readonly pools?: {
    /**
     * Concurrent attempts.
     */
    readonly [k: string]: number;
  };
  /**
   * Values for `vars.<name>` in expressions.
   */
  readonly vars?: {
    readonly [k: string]: unknown;
  };
  /**
   * Secrets by name. Expressions only contain references, `secrets.<name>`, never the values.
   */
  readonly secrets?: {
    readonly [k: string]: Secret;
  };
  /**
   * The providers that answer model calls, by name. The name `offline` always exists: no network, no account, no cost.
   */
  readonly providers?: {
    readonly [k: string]: Provider;
  };
  /**
   * What all runs together may spend.
   */
  readonly budget?: {
    /**
     * The most per day (UTC), in US dollars.
     */
    readonly day?: number;
  };
  /**
   * Environment variables that every command inherits from the runner, in addition to the few that it always gets.
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
     * Hosts (`host` or `host:port`) on private, loopback or link-local addresses that `http` stages may call.
     */
    readonly allow_private?: readonly string[];
  };
  /**
   * E-mail addresses or names of people who may answer gates whose pipeline does not name any. Anybody by default.
   *
   * @minItems 1
   */
  readonly approvers?: readonly string[];
  /**
   * `keep`: a rerun that removes or weakens a gate of the run is refused. `relax`: it is allowed.
   */
  readonly gates?: 'keep' | 'relax';
  /**
   * Hooks that tell people that a run waits for them or has ended, or that the daemon needs help: programs and web addresses.
   */
  readonly notify?: readonly Hook[];
  /**
   * Time between asking a process to end and killing it.
   */
  readonly grace?: string;
  readonly watch?: Watch;
  readonly git?: Git;
  readonly artifacts?: Artifacts;
  /**
   * Project files that stages may update (`write` with `upsert`). The runner owns them, and the daemon commits them with its results; people may edit them too. `*` stands for anything but `/`.
   *
   * Items: A path from the project root.
   */
  readonly machine_files?: readonly string[];
}
/**
 * Where to read the value of a secret: one of the three.
 */
export interface Secret {
  /**
   * The environment variable with the value.
   */
  readonly env?: string;
  /**
   * A file with the value and nothing else; a path from the project root, or an absolute one.
   */
  readonly file?: string;
  /**
   * A program that prints the value, and its arguments.
   *
   * @minItems 1
   */
  readonly command?: readonly string[];
}
/**
 * A provider that answers model calls.
 */
export interface Provider {
  /**
   * `offline`, `openai`, `anthropic`, `openai-compatible` (vLLM, Ollama, OpenRouter, LM Studio …), `elevenlabs`, or the package of another AI SDK provider.
   */
  readonly type: string;
  /**
   * The model. Some types have a default.
   */
  readonly model?: string;
  /**
   * The address of the API, instead of the provider's own.
   */
  readonly base_url?: string;
  readonly api_key?: Secret1;
  /**
   * Calls started per minute.
   */
  readonly requests_per_minute?: number;
  /**
   * Tokens per minute, input and output together.
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
     * Consecutive failures that open the breaker. 5 by default.
     */
    readonly failures?: number;
    /**
     * Time until one call is let through as a probe. 30s by default.
     */
    readonly cooldown?: string;
  };
  /**
   * What it charges, in US dollars, instead of the price list.
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
     * Per million tokens read from a cache. Default: the input price.
     */
    readonly cached_input_per_million_tokens?: number;
    /**
     * Per million output tokens.
     */
    readonly output_per_million_tokens?: number;
    /**
     * Per thousand spoken characters.
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
   * Headers of every call. Not for secrets: keys go to `api_key`.
   */
  readonly headers?: {
    /**
     * The value.
     */
    readonly [k: string]: string;
  };
  /**
   * Time limit of one call.
   */
  readonly timeout?: string;
  /**
   * Providers to call instead, in this order, when this one fails permanently or its breaker is open.
   *
   * @maxItems 8
   *
   * Items: A name of `providers:`, or `offline`.
   */
  readonly fallback?: readonly string[];
  /**
   * Settings of the type, passed on unchanged.
   */
  readonly options?: {
    readonly [k: string]: unknown;
  };
}
/**
 * Where to read the value of a secret: one of the three.
 */
export interface Secret1 {
  /**
   * The environment variable with the value.
   */
  readonly env?: string;
  /**
   * A file with the value and nothing else; a path from the project root, or an absolute one.
   */
  readonly file?: string;
  /**
   * A program that prints the value, and its arguments.
   *
   * @minItems 1
   */
  readonly command?: readonly string[];
}
/**
 * A program that receives the event as JSON on standard input, or a web address to which it is posted.
 */
export interface Hook {
  /**
   * The events: a question of a gate, a reminder of one, a budget that is used up, the end of a run, a daemon that is in trouble.
   *
   * @minItems 1
   */
  readonly on: readonly ('question' | 'reminder' | 'budget' | 'ended' | 'trouble')[];
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
   * With `webhook`: the name of a secret under `secrets`, sent as `Authorization: Bearer …`.
   */
  readonly secret?: string;
}
/**
 * The daemon.
 */
export interface Watch {
  /**
   * Runs that the daemon works on at once; others are queued. 20 by default.
   */
  readonly runs?: number;
}
/**
 * Settings of `watch --git`, with a git repository as the control plane.
 */
export interface Git {
  /**
   * The remote to follow. `origin` by default.
   */
  readonly remote?: string;
  /**
   * The branch to follow. `main` by default.
   */
  readonly branch?: string;
  /**
   * How often the remote is polled. 10s by default.
   */
  readonly interval?: string;
  /**
   * When the runner commits: at each gate and at the end of a run (`gate`), also after each stage (`stage`), or only at the end (`end`). `gate` by default.
   */
  readonly commit?: 'gate' | 'stage' | 'end';
  /**
   * Stop when another daemon commits to the branch.
   */
  readonly single_daemon?: boolean;
  /**
   * Author name of the runner's commits. `pipeline-runner` by default.
   */
  readonly name?: string;
  /**
   * Author e-mail address of the runner's commits.
   */
  readonly email?: string;
}
/**
 * Which files of runs are committed.
 */
export interface Artifacts {
  /**
   * `small`: files up to `max_bytes`, others are identified by their digest. `all`, or `none`. `small` by default.
   */
  readonly in_git?: 'small' | 'all' | 'none';
  /**
   * The largest file that `small` commits. 1000000 by default.
   */
  readonly max_bytes?: number;
}
/**
 * The daemon.
 */
export interface Watch1 {
  /**
   * Runs that the daemon works on at once; others are queued. 20 by default.
   */
  readonly runs?: number;
}
/**
 * How the daemon follows a branch.
 */
export interface Git1 {
  /**
   * The remote to follow. `origin` by default.
   */
  readonly remote?: string;
  /**
   * The branch to follow. `main` by default.
   */
  readonly branch?: string;
  /**
   * How often the remote is polled. 10s by default.
   */
  readonly interval?: string;
  /**
   * When the runner commits: at each gate and at the end of a run (`gate`), also after each stage (`stage`), or only at the end (`end`). `gate` by default.
   */
  readonly commit?: 'gate' | 'stage' | 'end';
  /**
   * Stop when another daemon commits to the branch.
   */
  readonly single_daemon?: boolean;
  /**
   * Author name of the runner's commits. `pipeline-runner` by default.
   */
  readonly name?: string;
  /**
   * Author e-mail address of the runner's commits.
   */
  readonly email?: string;
}
/**
 * Which files of runs are committed.
 */
export interface Artifacts1 {
  /**
   * `small`: files up to `max_bytes`, others are identified by their digest. `all`, or `none`. `small` by default.
   */
  readonly in_git?: 'small' | 'all' | 'none';
  /**
   * The largest file that `small` commits. 1000000 by default.
   */
  readonly max_bytes?: number;
}
