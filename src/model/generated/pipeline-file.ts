/** Generated from schemas/pipeline.schema.json by `npm run generate`. Do not edit. */

/**
 * Who may answer the gates of this pipeline that do not say it themselves. Those of the config by default.
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
 * A length of time, or `never`.
 */
export type Reminder = string;
/**
 * A length of time: a number and a unit (`ms`, `s`, `m`, `h`, `d`), or several from the largest to the smallest.
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
 * A number, or one expression that comes to a number.
 */
export type ComputedNumber = number | string;
/**
 * Width and height in pixels: `1080x1920`; or one expression that comes to that.
 */
export type Size = string;
/**
 * Text; numbers and booleans are turned into text. May hold `${{ … }}`.
 */
export type Text = string | number | boolean;
/**
 * A voice as the provider names it, or a voice for each type of provider.
 */
export type Voice =
  | string
  | {
      readonly [k: string]: string;
    };
/**
 * Who says it: a voice as the provider names it, or a map from types of providers (`offline`, `openai`, `elevenlabs` …, `default` for all others) to voices. That of the provider by default.
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
       * Text; numbers and booleans are turned into text. May hold `${{ … }}`.
       */
      readonly text: string | number | boolean;
    }
  | string;
/**
 * A sound: a file of the project, or music that is made for it (`mood`, `seed`).
 */
