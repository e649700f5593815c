#!/usr/bin/env node
/*
 * Starts pipeline-runner with a version of Node that is new enough.
 *
 * Written in the syntax of very old versions of Node, because they must be able to read it. If the current one is too
 * old, the one that the project has as a dependency (`npm install node`) takes over; without one, a message says what
 * to do.
 */
'use strict';

var path = require('path');
var fs = require('fs');

var NEEDED = 24;
/* Set for the Node that takes over, so that two launchers never call each other endlessly. */
var GUARD = 'PIPELINE_RUNNER_RELAUNCHED';

if (majorOf(process.versions.node) >= NEEDED) {
  delete process.env[GUARD];
  require('./start.cjs');
} else {
  var newer = process.env[GUARD] ? null : findNewerNode();
  if (newer === null) refuse();
  else relaunch(newer);
}

function majorOf(version) {
  return parseInt(version.replace(/^v/, ''), 10);
}

function refuse() {
  process.stderr.write(
    'pipeline-runner needs Node.js ' +
      NEEDED +
      ' or newer and was started with ' +
      process.versions.node +
      ': type `' +
      whatToType() +
      '` in the project and start it again.\n'
  );
  process.exitCode = 2;
}

function whatToType() {
  /* npm installs the program of the package in a script, which settings of npm forbid, and npm 12 for new packages. */
  if (everywhere().some(hasPackageWithoutProgram))
    return 'npm pkg set --json allowScripts.node=true && npm rebuild node --ignore-scripts=false';
  /* In a checkout it is among the packages. */
  if (fs.existsSync(path.join(__dirname, '..', 'src'))) return 'npm ci --include=dev';
  return 'npm install --save-dev node@' + NEEDED;
}

function hasPackageWithoutProgram(folder) {
  var manifest = path.join(folder, 'node_modules', 'node', 'package.json');
  try {
    var version = JSON.parse(fs.readFileSync(manifest, 'utf8')).version;
    return majorOf(version) >= NEEDED && !fs.existsSync(programIn(folder));
  } catch (error) {
    return false;
  }
}

function programIn(folder) {
  return path.join(folder, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

function everywhere() {
  return upwards(process.cwd()).concat(upwards(__dirname));
}

/* The first that is new enough: of the project, then of the folders that this package is installed in. */
function findNewerNode() {
  var folders = everywhere();
  for (var i = 0; i < folders.length; i++) {
    var file = programIn(folders[i]);
    if (fs.existsSync(file) && !isForAll(folders[i]) && majorOf(versionOf(file)) >= NEEDED) return file;
  }
  return null;
}

/* A folder like /tmp, in which a program may belong to a stranger. */
function isForAll(folder) {
  var STICKY_AND_WRITABLE_BY_ALL = 0x202;
  return (fs.statSync(folder).mode & STICKY_AND_WRITABLE_BY_ALL) === STICKY_AND_WRITABLE_BY_ALL;
}

function upwards(from) {
  var folders = [from];
  for (var at = from; path.dirname(at) !== at; ) {
    at = path.dirname(at);
    folders.push(at);
  }
  return folders;
}

/* '' if it cannot be run: made for another system, or not permitted. */
function versionOf(file) {
  var said = require('child_process').spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 10000 });
  return said.status === 0 ? said.stdout : '';
}

function relaunch(file) {
  var env = {};
  for (var name in process.env) env[name] = process.env[name];
  env[GUARD] = '1';
  var child = require('child_process').spawn(file, [__filename].concat(process.argv.slice(2)), {
    stdio: 'inherit',
    env: env
  });
  passSignalsTo(child);
  child.on('error', function (error) {
    process.stderr.write('pipeline-runner could not start ' + file + ': ' + error.message + '\n');
    process.exitCode = 2;
  });
  child.on('exit', function (code, signal) {
    if (signal === null) process.exitCode = code;
    else endBy(signal);
  });
}

function passSignalsTo(child) {
  /* As in the runner itself (src/cli/signals.ts): otherwise this process would end, and the other would continue. */
  ['SIGUSR1', 'SIGUSR2'].forEach(function (signal) {
    process.on(signal, function () {});
  });
  var signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];
  signals.forEach(function (signal) {
    process.on(signal, function () {
      /* A terminal sends Ctrl-C to both processes; a second one would mean "hurry" to the runner. */
      var isFromTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
      if (signal === 'SIGTERM' || !isFromTerminal) child.kill(signal);
    });
  });
}

/* Ends this process in the same way as the other one, so that a shell sees the same result. */
function endBy(signal) {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}
