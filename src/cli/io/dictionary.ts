/** The dictionary file (-D). */
import type { BigIntStats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { MAX_DICTIONARY_LENGTH } from '../../codec/dictionary.js';
import { FileError } from '../failure.js';
import { systemPath } from './path.js';
import { readToEnd } from './read.js';
import { isSameFile, isUnchanged, isUntouched } from './same-file.js';
import { ifSyncable, syncDirectory } from './sync.js';

export class DictionaryFile {
  private synced = false;

  private constructor(
    private readonly path: string,
    readonly bytes: Uint8Array,
    private readonly stats: BigIntStats,
  ) {}

  /** Reads the file. Rejects with FileError if it cannot be read, is empty or is too long. */
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
   * Syncs the file and its directory, so that it survives a power cut. This comes before the removal of a source whose
   * archive needs the dictionary. Rejects with FileError if it is not a regular file or was changed since it was read.
   */
  async syncToDisk(): Promise<void> {
    const { path } = this;
    await withFile(path, async (handle) => {
      const now = await handle.stat({ bigint: true });
      if (!now.isFile()) throw new FileError(path, 'the dictionary is not a regular file');
      if (!isUntouched(this.stats, now)) throw new FileError(path, 'the dictionary was changed');
      if (this.synced) return;
      await ifSyncable(handle.sync());
      await syncDirectory(dirname(path));
      this.synced = true;
    });
  }
}

/** All bytes. Reading stops at the largest length of a dictionary, because a device may be endless. */
async function contentOf(path: string, handle: FileHandle): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of readToEnd(handle.fd)) {
    length += chunk.length;
    if (length > MAX_DICTIONARY_LENGTH)
      throw new FileError(
        path,
        `is longer than ${MAX_DICTIONARY_LENGTH / 2 ** 20} MiB, the limit for a dictionary`,
      );
    chunks.push(chunk);
  }
  if (length === 0) throw new FileError(path, 'is empty; a dictionary needs at least one byte');
  return Buffer.concat(chunks);
}

async function withFile<T>(path: string, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  try {
    const handle = await open(systemPath(path), 'r');
    try {
      return await use(handle);
    } finally {
      await handle.close().catch(() => {}); // nothing was written
    }
  } catch (error) {
    throw FileError.from(path, error);
  }
}
