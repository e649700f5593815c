/*
 * The first step of `npm start`, which any version of Node can read: the rest needs the one from `npm ci`, and a user
 * who has not run that is told so.
 */
'use strict';

const { existsSync } = require('node:fs');
const path = require('node:path');

const NEEDED = 24;
const isInstalled = existsSync(path.join(__dirname, '..', 'node_modules', '@stricli', 'core'));
const [, , , command = 'npm start'] = process.argv;

if (isInstalled && Number.parseInt(process.versions.node, 10) >= NEEDED) import('./demo.ts');
else {
  process.stderr.write(
    `Type \`npm ci && ${command}\`: the first part installs what this needs, Node ${NEEDED} included.\n`,
  );
  process.exitCode = 2;
}
