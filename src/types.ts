/** What callers pass in and get back: the option and result types of the public API. */

import type { Kind } from './kinds/kinds.js';
import type { ModelSpec } from './model/fields.js';

/** How far an operation is. Both counts only grow, but for the last report of a finished operation, which is exact. */
export interface Progress {
  /** Bytes taken in so far; inside a block it advances with the share of the block's symbols already coded. */
  readonly bytesIn: number;
  /**
   * Bytes of the result so far. Inside a block it is provisional: it counts what was coded, which is handed out only
   * when the block is whole and verified. A block that turns out to be stored as it is makes it jump, never fall.
   */
  readonly bytesOut: number;
  /** Bytes that will be taken in altogether, when known. */
  readonly totalIn?: number;
  /** What a model is learning before it codes; absent while none is. */
  readonly learning?: Learning;
}

/** A model learns a prior or a dictionary before the first byte of a stream. It takes as long as coding as many bytes. */
export interface Learning {
  /** The prior's name (`english`), `dictionary`, or both (`english + dictionary`). */
  readonly what: string;
  /** Bytes learned so far. */
  readonly bytes: number;
  /** Bytes to learn. */
  readonly total: number;
}

/** Something that does not keep the work from being done, but that the caller may want to change. */
export interface Warning {
  /** `NO_WORKERS`: no worker could be started, so the calling thread does the work. */
  readonly code: 'NO_WORKERS';
  /** For people; may change. */
  readonly message: string;
  /** What the platform said, if it said anything. */
  readonly cause?: unknown;
}

/** Options that compressing and decompressing share. */
export interface WorkOptions {
  /**
   * Workers that the operation may use at once, 0 to 256. Default: the number of cores. All operations of a realm share
   * one pool, in which as many workers are at work as there are cores, or as the largest `threads` among them says.
   * 0 codes in the calling thread, in slices of about 12 ms with the event loop let run in between; there one block at a
   * time is coded, whichever operation it belongs to. The bytes produced never depend on it.
   */
  readonly threads?: number | undefined;
  /**
   * Most bytes of memory the codecs may take together, their input and output blocks and the result that compress() and
   * decompress() collect included. Default: half of the machine's memory in Node, 2 GiB in browsers. Fewer threads are
   * used where not all fit; MEMORY_LIMIT when not one does. The caller's own bytes and the process itself are not counted.
   */
  readonly memory?: number | undefined;
  /**
   * 1 byte to 64 MiB that resemble what is compressed: every block's model learns them before it codes, which takes as
   * long as coding them. Decompressing needs the same bytes again; frames that were made without them ignore them. They
   * must not change meanwhile.
   */
  readonly dictionary?: Bytes | undefined;
  /** Seconds that the operation may take; it rejects with TIME_LIMIT when they are over. Default: no limit. */
  readonly maxSeconds?: number | undefined;
  /**
   * Most multiply-adds that a model may take for a byte, on average; a model that takes more is refused with COST_LIMIT
   * before it begins. Default: 2^32, some tenths of a second on one core.
   */
  readonly maxCost?: number | undefined;
  /** Stops the work: workers are terminated and the operation rejects with ABORTED. */
  readonly signal?: AbortSignal | undefined;
  /** Called at most every few dozen milliseconds, and once at the end. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Called when the work cannot be done as wished, once a cause for each realm. Default: nothing is said. */
  readonly onWarning?: ((warning: Warning) => void) | undefined;
  /** Bytes that will come in, when the caller knows it: it becomes `totalIn` of the progress reports. */
  readonly size?: number | undefined;
}

export interface CompressOptions extends WorkOptions {
  /** A named model, 1 (fastest) to 9 (smallest); default DEFAULT_LEVEL. Not together with `model`. */
  readonly level?: number | undefined;
  /** The model itself, as text (`lstm(128x1,horizon=10)`) or as a ModelSpec. */
  readonly model?: string | ModelSpec | undefined;
  /**
   * Bytes a block holds, 1 to 2^28; default LEVEL_BLOCK_SIZES of the level. Blocks are coded independently of each
   * other, in parallel.
   */
  readonly blockSize?: number | undefined;
  /**
   * What the data are: the transforms and, with a level, the model follow from it. Default `auto`: each part of a block
   * is taken for what it looks like, and parts of a kind share a model.
   */
  readonly kind?: Kind | 'auto' | undefined;
  /** Told of each block, in their order, when it has been coded. */
  readonly onBlock?: ((block: BlockInfo) => void) | undefined;
  /** A file name to keep in the archive. */
  readonly name?: string | undefined;
  /** A time of last change to keep in the archive. */
  readonly mtime?: Date | undefined;
  /**
   * Bytes that will come in. It is written into the archive, and the operation rejects with INVALID_OPTION when
   * another number comes. compress() knows it by itself.
   */
  readonly size?: number | undefined;
}

