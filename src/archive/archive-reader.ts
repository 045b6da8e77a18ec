/** Reads archives from pieces of any size; FORMAT.md, "Archive". */
import { ByteSource } from '../bytes/byte-source.js';
import { ForesayError } from '../errors.js';
import { memoryLimit } from '../memory-limit.js';
import { type BlockHeader, memoryNeeded, payloadLength, readBlockHeader } from './block-header.js';
import { Checksum } from './checksum.js';
import { MAX_HEADER_LENGTH, TAG } from './format.js';
import { type FrameHeader, readFrameHeader } from './frame-header.js';
import { FrameSeal } from './frame-seal.js';
import { Payload } from './payload.js';

/** What an archive consists of, in order. `offset`: bytes of the archive before the frame or the block. */
export type ArchiveEvent =
  | { readonly type: 'frameStart'; readonly offset: number; readonly header: FrameHeader }
  | {
      readonly type: 'block';
      readonly offset: number;
      readonly header: BlockHeader;
      /** The coded bytes (of a stored block: the bytes) in a buffer of their own; empty when payloads are skipped. */
      readonly payload: Uint8Array<ArrayBuffer>;
    }
  | {
      readonly type: 'frameEnd';
      /** Bytes of the archive before and with the frame's end. */
      readonly end: number;
      /** Bytes that the frame decodes to. */
      readonly length: number;
    };

export interface ReaderOptions {
  /** Verify payloads but do not keep them. */
  readonly skipPayloads?: boolean;
  /** A block that needs more bytes of memory than this ends the reading with MEMORY_LIMIT, before its payload is kept. */
  readonly memory?: number;
}

/** A frame that is being read. */
interface OpenFrame {
  readonly header: FrameHeader;
  readonly seal: FrameSeal;
  /** Bytes of the blocks so far. */
  total: number;
  /** Whether the last block has been given. */
  ended: boolean;
}

/** A block whose header has been read. */
interface OpenBlock {
  readonly offset: number;
  readonly header: BlockHeader;
  readonly sum: Checksum;
  readonly payload: Payload;
  missing: number;
}

const EMPTY = new Uint8Array(0);

/**
 * A pull parser: push() a piece, then call next() until it gives undefined, or let read() do both; finish() at the end
 * of the input. It holds at most one block, and of it no more than has arrived. Every block that it gives has passed
 * its check; the checksum of the decoded bytes is verifyContent's. loadChecksum() must have resolved.
 *
 * Errors: NOT_FORESAY, TRAILING_GARBAGE, TRUNCATED (by finish), CORRUPT, CHECKSUM, UNSUPPORTED_VERSION,
 * UNSUPPORTED_SPEC, MEMORY_LIMIT. After an error the reader gives the same error for ever.
 */
export class ArchiveReader {
  private piece: Uint8Array = EMPTY;
  /** Bytes of an unfinished header, from earlier pieces. */
  private held: Uint8Array = EMPTY;
  private consumed = 0;
  private frames = 0;
  private frame: OpenFrame | undefined;
  private block: OpenBlock | undefined;
  private failure: unknown;

  constructor(private readonly options: ReaderOptions = {}) {}

  /** Bytes of the archive understood so far. */
  get offset(): number {
    return this.consumed;
  }

  /** Gives the events that a piece completes. The piece is not kept beyond the loop over them, which must run to its end. */
  *read(piece: Uint8Array): Generator<ArchiveEvent, void, void> {
    this.push(piece);
    for (let event = this.next(); event; event = this.next()) yield event;
  }

  /** Takes the next piece; next() must have given undefined for the one before. It is used until that is so again. */
  push(piece: Uint8Array): void {
    if (this.piece.length > 0)
      throw new ForesayError('ENGINE', 'the piece before has not been read to its end');
    this.piece = piece;
  }

