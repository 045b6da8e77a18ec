/** What the host and the codec agree on. tools/codec-spec.ts writes the same constants for assembly/. */

/** Where the plan's i32 words are, by which the host says what to code and with which model. */
export const PLAN = {
  /** 0 = encode, 1 = decode, 2 = encode and keep a trace. */
  MODE: 0,
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

/** Where the f32 words of a row are that a trace has for each byte. */
export const TRACE = {
  /** Index of the byte in the block, an i32. */
  AT: 0,
  /** Bits spent on the byte. */
  BITS: 1,
  /** For each of FAMILIES: bits that it saved. */
  VOTES: 2,
} as const;

/**
 * The families of experts, among which the eight bits of a byte are shared that were not spent. Context models and experts
 * have the names of their fields in a spec. `network`: the recurrent network. `byteMatch`: the match flags. `apm`: the
 * APMs, the bias of the mixers, and the bounds of the coder. `alphabet`: bits that follow from the values that occur.
 */
export const FAMILIES = [
  'orders',
  'words',
  'phrases',
  'style',
  'structure',
  'sparse',
  'indirect',
  'records',
  'code',
  'matches',
  'network',
  'samples',
  'byteMatch',
  'apm',
  'alphabet',
  'symbolOrders',
  'symbolGaps',
  'repeats',
  'codons',
] as const;

export type ExpertFamily = (typeof FAMILIES)[number];
