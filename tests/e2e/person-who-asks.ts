/** A program for tests: a person who pushes manifests one by one. Arguments: the root of a clone, how many. */
import { Clone } from '../rig/git.ts';

const [, , root = '', times = '0'] = process.argv;
const clone = new Clone(root);
const name = clone.git('config', 'user.name');
for (let n = 0; n < Number(times); n += 1)
  clone.publish({ [`runs/${name}-${n}.yaml`]: 'pipeline: main\n' }, `Ask for ${name}-${n}`);
