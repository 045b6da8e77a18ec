/** Reads archives from pieces of any size; FORMAT.md, "Archive". */
import { ByteSource } from '../bytes/byte-source.js';
import { grown } from '../bytes/grown.js';
import { ForesayError } from '../errors.js';
import { memoryLimit } from '../memory-limit.js';
import {
  type BlockHeader,
  beginsWithNetwork,
  memoryNeeded,
  payloadLength,
  readBlockHeader,
} from './block-header.js';
import { Checksum } from './checksum.js';
import { MAX_HEADER_LENGTH, TAG } from './format.js';
import { type FrameHeader, readFrameHeader } from './frame-header.js';
import { FrameSeal } from './frame-seal.js';
import { Payload } from './payload.js';

/** What an archive consists of, in order. `offset`: bytes of the archive before the frame or the block. */
export type ArchiveEvent =
  | { readonly type: 'frameStart'; readonly offset: number; readonly header: FrameHeader }
  /** The header of a block was read. Its payload is taken in when the next event is asked for. */
  | { readonly type: 'blockStart'; readonly offset: number; readonly header: BlockHeader }
  | {
      readonly type: 'block';
      readonly offset: number;
      readonly header: BlockHeader;
      /** The coded bytes (of a stored block: the bytes) in a buffer of their own; empty when they are not kept. */
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
  /**
   * `keep`: payloads are verified and given. `verify`: they are verified, and none is given. `skip`: they are passed
   * over, and no checksum is looked at. Default: `keep`.
   */
  readonly payloads?: 'keep' | 'verify' | 'skip';
  /**
   * A block or a network that needs more bytes of memory than this ends the reading with MEMORY_LIMIT, before its payload
   * or the network is kept.
   */
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
  /** Undefined when checksums are not looked at. */
  readonly sum: Checksum | undefined;
  /** Undefined when payloads are not kept. */
  readonly payload: Payload | undefined;
  missing: number;
}

const EMPTY = new Uint8Array(0);

/**
 * A pull parser: push() a piece, then call next() until it gives undefined, or let read() do both; finish() at the end
 * of the input. It holds at most one block, and of it no more than has arrived. Every block that it gives has passed
 * its check, unless payloads are skipped; the checksum of the decoded bytes is verified when they are decoded.
 * loadChecksum() must have resolved. The time that it takes is linear in the length of the archive, however that is cut.
 *
 * Errors: NOT_FORESAY, TRAILING_GARBAGE, TRUNCATED (by finish), CORRUPT, CHECKSUM, UNSUPPORTED_VERSION,
 * UNSUPPORTED_SPEC, MEMORY_LIMIT. After an error the reader gives the same error for ever.
 */
export class ArchiveReader {
  private piece: Uint8Array = EMPTY;
  /** Bytes of the piece that have been read. */
  private at = 0;
  /** The beginning of a header, from earlier pieces. */
  private held: Uint8Array<ArrayBuffer> = EMPTY;
  private heldLength = 0;
  /** Bytes that a header has at least of which `heldLength` are held. */
  private wanted = 0;
  private consumed = 0;
  private frames = 0;
  private frame: OpenFrame | undefined;
  private block: OpenBlock | undefined;
  private failure: unknown;
  private readonly payloads: NonNullable<ReaderOptions['payloads']>;
  private readonly memory: number;

