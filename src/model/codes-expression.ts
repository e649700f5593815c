/** Codes of the expression domain; see codes.ts. */
import type { CodeEntry } from './code-entry.ts';

export const expressionCodes = {
  'expr/syntax': {
    title: 'An expression is malformed',
    help: 'What is between ${{ and }} is an expression in the Common Expression Language (CEL). Text needs quotes, and brackets must match.',
    example: 'when: ${{ inputs.mode == }}',
  },
  'expr/unterminated': {
    title: 'A ${{ has no }}',
    help: 'An expression begins with ${{ and ends with }}. To write ${{ itself, put it into an expression: ${{ "${{" }}.',
    example: 'with: { argv: [echo, "${{ inputs.topic"] }',
  },
  'expr/not-evaluated': {
    title: 'A text looks like an expression but is not one',
    help: 'Only ${{ … }} is evaluated in a pipeline. {{ … }} is for templates (files under templates/, and `text`), ${…} for shells: elsewhere both are passed on unchanged, as is ${{ … }} in a manifest. A bare path, such as stages.draft.output, is plain text. Write ${{ … }} in the pipeline; if you mean the characters themselves, put them into an expression: ${{ "{{ inputs.topic }}" }}.',
    example: 'vars: { topic: "{{ inputs.topic }}" }',
  },
  'expr/unknown-name': {
    title: 'An expression begins with a name that does not exist',
    help: 'Paths begin with inputs, context, stages, item, index, run, vars or secrets. Text needs quotes.',
    example: 'when: ${{ input.topic != "" }}',
  },
  'expr/unknown-field': {
    title: 'An expression reads a field that the value does not have',
    help: 'The schema of the value (of the inputs, of the output or the artifacts of a stage, of the context) lists its fields, and this is not one of them. Correct the name, or add the field to the schema. `additionalProperties: true` in the schema allows any.',
    example: 'with: { argv: [echo, "${{ inputs.topik }}"] }',
  },
  'expr/unknown-stage': {
    title: 'An expression reads a stage that does not exist here',
    help: 'stages.<id> names a stage of the same pipeline, and the id must be literal, not computed.',
    example: 'foreach: ${{ stages.outlne.output.segments }}',
  },
  'expr/unknown-function': {
    title: 'An expression calls a function that does not exist',
    help: 'The functions are those of CEL: size, string, int, double, has, matches, and methods such as startsWith, contains, split, join, map, filter, exists, all.',
    example: 'when: ${{ len(inputs.topic) > 3 }}',
  },
  'expr/type-clash': {
    title: 'Types in an expression do not match',
    help: '`when` must be true or false, `foreach` a list or null; operators and functions need values of matching types. Convert with string(…), int(…) or double(…).',
    example: 'when: ${{ inputs.topic }}',
  },
  'expr/may-be-null': {
    title: 'An expression reads something that may be missing',
    help: 'A stage with `when`, `skippable` or `on_error: continue` can end without an output, an input that is neither required nor has a default may be missing, the outputs of a run that did not complete are null in `finally`, and a value that may be null fails where text is needed, or is written as "null". Check before reading (stages.x.output != null ? … : …, has(inputs.y) ? … : …), in the expression or in the `when` of the stage that reads, or give the stage an `otherwise` and the input a default.',
    example: 'with: { argv: [play, "${{ stages.music.output.track }}"] }   # music has a `when`',
  },
  'expr/not-in-scope': {
    title: 'A name exists, but not here',
    help: 'item and index exist only in stages with `foreach`; run.summary exists only in `finally` stages.',
    example: 'with: { argv: [echo, "${{ item }}"] }   # no foreach',
  },
  'expr/secret-in-text': {
    title: 'A secret is used inside a longer text or a computation',
    help: 'A secret is a reference that is resolved at the last moment, so that its value is in no file, log or fingerprint. It must be the whole value: "${{ secrets.NAME }}". Let the program that receives it build the longer text.',
    example: 'with: { headers: { authorization: "Bearer ${{ secrets.TOKEN }}" } }',
  },
  'expr/forged-secret': {
    title: 'A value looks like a secret reference but was not made by an expression',
    help: 'A map with the key "$secret" came from an input, an output or the pipeline file. Only ${{ secrets.NAME }} may name a secret; anything else could send one where it does not belong. Rename the key.',
    example: 'inputs: { header: { $secret: TOKEN } }',
  },
  'expr/too-complex': {
    title: 'An expression, or the value it makes, is too large',
    help: 'An expression has at most 8,000 characters, 1,000 parts and 16 macros (map, filter, exists …), nested at most two deep. Move the work into a `module` stage.',
    example: '${{ a.map(x, b.map(y, c.map(z, x + y + z))) }}',
  },
  'expr/failed': {
    title: 'An expression could not be evaluated in this run',
    help: 'Its values are not what it expects: a field is missing, a list is shorter, a number is divided by zero. The message names the place. Guard it with has(…) or a condition, or give the output a schema, so that the error is found before the run.',
    example: '${{ stages.outline.output.segments[7].title }}   # there are five',
  },
  'expr/too-many-items': {
    title: 'A foreach has more than 100,000 items',
    help: 'Every item has its own entry in the checkpoint. Let one item stand for a batch.',
    example: 'foreach: ${{ inputs.rows }}',
  },
  'expr/bad-key': {
    title: 'The `key` of a foreach is neither text nor a number',
    help: 'The key names the item in the checkpoint, in paths and in commands. Choose a field that is short text or a number.',
    example: 'key: ${{ item }}   # a map',
  },
  'expr/duplicate-key': {
    title: 'Two items of a foreach have the same `key`',
    help: 'A key names one item. Keys that differ only in upper and lower case count as equal, because they would share a folder on some machines. Choose a field that differs, or leave `key` out.',
    example: 'key: ${{ item.language }}   # two items are English',
  },
  'expr/child-inputs': {
    title: 'The inputs that a stage passes to its sub-pipeline do not match its schema',
    help: 'The inputs of a `pipeline` stage are checked against the JSON Schema under `inputs:` of that pipeline, with defaults applied.',
    example: 'with: { pipeline: segment, inputs: { titel: Rockets } }',
  },
  'template/syntax': {
    title: 'A template is malformed',
    help: 'Templates are Liquid: {{ value }}, {% if … %}, {% for … %}. Every tag needs its end, and no template can include another.',
    example: '{% for segment in segments %} … (no endfor)',
  },
  'template/unknown-variable': {
    title: 'A template uses a variable that the stage does not pass to it',
    help: 'A template sees only what is under `vars:` of its stage. Add it there, or correct the name.',
    example: 'Write about {{ topik }}.',
  },
  'template/unknown-filter': {
    title: 'A template uses a filter that does not exist',
    help: 'The filters are those of Liquid: upcase, join, map, where, date, json …',
    example: '{{ topic | uppercase }}',
  },
  'template/too-large': {
    title: 'A template, or the text it makes, is too large',
    help: 'A template has at most 256 KiB, and its result at most 16 Mi characters. Split it, or write the text with a `module` stage.',
    example: '{% for i in (1..100000000) %}x{% endfor %}',
  },
  'template/failed': {
    title: 'A template could not be rendered with these values',
    help: 'A variable or a field is missing in this run, or a filter cannot work on the value it was given. Guard it with {% if … %} or | default.',
    example: '{{ outline.title }}   # the outline has none',
  },
} as const satisfies Record<string, CodeEntry>;
