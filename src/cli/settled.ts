/** How much of the input the archive written so far stands for: what comes out lags behind what goes in by blocks. */
import { ArchiveReader } from '../archive/archive-reader.js';

export class Settled {
  /** Bytes of the original in the blocks that have come out whole. */
  bytes = 0;
  private readonly reader = new ArchiveReader({ skipPayloads: true });

  /** Passes an archive on as it comes, adding up its blocks. */
  async *watch(archive: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of archive) {
      for (const event of this.reader.read(chunk))
        if (event.type === 'block') this.bytes += event.header.length;
      yield chunk;
    }
  }
}
