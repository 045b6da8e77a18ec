/**
 * Every code a ForesayError can carry and what it means. The codes are part of the public interface: they are added
 * to, never renamed. The `message` of an error is for people and may change.
 */
export const ERROR_CODES = {
  /** The input does not begin with a foresay frame. */
  NOT_FORESAY: 'the input is not a foresay archive',
  /** The input ends in the middle of a frame. */
  TRUNCATED: 'the archive ends too early',
  /** The archive breaks a rule of the format: it was damaged, or made by a faulty program. */
  CORRUPT: 'the archive is damaged',
  /** The bytes of the archive, or the decoded bytes, do not have the checksum that was stored. */
  CHECKSUM: 'a checksum does not match',
  /** Whole frames are followed by bytes that begin no frame. */
  TRAILING_GARBAGE: 'the archive is followed by something else',
  /** A newer format version, flag, block kind or numeric version than this program knows. */
  UNSUPPORTED_VERSION: 'the archive needs a newer foresay',
  /** The block's model has a field or a value that this program does not know. */
  UNSUPPORTED_SPEC: 'the archive uses a model that this foresay does not know',
  /** The archive was made with a dictionary, and none was given. */
  DICTIONARY_REQUIRED: 'the archive needs the dictionary that it was made with',
  /** The archive was made with another dictionary than the one given. */
  DICTIONARY_MISMATCH: 'the archive needs another dictionary',
  /** The text or object given as a model is not a valid spec. */
  INVALID_SPEC: 'the model is not valid',
  /** An option is out of range or of the wrong type. */
  INVALID_OPTION: 'an option is not valid',
  /** The work needs more memory than the `memory` option allows, or than the machine gives. */
  MEMORY_LIMIT: 'more memory is needed than allowed',
  /** The archive decodes to more bytes than the `maxOutputBytes` option allows. */
  OUTPUT_LIMIT: 'the archive decodes to more bytes than allowed',
  /** The work took longer than the `maxSeconds` option allows. */
  TIME_LIMIT: 'the work takes longer than allowed',
  /** The model takes more computation for a byte than the `maxCost` option allows. */
  COST_LIMIT: 'the model takes more computation for a byte than allowed',
  /** The caller's AbortSignal fired. The error's `name` is `AbortError`. */
  ABORTED: 'stopped by request',
  /** The network's state left the finite numbers: this model cannot code this block. */
  DIVERGED: 'the model diverged',
  /** The codec or a worker failed in a way that is no fault of the input. */
  ENGINE: 'the codec failed',
  /** Reading or writing failed; `cause` is the platform's error. */
  IO: 'reading or writing failed',
} as const;

/** What went wrong, for programs; see ERROR_CODES. */
export type ErrorCode = keyof typeof ERROR_CODES;

/**
 * The one class of errors that foresay throws or rejects with. Its `name` is `ForesayError`, or `AbortError` with the
 * code ABORTED, so that code written for fetch() and streams recognises it.
 */
export class ForesayError extends Error {
  readonly code: ErrorCode;

  /** `message` defaults to the code's general description. */
  constructor(code: ErrorCode, message: string = ERROR_CODES[code], options?: ErrorOptions) {
    super(message, options);
    this.name = code === 'ABORTED' ? 'AbortError' : 'ForesayError';
    this.code = code;
  }
}
