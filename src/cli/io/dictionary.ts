/** The file that -D names. */
import type { BigIntStats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { MAX_DICTIONARY_LENGTH } from '../../codec/dictionary.js';
import { FileError } from '../failure.js';
import { isSameFile, isUnchanged, isUntouched } from './identity.js';
import { systemPath } from './path.js';
import { readToEnd } from './read.js';
import { ifSyncable, syncDirectory } from './sync.js';

export class DictionaryFile {
  private synced = false;

  private constructor(
    private readonly path: string,
    readonly bytes: Uint8Array,
    private readonly stats: BigIntStats,
  ) {}

  /** Reads the file; rejects with FileError when it cannot be read or cannot be a dictionary. */
  static async read(path: string): Promise<DictionaryFile> {
    return withFile(path, async (handle) => {
      const stats = await handle.stat({ bigint: true });
      if (stats.isDirectory()) throw new FileError(path, 'is a directory', { system: 'EISDIR' });
      const bytes = await contentOf(path, handle);
      if (stats.isFile() && !isUnchanged(stats, await handle.stat({ bigint: true })))
        throw new FileError(path, 'changed while it was read');
      return new DictionaryFile(path, bytes, stats);
    });
  }

  isSameFile(stats: BigIntStats): boolean {
    return isSameFile(this.stats, stats);
  }

  /**
   * Makes sure that the file can be read again, after a power cut too, before a source is removed whose archive needs
   * it. Rejects with FileError when it is a pipe, or is no longer what was read.
   */
  async secure(): Promise<void> {
    const { path } = this;
    await withFile(path, async (handle) => {
      const now = await handle.stat({ bigint: true });
      if (!now.isFile()) throw new FileError(path, 'the dictionary is no regular file');
      if (!isUntouched(this.stats, now)) throw new FileError(path, 'the dictionary was changed');
      if (this.synced) return;
      await ifSyncable(handle.sync());
      await syncDirectory(dirname(path));
      this.synced = true;
    });
  }
}

/** All bytes, but never more than a dictionary can have: a device may have no end. */
async function contentOf(path: string, handle: FileHandle): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of readToEnd(handle.fd)) {
    length += chunk.length;
    if (length > MAX_DICTIONARY_LENGTH)
      throw new FileError(path, 'is longer than a dictionary can be, 64 MiB');
    chunks.push(chunk);
  }
  if (length === 0) throw new FileError(path, 'is empty, which is no dictionary');
  return Buffer.concat(chunks);
}

async function withFile<T>(path: string, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  try {
    const handle = await open(systemPath(path), 'r');
    try {
      return await use(handle);
    } finally {
      await handle.close().catch(() => {}); // it was only read
    }
  } catch (error) {
    throw FileError.from(path, error);
  }
}
