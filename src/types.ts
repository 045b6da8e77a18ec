/** The option and result types of the public API. */

import type { Kind } from './kinds/kinds.js';
import type { ModelSpec } from './model/fields.js';

/** Progress of an operation. Both counts only grow, except in the last report of a finished operation, which is exact. */
export interface Progress {
  /** Bytes of input so far. Within a block it grows with the share of the block's symbols that are coded. */
  readonly bytesIn: number;
  /**
   * Bytes of output so far. Within a block it is an estimate: the coded bytes count, but they are output only when the
   * whole block is verified. It jumps up when a block is stored instead of coded.
   */
  readonly bytesOut: number;
  /** Length of the input in bytes, where it is known. */
  readonly totalIn?: number;
  /** Present while a model is primed. */
  readonly learning?: Learning;
}

/**
 * Progress of priming: before the first byte of a stream its model learns a prior, a dictionary, or both. Learning takes
 * as long as coding the same number of bytes.
 */
export interface Learning {
  /** Name of the prior (`english`), `dictionary`, or both (`english + dictionary`). */
  readonly what: string;
  /** Bytes learned so far. */
  readonly bytes: number;
  /** Bytes to learn. */
  readonly total: number;
}

/** A problem that does not stop the operation, but makes it slower than it could be. */
export interface Warning {
  /** `NO_WORKERS`: no worker could be started, so the calling thread does the work. */
  readonly code: 'NO_WORKERS';
  /** A text for people. It may change between versions. */
  readonly message: string;
  /** The platform's error, if there is one. */
  readonly cause?: unknown;
}

/** Options for compressing and decompressing. */
export interface WorkOptions {
  /**
   * Most workers that the operation uses at once, 0 to 256. Default: the number of cores. The bytes of the result do not
   * depend on it.
   *
   * All operations of a realm share one pool. It runs as many workers as there are cores, or as the largest `threads`
   * of its operations. With 0 the calling thread does the work, in slices of about 12 ms between which the event loop
   * runs. It codes one block at a time, over all operations of the realm.
   */
  readonly threads?: number | undefined;
  /**
   * Most bytes of memory for the codecs, their input and output blocks, and the result of compress() and decompress().
   * Default: half of the machine's memory in Node, 2 GiB in browsers.
   *
   * When not all threads fit, fewer are used; when not even one fits, the operation rejects with MEMORY_LIMIT. The
   * caller's own bytes and the process itself do not count.
   */
  readonly memory?: number | undefined;
  /**
   * 1 byte to 64 MiB of data similar to the input. The model of every stream learns it before it codes, which takes as
   * long as coding it. Decompressing needs the same bytes; frames made without a dictionary ignore them. The bytes must
   * not change during the operation.
   */
  readonly dictionary?: Bytes | undefined;
  /**
   * A network file (1 byte to 64 MiB), made by training. Compressing: the models begin with its weights, and the archive
   * gets it (or its hash: `networkByHash`). Without `level` and `model` the network is the model. With `model`, whose network
   * must have the same shape, learning rates at their defaults become those of a trained network. The input may have only
   * byte values of the network's alphabet. Decompressing: needed for frames that have the hash alone; others do not use it.
   */
  readonly network?: Bytes | undefined;
  /** Most seconds that the operation may take; then it rejects with TIME_LIMIT. Default: no limit. */
  readonly maxSeconds?: number | undefined;
  /**
   * Most multiply-adds that a model may take, on average for a byte. Operations with a slower model reject with
   * COST_LIMIT before they code. Default: 2^32, which takes some tenths of a second on one core.
   */
  readonly maxCost?: number | undefined;
  /** Aborts the operation: its workers are terminated, and it rejects with ABORTED. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the progress, at intervals of 40 ms or more, and once at the end. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Called with each warning. A realm reports each cause once. Default: warnings are dropped. */
  readonly onWarning?: ((warning: Warning) => void) | undefined;
  /** Length of the input in bytes, if known. Progress reports give it as `totalIn`. */
  readonly size?: number | undefined;
}

