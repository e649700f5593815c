/** Version and build of this program. */
import manifest from '../../../package.json' with { type: 'json' };

/** Version of this package. */
export const VERSION: string = manifest.version;

/** Defined by the loader of the built program. */
declare const __build: string | undefined;

/** Identifies this build; null: not built, or used as a library. */
export const BUILD: string | null = typeof __build === 'string' ? __build : null;
