/** Where bytes go. A sink takes chunks, and at the end either keeps or forgets them. */
import { write as writeCallback } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { STDOUT } from './descriptor.js';
import { FileError, systemCode } from './failure.js';

export interface Sink {
  /** The name that messages and reports give it; undefined for none. */
  readonly name: string | undefined;
  /** Takes all of the chunk, or rejects with a FileError. */
  write(chunk: Uint8Array): Promise<void>;
  /** All was written and is right. When this rejects, the sink is still to be discarded. */
  commit(): Promise<void>;
  /** Something went wrong: as if it had never been. */
  discard(): Promise<void>;
}

const write = promisify(writeCallback);

const PATIENCE_MS = 5;

/** Writes all of a chunk to a descriptor, on a thread of the system's, so that signals are heard meanwhile. */
export async function writeFully(descriptor: number, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) {
    try {
      at += (await write(descriptor, chunk, at, chunk.length - at)).bytesWritten;
    } catch (error) {
      // Somebody who shares the descriptor made it non-blocking: wait for room.
      if (systemCode(error) !== 'EAGAIN') throw error;
      await setTimeout(PATIENCE_MS);
    }
  }
}

/** Standard output: bytes leave as they come. */
export class StdoutSink implements Sink {
  readonly name = '(stdout)';

  async write(chunk: Uint8Array): Promise<void> {
    try {
      await writeFully(STDOUT, chunk);
    } catch (error) {
      throw FileError.from(this.name, error);
    }
  }

  async commit(): Promise<void> {}
  async discard(): Promise<void> {}
}

/** Something that already exists and is no file, such as /dev/null or a named pipe: written in place. */
export class DeviceSink implements Sink {
  readonly name: string;
  private readonly handle: FileHandle;

  constructor(path: string, handle: FileHandle) {
    this.name = path;
    this.handle = handle;
  }

  async write(chunk: Uint8Array): Promise<void> {
    try {
      await writeFully(this.handle.fd, chunk);
    } catch (error) {
      throw FileError.from(this.name, error);
    }
  }

  async commit(): Promise<void> {
    await this.handle.close();
  }

  async discard(): Promise<void> {
    await this.handle.close();
  }
}

/** Takes everything and keeps nothing: for testing an archive. */
export class NullSink implements Sink {
  readonly name = undefined;
  async write(): Promise<void> {}
  async commit(): Promise<void> {}
  async discard(): Promise<void> {}
}
