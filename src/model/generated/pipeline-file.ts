/** Generated from schemas/pipeline.schema.json by `npm run generate`. Do not edit. */

/**
 * Who may answer the gates of this pipeline that do not set their own `approvers`. Defaults to those of the config.
 *
 * @minItems 1
 */
export type Approvers = readonly string[];
/**
 * E-mail addresses or names of people who may answer a gate.
 *
 * @minItems 1
 */
export type Approvers1 = readonly string[];
/**
 * A duration, or `never`.
 */
export type Reminder = string;
/**
 * A duration: a number and a unit (`ms`, `s`, `m`, `h`, `d`), or several from the largest to the smallest.
 */
export type Duration = string;
/**
 * An amount of money in US dollars.
 */
export type Usd = number;
/**
 * One expression in the Common Expression Language (CEL), in `${{ … }}`.
 */
export type Expression = string;
/**
 * A number, or one expression that evaluates to a number.
 */
export type ComputedNumber = number | string;
/**
 * Width and height in pixels: `1080x1920`; or one expression that evaluates to that.
 */
export type Size = string;
/**
 * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
 */
export type Text = string | number | boolean;
/**
 * A voice as the provider names it, or a voice for each provider type.
 */
export type Voice =
  | string
  | {
      readonly [k: string]: string;
    };
/**
 * The voice, as the provider names it, or a map from provider types (`offline`, `openai`, `elevenlabs` …, `default` for all others) to voices. Default: the provider's.
 */
export type Voice1 =
  | string
  | {
      readonly [k: string]: string;
    };
/**
 * One caption.
 */
export type MediaCaptionEntry =
  | {
      /**
       * Start, in seconds.
       */
      readonly start: number | string;
      /**
       * End, in seconds.
       */
      readonly end: number | string;
      /**
       * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
       */
      readonly text: string | number | boolean;
    }
  | string;
/**
 * An audio file of the project, or music to generate (`mood`, `seed`).
 */
export type MediaSound =
  | {
      /**
       * A project file, or the path of an artifact.
       */
      readonly file?: string;
      /**
       * The mood of the music.
       */
      readonly mood?: (
        | ('calm' | 'bright' | 'tense')
        | {
            readonly [k: string]: unknown;
          }
      ) &
        string;
      /**
       * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
       */
      readonly seed?: string | number | boolean;
      /**
       * A continuous piece, or a jingle of about five seconds.
       */
      readonly kind?: (
        | ('loop' | 'jingle')
        | {
            readonly [k: string]: unknown;
          }
      ) &
        string;
    }
  | string;
/**
 * One audio file.
 */
export type MediaTrack =
  | {
      /**
       * A project file, or the path of an artifact.
       */
      readonly file: string;
      /**
       * Seconds of silence after the track. 0.35 by default.
       */
      readonly pause?: number | string;
      /**
       * Additional gain in decibels, after levelling. 0 by default.
       */
      readonly gain?: number | string;
    }
  | string;
/**
 * One chapter.
 */
export type MediaChapter =
  | {
      /**
       * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
       */
      readonly title: string | number | boolean;
      /**
       * Index of the track at which the chapter starts.
       */
      readonly track: number | string;
    }
  | string;
/**
 * One picture or clip.
 */
export type MediaScene =
  | {
      /**
       * An image file of the project.
       */
      readonly image?: string;
      /**
       * A video file of the project. Without ffmpeg, only videos made by pipeline-runner (H.264 baseline) can be decoded.
       */
      readonly video?: string;
      /**
       * The stills from which the clip was made. If the clip cannot be decoded, these are animated instead.
       */
      readonly images?: readonly (string | number | boolean)[] | string;
      /**
       * How long the scene is shown, in seconds. 4 by default, or the length of the clip.
       */
      readonly seconds?: number | string;
      /**
       * The camera move.
       */
      readonly move?: (
        | ('zoom_in' | 'zoom_out' | 'pan_left' | 'pan_right' | 'pan_up' | 'pan_down' | 'still')
        | {
            readonly [k: string]: unknown;
          }
      ) &
        string;
    }
  | string;
/**
 * A video file of the project, or a map with `file`.
 */
export type MediaClipFile =
  | {
      /**
       * A project file, or the path of an artifact.
       */
      readonly file?: string;
    }
  | string;
/**
 * Played before the first track. With `mood`, it is a jingle.
 */
export type MediaSound1 =
  | {
      /**
       * A project file, or the path of an artifact.
       */
      readonly file?: string;
      /**
       * The mood of the music.
       */
      readonly mood?: (
        | ('calm' | 'bright' | 'tense')
        | {
            readonly [k: string]: unknown;
          }
      ) &
        string;
      /**
       * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
       */
      readonly seed?: string | number | boolean;
      /**
       * A continuous piece, or a jingle of about five seconds.
       */
      readonly kind?: (
        | ('loop' | 'jingle')
        | {
            readonly [k: string]: unknown;
          }
      ) &
        string;
    }
  | string;
/**
 * Played after the last track. With `mood`, it is a jingle.
 */
export type MediaSound2 =
  | {
      /**
       * A project file, or the path of an artifact.
       */
      readonly file?: string;
      /**
       * The mood of the music.
       */
      readonly mood?: (
        | ('calm' | 'bright' | 'tense')
        | {
            readonly [k: string]: unknown;
          }
      ) &
        string;
      /**
       * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
       */
      readonly seed?: string | number | boolean;
      /**
       * A continuous piece, or a jingle of about five seconds.
       */
      readonly kind?: (
        | ('loop' | 'jingle')
        | {
            readonly [k: string]: unknown;
          }
      ) &
        string;
    }
  | string;
/**
 * Background music, looped as needed.
 */