export type MediaSound =
  | {
      /**
       * A file of the project, or the path of an artifact.
       */
      readonly file?: string;
      /**
       * How it sounds.
       */
      readonly mood?: (
        | ('calm' | 'bright' | 'tense')
        | {
            readonly [k: string]: unknown;
          }
      ) &
        string;
      /**
       * Text; numbers and booleans are turned into text. May hold `${{ … }}`.
       */
      readonly seed?: string | number | boolean;
      /**
       * A piece that goes on, or an opening of about five seconds.
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
 * One sound.
 */
export type MediaTrack =
  | {
      /**
       * A file of the project, or the path of an artifact.
       */
      readonly file: string;
      /**
       * Seconds of silence after it. 0.35 by default.
       */
      readonly pause?: number | string;
      /**
       * Decibels, on top of the levelling. 0 by default.
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
       * Text; numbers and booleans are turned into text. May hold `${{ … }}`.
       */
      readonly title: string | number | boolean;
      /**
       * Index of the track that it begins with.
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
       * A picture of the project.
       */
      readonly image?: string;
      /**
       * A video of the project. Without ffmpeg it cannot be decoded.
       */
      readonly video?: string;
      /**
       * The stills that the clip was made of: they are moved where it cannot be decoded.
       */
      readonly images?: readonly (string | number | boolean)[] | string;
      /**
       * How long it is seen. 4 by default, or as long as the clip is.
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
 * Heard before the first track. With `mood` it is a jingle.
 */
export type MediaSound1 =
  | {
      /**
       * A file of the project, or the path of an artifact.
       */
      readonly file?: string;
      /**
       * How it sounds.
       */
      readonly mood?: (
        | ('calm' | 'bright' | 'tense')
        | {
            readonly [k: string]: unknown;
          }
      ) &
        string;
      /**
       * Text; numbers and booleans are turned into text. May hold `${{ … }}`.
       */
      readonly seed?: string | number | boolean;
      /**
       * A piece that goes on, or an opening of about five seconds.
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
 * Heard after the last track. With `mood` it is a jingle.
 */
export type MediaSound2 =
  | {
      /**
       * A file of the project, or the path of an artifact.
       */
      readonly file?: string;
      /**
       * How it sounds.
       */
      readonly mood?: (
        | ('calm' | 'bright' | 'tense')
        | {
            readonly [k: string]: unknown;
          }
      ) &
        string;
      /**
       * Text; numbers and booleans are turned into text. May hold `${{ … }}`.
       */
      readonly seed?: string | number | boolean;
      /**
       * A piece that goes on, or an opening of about five seconds.
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
 * Heard below the tracks, repeated as long as needed.
 */
export type MediaSound3 =
  | {
      /**
       * A file of the project, or the path of an artifact.
       */
      readonly file?: string;
      /**
       * How it sounds.
       */
      readonly mood?: (
        | ('calm' | 'bright' | 'tense')
        | {
            readonly [k: string]: unknown;
          }
      ) &
        string;
      /**
       * Text; numbers and booleans are turned into text. May hold `${{ … }}`.
       */
      readonly seed?: string | number | boolean;
      /**
       * A piece that goes on, or an opening of about five seconds.
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
 * What is said.
 */
export type MediaSound4 =
  | {
      /**
       * A file of the project, or the path of an artifact.
       */
      readonly file?: string;
      /**
       * How it sounds.
       */
      readonly mood?: (
        | ('calm' | 'bright' | 'tense')
        | {
            readonly [k: string]: unknown;
          }
      ) &
        string;
      /**
       * Text; numbers and booleans are turned into text. May hold `${{ … }}`.
       */
      readonly seed?: string | number | boolean;
      /**
       * A piece that goes on, or an opening of about five seconds.
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
 * Heard below the voice.
 */
export type MediaSound5 =
  | {
      /**
       * A file of the project, or the path of an artifact.
       */
      readonly file?: string;
      /**
       * How it sounds.
       */
      readonly mood?: (
        | ('calm' | 'bright' | 'tense')
        | {
            readonly [k: string]: unknown;
          }
      ) &
        string;
      /**
       * Text; numbers and booleans are turned into text. May hold `${{ … }}`.
       */
      readonly seed?: string | number | boolean;
      /**
       * A piece that goes on, or an opening of about five seconds.
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
 * What is heard instead of the sound of the clips.
 */
export type MediaSound6 =
  | {
      /**
       * A file of the project, or the path of an artifact.
       */
      readonly file?: string;
      /**
       * How it sounds.
       */
      readonly mood?: (
        | ('calm' | 'bright' | 'tense')
        | {
            readonly [k: string]: unknown;
          }
      ) &
        string;
      /**
       * Text; numbers and booleans are turned into text. May hold `${{ … }}`.
       */
      readonly seed?: string | number | boolean;
      /**
       * A piece that goes on, or an opening of about five seconds.
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
 * Heard below.
 */
export type MediaSound7 =
  | {
      /**
       * A file of the project, or the path of an artifact.
       */
      readonly file?: string;
      /**
       * How it sounds.
       */
      readonly mood?: (
        | ('calm' | 'bright' | 'tense')
        | {
            readonly [k: string]: unknown;
          }
      ) &
        string;
      /**
       * Text; numbers and booleans are turned into text. May hold `${{ … }}`.
       */
      readonly seed?: string | number | boolean;
      /**
       * A piece that goes on, or an opening of about five seconds.
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
 * Who may answer. Those of the pipeline by default, else those of the config, else anybody.
 *
 * @minItems 1
 */
export type Approvers2 = readonly string[];

/**
 * A pipeline: a graph of stages, what it takes in and what it gives back. `pipelines/<name>.yaml`.
 */
export interface PipelineFile {
  /**
   * What people call the pipeline. Without it, the name of the file.
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
   * After a failed stage: `early` starts no new stage, `late` lets independent branches go on. Attempts in flight always finish. `early` by default.
   */
  readonly fail?: 'early' | 'late';
  /**
   * The stages by their ids: lower-case letters, digits and `_`. They run in the order of their needs, side by side where they can.
   */
  readonly stages: {
    readonly [k: string]: Stage;
  };
  /**
   * Stages that run after the result is recorded, whatever it is. They see `run.summary`, and need only each other. Their failure is a warning.
   */
  readonly finally?: {
    readonly [k: string]: Stage;
  };
  /**
   * What the pipeline gives back: the head of the checkpoint, the last line of `run`, the output of a sub-pipeline.
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
   * Path of the file from the project root. May hold `${{ inputs.… }}`.
   */
  readonly file: string;
  /**
   * JSON Schema below `schemas/` that a YAML or JSON file must fit; checked before anything runs.
   */
  readonly schema?: string;
}
/**
 * What stages have that do not say otherwise.
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
 * When a failed attempt is tried again.
 */
export interface Retry {
  /**
   * Attempts in all, the first one included. Attempts that a crash of the runner lost do not count.
   */
  readonly attempts?: number;
  /**
   * `exponential`: each delay is twice the one before. `fixed`: every delay is `min`.
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
   * Spread the delays at random, so that many stages do not try again at the same moment.
   */
  readonly jitter?: boolean;
  /**
   * Attempts that crashes or shutdowns of the runner may lose before the stage fails.
   */
  readonly max_lost?: number;
  readonly on?: RetryOn;
}
/**
 * Which failures are tried again. Without it the failure itself decides.
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
   * Calls of models whose price nobody can tell beforehand: `block` does not make them, `warn` makes them and says so.
   */
  readonly unknown_cost?: 'block' | 'warn';
}
/**
 * What stands before the system prompt of every `llm` stage of this pipeline. A stage leaves it out with `prelude: false`.
 */
export interface Prelude {
  /**
   * The template, a file below `templates/`.
   */
  readonly template: string;
  /**
   * What the template may name.
   */
  readonly vars?:
    | {
        readonly [k: string]: unknown;
      }
    | string;
}
/**
 * One stage: what it does, what it needs, and how it is carried out.
 */
export interface Stage {
  /**
   * The kind of the stage. `command` runs a program, `module` a TypeScript or JavaScript function, `http` calls a web service, `write` renders a template to an artifact, `llm` asks a language model, `speech` makes a voice say a text, `image` and `video` make pictures, `transcribe` writes down what is said, `media` works on sound and pictures, `pipeline` runs another pipeline, `approval` asks a person.
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
   * What the stage does, in a sentence. Changes nothing.
   */
  readonly description?: string;
  /**
   * What the stage works with; its keys depend on `uses`. A text that is nothing but one `${{ … }}` keeps the type of the value.
   */
  readonly with: {
    readonly [k: string]: unknown;
  };
  /**
   * Stages that must be done before, beside those that the expressions name.
   */
  readonly needs?: readonly string[];
  /**
   * Run the stage only if this is true; else it is skipped and its readers get `otherwise`.
   */
  readonly when?: string;
  /**
   * What readers get for the output when the stage is skipped, or failed with `on_error: continue`; of a `foreach` in the place of each item that failed. Files are then missing. null by default.
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
   * The name of an item, unique in the list: text or a number. Without it, the digest of the item.
   */
  readonly key?: string;
  /**
   * Items of this stage at once.
   */
  readonly concurrency?: number;
  readonly retry?: Retry1;
  /**
   * How long one attempt may take. Of `http` 10 minutes when nothing is said, of all others as long as it takes.
   */
  readonly timeout?: string;
  /**
   * How long one attempt may be silent: no output and no progress.
   */
  readonly idle_timeout?: string;
  readonly output?: Output;
  /**
   * Rules for the files that the stage publishes; breaking one fails the attempt. A list, or a map from names of your choice to rules.
   */
  readonly artifacts?:
    | readonly ArtifactRule[]
    | {
        readonly [k: string]: ArtifactRule;
      };
  /**
   * Take the result of any earlier run of the project with an equal fingerprint, instead of executing again.
   */
  readonly cache?: boolean;
  /**
   * A named pool of the project's settings, whose places the stage's attempts share with others.
   */
  readonly pool?: string;
  /**
   * The most that one attempt may cost, in US dollars; reserved from the budget before it starts.
   */
  readonly max_cost?: number;
  /**
   * The most that the stage may cost, in US dollars: all its items and all their attempts together.
   */
  readonly budget?: number;
  /**
   * When the stage has failed for good: `fail` the run, or `continue` and give readers `otherwise`. Items that failed leave `otherwise` in the list.
   */
  readonly on_error?: 'fail' | 'continue';
  /**
   * The stage works with what a gate asks about before anybody approved it. Without it that is an error: it would be a way around the gate.
   */
  readonly before_approval?: boolean;
}
/**
 * When a failed attempt is tried again.
 */
export interface Retry1 {
  /**
   * Attempts in all, the first one included. Attempts that a crash of the runner lost do not count.
   */
  readonly attempts?: number;
  /**
   * `exponential`: each delay is twice the one before. `fixed`: every delay is `min`.
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
   * Spread the delays at random, so that many stages do not try again at the same moment.
   */
  readonly jitter?: boolean;
  /**
   * Attempts that crashes or shutdowns of the runner may lose before the stage fails.
   */
  readonly max_lost?: number;
  readonly on?: RetryOn;
}
/**
 * What the output must look like.
 */
export interface Output {
  /**
   * JSON Schema of the output, a file below `schemas/`.
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
   * Files that must match at least. 1 by default.
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
 * What stages have that do not say otherwise.
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
   * Calls of models whose price nobody can tell beforehand: `block` does not make them, `warn` makes them and says so.
   */
  readonly unknown_cost?: 'block' | 'warn';
}
/**
 * A template that is rendered before the system prompt of `llm` stages.
 */
export interface Prelude1 {
  /**
   * The template, a file below `templates/`.
   */
  readonly template: string;
  /**
   * What the template may name.
   */
  readonly vars?:
    | {
        readonly [k: string]: unknown;
      }
    | string;
}
/**
 * When a failed attempt is tried again. Attempts and delays are in the checkpoint: a restart goes on with what was left.
 */
export interface Retry2 {
  /**
   * Attempts in all, the first one included. Attempts that a crash of the runner lost do not count.
   */
  readonly attempts?: number;
  /**
   * `exponential`: each delay is twice the one before. `fixed`: every delay is `min`.
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
   * Spread the delays at random, so that many stages do not try again at the same moment.
   */
  readonly jitter?: boolean;
  /**
   * Attempts that crashes or shutdowns of the runner may lose before the stage fails.
   */
  readonly max_lost?: number;
  readonly on?: RetryOn;
}
/**
 * Which failures are tried again: those that any of these names.
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
   * JSON Schema of the output, a file below `schemas/`.
   */
  readonly schema: string;
}
/**
 * A range of lengths; both ends belong to it.
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
 * Runs a program. Values reach it as arguments, environment, standard input or files, never as text of a shell.
 */
export interface CommandWith {
  /**
   * The program and its arguments. A name is looked up on PATH, a path is taken from the project root. A shell is written out: `[sh, -c, script]`.
   *
   * @minItems 1
   */
  readonly argv: readonly Text[];
  /**
   * Environment variables for the program, beside those that every command gets. The place for secrets.
   */
  readonly env?: {
    readonly [k: string]: Text;
  };
  /**
   * The folder to work in, from the project root. The root by default.
   */
  readonly cwd?: string;
  /**
   * Project files that the program reads: a change of their content runs the stage again. No folders, no patterns.
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
   * Name of the exported function. `default` by default.
   */
  readonly export?: string;
  /**
   * Project files that the module reads: a change of their content runs the stage again. No folders, no patterns.
   */
  readonly files?: readonly string[] | string;
  /**
   * What the function gets as `args`.
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
   * Headers of the request. May hold secrets.
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
   * Text; numbers and booleans are turned into text. May hold `${{ … }}`.
   */
  readonly body?: string | number | boolean;
  /**
   * Statuses that are a success. 200 to 299 by default.
   *
   * @minItems 1
   */
  readonly expect?: number | readonly number[];
  /**
   * The longest response body that is accepted. 10 MiB by default.
   */
  readonly max_bytes?: number;
}
/**
 * Renders a Liquid template to an artifact; its output: `{ artifact, bytes }`. Or keeps an entry of a project file up to date; its output: `{ file, key, created }`.
 */
export interface WriteWith {
  /**
   * The template, a file below `templates/`. Either this or `text`.
   */
  readonly template?: string;
  /**
   * The template itself. Either this or `template`.
   */
  readonly text?: string;
  /**
   * What the template may name.
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
 * The entry to put in, in place of a template.
 */
export interface Upsert {
  /**
   * The file, from the root of the project.
   */
  readonly file: string;
  /**
   * JSON Pointer of the map or the list that the entry stands in; made where it is not there. The whole document by default.
   */
  readonly at?: string;
  /**
   * The key of the entry; in a list of maps their `id`. The same key once more replaces it.
   */
  readonly key: string | number;
  /**
   * The entry: any value. In a list, a map.
   */
  readonly value: unknown;
}
/**
 * An entry of a file that `machine_files` of the config declares. One at a time, and all else in the file stays.
 */
export interface Upsert1 {
  /**
   * The file, from the root of the project.
   */
  readonly file: string;
  /**
   * JSON Pointer of the map or the list that the entry stands in; made where it is not there. The whole document by default.
   */
  readonly at?: string;
  /**
   * The key of the entry; in a list of maps their `id`. The same key once more replaces it.
   */
  readonly key: string | number;
  /**
   * The entry: any value. In a list, a map.
   */
  readonly value: unknown;
}
/**
 * Asks a language model. Its output: JSON that fits `output.schema`, or without a schema the text of the answer. Artifacts: `prompt.md`, and the answer as it came in `answer.json` or `answer.md`.
 */
export interface LlmWith {
  /**
   * Who is asked: a name under `providers` of the config, or `offline`, which needs no account and no network. `offline` by default. A manifest can put another one in its place.
   */
  readonly provider?: string;
  /**
   * The prompt, a template below `templates/`. Either this or `text`.
   */
  readonly prompt?: string;
  /**
   * The prompt itself, as a template. Either this or `prompt`.
   */
  readonly text?: string;
  /**
   * The system prompt, a template below `templates/`, with the same `vars`.
   */
  readonly system?: string;
  /**
   * What the templates of the prompt and the system prompt may name.
   */
  readonly vars?:
    | {
        readonly [k: string]: unknown;
      }
    | string;
  /**
   * `false`: without the prelude of the pipeline. A map: another one.
   */
  readonly prelude?: false | Prelude1;
  /**
   * How freely the model chooses its words, from 0 to 2. That of the provider by default.
   */
  readonly temperature?: number | string;
  /**
   * The same seed gives the same result, as far as the provider keeps to it.
   */
  readonly seed?: number | string;
  /**
   * The most tokens that an answer may have. An answer that is cut off fails the attempt.
   */
  readonly max_tokens?: number | string;
  /**
   * Take an answer that was cut off at `max_tokens` as it is. Of text only.
   */
  readonly allow_cut?: boolean;
  /**
   * How often the model is asked to mend an answer that does not fit `output.schema`. Each time is a call of its own, and costs. 2 by default.
   */
  readonly repair?: number;
  /**
   * The most that one call may cost, in US dollars. A call that may cost more is not made.
   */
  readonly max_cost?: number;
  /**
   * Pictures that the model is shown: paths from the project root, usually of artifacts.
   *
   * @maxItems 20
   */
  readonly images?: readonly string[] | string;
  /**
   * Other files that the model is shown, such as PDFs.
   *
   * @maxItems 20
   */
  readonly files?: readonly string[] | string;
}
/**
 * A voice says a text. Its output: `{ file, path, seconds, characters, media_type, provider }`.
 */
export interface SpeechWith {
  /**
   * Who is asked: a name under `providers` of the config, or `offline`, which needs no account and no network. `offline` by default. A manifest can put another one in its place.
   */
  readonly provider?: string;
  /**
   * Text; numbers and booleans are turned into text. May hold `${{ … }}`.
   */
  readonly text: string | number | boolean;
  readonly voice?: Voice1;
  /**
   * How fast: 1 is normal, from 0.25 to 4.
   */
  readonly speed?: number | string;
  /**
   * A hint to the voice, such as `excited`; providers without emotions do not heed it.
   */
  readonly emotion?: string;
  /**
   * The language of the text as a BCP 47 tag.
   */
  readonly language?: string;
  /**
   * What is asked of the provider. By default what the name in `to` says, else `wav`.
   */
  readonly format?: 'wav' | 'mp3';
  /**
   * The same seed gives the same result, as far as the provider keeps to it.
   */
  readonly seed?: number | string;
  /**
   * Name of the artifact. `speech.wav` by default. Where the provider gives another format than it was asked for, its ending is changed to that: `file` of the output is the true name.
   */
  readonly to?: string;
  /**
   * The most that one call may cost, in US dollars. A call that may cost more is not made.
   */
  readonly max_cost?: number;
}
/**
 * Makes a picture. Its output: `{ file, path, width, height, bytes, media_type, provider }`.
 */
export interface ImageWith {
  /**
   * Who is asked: a name under `providers` of the config, or `offline`, which needs no account and no network. `offline` by default. A manifest can put another one in its place.
   */
  readonly provider?: string;
  /**
   * The prompt, a template below `templates/`. Either this or `text`.
   */
  readonly prompt?: string;
  /**
   * The prompt itself, as a template. Either this or `prompt`.
   */
  readonly text?: string;
  /**
   * What the template may name.
   */
  readonly vars?:
    | {
        readonly [k: string]: unknown;
      }
    | string;
  /**
   * Width and height in pixels. `1024x1024` by default. Some providers know certain sizes only; `width` and `height` of the output are those of the picture.
   */
  readonly size?: string;
  /**
   * The same seed gives the same result, as far as the provider keeps to it.
   */
  readonly seed?: number | string;
  /**
   * A picture to go by: a path from the project root, usually of an artifact.
   */
  readonly reference?: string;
  /**
   * Colors of the picture: what `offline` draws with.
   */
  readonly colors?:
    | {
        /**
         * Color of the ground: `#rrggbb`.
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
   * Text; numbers and booleans are turned into text. May hold `${{ … }}`.
   */
  readonly title?: string | number | boolean;
  /**
   * Name of the artifact. `image.png` by default. Where the provider gives another format, its ending is changed to that.
   */
  readonly to?: string;
  /**
   * The most that one call may cost, in US dollars. A call that may cost more is not made.
   */
  readonly max_cost?: number;
}
/**
 * Makes a video from pictures and a prompt. Its output: `{ file, path, seconds, width, height, media_type, provider }`.
 */
export interface VideoWith {
  /**
   * Who is asked: a name under `providers` of the config, or `offline`, which needs no account and no network. `offline` by default. A manifest can put another one in its place.
   */
  readonly provider?: string;
  /**
   * The prompt, a template below `templates/`. Either this or `text`.
   */
  readonly prompt?: string;
  /**
   * The prompt itself, as a template. Either this or `prompt`.
   */
  readonly text?: string;
  /**
   * What the template may name.
   */
  readonly vars?:
    | {
        readonly [k: string]: unknown;
      }
    | string;
  /**
   * The first picture of the video, and if there are two the last one: paths from the project root, usually of artifacts.
   *
   * @maxItems 2
   */
  readonly images?: readonly string[] | string;
  /**
   * How long the video is. 4 by default.
   */
  readonly seconds?: number | string;
  /**
   * Width and height in pixels. `1080x1920` by default.
   */
  readonly size?: string;
  /**
   * Pictures a second. 30 by default.
   */
  readonly fps?: number | string;
  /**
   * The same seed gives the same result, as far as the provider keeps to it.
   */
  readonly seed?: number | string;
  /**
   * How the camera moves: `still`, `zoom_in`, `zoom_out`, `pan_left`, `pan_right`, `pan_up` or `pan_down`. What `offline` works from.
   */
  readonly move?: string;
  /**
   * Name of the artifact. `video.mp4` by default.
   */
  readonly to?: string;
  /**
   * The most that one call may cost, in US dollars. A call that may cost more is not made.
   */
  readonly max_cost?: number;
}
/**
 * Writes down what is said in a recording. Its output: `{ text, segments: [{ start, end, text }] }`, times in seconds.
 */
export interface TranscribeWith {
  /**
   * Who is asked: a name under `providers` of the config, or `offline`, which needs no account and no network. `offline` by default. A manifest can put another one in its place.
   */
  readonly provider?: string;
  /**
   * The recording: a path from the project root, usually of an artifact.
   */
  readonly file: string;
  /**
   * The language that is spoken as a BCP 47 tag. Without it the provider finds out.
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
   * What is done.
   */
  readonly op: 'mix';
  /**
   * What is said, in its order.
   */
  readonly tracks: readonly MediaTrack[] | string;
  readonly intro?: MediaSound1;
  readonly outro?: MediaSound2;
  readonly music?: MediaSound3;
  /**
   * Decibels by which music is lowered while somebody speaks. -14 by default.
   */
  readonly duck?: number | string;
  /**
   * Loudness of the result in LUFS, by ITU-R BS.1770. -16 by default. No peak is above -1 dBTP.
   */
  readonly loudness?: number | string;
  /**
   * `wav` or `mp3`; by default what the name in `to` says, else `wav`.
   */
  readonly format?: (
    | ('wav' | 'mp3')
    | {
        readonly [k: string]: unknown;
      }
  ) &
    string;
  /**
   * Tags of an MP3: `title`, `artist`, `album`, `track`, `year`, `genre`, `comment`, and `cover`, the path of a picture.
   */
  readonly tags?:
    | {
        /**
         * Text; numbers and booleans are turned into text. May hold `${{ … }}`.
         */
        readonly title?: string | number | boolean;
        /**
         * Text; numbers and booleans are turned into text. May hold `${{ … }}`.
         */
        readonly artist?: string | number | boolean;
        /**
         * Text; numbers and booleans are turned into text. May hold `${{ … }}`.
         */
        readonly album?: string | number | boolean;
        /**
         * Text; numbers and booleans are turned into text. May hold `${{ … }}`.
         */
        readonly track?: string | number | boolean;
        /**
         * Text; numbers and booleans are turned into text. May hold `${{ … }}`.
         */
        readonly year?: string | number | boolean;
        /**
         * Text; numbers and booleans are turned into text. May hold `${{ … }}`.
         */
        readonly genre?: string | number | boolean;
        /**
         * Text; numbers and booleans are turned into text. May hold `${{ … }}`.
         */
        readonly comment?: string | number | boolean;
        /**
         * A PNG or JPEG picture.
         */
        readonly cover?: string;
      }
    | string;
  /**
   * Chapters of an MP3, each from the beginning of a track.
   */
  readonly chapters?: readonly MediaChapter[] | string;
  /**
   * Name of the artifact: WAV or MP3. `mix.wav` by default.
   */
  readonly to?: string;
  /**
   * Who encodes: `ffmpeg`, `wasm` (built in), or `auto`, which takes ffmpeg where there is one. `auto` by default.
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
 * Makes a video from one still, or from a first and a last one, by a move of the camera. Output: `{ file, path, seconds, width, height, fps, bytes }`.
 */
export interface MediaClip {
  /**
   * What is done.
   */
  readonly op: 'clip';
  /**
   * The picture that it begins with, and the one that it ends with.
   */
  readonly images: readonly (string | number | boolean)[] | string;
  /**
   * How long it is. 4 by default.
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
   * Width and height in pixels, both even. 1080x1920 by default.
   */
  readonly size?: string;
  /**
   * Frames a second. 30 by default.
   */
  readonly fps?: number | string;
  /**
   * Who encodes: `ffmpeg`, `wasm` (built in), or `auto`, which takes ffmpeg where there is one. `auto` by default.
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
 * Makes a video of pictures and clips in motion, with voice, music and captions that are burned in. Output: `{ file, path, seconds, width, height, fps, bytes, lufs, scenes, redrawn }`.
 */
export interface MediaCompose {
  /**
   * What is done.
   */
  readonly op: 'compose';
  /**
   * Width and height in pixels, both even. 1080x1920 by default.
   */
  readonly size?: string;
  /**
   * Frames a second. 30 by default.
   */
  readonly fps?: number | string;
  /**
   * What is seen, in its order.
   */
  readonly scenes: readonly MediaScene[] | string;
  readonly voice?: MediaSound4;
  readonly music?: MediaSound5;
  /**
   * What is to be read, and when, in seconds.
   */
  readonly captions?: readonly MediaCaptionEntry[] | string;
  /**
   * Seconds of a cross-fade between two scenes; 0 for cuts. 0.5 by default.
   */
  readonly transition?: number | string;
  /**
   * Decibels by which music is lowered while somebody speaks. -14 by default.
   */
  readonly duck?: number | string;
  /**
   * Loudness of the result in LUFS, by ITU-R BS.1770. -16 by default. No peak is above -1 dBTP.
   */
  readonly loudness?: number | string;
  /**
   * Who encodes: `ffmpeg`, `wasm` (built in), or `auto`, which takes ffmpeg where there is one. `auto` by default.
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
 * Joins clips: with ffmpeg by cross-fades, without it as they are. Output: `{ file, path, seconds, width, height, fps, bytes, lufs, transition }`.
 */
export interface MediaConcat {
  /**
   * What is done.
   */
  readonly op: 'concat';
  /**
   * The videos, in their order.
   */
  readonly clips: readonly MediaClipFile[] | string;
  /**
   * Seconds of a cross-fade between two scenes; 0 for cuts. 0.5 by default.
   */
  readonly transition?: number | string;
  readonly audio?: MediaSound6;
  readonly music?: MediaSound7;
  /**
   * Decibels by which music is lowered while somebody speaks. -14 by default.
   */
  readonly duck?: number | string;
  /**
   * Loudness of the result in LUFS, by ITU-R BS.1770. -16 by default. No peak is above -1 dBTP.
   */
  readonly loudness?: number | string;
  /**
   * Width and height in pixels. Those of the first clip by default.
   */
  readonly size?: string;
  /**
   * Frames a second. Those of the first clip by default.
   */
  readonly fps?: number | string;
  /**
   * Who encodes: `ffmpeg`, `wasm` (built in), or `auto`, which takes ffmpeg where there is one. `auto` by default.
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
 * Brings a sound to a loudness. Output: `{ file, path, seconds, lufs, bytes }`.
 */
export interface MediaNormalise {
  /**
   * What is done.
   */
  readonly op: 'normalise';
  /**
   * A file of the project, or the path of an artifact.
   */
  readonly file: string;
  /**
   * Loudness of the result in LUFS, by ITU-R BS.1770. -16 by default. No peak is above -1 dBTP.
   */
  readonly loudness?: number | string;
  /**
   * `wav` or `mp3`; by default what the name in `to` says, else `wav`.
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
   * Who encodes: `ffmpeg`, `wasm` (built in), or `auto`, which takes ffmpeg where there is one. `auto` by default.
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
   * What is done.
   */
  readonly op: 'caption';
  /**
   * What is to be read, and when, in seconds.
   */
  readonly captions: readonly MediaCaptionEntry[] | string;
  /**
   * Name of the artifacts, without ending. `captions` by default.
   */
  readonly to?: string;
}
/**
 * Makes a picture with a title, of a picture or of one frame of a video. Output: `{ file, path, width, height, bytes }`.
 */
export interface MediaThumbnail {
  /**
   * What is done.
   */
  readonly op: 'thumbnail';
  /**
   * A picture of the project.
   */
  readonly image?: string;
  /**
   * A video of the project; needs ffmpeg.
   */
  readonly video?: string;
  /**
   * Time of the frame in seconds. 1 by default.
   */
  readonly at?: number | string;
  /**
   * Text; numbers and booleans are turned into text. May hold `${{ … }}`.
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
   * Who encodes: `ffmpeg`, `wasm` (built in), or `auto`, which takes ffmpeg where there is one. `auto` by default.
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
 * Makes music: nothing to license. Output: `{ file, path, seconds, lufs, bytes }`.
 */
export interface MediaMusic {
  /**
   * What is done.
   */
  readonly op: 'music';
  /**
   * How it sounds.
   */
  readonly mood?: (
    | ('calm' | 'bright' | 'tense')
    | {
        readonly [k: string]: unknown;
      }
  ) &
    string;
  /**
   * Text; numbers and booleans are turned into text. May hold `${{ … }}`.
   */
  readonly seed?: string | number | boolean;
  /**
   * A piece that goes on, or an opening of about five seconds. `loop` by default.
   */
  readonly kind?: (
    | ('loop' | 'jingle')
    | {
        readonly [k: string]: unknown;
      }
  ) &
    string;
  /**
   * How long it is; without it one round of a loop without a seam.
   */
  readonly seconds?: number | string;
  /**
   * Loudness of the result in LUFS, by ITU-R BS.1770. -16 by default. No peak is above -1 dBTP.
   */
  readonly loudness?: number | string;
  /**
   * `wav` or `mp3`; by default what the name in `to` says, else `wav`.
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
 * Tells what is in a sound or video, and draws a sheet of its frames and its waveform. What could not be found out is null. Output: `{ file, path, seconds, bytes, container, video: { width, height, codec, fps, black, black_seconds, frozen, frozen_seconds, by }, audio: { codec, channels, rate, lufs, silent, silent_seconds, by } }`.
 */
export interface MediaProbe {
  /**
   * What is done.
   */
  readonly op: 'probe';
  /**
   * A file of the project, or the path of an artifact.
   */
  readonly file: string;
  /**
   * Who encodes: `ffmpeg`, `wasm` (built in), or `auto`, which takes ffmpeg where there is one. `auto` by default.
   */
  readonly encoder?: (
    | ('auto' | 'ffmpeg' | 'wasm')
    | {
        readonly [k: string]: unknown;
      }
  ) &
    string;
  /**
   * Name of the picture. `sheet.png` by default.
   */
  readonly to?: string;
}
/**
 * Works on sound and pictures: one operation, named by `op`. Files are paths in the project; nothing is asked of a model.
 */
export interface MediaWith {
  readonly [k: string]: unknown;
}
/**
 * Runs another pipeline as a part of this run. Its output: the other's `outputs`.
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
 * A gate: asks a person about the output and the artifacts of a stage, and goes on with what was approved. Its output: the approved value.
 */
export interface ApprovalWith {
  /**
   * The stage whose output and artifacts are asked about.
   */
  readonly subject: string;
  /**
   * Where `changes` send the run back to: the subject, or a stage before it. It runs again with `feedback` in scope. Without it the gate takes no changes.
   */
  readonly rework?: string;
  /**
   * Offer the output of the subject as a draft: what stands there at approval is the output of the gate. Files are not edited.
   */
  readonly editable?: boolean;
  /**
   * How often the gate may ask. Without it there is no limit.
   */
  readonly max_rounds?: number;
  readonly approvers?: Approvers2;
  /**
   * Different people who must approve.
   */
  readonly quorum?: number;
  /**
   * The author of the manifest may not approve.
   */
  readonly not_author?: boolean;
  /**
   * Only a commit with a verified signature answers.
   */
  readonly require_signed?: boolean;
  /**
   * `allowed`: a manifest may waive the gate with `auto_approve`.
   */
  readonly auto_approve?: 'never' | 'allowed';
  /**
   * How long after the question the first reminder is sent. 7d by default.
   */
  readonly remind_after?: string;
  /**
   * How long after a reminder the next one is sent. Without it there is one reminder only.
   */
  readonly remind_every?: string;
  /**
   * What is asked, in a sentence. May hold `${{ … }}`.
   */
  readonly question?: string;
}
