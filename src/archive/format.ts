/** The numbers of FORMAT.md that more than one file needs. */

/** The first four bytes of every frame. 0xF5 occurs in no UTF-8 text. */
export const MAGIC: readonly number[] = [0xf5, 0x53, 0x41, 0x59];

/** The version of the format that is written, and the only one that is read. */
export const FORMAT_VERSION = 6;

/** The version of the arithmetic (NUMERICS.md) that modelled blocks are written with, and the only one that is read. */
export const NUMERIC_VERSION = 6;

/** Most bytes that a block holds before coding. */
export const MAX_BLOCK_LENGTH = 2 ** 28;

/** Most bytes of UTF-8 in a name. */
export const MAX_NAME_BYTES = 1024;

/** The memory that a block asks for is stored in units of this many bytes. */
export const MEMORY_UNIT = 2 ** 20;

/** Most such units: beyond every machine, and far from overflow. */
export const MAX_MEMORY_UNITS = 2 ** 20;

/**
 * First byte of what follows the frame header: a block, or the end mark of a frame without one. A modelled block's says
 * the version of the arithmetic too.
 */
export const TAG = { stored: 0, modelled: NUMERIC_VERSION, end: 255 } as const;

/** In a block's tag: no block follows in the frame. */
export const LAST = 0x80;

/** Most streams of a block, most segments that they are cut into, most transforms of a stream. */
export const MAX_STREAMS = 8;
export const MAX_SEGMENTS = 1024;
export const MAX_TRANSFORMS = 3;

/** No header is longer: a block's has at most 1,024 segments of 6 bytes and 8 streams of some 1,200; others are short. */
export const MAX_HEADER_LENGTH = 1 << 14;
