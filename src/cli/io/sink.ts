/** Outputs: a sink takes chunks, and is committed or discarded at the end. */
import * as fs from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { FileError, systemCode } from '../failure.js';
import { RETRY_MS, STDOUT, STDOUT_LABEL } from './descriptor.js';
import { ifSyncable } from './sync.js';

export interface Sink {
  /** Its name in messages and reports; undefined if nothing is written. */
  readonly name: string | undefined;
  /** Writes the whole chunk. Rejects with FileError. */
  write(chunk: Uint8Array): Promise<void>;
  /** Completes the output. Rejects with FileError; then discard() is still to be called. */
  commit(): Promise<void>;
  /** Abandons the output and removes a temporary file. Does not reject. */
  discard(): Promise<void>;
}

const write = promisify(fs.write);
const fsync = promisify(fs.fsync);

/** Writes a whole chunk asynchronously, so that signals are handled meanwhile. Rejects with the system's error. */
export async function writeFully(descriptor: number, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) {
    try {
      at += (await write(descriptor, chunk, at, chunk.length - at)).bytesWritten;
    } catch (error) {
      const code = systemCode(error);
      // Another process that shares the descriptor made it non-blocking.
      if (code === 'EAGAIN') await setTimeout(RETRY_MS);
      else if (code !== 'EINTR') throw error;
    }
  }
}

/** Standard output. Written chunks cannot be taken back. */
export class StdoutSink implements Sink {
  readonly name = STDOUT_LABEL;

  /** @param isFile Whether it is a regular file, which is synced: the system may report a full disk only then. */
  constructor(private readonly isFile: boolean) {}

  async write(chunk: Uint8Array): Promise<void> {
    try {
      await writeFully(STDOUT, chunk);
    } catch (error) {
      throw FileError.from(this.name, error);
    }
  }

  async commit(): Promise<void> {
    try {
      if (this.isFile) await ifSyncable(fsync(STDOUT));
    } catch (error) {
      throw FileError.from(this.name, error);
    }
  }

  async discard(): Promise<void> {}
}

/** A named device or pipe, such as /dev/null, which is written in place. */
export class DeviceSink implements Sink {
  /** @param isDisk Whether it is a block device, which is synced: the system may report errors only then. */
  constructor(
    readonly name: string,
    private readonly handle: FileHandle,
    private readonly isDisk: boolean,
  ) {}

  async write(chunk: Uint8Array): Promise<void> {
    try {
      await writeFully(this.handle.fd, chunk);
    } catch (error) {
      throw FileError.from(this.name, error);
    }
  }

  async commit(): Promise<void> {
    try {
      if (this.isDisk) await this.handle.sync();
      await this.handle.close();
    } catch (error) {
      throw FileError.from(this.name, error);
    }
  }

  async discard(): Promise<void> {
    await this.handle.close().catch(() => {});
  }
}

/** Drops all bytes (--test). */
export class NullSink implements Sink {
  readonly name = undefined;
  async write(): Promise<void> {}
  async commit(): Promise<void> {}
  async discard(): Promise<void> {}
}
