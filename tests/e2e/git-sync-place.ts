import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { GitSync, SyncState } from '../../src/app/git-sync/types.ts';
import { syncDiagnostics } from '../../src/app/git-sync/words.ts';
import { Forge } from '../rig/git.ts';

/** A forge, a person and the clone that the daemon was started in. */
export function begin(files?: Readonly<Record<string, string>>) {
  const forge = new Forge(files);
  return { forge, ada: forge.clone('ada'), host: forge.clone('host'), [Symbol.dispose]: () => forge[Symbol.dispose]() };
}

/** What a run has on disk after so many turns. */
export function work(sync: GitSync, run: string, turn: number): void {
  put(sync, checkpointOf(run), `{"run":"${run}","turn":${turn}}\n`);
  put(sync, `runs/${run}.run/outputs/draft.json`, `{"turn":${turn}}\n`);
}

/** In the folder that the daemon works in. */
export function put(sync: GitSync, file: string, content: string | Uint8Array): void {
  mkdirSync(path.dirname(path.join(sync.tree, file)), { recursive: true });
  writeFileSync(path.join(sync.tree, file), content);
}

export const inTree = (sync: GitSync, file: string): string => readFileSync(path.join(sync.tree, file), 'utf8');
export const isInTree = (sync: GitSync, file: string): boolean => existsSync(path.join(sync.tree, file));
export const codes = (state: SyncState): string[] => syncDiagnostics(state).map(({ code }) => code);
export const checkpointOf = (run: string): string => `runs/${run}.checkpoint.json`;
