/** Names of files and folders that are valid on every system, for ids of runs and keys of items. Pure. */
export const SAFE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
