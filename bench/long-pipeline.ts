/** A long pipeline file as people write them, for measuring `validate`. Pure. */

const HEAD = `name: season
description: A season of short episodes, from a list of topics to one page.
inputs:
  type: object
  required: [topics]
  properties:
    topics: { type: array, items: { type: string, minLength: 3 }, minItems: 1 }
    show: { type: string, default: curious-kids }
    words: { type: integer, minimum: 50, default: 400 }
defaults:
  retry: { attempts: 3, backoff: exponential, min: 2s, max: 10s, jitter: true }
  timeout: 5m
stages:
  plan:
    description: What the season is about.
    uses: command
    with: { argv: [node, tools/plan.mjs, "\${{ inputs.show }}"], env: { WORDS: "\${{ inputs.words }}" } }
`;

/** 13 lines: a script, its parts, and their page. */
const episode = (n: number): string => `  script_${n}:
    needs: [plan]
    uses: command
    with: { argv: [node, tools/script.mjs, "\${{ inputs.topics[0] }}", "\${{ stages.plan.output.title }}"] }
  parts_${n}:
    foreach: \${{ stages.script_${n}.output.parts }}
    key: \${{ item.id }}
    uses: command
    with: { argv: [node, tools/part.mjs, "\${{ item.text }}"], env: { SHOW: "\${{ inputs.show }}" } }
  page_${n}:
    when: \${{ stages.script_${n}.output.words > inputs.words / 2 }}
    uses: write
    with: { text: "# {{ title }}", vars: { title: "\${{ stages.parts_${n}.output[0] }}" }, to: page_${n}.md }
`;

const linesOf = (text: string): number => text.split('\n').length - 1;

/** @returns a valid pipeline of exactly this many lines. */
export function longPipeline(lines: number): string {
  const count = Math.max(0, Math.floor((lines - linesOf(HEAD)) / linesOf(episode(1))));
  const text = HEAD + Array.from({ length: count }, (_, i) => episode(i + 1)).join('');
  return text + '# The season ends here.\n'.repeat(Math.max(0, lines - linesOf(text)));
}
