/*
 * Loads the program: the bundle of the published package, or the sources of a checkout.
 *
 * Sources take precedence: only a checkout has them, and its bundle may be out of date.
 */
'use strict';

const { existsSync } = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const source = path.join(root, 'src', 'cli', 'main.ts');
if (existsSync(source)) fromSources();
else require('../dist/cli.js');

function fromSources() {
  const { pathToFileURL } = require('node:url');
  if (!process.env.NODE_COMPILE_CACHE) require('./code-cache.cjs').keepSources();
  import(pathToFileURL(source).href).catch((error) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND' || existsSync(path.join(root, 'node_modules'))) throw error;
    process.stderr.write(
      `pipeline-runner is not installed in this checkout: type \`npm ci\` in ${root} and start it again.\n`,
    );
    process.exitCode = 2;
  });
}
