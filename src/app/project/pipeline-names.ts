/** Names of the pipelines of a project, by the names of their files. Reads no file. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { projectPath } from '../../model/brand.ts';
import { pipelineName } from '../../parse/project-files.ts';
import { PIPELINES } from './names.ts';

export function pipelineNames(root: string): readonly string[] {
  return filesIn(root, PIPELINES).map((file) => pipelineName(projectPath(file)));
}

function filesIn(root: string, folder: string): readonly string[] {
  let entries: readonly { readonly name: string; isDirectory(): boolean; isFile(): boolean }[];
  try {
    entries = readdirSync(path.join(root, folder), { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return [];
    throw error;
  }
  return entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.isDirectory()) return filesIn(root, `${folder}/${entry.name}`);
      return entry.isFile() && entry.name.endsWith('.yaml') ? [`${folder}/${entry.name}`] : [];
    });
}
