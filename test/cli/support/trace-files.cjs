/**
 * Preloaded into foresay (node --require): records syncs, links, renames and removals in the file TRACE, in order.
 * Other variables change what happens. When the result is synced, APPEND_TO appends a line to that file, WRITE_INTO
 * overwrites the first byte of that file and restores its modification time, and DO runs that shell command.
 * WITHOUT_LINKS makes hard links fail, as on some file systems; WITHOUT_RENAMES makes renames fail.
 */
const { execSync } = require('node:child_process');
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const { basename } = require('node:path');

const { appendFileSync } = fs;
const { TRACE, APPEND_TO, WRITE_INTO, DO, WITHOUT_LINKS, WITHOUT_RENAMES } = process.env;

/** A name, with the process id replaced. */
const named = (path) => basename(path).replace(`.${process.pid}.`, '.PID.');
const note = (step) => appendFileSync(TRACE, `${step}\n`);
const pathOf = (descriptor) => named(fs.readlinkSync(`/proc/self/fd/${descriptor}`));

function writeInto(path) {
  const { atime, mtime } = fs.statSync(path);
  const descriptor = fs.openSync(path, 'r+');
  fs.writeSync(descriptor, 'X', 0);
  fs.futimesSync(descriptor, atime, mtime);
  fs.closeSync(descriptor);
}

function before(object, name, step) {
  const original = object[name];
  object[name] = function (...args) {
    step.apply(this, args);
    return original.apply(this, args);
  };
}

before(fs, 'fsync', (descriptor) => {
  note(`sync ${pathOf(descriptor)}`);
  if (APPEND_TO) appendFileSync(APPEND_TO, 'more\n');
  if (WRITE_INTO) writeInto(WRITE_INTO);
  if (DO) execSync(DO);
});
before(fs, 'linkSync', (from, to) => {
  note(`link ${named(from)} ${named(to)}`);
  if (WITHOUT_LINKS) throw Object.assign(new Error('EPERM'), { errno: -1, code: 'EPERM' });
});
before(fs, 'renameSync', (from, to) => {
  note(`rename ${named(from)} ${named(to)}`);
  if (WITHOUT_RENAMES) throw Object.assign(new Error('EIO'), { errno: -5, code: 'EIO' });
});
before(fs, 'unlinkSync', (path) => note(`unlink ${named(path)}`));
before(fs.promises, 'unlink', (path) => note(`unlink ${named(path)}`));

fs.promises.open('/dev/null').then((handle) => {
  before(Object.getPrototypeOf(handle), 'sync', function () {
    note(`sync ${pathOf(this.fd)}`);
  });
  return handle.close();
});

syncBuiltinESMExports();
