/** What can be the name of a file or folder on every system: ids of runs and keys of items become paths. Pure. */
export const SAFE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