  constructor({ payloads = 'keep', memory = Number.POSITIVE_INFINITY }: ReaderOptions = {}) {
    this.payloads = payloads;
    this.memory = memory;
  }

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
    if (this.at < this.piece.length)
      throw new ForesayError('ENGINE', 'the piece before has not been read to its end');
    // A plain view: those of Node's Buffers take ten times as long to make.
    this.piece = new Uint8Array(piece.buffer, piece.byteOffset, piece.length);
    this.at = 0;
  }

  /** The next event, or undefined when it needs bytes that have not come. */
  next(): ArchiveEvent | undefined {
    if (this.failure !== undefined) throw this.failure;
    try {
      const { frame, block } = this;
      if (!frame) return this.frameStart();
      if (frame.ended) return this.frameEnd(frame, this.consumed);
      return block ? this.blockRest(frame, block) : this.blockStart(frame);
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }

  /** The input has ended: throws TRUNCATED unless that is at the end of a frame. */
  finish(): void {
    if (this.failure !== undefined) throw this.failure;
    if (this.at < this.piece.length)
      throw new ForesayError('ENGINE', 'the input has not been read');
    if (this.frame || this.heldLength > 0 || this.frames === 0) throw new ForesayError('TRUNCATED');
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

  /** Reads a block's header, or the mark that there is none. */
  private blockStart(frame: OpenFrame): ArchiveEvent | undefined {
    const offset = this.consumed;
    const { size } = frame.header;
    return this.header((source) => {
      const tag = source.byte();
      if (tag === TAG.end) return this.emptyFrameEnd(frame, offset, source);
      const header = readBlockHeader(tag, source);
      const total = frame.total + header.length;
      checkNetwork(header, frame.header);
      if (size !== undefined && (header.last ? total !== size : total >= size))
        throw new ForesayError('CORRUPT', 'the lengths of the blocks and of the frame differ');
      if (memoryNeeded(header) > this.memory) throw memoryLimit(memoryNeeded(header), this.memory);
      const missing = payloadLength(header);
      this.block = {
        offset,
        header,
        sum: this.payloads === 'skip' ? undefined : new Checksum().update(source.since(0)),
        payload: this.payloads === 'keep' ? new Payload(missing) : undefined,
        missing,
      };
      return { type: 'blockStart', offset, header };
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

  private blockRest(frame: OpenFrame, block: OpenBlock): ArchiveEvent | undefined {
    const { offset, header, sum, payload } = block;
    if (block.missing > 0) {
      const part = this.piece.subarray(this.at, this.at + block.missing);
      sum?.update(part);
      payload?.append(part);
      block.missing -= part.length;
      this.at += part.length;
      this.consumed += part.length;
      if (block.missing > 0) return undefined;
    }
    const check = this.header((source) => source.raw(4));
    if (!check) return undefined;
    if (sum) {
      const own = sum.check();
      frame.seal.block(header.contentChecksum, own);
      // The last block's check is the frame's.
      if (!equal(header.last ? frame.seal.close() : own, check))
        throw new ForesayError('CHECKSUM', 'the checksum of a block does not match');
    }
    frame.ended = header.last;
    frame.total += header.length;
    this.block = undefined;
    return { type: 'block', offset, header, payload: payload?.take() ?? EMPTY };
  }

  /** Reads a header or a check with `read` once all its bytes are there; until then holds them and gives undefined. */
  private header<T>(read: (source: ByteSource) => T): T | undefined {
    while (this.at < this.piece.length) {
      const bytes = this.begun();
      if (bytes.length < this.wanted) {
        this.hold(bytes);
        return undefined;
      }
      const source = new ByteSource(bytes);
      try {
        const result = read(source);
        // What was held was too short on its own, so the reading ended within the piece.
        this.at += source.position - this.heldLength;
        this.consumed += source.position;
        this.heldLength = 0;
        this.wanted = 0;
        if (this.held.length > MAX_HEADER_LENGTH) this.held = EMPTY;
        return result;
      } catch (error) {
        if (!(error instanceof ForesayError && error.code === 'TRUNCATED')) throw error;
        this.wanted = bytes.length + source.missing;
        if (this.wanted > MAX_HEADER_LENGTH && this.wanted > this.memory)
          throw memoryLimit(this.wanted, this.memory);
        this.hold(bytes);
      }
    }
    return undefined;
  }

  /** What there is of a header: bytes of the piece, behind those that are held. */
  private begun(): Uint8Array {
    const { piece, at, heldLength } = this;
    const more = piece.subarray(at, at + this.longest - heldLength);
    if (heldLength === 0) return more;
    const length = heldLength + more.length;
    this.makeRoom(length);
    this.held.set(more, heldLength);
    return this.held.subarray(0, length);
  }

  /** Holds `bytes`: those that are held and the next of the piece. */
  private hold(bytes: Uint8Array): void {
    this.makeRoom(bytes.length);
    if (this.heldLength === 0) this.held.set(bytes);
    this.at += bytes.length - this.heldLength;
    this.heldLength = bytes.length;
  }

  /** Makes room for `length` held bytes: as they arrive, whatever length the header claims. */
  private makeRoom(length: number): void {
    if (length > this.held.length) this.held = grown(this.held, length, this.longest);
  }

  /** Most bytes to look at for the header. Only a frame's network makes it longer than MAX_HEADER_LENGTH. */
  private get longest(): number {
    return Math.max(MAX_HEADER_LENGTH, this.wanted);
  }
}

/** Throws CORRUPT when a model begins with the network of a frame that has none. */
function checkNetwork(header: BlockHeader, { network, networkHash }: FrameHeader): void {
  if (network === undefined && networkHash === undefined && beginsWithNetwork(header))
    throw new ForesayError('CORRUPT', 'a model begins with a network that the frame lacks');
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
