/** Generated from schemas/pipeline.schema.json by `npm run generate`. Do not edit. */

/**
 * Who may answer gates of this pipeline that do not set it themselves. Default: as in the config.
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
 * One expression of the Common Expression Language (CEL), in `${{ … }}`.
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
 * A voice as the provider names it, or one voice per provider type.
 */
export type Voice =
  | string
  | {
      readonly [k: string]: string;
    };
/**
 * A voice as the provider names it, or a map from provider types (`offline`, `openai`, `elevenlabs` …, `default` for all others) to voices. Default: that of the provider.
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
       * Seconds.
       */
      readonly start: number | string;
      /**
       * Seconds.
       */
      readonly end: number | string;
      /**
       * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
       */
      readonly text: string | number | boolean;
    }
  | string;
/**
 * Audio: a file of the project, or generated music (`mood`, `seed`).
 */
export type MediaSound =
  | {
      /**
       * A file of the project, or the path of an artifact.
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
       * Continuous music, or an opening of about five seconds.
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
 * One audio track.
 */
export type MediaTrack =
  | {
      /**
       * A file of the project, or the path of an artifact.
       */
      readonly file: string;
      /**
       * Seconds of silence after it. Default: 0.35.
       */
      readonly pause?: number | string;
      /**
       * Gain in decibels, after levelling. Default: 0.
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
       * Index of the track it starts at.
       */
      readonly track: number | string;
    }
  | string;
/**
 * One image or clip.
 */
export type MediaScene =
  | {
      /**
       * An image file of the project.
       */
      readonly image?: string;
      /**
       * A video of the project. Without ffmpeg it cannot be decoded.
       */
      readonly video?: string;
      /**
       * The stills that the clip was made from: they are animated if the clip cannot be decoded.
       */
      readonly images?: readonly (string | number | boolean)[] | string;
      /**
       * How long it is shown, in seconds. Default: 4, or the length of the clip.
       */
      readonly seconds?: number | string;
      /**
       * How the camera moves.
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
 * A video of the project, or a map with `file`.
 */
export type MediaClipFile =
  | {
      /**
       * A file of the project, or the path of an artifact.
       */
      readonly file?: string;
    }
  | string;
/**
 * Played before the first track. With `mood` it is a jingle.
 */
export type MediaSound1 =
  | {
      /**
       * A file of the project, or the path of an artifact.
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
       * Continuous music, or an opening of about five seconds.
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
 * Played after the last track. With `mood` it is a jingle.
 */
export type MediaSound2 =
  | {
      /**
       * A file of the project, or the path of an artifact.
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
       * Continuous music, or an opening of about five seconds.
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
 * Background music, repeated as needed.
 */
export type MediaSound3 =
  | {
      /**
       * A file of the project, or the path of an artifact.
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
       * Continuous music, or an opening of about five seconds.
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
 * The speech.
 */
export type MediaSound4 =
  | {
      /**
       * A file of the project, or the path of an artifact.
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
       * Continuous music, or an opening of about five seconds.
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
       * A file of the project, or the path of an artifact.
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
       * Continuous music, or an opening of about five seconds.
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
 * Audio that replaces the audio of the clips.
 */
export type MediaSound6 =
  | {
      /**
       * A file of the project, or the path of an artifact.
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
       * Continuous music, or an opening of about five seconds.
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
       * A file of the project, or the path of an artifact.
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
       * Continuous music, or an opening of about five seconds.
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
 * Who may answer. Default: as in the pipeline, else as in the config, else anybody.
 *
 * @minItems 1
 */
export type Approvers2 = readonly string[];

/**
 * A pipeline: a graph of stages with its inputs and outputs. `pipelines/<name>.yaml`.
 */
export interface PipelineFile {
  /**
   * The name of the pipeline. Default: the file name.
   */
  readonly name?: string;
  /**
   * What the pipeline is for, in a sentence.
   */
  readonly description?: string;
  /**
   * JSON Schema (2020-12) of the inputs of a run. `default`s are applied.
   */
  readonly inputs?: {
    readonly [k: string]: unknown;
  };
  /**
   * Files that are read once at the start of a run, frozen into it, and visible to every stage as `context.<name>`.
   */
  readonly context?: {
    readonly [k: string]: ContextFile;
  };
  readonly defaults?: Defaults;
  readonly budget?: Budget;
  readonly prelude?: Prelude;
  readonly approvers?: Approvers;
  /**
   * After a failed stage: `early` starts no new stage, `late` lets independent branches go on. Attempts in flight always finish. Default: `early`.
   */
  readonly fail?: 'early' | 'late';
  /**
   * The stages by their ids: lower-case letters, digits and `_`. They run in the order of their needs, in parallel where possible.
   */
  readonly stages: {
    readonly [k: string]: Stage;
  };
  /**
   * Stages that run after the result is recorded, whatever it is. They see `run.summary`, and can need only each other. Their failure is a warning.
   */
  readonly finally?: {
    readonly [k: string]: Stage;
  };
  /**
   * The results of the pipeline: in the head of the checkpoint, the last line of `run`, the output of a sub-pipeline.
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
   * JSON Schema under `schemas/` that a YAML or JSON file must match; checked before anything runs.
   */
  readonly schema?: string;
}
/**
 * Defaults for the stages.
 */
export interface Defaults {
  readonly retry?: Retry;
  /**
   * How long one attempt may take.
   */
  readonly timeout?: string;
  /**
   * How long one attempt may be silent: no output and no progress.
   */
  readonly idle_timeout?: string;
}
/**
 * When a failed attempt is retried.
 */
export interface Retry {
  /**
   * Total number of attempts, including the first. Attempts lost in a crash of the runner do not count.
   */
  readonly attempts?: number;
  /**
   * `exponential`: each delay is twice the previous one. `fixed`: every delay is `min`.
   */
  readonly backoff?: 'exponential' | 'fixed';
  /**
   * The first delay.
   */
  readonly min?: string;
  /**
   * The longest delay.
   */
  readonly max?: string;
  /**
   * Randomise the delays, so that many stages do not retry at the same moment.
   */
  readonly jitter?: boolean;
  /**
   * How many attempts may be lost to crashes or shutdowns of the runner before the stage fails.
   */
  readonly max_lost?: number;
  readonly on?: RetryOn;
}
/**
 * Which failures are retried. Without it, the failure itself decides.
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
   * Model calls whose price is unknown beforehand: `block` does not make them, `warn` makes them and reports it.
   */
  readonly unknown_cost?: 'block' | 'warn';
}
/**
 * Text before the system prompt of every `llm` stage of this pipeline. A stage omits it with `prelude: false`.
 */
export interface Prelude {
  /**
   * The template, a file under `templates/`.
   */
  readonly template: string;
  /**
   * Variables for the template.
   */
  readonly vars?:
    | {
        readonly [k: string]: unknown;
      }
    | string;
}
/**
 * One stage: what it does, what it needs, and how it is executed.
 */
export interface Stage {
  /**
   * The kind of the stage. `command` runs a program, `module` a TypeScript or JavaScript function, `http` calls a web service, `write` renders a template to an artifact, `llm` asks a language model, `speech` turns text into speech, `image` and `video` generate images and videos, `transcribe` turns speech into text, `media` processes audio, images and video, `pipeline` runs another pipeline, `approval` asks a person.
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
   * What the stage does, in a sentence. Has no effect.
   */
  readonly description?: string;
  /**
   * The settings of the stage; the keys depend on `uses`. Text that consists of a single `${{ … }}` keeps the type of the value.
   */
  readonly with: {
    readonly [k: string]: unknown;
  };
  /**
   * Stages that must be done first, in addition to those that the expressions name.
   */
  readonly needs?: readonly string[];
  /**
   * Run the stage only if this is true; else it is skipped and its readers get `otherwise`.
   */
  readonly when?: string;
  /**
   * What readers get when the stage is skipped, or failed with `on_error: continue`. Default: null.
   */
  readonly otherwise?: unknown;
  /**
   * A manifest may skip the stage.
   */
  readonly skippable?: boolean;
  /**
   * A list: the stage runs once for each item, with `item` and `index` in scope. Each item has its own result, attempts and cost.
   */
  readonly foreach?: string;
  /**
   * The name of an item, unique in the list: a safe file name. Without it, the digest of the item.
   */
  readonly key?: string;
  /**
   * Concurrent items of this stage.
   */
  readonly concurrency?: number;
  readonly retry?: Retry1;
  /**
   * How long one attempt may take. Default: 10 minutes for `http`, no limit for all others.
   */
  readonly timeout?: string;
  /**
   * How long one attempt may be silent: no output and no progress.
   */
  readonly idle_timeout?: string;
  readonly output?: Output;
  /**
   * Rules for the files that the stage publishes; violating one fails the attempt. A list, or a map from names of your choice to rules.
   */
  readonly artifacts?:
    | readonly ArtifactRule[]
    | {
        readonly [k: string]: ArtifactRule;
      };
  /**
   * Reuse the result of any earlier run of the project with an equal fingerprint instead of executing again.
   */
  readonly cache?: boolean;
  /**
   * A named pool from the config, whose slots the attempts of this stage share with others.
   */
  readonly pool?: string;
  /**
   * The most that one attempt may cost, in US dollars; reserved from the budget before it starts.
   */
  readonly max_cost?: number;
  /**
   * The most that the stage may cost, in US dollars: all its items and attempts together.
   */
  readonly budget?: number;
  /**
   * When the stage has failed for good: `fail` the run, or `continue` and give readers `otherwise`.
   */
  readonly on_error?: 'fail' | 'continue';
  /**
   * The stage uses what a gate asks about before it is approved. Without this key that is an error, because it bypasses the gate.
   */
  readonly before_approval?: boolean;
}
/**
 * When a failed attempt is retried.
 */
export interface Retry1 {
  /**
   * Total number of attempts, including the first. Attempts lost in a crash of the runner do not count.
   */
  readonly attempts?: number;
  /**
   * `exponential`: each delay is twice the previous one. `fixed`: every delay is `min`.
   */
  readonly backoff?: 'exponential' | 'fixed';
  /**
   * The first delay.
   */
  readonly min?: string;
  /**
   * The longest delay.
   */
  readonly max?: string;
  /**
   * Randomise the delays, so that many stages do not retry at the same moment.
   */
  readonly jitter?: boolean;
  /**
   * How many attempts may be lost to crashes or shutdowns of the runner before the stage fails.
   */
  readonly max_lost?: number;
  readonly on?: RetryOn;
}
/**
 * What the output must look like.
 */
export interface Output {
  /**
   * JSON Schema of the output, a file under `schemas/`.
   */
  readonly schema: string;
}
/**
 * What must be true of the published files that match a path.
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
   * The minimum number of matching files. Default: 1.
   */
  readonly min_count?: number;
  readonly duration?: DurationRange;
}
/**
 * How long each audio or video file lasts.
 */
export interface DurationRange {
  /**
   * Lasts at least this long.
   */
  readonly min?: string;
  /**
   * Lasts at most this long.
   */
  readonly max?: string;
}
/**
 * Defaults for the stages.
 */
export interface Defaults1 {
  readonly retry?: Retry;
  /**
   * How long one attempt may take.
   */
  readonly timeout?: string;
  /**
   * How long one attempt may be silent: no output and no progress.
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
   * Model calls whose price is unknown beforehand: `block` does not make them, `warn` makes them and reports it.
   */
  readonly unknown_cost?: 'block' | 'warn';
}
/**
 * A template that is rendered before the system prompt of `llm` stages.
 */
export interface Prelude1 {
  /**
   * The template, a file under `templates/`.
   */
  readonly template: string;
  /**
   * Variables for the template.
   */
  readonly vars?:
    | {
        readonly [k: string]: unknown;
      }
    | string;
}
/**
 * When a failed attempt is retried. Attempts and delays are in the checkpoint: a restart continues with what was left.
 */
export interface Retry2 {
  /**
   * Total number of attempts, including the first. Attempts lost in a crash of the runner do not count.
   */
  readonly attempts?: number;
  /**
   * `exponential`: each delay is twice the previous one. `fixed`: every delay is `min`.
   */
  readonly backoff?: 'exponential' | 'fixed';
  /**
   * The first delay.
   */
  readonly min?: string;
  /**
   * The longest delay.
   */
  readonly max?: string;
  /**
   * Randomise the delays, so that many stages do not retry at the same moment.
   */
  readonly jitter?: boolean;
  /**
   * How many attempts may be lost to crashes or shutdowns of the runner before the stage fails.
   */
  readonly max_lost?: number;
  readonly on?: RetryOn;
}
/**
 * Which failures are retried: those that match any of these.
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
 * What the output must look like.
 */
export interface Output1 {
  /**
   * JSON Schema of the output, a file under `schemas/`.
   */
  readonly schema: string;
}
/**
 * A range of durations, both ends included.
 */
export interface DurationRange1 {
  /**
   * Lasts at least this long.
   */
  readonly min?: string;
  /**
   * Lasts at most this long.
   */
  readonly max?: string;
}
/**
 * Runs a program. Values reach it as arguments, environment, standard input or files, never as shell text.
 */
export interface CommandWith {
  /**
   * The program and its arguments. A name is looked up on PATH, a path is relative to the project root. For a shell, write `[sh, -c, script]`.
   *
   * @minItems 1
   */
  readonly argv: readonly Text[];
  /**
   * Environment variables for the program, in addition to those that every command gets. The place for secrets.
   */
  readonly env?: {
    readonly [k: string]: Text;
  };
  /**
   * The working folder, from the project root. Default: the root.
   */
  readonly cwd?: string;
  /**
   * Project files that the program reads: a change of their content runs the stage again.
   */
  readonly files?: readonly string[] | string;
}
/**
 * Calls a function of a TypeScript or JavaScript module of the project.
 */
export interface ModuleWith {
  /**
   * Path of the module from the project root.
   */
  readonly module: string;
  /**
   * Name of the exported function. Default: `default`.
   */
  readonly export?: string;
  /**
   * Project files that the module reads: a change of their content runs the stage again.
   */
  readonly files?: readonly string[] | string;
  /**
   * Passed to the function as `args`.
   */
  readonly args?: unknown;
}
/**
 * Calls a web service. Its output: `{ status, headers, body }`, the body parsed when the response is JSON.
 */
export interface HttpWith {
  /**
   * The address: `https://` or `http://`.
   */
  readonly url: string;
  /**
   * The method. POST when there is `json` or `body`, else GET.
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
   * Parameters that are added to the address; a list adds one for each entry.
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
   * Statuses that count as success. Default: 200 to 299.
   *
   * @minItems 1
   */
  readonly expect?: number | readonly number[];
  /**
   * The largest response body that is accepted. Default: 10 MiB.
   */
  readonly max_bytes?: number;
}
/**
 * Renders a Liquid template to an artifact; its output: `{ artifact, bytes }`. Or updates an entry of a project file; its output: `{ file, key, created }`.
 */
export interface WriteWith {
  /**
   * The template, a file under `templates/`. Either this or `text`.
   */
  readonly template?: string;
  /**
   * The template itself. Either this or `template`.
   */
  readonly text?: string;
  /**
   * Variables for the template.
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
 * The entry to insert or replace, instead of a template.
 */
export interface Upsert {
  /**
   * The file, from the root of the project.
   */
  readonly file: string;
  /**
   * JSON Pointer of the map or list that contains the entry; created if missing. Default: the whole document.
   */
  readonly at?: string;
  /**
   * The key of the entry; in a list of maps their `id`. An existing entry with this key is replaced.
   */
  readonly key: string | number;
  /**
   * The entry: any value. In a list, a map.
   */
  readonly value: unknown;
}
/**
 * An entry of a file declared under `machine_files` in the config. Everything else in the file stays unchanged.
 */
export interface Upsert1 {
  /**
   * The file, from the root of the project.
   */
  readonly file: string;
  /**
   * JSON Pointer of the map or list that contains the entry; created if missing. Default: the whole document.
   */
  readonly at?: string;
  /**
   * The key of the entry; in a list of maps their `id`. An existing entry with this key is replaced.
   */
  readonly key: string | number;
  /**
   * The entry: any value. In a list, a map.
   */
  readonly value: unknown;
}
/**
 * Calls a language model. Its output: JSON that matches `output.schema` or, without a schema, the text of the answer. Artifacts: `prompt.md`, and the answer as it came in `answer.json` or `answer.md`.
 */
export interface LlmWith {
  /**
   * The provider: a name under `providers` in the config, or `offline`, which needs no account and no network. Default: `offline`. A manifest can replace it.
   */
  readonly provider?: string;
  /**
   * The prompt, a template under `templates/`. Either this or `text`.
   */
  readonly prompt?: string;
  /**
   * The prompt itself, as a template. Either this or `prompt`.
   */
  readonly text?: string;
  /**
   * The system prompt, a template under `templates/`, with the same `vars`.
   */
  readonly system?: string;
  /**
   * Variables for the templates of the prompt and the system prompt.
   */
  readonly vars?:
    | {
        readonly [k: string]: unknown;
      }
    | string;
  /**
   * `false`: no prelude. A map: a different one from the pipeline's.
   */
  readonly prelude?: false | Prelude1;
  /**
   * The sampling temperature, from 0 to 2. Default: that of the provider.
   */
  readonly temperature?: number | string;
  /**
   * The same seed gives the same result, as far as the provider supports it.
   */
  readonly seed?: number | string;
  /**
   * The maximum number of tokens of an answer. An answer that is cut off fails the attempt.
   */
  readonly max_tokens?: number | string;
  /**
   * Accept an answer that was cut off at `max_tokens`. Text only.
   */
  readonly allow_cut?: boolean;
  /**
   * How often the model is asked to correct an answer that does not match `output.schema`. Each time is a separate call with its own cost. Default: 2.
   */
  readonly repair?: number;
  /**
   * The most that one call may cost, in US dollars. A call that may cost more is not made.
   */
  readonly max_cost?: number;
  /**
   * Images to show to the model: paths from the project root, usually of artifacts.
   *
   * @maxItems 20
   */
  readonly images?: readonly string[] | string;
  /**
   * Other files to show to the model, such as PDFs.
   *
   * @maxItems 20
   */
  readonly files?: readonly string[] | string;
}
/**
 * Turns text into speech. Its output: `{ file, path, seconds, characters, media_type, provider }`.
 */
export interface SpeechWith {
  /**
   * The provider: a name under `providers` in the config, or `offline`, which needs no account and no network. Default: `offline`. A manifest can replace it.
   */
  readonly provider?: string;
  /**
   * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
   */
  readonly text: string | number | boolean;
  readonly voice?: Voice1;
  /**
   * The speed: 1 is normal, from 0.25 to 4.
   */
  readonly speed?: number | string;
  /**
   * A hint to the voice, such as `excited`; providers without emotions ignore it.
   */
  readonly emotion?: string;
  /**
   * The language of the text as a BCP 47 tag.
   */
  readonly language?: string;
  /**
   * The format requested from the provider. Default: from the name in `to`, else `wav`.
   */
  readonly format?: 'wav' | 'mp3';
  /**
   * The same seed gives the same result, as far as the provider supports it.
   */
  readonly seed?: number | string;
  /**
   * Name of the artifact. Default: `speech.wav`. If the provider returns a different format, the extension is changed accordingly: `file` of the output is the actual name.
   */
  readonly to?: string;
  /**
   * The most that one call may cost, in US dollars. A call that may cost more is not made.
   */
  readonly max_cost?: number;
}
/**
 * Generates an image. Its output: `{ file, path, width, height, bytes, media_type, provider }`.
 */
export interface ImageWith {
  /**
   * The provider: a name under `providers` in the config, or `offline`, which needs no account and no network. Default: `offline`. A manifest can replace it.
   */
  readonly provider?: string;
  /**
   * The prompt, a template under `templates/`. Either this or `text`.
   */
  readonly prompt?: string;
  /**
   * The prompt itself, as a template. Either this or `prompt`.
   */
  readonly text?: string;
  /**
   * Variables for the template.
   */
  readonly vars?:
    | {
        readonly [k: string]: unknown;
      }
    | string;
  /**
   * Width and height in pixels. Default: `1024x1024`. Some providers support only certain sizes; `width` and `height` of the output are the actual ones.
   */
  readonly size?: string;
  /**
   * The same seed gives the same result, as far as the provider supports it.
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
         * Color of the background: `#rrggbb`.
         */
        readonly background?: string;
        /**
         * Color of the motif: `#rrggbb`.
         */
        readonly accent?: string;
        /**
         * Color of the title: `#rrggbb`.
         */
        readonly text?: string;
      }
    | string;
  /**
   * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
   */
  readonly title?: string | number | boolean;
  /**
   * Name of the artifact. Default: `image.png`. If the provider returns a different format, the extension is changed accordingly.
   */
  readonly to?: string;
  /**
   * The most that one call may cost, in US dollars. A call that may cost more is not made.
   */
  readonly max_cost?: number;
}
/**
 * Generates a video from images and a prompt. Its output: `{ file, path, seconds, width, height, media_type, provider }`.
 */
export interface VideoWith {
  /**
   * The provider: a name under `providers` in the config, or `offline`, which needs no account and no network. Default: `offline`. A manifest can replace it.
   */
  readonly provider?: string;
  /**
   * The prompt, a template under `templates/`. Either this or `text`.
   */
  readonly prompt?: string;
  /**
   * The prompt itself, as a template. Either this or `prompt`.
   */
  readonly text?: string;
  /**
   * Variables for the template.
   */
  readonly vars?:
    | {
        readonly [k: string]: unknown;
      }
    | string;
  /**
   * The first image of the video and, if there are two, the last one: paths from the project root, usually of artifacts.
   *
   * @maxItems 2
   */
  readonly images?: readonly string[] | string;
  /**
   * Length of the video in seconds. Default: 4.
   */
  readonly seconds?: number | string;
  /**
   * Width and height in pixels. Default: `1080x1920`.
   */
  readonly size?: string;
  /**
   * Frames per second. Default: 30.
   */
  readonly fps?: number | string;
  /**
   * The same seed gives the same result, as far as the provider supports it.
   */
  readonly seed?: number | string;
  /**
   * How the camera moves: `still`, `zoom_in`, `zoom_out`, `pan_left`, `pan_right`, `pan_up` or `pan_down`. Used by `offline`.
   */
  readonly move?: string;
  /**
   * Name of the artifact. Default: `video.mp4`.
   */
  readonly to?: string;
  /**
   * The most that one call may cost, in US dollars. A call that may cost more is not made.
   */
  readonly max_cost?: number;
}
/**
 * Transcribes a recording. Its output: `{ text, segments: [{ start, end, text }] }`, times in seconds.
 */
export interface TranscribeWith {
  /**
   * The provider: a name under `providers` in the config, or `offline`, which needs no account and no network. Default: `offline`. A manifest can replace it.
   */
  readonly provider?: string;
  /**
   * The recording: a path from the project root, usually of an artifact.
   */
  readonly file: string;
  /**
   * The spoken language as a BCP 47 tag. Default: detected by the provider.
   */
  readonly language?: string;
  /**
   * The most that one call may cost, in US dollars. A call that may cost more is not made.
   */
  readonly max_cost?: number;
}
/**
 * Puts speech in order, with pauses, music, intro, outro, chapters and tags. Output: `{ file, path, seconds, lufs, chapters, tracks }`.
 */
export interface MediaMix {
  /**
   * The operation.
   */
  readonly op: 'mix';
  /**
   * The speech, in order.
   */
  readonly tracks: readonly MediaTrack[] | string;
  readonly intro?: MediaSound1;
  readonly outro?: MediaSound2;
  readonly music?: MediaSound3;
  /**
   * Decibels by which music is lowered during speech. Default: -14.
   */
  readonly duck?: number | string;
  /**
   * Loudness of the result in LUFS, by ITU-R BS.1770. Default: -16. No peak is above -1 dBTP.
   */
  readonly loudness?: number | string;
  /**
   * `wav` or `mp3`. Default: from the name in `to`, else `wav`.
   */
  readonly format?: (
    | ('wav' | 'mp3')
    | {
        readonly [k: string]: unknown;
      }
  ) &
    string;
  /**
   * Tags of an MP3: `title`, `artist`, `album`, `track`, `year`, `genre`, `comment`, and `cover`, the path of an image.
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
   * Chapters of an MP3, each starting at a track.
   */
  readonly chapters?: readonly MediaChapter[] | string;
  /**
   * Name of the artifact: WAV or MP3. Default: `mix.wav`.
   */
  readonly to?: string;
  /**
   * The encoder: `ffmpeg`, `wasm` (built in), or `auto`, which uses ffmpeg if available. Default: `auto`.
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
 * Makes a video from one still, or from a first and a last one, with a camera move. Output: `{ file, path, seconds, width, height, fps, bytes }`.
 */
export interface MediaClip {
  /**
   * The operation.
   */
  readonly op: 'clip';
  /**
   * The first image and, optionally, the last one.
   */
  readonly images: readonly (string | number | boolean)[] | string;
  /**
   * Length in seconds. Default: 4.
   */
  readonly seconds?: number | string;
  /**
   * How the camera moves.
   */
  readonly move?: (
    | ('zoom_in' | 'zoom_out' | 'pan_left' | 'pan_right' | 'pan_up' | 'pan_down' | 'still')
    | {
        readonly [k: string]: unknown;
      }
  ) &
    string;
  /**
   * Width and height in pixels, both even. Default: 1080x1920.
   */
  readonly size?: string;
  /**
   * Frames per second. Default: 30.
   */
  readonly fps?: number | string;
  /**
   * The encoder: `ffmpeg`, `wasm` (built in), or `auto`, which uses ffmpeg if available. Default: `auto`.
   */
  readonly encoder?: (
    | ('auto' | 'ffmpeg' | 'wasm')
    | {
        readonly [k: string]: unknown;
      }
  ) &
    string;
  /**
   * Name of the artifact. Default: `clip.mp4`.
   */
  readonly to?: string;
}
/**
 * Makes a video from moving images and clips, with voice, music and burned-in captions. Output: `{ file, path, seconds, width, height, fps, bytes, lufs, scenes, redrawn }`.
 */
export interface MediaCompose {
  /**
   * The operation.
   */
  readonly op: 'compose';
  /**
   * Width and height in pixels, both even. Default: 1080x1920.
   */
  readonly size?: string;
  /**
   * Frames per second. Default: 30.
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
   * Seconds of a cross-fade between two scenes; 0 for cuts. Default: 0.5.
   */
  readonly transition?: number | string;
  /**
   * Decibels by which music is lowered during speech. Default: -14.
   */
  readonly duck?: number | string;
  /**
   * Loudness of the result in LUFS, by ITU-R BS.1770. Default: -16. No peak is above -1 dBTP.
   */
  readonly loudness?: number | string;
  /**
   * The encoder: `ffmpeg`, `wasm` (built in), or `auto`, which uses ffmpeg if available. Default: `auto`.
   */
  readonly encoder?: (
    | ('auto' | 'ffmpeg' | 'wasm')
    | {
        readonly [k: string]: unknown;
      }
  ) &
    string;
  /**
   * Name of the artifact. Default: `video.mp4`.
   */
  readonly to?: string;
}
/**
 * Joins clips: with cross-fades if ffmpeg is available, otherwise unchanged. Output: `{ file, path, seconds, width, height, fps, bytes, lufs, transition }`.
 */
export interface MediaConcat {
  /**
   * The operation.
   */
  readonly op: 'concat';
  /**
   * The videos, in order.
   */
  readonly clips: readonly MediaClipFile[] | string;
  /**
   * Seconds of a cross-fade between two scenes; 0 for cuts. Default: 0.5.
   */
  readonly transition?: number | string;
  readonly audio?: MediaSound6;
  readonly music?: MediaSound7;
  /**
   * Decibels by which music is lowered during speech. Default: -14.
   */
  readonly duck?: number | string;
  /**
   * Loudness of the result in LUFS, by ITU-R BS.1770. Default: -16. No peak is above -1 dBTP.
   */
  readonly loudness?: number | string;
  /**
   * Width and height in pixels. Default: those of the first clip.
   */
  readonly size?: string;
  /**
   * Frames per second. Default: that of the first clip.
   */
  readonly fps?: number | string;
  /**
   * The encoder: `ffmpeg`, `wasm` (built in), or `auto`, which uses ffmpeg if available. Default: `auto`.
   */
  readonly encoder?: (
    | ('auto' | 'ffmpeg' | 'wasm')
    | {
        readonly [k: string]: unknown;
      }
  ) &
    string;
  /**
   * Name of the artifact. Default: `video.mp4`.
   */
  readonly to?: string;
}
/**
 * Normalises audio to a loudness. Output: `{ file, path, seconds, lufs, bytes }`.
 */
export interface MediaNormalise {
  /**
   * The operation.
   */
  readonly op: 'normalise';
  /**
   * A file of the project, or the path of an artifact.
   */
  readonly file: string;
  /**
   * Loudness of the result in LUFS, by ITU-R BS.1770. Default: -16. No peak is above -1 dBTP.
   */
  readonly loudness?: number | string;
  /**
   * `wav` or `mp3`. Default: from the name in `to`, else `wav`.
   */
  readonly format?: (
    | ('wav' | 'mp3')
    | {
        readonly [k: string]: unknown;
      }
  ) &
    string;
  /**
   * Name of the artifact: WAV or MP3. Default: `normalised.wav`.
   */
  readonly to?: string;
  /**
   * The encoder: `ffmpeg`, `wasm` (built in), or `auto`, which uses ffmpeg if available. Default: `auto`.
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
   * Name of the artifacts, without extension. Default: `captions`.
   */
  readonly to?: string;
}
/**
 * Makes a titled image from an image or from one frame of a video. Output: `{ file, path, width, height, bytes }`.
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
   * A video of the project; needs ffmpeg.
   */
  readonly video?: string;
  /**
   * Time of the frame in seconds. Default: 1.
   */
  readonly at?: number | string;
  /**
   * Text; numbers and booleans are converted to text. May contain `${{ … }}`.
   */
  readonly title?: string | number | boolean;
  /**
   * Width and height in pixels, both even. Default: 1080x1920.
   */
  readonly size?: string;
  /**
   * Name of the artifact: PNG or JPEG. Default: `thumbnail.png`.
   */
  readonly to?: string;
  /**
   * The encoder: `ffmpeg`, `wasm` (built in), or `auto`, which uses ffmpeg if available. Default: `auto`.
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
 * Generates license-free music. Output: `{ file, path, seconds, lufs, bytes }`.
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
   * `loop`: continuous music; `jingle`: an opening of about five seconds. Default: `loop`.
   */
  readonly kind?: (
    | ('loop' | 'jingle')
    | {
        readonly [k: string]: unknown;
      }
  ) &
    string;
  /**
   * Length in seconds. Default: one seamless loop.
   */
  readonly seconds?: number | string;
  /**
   * Loudness of the result in LUFS, by ITU-R BS.1770. Default: -16. No peak is above -1 dBTP.
   */
  readonly loudness?: number | string;
  /**
   * `wav` or `mp3`. Default: from the name in `to`, else `wav`.
   */
  readonly format?: (
    | ('wav' | 'mp3')
    | {
        readonly [k: string]: unknown;
      }
  ) &
    string;
  /**
   * Name of the artifact: WAV or MP3. Default: `music.wav`.
   */
  readonly to?: string;
}
/**
 * Inspects an audio or video file, and draws a sheet of its frames and waveform. Values that cannot be determined are null. Output: `{ file, path, seconds, bytes, container, video: { width, height, codec, fps, black, black_seconds, frozen, frozen_seconds, by }, audio: { codec, channels, rate, lufs, silent, silent_seconds, by } }`.
 */
export interface MediaProbe {
  /**
   * The operation.
   */
  readonly op: 'probe';
  /**
   * A file of the project, or the path of an artifact.
   */
  readonly file: string;
  /**
   * The encoder: `ffmpeg`, `wasm` (built in), or `auto`, which uses ffmpeg if available. Default: `auto`.
   */
  readonly encoder?: (
    | ('auto' | 'ffmpeg' | 'wasm')
    | {
        readonly [k: string]: unknown;
      }
  ) &
    string;
  /**
   * Name of the image. Default: `sheet.png`.
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
 * Runs another pipeline as part of this run. Its output: the `outputs` of that pipeline.
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
 * A gate: asks a person about the output and the artifacts of a stage, and continues with what was approved. Its output: the approved value.
 */
export interface ApprovalWith {
  /**
   * The stage whose output and artifacts are asked about.
   */
  readonly subject: string;
  /**
   * Where `changes` send the run back to: the subject, or a stage before it. It runs again with `feedback` in scope. Without `rework`, the gate does not accept changes.
   */
  readonly rework?: string;
  /**
   * Offer the subject as a draft to edit: its content at approval becomes the output of the gate.
   */
  readonly editable?: boolean;
  /**
   * How often the gate may ask. Default: no limit.
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
   * Only a commit with a verified signature can answer.
   */
  readonly require_signed?: boolean;
  /**
   * `allowed`: a manifest may waive the gate with `auto_approve`.
   */
  readonly auto_approve?: 'never' | 'allowed';
  /**
   * How long after the question the first reminder is sent. Default: 7d.
   */
  readonly remind_after?: string;
  /**
   * How long after a reminder the next one is sent. Default: only one reminder.
   */
  readonly remind_every?: string;
  /**
   * The question, in one sentence. May contain `${{ … }}`.
   */
  readonly question?: string;
}
