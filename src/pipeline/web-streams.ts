/** CompressStream and DecompressStream, in the shape of CompressionStream and DecompressionStream. */
import type { CompressOptions, DecompressOptions } from '../types.js';
import { compressChunks } from './compress.js';
import { decompressChunks } from './decompress.js';
import { Pump } from './pump.js';
import { compressSettings, decompressSettings } from './settings.js';

/** What goes into a stream: bytes, as CompressionStream takes them. */
export type StreamInput = Uint8Array | ArrayBuffer | ArrayBufferView;

interface Pair {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<StreamInput>;
}

function pair(pump: Pump): Pair {
  let failWriting: (error: unknown) => void = () => {};
  let failReading: (error: unknown) => void = () => {};
  const writable = new WritableStream<StreamInput>({
    start: (controller) => {
      failWriting = (error) => controller.error(error);
      // abort() below waits for the write at hand, which waits for a reader that may not come.
      controller.signal.addEventListener('abort', () => {
        // The stream fails by itself; an error() from within throws in Node.
        failWriting = () => {};
        pump.stop(controller.signal.reason);
      });
    },
    write: (chunk) => pump.push(chunk as Uint8Array),
    close: () => pump.end(),
    abort: (reason) => pump.stop(reason),
  });
  const readable = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        failReading = (error) => controller.error(error);
      },
      pull: async (controller) => {
        try {
          const chunk = await pump.pull();
          if (chunk) controller.enqueue(chunk);
          else controller.close();
        } catch (error) {
          failWriting(error);
          throw error;
        }
      },
      cancel: (reason) => {
        failWriting(reason);
        pump.stop(reason);
      },
    },
    { highWaterMark: 0 },
  );
  pump.onStop((error) => {
    failWriting(error);
    failReading(error);
  });
  return { readable, writable };
}

/**
 * `source.pipeThrough(new CompressStream(options))`. The streams fail with the errors of compress(); the constructor
 * throws those of the options.
 */
export class CompressStream implements Pair {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<StreamInput>;

  constructor(options: CompressOptions = {}) {
    compressSettings(options);
    ({ readable: this.readable, writable: this.writable } = pair(
      new Pump(compressChunks, options),
    ));
  }
}

/** The inverse of CompressStream, and like it. */
export class DecompressStream implements Pair {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<StreamInput>;

  constructor(options: DecompressOptions = {}) {
    decompressSettings(options);
    ({ readable: this.readable, writable: this.writable } = pair(
      new Pump(decompressChunks, options),
    ));
  }
}
