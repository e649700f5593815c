/** A gate that `auto_approve` waives asks nobody. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { project } from './rig.ts';

const PIPELINE = `
stages:
  one: { uses: write, with: { to: one.md, text: One } }
  review: { uses: approval, with: { subject: one, auto_approve: allowed } }
`;
const CONFIG = `
notify:
  - { command: [tee, -a, told.ndjson], on: [question, ended] }
`;

for (const [what, asked, waived] of [
  ['is reported to hooks and in the output of a run', '', false],
  ['that is waived is not reported', 'auto_approve: [review]\n', true],
] as const) {
  test(`a question ${what}`, async () => {
    using p = project({
      'pipeline-runner.config.yaml': CONFIG,
      'pipelines/p.yaml': PIPELINE,
      'runs/r.yaml': `pipeline: p\n${asked}`,
    });
    const { code, out, err } = await p.cli('run', 'r');
    assert.equal(code, waived ? 0 : 3, err);
    const file = path.join(p.root, 'told.ndjson');
    const told = existsSync(file) ? readFileSync(file, 'utf8') : '';
    assert.equal(/"event":"question"/.test(told), !waived, told);
    assert.equal(/"event":"ended"/.test(told), waived);
    assert.equal(/\? asks +review/.test(out + err), !waived, out + err);
    assert.equal(/approved +review +.*waived/.test(out + err), waived, out + err);
  });
}
