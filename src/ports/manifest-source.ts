/** The manifest of one run as it changes under a person's hands. */
import type { Diagnosed } from '../model/diagnostic.ts';
import type { Manifest } from '../model/manifest.ts';

export interface ManifestSource extends Disposable {
  /** The newest good version. */
  current(): Manifest;
  /** Calls back after each settled change: a new manifest, or why the edit does not count. */
  onChange(listener: (change: Diagnosed<Manifest>) => void): void;
}
