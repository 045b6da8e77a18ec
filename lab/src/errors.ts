/** A mistake in what the user gave: a parameter, a file, a model. The command prints its message and nothing else. */
export class LabError extends Error {
  override readonly name = 'LabError';
}

/** A coder that failed, or did not give back what it was given. The cause says how. */
export class CoderError extends Error {
  override readonly name = 'CoderError';
}
