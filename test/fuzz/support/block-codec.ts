/** Blocks through the codec without the check of what they decode to: decoded, and encoded again. */
import type { BlockHeader } from '#dist/archive/block-header.js';
import { keptLength, leavesOf, type ModelledStream, type Tree } from '#dist/archive/tree.js';
import { BlockCoder } from '#dist/codec/block-coder.js';
import { type Dictionary, NO_DICTIONARY } from '#dist/codec/dictionary.js';
import type { FrameNetwork } from '#dist/codec/frame-network.js';
import { decodePlan, encodePlan } from '#dist/codec/measure.js';
import { ForesayError } from '#dist/errors.js';
import { SPLITTERS } from '#dist/split/registry.js';
import { runToEnd } from '../../support/stepwise.js';

const NOTHING = new Uint8Array(0);

/** What the models of a frame begin with. */
interface Inputs {
  readonly dictionary?: Dictionary | undefined;
  readonly network?: FrameNetwork | undefined;
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
  measure(header: BlockHeader, { dictionary = NO_DICTIONARY, network }: Inputs = {}): number {
    if (header.kind === 'stored') return header.length;
    return this.coder.blockMemory(header.tree, dictionary, network);
  }

  /** The block's bytes, whatever their checksum; throws as decoding does. */
  decode(header: BlockHeader, payload: Uint8Array, inputs: Inputs = {}): Uint8Array {
    return header.kind === 'stored' ? payload : this.joined(header.tree, payload, inputs);
  }

  /** The payload that an encoder makes of the same streams under the same header. */
  encodeAgain(header: BlockHeader, payload: Uint8Array, inputs: Inputs = {}): Uint8Array {
    if (header.kind === 'stored') return payload;
    let read = 0;
    const pieces = leavesOf(header.tree).map(({ stream }) => {
      const kept = payload.subarray(read, read + keptLength(stream));
      read += kept.length;
      if (stream.kind !== 'modelled') return kept;
      return this.coded(stream, this.symbols(stream, kept, inputs), inputs);
    });
    return Buffer.concat(pieces);
  }

  private joined(tree: Tree, kept: Uint8Array, inputs: Inputs): Uint8Array {
    switch (tree.kind) {
      case 'stored':
        return kept;
      case 'constant':
        return new Uint8Array(tree.length).fill(tree.value);
      case 'modelled':
        return this.symbols(tree, kept, inputs);
      case 'split': {
        const { lengths, join } = SPLITTERS[tree.splitter];
        let read = 0;
        const streams = tree.parts.map((part) => {
          const own = kept.subarray(read, read + keptLength(part));
          read += own.length;
          return this.joined(part, own, inputs);
        });
        const all = lengths(tree.parameters, tree.length)?.map((length) =>
          length === 0 ? NOTHING : (streams.shift() as Uint8Array),
        );
        const bytes = runToEnd(join(tree.parameters, all ?? [], tree.length));
        if (!bytes) throw new ForesayError('CORRUPT');
        return bytes;
      }
    }
  }

  private symbols(
    stream: ModelledStream,
    kept: Uint8Array,
    { dictionary, network }: Inputs,
  ): Uint8Array {
    const plan = decodePlan(stream, dictionary, network);
    return runToEnd(this.coder.code(plan, kept, this.memory)) as Uint8Array;
  }

  private coded(
    stream: ModelledStream,
    symbols: Uint8Array,
    { dictionary, network }: Inputs,
  ): Uint8Array {
    const plan = encodePlan(stream.spec, symbols.length, stream.alphabet, dictionary, network);
    const coded = runToEnd(this.coder.code(plan, symbols, 2 * this.memory));
    if (!coded) throw new Error('what was decoded does not encode to fewer bytes');
    return coded;
  }
}
