/** What the server of models can be told to do. Plain data. */

export interface Tokens {
  /** Cached ones included. */
  readonly input: number;
  readonly cached: number;
  /** Reasoning included. */
  readonly output: number;
  readonly reasoning: number;
}

export interface AnswerStep {
  /** null: none at all, in a message that is otherwise well formed. */
  readonly text?: string | null;
  readonly finish?: 'stop' | 'length' | 'refused';
  readonly usage?: Tokens;
  /** US dollars, said in the usage as OpenRouter does. */
  readonly cost?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of a video job: looks until it is done. */
  readonly looks?: boolean;
  readonly polls?: number;
  /** Of a video job: what it ends with instead of a video. */
  readonly jobError?: { readonly code: string; readonly message: string };
}

export type Step = {
  /** Micro-dollars, instead of what the kind of step costs. */
  readonly charge?: number;
  /** For looks at jobs too (GET, DELETE), which else take no step. */
  readonly looks?: boolean;
} & (
  | ({ readonly type: 'answer' } & AnswerStep)
  | {
      readonly type: 'status';
      readonly status: number;
      readonly message?: string;
      /** Code of the error, in the vendor's words. */
      readonly code?: string;
      readonly headers?: Readonly<Record<string, string>>;
      /** The whole body, instead of an error in the vendor's shape. */
      readonly body?: string;
    }
  /** 200 with this body: invalid JSON, nothing, something else. */
  | { readonly type: 'body'; readonly body: string; readonly mediaType?: string }
  /** The work is done, and then the connection is cut. */
  | { readonly type: 'cut'; readonly when: 'before-headers' | 'in-body' }
  /** The work is done, and then nothing comes. */
  | { readonly type: 'hang'; readonly when?: 'before-headers' | 'in-body' }
  /** The answer in small pieces. */
  | { readonly type: 'drip'; readonly everyMs: number; readonly pieces?: number }
  /** A body of that many bytes, as fast as it is read. */
  | { readonly type: 'huge'; readonly bytes: number }
  | { readonly type: 'redirect'; readonly to: string }
  | { readonly type: 'hold'; readonly until: Promise<unknown>; readonly then: Step }
);
