/** Which program this is. */
import manifest from '../../../package.json' with { type: 'json' };

/** Of this package. */
export const VERSION: string = manifest.version;

/** The loader of the built program gives it. */
declare const __build: string | undefined;

/** Tells this build from every other; null: it is not built, or the library. */
export const BUILD: string | null = typeof __build === 'string' ? __build : null;