export type MediaSound3 =
  | {
      /**
       * A project file, or the path of an artifact.
       */
      readonly file?: string;
      /**
       * The mood of the music.
       */
      readonly mood?: (
        | ('calm' | 'bright' | 'tense')
        | {
            readonly [k: string]: unknown;
          }
      ) &
        string;
      /**
       * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
       */
      readonly seed?: string | number | boolean;
      /**
       * A continuous piece, or a jingle of about five seconds.
       */
      readonly kind?: (
        | ('loop' | 'jingle')
        | {
            readonly [k: string]: unknown;
          }
      ) &
        string;
    }
  | string;
/**
 * The voice-over.
 */
export type MediaSound4 =
  | {
      /**
       * A project file, or the path of an artifact.
       */
      readonly file?: string;
      /**
       * The mood of the music.
       */
      readonly mood?: (
        | ('calm' | 'bright' | 'tense')
        | {
            readonly [k: string]: unknown;
          }
      ) &
        string;
      /**
       * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
       */
      readonly seed?: string | number | boolean;
      /**
       * A continuous piece, or a jingle of about five seconds.
       */
      readonly kind?: (
        | ('loop' | 'jingle')
        | {
            readonly [k: string]: unknown;
          }
      ) &
        string;
    }
  | string;
/**
 * Background music.
 */
export type MediaSound5 =
  | {
      /**
       * A project file, or the path of an artifact.
       */
      readonly file?: string;
      /**
       * The mood of the music.
       */
      readonly mood?: (
        | ('calm' | 'bright' | 'tense')
        | {
            readonly [k: string]: unknown;
          }
      ) &
        string;
      /**
       * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
       */
      readonly seed?: string | number | boolean;
      /**
       * A continuous piece, or a jingle of about five seconds.
       */
      readonly kind?: (
        | ('loop' | 'jingle')
        | {
            readonly [k: string]: unknown;
          }
      ) &
        string;
    }
  | string;
/**
 * Audio that replaces the sound of the clips.
 */
export type MediaSound6 =
  | {
      /**
       * A project file, or the path of an artifact.
       */
      readonly file?: string;
      /**
       * The mood of the music.
       */
      readonly mood?: (
        | ('calm' | 'bright' | 'tense')
        | {
            readonly [k: string]: unknown;
          }
      ) &
        string;
      /**
       * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
       */
      readonly seed?: string | number | boolean;
      /**
       * A continuous piece, or a jingle of about five seconds.
       */
      readonly kind?: (
        | ('loop' | 'jingle')
        | {
            readonly [k: string]: unknown;
          }
      ) &
        string;
    }
  | string;
/**
 * Background music.
 */
export type MediaSound7 =
  | {
      /**
       * A project file, or the path of an artifact.
       */
      readonly file?: string;
      /**
       * The mood of the music.
       */
      readonly mood?: (
        | ('calm' | 'bright' | 'tense')
        | {
            readonly [k: string]: unknown;
          }
      ) &
        string;
      /**
       * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
       */
      readonly seed?: string | number | boolean;
      /**
       * A continuous piece, or a jingle of about five seconds.
       */
      readonly kind?: (
        | ('loop' | 'jingle')
        | {
            readonly [k: string]: unknown;
          }
      ) &
        string;
    }
  | string;
/**
 * Who may answer. Default: the pipeline's approvers, else the config's, else anybody.
 *
 * @minItems 1
 */
export type Approvers2 = readonly string[];

/**
 * A pipeline: a graph of stages with inputs and outputs. `pipelines/<name>.yaml`.
 */
export interface PipelineFile {
  /**
   * Display name. Defaults to the file name.
   */
  readonly name?: string;
  /**
   * What the pipeline is for, in one sentence.
   */
  readonly description?: string;
  /**
   * JSON Schema (2020-12) of the inputs of a run. `default`s are applied.
   */
  readonly inputs?: {
    readonly [k: string]: unknown;
  };
  /**
   * Files that are read once at the start of a run, frozen into it, and available to every stage as `context.<name>`.
   */
  readonly context?: {
    readonly [k: string]: ContextFile;
  };
  readonly defaults?: Defaults;
  readonly budget?: Budget;
  readonly prelude?: Prelude;
  readonly approvers?: Approvers;
  /**
   * After a stage fails: `early` starts no new stages, `late` lets independent branches continue. Attempts in flight always finish. `early` by default.
   */
  readonly fail?: 'early' | 'late';
  /**
   * The stages by id: lower-case letters, digits and `_`. They run in the order of their needs, in parallel where possible.
   */
  readonly stages: {
    readonly [k: string]: Stage;
  };
  /**
   * Stages that run after the result is recorded, whatever it is. They see `run.summary`, and can only need each other. Their failure is a warning.
   */
  readonly finally?: {
    readonly [k: string]: Stage;
  };
  /**
   * The pipeline's results: shown at the top of the checkpoint and at the end of `run`, and the output of a sub-pipeline.
   */
  readonly outputs?: {
    readonly [k: string]: unknown;
  };
}
/**
 * A file whose content is frozen into the run: YAML and JSON as a value, anything else as text.
 */
export interface ContextFile {
  /**
   * Path of the file from the project root. May contain `${{ inputs.… }}`.
   */
  readonly file: string;
  /**
   * JSON Schema below `schemas/` that a YAML or JSON file must match; checked before anything runs.
   */
  readonly schema?: string;
}
/**
 * Defaults for stages.
 */
export interface Defaults {
  readonly retry?: Retry;
  /**
   * Time limit of one attempt.
   */
  readonly timeout?: string;
  /**
   * How long an attempt may go without output or progress.
   */
  readonly idle_timeout?: string;
}
/**
 * When a failed attempt is retried. Without `retry` here or under `defaults`, there is one attempt.
 */
