/** A file that appears whole or not at all: written beside its place under another name, then moved there. */
import * as fs from 'node:fs';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { FileError, systemCode } from '../failure.js';
import { onEarlyEnd, removeQuietly } from '../signals.js';
import { type Attributes, inherit } from './attributes.js';
import { beside, systemPath } from './path.js';
import { type Sink, writeFully } from './sink.js';

const close = promisify(fs.close);
const fsync = promisify(fs.fsync);

const PRIVATE = 0o600;
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
      if (this.replace) fs.renameSync(systemPath(this.temporary), systemPath(this.name));
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
  const base = basename(path);
  for (let attempt = 0; ; attempt++) {
    // A process that was killed may have left one with our process id.
    const tail = attempt === 0 ? `${process.pid}.tmp` : `${process.pid}.${attempt}.tmp`;
    const long = `.${base}.${tail}`;
    const fits = Buffer.byteLength(systemPath(long)) <= MAX_NAME_BYTES;
    const temporary = beside(path, fits ? long : `.foresay.${tail}`);
    try {
      return [temporary, fs.openSync(systemPath(temporary), 'wx', PRIVATE)];
    } catch (error) {
      if (systemCode(error) !== 'EEXIST' || attempt === MAX_TEMPORARIES) throw error;
    }
  }
}

const NO_LINKS = new Set(['EPERM', 'EOPNOTSUPP', 'ENOTSUP', 'ENOSYS', 'EMLINK', 'EINVAL']);

/** Throws EEXIST when something stands at `to`. Linking is the one way that cannot overwrite. */
function moveWithoutClobbering(from: string, to: string): void {
  try {
    fs.linkSync(systemPath(from), systemPath(to));
    removeQuietly(from);
  } catch (error) {
    if (!NO_LINKS.has(systemCode(error) ?? '')) throw error;
    // A file system without hard links: claim the name with an empty file of our own, then replace that.
    const claim = fs.openSync(systemPath(to), 'wx', PRIVATE);
    try {
      fs.closeSync(claim);
      fs.renameSync(systemPath(from), systemPath(to));
    } catch (refusal) {
      removeQuietly(to);
      throw refusal;
    }
  }
}
