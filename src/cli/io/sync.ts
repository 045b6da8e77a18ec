/** Syncs files and directories to the disk, so that they survive a power cut. */
import { open } from 'node:fs/promises';
import { FileError, systemCode } from '../failure.js';
import { systemPath } from './path.js';

/** Error codes for files and directories that cannot be synced. There is nothing else to do about those. */
const NOT_SYNCABLE = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR', 'EROFS']);

/** Waits for a sync; passes if the file cannot be synced. Rejects with other errors of the system. */
export async function ifSyncable(sync: Promise<void>): Promise<void> {
  await sync.catch((error) => {
    if (!NOT_SYNCABLE.has(systemCode(error) ?? '')) throw error;
  });
}

/** Syncs the names in a directory. Rejects with FileError. Does nothing on Windows, which cannot sync directories. */
export async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const handle = await open(systemPath(path), 'r');
    try {
      await ifSyncable(handle.sync());
    } finally {
      await handle.close().catch(() => {}); // the sync itself succeeded
    }
  } catch (error) {
    throw FileError.from(path, error);
  }
}