export interface Retry {
  /**
   * Total attempts, including the first; 3 by default. Attempts lost in a crash of the runner do not count.
   */
  readonly attempts?: number;
  /**
   * `exponential`: each delay is twice the previous one. `fixed`: every delay is `min`. `exponential` by default.
   */
  readonly backoff?: 'exponential' | 'fixed';
  /**
   * The first delay. 2s by default.
   */
  readonly min?: string;
  /**
   * The longest delay. 10s by default.
   */
  readonly max?: string;
  /**
   * Randomize the delays, so that many stages do not retry at the same moment.
   */
  readonly jitter?: boolean;
  /**
   * Attempts that may be lost to crashes of the runner before the stage fails.
   */
  readonly max_lost?: number;
  readonly on?: RetryOn;
}
/**
 * Which failures are retried. By default, all except permanent ones.
 */
export interface RetryOn {
  /**
   * Exit codes of a command.
   *
   * @minItems 1
   */
  readonly exit_codes?: readonly number[];
  /**
   * Failure codes.
   *
   * @minItems 1
   */
  readonly codes?: readonly string[];
  /**
   * An expression over `error`: `code`, `message`, `exit_code`, `status`.
   */
  readonly expression?: string;
}
/**
 * What a run of this pipeline may spend.
 */
export interface Budget {
  /**
   * The most that a run may cost, in US dollars. When it is used up, the run waits for a larger budget.
   */
  readonly usd: number;
  /**
   * Model calls whose price cannot be known beforehand: `block` does not make them, `warn` makes them with a warning.
   */
  readonly unknown_cost?: 'block' | 'warn';
}
/**
 * Text placed before the system prompt of every `llm` stage of this pipeline. A stage can omit it with `prelude: false`.
 */
export interface Prelude {
  /**
   * The template, a file below `templates/` (`../` leads to the project).
   */
  readonly template: string;
  /**
   * The variables that the template can use.
   */
  readonly vars?:
    | {
        readonly [k: string]: unknown;
      }
    | string;
}
/**
 * A stage: what it does, what it needs, and how it runs.
 */
export interface Stage {
  /**
   * The kind of the stage. `command` runs a program, `module` a TypeScript or JavaScript function, `http` makes an HTTP request, `write` renders a template to an artifact, `llm` calls a language model, `speech` turns text into speech, `image` and `video` generate images and videos, `transcribe` transcribes a recording, `media` processes audio and video, `pipeline` runs another pipeline, `approval` asks a person.
   */
  readonly uses:
    | 'command'
    | 'module'
    | 'http'
    | 'write'
    | 'llm'
    | 'speech'
    | 'image'
    | 'video'
    | 'transcribe'
    | 'media'
    | 'pipeline'
    | 'approval';
  /**
   * What the stage does, in one sentence. Has no effect.
   */
  readonly description?: string;
  /**
   * The settings of the kind; the keys depend on `uses`. A text that consists of a single `${{ … }}` keeps the type of the value.
   */
  readonly with: {
    readonly [k: string]: unknown;
  };
  /**
   * Stages that must be settled first, in addition to those that expressions read.
   */
  readonly needs?: readonly string[];
  /**
   * Run the stage only if this is true; else it is skipped, and stages that read it get `otherwise`.
   */
  readonly when?: string;
  /**
   * The output that other stages read when this one is skipped, or fails with `on_error: continue`; for a `foreach`, in place of each item that failed. It has no files. null by default.
   */
  readonly otherwise?: unknown;
  /**
   * Whether a manifest may skip the stage.
   */
  readonly skippable?: boolean;
  /**
   * A list: the stage runs once for each item, with `item` and `index` in scope. Each item has its own result, attempts and cost.
   */
  readonly foreach?: string;
  /**
   * The name of an item, unique in the list: text or a number. Without it, the digest of the item.
   */
  readonly key?: string;
  /**
   * How many items of this stage run at once.
   */
  readonly concurrency?: number;
  readonly retry?: Retry1;
  /**
   * Time limit of one attempt. Default: 10 minutes for `http`, no limit for other kinds.
   */
  readonly timeout?: string;
  /**
   * How long an attempt may go without output or progress.
   */
  readonly idle_timeout?: string;
  readonly output?: Output;
  /**
   * Checks on the files that the stage publishes; a broken rule fails the attempt. A list, or a map from names of your choice to rules.
   */
  readonly artifacts?:
    | readonly ArtifactRule[]
    | {
        readonly [k: string]: ArtifactRule;
      };
  /**
   * Reuse a result with the same fingerprint from any run of the project, instead of executing again.
   */
  readonly cache?: boolean;
  /**
   * A pool of the config that limits how many attempts of its stages run at once.
   */
  readonly pool?: string;
  /**
   * The most that one attempt may cost, in US dollars; reserved from the budget before the attempt starts.
   */
  readonly max_cost?: number;
  /**
   * The most that the stage may cost in total, in US dollars, over all items and attempts.
   */
  readonly budget?: number;
  /**
   * When the stage fails for good: `fail` the run, or `continue` with `otherwise`. Items of a `foreach` that failed leave `otherwise` in the list.
   */
  readonly on_error?: 'fail' | 'continue';
  /**
   * Lets the stage use content that a gate is still asking about. Without it, that is an error, because it would bypass the gate.
   */
  readonly before_approval?: boolean;
}
/**
 * When a failed attempt is retried. Without `retry` here or under `defaults`, there is one attempt.
 */
export interface Retry1 {
  /**
   * Total attempts, including the first; 3 by default. Attempts lost in a crash of the runner do not count.
   */
  readonly attempts?: number;
  /**
   * `exponential`: each delay is twice the previous one. `fixed`: every delay is `min`. `exponential` by default.
   */
  readonly backoff?: 'exponential' | 'fixed';
  /**
   * The first delay. 2s by default.
   */
  readonly min?: string;
  /**
   * The longest delay. 10s by default.
   */
  readonly max?: string;
  /**
   * Randomize the delays, so that many stages do not retry at the same moment.
   */
  readonly jitter?: boolean;
  /**
   * Attempts that may be lost to crashes of the runner before the stage fails.
   */
  readonly max_lost?: number;
  readonly on?: RetryOn;
}
/**
 * The format of the output.
 */
