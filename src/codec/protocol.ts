/** What the host and the codec agree on. tools/codec-spec.ts writes the same constants for assembly/. */

/** Where the plan's i32 words are, by which the host says what to code and with which model. */
export const PLAN = {
  /** 0 = encode, 1 = decode. */
  DECODES: 0,
  /** Bytes of the block. */
  LENGTH: 1,
  /** Bytes of its coded form; 0 when encoding. */
  CODED_LENGTH: 2,
  /** Bytes of the dictionary, 0 = none. */
  DICTIONARY_LENGTH: 3,
  /** How many of its bytes, from the first on, only the experts learn from: mixers and APMs do not. */
  EXPERTS_ONLY: 4,
  /** Eight words: byte v is in use, by the block or the dictionary, if bit v & 31 of word v >> 5 is set. */
  ALPHABET: 5,
  /** The spec's words, in the order of the table of fields (src/model/fields.ts). */
  SPEC: 13,
} as const;

/** Results of the codec's functions that are no count: all below zero. */
export const STATUS = {
  /** advance: the state is no longer finite. */
  DIVERGED: -1,
  /** advance: the code ended too early. */
  OVERRUN: -2,
  /** advance: the coded bytes are no fewer than the block's. */
  EXPANDED: -3,
  /** open: the memory cannot be had. */
  NO_MEMORY: -4,
  /** finish: the code is none that an encoder writes. */
  INEXACT: -5,
  /** measure, open: the plan's words name no model that could be built. */
  INVALID_PLAN: -6,
} as const;
