/** Addresses of tasks: what they are of, and in what they are. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aroundOf, formatAddress, isWithin, parseAddress, stageOf, topOf } from '../../src/model/address.ts';

const CASES = [
  // address, its stage, in what it is, the stage of the run's own pipeline
  ['outline', 'outline', null, 'outline'],
  ['parts[a]', 'parts', 'parts', 'parts'],
  ['parts[a]/make', 'parts[a]/make', 'parts[a]', 'parts'],
  ['show/parts[a.b-c]/render[2]', 'show/parts[a.b-c]/render', 'show/parts[a.b-c]/render', 'show'],
  ['finally:tell', 'finally:tell', null, 'finally:tell'],
  ['finally:tell[x]/say', 'finally:tell[x]/say', 'finally:tell[x]', 'finally:tell'],
  ['Not An Address', null, null, null],
] as const;

for (const [address, stage, around, top] of CASES) {
  test(`${address} is parsed into its stage, its parents, and the stage of the pipeline`, () => {
    assert.deepEqual([stageOf(address), aroundOf(address), topOf(address)], [stage, around, top]);
    const parsed = parseAddress(address);
    if (parsed) assert.equal(formatAddress(parsed), address);
  });
}

test('a stage contains its items and their stages, but not a stage whose name has the same beginning', () => {
  for (const inside of ['parts', 'parts[a]', 'parts[a]/make', 'parts/make'])
    assert.equal(isWithin(inside, 'parts'), true);
  for (const apart of ['parts_too', 'partsx[a]', 'show/parts', 'part']) assert.equal(isWithin(apart, 'parts'), false);
});