export interface Output {
  /**
   * JSON Schema of the output, a file below `schemas/` (`../` leads to the project).
   */
  readonly schema: string;
}
/**
 * A check on the published files that match a path.
 */
export interface ArtifactRule {
  /**
   * Files in the stage's artifact folder; `*` and `**` match many.
   */
  readonly path: string;
  /**
   * Each file has at least this many bytes.
   */
  readonly min_bytes?: number;
  /**
   * Each file has at most this many bytes.
   */
  readonly max_bytes?: number;
  /**
   * The media type of each file.
   */
  readonly media_type?: string;
  /**
   * How many files must match. 1 by default.
   */
  readonly min_count?: number;
  readonly duration?: DurationRange;
}
/**
 * Allowed duration of each audio or video file.
 */
export interface DurationRange {
  /**
   * Minimum duration.
   */
  readonly min?: string;
  /**
   * Maximum duration.
   */
  readonly max?: string;
}
/**
 * Defaults for stages.
 */
export interface Defaults1 {
  readonly retry?: Retry;
  /**
   * Time limit of one attempt.
   */
  readonly timeout?: string;
  /**
   * How long an attempt may go without output or progress.
   */
  readonly idle_timeout?: string;
}
/**
 * What may be spent.
 */
export interface Budget1 {
  /**
   * The most that a run may cost, in US dollars. When it is used up, the run waits for a larger budget.
   */
  readonly usd: number;
  /**
   * Model calls whose price cannot be known beforehand: `block` does not make them, `warn` makes them with a warning.
   */
  readonly unknown_cost?: 'block' | 'warn';
}
/**
 * A template that is rendered before the system prompt of `llm` stages.
 */
export interface Prelude1 {
  /**
   * The template, a file below `templates/` (`../` leads to the project).
   */
  readonly template: string;
  /**
   * The variables that the template can use.
   */
  readonly vars?:
    | {
        readonly [k: string]: unknown;
      }
    | string;
}
/**
 * When a failed attempt is retried. Without `retry` here or under `defaults`, there is one attempt. The checkpoint records attempts and delays, so a restart continues with what was left.
 */
export interface Retry2 {
  /**
   * Total attempts, including the first; 3 by default. Attempts lost in a crash of the runner do not count.
   */
  readonly attempts?: number;
  /**
   * `exponential`: each delay is twice the previous one. `fixed`: every delay is `min`. `exponential` by default.
   */
  readonly backoff?: 'exponential' | 'fixed';
  /**
   * The first delay. 2s by default.
   */
  readonly min?: string;
  /**
   * The longest delay. 10s by default.
   */
  readonly max?: string;
  /**
   * Randomize the delays, so that many stages do not retry at the same moment.
   */
  readonly jitter?: boolean;
  /**
   * Attempts that may be lost to crashes of the runner before the stage fails.
   */
  readonly max_lost?: number;
  readonly on?: RetryOn;
}
/**
 * Which failures are retried: those that any of these matches.
 */
export interface RetryOn1 {
  /**
   * Exit codes of a command.
   *
   * @minItems 1
   */
  readonly exit_codes?: readonly number[];
  /**
   * Failure codes.
   *
   * @minItems 1
   */
  readonly codes?: readonly string[];
  /**
   * An expression over `error`: `code`, `message`, `exit_code`, `status`.
   */
  readonly expression?: string;
}
/**
 * The format of the output.
 */
export interface Output1 {
  /**
   * JSON Schema of the output, a file below `schemas/` (`../` leads to the project).
   */
  readonly schema: string;
}
/**
 * A range of durations, both ends included.
 */
export interface DurationRange1 {
  /**
   * Minimum duration.
   */
  readonly min?: string;
  /**
   * Maximum duration.
   */
  readonly max?: string;
}
/**
 * Runs a program. Values reach it as arguments, environment variables, standard input or files, never as shell text.
 */
export interface CommandWith {
  /**
   * The program and its arguments. A bare name is looked up on PATH, a path is relative to the project root. To use a shell, call it explicitly: `[sh, -c, script]`.
   *
   * @minItems 1
   */
  readonly argv: readonly Text[];
  /**
   * Additional environment variables. Pass secrets here.
   */
  readonly env?: {
    readonly [k: string]: Text;
  };
  /**
   * Working directory, relative to the project root. The root by default.
   */
  readonly cwd?: string;
  /**
   * Project files that the program reads; the stage runs again when their content changes. No folders, no patterns.
   */
  readonly files?: readonly string[] | string;
}
/**
 * Calls a function from a TypeScript or JavaScript module of the project.
 */
export interface ModuleWith {
  /**
   * Path of the module from the project root.
   */
  readonly module: string;
  /**
   * Name of the exported function. `default` by default.
   */
  readonly export?: string;
  /**
   * Project files that the module reads; the stage runs again when their content changes. No folders, no patterns.
   */
  readonly files?: readonly string[] | string;
  /**
   * Passed to the function as `args`.
   */
  readonly args?: unknown;
}
/**
 * Makes an HTTP request. Output: `{ status, headers, body }`, with the body parsed if the response is JSON.
 */
export interface HttpWith {
  /**
   * The address: `https://` or `http://`.
   */
  readonly url: string;
  /**
   * The method. Default: POST with `json` or `body`, else GET.
   */
  readonly method?: string;
  /**
   * Headers of the request. May contain secrets.
   */
  readonly headers?:
    | {
        readonly [k: string]: Text;
      }
    | string;
  /**
   * Sent as `Authorization: Bearer …`; usually a secret.
   */
  readonly bearer?: string;
  /**
   * Query parameters; a list adds one per entry.
   */
  readonly query?:
    | {
        readonly [k: string]: string | number | boolean | readonly Text[];
      }
    | string;
  /**
   * The body, sent as JSON.
   */
  readonly json?: unknown;
  /**
   * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
   */
  readonly body?: string | number | boolean;
  /**
   * Statuses that count as success. 200 to 299 by default.
   *
   * @minItems 1
   */
  readonly expect?: number | readonly number[];
  /**
   * Largest response body. 10 MiB by default.
   */
  readonly max_bytes?: number;
}
/**
 * Renders a Liquid template to an artifact; output: `{ artifact, bytes }`. Or updates an entry in a project file; output: `{ file, key, created }`.
 */
