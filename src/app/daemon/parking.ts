/** A run that is worked on while its manifest is deleted: what is in flight may end, and it goes to rest. */
import { err, type RunId } from '../../model/brand.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { ManifestSource } from '../../ports/manifest-source.ts';
import type { Project } from '../types.ts';
import { vanished } from './notices.ts';

/** `run` goes on with the last version of a manifest that vanishes: somebody waits for it. Nobody waits for a daemon. */
export const parkedWhenGone = (project: Project): Project => ({
  ...project,
  manifestSource: (run, first) => new ParkingSource(run, project.manifestSource(run, first)),
});

class ParkingSource implements ManifestSource {
  private readonly run: RunId;
  private readonly source: ManifestSource;
  private isGone = false;

  constructor(run: RunId, source: ManifestSource) {
    this.run = run;
    this.source = source;
  }

  current(): Manifest {
    const manifest = this.source.current();
    return this.isGone ? { ...manifest, paused: true } : manifest;
  }

  onChange(listener: Parameters<ManifestSource['onChange']>[0]): void {
    this.source.onChange((change) => {
      this.isGone = !change.ok && change.error.some(({ code }) => code === 'manifest/missing');
      listener(this.isGone ? err([vanished(this.run)]) : change);
    });
  }

  [Symbol.dispose](): void {
    this.source[Symbol.dispose]();
  }
}
