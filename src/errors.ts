/**
 * All codes of ForesayError, each with its default message. The codes are part of the public API: later versions may add
 * codes, but never rename one. Messages are for people and may change.
 */
export const ERROR_CODES = {
  /** The input does not begin with a foresay frame. */
  NOT_FORESAY: 'the input is not a foresay archive',
  /** The input ends in the middle of a frame. */
  TRUNCATED: 'the archive ends too early',
  /** The archive breaks a rule of the format: it is damaged, or was made by a faulty program. */
  CORRUPT: 'the archive is damaged',
  /** The checksum of the archive's bytes, or of the decoded bytes, differs from the stored one. */
  CHECKSUM: 'a checksum does not match',
  /** The bytes after the last frame are not the beginning of a frame. */
  TRAILING_GARBAGE: 'the archive is followed by something else',
  /** The archive has a format version, flag, block kind or numeric version that this version cannot read. */
  UNSUPPORTED_VERSION: 'the archive needs a newer version of foresay',
  /** A model in the archive has a field or a value that this version cannot read. */
  UNSUPPORTED_SPEC: 'the archive uses a model that foresay does not support',
  /** The archive was made with a dictionary, but the option `dictionary` is missing. */
  DICTIONARY_REQUIRED: 'the archive needs the dictionary that it was made with',
  /** The archive was made with a dictionary other than that of the option `dictionary`. */
  DICTIONARY_MISMATCH: 'the archive needs another dictionary',
  /** The archive was made with a network that is not in it, and the option `network` is missing. */
  NETWORK_REQUIRED: 'the archive needs the network that it was made with',
  /** The archive was made with a network other than that of the option `network`. */
  NETWORK_MISMATCH: 'the archive needs another network',
  /** The input has a byte value that is no symbol of the option `network`. */
  NETWORK_ALPHABET: 'the input has a byte that the network does not have',
  /** The option `model` is not a valid spec. */
  INVALID_SPEC: 'the model is not valid',
  /** An option or argument is unknown, out of range or of the wrong type. */
  INVALID_OPTION: 'an option is not valid',
  /** The operation needs more memory than the option `memory` allows, or than the machine gives. */
  MEMORY_LIMIT: 'more memory is needed than allowed',
  /** The archive decodes to more bytes than the option `maxOutputBytes` allows. */
  OUTPUT_LIMIT: 'the archive decodes to more bytes than allowed',
  /** The operation took longer than the option `maxSeconds` allows. */
  TIME_LIMIT: 'the work takes longer than allowed',
  /** A model takes more computation for a byte than the option `maxCost` allows. */
  COST_LIMIT: 'the model takes more computation for a byte than allowed',
  /** The operation was aborted: by the option `signal`, or by an abort or cancel of its stream. `name` is `AbortError`. */
  ABORTED: 'the operation was aborted',
  /** A number of the network became infinite or NaN: this model cannot code this block. */
  DIVERGED: 'the model diverged',
  /** The codec or a worker failed, for a cause other than the input. */
  ENGINE: 'the codec failed',
  /** Reading or writing failed. `cause` is the platform's error. */
  IO: 'reading or writing failed',
} as const;

/** The code of an error; see ERROR_CODES. */
export type ErrorCode = keyof typeof ERROR_CODES;

/**
 * The class of all errors that foresay throws or rejects with. `name` is `ForesayError`; with the code ABORTED it is
 * `AbortError`, as for fetch() and streams.
 */
export class ForesayError extends Error {
  readonly code: ErrorCode;

  /** `message` defaults to the text of the code in ERROR_CODES. */
  constructor(code: ErrorCode, message: string = ERROR_CODES[code], options?: ErrorOptions) {
    super(message, options);
    this.name = code === 'ABORTED' ? 'AbortError' : 'ForesayError';
    this.code = code;
  }
}
