/*
 * Loads the program: the bundle of the published package, or the sources of a checkout.
 *
 * Sources win where they are: only a checkout has them, and its bundle may be old.
 */
'use strict';

const { existsSync } = require('node:fs');
const path = require('node:path');

const source = path.join(__dirname, '..', 'src', 'cli', 'main.ts');
if (existsSync(source)) fromSources();
else require('../dist/cli.js');

function fromSources() {
  const { enableCompileCache } = require('node:module');
  const { pathToFileURL } = require('node:url');
  const { sourcesFolder } = require('./code-cache.cjs');
  if (!process.env.NODE_COMPILE_CACHE) enableCompileCache(sourcesFolder());
  import(pathToFileURL(source).href);
}