  /** The next event, or undefined when it needs bytes that have not come. */
  next(): ArchiveEvent | undefined {
    if (this.failure !== undefined) throw this.failure;
    try {
      if (!this.frame) return this.frameStart();
      if (this.frame.ended) return this.frameEnd(this.frame, this.consumed);
      const end = this.block ? undefined : this.blockStart(this.frame);
      return end ?? this.blockRest();
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }

  /** The input has ended: throws TRUNCATED unless that is at the end of a frame. */
  finish(): void {
    if (this.failure !== undefined) throw this.failure;
    if (this.piece.length > 0) throw new ForesayError('ENGINE', 'the input has not been read');
    if (this.frame || this.held.length > 0 || this.frames === 0)
      throw new ForesayError('TRUNCATED');
  }

  private frameStart(): ArchiveEvent | undefined {
    const offset = this.consumed;
    return this.header((source) => {
      const header = readFrameHeader(
        source,
        this.frames === 0 ? 'NOT_FORESAY' : 'TRAILING_GARBAGE',
      );
      this.frame = { header, seal: new FrameSeal(source.since(0)), total: 0, ended: false };
      return { type: 'frameStart', offset, header };
    });
  }

  /** Reads a block's header into this.block, or the mark that there is none, of which it gives the event. */
  private blockStart(frame: OpenFrame): ArchiveEvent | undefined {
    const offset = this.consumed;
    const { size } = frame.header;
    return this.header((source) => {
      const tag = source.byte();
      if (tag === TAG.end) return this.emptyFrameEnd(frame, offset, source);
      const header = readBlockHeader(tag, source);
      const total = frame.total + header.length;
      if (size !== undefined && (header.last ? total !== size : total >= size))
        throw new ForesayError('CORRUPT', 'the lengths of the blocks and of the frame differ');
      const { memory = Number.POSITIVE_INFINITY } = this.options;
      if (memoryNeeded(header) > memory) throw memoryLimit(memoryNeeded(header), memory);
      const missing = payloadLength(header);
      this.block = {
        offset,
        header,
        sum: new Checksum().update(source.since(0)),
        payload: new Payload(missing),
        missing,
      };
      return undefined;
    });
  }

  private emptyFrameEnd(frame: OpenFrame, offset: number, source: ByteSource): ArchiveEvent {
    if (frame.total > 0 || (frame.header.size ?? 0) > 0)
      throw new ForesayError('CORRUPT', 'a frame with blocks ends like one without');
    if (!equal(frame.seal.close(), source.raw(4)))
      throw new ForesayError('CHECKSUM', 'the checksum of a frame does not match');
    return this.frameEnd(frame, offset + source.position);
  }

  private frameEnd(frame: OpenFrame, end: number): ArchiveEvent {
    this.frame = undefined;
    this.frames++;
    return { type: 'frameEnd', end, length: frame.total };
  }

  private blockRest(): ArchiveEvent | undefined {
    const { frame, block } = this;
    if (!frame || !block) return undefined;
    const { offset, header, sum, payload } = block;
    if (block.missing > 0) {
      const part = this.piece.subarray(0, block.missing);
      sum.update(part);
      if (!this.options.skipPayloads) payload.append(part);
      block.missing -= part.length;
      this.skip(part.length);
      if (block.missing > 0) return undefined;
    }
    const check = this.header((source) => source.raw(4));
    if (!check) return undefined;
    const own = sum.check();
    frame.seal.block(header.contentChecksum, own);
    // The last block's speaks for the whole frame.
    if (!equal(header.last ? frame.seal.close() : own, check))
      throw new ForesayError('CHECKSUM', 'the checksum of a block does not match');
    frame.ended = header.last;
    frame.total += header.length;
    this.block = undefined;
    return { type: 'block', offset, header, payload: payload.take() };
  }

  /** Reads something short with `read` once all its bytes are there; until then holds them and gives undefined. */
  private header<T>(read: (source: ByteSource) => T): T | undefined {
    if (this.piece.length === 0) return undefined;
    const { held } = this;
    const more = this.piece.subarray(0, MAX_HEADER_LENGTH - held.length);
    const bytes = held.length > 0 ? joined(held, more) : more;
    const source = new ByteSource(bytes);
    try {
      const result = read(source);
      // What was held was too short on its own, so the reading ended within the piece.
      this.held = EMPTY;
      this.consumed += held.length;
      this.skip(source.position - held.length);
      return result;
    } catch (error) {
      if (!(error instanceof ForesayError && error.code === 'TRUNCATED')) throw error;
      this.held = bytes.slice();
      this.piece = this.piece.subarray(more.length);
      return undefined;
    }
  }

  private skip(count: number): void {
    this.piece = this.piece.subarray(count);
    this.consumed += count;
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(a.length + b.length);
  bytes.set(a);
  bytes.set(b, a.length);
  return bytes;
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
