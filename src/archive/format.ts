/** The numbers of FORMAT.md that more than one file needs. */

/** The first four bytes of every frame. 0xF5 occurs in no UTF-8 text. */
export const MAGIC: readonly number[] = [0xf5, 0x53, 0x41, 0x59];

/** The version of the format that is written, and the only one that is read. */
export const FORMAT_VERSION = 8;

/** The version of the arithmetic (NUMERICS.md) that modelled blocks are written with, and the only one that is read. */
export const NUMERIC_VERSION = 7;

/** Most bytes that a block holds before coding. */
export const MAX_BLOCK_LENGTH = 2 ** 28;

/** Most bytes of UTF-8 in a name. */
export const MAX_NAME_BYTES = 1024;

/** The memory that a block asks for is stored in units of this many bytes. */
export const MEMORY_UNIT = 2 ** 20;

/** Most such units: beyond every machine, and far from overflow. */
export const MAX_MEMORY_UNITS = 2 ** 20;

/**
 * The first byte after a frame header or a block: a block's, or the mark that ends a frame without blocks. That of a
 * modelled block is the version of the arithmetic.
 */
export const TAG = { stored: 0, modelled: NUMERIC_VERSION, end: 255 } as const;

/** In a block's tag: no block follows in the frame. */
export const LAST = 0x80;

/** What was done to the bytes of a stream. Larger methods are the numbers of splitters. */
export const METHOD = { stored: 0, constant: 1, modelled: 2 } as const;

/** Most streams of a block, most parameters of its splits, most splits on the way to a stream. */
export const MAX_STREAMS = 64;
export const MAX_PARAMETERS = 4096;
export const MAX_DEPTH = 4;

/** Most bytes of a network in a frame header. */
export const MAX_NETWORK_LENGTH = 2 ** 26;

/**
 * No header is longer, not counting a frame's network: a block's has at most 4,096 parameters of 5 bytes, a list of them of up to 8 bytes each that is
 * then refused, and 64 streams of some 340 bytes; other headers are short.
 */
export const MAX_HEADER_LENGTH = 1 << 16;
