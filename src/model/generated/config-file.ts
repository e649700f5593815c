/** Generated from schemas/config.schema.json by `npm run generate`. Do not edit. */

/**
 * A length of time: a number and a unit (`ms`, `s`, `m`, `h`, `d`), or several from the largest to the smallest.
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
   * Who answers calls of models, by name. The name `offline` is always there: no network, no account, no cost.
   */
  readonly providers?: {
    readonly [k: string]: Provider;
  };
  /**
   * What all runs together may spend.
   */
  readonly budget?: {
    /**
     * The most on one day (UTC), in US dollars.
     */
    readonly day?: number;
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
   * E-mail addresses or names of people who may answer gates whose pipeline does not say it. Anybody by default.
   *
   * @minItems 1
   */
  readonly approvers?: readonly string[];
  /**
   * `keep`: a rerun whose definition takes a gate of the run away, or weakens it, is refused. `relax`: it is not.
   */
  readonly gates?: 'keep' | 'relax';
  /**
   * Whom to tell that a run waits for a person, or has ended: programs and web addresses.
   */
  readonly notify?: readonly Hook[];
  /**
   * Time that a process has between being asked to end and being killed.
   */
  readonly grace?: string;
  readonly watch?: Watch;
  readonly git?: Git;
  readonly artifacts?: Artifacts;
  /**
   * Files of the project that stages may keep up to date (`write` with `upsert`). They are the runner's: people read them, and the daemon commits them with what it makes. `*` stands for anything but `/`.
   *
   * Items: A path from the root of the project.
   */
  readonly machine_files?: readonly string[];
}
/**
 * Where the value of a secret is: one of the three.
 */
export interface Secret {
  /**
   * The environment variable that holds it.
   */
  readonly env?: string;
  /**
   * A file that holds it and nothing else; a path from the root of the project, or an absolute one.
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
 * Who answers calls of models.
 */
export interface Provider {
  /**
   * `offline`, `openai`, `anthropic`, `openai-compatible` (vLLM, Ollama, OpenRouter, LM Studio …), `elevenlabs`, or the package of another provider of the AI SDK.
   */
  readonly type: string;
  /**
   * The model. Types have a default where their provider has an obvious one.
   */
  readonly model?: string;
  /**
   * The address of the API, in place of the provider's own.
   */
  readonly base_url?: string;
  readonly api_key?: Secret1;
  /**
   * Calls that may start within a minute.
   */
  readonly requests_per_minute?: number;
  /**
   * Tokens that calls may use within a minute.
   */
  readonly tokens_per_minute?: number;
  /**
   * Calls at once.
   */
  readonly concurrency?: number;
  /**
   * When a provider in trouble is left alone.
   */
  readonly breaker?: {
    /**
     * Failures in a row. 5 by default.
     */
    readonly failures?: number;
    /**
     * Until one call is let through to see. 30s by default.
     */
    readonly cooldown?: string;
  };
  /**
   * What it charges, in US dollars, in place of the price list.
   */
  readonly prices?: {
    /**
     * For each call.
     */
    readonly per_request?: number;
    /**
     * For a million tokens that are read.
     */
    readonly input_per_million_tokens?: number;
    /**
     * For a million tokens that are read from a cache; as others by default.
     */
    readonly cached_input_per_million_tokens?: number;
    /**
     * For a million tokens that are written.
     */
    readonly output_per_million_tokens?: number;
    /**
     * For a thousand characters that are spoken.
     */
    readonly per_thousand_characters?: number;
    /**
     * For a second of audio or video.
     */
    readonly per_second?: number;
    /**
     * For an image.
     */
    readonly per_image?: number;
  };
  /**
   * Headers of every call. Nothing secret: keys go to `api_key`.
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
   * Providers that are asked instead when this one fails for good or is left alone, in this order.
   *
   * @maxItems 8
   *
   * Items: A name of `providers:`, or `offline`.
   */
  readonly fallback?: readonly string[];
  /**
   * Settings of the type itself, passed on as they are.
   */
  readonly options?: {
    readonly [k: string]: unknown;
  };
}
/**
 * Where the value of a secret is: one of the three.
 */
export interface Secret1 {
  /**
   * The environment variable that holds it.
   */
  readonly env?: string;
  /**
   * A file that holds it and nothing else; a path from the root of the project, or an absolute one.
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
 * A program that gets what happened as JSON on standard input, or a web address that it is posted to.
 */
export interface Hook {
  /**
   * What it is called for: a question of a gate, a reminder of one, a budget that is used up, the end of a run.
   *
   * @minItems 1
   */
  readonly on: readonly ('question' | 'reminder' | 'budget' | 'ended')[];
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
   * Beside `webhook`: name of the secret that is sent as `Authorization: Bearer …`. Declared under `secrets`.
   */
  readonly secret?: string;
}
/**
 * The daemon.
 */
export interface Watch {
  /**
   * Runs that are carried out at once; others wait for their turn. 20 by default.
   */
  readonly runs?: number;
}
/**
 * The daemon with a git repository as its control plane: `watch --git`.
 */
export interface Git {
  /**
   * The remote that is followed. `origin` by default.
   */
  readonly remote?: string;
  /**
   * The branch that is followed. `main` by default.
   */
  readonly branch?: string;
  /**
   * Time between two looks at the remote. 10s by default.
   */
  readonly interval?: string;
  /**
   * When the runner commits what it made: at each gate and end of a run (`gate`), after each stage too (`stage`), or at the end only (`end`). `gate` by default.
   */
  readonly commit?: 'gate' | 'stage' | 'end';
  /**
   * Stop when another daemon commits to the branch.
   */
  readonly single_daemon?: boolean;
  /**
   * Name of the runner as an author of commits. `pipeline-runner` by default.
   */
  readonly name?: string;
  /**
   * Its e-mail address.
   */
  readonly email?: string;
}
/**
 * What of the files that runs make is committed.
 */
export interface Artifacts {
  /**
   * `small`: files up to `max_bytes`, others are known by their digest. `all`, or `none`. `small` by default.
   */
  readonly in_git?: 'small' | 'all' | 'none';
  /**
   * The largest file that is committed with `small`. 1000000 by default.
   */
  readonly max_bytes?: number;
}
/**
 * The daemon.
 */
export interface Watch1 {
  /**
   * Runs that are carried out at once; others wait for their turn. 20 by default.
   */
  readonly runs?: number;
}
/**
 * How the daemon follows a branch.
 */
export interface Git1 {
  /**
   * The remote that is followed. `origin` by default.
   */
  readonly remote?: string;
  /**
   * The branch that is followed. `main` by default.
   */
  readonly branch?: string;
  /**
   * Time between two looks at the remote. 10s by default.
   */
  readonly interval?: string;
  /**
   * When the runner commits what it made: at each gate and end of a run (`gate`), after each stage too (`stage`), or at the end only (`end`). `gate` by default.
   */
  readonly commit?: 'gate' | 'stage' | 'end';
  /**
   * Stop when another daemon commits to the branch.
   */
  readonly single_daemon?: boolean;
  /**
   * Name of the runner as an author of commits. `pipeline-runner` by default.
   */
  readonly name?: string;
  /**
   * Its e-mail address.
   */
  readonly email?: string;
}
/**
 * What of the files that runs make is committed.
 */
export interface Artifacts1 {
  /**
   * `small`: files up to `max_bytes`, others are known by their digest. `all`, or `none`. `small` by default.
   */
  readonly in_git?: 'small' | 'all' | 'none';
  /**
   * The largest file that is committed with `small`. 1000000 by default.
   */
  readonly max_bytes?: number;
}
