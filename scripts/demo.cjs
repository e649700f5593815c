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
const { node } = process.versions;

if (!isInstalled)
  refuse(`Type \`npm ci && ${command}\`: the first part installs what this needs, Node ${NEEDED} included.`);
else if (Number.parseInt(node, 10) >= NEEDED) import('./demo.ts');
else {
  // Node is a development dependency, and is installed by a script.
  const install = 'npm ci --include=dev --ignore-scripts=false';
  refuse(`Type \`${install} && ${command}\`: this is Node ${node}, and Node ${NEEDED} was not installed.`);
}

function refuse(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 2;
}
