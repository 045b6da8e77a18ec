/** Bytes on their way from a source through a coder into a sink. */
import { release } from '../../bytes/release.js';
import { FileError } from '../failure.js';
import type { Sink } from './sink.js';
import type { Source } from './source.js';

/** Turns bytes into other bytes as they come. */
export type Coder = (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

export interface Transferred {
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Wall-clock time. */
  readonly seconds: number;
}

/** Sends everything through; neither commits nor discards. Rejects with the first error of the three. */
export async function transfer(source: Source, coder: Coder, sink: Sink): Promise<Transferred> {
  const started = performance.now();
  let bytesIn = 0;
  let bytesOut = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of source.chunks()) {
        bytesIn += chunk.length;
        yield chunk;
        // The coder is done with it when it asks for more.
        release(chunk);
      }
    } catch (error) {
      throw FileError.from(source.label, error);
    }
  }
  for await (const chunk of coder(counted())) {
    bytesOut += chunk.length;
    await sink.write(chunk);
    release(chunk);
  }
  return { bytesIn, bytesOut, seconds: (performance.now() - started) / 1000 };
}