export interface WriteWith {
  /**
   * The template, a file below `templates/` (`../` leads to the project). Either this or `text`.
   */
  readonly template?: string;
  /**
   * An inline template. Either this or `template`.
   */
  readonly text?: string;
  /**
   * The variables that the template can use.
   */
  readonly vars?:
    | {
        readonly [k: string]: unknown;
      }
    | string;
  /**
   * Name of the artifact. With `template` or `text`.
   */
  readonly to?: string;
  readonly upsert?: Upsert;
}
/**
 * The entry to write, instead of a template.
 */
export interface Upsert {
  /**
   * The file, relative to the project root.
   */
  readonly file: string;
  /**
   * JSON Pointer of the map or list that holds the entry; created if missing. The whole document by default.
   */
  readonly at?: string;
  /**
   * The entry's key; in a list of maps, its `id`. An entry with the same key is replaced.
   */
  readonly key: string | number;
  /**
   * The entry: any value. In a list, a map.
   */
  readonly value: unknown;
}
/**
 * An entry of a file that `machine_files` of the config declares. The rest of the file stays unchanged.
 */
export interface Upsert1 {
  /**
   * The file, relative to the project root.
   */
  readonly file: string;
  /**
   * JSON Pointer of the map or list that holds the entry; created if missing. The whole document by default.
   */
  readonly at?: string;
  /**
   * The entry's key; in a list of maps, its `id`. An entry with the same key is replaced.
   */
  readonly key: string | number;
  /**
   * The entry: any value. In a list, a map.
   */
  readonly value: unknown;
}
/**
 * Calls a language model. Output: JSON that matches `output.schema`, or the text of the answer without a schema. Artifacts: `prompt.md`, and the original answer in `answer.json` or `answer.md`.
 */
export interface LlmWith {
  /**
   * The provider to call: a name under `providers` in the config, or `offline`, which needs no account and no network. `offline` by default. A manifest can substitute another one.
   */
  readonly provider?: string;
  /**
   * The prompt, a template below `templates/` (`../` leads to the project). Either this or `text`.
   */
  readonly prompt?: string;
  /**
   * An inline prompt template. Either this or `prompt`.
   */
  readonly text?: string;
  /**
   * The system prompt, a template below `templates/` (`../` leads to the project), with the same `vars`.
   */
  readonly system?: string;
  /**
   * The variables that the templates of the prompt and the system prompt can use.
   */
  readonly vars?:
    | {
        readonly [k: string]: unknown;
      }
    | string;
  /**
   * `false` omits the pipeline's prelude. A map replaces it.
   */
  readonly prelude?: false | Prelude1;
  /**
   * Sampling temperature, from 0 to 2. Default: the provider's.
   */
  readonly temperature?: number | string;
  /**
   * Makes results repeatable, as far as the provider supports it.
   */
  readonly seed?: number | string;
  /**
   * Limit on the tokens of an answer. An answer that is cut off fails the attempt.
   */
  readonly max_tokens?: number | string;
  /**
   * Accept an answer that was cut off at `max_tokens`. For text only.
   */
  readonly allow_cut?: boolean;
  /**
   * How often the model is asked to correct an answer that does not match `output.schema`. Each time is a separate call with its own cost. 2 by default.
   */
  readonly repair?: number;
  /**
   * The most that one call may cost, in US dollars. A call that could cost more is not made.
   */
  readonly max_cost?: number;
  /**
   * Images passed to the model: paths from the project root, usually of artifacts.
   *
   * @maxItems 20
   */
  readonly images?: readonly string[] | string;
  /**
   * Other files passed to the model, such as PDFs.
   *
   * @maxItems 20
   */
  readonly files?: readonly string[] | string;
}
/**
 * Turns text into speech. Output: `{ file, path, seconds, characters, media_type, provider }`.
 */
export interface SpeechWith {
  /**
   * The provider to call: a name under `providers` in the config, or `offline`, which needs no account and no network. `offline` by default. A manifest can substitute another one.
   */
  readonly provider?: string;
  /**
   * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
   */
  readonly text: string | number | boolean;
  readonly voice?: Voice1;
  /**
   * Speaking rate: 1 is normal, from 0.25 to 4.
   */
  readonly speed?: number | string;
  /**
   * A hint such as `excited`; ignored by providers without emotions.
   */
  readonly emotion?: string;
  /**
   * The language of the text as a BCP 47 tag.
   */
  readonly language?: string;
  /**
   * The requested format. By default the extension of `to`, else `wav`.
   */
  readonly format?: 'wav' | 'mp3';
  /**
   * Makes results repeatable, as far as the provider supports it.
   */
  readonly seed?: number | string;
  /**
   * Name of the artifact. `speech.wav` by default. If the provider returns another format, the extension is changed accordingly; `file` in the output is the actual name.
   */
  readonly to?: string;
  /**
   * The most that one call may cost, in US dollars. A call that could cost more is not made.
   */
  readonly max_cost?: number;
}
/**
 * Generates an image. Output: `{ file, path, width, height, bytes, media_type, provider }`.
 */