export interface CompressOptions extends WorkOptions {
  /** 1 (fastest) to 9 (smallest). Default: DEFAULT_LEVEL. Cannot be combined with `model`. */
  readonly level?: number | undefined;
  /** The model, as text (`lstm(128x1,horizon=10)`) or as a ModelSpec. */
  readonly model?: string | ModelSpec | undefined;
  /**
   * Whether the archive gets only the XXH64 checksum of `network`, so that decompressing needs the same file. Default:
   * false, the archive has the network.
   */
  readonly networkByHash?: boolean | undefined;
  /** Whether the weights of `network` change while it codes. Default: true. False: its learning rates are 0. */
  readonly networkLearns?: boolean | undefined;
  /**
   * Bytes a block, 1 to 2^28. Default: LEVEL_BLOCK_SIZES of the level. Blocks are coded independently of each other and
   * in parallel.
   */
  readonly blockSize?: number | undefined;
  /**
   * The kind of the data. It selects the splitters and, with `level`, the model. Default: `auto`, which detects the kind
   * of each part of a block; all parts of one kind in a block share a model.
   */
  readonly kind?: Kind | 'auto' | undefined;
  /** Called with each block after it is coded, in the order of the blocks. */
  readonly onBlock?: ((block: BlockInfo) => void) | undefined;
  /** A file name to store in the archive. */
  readonly name?: string | undefined;
  /** A time of last modification to store in the archive. */
  readonly mtime?: Date | undefined;
  /**
   * Length of the input in bytes, if known. It is stored in the archive. When the input has another length, the
   * operation rejects with INVALID_OPTION. Default: the length of a buffer or a Blob; unknown for other sources.
   */
  readonly size?: number | undefined;
}

export interface AnalyzeOptions extends CompressOptions {
  /** Whether the votes of the experts are wanted: 60 bytes of memory and result for each byte. Default: true. */
  readonly votes?: boolean | undefined;
}

/** What it costs to compress a block, byte by byte. */
export interface BlockAnalysis {
  /** Offset of the block in the input, bytes. */
  readonly start: number;
  /**
   * Bits spent on each byte: -log2 of the probability that the model gave it. Their sum is the length of the coded block,
   * to a byte for each stream, whose code ends with a whole byte. Stored bytes cost 8 bits. Where a splitter moved or changed a
   * byte, the bits are those of the byte that stands for it; a byte that a splitter leaves out, such as the CR of a line end,
   * costs nothing.
   */
  readonly bits: Float32Array;
  /**
   * Bits that each family of experts saved of each byte's eight: `votes[i * EXPERT_FAMILIES.length + f]` is that of
   * EXPERT_FAMILIES[f] for byte i. A negative vote misled. The votes of a byte and the bits spent on it add up to 8, except
   * for bytes that a splitter leaves out.
   *
   * The models of a mix add log odds: an input times its weight is what the input adds to the odds of the bit that occurred.
   * What the final odds save, 1 bit minus the cost of the bit, is shared in the proportions of these terms.
   */
  readonly votes?: Float32Array;
  /** What the bytes were taken for: stretches in their order, together the whole block. */
  readonly kinds: readonly KindRun[];
  readonly block: BlockInfo;
  /** Bytes of the archive that are the block's: its header, coded bytes and check, and what begins or ends the frame. */
  readonly archiveBytes: number;
}

/** A stretch of bytes of one kind. */
export interface KindRun {
  readonly kind: Kind;
  /** Bytes. */
  readonly length: number;
}

export interface DecompressOptions extends WorkOptions {
  /**
   * Most bytes that the archive may decode to. When it decodes to more, the operation rejects with OUTPUT_LIMIT and yields
   * no byte beyond the limit. Default: no limit for streams; `memory` limits the result of decompress().
   */
  readonly maxOutputBytes?: number | undefined;
}

/**
 * The contents of an archive. The lists are bounded, because an archive of a few megabytes may have a million frames or
 * blocks. The counts and sums include all of them.
 */
