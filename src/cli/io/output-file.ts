/** An output file, written under a temporary name and moved to its final name when it is complete. */
import * as fs from 'node:fs';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { FileError, systemCode } from '../failure.js';
import { onEarlyExit } from '../process/signals.js';
import { type Attributes, applyAttributes } from './attributes.js';
import { beside, systemPath } from './path.js';
import { type Sink, writeFully } from './sink.js';

const close = promisify(fs.close);
const fsync = promisify(fs.fsync);

const PRIVATE = 0o600;
const MAX_NAME_BYTES = 255;
const MAX_TEMPORARIES = 100;

export class OutputFile implements Sink {
  readonly name: string;
  /** Applied by commit(); undefined: the permissions of any new file. */
  attributes: Attributes | undefined;
  private readonly temporary: string;
  private readonly descriptor: number;
  private readonly replace: boolean;
  private readonly cancelCleanup: () => void;
  private closed = false;

  private constructor(path: string, temporary: string, descriptor: number, replace: boolean) {
    this.name = path;
    this.temporary = temporary;
    this.descriptor = descriptor;
    this.replace = replace;
    this.cancelCleanup = onEarlyExit(() => removeQuietly(temporary));
  }

  /** Creates the temporary file for `path`. Unless `replace`, commit() fails if `path` exists by then. */
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

  /** Applies the attributes, syncs the file and moves it to its final name. // [path 8] */
  async commit(): Promise<void> {
    try {
      await applyAttributes(this.descriptor, this.attributes);
      await fsync(this.descriptor);
      this.closed = true; // close() releases the descriptor even if it fails
      await close(this.descriptor);
      // Synchronous from here on, so that a signal finds either the temporary name or the final one.
      if (this.replace) fs.renameSync(systemPath(this.temporary), systemPath(this.name));
      else moveWithoutReplacing(this.temporary, this.name);
      this.cancelCleanup();
    } catch (error) {
      throw systemCode(error) === 'EEXIST'
        ? new FileError(this.name, 'already exists; another program created it meanwhile', {
            cause: error,
          })
        : FileError.from(this.name, error);
    }
  }

  async discard(): Promise<void> {
    if (!this.closed) await close(this.descriptor).catch(() => {});
    this.closed = true;
    removeQuietly(this.temporary);
    this.cancelCleanup();
  }
}

/**
 * Creates an empty file, readable only by its owner, in the same directory, so that a rename suffices later.
 * Synchronous, so that no signal comes between its creation and the registration of its removal.
 */
function openTemporary(path: string): [path: string, descriptor: number] {
  const base = basename(path);
  for (let attempt = 0; ; attempt++) {
    // A killed process with the same id may have left one.
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

/** Throws EEXIST if `to` exists. link() never replaces a file; rename() does. */
function moveWithoutReplacing(from: string, to: string): void {
  try {
    fs.linkSync(systemPath(from), systemPath(to));
    removeQuietly(from);
  } catch (error) {
    if (!NO_LINKS.has(systemCode(error) ?? '')) throw error;
    // A file system without hard links: create an empty file exclusively, then replace that one.
    const placeholder = fs.openSync(systemPath(to), 'wx', PRIVATE);
    try {
      fs.closeSync(placeholder);
      fs.renameSync(systemPath(from), systemPath(to));
    } catch (renameError) {
      removeQuietly(to);
      throw renameError;
    }
  }
}

/** Removes a file if it exists and can be removed. */
function removeQuietly(path: string): void {
  try {
    fs.unlinkSync(systemPath(path));
  } catch {
    // The file is not there, or the system refuses; there is nothing else to try.
  }
}