export interface ImageWith {
  /**
   * The provider to call: a name under `providers` in the config, or `offline`, which needs no account and no network. `offline` by default. A manifest can substitute another one.
   */
  readonly provider?: string;
  /**
   * The prompt, a template below `templates/` (`../` leads to the project). Either this or `text`.
   */
  readonly prompt?: string;
  /**
   * An inline prompt template. Either this or `prompt`.
   */
  readonly text?: string;
  /**
   * The variables that the template can use.
   */
  readonly vars?:
    | {
        readonly [k: string]: unknown;
      }
    | string;
  /**
   * Width and height in pixels. `1024x1024` by default. Some providers support only certain sizes; `width` and `height` in the output are the actual dimensions.
   */
  readonly size?: string;
  /**
   * Makes results repeatable, as far as the provider supports it.
   */
  readonly seed?: number | string;
  /**
   * A reference image: a path from the project root, usually of an artifact.
   */
  readonly reference?: string;
  /**
   * Colors of the image, used by `offline`.
   */
  readonly colors?:
    | {
        /**
         * Background color: `#rrggbb`.
         */
        readonly background?: string;
        /**
         * Accent color: `#rrggbb`.
         */
        readonly accent?: string;
        /**
         * Title color: `#rrggbb`.
         */
        readonly text?: string;
      }
    | string;
  /**
   * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
   */
  readonly title?: string | number | boolean;
  /**
   * Name of the artifact. `image.png` by default. If the provider returns another format, the extension is changed accordingly.
   */
  readonly to?: string;
  /**
   * The most that one call may cost, in US dollars. A call that could cost more is not made.
   */
  readonly max_cost?: number;
}
/**
 * Generates a video from images and a prompt. Output: `{ file, path, seconds, width, height, media_type, provider }`.
 */
export interface VideoWith {
  /**
   * The provider to call: a name under `providers` in the config, or `offline`, which needs no account and no network. `offline` by default. A manifest can substitute another one.
   */
  readonly provider?: string;
  /**
   * The prompt, a template below `templates/` (`../` leads to the project). Either this or `text`.
   */
  readonly prompt?: string;
  /**
   * An inline prompt template. Either this or `prompt`.
   */
  readonly text?: string;
  /**
   * The variables that the template can use.
   */
  readonly vars?:
    | {
        readonly [k: string]: unknown;
      }
    | string;
  /**
   * The first frame of the video, and optionally the last one: paths from the project root, usually of artifacts.
   *
   * @maxItems 2
   */
  readonly images?: readonly string[] | string;
  /**
   * Duration in seconds. 4 by default.
   */
  readonly seconds?: number | string;
  /**
   * Width and height in pixels. `1080x1920` by default.
   */
  readonly size?: string;
  /**
   * Frames per second. 30 by default.
   */
  readonly fps?: number | string;
  /**
   * Makes results repeatable, as far as the provider supports it.
   */
  readonly seed?: number | string;
  /**
   * The camera move, used by `offline`: `still`, `zoom_in`, `zoom_out`, `pan_left`, `pan_right`, `pan_up` or `pan_down`.
   */
  readonly move?: string;
  /**
   * Name of the artifact. `video.mp4` by default.
   */
  readonly to?: string;
  /**
   * The most that one call may cost, in US dollars. A call that could cost more is not made.
   */
  readonly max_cost?: number;
}
/**
 * Transcribes a recording. Output: `{ text, segments: [{ start, end, text }] }`, times in seconds.
 */
export interface TranscribeWith {
  /**
   * The provider to call: a name under `providers` in the config, or `offline`, which needs no account and no network. `offline` by default. A manifest can substitute another one.
   */
  readonly provider?: string;
  /**
   * The recording: a path from the project root, usually of an artifact.
   */
  readonly file: string;
  /**
   * The spoken language as a BCP 47 tag. By default, the provider detects it.
   */
  readonly language?: string;
  /**
   * The most that one call may cost, in US dollars. A call that could cost more is not made.
   */
  readonly max_cost?: number;
}
/**
 * Mixes speech tracks into one recording, with pauses, music, intro, outro, chapters and tags. Output: `{ file, path, seconds, lufs, chapters, tracks }`.
 */
export interface MediaMix {
  /**
   * The operation.
   */
  readonly op: 'mix';
  /**
   * The speech tracks, in order.
   */
  readonly tracks: readonly MediaTrack[] | string;
  readonly intro?: MediaSound1;
  readonly outro?: MediaSound2;
  readonly music?: MediaSound3;
  /**
   * Gain of the music during speech, in decibels. -14 by default.
   */
  readonly duck?: number | string;
  /**
   * Loudness of the result in LUFS, according to ITU-R BS.1770. -16 by default. Peaks stay below -1 dBTP.
   */
  readonly loudness?: number | string;
  /**
   * `wav` or `mp3`. By default the extension of `to`, else `wav`.
   */
  readonly format?: (
    | ('wav' | 'mp3')
    | {
        readonly [k: string]: unknown;
      }
  ) &
    string;
  /**
   * MP3 tags: `title`, `artist`, `album`, `track`, `year`, `genre`, `comment`, and `cover`, the path of an image.
   */
  readonly tags?:
    | {
        /**
         * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
         */
        readonly title?: string | number | boolean;
        /**
         * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
         */
        readonly artist?: string | number | boolean;
        /**
         * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
         */
        readonly album?: string | number | boolean;
        /**
         * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
         */
        readonly track?: string | number | boolean;
        /**
         * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
         */
        readonly year?: string | number | boolean;
        /**
         * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
         */
        readonly genre?: string | number | boolean;
        /**
         * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
         */
        readonly comment?: string | number | boolean;
        /**
         * A PNG or JPEG image.
         */
        readonly cover?: string;
      }
    | string;
  /**
   * MP3 chapters, each starting with a track.
   */
  readonly chapters?: readonly MediaChapter[] | string;
  /**
   * Name of the artifact: WAV or MP3. `mix.wav` by default.
   */
  readonly to?: string;
  /**
   * The encoder: `ffmpeg`, `wasm` (built in), or `auto`, which uses ffmpeg if it is installed. `auto` by default.
   */
  readonly encoder?: (
    | ('auto' | 'ffmpeg' | 'wasm')
    | {
        readonly [k: string]: unknown;
      }
  ) &
    string;
}
/**
 * Makes a video from one still, or from a first and a last still, with a camera move. Output: `{ file, path, seconds, width, height, fps, bytes }`.
 */
