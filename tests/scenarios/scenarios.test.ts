/** Plays every scenario file of this folder: real files, real processes, the real runner. */
import { suite, test } from 'node:test';
import { play, scenarios } from './scenario.ts';

// Most of their time they wait.
suite('scenarios', { concurrency: 6 }, () => {
  for (const [file, scenario] of scenarios()) {
    test(`${scenario.title} (${file})`, { timeout: 60_000 }, () => play(scenario));
  }
});
