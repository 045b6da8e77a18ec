/** The streams of a compressed file, summed by kind and coding, for reports. */
import type { BlockInfo, StreamInfo } from '../../types.js';
import { formatCount } from './format.js';

/** How a stream is coded, its splitters and its model: `line-ends + lstm(64x1)`, `stored`. */
export function codingOf({ splitters, model }: StreamInfo): string {
  return [...splitters, model ?? 'stored'].join(' + ');
}

/** Collects the streams of all blocks of a file. */
export class StreamSummary {
  private readonly sums = new Map<string, { originalBytes: number; codedBytes: number }>();
  private readonly modelNames = new Set<string>();

  add({ streams }: BlockInfo): void {
    for (const stream of streams) {
      const key = stream.model ? `${stream.kind}, ${codingOf(stream)}` : 'stored';
      const { originalBytes, codedBytes } = this.sums.get(key) ?? {
        originalBytes: 0,
        codedBytes: 0,
      };
      this.sums.set(key, {
        originalBytes: originalBytes + stream.originalBytes,
        codedBytes: codedBytes + stream.codedBytes,
      });
      this.modelNames.add(stream.model ?? 'stored');
    }
  }

  /** The models, each once, `stored` included. */
  get models(): string {
    return [...this.modelNames].join(' ');
  }

  /** `KIND, CODING: N -> N bytes` for each kind and coding. */
  get lines(): string[] {
    return [...this.sums].map(
      ([key, { originalBytes, codedBytes }]) =>
        `${key}: ${formatCount(originalBytes)} -> ${formatCount(codedBytes)} bytes`,
    );
  }
}