export interface DecompressOptions extends WorkOptions {
  /**
   * Most bytes that the archive may decode to; the operation rejects with OUTPUT_LIMIT before it decodes or gives a
   * byte more. Default: no limit for streams; decompress() never gives more than `memory` allows.
   */
  readonly maxOutputBytes?: number | undefined;
}

/**
 * What an archive says about itself. The lists are bounded, as an archive of a few megabytes may have a million frames
 * or blocks; the numbers count all of them.
 */
export interface ArchiveInfo {
  /** The first frames, as many as the option `maxListed` says. */
  readonly frames: readonly FrameInfo[];
  /** Frames of the whole archive. */
  readonly frameCount: number;
  /** Blocks of the whole archive. */
  readonly blockCount: number;
  /** Bytes of the whole archive. */
  readonly archiveBytes: number;
  /** Bytes it decodes to. */
  readonly originalBytes: number;
  /** Most memory that decoding any one block takes, in bytes, as the archive says. */
  readonly memory: number;
  /** The specs of its models as text, `stored` among them for bytes without one: the first 100 different ones. */
  readonly models: readonly string[];
}

/** What the beginning of a frame says of it. */
export interface FrameStartInfo {
  /** Version of the archive format. */
  readonly version: number;
  readonly name?: string;
  readonly mtime?: Date;
  /** The XXH64 checksum of the dictionary that decoding needs, as 16 hexadecimal digits. */
  readonly dictionary?: string;
}

/** One frame: what one compress() call wrote. */
export interface FrameInfo extends FrameStartInfo {
  /** Bytes of the frame in the archive, and of what it decodes to. */
  readonly archiveBytes: number;
  readonly originalBytes: number;
  readonly blockCount: number;
  /** Its first blocks: `maxListed` is shared by all frames. */
  readonly blocks: readonly BlockInfo[];
}

export interface InspectOptions {
  /** Most frames, and most blocks of all frames, that the result lists. Default 10,000. */
  readonly maxListed?: number | undefined;
  /** Told of each frame when its beginning was read. */
  readonly onFrame?: ((frame: FrameStartInfo) => void) | undefined;
  /** Told of each block, after its frame, when its coded bytes were verified. */
  readonly onBlock?: ((block: BlockInfo) => void) | undefined;
  /** Stops the reading; inspect() rejects with ABORTED. */
  readonly signal?: AbortSignal | undefined;
}

export interface BlockInfo {
  readonly kind: 'stored' | 'modelled';
  /** Bytes before coding and after, the block's header not counted. */
  readonly originalBytes: number;
  readonly codedBytes: number;
  /** Memory that decoding takes, in bytes, as the writer says; 0 for a stored block. */
  readonly memory: number;
  /** The XXH64 checksum of the decoded bytes, as 16 hexadecimal digits. */
  readonly checksum: string;
  /** Version of the arithmetic that the block was coded with; undefined for a stored block. */
  readonly numericVersion?: number;
  /** Segments that the block's bytes are sorted into streams by; 1 where they are not sorted. */
  readonly segments: number;
  /** What the block was taken apart into: each stream has a model of its own. A stored block is one stream. */
  readonly streams: readonly StreamInfo[];
}

/** A part of a block with a model of its own. */
export interface StreamInfo {
  /** Bytes before and after. */
  readonly originalBytes: number;
  readonly codedBytes: number;
  /** The model's spec as text; `constant` when all bytes are the same, undefined when they are stored. */
  readonly model?: string;
  /** The splitters that took the stream out of the block's bytes, in that order; segments are not listed. */
  readonly transforms: readonly string[];
  /** What the compressor took the bytes for. An archive does not say: only onBlock is told. */
  readonly kind?: Kind;
}

/** Bytes, as the one-shot functions take them. */
export type Bytes = ArrayBufferView | ArrayBufferLike;

/**
 * Bytes that come piece by piece: any async iterable (a Node stream), a ReadableStream (which some browsers, and older
 * declarations, do not make iterable), or a Blob or File.
 */
export type ByteSource =
  | AsyncIterable<Uint8Array>
  | Iterable<Uint8Array>
  | ReadableStream<Uint8Array>
  | Blob;
