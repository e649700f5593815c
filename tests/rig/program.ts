/** The program that tests start. */
import path from 'node:path';

/** Of a package that is built once for all tests (scripts/test.ts); of this checkout where a test is run by itself. */
export const PROGRAM =
  process.env.PIPELINE_RUNNER_UNDER_TEST ?? path.join(import.meta.dirname, '../../bin/pipeline-runner.cjs');
