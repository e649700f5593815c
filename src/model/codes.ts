/** Every code that a diagnostic or a failure can carry, with its meaning. docs/errors.md is generated from here. */
import { expressionCodes } from './codes-expression.ts';
import { formatCodes } from './codes-format.ts';
import { runtimeCodes } from './codes-runtime.ts';

export const codes = { ...formatCodes, ...expressionCodes, ...runtimeCodes } as const;

export type DiagnosticCode = keyof typeof codes;
