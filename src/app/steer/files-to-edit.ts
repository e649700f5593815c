/** The files that a person edits to answer the open gates of a run: the drafts and the manifest. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { TaskAddress } from '../../model/address.ts';
import type { ProjectPath, RunId } from '../../model/brand.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { SeenAnswer } from '../../model/gate.ts';
import { forgiving } from '../../model/system-error.ts';
import { parseManifest } from '../../parse/manifest.ts';
import { manifestPath } from '../../parse/run-files.ts';
import { openGates } from '../open-gates.ts';
import { readManifest } from '../project/read-manifest.ts';
import type { Project } from '../types.ts';

export interface FileToEdit {
  readonly file: ProjectPath;
  /** '' if it cannot be read. */
  readonly text: string;
}

/** Drafts first, the manifest last. A broken manifest comes alone, so that it gets corrected. */
export async function filesToEdit(project: Project, run: RunId): Promise<readonly FileToEdit[]> {
  const manifest = readManifest(project, run);
  const open = manifest.ok ? await openGates(project, run, () => manifest.value) : manifest;
  const drafts = open.ok ? open.value.gates.flatMap(({ round }) => round.draft ?? []) : [];
  return [...drafts, manifestPath(run)].map((file) => ({ file, text: textNow(project, file) }));
}

export const textNow = ({ root }: Project, file: ProjectPath): string =>
  forgiving(['ENOENT'], () => readFileSync(path.join(root, file), 'utf8')) ?? '';

/** The result of an edit. */
export interface EditedFiles {
  /** Mistakes of the manifest, and of the drafts of open gates. */
  readonly mistakes: readonly Diagnostic[];
  /** Gates that ask and whose question has no answer yet. */
  readonly unanswered: readonly TaskAddress[];
}

export async function lookAtEdit(project: Project, run: RunId): Promise<EditedFiles> {
  const file = manifestPath(run);
  const { manifest, diagnostics } = parseManifest(file, textNow(project, file));
  if (!manifest) return { mistakes: diagnostics, unanswered: [] };
  let shown = manifest;
  const open = await openGates(project, run, () => shown);
  if (!open.ok) return { mistakes: open.error, unanswered: [] };
  const { gates, desk } = open.value;
  const mistakes = gates.flatMap(({ gate, question }) => {
    // Drafts are only checked with an answer: without one, check as if the gate were approved.
    shown = manifest.approvals.has(gate) ? manifest : { ...manifest, approved: true };
    const { answers, short } = desk.look(question, [gate]);
    const looked = answers.length === 0 && short ? [short] : answers;
    return looked.flatMap(({ content }) => (content.type === 'broken' ? [content.problem] : []));
  });
  shown = manifest;
  const all = gates.map(({ gate }) => gate);
  const unanswered = gates.filter(({ question, round }) => {
    const { answers, short } = desk.look(question, all);
    const isNews = ({ decision, digest }: SeenAnswer) => decision !== 'not-yet' && !round.standing.includes(digest);
    return !(short === null ? answers : [...answers, short]).some(isNews);
  });
  return { mistakes, unanswered: unanswered.map(({ gate }) => gate) };
}
