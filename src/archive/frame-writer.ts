import { ByteSink } from '../bytes/byte-sink.js';
import { ForesayError } from '../errors.js';
import { type BlockHeader, encodeBlockHeader, payloadLength } from './block-header.js';
import { Checksum } from './checksum.js';
import { TAG } from './format.js';
import { encodeFrameHeader, type FrameFields } from './frame-header.js';
import { FrameSeal } from './frame-seal.js';

/**
 * Gives the bytes of one frame, in order: `header`, then block() for each block, then end(). The header of the last
 * block must have `last`. The caller writes the bytes out. loadChecksum() must have resolved.
 */
export class FrameWriter {
  /** The frame's first bytes. */
  readonly header: Uint8Array<ArrayBuffer>;
  private readonly seal: FrameSeal;
  private total = 0;
  private ended = false;

  /** Throws INVALID_OPTION when a field cannot be kept. */
  constructor(private readonly fields: FrameFields = {}) {
    this.header = encodeFrameHeader(fields);
    this.seal = new FrameSeal(this.header);
  }

  /**
   * The bytes of a block, in three parts so that the payload need not be copied: its header, the payload, its check.
   * @param known The check, if it is known already: of a long payload it takes long.
   */
  block(
    header: BlockHeader,
    payload: Uint8Array,
    known?: Uint8Array,
  ): [Uint8Array, Uint8Array, Uint8Array] {
    if (payload.length !== payloadLength(header))
      throw new ForesayError('ENGINE', 'a block cannot be written: its payload has another length');
    const head = encodeBlockHeader(header);
    const check = known ?? new Checksum().update(head).update(payload).check();
    this.seal.block(header.contentChecksum, check);
    this.total += header.length;
    this.ended = header.last;
    return [head, payload, this.ended ? this.seal.close() : check];
  }

  /** What ends a frame without blocks; nothing after the last block. Throws INVALID_OPTION when `size` was given and is not the number of bytes that came. */
  end(): Uint8Array<ArrayBuffer> {
    const { size } = this.fields;
    if (size !== undefined && size !== this.total)
      throw new ForesayError('INVALID_OPTION', `size is ${size}, but ${this.total} bytes came`);
    if (this.ended) return new Uint8Array(0);
    if (this.total > 0) throw new ForesayError('ENGINE', 'a frame ends without its last block');
    return new ByteSink().byte(TAG.end).raw(this.seal.close()).take();
  }
}
