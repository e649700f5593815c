/** Log entries about a config that differs from that of the previous process. */
import { writeInPlace } from '../../adapters/disk/durable-file.ts';
import { readBytes } from '../../adapters/disk/safe-read.ts';
import type { LogEntry } from '../../adapters/event-log.ts';
import { statePaths } from '../../adapters/state-folder.ts';
import { type Digest, isDigest } from '../../model/brand.ts';
import type { Project } from '../types.ts';

const MAX_BYTES = 128;
const looked = new WeakSet<Project>();

/** Looks once per opened project, since its config does not change. @throws DurableError */
export function configNews(project: Project): readonly LogEntry[] {
  if (looked.has(project)) return [];
  looked.add(project);
  const { root, configFile, digests, clock } = project;
  const { config } = statePaths(root);
  const before = digestIn(config);
  const now = configFile && digests.ofBytes(configFile.bytes);
  if (now === before) return [];
  writeInPlace(config, now ?? '');
  return [{ event: 'config-changed', at: clock.now(), file: configFile?.path ?? null, digest: now, before }];
}

function digestIn(file: string): Digest | null {
  const read = readBytes(file, { maxBytes: MAX_BYTES });
  const text = read.ok ? read.value.toString('utf8') : '';
  return isDigest(text) ? text : null;
}
