/** A program for tests: a person who commits and pushes. Arguments: the root of a clone, a name, how often. */
import { Clone } from './git.ts';

const [, , root = '', name = '', times = '0'] = process.argv;
const clone = new Clone(root);
for (let n = 0; n < Number(times); n += 1)
  clone.publish({ [`runs/${name}-${n}.yaml`]: `inputs: {n: ${n}}\n` }, `${name} ${n}`);
