/*
 * Loads the program: the bundle of the published package, or the sources of a checkout.
 *
 * Sources take precedence: only a checkout has them, and its bundle may be out of date.
 */
'use strict';

const { existsSync } = require('node:fs');
const path = require('node:path');

const source = path.join(__dirname, '..', 'src', 'cli', 'main.ts');
if (existsSync(source)) fromSources();
else require('../dist/cli.js');

function fromSources() {
  const { pathToFileURL } = require('node:url');
  if (!process.env.NODE_COMPILE_CACHE) require('./code-cache.cjs').keepSources();
  import(pathToFileURL(source).href);
}
