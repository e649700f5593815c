import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [what, text = ''] = process.argv.slice(2);
const { PIPELINE_ARTIFACTS, PIPELINE_ATTEMPT, PIPELINE_EVENTS } = process.env;
if (what === 'fail') process.exit(75);
// The first attempt waits for ever.
if (what === 'wait' && PIPELINE_ATTEMPT === '1') setInterval(() => {}, 60_000);
else {
  if (what === 'page') writeFileSync(join(PIPELINE_ARTIFACTS, 'page.txt'), `Page ${text}.\n`);
  if (what === 'pay') appendFileSync(PIPELINE_EVENTS, '{"cost":{"usd":0.02}}\n');
  process.stdout.write(what === 'long' ? JSON.stringify('long '.repeat(1_000)) : text || what);
}
