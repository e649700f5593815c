/** Every code that a diagnostic or a failure can carry, with its meaning. docs/errors.md is generated from here. */
import { answerCodes } from './codes-answers.ts';
import { commandLineCodes } from './codes-command-line.ts';
import { daemonCodes } from './codes-daemon.ts';
import { draftCodes } from './codes-draft.ts';
import { expressionCodes } from './codes-expression.ts';
import { formatCodes } from './codes-format.ts';
import { gateCodes } from './codes-gate.ts';
import { gitCodes } from './codes-git.ts';
import { mediaCodes } from './codes-media.ts';
import { runCodes } from './codes-run.ts';
import { runtimeCodes } from './codes-runtime.ts';
import { verifyCodes } from './codes-verify.ts';

export const codes = {
  ...formatCodes,
  ...expressionCodes,
  ...runtimeCodes,
  ...mediaCodes,
  ...runCodes,
  ...gateCodes,
  ...daemonCodes,
  ...draftCodes,
  ...answerCodes,
  ...gitCodes,
  ...verifyCodes,
  ...commandLineCodes,
} as const;

export type DiagnosticCode = keyof typeof codes;
