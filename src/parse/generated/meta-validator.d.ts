// Generated from the meta-schema https://json-schema.org/draft/2020-12/schema by `npm run generate`. Do not edit.
/** Is that a JSON Schema 2020-12? Formats, such as that of `$id`, are not looked at. */
export declare const isSchema: (value: unknown) => boolean;
