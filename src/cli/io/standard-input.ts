/** Standard input: a pipe, file, device, terminal or stream socket. */
import { type BigIntStats, fstatSync } from 'node:fs';
import { isatty } from 'node:tty';
import { FileError } from '../failure.js';
import { STDIN, STDIN_LABEL, wasClosed } from './descriptor.js';
import { readToEnd } from './read.js';
import type { Source } from './source.js';

/** The file name that means standard input. */
export const STDIN_PATH = '-';

export class StandardInput implements Source {
  readonly label = STDIN_LABEL;
  readonly path = undefined;
  readonly size = undefined;
  /** The size of a regular file, even if its offset is not at the beginning. */
  readonly likelySize: number | undefined;
  private isStream = false;

  private constructor(readonly stats: BigIntStats) {
    this.likelySize = stats.isFile() && stats.size > 0n ? Number(stats.size) : undefined;
  }

  /** Rejects with FileError if it is closed, a directory or a datagram socket. */
  static async open(): Promise<StandardInput> {
    if (wasClosed(STDIN))
      throw new FileError(
        STDIN_LABEL,
        'is closed, or is /dev/null opened for reading and writing',
        {
          system: 'EBADF',
        },
      );
    const stats = fstatSync(STDIN, { bigint: true });
    if (stats.isDirectory())
      throw new FileError(STDIN_LABEL, 'is a directory', { system: 'EISDIR' });
    if (stats.isSocket()) await requireStreamSocket();
    return new StandardInput(stats);
  }

  /**
   * Pipes, sockets and terminals are read through Node's event loop: a blocking read may never return, and would keep the
   * process from ending. For other descriptors, such as block devices, process.stdin is an empty stream, so they are read
   * directly.
   */
  async *chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    this.isStream = this.stats.isFIFO() || this.stats.isSocket() || isatty(STDIN);
    if (this.isStream) yield* process.stdin as AsyncIterable<Uint8Array>;
    else yield* readToEnd(STDIN);
  }

  async isUnchanged(): Promise<boolean> {
    return true;
  }

  async isUntouched(): Promise<boolean> {
    return true;
  }

  async close(): Promise<void> {
    if (this.isStream) process.stdin.pause();
  }
}

/** A datagram may be cut off, and an empty one looks like the end: only a stream socket can be read like a file. */
async function requireStreamSocket(): Promise<void> {
  const { Socket } = await import('node:net');
  if (!(process.stdin instanceof Socket))
    throw new FileError(
      STDIN_LABEL,
      'is a datagram or packet socket; only stream sockets can be read',
    );
}

export function stdinIsTerminal(): boolean {
  return isatty(STDIN);
}
