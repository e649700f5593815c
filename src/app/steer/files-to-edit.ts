/** What a person edits to answer the open gates of a run: the drafts and the manifest. */
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

/** Drafts first, the manifest last. One that is broken is there to be mended: then it comes alone. */
export async function filesToEdit(project: Project, run: RunId): Promise<readonly FileToEdit[]> {
  const manifest = readManifest(project, run);
  const open = manifest.ok ? await openGates(project, run, () => manifest.value) : manifest;
  const drafts = open.ok ? open.value.gates.flatMap(({ round }) => round.draft ?? []) : [];
  return [...drafts, manifestPath(run)].map((file) => ({ file, text: textNow(project, file) }));
}

export const textNow = ({ root }: Project, file: ProjectPath): string =>
  forgiving(['ENOENT'], () => readFileSync(path.join(root, file), 'utf8')) ?? '';

/** What an edit has come to. */
export interface EditedFiles {
  /** Of the manifest, and of the drafts of open gates. */
  readonly mistakes: readonly Diagnostic[];
  /** Gates that ask, and have no answer to their question yet. */
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
    // Without an answer there is nothing to look at: as if it were approved as it stands.
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
