/**
 * A codec's state as bytes: taken between two calls of advance(), in either direction, and restored in any instance of
 * the same build, which then goes on to the same bytes. Primed codecs and checkpoints are snapshots.
 *
 * All state of a codec is in linear memory: static data and tables, the objects above them, and the arena, which has the
 * input, the output and the dictionary too. The module's few globals follow from the image's size and one address. So a
 * snapshot is an image of the memory behind a header:
 *
 *   0   8  MAGIC
 *   8   4  VERSION
 *  12  16  identity of the codec's build, ASCII
 *  28   4  address of the object that codes the block
 *  32   8  XXH64 of bytes 0 to 31 and of the image
 *  40      linear memory from address 0 on
 *
 * Numbers have their lowest byte first. The checksum notices damage, not malice.
 */

import { Checksum } from '../archive/checksum.js';
import { newBytes } from '../bytes/new-bytes.js';
import { ForesayError } from '../errors.js';
import { CODEC_IDENTITY } from './codec.generated.js';
import type { Codec } from './codec.js';

const MAGIC = 'fsy-snap';
const VERSION = 1;

const VERSION_AT = 8;
const IDENTITY_AT = 12;
const BLOCK_AT = 28;
const CHECKSUM_AT = 32;
const IMAGE_AT = 40;

/**
 * The state of the codec's open block, as large as the codec's memory. loadChecksum() must have resolved.
 *
 * Throws INVALID_OPTION when no block is open, and for a codec over shared memory: its helper thread may be writing. The
 * same plan coded without a helper thread gives the same bytes, and can be saved. Throws MEMORY_LIMIT.
 */
export function takeSnapshot(codec: Codec): Uint8Array<ArrayBuffer> {
  refuseShared(codec);
  const { memory, block } = codec.image;
  if (memory.length === 0) throw new ForesayError('INVALID_OPTION', 'the codec has no open block');
  const snapshot = newBytes(IMAGE_AT + memory.length);
  const view = new DataView(snapshot.buffer);
  snapshot.set(ascii(MAGIC));
  view.setUint32(VERSION_AT, VERSION, true);
  snapshot.set(ascii(CODEC_IDENTITY), IDENTITY_AT);
  view.setUint32(BLOCK_AT, block, true);
  snapshot.set(memory, IMAGE_AT);
  view.setBigUint64(CHECKSUM_AT, checksumOf(snapshot), true);
  return snapshot;
}

/**
 * Puts the codec into the state of the snapshot; a block that it had open is closed. The codec's memory grows to the
 * snapshot's size. loadChecksum() must have resolved.
 *
 * Throws CORRUPT when the bytes are no snapshot, or a damaged one, UNSUPPORTED_VERSION when it is of another version or
 * another build of the codec, INVALID_OPTION for a codec over shared memory, MEMORY_LIMIT. The codec's block is then as it
 * was.
 */
export function restoreSnapshot(codec: Codec, snapshot: Uint8Array): void {
  refuseShared(codec);
  if (snapshot.length <= IMAGE_AT || !has(snapshot, 0, MAGIC))
    throw new ForesayError('CORRUPT', 'the bytes are no snapshot of a codec');
  const view = new DataView(snapshot.buffer, snapshot.byteOffset, snapshot.byteLength);
  if (view.getUint32(VERSION_AT, true) !== VERSION || !has(snapshot, IDENTITY_AT, CODEC_IDENTITY))
    throw new ForesayError('UNSUPPORTED_VERSION', 'the snapshot is of another build of the codec');
  if (view.getBigUint64(CHECKSUM_AT, true) !== checksumOf(snapshot))
    throw new ForesayError('CORRUPT', 'the snapshot is damaged');
  codec.restore({ memory: snapshot.subarray(IMAGE_AT), block: view.getUint32(BLOCK_AT, true) });
}

function refuseShared(codec: Codec): void {
  if (codec.shared)
    throw new ForesayError('INVALID_OPTION', 'a codec with a helper thread has no snapshots');
}

function checksumOf(snapshot: Uint8Array): bigint {
  const header = snapshot.subarray(0, CHECKSUM_AT);
  return new Checksum().update(header).update(snapshot.subarray(IMAGE_AT)).digest();
}

function has(bytes: Uint8Array, at: number, text: string): boolean {
  return ascii(text).every((byte, i) => bytes[at + i] === byte);
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
