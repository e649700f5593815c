/** The manifest of one run, which people edit while the run is driven. */
import type { Diagnosed } from '../model/diagnostic.ts';
import type { Manifest } from '../model/manifest.ts';

export interface ManifestSource extends Disposable {
  /** The newest good version. */
  current(): Manifest;
  /** Calls `listener` after each settled change, with the new manifest or the reasons why it is not accepted. */
  onChange(listener: (change: Diagnosed<Manifest>) => void): void;
}
