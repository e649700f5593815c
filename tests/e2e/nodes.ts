/** The Nodes of this machine, and an environment for programs that are not to know that npm started the tests. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const NEEDED = 24;

export const NO_OLD_NODE = 'there is no Node older than 24 on PATH to try it with';

/** A Node on PATH that is too old for the runner; null: there is none. */
export function oldNode(): string | null {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(folder, name);
    if (folder === '' || folder.includes('node_modules') || !existsSync(file)) continue;
    const { stdout } = spawnSync(file, ['--version'], { encoding: 'utf8' });
    if (Number.parseInt(stdout.replace('v', ''), 10) < NEEDED) return file;
  }
  return null;
}

export const versionOf = (node: string): string =>
  spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim().replace('v', '');

/** What npm tells its scripts would make another npm work on this project instead of its own. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_(lifecycle|package|command|execpath|node_execpath|config_(local_prefix|call|package))|INIT_CWD|NODE_TEST)/.test(
        name,
      ),
  );
  return Object.fromEntries(kept);
}
