/** Files that are replaced as a whole: whatever ends the process, the old bytes or the new ones are under the name. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes `PATH.part`, waits until its bytes are on the disk, and renames it. If that fails (a full disk), the part is
 * removed, the file under the name stays as it was, and the system's error is thrown.
 */
export function writeAtomic(path: string, pieces: readonly Uint8Array[]): void {
  const part = `${path}.part`;
  const file = openSync(part, 'w');
  try {
    try {
      for (const piece of pieces) writeAll(file, piece);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw Object.assign(error as NodeJS.ErrnoException, { path });
  }
  syncFolder(dirname(path));
}

export function writeTextAtomic(path: string, text: string): void {
  writeAtomic(path, [new TextEncoder().encode(text)]);
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at);
}

/** Makes a rename durable. Windows cannot open a folder, and needs no such call. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