export interface MediaClip {
  /**
   * The operation.
   */
  readonly op: 'clip';
  /**
   * The first picture, and optionally the last one.
   */
  readonly images: readonly (string | number | boolean)[] | string;
  /**
   * Length in seconds. 4 by default.
   */
  readonly seconds?: number | string;
  /**
   * The camera move.
   */
  readonly move?: (
    | ('zoom_in' | 'zoom_out' | 'pan_left' | 'pan_right' | 'pan_up' | 'pan_down' | 'still')
    | {
        readonly [k: string]: unknown;
      }
  ) &
    string;
  /**
   * Width and height in pixels, both even. 1080x1920 by default.
   */
  readonly size?: string;
  /**
   * Frames per second. 30 by default.
   */
  readonly fps?: number | string;
  /**
   * The encoder: `ffmpeg`, `wasm` (built in), or `auto`, which uses ffmpeg if it is installed. `auto` by default.
   */
  readonly encoder?: (
    | ('auto' | 'ffmpeg' | 'wasm')
    | {
        readonly [k: string]: unknown;
      }
  ) &
    string;
  /**
   * Name of the artifact. `clip.mp4` by default.
   */
  readonly to?: string;
}
/**
 * Makes a video from animated pictures and clips, with voice, music and burned-in captions. Output: `{ file, path, seconds, width, height, fps, bytes, lufs, scenes, redrawn }`.
 */
export interface MediaCompose {
  /**
   * The operation.
   */
  readonly op: 'compose';
  /**
   * Width and height in pixels, both even. 1080x1920 by default.
   */
  readonly size?: string;
  /**
   * Frames per second. 30 by default.
   */
  readonly fps?: number | string;
  /**
   * The scenes, in order.
   */
  readonly scenes: readonly MediaScene[] | string;
  readonly voice?: MediaSound4;
  readonly music?: MediaSound5;
  /**
   * The captions, with times in seconds.
   */
  readonly captions?: readonly MediaCaptionEntry[] | string;
  /**
   * Length of the cross-fade between scenes in seconds; 0 for cuts. 0.5 by default.
   */
  readonly transition?: number | string;
  /**
   * Gain of the music during speech, in decibels. -14 by default.
   */
  readonly duck?: number | string;
  /**
   * Loudness of the result in LUFS, according to ITU-R BS.1770. -16 by default. Peaks stay below -1 dBTP.
   */
  readonly loudness?: number | string;
  /**
   * The encoder: `ffmpeg`, `wasm` (built in), or `auto`, which uses ffmpeg if it is installed. `auto` by default.
   */
  readonly encoder?: (
    | ('auto' | 'ffmpeg' | 'wasm')
    | {
        readonly [k: string]: unknown;
      }
  ) &
    string;
  /**
   * Name of the artifact. `video.mp4` by default.
   */
  readonly to?: string;
}
/**
 * Joins clips with cross-fades. Without ffmpeg, clips that pipeline-runner did not make (H.264 baseline) are joined as they are, with cuts. Output: `{ file, path, seconds, width, height, fps, bytes, lufs, transition }`.
 */
export interface MediaConcat {
  /**
   * The operation.
   */
  readonly op: 'concat';
  /**
   * The clips, in order.
   */
  readonly clips: readonly MediaClipFile[] | string;
  /**
   * Length of the cross-fade between scenes in seconds; 0 for cuts. 0.5 by default.
   */
  readonly transition?: number | string;
  readonly audio?: MediaSound6;
  readonly music?: MediaSound7;
  /**
   * Gain of the music during speech, in decibels. -14 by default.
   */
  readonly duck?: number | string;
  /**
   * Loudness of the result in LUFS, according to ITU-R BS.1770. -16 by default. Peaks stay below -1 dBTP.
   */
  readonly loudness?: number | string;
  /**
   * Width and height in pixels. Those of the first clip by default.
   */
  readonly size?: string;
  /**
   * Frames per second. Those of the first clip by default.
   */
  readonly fps?: number | string;
  /**
   * The encoder: `ffmpeg`, `wasm` (built in), or `auto`, which uses ffmpeg if it is installed. `auto` by default.
   */
  readonly encoder?: (
    | ('auto' | 'ffmpeg' | 'wasm')
    | {
        readonly [k: string]: unknown;
      }
  ) &
    string;
  /**
   * Name of the artifact. `video.mp4` by default.
   */
  readonly to?: string;
}
/**
 * Normalizes audio to a loudness. Output: `{ file, path, seconds, lufs, bytes }`.
 */
export interface MediaNormalise {
  /**
   * The operation.
   */
  readonly op: 'normalise';
  /**
   * A project file, or the path of an artifact.
   */
  readonly file: string;
  /**
   * Loudness of the result in LUFS, according to ITU-R BS.1770. -16 by default. Peaks stay below -1 dBTP.
   */
  readonly loudness?: number | string;
  /**
   * `wav` or `mp3`. By default the extension of `to`, else `wav`.
   */
  readonly format?: (
    | ('wav' | 'mp3')
    | {
        readonly [k: string]: unknown;
      }
  ) &
    string;
  /**
   * Name of the artifact: WAV or MP3. `normalised.wav` by default.
   */
  readonly to?: string;
  /**
   * The encoder: `ffmpeg`, `wasm` (built in), or `auto`, which uses ffmpeg if it is installed. `auto` by default.
   */
  readonly encoder?: (
    | ('auto' | 'ffmpeg' | 'wasm')
    | {
        readonly [k: string]: unknown;
      }
  ) &
    string;
}
/**
 * Writes captions as `.srt` and `.vtt`. Output: `{ file, path, srt, vtt, captions, seconds }`.
 */
