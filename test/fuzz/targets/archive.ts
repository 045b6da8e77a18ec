/**
 * A whole archive through decompress(). The input is an archive whose checks need not be right: they are mended, those
 * of contents too, so that what decodes must be given.
 */
import type { BlockHeader } from '#dist/archive/block-header.js';
import { leavesOf } from '#dist/archive/tree.js';
import type { FrameNetwork } from '#dist/codec/frame-network.js';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import { ForesayError } from '#dist/errors.js';
import { decompress, initialize } from '#dist/index.js';
import { BlockCodec } from '../support/block-codec.js';
import {
  affordable,
  DECODING_ERRORS,
  Finding,
  MEMORY,
  type Target,
} from '../support/fuzz-target.js';
import { mend } from '../support/mend.js';

/** Most bytes that an input may decode to. */
const MAX_OUTPUT = 1 << 16;

export async function archiveTarget(module: WebAssembly.Module): Promise<Target> {
  initialize(module);
  await loadChecksum();
  const codec = new BlockCodec(module, MEMORY);
  return async (input) => {
    const contents: (Uint8Array | undefined)[] = [];
    let cheap = true;
    let length = 0;
    const { archive, blocks, whole } = mend(input, (header, payload, network) => {
      length += header.length;
      cheap &&= length <= MAX_OUTPUT && isCheap(codec, header, network);
      contents.push(cheap ? decoded(codec, header, payload, network) : undefined);
      return contents.at(-1);
    });
    if (!cheap) return 'too much work';
    const right = whole && contents.every((content) => content !== undefined);
    let bytes: Uint8Array;
    try {
      bytes = await decompress(archive, { threads: 0, memory: MEMORY });
    } catch (error) {
      if (!(error instanceof ForesayError) || !DECODING_ERRORS.has(error.code))
        throw new Finding('an error that decompress() must not give', error);
      if (right && error.code === 'CHECKSUM') throw new Finding('right checks are refused', error);
      return error.code;
    }
    if (!right || !Buffer.concat(contents as Uint8Array[]).equals(bytes))
      throw new Finding('wrong bytes');
    for (const { header, payload, network } of blocks)
      if (!Buffer.from(codec.encodeAgain(header, payload, { network })).equals(payload))
        throw new Finding('a second encoding of the same bytes');
    return 'decoded';
  };
}

function isCheap(
  codec: BlockCodec,
  header: BlockHeader,
  network: FrameNetwork | undefined,
): boolean {
  if (header.kind === 'stored') return true;
  // A prior is learned before the first byte, which takes as long as coding a quarter of a megabyte.
  for (const { stream } of leavesOf(header.tree))
    if (stream.kind === 'modelled' && (stream.spec.prior !== 'none' || stream.length > 4096))
      return false;
  return affordable(() => codec.measure(header, { network }), header.length);
}

function decoded(
  codec: BlockCodec,
  header: BlockHeader,
  payload: Uint8Array,
  network: FrameNetwork | undefined,
): Uint8Array | undefined {
  try {
    return codec.decode(header, payload, { network });
  } catch (error) {
    if (error instanceof ForesayError && DECODING_ERRORS.has(error.code)) return undefined;
    throw new Finding('an error that a block must not give', error);
  }
}