export interface ArchiveInfo {
  /** The first frames, at most as many as the option `maxListed`. */
  readonly frames: readonly FrameInfo[];
  readonly frameCount: number;
  readonly blockCount: number;
  /** Length of the archive in bytes. */
  readonly archiveBytes: number;
  /** Length of the decoded data in bytes. */
  readonly originalBytes: number;
  /** Bytes of the networks in all frames. */
  readonly networkBytes: number;
  /** Coded bytes of all blocks, without headers and networks. */
  readonly codedBytes: number;
  /** Bytes of memory that decoding the largest block takes, as stored in the archive. */
  readonly memory: number;
  /** The different models as text, `stored` or `constant` for streams without one: the first 100 of them. */
  readonly models: readonly string[];
}

/** The header of a frame. */
export interface FrameStartInfo {
  /** Version of the archive format. */
  readonly version: number;
  readonly name?: string;
  readonly mtime?: Date;
  /** The XXH64 checksum of the dictionary that decoding needs, as 16 hexadecimal digits. */
  readonly dictionary?: string;
  /** The network in the frame. */
  readonly network?: NetworkInfo;
  /** The XXH64 checksum of the network that decoding needs, as 16 hexadecimal digits. */
  readonly networkHash?: string;
}

/** A network in an archive. */
export interface NetworkInfo {
  /** Length of the network file in bytes. */
  readonly bytes: number;
  /** Number of weights. */
  readonly weights: number;
  /** Its shape as the beginning of a spec: `lstm(32x2)`. */
  readonly shape: string;
}

/** One frame, the result of one compress() call. */
export interface FrameInfo extends FrameStartInfo {
  /** Length of the frame in the archive, in bytes. */
  readonly archiveBytes: number;
  /** Length of the decoded frame in bytes. */
  readonly originalBytes: number;
  readonly blockCount: number;
  /** The first blocks. All frames together list at most `maxListed`. */
  readonly blocks: readonly BlockInfo[];
}

export interface InspectOptions {
  /** Most frames to list, and most blocks of all frames together. Default: 10,000. */
  readonly maxListed?: number | undefined;
  /** Called with each frame after its header is read. May return a promise, which is awaited. */
  readonly onFrame?: ((frame: FrameStartInfo) => void) | undefined;
  /** Called with each block after its coded bytes are verified. May return a promise, which is awaited. */
  readonly onBlock?: ((block: BlockInfo) => void) | undefined;
  /** Aborts inspect(), which then rejects with ABORTED. */
  readonly signal?: AbortSignal | undefined;
}

export interface BlockInfo {
  readonly kind: 'stored' | 'modelled';
  /** Length of the decoded block in bytes. */
  readonly originalBytes: number;
  /** Length of the coded block in bytes, without its header. */
  readonly codedBytes: number;
  /** Bytes of memory that decoding takes, as stored in the archive; 0 for a stored block. */
  readonly memory: number;
  /** The XXH64 checksum of the decoded bytes, as 16 hexadecimal digits. */
  readonly checksum: string;
  /** Version of the arithmetic of the codec; undefined for a stored block. */
  readonly numericVersion?: number;
  /** Number of segments that the block's bytes are sorted into streams by; 1 where they are not sorted. */
  readonly segments: number;
  /** The streams, each with a model of its own. A stored block is one stream. */
  readonly streams: readonly StreamInfo[];
}

/** A stream: a part of a block with a model of its own. */
export interface StreamInfo {
  /** Length of the decoded stream in bytes. */
  readonly originalBytes: number;
  /** Length of the coded stream in bytes. */
  readonly codedBytes: number;
  /** The model's spec as text; `constant` for a stream of one byte value, undefined for a stored stream. */
  readonly model?: string;
  /** The splitters that took the stream out of the block, in their order; segments are not listed. */
  readonly splitters: readonly string[];
  /** The kind of the data. Archives do not store it: it is present only in onBlock of compressing. */
  readonly kind?: Kind;
}

/** Input of the one-shot functions. */
export type Bytes = ArrayBufferView | ArrayBufferLike;

/**
 * Input in chunks: an async iterable (such as a Node stream), an iterable, a ReadableStream, or a Blob or File. Some
 * browsers and older type declarations have no iterable ReadableStream, so it is listed on its own.
 */
export type ByteSource =
  | AsyncIterable<Uint8Array>
  | Iterable<Uint8Array>
  | ReadableStream<Uint8Array>
  | Blob;