export interface MediaCaption {
  /**
   * The operation.
   */
  readonly op: 'caption';
  /**
   * The captions, with times in seconds.
   */
  readonly captions: readonly MediaCaptionEntry[] | string;
  /**
   * Name of the artifacts, without extension. `captions` by default.
   */
  readonly to?: string;
}
/**
 * Makes a picture with a title from an image, or from a frame of a video. Output: `{ file, path, width, height, bytes }`.
 */
export interface MediaThumbnail {
  /**
   * The operation.
   */
  readonly op: 'thumbnail';
  /**
   * An image file of the project.
   */
  readonly image?: string;
  /**
   * A video file of the project. Without ffmpeg, only videos made by pipeline-runner (H.264 baseline) can be decoded.
   */
  readonly video?: string;
  /**
   * Time of the frame in seconds. 1 by default.
   */
  readonly at?: number | string;
  /**
   * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
   */
  readonly title?: string | number | boolean;
  /**
   * Width and height in pixels, both even. 1080x1920 by default.
   */
  readonly size?: string;
  /**
   * Name of the artifact: PNG or JPEG. `thumbnail.png` by default.
   */
  readonly to?: string;
  /**
   * The encoder: `ffmpeg`, `wasm` (built in), or `auto`, which uses ffmpeg if it is installed. `auto` by default.
   */
  readonly encoder?: (
    | ('auto' | 'ffmpeg' | 'wasm')
    | {
        readonly [k: string]: unknown;
      }
  ) &
    string;
}
/**
 * Generates music that needs no license. Output: `{ file, path, seconds, lufs, bytes }`.
 */
export interface MediaMusic {
  /**
   * The operation.
   */
  readonly op: 'music';
  /**
   * The mood of the music.
   */
  readonly mood?: (
    | ('calm' | 'bright' | 'tense')
    | {
        readonly [k: string]: unknown;
      }
  ) &
    string;
  /**
   * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
   */
  readonly seed?: string | number | boolean;
  /**
   * A continuous piece, or a jingle of about five seconds. `loop` by default.
   */
  readonly kind?: (
    | ('loop' | 'jingle')
    | {
        readonly [k: string]: unknown;
      }
  ) &
    string;
  /**
   * Length in seconds. Default: one cycle of a seamless loop.
   */
  readonly seconds?: number | string;
  /**
   * Loudness of the result in LUFS, according to ITU-R BS.1770. -16 by default. Peaks stay below -1 dBTP.
   */
  readonly loudness?: number | string;
  /**
   * `wav` or `mp3`. By default the extension of `to`, else `wav`.
   */
  readonly format?: (
    | ('wav' | 'mp3')
    | {
        readonly [k: string]: unknown;
      }
  ) &
    string;
  /**
   * Name of the artifact: WAV or MP3. `music.wav` by default.
   */
  readonly to?: string;
}
/**
 * Inspects audio or video, and draws a contact sheet of its frames and its waveform. Values that cannot be determined are null. Output: `{ file, path, seconds, bytes, container, video: { width, height, codec, fps, black, black_seconds, frozen, frozen_seconds, by }, audio: { codec, channels, rate, lufs, silent, silent_seconds, by } }`.
 */
export interface MediaProbe {
  /**
   * The operation.
   */
  readonly op: 'probe';
  /**
   * A project file, or the path of an artifact.
   */
  readonly file: string;
  /**
   * The encoder: `ffmpeg`, `wasm` (built in), or `auto`, which uses ffmpeg if it is installed. `auto` by default.
   */
  readonly encoder?: (
    | ('auto' | 'ffmpeg' | 'wasm')
    | {
        readonly [k: string]: unknown;
      }
  ) &
    string;
  /**
   * Name of the contact sheet. `sheet.png` by default.
   */
  readonly to?: string;
}
/**
 * Processes audio, images and video: one operation, named by `op`. Files are paths in the project; no model is called.
 */
export interface MediaWith {
  readonly [k: string]: unknown;
}
/**
 * Runs another pipeline as part of this run. Output: the other pipeline's `outputs`.
 */
export interface PipelineWith {
  /**
   * Name of the pipeline (`podcast` is `pipelines/podcast.yaml`), or its path.
   */
  readonly pipeline: string;
  /**
   * The inputs of the other pipeline.
   */
  readonly inputs?:
    | {
        readonly [k: string]: unknown;
      }
    | string;
}
/**
 * A gate: asks a person to review the output and artifacts of a stage, and continues with what was approved. Output: the approved value.
 */
export interface ApprovalWith {
  /**
   * The stage whose output and artifacts are reviewed.
   */
  readonly subject: string;
  /**
   * Where `changes` send the run back to: the subject, or a stage before it. That stage runs again with `feedback` in scope. Without it, the gate does not accept changes.
   */
  readonly rework?: string;
  /**
   * Offers the output of the subject as a draft that the reviewer may edit; the edited draft is the output of the gate. Files cannot be edited.
   */
  readonly editable?: boolean;
  /**
   * How often the gate may ask. No limit by default.
   */
  readonly max_rounds?: number;
  readonly approvers?: Approvers2;
  /**
   * How many different people must approve.
   */
  readonly quorum?: number;
  /**
   * The author of the manifest may not approve.
   */
  readonly not_author?: boolean;
  /**
   * Only a commit with a verified signature counts as an answer.
   */
  readonly require_signed?: boolean;
  /**
   * `allowed`: a manifest may waive the gate with `auto_approve`.
   */
  readonly auto_approve?: 'never' | 'allowed';
  /**
   * Time from the question to the first reminder. 7d by default.
   */
  readonly remind_after?: string;
  /**
   * Time between further reminders. By default, there is only one reminder.
   */
  readonly remind_every?: string;
  /**
   * The question to the reviewer, in one sentence. May contain `${{ … }}`.
   */
  readonly question?: string;
}
