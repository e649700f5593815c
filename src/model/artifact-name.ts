/** Names of artifacts that are safe on every system. Pure. */

const ARTIFACT_SEGMENT = /^[A-Za-z0-9][A-Za-z0-9._ -]{0,63}$/;
/** Windows takes these for devices, whatever their extension. */
export const DEVICE_NAME = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Is the name safe on every system? It may contain folders, separated by `/`. */
export function isArtifactName(name: string): boolean {
  const segments = name.split('/');
  return segments.every(
    (segment) => ARTIFACT_SEGMENT.test(segment) && !DEVICE_NAME.test(segment) && !/[. ]$/.test(segment),
  );
}

/** A hint for a name that an expression evaluated to, with a valid example where one can be derived. */
export function artifactNameHint(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9._ /-]/g, '-');
  const short = plain.replaceAll(/([^/]{52})[^/]*?((?:\.[^./]{1,8})?)(?=\/|$)/g, '$1$2');
  const example = isArtifactName(short) ? `, as in ${short}` : '';
  return `use the letters a to z, digits, dots, hyphens, underscores and spaces, at most 64 between two slashes${example}`;
}
