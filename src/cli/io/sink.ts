/** Where bytes go. A sink takes chunks, and at the end either keeps or forgets them. */
import * as fs from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { FileError, systemCode } from '../failure.js';
import { PATIENCE_MS, STDOUT } from './descriptor.js';
import { ifSyncable } from './sync.js';

export interface Sink {
  /** The name that messages and reports give it; undefined for none. */
  readonly name: string | undefined;
  /** Takes all of the chunk, or rejects with a FileError. */
  write(chunk: Uint8Array): Promise<void>;
  /** All was written and is right; rejects with a FileError. When it does, the sink is still to be discarded. */
  commit(): Promise<void>;
  /** Something went wrong: as if it had never been. Does not reject. */
  discard(): Promise<void>;
}

export const STDOUT_LABEL = '(stdout)';

const write = promisify(fs.write);
const fsync = promisify(fs.fsync);

/** Writes all of a chunk to a descriptor, on a thread of the system's, so that signals are heard meanwhile. */
export async function writeFully(descriptor: number, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) {
    try {
      at += (await write(descriptor, chunk, at, chunk.length - at)).bytesWritten;
    } catch (error) {
      const code = systemCode(error);
      // Another process that shares the descriptor made it non-blocking: wait for room.
      if (code === 'EAGAIN') await setTimeout(PATIENCE_MS);
      else if (code !== 'EINTR') throw error;
    }
  }
}

/** Standard output: bytes leave as they come. */
export class StdoutSink implements Sink {
  readonly name = STDOUT_LABEL;

  /** @param isFile Whether standard output is a regular file, whose disk may turn out to be full or broken only when it is synced. */
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

/** Something that already exists and is no file, such as /dev/null or a named pipe: written in place. */
export class DeviceSink implements Sink {
  /** @param isDisk Whether it is a block device, whose errors may show only when it is synced. */
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

/** Takes everything and keeps nothing: for testing an archive. */
export class NullSink implements Sink {
  readonly name = undefined;
  async write(): Promise<void> {}
  async commit(): Promise<void> {}
  async discard(): Promise<void> {}
}
