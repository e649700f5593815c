/**
 * A project as opened by a process: root, config, and the objects that read and write its files.
 *
 * Opening reads only the config; everything more expensive is created when it is first needed.
 */
import { realpathSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { systemClock } from '../adapters/clock.ts';
import { createDigests } from '../adapters/disk/digests.ts';
import { nodeFileSystem } from '../adapters/disk/file-system.ts';
import { createIds } from '../adapters/ids.ts';
import type { JournalReader } from '../adapters/journal/reader.ts';
import { openKeptFolders } from '../adapters/kept-folders.ts';
import { watchManifest } from '../adapters/manifest-source.ts';
import { createProjectFiles } from '../adapters/project-files.ts';
import { foreignState } from '../adapters/state-folder.ts';
import type { Slots } from '../engine/slots.ts';
import { err, ok } from '../model/brand.ts';
import type { Config } from '../model/config.ts';
import { anError, type Diagnosed, type Diagnostic } from '../model/diagnostic.ts';
import type { Manifest } from '../model/manifest.ts';
import { manifestPath } from '../parse/run-files.ts';
import type { RunStore } from '../ports/run-store.ts';
import { readConfig } from './project/read-config.ts';
import { readManifest } from './project/read-manifest.ts';
import { VERSION } from './project/version.ts';
import type { Project } from './types.ts';

/** @returns errors of the config, or that the state folder is a link or a file. */
export async function openProject(folder: string): Promise<Diagnosed<Project>> {
  const root = realpathSync(folder);
  const foreign = foreignState(root);
  if (foreign !== null) return err([inTheWay(foreign)]);
  const read = createProjectFiles(root);
  const found = await readConfig(root);
  if (!found.ok) return found;
  const { config, configFile } = found.value;
  const project: Project = {
    root,
    config,
    configFile,
    version: VERSION,
    clock: systemClock,
    ids: createIds(systemClock),
    digests: createDigests(nodeFileSystem, openKeptFolders(root)),
    read,
    slots: () => slotsOf(root, config),
    openStore: storesOf(root),
    manifestSource: (run, first) => {
      const again = (): Diagnosed<Manifest> => readManifest(project, run);
      return watchManifest({ path: path.join(root, manifestPath(run)), shown: manifestPath(run), first, read: again });
    },
  };
  return ok(project);
}

const inTheWay = (file: string): Diagnostic =>
  anError(
    'disk/in-the-way',
    `${file} is a link or not a folder: the runner needs a folder of its own for this machine`,
    {
      at: { file },
      hint: 'move it away, then try again; if it came with git, `git rm --cached` it: this folder is never committed',
    },
  );

/** Shared by root and limits while in use: a program may open the project again for each run. */
const slots = new Map<string, WeakRef<Slots>>();

async function slotsOf(root: string, { concurrency, pools }: Config): Promise<Slots> {
  const { Slots } = await import('../engine/slots.ts');
  const key = JSON.stringify([root, concurrency, pools]);
  const known = slots.get(key)?.deref();
  if (known) return known;
  const made = new Slots({ concurrency, pools });
  slots.set(key, new WeakRef(made));
  return made;
}

/** All stores share one journal reader: a daemon opens a store for each look at a run. */
export function storesOf(root: string): () => Promise<RunStore> {
  let reader: JournalReader | null = null;
  return async () => {
    const [{ createRunStore }, { JournalReader }, { thisProcess }] = await Promise.all([
      import('../adapters/run-store.ts'),
      import('../adapters/journal/reader.ts'),
      import('../adapters/disk/lock.ts'),
    ]);
    reader ??= new JournalReader({ root, fs: nodeFileSystem });
    const holder = thisProcess(systemClock.now());
    return createRunStore({ root, driver: driverName(), holder, now: () => new Date(systemClock.now()), reader });
  };
}

const MOST_OF_HOST = 32;

/** Unique among all processes that share the folder, even on machines with the same name. */
function driverName(): string {
  const host = hostname()
    .replace(/[^A-Za-z0-9-]/g, '')
    .slice(0, MOST_OF_HOST);
  const luck = Math.floor(Math.random() * 2 ** 32).toString(16);
  return `${host || 'host'}-${process.pid}-${luck}`;
}
