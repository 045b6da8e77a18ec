/** Standard input, whatever it is: a pipe, a file, a device, a terminal, a stream socket. */
import { type BigIntStats, fstatSync } from 'node:fs';
import { isatty } from 'node:tty';
import { FileError } from '../failure.js';
import { STDIN, wasClosed } from './descriptor.js';
import { readToEnd } from './read.js';
import type { Source } from './source.js';

/** As file names on the command line and as messages call it. */
export const STDIN_PATH = '-';
const LABEL = '(stdin)';

export class StandardInput implements Source {
  readonly label = LABEL;
  readonly path = undefined;
  readonly size = undefined;
  /** Of a file, as if it were read from its beginning. */
  readonly likelySize: number | undefined;
  private streams = false;

  private constructor(readonly stats: BigIntStats) {
    this.likelySize = stats.isFile() && stats.size > 0n ? Number(stats.size) : undefined;
  }

  /** Rejects with FileError when there is nothing that can be read. */
  static async open(): Promise<StandardInput> {
    if (wasClosed(STDIN))
      throw new FileError(LABEL, 'is closed, or is /dev/null opened for reading and writing', {
        system: 'EBADF',
      });
    const stats = fstatSync(STDIN, { bigint: true });
    if (stats.isDirectory()) throw new FileError(LABEL, 'is a directory', { system: 'EISDIR' });
    if (stats.isSocket()) await requireStreamSocket();
    return new StandardInput(stats);
  }

  /**
   * Pipes, sockets and terminals, which may never send anything, are read through Node's event loop: a blocking read
   * would keep the process from ending. Node's stream knows few kinds of descriptors, and takes all others for empty:
   * those are read directly.
   */
  async *chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    this.streams = this.stats.isFIFO() || this.stats.isSocket() || isatty(STDIN);
    if (this.streams) yield* process.stdin as AsyncIterable<Uint8Array>;
    else yield* readToEnd(STDIN);
  }

  async isUnchanged(): Promise<boolean> {
    return true;
  }

  async isUntouched(): Promise<boolean> {
    return true;
  }

  async close(): Promise<void> {
    if (this.streams) process.stdin.pause();
  }
}

/** Datagrams and packets would be cut or taken for the end: only a stream socket can be read like a file. */
async function requireStreamSocket(): Promise<void> {
  const { Socket } = await import('node:net');
  if (!(process.stdin instanceof Socket))
    throw new FileError(LABEL, 'is a socket of packets; only stream sockets can be read');
}

export function stdinIsTerminal(): boolean {
  return isatty(STDIN);
}
