/** A case that cannot be measured here: something is not installed, or a file of data is missing. The message says what. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

/** A run that a signal ended. What is finished is kept; the same command continues. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}
