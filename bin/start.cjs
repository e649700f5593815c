/*
 * Loads the program: the bundle of the published package, or the sources of a checkout.
 *
 * Sources win where they are: only a checkout has them, and its bundle may be old.
 */
'use strict';

const { existsSync } = require('node:fs');
const { enableCompileCache } = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { sourcesFolder } = require('./code-cache.cjs');

const source = path.join(__dirname, '..', 'src', 'cli', 'main.ts');
const isCheckout = existsSync(source);
if (isCheckout && !process.env.NODE_COMPILE_CACHE) enableCompileCache(sourcesFolder());
import(pathToFileURL(isCheckout ? source : path.join(__dirname, '..', 'dist', 'cli.js')).href);
