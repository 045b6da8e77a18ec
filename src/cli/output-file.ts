/** A file that appears whole or not at all: written beside its place under another name, then moved there. */
import * as fs from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { FileError, systemCode } from './failure.js';
import { onEarlyEnd, removeQuietly } from './signals.js';
import { type Sink, writeFully } from './sink.js';

/** What a result inherits from its source. */
export interface Attributes {
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly atime: Date;
  readonly mtime: Date;
}

const close = promisify(fs.close);
const fchmod = promisify(fs.fchmod);
const fchown = promisify(fs.fchown);
const fsync = promisify(fs.fsync);
const futimes = promisify(fs.futimes);

const PRIVATE = 0o600;
const ANYBODY = 0o666;
const PERMISSIONS = 0o777;
const MAX_NAME_BYTES = 255;
const MAX_TEMPORARIES = 100;

export class OutputFile implements Sink {
  readonly name: string;
  /** Inherited at commit; without them, the permissions of any new file. */
  attributes: Attributes | undefined;
  private readonly temporary: string;
  private readonly descriptor: number;
  private readonly replace: boolean;
  private readonly takeBack: () => void;
  private closed = false;

  private constructor(path: string, temporary: string, descriptor: number, replace: boolean) {
    this.name = path;
    this.temporary = temporary;
    this.descriptor = descriptor;
    this.replace = replace;
    this.takeBack = onEarlyEnd(() => removeQuietly(temporary));
  }

  /** Begins a file that will stand at `path`; what stands there now is replaced only if `replace`. */
  static create(path: string, replace: boolean): OutputFile {
    try {
      const [temporary, descriptor] = openTemporary(path);
      return new OutputFile(path, temporary, descriptor, replace);
    } catch (error) {
      throw FileError.from(path, error);
    }
  }

  async write(chunk: Uint8Array): Promise<void> {
    try {
      await writeFully(this.descriptor, chunk);
    } catch (error) {
      throw FileError.from(this.name, error);
    }
  }

  /** Gives the file its attributes, makes the system write it to the disk, and moves it into place. // [path 8] */
  async commit(): Promise<void> {
    try {
      await inherit(this.descriptor, this.attributes);
      await fsync(this.descriptor);
      this.closed = true; // even if closing fails, the descriptor is gone
      await close(this.descriptor);
      // No pause between here and the return: a signal finds either the temporary name or the final one.
      if (this.replace) fs.renameSync(this.temporary, this.name);
      else moveWithoutClobbering(this.temporary, this.name);
      this.takeBack();
    } catch (error) {
      throw systemCode(error) === 'EEXIST'
        ? new FileError(this.name, 'already exists, made in the meantime', { cause: error })
        : FileError.from(this.name, error);
    }
  }

  async discard(): Promise<void> {
    if (!this.closed) await close(this.descriptor).catch(() => {});
    this.closed = true;
    removeQuietly(this.temporary);
    this.takeBack();
  }
}

/**
 * A new, private, empty file in the same directory, where a rename cannot become a copy. Synchronous, so that no signal
 * comes between its making and the note that it must be removed.
 */
function openTemporary(path: string): [path: string, descriptor: number] {
  const directory = dirname(path);
  const base = basename(path);
  for (let attempt = 0; ; attempt++) {
    // A process that was killed may have left one with our process id.
    const tail = attempt === 0 ? `${process.pid}.tmp` : `${process.pid}.${attempt}.tmp`;
    const long = `.${base}.${tail}`;
    const name = Buffer.byteLength(long) <= MAX_NAME_BYTES ? long : `.foresay.${tail}`;
    const temporary = join(directory, name);
    try {
      return [temporary, fs.openSync(temporary, 'wx', PRIVATE)];
    } catch (error) {
      if (systemCode(error) !== 'EEXIST' || attempt === MAX_TEMPORARIES) throw error;
    }
  }
}

/** Owner first, as far as we may; then a mode that gives nobody more than the source did; then times. */
async function inherit(descriptor: number, attributes: Attributes | undefined): Promise<void> {
  if (!attributes) {
    await fchmod(descriptor, ANYBODY & ~process.umask());
    return;
  }
  const { uid, gid, atime, mtime } = attributes;
  let mode = attributes.mode & PERMISSIONS;
  await fchown(descriptor, uid, -1).catch(() => {});
  const groupKept = await fchown(descriptor, -1, gid).then(
    () => true,
    () => false,
  );
  if (!groupKept) {
    // The file has another group than the source: what that group and all others get is what both had.
    const both = (mode >> 3) & mode & 0o007;
    mode = (mode & 0o700) | (both << 3) | both;
  }
  await fchmod(descriptor, mode);
  await futimes(descriptor, atime, mtime);
}

const NO_LINKS = new Set(['EPERM', 'EOPNOTSUPP', 'ENOTSUP', 'ENOSYS', 'EMLINK', 'EINVAL']);

/** Throws EEXIST when something stands at `to`. Linking is the one way that cannot overwrite. */
function moveWithoutClobbering(from: string, to: string): void {
  try {
    fs.linkSync(from, to);
    removeQuietly(from);
  } catch (error) {
    if (!NO_LINKS.has(systemCode(error) ?? '')) throw error;
    // A file system without hard links: claim the name with an empty file of our own, then replace that.
    fs.closeSync(fs.openSync(to, 'wx', PRIVATE));
    try {
      fs.renameSync(from, to);
    } catch (refusal) {
      removeQuietly(to);
      throw refusal;
    }
  }
}

/** Makes the names in a directory survive a power cut. Where directories cannot be synced, the system does it. */
export async function syncDirectory(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = systemCode(error) ?? '';
    const impossible = ['EINVAL', 'ENOTSUP', 'EISDIR'].includes(code);
    if (!impossible && process.platform !== 'win32') throw FileError.from(path, error);
  }
}
