/** The steps that the model server can follow. Plain data. */

export interface Tokens {
  /** Including cached tokens. */
  readonly input: number;
  readonly cached: number;
  /** Including reasoning tokens. */
  readonly output: number;
  readonly reasoning: number;
}

export interface AnswerStep {
  /** null: no text in an otherwise well-formed message. */
  readonly text?: string | null;
  readonly finish?: 'stop' | 'length' | 'refused';
  readonly usage?: Tokens;
  /** US dollars, reported in the usage as OpenRouter does. */
  readonly cost?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of a video job: the number of queries until it is done. */
  readonly polls?: number;
  /** Of a video job: the error with which it ends instead of a video. */
  readonly jobError?: { readonly code: string; readonly message: string };
}

export type Step = {
  /** Micro-dollars, instead of the normal price of the step. */
  readonly charge?: number;
  /** The step also applies to queries of jobs (GET, DELETE), which otherwise use no step. */
  readonly jobQueries?: boolean;
} & (
  | ({ readonly type: 'answer' } & AnswerStep)
  | {
      readonly type: 'status';
      readonly status: number;
      readonly message?: string;
      /** The vendor's code of the error. */
      readonly code?: string;
      readonly headers?: Readonly<Record<string, string>>;
      /** The whole body, instead of an error in the vendor's format. */
      readonly body?: string;
    }
  /** 200 with this body, such as invalid JSON or nothing. */
  | { readonly type: 'body'; readonly body: string; readonly mediaType?: string }
  /** The work is done and charged, then the connection is cut. */
  | { readonly type: 'cut'; readonly when: 'before-headers' | 'in-body' }
  /** The work is done and charged, then nothing is sent. */
  | { readonly type: 'hang'; readonly when?: 'before-headers' | 'in-body' }
  /** The answer is sent in small pieces. */
  | { readonly type: 'drip'; readonly everyMs: number; readonly pieces?: number }
  /** A body of this many bytes, sent as fast as it is read. */
  | { readonly type: 'huge'; readonly bytes: number }
  | { readonly type: 'redirect'; readonly to: string }
  | { readonly type: 'hold'; readonly until: Promise<unknown>; readonly then: Step }
);
