/**
 * Preloaded into foresay (node --require): notes every file call about a folder, and makes one of them fail.
 *
 * WATCHED: the folder; WATCH_LOG: a file outside it, which gets a line of JSON for each call; WATCH_FAIL: the number of
 * the call that fails, from 1; WATCH_CODE: its error (EIO).
 */
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const { errno } = require('node:os').constants;
const { resolve } = require('node:path');
const { threadId } = require('node:worker_threads');

const { WATCHED, WATCH_LOG, WATCH_FAIL = '0', WATCH_CODE = 'EIO' } = process.env;
const { appendFileSync, readlinkSync } = fs;

/** Calls by what they are given first. A promise's `open` gives a FileHandle, whose calls follow. */
const BY_PATH =
  'access chmod link lstat mkdir open opendir readdir readFile realpath rename rm stat unlink utimes writeFile';
const BY_DESCRIPTOR =
  'close fchmod fchown fdatasync fstat fsync ftruncate futimes read readv write writev';
const BY_HANDLE = 'chmod chown close datasync read readFile stat sync truncate utimes write';

let calls = 0;

function pathOf(subject) {
  try {
    if (typeof subject !== 'number') return resolve(`${subject}`);
    return readlinkSync(`/proc/self/fd/${subject}`);
  } catch {
    return '';
  }
}

/** Notes a call with what it is given behind its path or descriptor; returns the error that it must end with, if any. */
function note(name, subject, [second, at, length]) {
  if (subject instanceof URL) return undefined;
  const path = pathOf(subject);
  if (path !== WATCHED && !path.startsWith(`${WATCHED}/`)) return undefined;
  calls++;
  const fails = calls === Number(WATCH_FAIL);
  const line = { call: name, path, ...(fails && { fails }) };
  if (name === 'rename' || name === 'link') line.to = resolve(`${second}`);
  if (name === 'open') line.flags = second ?? 'r';
  if (name === 'write' && second instanceof Uint8Array)
    line.data = Buffer.from(
      second.subarray(at ?? 0, (at ?? 0) + (length ?? second.length)),
    ).toString('base64');
  appendFileSync(WATCH_LOG, `${JSON.stringify(line)}\n`);
  if (!fails) return undefined;
  return Object.assign(new Error(`${WATCH_CODE}: made to fail, ${name} '${path}'`), {
    errno: -errno[WATCH_CODE],
    code: WATCH_CODE,
    syscall: name,
  });
}

/** Replaces object[key] and keeps what promisify() looks for. */
function replace(object, key, make) {
  const original = object[key];
  if (typeof original !== 'function') return;
  const wrapped = make(original);
  for (const symbol of Object.getOwnPropertySymbols(original))
    Object.defineProperty(wrapped, symbol, Object.getOwnPropertyDescriptor(original, symbol));
  object[key] = wrapped;
}

if (threadId === 0) {
  for (const name of `${BY_PATH} ${BY_DESCRIPTOR}`.split(' ')) {
    const short = name.replace(/^f(?!data)/, '').replace('datasync', 'sync');
    replace(
      fs,
      `${name}Sync`,
      (original) =>
        function (...args) {
          const error = note(short, args[0], args.slice(1));
          // A close that fails has closed all the same.
          if (error && short === 'close') original.apply(this, args);
          if (error) throw error;
          return original.apply(this, args);
        },
    );
    replace(
      fs,
      name,
      (original) =>
        function (...args) {
          const error = note(short, args[0], args.slice(1));
          if (!error) return original.apply(this, args);
          const done = args.at(-1);
          if (short === 'close') original.call(this, args[0], () => done(error));
          else process.nextTick(done, error);
        },
    );
  }
  for (const name of BY_PATH.split(' '))
    replace(
      fs.promises,
      name,
      (original) =>
        async function (...args) {
          const error = note(name, args[0], args.slice(1));
          if (error) throw error;
          return original.apply(this, args);
        },
    );
  fs.promises.open('/dev/null').then((handle) => {
    for (const name of BY_HANDLE.split(' '))
      replace(
        Object.getPrototypeOf(handle),
        name,
        (original) =>
          async function (...args) {
            const error = note(name, this.fd, args);
            if (error && name === 'close') await original.apply(this, args);
            if (error) throw error;
            return original.apply(this, args);
          },
      );
    return handle.close();
  });
  syncBuiltinESMExports();
}
