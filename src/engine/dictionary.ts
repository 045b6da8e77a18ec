/** What both sides own, and a model learns before it codes. */

export interface Dictionary {
  readonly bytes: Uint8Array;
  /** The byte values in it; see alphabetOf. */
  readonly alphabet: Uint8Array;
}

/** Most bytes of one: a matter of time rather than of memory. */
export const MAX_DICTIONARY_LENGTH = 2 ** 26;

/** Nothing to learn. */
export const NO_DICTIONARY: Dictionary = {
  bytes: new Uint8Array(0),
  alphabet: new Uint8Array(32),
};
