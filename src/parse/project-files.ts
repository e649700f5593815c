/** Files that definitions name: conversion of names to project paths, and diagnostics for unreadable files. Pure. */
import { didYouMean } from '../core/nearest.ts';
import { type ProjectPath, projectPath } from '../model/brand.ts';
import type { DiagnosticCode } from '../model/codes.ts';
import { anError, type Diagnostic } from '../model/diagnostic.ts';
import { listNames } from '../model/list-names.ts';

export interface ReadError {
  readonly reason: 'missing' | 'folder' | 'not-a-file' | 'too-large' | 'outside' | 'unreadable';
  readonly message: string;
}
export type ReadResult =
  | { readonly ok: true; readonly value: Uint8Array | string }
  | { readonly ok: false; readonly error: ReadError };
/** Reads a file of the project. Repeated calls for a path give the same result. */
export type ReadText = (path: ProjectPath) => ReadResult;

/** Caches the result for each file. */
export function remembered(read: ReadText): ReadText {
  const known = new Map<ProjectPath, ReadResult>();
  return (file) => {
    const content = known.get(file) ?? read(file);
    known.set(file, content);
    return content;
  };
}

/**
 * @returns `base/text` without `.` and `..`; null when it is absolute, leaves the project or contains unsafe
 * characters.
 */
export function projectFile(base: string, text: string): ProjectPath | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (text === '' || /^[/\\~]|^[A-Za-z]:|[\\\u0000-\u001F\u007F]/.test(text)) return null;
  const steps: string[] = [];
  for (const step of `${base}/${text}`.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return null;
  }
  return steps.length === 0 ? null : projectPath(steps.join('/'));
}

/** A pipeline named `podcast` or `video/short` is `pipelines/<name>.yaml`; with an extension it is a path. */
export const pipelineFile = (name: string): ProjectPath | null =>
  /\.(ya?ml|json)$/.test(name) ? projectFile('', name) : projectFile('pipelines', `${name}.yaml`);

/** `pipelines/video/short.yaml` is `video/short`; elsewhere the path itself. */
export const pipelineName = (file: ProjectPath): string =>
  file.replace(/^pipelines\//, '').replace(/\.(ya?ml|json)$/, '');

const CODES: Readonly<Record<ReadError['reason'], DiagnosticCode>> = {
  missing: 'file/missing',
  folder: 'file/not-a-file',
  'not-a-file': 'file/not-a-file',
  'too-large': 'file/too-large',
  outside: 'file/outside',
  unreadable: 'file/unreadable',
};

/** @param what the role of the file: `template`, `schema`. */
export function unreadable(
  { what, path, error }: { what: string; path: ProjectPath; error: ReadError },
  at: Diagnostic['at'],
): Diagnostic {
  const missing = error.reason === 'missing';
  const message = missing
    ? `the ${what} ${path} does not exist`
    : `the ${what} ${path} cannot be read: ${error.message}`;
  const [, base, rest] = /^([^/]+)\/\1\/(.+)$/.exec(path) ?? [];
  const wayOut = base ? `the path is relative to ${base}/: write ${rest}` : 'create the file, or fix its path';
  const inside = error.reason === 'outside' ? 'replace the link by a file of the project' : null;
  return anError(CODES[error.reason], message, { at, hint: missing ? wayOut : inside });
}

export function outside(what: string, text: string, at: Diagnostic['at']): Diagnostic {
  const message = `the ${what} ${JSON.stringify(text)} is not a path inside the project`;
  return anError('file/outside', message, { at, hint: 'write a relative path with /' });
}

/** Lists the project's pipelines; called only if a suggestion is needed. */
export type PipelineNames = () => readonly string[];

export function unknownPipeline(name: string, at: Diagnostic['at'], namesOf: PipelineNames): Diagnostic {
  const names = namesOf();
  const file = pipelineFile(name);
  return anError('run/unknown-pipeline', `there is no pipeline "${name}"`, {
    at,
    hint:
      didYouMean(name.replace(/\.ya?ml$/, ''), names) ??
      (names.length > 0
        ? `pipelines: ${listNames(names)}`
        : file === null
          ? 'write the name of a pipeline'
          : `create ${file}, or create a project with \`pipeline-runner init\``),
  });
}
