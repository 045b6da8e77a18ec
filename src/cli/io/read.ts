/** Reads from descriptors. */
import { type BigIntStats, read as readCallback } from 'node:fs';
import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { isatty } from 'node:tty';
import { promisify } from 'node:util';
import { systemCode } from '../failure.js';
import { RETRY_MS } from './descriptor.js';

const read = promisify(readCallback);

const CHUNK = 2 ** 18;

/**
 * Reads once, asynchronously, so that signals are handled meanwhile.
 * @param position Offset in the file; null: the current offset.
 * @returns At most `most` bytes; none at the end of the file. Rejects with the system's error.
 */
export async function readChunk(
  descriptor: number,
  position: number | null,
  most: number = CHUNK,
): Promise<Buffer> {
  // Not from Node's buffer pool, because the buffer may be transferred to a worker.
  const buffer = Buffer.allocUnsafeSlow(Math.min(most, CHUNK));
  for (;;) {
    try {
      const { bytesRead } = await read(descriptor, buffer, 0, buffer.length, position);
      return buffer.subarray(0, bytesRead);
    } catch (error) {
      const code = systemCode(error);
      // Another process that shares the descriptor made it non-blocking.
      if (code === 'EAGAIN') await setTimeout(RETRY_MS);
      else if (code !== 'EINTR') throw error;
    }
  }
}

/** Reads from the current offset to the end. */
export async function* readToEnd(descriptor: number): AsyncGenerator<Buffer, void, undefined> {
  for (;;) {
    const chunk = await readChunk(descriptor, null);
    if (chunk.length === 0) return;
    yield chunk;
  }
}

/**
 * The length of a regular file in bytes; undefined where the size in its stats is not reliable. Files that the kernel
 * generates have a size of 0 (/proc) or one page (/sys), whatever their content. They occupy no blocks, and their last
 * byte, according to that size, cannot be read.
 */
export async function reliableSize(
  descriptor: number,
  stats: BigIntStats,
): Promise<number | undefined> {
  const size = Number(stats.size);
  if (!stats.isFile() || size === 0) return undefined;
  const occupiesBlocks = 512n * stats.blocks >= stats.size;
  return occupiesBlocks || (await readChunk(descriptor, size - 1, 1)).length > 0 ? size : undefined;
}

/**
 * A stream of Node's event loop for an open pipe or terminal, which owns the descriptor; undefined for other files. A
 * read from a pipe or terminal may never return, and in Node's thread pool it would keep the process from ending.
 * Undefined in Deno and Bun too, whose streams accept no descriptor of a pipe.
 */
export async function openStream(
  descriptor: number,
  stats: BigIntStats,
): Promise<Readable | undefined> {
  if ('deno' in process.versions || 'bun' in process.versions) return undefined;
  // Imported only here, because it slows the start.
  if (isatty(descriptor)) return new (await import('node:tty')).ReadStream(descriptor);
  if (!stats.isFIFO()) return undefined;
  const { Socket } = await import('node:net');
  return new Socket({ fd: descriptor, readable: true, writable: false });
}
