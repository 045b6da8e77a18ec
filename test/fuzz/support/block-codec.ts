/** Blocks through the codec without the check of what they decode to: decoded, and encoded again. */
import { alphabetValues } from '#dist/archive/alphabet.js';
import type { BlockHeader } from '#dist/archive/block-header.js';
import { keptLength, type ModelledStream, type Stream } from '#dist/archive/stream-header.js';
import { BlockCoder } from '#dist/codec/block-coder.js';
import { type Dictionary, NO_DICTIONARY } from '#dist/codec/dictionary.js';
import { encodePlan, streamPlan } from '#dist/codec/measure.js';
import { ForesayError } from '#dist/errors.js';
import { TRANSFORMS } from '#dist/transform/registry.js';
import { runToEnd } from '../../support/stepwise.js';

/** One value needs no coded bytes, and no codec. */
function onlyValue(alphabet: Uint8Array): number | undefined {
  const [value, other] = alphabetValues(alphabet);
  return other === undefined ? value : undefined;
}

export class BlockCodec {
  private readonly coder: BlockCoder;

  /** @param memory Most bytes that a block may take. */
  constructor(
    module: WebAssembly.Module,
    private readonly memory: number,
  ) {
    this.coder = new BlockCoder(module);
  }

  /** Bytes of memory that decoding the block takes. */
  measure(header: BlockHeader, dictionary = NO_DICTIONARY): number {
    return header.kind === 'stored' ? header.length : this.coder.blockMemory(header, dictionary);
  }

  /** The block's bytes, whatever their checksum; throws as decoding does. */
  decode(header: BlockHeader, payload: Uint8Array, dictionary = NO_DICTIONARY): Uint8Array {
    if (header.kind === 'stored') return payload;
    const parts = this.perStream(header.streams, payload, (stream, kept) =>
      stream.kind === 'stored'
        ? kept
        : this.untransform(stream, this.symbols(stream, kept, dictionary)),
    );
    const taken = parts.map(() => 0);
    const pieces = header.segments.map(({ stream, length }) => {
      const start = taken[stream] as number;
      taken[stream] = start + length;
      return (parts[stream] as Uint8Array).subarray(start, start + length);
    });
    return Buffer.concat(pieces);
  }

  /** The payload that an encoder makes of the same symbols under the same header. */
  encodeAgain(header: BlockHeader, payload: Uint8Array, dictionary = NO_DICTIONARY): Uint8Array {
    if (header.kind === 'stored') return payload;
    const parts = this.perStream(header.streams, payload, (stream, kept) =>
      stream.kind === 'stored'
        ? kept
        : this.coded(stream, this.symbols(stream, kept, dictionary), dictionary),
    );
    return Buffer.concat(parts);
  }

  private perStream<T>(
    streams: readonly Stream[],
    payload: Uint8Array,
    take: (stream: Stream, kept: Uint8Array) => T,
  ): T[] {
    let read = 0;
    return streams.map((stream) => {
      const kept = payload.subarray(read, read + keptLength(stream));
      read += kept.length;
      return take(stream, kept);
    });
  }

  private symbols(stream: ModelledStream, kept: Uint8Array, dictionary: Dictionary): Uint8Array {
    const plan = streamPlan(stream, dictionary);
    const value = onlyValue(stream.alphabet);
    if (value !== undefined) return new Uint8Array(plan.length).fill(value);
    return runToEnd(this.coder.code(plan, kept, this.memory)) as Uint8Array;
  }

  private coded(stream: ModelledStream, symbols: Uint8Array, dictionary: Dictionary): Uint8Array {
    if (onlyValue(stream.alphabet) !== undefined) return new Uint8Array(0);
    const plan = encodePlan(stream.spec, symbols.length, stream.alphabet, dictionary);
    const coded = runToEnd(this.coder.code(plan, symbols, 2 * this.memory));
    if (!coded) throw new Error('what was decoded does not encode to fewer bytes');
    return coded;
  }

  private untransform({ transforms, length }: ModelledStream, symbols: Uint8Array): Uint8Array {
    let bytes = symbols;
    for (const [i, { name }] of [...transforms.entries()].reverse()) {
      const back = runToEnd(TRANSFORMS[name].inverse(bytes, transforms[i - 1]?.length ?? length));
      if (!back) throw new ForesayError('CORRUPT');
      bytes = back;
    }
    return bytes;
  }
}
