/** Names of a project's pipelines, from their file names. Reads no file. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { projectPath } from '../../model/brand.ts';
import { forgiving } from '../../model/system-error.ts';
import { pipelineName } from '../../parse/project-files.ts';
import { PIPELINES } from './names.ts';

export function pipelineNames(root: string): readonly string[] {
  return filesIn(root, PIPELINES).map((file) => pipelineName(projectPath(file)));
}

function filesIn(root: string, folder: string): readonly string[] {
  const list = () => readdirSync(path.join(root, folder), { withFileTypes: true });
  return (forgiving(['ENOENT', 'ENOTDIR'], list) ?? [])
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.isDirectory()) return filesIn(root, `${folder}/${entry.name}`);
      return entry.isFile() && entry.name.endsWith('.yaml') ? [`${folder}/${entry.name}`] : [];
    });
}
